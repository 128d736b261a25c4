//! `enable` and `disable`: idempotent, for scripts.

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::settings::edit::{self, Outcome};

/// Enable servers
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub enable time
  mcphub enable time github")]
pub(crate) struct EnableArgs {
    #[command(flatten)]
    pub(crate) names: Names,
}

/// Disable servers; they stay in the file
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub disable time
  mcphub disable time github --dry-run")]
pub(crate) struct DisableArgs {
    #[command(flatten)]
    pub(crate) names: Names,
}

/// The names of the servers.
#[derive(clap::Args, Debug)]
pub(crate) struct Names {
    /// The servers' names
    #[arg(required = true)]
    names: Vec<String>,
    #[command(flatten)]
    write: Write,
}

/// Enables or disables all of the servers or, on an error, none.
pub(crate) fn run(context: &mut Context, args: &Names, on: bool) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    edit_report::run(context, &found, args.write.dry_run, |document| {
        args.names
            .iter()
            .map(|name| Ok(row(name, on, edit::enable_server(document, name, on)?)))
            .collect()
    })?;
    Ok(Exit::DONE)
}

/// Returns the result row of an enabled or disabled item.
pub(crate) fn row(name: &str, on: bool, outcome: Outcome) -> Row {
    let sentence = match (outcome, on) {
        (Outcome::Unchanged, true) => format!("Unchanged: {name} is enabled in"),
        (Outcome::Unchanged, false) => format!("Unchanged: {name} is disabled in"),
        (_, true) => format!("Enabled {name} in"),
        (_, false) => format!("Disabled {name} in"),
    };
    Row::new(name, edit_report::action(outcome), sentence).with("enabled", on)
}
