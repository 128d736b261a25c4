//! `service`: runs the hub as a service of the user.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::input::args::Write;
use crate::cli::output::render;
use crate::cli::service::definition::{self, Definition, MARK};
use crate::cli::service::manager::{self, Line, Manager, NAME};
use crate::cli::settings_path::{FoundSettings, display_path};
use crate::settings::Document;
use crate::settings::validate::check_variables;
use crate::store::SettingsFile;
use crate::store::restore;

/// Run the hub as a service: install, status, uninstall
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub service install --dry-run
  mcphub service uninstall --dry-run")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand, Debug)]
enum Verb {
    /// Start the hub now and at each login, with this settings file
    ///
    /// Writes a user unit of systemd, or an agent of launchd on macOS, with absolute paths, and starts
    /// it. The service gets the PATH of this shell and no other variable; variables of servers belong in
    /// `.env` beside the settings. The file is shown first. Exit code 9: it was written, and the service
    /// could not be started.
    #[command(after_help = "Examples:
  mcphub service install --dry-run
  mcphub service install --port 3001 --dry-run")]
    Install {
        /// The port that the hub listens on [default: $PORT or 3000]
        #[arg(long)]
        port: Option<u16>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// The manager of services [default: the platform's]
        #[arg(long, value_name = "MANAGER")]
        manager: Option<Manager>,
        #[command(flatten)]
        write: Write,
    },
    /// Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run
    #[command(after_help = "Examples:
  mcphub service status || echo 'no service'")]
    Status {
        /// The manager of services [default: the platform's]
        #[arg(long, value_name = "MANAGER")]
        manager: Option<Manager>,
    },
    /// Stop the service, and remove its file
    #[command(after_help = "Examples:
  mcphub service uninstall --dry-run")]
    Uninstall {
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// The manager of services [default: the platform's]
        #[arg(long, value_name = "MANAGER")]
        manager: Option<Manager>,
        #[command(flatten)]
        write: Write,
    },
}

/// The file of the service, as it is and as it is to be.
struct Change {
    path: PathBuf,
    shown: String,
    now: Option<Vec<u8>>,
    /// `None` to remove it.
    wanted: Option<String>,
    /// Commands before and after.
    before: Vec<Line>,
    after: Vec<Line>,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let of = |manager: Option<Manager>| manager.unwrap_or_else(Manager::of_platform);
    match args.verb {
        Verb::Install { port, yes, manager, write } => {
            install(context, of(manager), port, yes, write)
        }
        Verb::Status { manager } => status(context, of(manager)),
        Verb::Uninstall { yes, manager, write } => uninstall(context, of(manager), yes, write),
    }
}

fn install(
    context: &mut Context,
    manager: Manager,
    port: Option<u16>,
    yes: bool,
    write: Write,
) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let settings = absolute(found.file.path());
    let definition = Definition {
        executable: absolute(&context.environment.executable),
        port: in_process::port(&context.environment, port)?,
        variables: definition::variables(&context.environment),
        settings,
    };
    let path = manager.file()?;
    let mut change = change(context, path, Some(manager.text(&definition)))?;
    change.after = manager.start(&change.path);
    warn_of_variables(context, &document, &found, &definition);
    apply(context, &change, yes, write, "installed")
}

/// Warns of variables of servers that the service does not get: it has none of this shell.
fn warn_of_variables(
    context: &mut Context,
    document: &Document,
    found: &FoundSettings,
    definition: &Definition,
) {
    context.read_dotenv(found.file.path());
    let beside = context.environment.references();
    let missing = RefCell::new(BTreeSet::new());
    check_variables(document, &|name| {
        let is_set = beside.contains_key(OsStr::new(name))
            || definition.variables.iter().any(|(known, _)| *known == name);
        if !is_set {
            missing.borrow_mut().insert(name.to_owned());
        }
        is_set
    });
    let missing = missing.into_inner();
    if !missing.is_empty() {
        let names = render::name_list(missing.iter().map(String::as_str));
        let text = format!("the service gets no {names} from this shell: set it in .env beside");
        context.ui.warn(&format!("{text} {}", found.shown));
    }
}

fn uninstall(
    context: &mut Context,
    manager: Manager,
    yes: bool,
    write: Write,
) -> Result<Exit, Failure> {
    let mut change = change(context, manager.file()?, None)?;
    change.before = manager.stop();
    change.after = manager.forget();
    apply(context, &change, yes, write, "removed")
}

/// Returns the change of the service's file. Fails if there is a file that is not ours.
fn change(context: &Context, path: PathBuf, wanted: Option<String>) -> Result<Change, Failure> {
    let shown = display_path(&path, &context.environment.folder);
    let now = restore::content(&path).map_err(|error| {
        let error = anyhow::Error::new(error).context(format!("cannot read {shown}"));
        Failure::from_error(Kind::Failed, error)
    })?;
    let text = now.as_deref().map(String::from_utf8_lossy).unwrap_or_default().into_owned();
    if now.is_some() && !text.contains(MARK) {
        let message = format!("{shown} exists, and `mcphub service install` did not write it");
        let failure = Failure::new(Kind::Conflict, message).hint("move it away first");
        let diff = wanted.as_deref().map(|wanted| render::diff(&shown, &text, wanted));
        return Err(match diff {
            Some(diff) => failure.with(Detail::Diff(diff)),
            None => failure,
        });
    }
    Ok(Change { path, shown, now, wanted, before: Vec::new(), after: Vec::new() })
}

/// Shows the change, asks, writes the file, and runs the commands.
fn apply(
    context: &mut Context,
    change: &Change,
    yes: bool,
    write: Write,
    word: &'static str,
) -> Result<Exit, Failure> {
    let now = change.now.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
    let wanted = change.wanted.as_deref().unwrap_or_default();
    let is_same = change.now.is_some() == change.wanted.is_some() && now == wanted;
    if is_same && change.wanted.is_none() {
        return report(context, change, write.dry_run, "unchanged", &[]).map(|()| Exit::DONE);
    }
    let diff = render::diff(&change.shown, &now, wanted);
    let lines: Vec<&Line> = change.before.iter().chain(&change.after).collect();
    if !context.global.json {
        let command = |line: &&Line| format!("$ {}\n", line.shown());
        let commands = lines.iter().map(command).collect::<Vec<_>>().concat();
        context
            .ui
            .print_styled(&format!("{}\n", render::colorize(&format!("{diff}{commands}"))))?;
    }
    if write.dry_run {
        return report(context, change, true, word, &[]).map(|()| Exit::DONE);
    }
    if !yes && !context.prompt().confirm("Write this file, and run these commands?", "--yes")? {
        return Err(Failure::new(Kind::Failed, "nothing was written"));
    }
    let mut failures = run_all(&change.before)?;
    let mut file = SettingsFile::at(&change.path);
    if let Some(recorder) = &context.recorder {
        file = file.with_recorder(recorder.clone());
    }
    let wanted = change.wanted.as_deref().map(str::as_bytes);
    if !is_same && !file.restore(change.now.as_deref(), wanted)? {
        let message = format!("{} was changed just now", change.shown);
        return Err(Failure::new(Kind::Conflict, message));
    }
    failures.extend(run_all(&change.after)?);
    report(context, change, false, word, &failures)?;
    Ok(if failures.is_empty() { Exit::DONE } else { Exit::PARTLY })
}

/// Runs the commands until one fails that must not. Returns the reasons.
fn run_all(lines: &[Line]) -> Result<Vec<String>, Failure> {
    for line in lines {
        let result = manager::run(line)?;
        if let Err(why) = result
            && !line.may_fail
        {
            return Ok(vec![format!("`{}` failed: {why}", line.shown())]);
        }
    }
    Ok(Vec::new())
}

fn report(
    context: &mut Context,
    change: &Change,
    dry_run: bool,
    word: &'static str,
    failures: &[String],
) -> Result<(), Failure> {
    for failure in failures {
        context.ui.warn(failure);
    }
    if context.global.json {
        let lines: Vec<String> =
            change.before.iter().chain(&change.after).map(Line::shown).collect();
        return context.ui.print_json(&json!({
            "version": 1,
            "file": change.path,
            "action": word,
            "dryRun": dry_run,
            "text": change.wanted,
            "commands": lines,
            "failures": failures,
        }));
    }
    let shown = &change.shown;
    context.ui.success(&match (word, dry_run) {
        ("unchanged", _) => format!("Unchanged: there is no service at {shown}"),
        (_, true) => format!("Dry run: nothing was written to {shown}"),
        ("installed", _) => format!("Installed the service {NAME} in {shown}"),
        _ => format!("Removed the service {NAME} and {shown}"),
    });
    Ok(())
}

fn status(context: &mut Context, manager: Manager) -> Result<Exit, Failure> {
    let path = manager.file()?;
    let shown = display_path(&path, &context.environment.folder);
    let is_installed = path.exists();
    let problem = manager::run(&manager.is_running())?.err();
    let is_running = is_installed && problem.is_none();
    if context.global.json {
        let problem = problem.filter(|_| is_installed).map_or(Value::Null, Value::from);
        context.ui.print_json(&json!({
            "version": 1,
            "file": path,
            "installed": is_installed,
            "running": is_running,
            "problem": problem,
        }))?;
    } else {
        let state = match (is_installed, is_running) {
            (false, _) => "not installed",
            (true, true) => "running",
            (true, false) => "installed, not running",
        };
        context.ui.print(&format!("service {NAME}: {state}\nfile: {shown}\n"))?;
    }
    Ok(match (is_installed, is_running) {
        (false, _) => Exit::ABSENT,
        (true, false) => Exit::FAILED,
        (true, true) => Exit::DONE,
    })
}
