//! `import`: adds many servers from the settings of other clients.

use serde_json::{Value, json};

use crate::cli::audit;

use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::secrets::failure;
use crate::cli::hub::{in_process, own_secrets};
use crate::cli::input::args::Write;
use crate::cli::input::import::{Candidate, Clash, ImportOptions, Row, add_all};
use crate::cli::input::import_names::Naming;
use crate::cli::input::import_secrets::{self, Put, Secrets};
use crate::cli::input::import_sources::{self, ImportSource};
use crate::cli::output::{edit_report, mask, render};
use crate::cli::settings_path::FoundSettings;
use crate::formats::detect;
use crate::formats::shape::{Shape, Unreadable};
use crate::settings::model::secret::Secret;
use crate::settings::text::document::Document;
use crate::store::file::Edited;

/// Import servers from the settings of other clients
///
/// Reads the files of clients by name, files by path, and the files of all clients in a folder:
/// JSON with servers at the top level or under mcpServers, servers, context_servers or mcp, lists of
/// servers, the server.json of a registry, TOML of Codex and Mistral Vibe, YAML of Goose, Continue
/// and Docker's catalogs, and XML of older JetBrains IDEs. Invalid entries are reported, and the
/// others are imported. The exit code is 9 if some entries failed or were added disabled, because a
/// restriction on their tools could not be converted.
#[derive(clap::Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a person may give")]
#[command(after_help = "Examples:
  mcphub import .cursor/mcp.json
  mcphub import .vscode/mcp.json config.toml --on-conflict skip --dry-run
  mcphub import claude_desktop_config.json --rename 'File Server=files'
  mcphub import . --exclude 'test-*' --secrets env
  mcphub import --all-clients
  cat .cursor/mcp.json | mcphub import - --json")]
pub(crate) struct Args {
    /// Clients, files or folders to read; `-` is standard input, `./NAME` a file with the name of a
    /// client
    #[arg(value_name = "CLIENT | FILE | DIR | -", required_unless_present = "all_clients")]
    files: Vec<String>,
    /// Read the user's files of all clients on this machine
    #[arg(long)]
    all_clients: bool,
    /// Import servers that Claude Code uses in single projects too
    #[arg(long)]
    projects: bool,
    /// The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex,
    /// goose, docker, batch, registry, bare, or a client's name
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    #[command(flatten)]
    naming: Naming,
    /// What to do with secrets in plain text
    #[arg(long, value_name = "ACTION", default_value = "keep")]
    secrets: Secrets,
    /// What to do if another server has the same name
    #[arg(long, value_name = "ACTION", default_value = "fail")]
    on_conflict: Clash,
    /// Import the other servers if one fails (the default)
    #[arg(long, overrides_with = "all_or_nothing")]
    keep_going: bool,
    /// Import nothing if a server or a file fails
    #[arg(long, overrides_with = "keep_going")]
    all_or_nothing: bool,
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
    args.naming.check()?;
    let found = context.settings()?;
    let (mut candidates, failed) = read_all(context, args, from)?;
    args.naming.apply(&mut candidates)?;
    replace_secrets(context, &found, args, &mut candidates)?;
    let ports = in_process::own_ports(&context.environment);
    let options =
        ImportOptions { on_conflict: args.on_conflict, disabled: args.disabled, ports: &ports };
    let stops = |rows: &[Row]| {
        args.all_or_nothing && (!failed.is_empty() || rows.iter().any(|row| row.action == "failed"))
    };
    let verb = |document: &mut Document| {
        let mut copy = document.clone();
        let mut rows = add_all(&mut copy, &candidates, options);
        if stops(&rows) {
            rows.iter_mut().for_each(Row::undo);
        } else {
            *document = copy;
        }
        Ok(rows)
    };
    let mut edited = edit_report::edit(context, &found, args.write.dry_run, verb)?;
    let is_stopped = stops(&edited.answer);
    edited.answer.extend(failed);
    print_rows(context, &found, args.write.dry_run, &edited)?;
    edit_report::warn_of_paths(context, &found, &edited);
    hint(context, args, &edited.answer);
    let bad = edited.answer.iter().filter(|row| row.action == "failed").count();
    Ok(match bad {
        0 if edited.answer.iter().any(|row| row.partly) => Exit::PARTLY,
        0 => Exit::DONE,
        _ if is_stopped || bad == edited.answer.len() => Exit::FAILED,
        _ => Exit::PARTLY,
    })
}

/// Reads all sources. With several, one that cannot be read is a failed row; a single one fails the
/// command.
fn read_all(
    context: &mut Context,
    args: &Args,
    from: Option<Shape>,
) -> Result<(Vec<Candidate>, Vec<Row>), Failure> {
    let sources = import_sources::sources(context, &args.files, args.all_clients)?;
    if sources.is_empty() {
        context.ui.note("found no files of clients");
    }
    let mut candidates = Vec::new();
    let mut failed = Vec::new();
    for source in &sources {
        match read_file(context, source, from, args.projects, &mut candidates) {
            Ok(()) => {}
            Err(failure) if sources.len() > 1 || args.all_clients => {
                failed.push(failed_row(&source.shown, &failure));
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok((candidates, failed))
}

/// Replaces secrets in plain text by references, if the person wants that.
fn replace_secrets(
    context: &mut Context,
    found: &FoundSettings,
    args: &Args,
    candidates: &mut [Candidate],
) -> Result<(), Failure> {
    let (mut notes, mut stored) = (Vec::new(), Vec::new());
    let mut put: Box<Put<'_>> = match args.secrets {
        Secrets::Keep => return Ok(()),
        Secrets::Env => Box::new(|moved| {
            notes.push(format!("set {}: it was in {}", moved.name, moved.place));
            Ok(format!("${{{}}}", moved.name))
        }),
        Secrets::Store => {
            let (secrets, _) = own_secrets::open(context)?;
            let (stored, keeps) = (&mut stored, !args.write.dry_run);
            Box::new(move |moved| {
                let value = (moved.name.to_owned(), Secret::new(moved.value));
                let references = secrets.references_to(&[value], keeps).map_err(failure)?;
                stored.extend(references.iter().map(|reference| reference.name.clone()));
                Ok(references.iter().map(ToString::to_string).collect())
            })
        }
    };
    let document = found.file.read().ok();
    import_secrets::replace(document.as_ref(), candidates, &mut *put)?;
    drop(put);
    if !stored.is_empty() && !args.write.dry_run {
        audit::record_secrets(context, found, &stored);
        notes.push(format!(
            "{} in the store: {}",
            render::count(stored.len(), "secret"),
            stored.join(", ")
        ));
    }
    for note in &notes {
        context.ui.note(note);
    }
    Ok(())
}

/// Names the options that would help.
fn hint(context: &mut Context, args: &Args, rows: &[Row]) {
    if rows.iter().any(Row::is_taken) {
        context.ui.note(
            "`--on-conflict skip`, `replace` or `rename`, or `--rename OLD=NEW`, resolves name \
             conflicts",
        );
    }
    if args.secrets == Secrets::Keep && rows.iter().any(|row| row.has_secret) {
        context.ui.note("`--secrets store` moves secrets to the store of `mcphub secret`, and `--secrets env` to \
             variables");
    }
}

fn unknown_shape(word: &str) -> Failure {
    let words = Shape::ALL.iter().map(|(_, word)| *word);
    Failure::usage(format!("unknown format `{word}`"))
        .hint(format!("use a client's name or one of {}", render::name_list(words)))
}

fn read_file(
    context: &mut Context,
    source: &ImportSource,
    from: Option<Shape>,
    with_projects: bool,
    candidates: &mut Vec<Candidate>,
) -> Result<(), Failure> {
    let text = context.read_source(&source.path).map_err(|failure| {
        let near = import_sources::near_client(&source.path);
        near.into_iter().fold(failure, Failure::hint)
    })?;
    let shown = &source.shown;
    let read = match detect::read(&text, from) {
        // A client that has no servers yet keeps other settings there, or nothing.
        Err(Unreadable::Unrecognized { .. }) if source.is_found => return Ok(()),
        Err(_) if source.is_found && text.trim().is_empty() => return Ok(()),
        read => read.map_err(|error| unreadable(shown, &text, error))?,
    };
    for note in &read.notes {
        context.ui.note(&format!("{shown}: {note}"));
    }
    if read.servers.is_empty() && read.projects.is_empty() && !source.is_found {
        context.ui.note(&format!("{shown}: it contains no servers"));
    }
    let candidate = |from: &str, read| Candidate { from: from.to_owned(), read, was: None };
    candidates.extend(read.servers.into_iter().map(|read| candidate(shown, read)));
    if with_projects {
        for project in read.projects {
            let from = format!("{shown}, {}", project.folder);
            candidates.extend(project.servers.into_iter().map(|read| candidate(&from, read)));
        }
    } else if !read.projects.is_empty() {
        let number = read.projects.iter().map(|project| project.servers.len()).sum();
        context.ui.note(&format!(
            "{shown}: {} of single projects; `--projects` imports them too",
            render::count(number, "server")
        ));
    }
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
