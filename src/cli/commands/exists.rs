//! `exists`: tests for a server in shell conditions.

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::settings::text::path::Step;

/// Test whether a server exists
///
/// Prints nothing. Exit code 0: it exists; 6: it does not; 8: the settings cannot be read.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub exists time && echo there
  mcphub exists nothing || mcphub add nothing -- true")]
pub(crate) struct Args {
    /// The server's name
    name: String,
}

/// Returns the result as the exit code.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.settings()?;
    if !found.file.path().exists() {
        return Ok(Exit::ABSENT);
    }
    let document = found.file.read()?;
    let path = [Step::from("mcpServers"), Step::from(args.name.as_str())];
    Ok(if document.get(&path).is_some() { Exit::DONE } else { Exit::ABSENT })
}
