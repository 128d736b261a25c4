//! `toggle`: for interactive use; scripts use `enable` and `disable`.

use crate::cli::commands::{enable, list};
use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::input::args::Write;
use crate::cli::output::edit_report;
use crate::settings::edit;
use crate::settings::text::path::Step;

/// Enable a disabled server, or disable an enabled one
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub toggle time")]
pub(crate) struct Args {
    /// The server's name
    name: String,
    #[command(flatten)]
    write: Write,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let name = &args.name;
    edit_report::run(context, &found, args.write.dry_run, |document| {
        let entry = document.get(&[Step::from("mcpServers"), Step::from(name.as_str())]);
        let is_on = entry.and_then(|entry| entry.as_object()).is_some_and(list::is_enabled);
        let outcome = edit::enable_server(document, name, !is_on)?;
        Ok(vec![enable::row(name, !is_on, outcome)])
    })?;
    Ok(Exit::DONE)
}
