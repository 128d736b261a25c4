//! `import`: many servers, from the settings of other clients.

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use crate::cli::args::Write;
use crate::cli::commands::list;
use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::find::Found;
use crate::cli::{mask, render, report};
use crate::formats::entry::Read;
use crate::formats::shape::{self, Shape, Unreadable};
use crate::settings::document::{Document, Step};
use crate::settings::edit::{self, OnConflict, Outcome, Refused};
use crate::store::file::Edited;

/// Add all servers of other clients' settings
///
/// Reads any JSON file with mcpServers, servers, context_servers, mcp or nothing around its servers,
/// lists of {name, config}, a registry's server.json, and Codex's config.toml. A bad entry never
/// stops the others: exit code 9 says that some failed.
#[derive(clap::Args, Debug)]
#[command(before_help = "Examples:
  mcphub import .cursor/mcp.json
  mcphub import .vscode/mcp.json config.toml --on-conflict skip --dry-run
  cat .cursor/mcp.json | mcphub import - --json")]
pub(crate) struct Args {
    /// Files to read; `-` is standard input
    #[arg(value_name = "FILE | -", required = true)]
    files: Vec<String>,
    /// The shape of the files; found out when absent: mcpservers, vscode, zed, opencode, codex, batch,
    /// registry, bare, or a client's name
    #[arg(long, value_name = "SHAPE")]
    from: Option<String>,
    /// What to do where a name is taken by another server
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    on_conflict: Clash,
    /// Add all of them switched off
    #[arg(long)]
    disabled: bool,
    #[command(flatten)]
    write: Write,
}

/// What happens where a name is taken by other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Clash {
    /// Keep what is there
    Skip,
    /// Take the new one
    Replace,
    /// Add the new one as NAME-2
    Rename,
    /// Report it as failed
    Fail,
}

/// One server's way in.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    from: String,
    action: &'static str,
    kind: String,
    why: String,
    notes: Vec<String>,
}

/// A server to add: what was read, and from where.
struct Candidate {
    from: String,
    read: Read,
}

/// Imports everything that can be.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let from = match &args.from {
        None => None,
        Some(word) => Some(Shape::from_word(word).ok_or_else(|| unknown_shape(word))?),
    };
    let found = context.settings()?;
    let mut candidates = Vec::new();
    let mut failed = Vec::new();
    for file in &args.files {
        match read_file(context, file, from, &mut candidates) {
            Ok(()) => {}
            // One of several is a failed row; the only one is a failed command.
            Err(failure) if args.files.len() > 1 => failed.push(unread(file, &failure)),
            Err(failure) => return Err(failure),
        }
    }
    let verb = |document: &mut Document| Ok(add_all(document, &candidates, args));
    let mut edited = report::edit(context, &found, args.write.dry_run, verb)?;
    edited.answer.extend(failed);
    tell(context, &found, args.write.dry_run, &edited)?;
    let bad = edited.answer.iter().filter(|row| row.action == "failed").count();
    Ok(match bad {
        0 => Exit::DONE,
        _ if bad == edited.answer.len() => Exit::FAILED,
        _ => Exit::PARTLY,
    })
}

fn unknown_shape(word: &str) -> Failure {
    let words = Shape::ALL.iter().map(|(_, word)| *word);
    Failure::usage(format!("unknown shape `{word}`"))
        .hint(format!("shapes are {}", render::listed(words)))
}

fn read_file(
    context: &mut Context,
    file: &str,
    from: Option<Shape>,
    candidates: &mut Vec<Candidate>,
) -> Result<(), Failure> {
    let text = context.read_source(file)?;
    let shown = if file == "-" { "standard input" } else { file };
    let source = shape::read(&text, from).map_err(|error| unreadable(shown, &text, error))?;
    for note in &source.notes {
        context.ui.note(&format!("{shown}: {note}"));
    }
    if source.servers.is_empty() {
        context.ui.note(&format!("{shown}: there are no servers in it"));
    }
    let servers = source.servers.into_iter();
    candidates.extend(servers.map(|read| Candidate { from: shown.to_owned(), read }));
    Ok(())
}

/// A whole source that cannot be read, as a failure.
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
        Unreadable::Unrecognised { keys } if keys.is_empty() => None,
        Unreadable::Unrecognised { keys } => {
            let keys = render::listed(keys.iter().map(String::as_str).take(5));
            Some(format!("at its top are {keys}; expected `mcpServers`, `servers` or the like"))
        }
        _ => None,
    };
    let error = anyhow::Error::new(error).context(format!("cannot read servers from {file}"));
    let mut failure = Failure::caused(Kind::Settings, error);
    failure.detail = detail;
    failure.hints.extend(hint);
    failure
}

fn unread(file: &str, failure: &Failure) -> Row {
    let chain: Vec<_> = failure.source.chain().map(ToString::to_string).collect();
    Row {
        name: String::new(),
        from: file.to_owned(),
        action: "failed",
        kind: String::new(),
        why: chain.join(": "),
        notes: Vec::new(),
    }
}

fn add_all(document: &mut Document, candidates: &[Candidate], args: &Args) -> Vec<Row> {
    let mut rows = Vec::new();
    for Candidate { from, read } in candidates {
        let mut row = Row {
            name: String::new(),
            from: from.clone(),
            action: "failed",
            kind: String::new(),
            why: String::new(),
            notes: Vec::new(),
        };
        match read {
            Err(rejected) => {
                row.name.clone_from(&rejected.name);
                row.why.clone_from(&rejected.why);
            }
            Ok(server) => {
                row.name.clone_from(&server.name);
                row.notes.clone_from(&server.notes);
                list::kind(&server.entry).clone_into(&mut row.kind);
                let mut entry = server.entry.clone();
                if args.disabled {
                    entry.insert("enabled".into(), false.into());
                }
                add_one(document, &entry, args.on_conflict, &mut row);
            }
        }
        rows.push(row);
    }
    rows
}

fn add_one(document: &mut Document, entry: &Map<String, Value>, clash: Clash, row: &mut Row) {
    let on_conflict =
        if clash == Clash::Replace { OnConflict::Replace } else { OnConflict::Refuse };
    match edit::add_server(document, &row.name, entry, on_conflict) {
        Ok(outcome) => row.action = report::action(outcome),
        Err(Refused::Exists { .. }) => match clash {
            Clash::Skip => {
                row.action = "skipped";
                row.why = "the name is taken by another server".into();
            }
            Clash::Rename => add_renamed(document, entry, row),
            Clash::Fail | Clash::Replace => row.why = "the name is taken by another server".into(),
        },
        Err(refused) => row.why = refused.to_string(),
    }
    if let Some(twin) = same_endpoint(document, &row.name, entry)
        && row.action != "failed"
    {
        row.notes.push(format!("reaches the same as `{twin}`"));
    }
}

/// Under the first free name with a number, unless one of them is this very server.
fn add_renamed(document: &mut Document, entry: &Map<String, Value>, row: &mut Row) {
    for number in 2..=99 {
        let name = format!("{}-{number}", row.name);
        match edit::add_server(document, &name, entry, OnConflict::Refuse) {
            Ok(outcome) => {
                row.action = if outcome == Outcome::Unchanged { "unchanged" } else { "renamed" };
                row.why = format!("was `{}`", row.name);
                row.name = name;
                return;
            }
            Err(Refused::Exists { .. }) => {}
            Err(refused) => {
                row.why = refused.to_string();
                return;
            }
        }
    }
    row.why = "the name is taken, with 98 numbers as well".into();
}

/// Another server in the file that has the same command line or URL.
fn same_endpoint(document: &Document, name: &str, entry: &Map<String, Value>) -> Option<String> {
    let servers = document.get(&[Step::from("mcpServers")])?.as_object()?;
    let target = list::target(entry);
    let same = |other: &Value| other.as_object().is_some_and(|other| list::target(other) == target);
    servers
        .iter()
        .find(|(known, other)| *known != name && same(other))
        .map(|(known, _)| known.clone())
}

fn tell(
    context: &mut Context,
    found: &Found,
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
        return context.ui.json(&answer);
    }
    let cells = edited.answer.iter().map(|row| {
        let mut said: Vec<&str> = Vec::new();
        said.extend(Some(row.why.as_str()).filter(|why| !why.is_empty()));
        said.extend(row.notes.iter().map(String::as_str));
        let said = said.join("; ");
        vec![row.name.clone(), row.action.to_owned(), row.kind.clone(), row.from.clone(), said]
    });
    if !edited.answer.is_empty() {
        let fit = context.environment.stdout_is_terminal;
        let head = ["name", "result", "type", "from", "notes"];
        let table = render::table(&head, cells.collect(), fit);
        context.ui.answer(&table)?;
    }
    if !diff.is_empty() {
        context.ui.styled(&format!("\n{}\n", render::coloured(&diff)))?;
    }
    context.ui.done(&summary(found, dry_run, &edited.answer));
    Ok(())
}

fn as_json(row: &Row) -> Value {
    let why = (!row.why.is_empty()).then_some(&row.why);
    json!({
        "name": row.name, "action": row.action, "type": row.kind, "from": row.from, "why": why,
        "notes": row.notes,
    })
}

/// "Imported into ./mcp_settings.json: 2 added, 1 failed".
fn summary(found: &Found, dry_run: bool, rows: &[Row]) -> String {
    let actions = ["added", "replaced", "renamed", "unchanged", "skipped", "failed"];
    let counts: Vec<_> = actions
        .iter()
        .map(|action| (rows.iter().filter(|row| row.action == *action).count(), action))
        .filter(|(number, _)| *number > 0)
        .map(|(number, action)| format!("{number} {action}"))
        .collect();
    let counts = if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") };
    if dry_run {
        format!("Dry run: nothing was written to {}: {counts}", found.shown)
    } else {
        format!("Imported into {}: {counts}", found.shown)
    }
}
