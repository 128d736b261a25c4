//! `tool`, `prompt`, `resource`: show, hide and describe items of a server. The verbs edit the file
//! without contacting the server.

use clap::Subcommand;
use serde_json::{Map, Value, json};

use crate::cli::commands::{enable, get};
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::{in_process, one_off};
use crate::cli::input::args::Write;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::cli::output::render;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::inventory::remembered::Remembered;
use crate::settings::Document;
use crate::settings::edit::{self, Capability, Outcome, Refused};
use crate::settings::model::filter::ToolFilter;
use crate::settings::name::near;
use crate::settings::text::path::Step;
use crate::settings::validate;
use crate::state::catalog_cache::CatalogCache;

/// Show, hide and describe a server's tools
#[derive(clap::Args, Debug)]
pub(crate) struct ToolArgs {
    #[command(subcommand)]
    verb: Verb,
}

/// Show, hide and describe a server's prompts
#[derive(clap::Args, Debug)]
pub(crate) struct PromptArgs {
    #[command(subcommand)]
    verb: Verb,
}

/// Show, hide and describe a server's resources, named by their URIs
#[derive(clap::Args, Debug)]
pub(crate) struct ResourceArgs {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// List the overrides in the file
    #[command(visible_alias = "ls")]
    List {
        /// The server's name
        server: String,
        /// Connect to the server, and show its own descriptions beside the overrides
        #[arg(long)]
        connect: bool,
    },
    /// Enable
    Enable(Names),
    /// Disable: hide from lists, and reject its use
    Disable(Names),
    /// Toggle
    Toggle(Names),
    /// Replace the description that clients see
    Describe {
        /// The server's name
        server: String,
        /// Its name, or URI
        name: String,
        /// The description; `-` reads standard input
        text: String,
        #[command(flatten)]
        write: Write,
    },
    /// Restore the server's own description
    Reset(Names),
}

#[derive(clap::Args, Debug)]
struct Names {
    /// The server's name
    server: String,
    /// Names, or URIs; commas separate names of tools
    #[arg(required = true, value_name = "NAMES")]
    chosen: Vec<String>,
    #[command(flatten)]
    write: Write,
}

impl Names {
    /// Splits names of tools at commas; a URI may have one.
    fn split(&self, kind: Capability) -> Self {
        let split = |word: &String| -> Vec<String> {
            let names = word.split(',').map(str::trim).filter(|name| !name.is_empty());
            let names: Vec<String> = names.map(str::to_owned).collect();
            if kind == Capability::Tool && !names.is_empty() { names } else { vec![word.clone()] }
        };
        let chosen = self.chosen.iter().flat_map(split).collect();
        Self { server: self.server.clone(), chosen, write: self.write }
    }
}

/// Adds examples to the help of each verb, with the names of its command.
pub(crate) fn with_examples(mut command: clap::Command) -> clap::Command {
    for (word, server, name, text) in [
        ("tool", "time", "get_current_time", "What time it is"),
        ("prompt", "time", "daily", "Plan the day"),
        ("resource", "time", "time://zones", "All time zones"),
    ] {
        let line = |verb: &str| match verb {
            "list" => format!("  mcphub {word} list {server}"),
            "describe" => format!("  mcphub {word} describe {server} {name} '{text}'"),
            verb => format!("  mcphub {word} {verb} {server} {name}"),
        };
        let verbs = ["list", "enable", "disable", "toggle", "describe", "reset"];
        command = command.mut_subcommand(word, |mut command| {
            for verb in verbs {
                let examples = format!("Examples:\n{}", line(verb));
                command = command.mut_subcommand(verb, |verb| verb.after_help(examples));
            }
            let all = ["disable", "describe", "list"].map(line).join("\n");
            command.after_help(format!("Examples:\n{all}"))
        });
    }
    command
}

/// Runs `mcphub tool …`.
pub(crate) fn run_tool(context: &mut Context, args: &ToolArgs) -> Result<Exit, Failure> {
    run(context, Capability::Tool, &args.verb)
}

/// Runs `mcphub prompt …`.
pub(crate) fn run_prompt(context: &mut Context, args: &PromptArgs) -> Result<Exit, Failure> {
    run(context, Capability::Prompt, &args.verb)
}

/// Runs `mcphub resource …`.
pub(crate) fn run_resource(context: &mut Context, args: &ResourceArgs) -> Result<Exit, Failure> {
    run(context, Capability::Resource, &args.verb)
}

fn run(context: &mut Context, kind: Capability, verb: &Verb) -> Result<Exit, Failure> {
    match verb {
        Verb::List { server, connect: false } => list(context, kind, server)?,
        Verb::List { server, connect: true } => return one_off::list(context, kind, server),
        Verb::Enable(names) => each(context, &names.split(kind), |document, server, name| {
            Ok(enable::row(
                name,
                true,
                edit::enable_capability(document, server, kind, name, true)?,
            ))
        })?,
        Verb::Disable(names) => each(context, &names.split(kind), |document, server, name| {
            let outcome = edit::enable_capability(document, server, kind, name, false)?;
            Ok(enable::row(name, false, outcome))
        })?,
        Verb::Toggle(names) => each(context, &names.split(kind), |document, server, name| {
            let on = !is_on(document, kind, server, name);
            let outcome = edit::enable_capability(document, server, kind, name, on)?;
            Ok(enable::row(name, on, outcome))
        })?,
        Verb::Describe { server, name, text, write } => {
            let text = if text == "-" { context.read_stdin()? } else { text.clone() };
            let names = Names { server: server.clone(), chosen: vec![name.clone()], write: *write };
            each(context, &names, |document, server, name| {
                let text = text.trim_end_matches('\n');
                let outcome = edit::describe_capability(document, server, kind, name, text)?;
                Ok(row(name, outcome, "Described"))
            })?;
        }
        Verb::Reset(names) => each(context, &names.split(kind), |document, server, name| {
            Ok(row(name, edit::reset_capability(document, server, kind, name)?, "Reset"))
        })?,
    }
    if let Verb::Enable(names) | Verb::Disable(names) | Verb::Toggle(names) = verb {
        warn_of_absent(context, kind, &names.server, &names.split(kind).chosen)?;
    }
    if let Verb::Describe { server, name, .. } = verb {
        warn_of_absent(context, kind, server, std::slice::from_ref(name))?;
    }
    Ok(Exit::DONE)
}

/// Warns of names that the server did not have when a hub last connected to it. They are written
/// nevertheless, since the server may have them now.
fn warn_of_absent(
    context: &mut Context,
    kind: Capability,
    server: &str,
    names: &[String],
) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let (settings, _) = validate(&found.file.read()?);
    let Ok(folder) = in_process::state_folder(&context.environment) else { return Ok(()) };
    let remembered = Remembered::read(CatalogCache::of(&folder, found.file.path()));
    let Some(inventory) = settings.server(server).and_then(|server| remembered.take(server)) else {
        return Ok(());
    };
    let lists: &[ListKind] = match kind {
        Capability::Tool => &[ListKind::Tools],
        Capability::Prompt => &[ListKind::Prompts],
        Capability::Resource => &[ListKind::Resources, ListKind::Templates],
    };
    let items = lists.iter().flat_map(|list| &inventory.list(*list).items);
    let known: Vec<&str> = items.map(|item| item.key.as_str()).collect();
    let prefix = format!("{server}{}", settings.system.name_separator);
    for name in names {
        let own = name.strip_prefix(&prefix).unwrap_or(name);
        if known.contains(&own) || known.contains(&name.as_str()) {
            continue;
        }
        let near = match near(own, known.iter().copied()).first() {
            Some(near) => format!("; did you mean `{near}`?"),
            None => String::new(),
        };
        context
            .ui
            .warn(&format!("{server} did not list `{name}` when it was last connected{near}"));
    }
    Ok(())
}

fn row(name: &str, outcome: Outcome, done: &str) -> Row {
    let sentence = match outcome {
        Outcome::Unchanged => format!("Unchanged: {name} in"),
        _ => format!("{done} {name} in"),
    };
    Row::new(name, edit_report::action(outcome), sentence)
}

fn each(
    context: &mut Context,
    args: &Names,
    verb: impl Fn(&mut Document, &str, &str) -> Result<Row, Refused>,
) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    edit_report::run(context, &found, args.write.dry_run, |document| {
        let server = args.server.as_str();
        let row = |name: &String| Ok(verb(document, server, name)?.with("server", server));
        args.chosen.iter().map(row).collect()
    })
}

fn is_on(document: &Document, kind: Capability, server: &str, name: &str) -> bool {
    let path = [Step::from("mcpServers"), server.into()];
    let Some(Value::Object(entry)) = document.get(&path) else { return true };
    let off = entry.get(kind.section()).and_then(|rules| rules.get(name)?.get("enabled"));
    let listed = kind != Capability::Tool || ToolFilter::of(entry).takes(name, &[name]);
    off != Some(&Value::Bool(false)) && listed
}

fn list(context: &mut Context, kind: Capability, server: &str) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    let entry = get::server(&document, server)?;
    let none = Map::new();
    let overrides = entry.get(kind.section()).and_then(Value::as_object).unwrap_or(&none);
    let enabled = |value: &Value| value.get("enabled") != Some(&Value::Bool(false));
    let description =
        |value: &Value| value.get("description").and_then(Value::as_str).map(str::to_owned);
    if context.global.json {
        let list: Vec<_> = overrides
            .iter()
            .map(|(name, value)| {
                json!({"name": name, "enabled": enabled(value), "description": description(value)})
            })
            .collect();
        return context
            .ui
            .print_json(&json!({"version": 1, "server": server, kind.section(): list}));
    }
    if overrides.is_empty() {
        context.ui.success(&format!("{} overrides no {} of {server}", found.shown, kind.section()));
        return Ok(());
    }
    let rows = overrides.iter().map(|(name, value)| {
        let state = if enabled(value) { "enabled" } else { "disabled" };
        vec![name.clone(), state.to_owned(), description(value).unwrap_or_default()]
    });
    let fit = context.environment.stdout_is_terminal;
    let table = render::table(&["name", "state", "description"], rows.collect(), fit);
    context.ui.print(&table)
}
