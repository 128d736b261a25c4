//! `schema`: the JSON Schema of the settings file.

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::settings::schema::SCHEMA;

/// Print the JSON Schema of the settings file
#[derive(clap::Args, Debug)]
#[command(before_help = "Examples:
  mcphub schema > mcp_settings.schema.json")]
pub(crate) struct Args {}

/// Prints the schema.
pub(crate) fn run(context: &mut Context, _args: &Args) -> Result<Exit, Failure> {
    context.ui.answer(&format!("{}\n", SCHEMA.trim_end()))?;
    Ok(Exit::DONE)
}
