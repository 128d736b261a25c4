//! `demo`: runs the MCP server that ships in the binary.

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::demo::{self, Eras, Options};

/// Run a small MCP server over stdio, for trying things out
///
/// In a settings file it is `"command": "mcphub", "args": ["demo"]`: the hub replaces the bare name
/// `mcphub` with its own executable.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub add demo -- mcphub demo
  mcphub call demo echo '{\"text\": \"hello\"}'")]
pub(crate) struct Args {
    /// List this many made-up tools beside the real ones
    #[arg(long, value_name = "N", default_value_t = 0, hide = true)]
    tools: usize,
    /// Speak only one era of the protocol: legacy, modern or both
    #[arg(long, value_name = "ERA", default_value = "both", hide = true)]
    era: String,
}

/// Serves until standard input ends.
pub(crate) fn run(_: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let eras: Eras =
        args.era.parse().map_err(|e| Failure::from_error(Kind::Usage, anyhow::Error::new(e)))?;
    let options = Options { tools: args.tools, eras };
    demo::run(std::io::stdin(), std::io::stdout(), options)
        .map_err(|e| Failure::from_error(Kind::Failed, anyhow::Error::new(e)))?;
    Ok(Exit::DONE)
}
