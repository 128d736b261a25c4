//! `add`: adds a server given by arguments, in the syntax of other clients' `add` commands.

use serde_json::{Map, Value};

use crate::cli::commands::list;
use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::input::args::Write;
use crate::cli::input::options;
use crate::cli::input::options::Options;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::cli::output::{mask, render};
use crate::cli::settings_path::FoundSettings;
use crate::settings::edit::{self, OnConflict, Outcome, Refused};
use crate::settings::model::self_reference;
use crate::settings::name::{check, plain};
use crate::settings::text::document::Document;
use crate::settings::text::path::Step;
use crate::store::file::EditError;

/// Add a server: a URL, or a command that speaks MCP on its standard streams
///
/// Lines published for `claude mcp add`, `codex mcp add` and `gemini mcp add` work after `mcphub
/// add` (and after `mcphub mcp add`). Everything after `--` is the command, unchanged. Options may
/// appear anywhere before `--`; after the start of a command, words that are not options of `add`
/// belong to it.
///
/// Adding an identical server is a no-op. A different server with the same name is a conflict (exit
/// code 7), unless `--force` replaces it or `--if-not-exists` keeps it.
#[derive(clap::Args, Debug)]
#[command(
    override_usage = "mcphub add [OPTIONS] <NAME> <URL>
       mcphub add [OPTIONS] <NAME> [--] <COMMAND> [ARGS]...
       mcphub add [OPTIONS] <NAME> --url <URL>
       mcphub add [OPTIONS] <NAME> --openapi <URL>",
    after_help = "Examples:
  mcphub add sentry https://mcp.sentry.dev/mcp
  mcphub add files -- npx -y @modelcontextprotocol/server-filesystem .
  mcphub add gh --env GH_TOKEN='${GH_TOKEN}' -- docker run -i --rm -e GH_TOKEN gh-image
  mcphub add api https://api.example.com/mcp --header 'X-Key: ${API_KEY}'
  mcphub add pets --openapi https://petstore3.swagger.io/api/v3/openapi.json"
)]
pub(crate) struct Args {
    /// The server's name
    name: String,
    /// A URL, or a command and its arguments
    #[arg(value_name = "URL | COMMAND")]
    target: Vec<String>,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    conflict: Conflict,
    #[command(flatten)]
    write: Write,
}

/// What to do if the name is taken.
#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct Conflict {
    /// Replace an existing server
    #[arg(long, visible_alias = "replace", conflicts_with = "if_not_exists")]
    pub(crate) force: bool,
    /// Keep an existing server
    #[arg(long)]
    pub(crate) if_not_exists: bool,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    for ignored in args.options.ignored_options() {
        context.ui.warn(&format!("ignored: {ignored}"));
    }
    let entry = options::entry(context, &args.options, &args.target)?;
    put(context, &args.name, &entry, args.conflict, args.write, &[])
}

/// Writes an entry to the file and reports the result, followed by `notes`.
pub(crate) fn put(
    context: &mut Context,
    name: &str,
    entry: &Map<String, Value>,
    conflict: Conflict,
    write: Write,
    notes: &[String],
) -> Result<Exit, Failure> {
    let found = context.settings()?;
    let on_conflict = if conflict.force { OnConflict::Replace } else { OnConflict::Refuse };
    let path = [Step::from("mcpServers"), Step::from(name)];
    let verb = |document: &mut Document| {
        if conflict.if_not_exists && document.get(&path).is_some() {
            return Ok((Outcome::Unchanged, None));
        }
        match edit::add_server(document, name, entry, on_conflict) {
            // The error message compares with the old entry, taken from the same version of the
            // file.
            Err(Refused::Exists { .. }) => Ok((Outcome::Unchanged, document.get(&path).cloned())),
            outcome => Ok((outcome?, None)),
        }
    };
    let edited = edit_report::edit(context, &found, write.dry_run, verb).map_err(|failure| {
        let is_name = failure.kind == Kind::Failed && check(name).is_err();
        if is_name { failure.hint(format!("use `{}` instead", plain(name))) } else { failure }
    })?;
    if let Some(old) = &edited.answer.1 {
        return Err(name_conflict(&found, name, old, entry));
    }
    let outcome = edited.answer.0;
    let kind = list::kind(entry);
    let sentence = match outcome {
        Outcome::Added => format!("Added {name} ({kind}) to"),
        Outcome::Unchanged if conflict.if_not_exists => {
            format!("Kept {name} unchanged in")
        }
        Outcome::Unchanged => format!("Unchanged: {name} in"),
        _ => format!("Replaced {name} ({kind}) in"),
    };
    let row = Row::new(name, edit_report::action(outcome), sentence).with("type", kind);
    let edited = crate::store::file::Edited {
        answer: vec![row],
        before: edited.before,
        after: edited.after,
    };
    edit_report::print_edit(context, &found, write.dry_run, &edited)?;
    edit_report::warn_of_mistakes(context, &found, &edited);
    if self_reference::is_this_hub(entry, &in_process::own_ports(&context.environment)) {
        context.ui.warn(&format!(
            "{name}: {}, and a hub that connects to itself loops forever: `mcphub remove {name}`",
            self_reference::ITSELF
        ));
    }
    for note in notes {
        context.ui.note(note);
    }
    Ok(Exit::DONE)
}

fn name_conflict(
    found: &FoundSettings,
    name: &str,
    old: &Value,
    new: &Map<String, Value>,
) -> Failure {
    let (old, new) = mask::entries(name, old, &Value::Object(new.clone()));
    let diff = render::diff(&found.shown, &old, &new);
    let refused =
        EditError::Refused(Refused::Exists { kind: edit::ItemKind::Server, name: name.to_owned() });
    Failure::from_error(Kind::Conflict, refused)
        .with(Detail::Diff(diff))
        .hint("`--force` replaces it, `--if-not-exists` keeps it")
        .hint(format!("`mcphub set {name} …` changes single fields"))
}
