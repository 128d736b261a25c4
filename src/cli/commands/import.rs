//! `import`: adds many servers from the settings of other clients.

use std::collections::HashMap;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use crate::cli::args::Write;
use crate::cli::commands::list;
use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::find::Found;
use crate::cli::{hub, mask, render, report};
use crate::formats::entry::Read;
use crate::formats::shape::{self, Shape, Unreadable};
use crate::settings::document::{Document, Step, dotted};
use crate::settings::edit::{Additions, OnConflict, Outcome, Refused};
use crate::settings::look::Look;
use crate::settings::{name, own, sensitive};
use crate::store::file::Edited;

/// Add all servers of other clients' settings
///
/// Reads any JSON file with mcpServers, servers, context_servers, mcp or nothing around its servers,
/// lists of {name, config}, a registry's server.json, and Codex's config.toml. A bad entry never
/// stops the others: exit code 9 says that some failed, or are switched off because a limit on their
/// use could not be carried.
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

/// What to do if a name is taken by different content.
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

/// The reason shown if the name is taken.
const TAKEN: &str = "the name is taken by another server";

/// The result for one server.
#[derive(Clone, Debug)]
struct Row {
    name: String,
    from: String,
    action: &'static str,
    kind: String,
    why: String,
    notes: Vec<String>,
    /// Whether the server was disabled because a restriction on its use could not be carried over.
    partly: bool,
}

/// A server to add, and its source.
struct Candidate {
    from: String,
    read: Read,
}

/// Imports all servers that can be imported.
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
            // With several files, one that cannot be read is a failed row; with one file, the
            // command fails.
            Err(failure) if args.files.len() > 1 => failed.push(unread(file, &failure)),
            Err(failure) => return Err(failure),
        }
    }
    let ports = hub::own_ports(&context.environment);
    let verb = |document: &mut Document| Ok(add_all(document, &candidates, args, &ports));
    let mut edited = report::edit(context, &found, args.write.dry_run, verb)?;
    edited.answer.extend(failed);
    tell(context, &found, args.write.dry_run, &edited)?;
    if edited.answer.iter().any(|row| row.why.starts_with(TAKEN) && row.action == "failed") {
        context.ui.note("`--on-conflict skip`, `replace` or `rename` settles names that are taken");
    }
    let bad = edited.answer.iter().filter(|row| row.action == "failed").count();
    Ok(match bad {
        0 if edited.answer.iter().any(|row| row.partly) => Exit::PARTLY,
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
        Unreadable::Unrecognised { keys } if keys.is_empty() => None,
        Unreadable::NotYet(_) => {
            Some("write its servers as JSON, for instance with another client".into())
        }
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
        partly: false,
    }
}

fn add_all(
    document: &mut Document,
    candidates: &[Candidate],
    args: &Args,
    ports: &[u16],
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut targets = Targets::of(document);
    let mut additions = Additions::to(document);
    for Candidate { from, read } in candidates {
        let mut row = Row {
            name: String::new(),
            from: from.clone(),
            action: "failed",
            kind: String::new(),
            why: String::new(),
            notes: Vec::new(),
            partly: false,
        };
        match read {
            Err(rejected) => {
                row.name.clone_from(&rejected.name);
                row.why.clone_from(&rejected.why);
            }
            Ok(server) if own::is_this_hub(&server.entry, ports) => {
                row.name.clone_from(&server.name);
                row.action = "skipped";
                row.why = own::ITSELF.into();
            }
            Ok(server) => {
                row.name.clone_from(&server.name);
                row.notes.clone_from(&server.notes);
                list::kind(&server.entry).clone_into(&mut row.kind);
                let mut entry = server.entry.clone();
                if args.disabled {
                    entry.insert("enabled".into(), false.into());
                }
                add_one(&mut additions, &entry, args.on_conflict, &mut row);
                if row.action != "failed" {
                    row.partly = !server.lost.is_empty() && row.action != "skipped";
                    let lost = server.lost.iter();
                    row.notes.extend(lost.map(|lost| format!("is switched off: {lost}")));
                    row.notes.extend(in_clear(&row.name, &entry));
                    let twin = targets.other(&row.name, &entry);
                    row.notes.extend(twin.map(|twin| format!("reaches the same as `{twin}`")));
                    targets.note(&row.name, &entry);
                }
            }
        }
        rows.push(row);
    }
    additions.write();
    rows
}

fn add_one(additions: &mut Additions<'_>, entry: &Map<String, Value>, clash: Clash, row: &mut Row) {
    let on_conflict =
        if clash == Clash::Replace { OnConflict::Replace } else { OnConflict::Refuse };
    if name::check(&row.name).is_err() && additions.get(&row.name).is_none() {
        // A server that the file already has under such a name stays; a new one gets a valid name.
        let plain = name::plain(&row.name);
        let was = std::mem::replace(&mut row.name, plain);
        row.why = format!("was `{}`", was.escape_debug());
        match additions.add(&row.name, entry, OnConflict::Refuse) {
            Ok(Outcome::Unchanged) => row.action = "unchanged",
            Ok(_) => row.action = "renamed",
            Err(Refused::Exists { .. }) => add_numbered(additions, entry, row),
            Err(refused) => row.why = refused.to_string(),
        }
        return;
    }
    match additions.add(&row.name, entry, on_conflict) {
        Ok(outcome) => row.action = report::action(outcome),
        Err(Refused::Exists { .. }) => match clash {
            Clash::Rename => {
                row.why = format!("was `{}`", row.name);
                add_numbered(additions, entry, row);
            }
            Clash::Skip | Clash::Fail | Clash::Replace => {
                row.why = taken(additions.get(&row.name), entry);
                if clash == Clash::Skip {
                    row.action = "skipped";
                }
            }
        },
        Err(refused) => row.why = refused.to_string(),
    }
}

/// Lists the keys that differ from the existing server of that name.
fn taken(old: Option<&Value>, new: &Map<String, Value>) -> String {
    let none = Map::new();
    let old = old.and_then(Value::as_object).unwrap_or(&none);
    let missing = old.keys().filter(|key| !new.contains_key(*key));
    let keys = new.keys().filter(|key| old.get(*key) != new.get(*key)).chain(missing);
    let keys = keys.map(|key| format!("`{key}`")).collect::<Vec<_>>();
    format!("{TAKEN}; they differ in {}", keys.join(", "))
}

/// Adds the server under the first free numbered name, unless one of them is the same server.
fn add_numbered(additions: &mut Additions<'_>, entry: &Map<String, Value>, row: &mut Row) {
    for number in 2..=99 {
        let name = format!("{}-{number}", row.name);
        match additions.add(&name, entry, OnConflict::Refuse) {
            Ok(outcome) => {
                row.action = if outcome == Outcome::Unchanged { "unchanged" } else { "renamed" };
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

/// Returns a note on secrets that are imported in clear text.
fn in_clear(name: &str, entry: &Map<String, Value>) -> Option<String> {
    let found = sensitive::in_server(name, entry).into_iter();
    let evident = found.filter(|one| one.look == Look::Evident);
    let mut fields: Vec<String> = evident.map(|one| format!("`{}`", dotted(&one.path))).collect();
    fields.dedup();
    let secret = if fields.len() == 1 { "a secret in clear" } else { "secrets in clear" };
    (!fields.is_empty()).then(|| format!("{secret}: {}", fields.join(", ")))
}

/// Maps a command line or URL to the servers that use it.
struct Targets(HashMap<String, Vec<String>>);

impl Targets {
    fn of(document: &Document) -> Self {
        let mut targets = Self(HashMap::new());
        let servers = document.get(&[Step::from("mcpServers")]).and_then(Value::as_object);
        for (name, entry) in servers.into_iter().flatten() {
            if let Some(entry) = entry.as_object() {
                targets.note(name, entry);
            }
        }
        targets
    }

    fn note(&mut self, name: &str, entry: &Map<String, Value>) {
        let names = self.0.entry(list::target(entry)).or_default();
        // Two names suffice: at least one of them differs from the server being compared.
        if names.len() < 2 && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    /// Returns another server with the same target.
    fn other(&self, name: &str, entry: &Map<String, Value>) -> Option<&str> {
        let names = self.0.get(&list::target(entry))?;
        names.iter().find(|known| *known != name).map(String::as_str)
    }
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
    if !edited.answer.is_empty() && !context.global.quiet {
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

/// Formats "Imported into ./mcp_settings.json: 2 added, 1 failed".
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
