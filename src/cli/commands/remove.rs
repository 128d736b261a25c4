//! `remove`: removes servers from the file, its groups and its keys.

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::stored_logins;
use crate::cli::input::args::Write;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::cli::output::render;
use crate::settings::edit::{self, Outcome, Refused};

/// Remove servers, also from groups and keys
///
/// Prompts on a terminal; otherwise `--yes` is required. The logins at the servers are removed too;
/// `mcphub logout NAME` before also revokes them.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub remove time --yes
  mcphub rm time github --dry-run
  mcphub remove nothing --if-exists --yes")]
pub(crate) struct Args {
    /// The servers' names
    #[arg(required = true)]
    names: Vec<String>,
    /// Do not prompt
    #[arg(short, long)]
    yes: bool,
    /// Do not fail if a server does not exist
    #[arg(long)]
    if_exists: bool,
    /// Keep the logins at the servers
    #[arg(long)]
    keep_login: bool,
    #[command(flatten)]
    write: Write,
}

/// Removes all of the servers or, on an error, none.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let mut names: Vec<&String> = Vec::new();
    for name in &args.names {
        // A name given twice counts once.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let verb = |document: &mut crate::settings::Document| {
        names
            .iter()
            .map(|&name| match edit::remove_server(document, name) {
                Ok(Outcome::Unchanged) => Ok(absent_row(name)),
                Ok(outcome) => {
                    Ok(Row::new(name, edit_report::action(outcome), format!("Removed {name} from")))
                }
                Err(Refused::Absent { .. }) if args.if_exists => Ok(absent_row(name)),
                Err(refused) => Err(refused),
            })
            .collect()
    };
    if !args.yes && !args.write.dry_run {
        // A missing name is reported before the prompt.
        edit_report::preview(&found, verb)?;
        let names = render::name_list(names.iter().map(|name| name.as_str()));
        if !context.prompt().confirm(&format!("Remove {names} from {}?", found.shown), "--yes")? {
            context.ui.success("Nothing was removed");
            return Ok(Exit::FAILED);
        }
    }
    edit_report::run(context, &found, args.write.dry_run, verb)?;
    for name in names.iter().filter(|_| !args.keep_login && !args.write.dry_run) {
        if stored_logins::remove(context, &found, name)? {
            context.ui.note(&format!("the login at {name} was removed"));
        }
    }
    Ok(Exit::DONE)
}

fn absent_row(name: &str) -> Row {
    Row::new(name, "unchanged", format!("Unchanged: there is no {name} in"))
}
