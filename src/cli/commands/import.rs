//! `import`: adds many servers from the settings of other clients.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::input::args::Write;
use crate::cli::input::import::{Candidate, Clash, ImportOptions, Row, add_all};
use crate::cli::output::{edit_report, mask, render};
use crate::cli::settings_path::FoundSettings;
use crate::formats::detect;
use crate::formats::shape::{Shape, Unreadable};
use crate::settings::name;
use crate::settings::text::document::Document;
use crate::store::file::Edited;

/// Import servers from the settings of other clients
///
/// Reads JSON files with servers at the top level or under mcpServers, servers, context_servers or
/// mcp, lists of {name, config}, the server.json of a registry, and Codex's config.toml. Invalid
/// entries are reported, and the others are imported. The exit code is 9 if some entries failed or
/// were added disabled, because a restriction on their tools could not be converted.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub import .cursor/mcp.json
  mcphub import .vscode/mcp.json config.toml --on-conflict skip --dry-run
  mcphub import claude_desktop_config.json --rename 'File Server=files'
  cat .cursor/mcp.json | mcphub import - --json")]
pub(crate) struct Args {
    /// Files to read; `-` is standard input
    #[arg(value_name = "FILE | -", required = true)]
    files: Vec<String>,
    /// The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex,
    /// batch, registry, bare, or a client's name
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// What to do if another server has the same name
    #[arg(long, value_name = "ACTION", default_value = "fail")]
    on_conflict: Clash,
    /// Rename the server OLD to NEW (can be repeated)
    #[arg(long, value_name = "OLD=NEW")]
    rename: Vec<String>,
    /// Add the servers disabled
    #[arg(long)]
    disabled: bool,
    #[command(flatten)]
    write: Write,
}

/// Imports all servers that can be imported.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let from = match args.from.as_deref() {
        None => None,
        Some(word) if detect::is_client(word) => Shape::from_word(word),
        Some(word) => Some(Shape::from_word(word).ok_or_else(|| unknown_shape(word))?),
    };
    let renames = parse_renames(&args.rename)?;
    let found = context.settings()?;
    let mut candidates = Vec::new();
    let mut failed = Vec::new();
    for file in &args.files {
        match read_file(context, file, from, &mut candidates) {
            Ok(()) => {}
            // With several files, one that cannot be read is a failed row; with one file, the
            // command fails.
            Err(failure) if args.files.len() > 1 => failed.push(failed_row(file, &failure)),
            Err(failure) => return Err(failure),
        }
    }
    apply_renames(&mut candidates, &renames)?;
    let ports = in_process::own_ports(&context.environment);
    let options =
        ImportOptions { on_conflict: args.on_conflict, disabled: args.disabled, ports: &ports };
    let verb = |document: &mut Document| Ok(add_all(document, &candidates, options));
    let mut edited = edit_report::edit(context, &found, args.write.dry_run, verb)?;
    edited.answer.extend(failed);
    print_rows(context, &found, args.write.dry_run, &edited)?;
    edit_report::warn_of_paths(context, &found, &edited);
    if edited.answer.iter().any(Row::is_taken) {
        context.ui.note(
            "`--on-conflict skip`, `replace` or `rename`, or `--rename OLD=NEW`, resolves name \
             conflicts",
        );
    }
    let bad = edited.answer.iter().filter(|row| row.action == "failed").count();
    Ok(match bad {
        0 if edited.answer.iter().any(|row| row.partly) => Exit::PARTLY,
        0 => Exit::DONE,
        _ if bad == edited.answer.len() => Exit::FAILED,
        _ => Exit::PARTLY,
    })
}

/// Parses `OLD=NEW` words into a map from old names to new ones.
fn parse_renames(words: &[String]) -> Result<BTreeMap<&str, &str>, Failure> {
    let mut renames = BTreeMap::new();
    for word in words {
        // No new name has an equals sign; an old one may.
        let Some((old, new)) = word.rsplit_once('=').filter(|(old, _)| !old.is_empty()) else {
            return Err(Failure::usage(format!("`--rename {word}` is not OLD=NEW")));
        };
        if let Err(why) = name::check(new) {
            let mut failure = Failure::usage(format!("`{new}` cannot name a server: {why}"));
            failure.hints.push(format!("use `{}` instead", name::plain(new)));
            return Err(failure);
        }
        if renames.insert(old, new).is_some_and(|other| other != new) {
            return Err(Failure::usage(format!("`--rename` has two new names for `{old}`")));
        }
    }
    Ok(renames)
}

/// Gives candidates their new names. Fails if a server to rename is not there, before any is added.
fn apply_renames(
    candidates: &mut [Candidate],
    renames: &BTreeMap<&str, &str>,
) -> Result<(), Failure> {
    for old in renames.keys() {
        if !candidates.iter().any(|candidate| candidate.original() == *old) {
            let names = candidates.iter().map(Candidate::original);
            let message = format!("the files contain no server `{old}` to rename");
            let mut failure = Failure::new(Kind::Absent, message);
            failure.hints.extend(did_you_mean(&name::near(old, names)));
            return Err(failure);
        }
    }
    for candidate in candidates {
        if let Some(new) = renames.get(candidate.original()) {
            candidate.rename(new);
        }
    }
    Ok(())
}

fn unknown_shape(word: &str) -> Failure {
    let words = Shape::ALL.iter().map(|(_, word)| *word);
    Failure::usage(format!("unknown format `{word}`"))
        .hint(format!("use a client's name or one of {}", render::name_list(words)))
}

fn read_file(
    context: &mut Context,
    file: &str,
    from: Option<Shape>,
    candidates: &mut Vec<Candidate>,
) -> Result<(), Failure> {
    let text = context.read_source(file)?;
    let shown = if file == "-" { "standard input" } else { file };
    let source = detect::read(&text, from).map_err(|error| unreadable(shown, &text, error))?;
    for note in &source.notes {
        context.ui.note(&format!("{shown}: {note}"));
    }
    if source.servers.is_empty() {
        context.ui.note(&format!("{shown}: it contains no servers"));
    }
    let servers = source.servers.into_iter();
    let candidate = |read| Candidate { from: shown.to_owned(), read, was: None };
    candidates.extend(servers.map(candidate));
    Ok(())
}

/// Converts the error for a source that cannot be read at all.
pub(crate) fn unreadable(file: &str, text: &str, error: Unreadable) -> Failure {
    let detail = match &error {
        Unreadable::Syntax { finding } => Some(Detail::Findings {
            file: file.to_owned(),
            text: text.to_owned(),
            findings: vec![(**finding).clone()],
        }),
        _ => None,
    };
    let hint = match &error {
        Unreadable::Unrecognized { keys } if keys.is_empty() => None,
        Unreadable::NotYet(_) => {
            Some("convert the servers to JSON, for example with another client".into())
        }
        Unreadable::Unrecognized { keys } => {
            let keys = render::name_list(keys.iter().map(String::as_str).take(5));
            Some(format!("expected `mcpServers`, `servers` or a similar key instead of {keys}"))
        }
        _ => None,
    };
    let error = anyhow::Error::new(error).context(format!("cannot read servers from {file}"));
    let mut failure = Failure::from_error(Kind::Settings, error);
    failure.detail = detail;
    failure.hints.extend(hint);
    failure
}

fn failed_row(file: &str, failure: &Failure) -> Row {
    let chain: Vec<_> = failure.source.chain().map(ToString::to_string).collect();
    Row::failed("", file, &chain.join(": "))
}

fn print_rows(
    context: &mut Context,
    found: &FoundSettings,
    dry_run: bool,
    edited: &Edited<Vec<Row>>,
) -> Result<(), Failure> {
    let changed = edited.before != edited.after;
    let diff = if dry_run {
        let (before, after) = mask::pair(&edited.before, &edited.after);
        render::diff(&found.shown, &before, &after)
    } else {
        String::new()
    };
    if context.global.json {
        let mut answer = json!({
            "version": 1, "file": found.file.path(), "dryRun": dry_run, "changed": changed,
            "results": edited.answer.iter().map(as_json).collect::<Vec<_>>(),
        });
        if dry_run {
            answer["diff"] = diff.into();
        }
        return context.ui.print_json(&answer);
    }
    let cells = edited.answer.iter().map(|row| {
        let mut said: Vec<&str> = Vec::new();
        said.extend(Some(row.why.as_str()).filter(|why| !why.is_empty()));
        said.extend(row.notes.iter().map(String::as_str));
        let said = said.join("; ");
        vec![row.name.clone(), row.action.to_owned(), row.kind.clone(), row.from.clone(), said]
    });
    if !edited.answer.is_empty() && !context.global.quiet {
        let fit = context.environment.stdout_is_terminal;
        let head = ["name", "result", "type", "from", "notes"];
        let table = render::table(&head, cells.collect(), fit);
        context.ui.print(&table)?;
    }
    if !diff.is_empty() {
        context.ui.print_styled(&format!("\n{}\n", render::colorize(&diff)))?;
    }
    context.ui.success(&summary(found, dry_run, &edited.answer));
    Ok(())
}

fn as_json(row: &Row) -> Value {
    let why = (!row.why.is_empty()).then_some(&row.why);
    json!({
        "name": row.name, "action": row.action, "type": row.kind, "from": row.from, "why": why,
        "notes": row.notes,
    })
}

/// Formats "Imported into ./mcp_settings.json: 2 added, 1 failed".
fn summary(found: &FoundSettings, dry_run: bool, rows: &[Row]) -> String {
    let actions = ["added", "replaced", "renamed", "unchanged", "skipped", "failed"];
    let counts: Vec<_> = actions
        .iter()
        .map(|action| (rows.iter().filter(|row| row.action == *action).count(), action))
        .filter(|(number, _)| *number > 0)
        .map(|(number, action)| format!("{number} {action}"))
        .collect();
    let result = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    if dry_run {
        format!("Dry run: nothing was written to {}: {result}", found.shown)
    } else {
        format!("Imported into {}: {result}", found.shown)
    }
}
