//! `uninstall`: takes the hub out of the files of other programs.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::install::apply::{self, ledger_failure};
use crate::cli::install::on_machine::{self, ClientText, fault_of};
use crate::cli::install::plan::{self, Restored};
use crate::cli::install::report::{self, Row};
use crate::cli::install::setup::Setup;
use crate::cli::output::{edit_report, render};
use crate::clients::record::Client;
use crate::formats::file_edit::edit;
use crate::settings::edit::{Refused, delete_key};
use crate::state::installs::Install;

/// Take the hub out of the settings of MCP clients
///
/// The file is again as it was before `install`, to the byte, if nothing else has changed in it;
/// otherwise only what was installed is taken out. The client's key is revoked. An entry that was
/// edited by hand stays.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub uninstall cursor --yes
  mcphub uninstall --all --yes
  mcphub uninstall vscode --scope project --dry-run")]
pub(crate) struct Args {
    /// The clients; `mcphub clients` lists them
    #[arg(value_name = "CLIENT", required_unless_present = "all")]
    clients: Vec<String>,
    /// All clients that something was installed into
    #[arg(long, conflicts_with = "clients")]
    all: bool,
    /// Do not prompt
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    write: Write,
}

/// What is to happen to one file.
struct Step {
    file: ClientText,
    install: Option<Install>,
    restored: Restored,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let setup = Setup::of(context)?;
    let project = on_machine::is_project(context);
    let targets = targets(&setup, args, project)?;
    let (mut steps, mut rows, mut failures) = (Vec::new(), Vec::new(), 0);
    for (client, path) in &targets {
        match step(&setup, client, path.clone()) {
            Ok(step) => steps.push(step),
            Err(failure) if targets.len() == 1 => return Err(failure),
            Err(failure) => {
                failures += 1;
                let mut row = Row::new(client, &path.display().to_string(), "failed");
                row.notes.push(failure.source.to_string());
                rows.push(row);
            }
        }
    }
    let changing: Vec<_> = steps.iter().filter(|step| step.changes()).collect();
    if !changing.is_empty() && !args.write.dry_run && !args.yes {
        let files = render::name_list(changing.iter().map(|step| step.file.shown.as_str()));
        if !context.prompt().confirm(&format!("Write {files}?"), "--yes")? {
            context.ui.success("Nothing was written");
            return Ok(Exit::FAILED);
        }
    }
    for step in steps {
        let edited = !step.restored.edited.is_empty();
        let file = step.file.shown.clone();
        let client = step.file.client;
        match finish(context, &setup, args.write.dry_run, step) {
            Ok(row) => rows.push(row),
            Err(failure) if targets.len() == 1 => return Err(failure),
            Err(failure) => {
                failures += 1;
                let mut row = Row::new(client, &file, "failed");
                row.notes.push(failure.source.to_string());
                rows.push(row);
            }
        }
        failures += usize::from(edited);
    }
    report::print(context, &rows, &[("dryRun", json!(args.write.dry_run))])?;
    if args.write.dry_run {
        context.ui.success("Dry run: nothing was written");
    }
    Ok(if failures > 0 { Exit::PARTLY } else { Exit::DONE })
}

impl Step {
    fn changes(&self) -> bool {
        self.restored.text != self.file.text
    }
}

/// Returns the files: those in the ledger, otherwise the client's own.
fn targets(
    setup: &Setup,
    args: &Args,
    project: bool,
) -> Result<Vec<(&'static Client, PathBuf)>, Failure> {
    let settings = setup.found.file.path();
    let clients = if args.all {
        let installed = setup.installs.iter().filter(|install| install.settings == settings);
        let mut clients: Vec<_> =
            installed.filter_map(|it| crate::clients::all::find(&it.client)).collect();
        clients.extend(setup.machine.present());
        clients
    } else {
        args.clients.iter().map(|word| find_client(word)).collect::<Result<Vec<_>, _>>()?
    };
    let mut targets: Vec<(&'static Client, PathBuf)> = Vec::new();
    for client in clients {
        let installed = setup.installs.iter().filter(|install| {
            install.client == client.id
                && install.settings == settings
                && (args.all || install.project == project)
        });
        let mut paths: Vec<PathBuf> = installed.map(|install| install.file.clone()).collect();
        if paths.is_empty() {
            paths.extend(setup.machine.file(client, project));
        }
        for path in paths {
            if !targets.iter().any(|(_, known)| *known == path) {
                targets.push((client, path));
            }
        }
    }
    Ok(targets)
}

/// Returns the client of that name. `uninstall` of other tools removes servers.
fn find_client(word: &str) -> Result<&'static Client, Failure> {
    on_machine::client(word).map_err(|failure| {
        failure.hint(format!("`mcphub remove {word}` removes a server of that name"))
    })
}

/// Determines what the file becomes: by the ledger, or without the entries that point at the hub.
fn step(setup: &Setup, client: &'static Client, path: PathBuf) -> Result<Step, Failure> {
    let file = setup.machine.read(client, path)?;
    let install = plan::find(&setup.installs, &file.path, setup.found.file.path()).cloned();
    let restored = take_out(setup, &file, install.as_ref())?;
    Ok(Step { file, install, restored })
}

fn take_out(
    setup: &Setup,
    file: &ClientText,
    install: Option<&Install>,
) -> Result<Restored, Failure> {
    let Some(text) = &file.text else { return Ok(Restored { text: None, edited: Vec::new() }) };
    let fault = |fault| fault_of(&file.shown, text, fault);
    if let Some(install) = install {
        return plan::restore(file.client, text, install).map_err(fault);
    }
    let mut out = text.clone();
    let entries = file.entries().into_iter();
    for (name, _) in entries.filter(|(name, value)| setup.machine.is_hub(name, value)) {
        out = edit::remove(&out, file.client, &name, usize::MAX).map_err(fault)?;
    }
    Ok(Restored { text: Some(out), edited: Vec::new() })
}

/// Writes one file, revokes the key, and forgets the install.
fn finish(context: &mut Context, setup: &Setup, dry_run: bool, step: Step) -> Result<Row, Failure> {
    let changes = step.changes();
    let Step { file, install, restored: planned } = step;
    let mut row = Row::new(file.client, &file.shown, if changes { "removed" } else { "unchanged" });
    if !planned.edited.is_empty() {
        let names = render::name_list(planned.edited.iter().map(String::as_str));
        row.notes.push(format!("{names} was edited by hand, and stays"));
    }
    if dry_run {
        let before = file.text.as_deref().unwrap_or_default();
        let after = planned.text.as_deref().unwrap_or_default();
        row.diff = report::masked_diff(&file.shown, before, after, file.client.syntax);
        return Ok(row);
    }
    if changes && file.client.restart {
        row.notes.push(format!("restart {} to drop it", file.client.title));
    }
    apply::replace(context, &setup.machine, file, |file| {
        Ok(take_out(setup, file, install.as_ref())?.text)
    })?;
    let Some(install) = install else { return Ok(row) };
    if let Some(key) = &install.key
        && setup.found.file.path().exists()
    {
        edit_report::edit(context, &setup.found, false, |document| {
            match delete_key(document, key) {
                Ok(_) | Err(Refused::Absent { .. }) => Ok(()),
                Err(refused) => Err(refused),
            }
        })?;
    }
    setup.ledger.remove(&install).map_err(ledger_failure)?;
    Ok(row)
}
