//! `sync`: keeps what was installed into other programs in step with the hub.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::install::apply;
use crate::cli::install::hub_entry::NAME;
use crate::cli::install::on_machine::ClientText;
use crate::cli::install::plan::{self, Plan, Wish};
use crate::cli::install::report::{self, Row};
use crate::cli::install::setup::{Desired, Setup};
use crate::cli::output::render;
use crate::clients::all;
use crate::clients::record::Client;
use crate::state::installs::Install;

/// Keep what was installed into MCP clients in step with the hub
///
/// Updates the entries that `mcphub install` has written: the URL, the key, the servers of
/// `--direct`. An entry that was edited or removed by hand is shown with a diff and not touched;
/// `mcphub install` writes it again. Exit code 1: such an entry, or with `--check` any difference.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub sync
  mcphub sync --check
  mcphub sync --check --json")]
pub(crate) struct Args {
    /// Write nothing; exit code 1 if something is not in step
    #[arg(long)]
    check: bool,
}

/// What was found in one file.
struct Found {
    row: Row,
    /// The change that brings it in step.
    change: Option<(ClientText, Desired)>,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let setup = Setup::of(context)?;
    let settings = setup.found.file.path();
    let installs: Vec<_> =
        setup.installs.iter().filter(|install| install.settings == settings).collect();
    if installs.is_empty() && !context.global.json {
        context.ui.success(&format!("Nothing was installed from {}", setup.found.shown));
        return Ok(Exit::DONE);
    }
    let mut rows = Vec::new();
    for install in installs {
        let Some(client) = all::find(&install.client) else { continue };
        let Found { mut row, change } = match look(&setup, client, install) {
            Ok(found) => found,
            Err(failure) => {
                let mut row = Row::new(client, &install.file.display().to_string(), "failed");
                row.notes.push(failure.source.to_string());
                Found { row, change: None }
            }
        };
        if let Some((file, desired)) = change.filter(|_| !args.check) {
            let again = |file: &ClientText| make_plan(&setup, file, install, &desired, false);
            let (machine, ledger) = (&setup.machine, &setup.ledger);
            match apply::install(context, machine, ledger, Some(install), file, again) {
                Ok(_) => row.action = "updated".into(),
                Err(failure) => {
                    row.action = "failed".into();
                    row.notes.push(failure.source.to_string());
                }
            }
        }
        rows.push(row);
    }
    report::print(context, &rows, &[("check", json!(args.check))])?;
    let is_good = |row: &Row| row.action == "in step" || row.action == "updated";
    Ok(if rows.iter().all(is_good) { Exit::DONE } else { Exit::FAILED })
}

/// Compares the file of an install with what was written, and with what is to be there.
fn look(setup: &Setup, client: &'static Client, install: &Install) -> Result<Found, Failure> {
    let file = setup.machine.read(client, install.file.clone())?;
    let mut row = Row::new(client, &file.shown, "in step");
    let entries = file.entries();
    let missing: Vec<_> =
        install.entries.keys().filter(|name| !entries.contains_key(*name)).collect();
    let edited: Vec<_> = entries
        .iter()
        .filter(|(name, _)| install.entries.contains_key(*name))
        .filter(|(name, value)| !plan::is_as_written(install, name, value))
        .map(|(name, _)| name)
        .collect();
    let names = |names: &[&String]| render::name_list(names.iter().map(|name| name.as_str()));
    let name = install.entries.keys().next().map_or(NAME, String::as_str);
    let desired = setup.desired(client, install, name, false);
    let before = file.text.clone().unwrap_or_default();
    let diff = |after: &str| report::masked_diff(&file.shown, &before, after, client.syntax);
    if !missing.is_empty() || !edited.is_empty() {
        row.action = if edited.is_empty() { "missing" } else { "edited" }.into();
        if !missing.is_empty() {
            row.notes.push(format!("{} was removed", names(&missing)));
        }
        if !edited.is_empty() {
            row.notes.push(format!("{} was edited by hand", names(&edited)));
        }
        row.notes.push(format!("`mcphub install {}` writes it again", client.id));
        if let Ok(plan) = desired.and_then(|it| make_plan(setup, &file, install, &it, true)) {
            row.diff = diff(&plan.after);
        }
        return Ok(Found { row, change: None });
    }
    let desired = match desired {
        Ok(desired) => desired,
        Err(failure) => {
            row.action = "conflict".into();
            row.notes.push(failure.source.to_string());
            row.notes.push(format!("`mcphub install {}` writes it again", client.id));
            return Ok(Found { row, change: None });
        }
    };
    let plan = make_plan(setup, &file, install, &desired, false)?;
    if plan.after == before {
        return Ok(Found { row, change: None });
    }
    row.action = "outdated".into();
    row.diff = diff(&plan.after);
    Ok(Found { row, change: Some((file, desired)) })
}

fn make_plan(
    setup: &Setup,
    file: &ClientText,
    install: &Install,
    desired: &Desired,
    force: bool,
) -> Result<Plan, Failure> {
    let taken = serde_json::Map::new();
    let wish = Wish { entries: &desired.entries, taken: &taken, install: install.clone(), force };
    plan::plan(&setup.machine, file, Some(install), wish)
}
