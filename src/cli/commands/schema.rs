//! `schema`: prints the JSON Schema of the settings file.

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::settings::schema::json_schema::schema;

/// Print the JSON Schema of the settings file
///
/// Editors use it to complete and check a file if its `$schema` names it, as in a file created by
/// `mcphub init`.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub schema > mcp_settings.schema.json")]
pub(crate) struct Args {}

pub(crate) fn run(context: &mut Context, _args: &Args) -> Result<Exit, Failure> {
    context.ui.print_json(&schema())?;
    Ok(Exit::DONE)
}
