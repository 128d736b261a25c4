//! `completions`: prints shell completion scripts.

use clap_complete::Shell;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;

/// Print a completion script for a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub completions bash > mcphub.bash
  mcphub completions zsh > _mcphub
  mcphub completions fish > mcphub.fish")]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(
    context: &mut Context,
    args: &Args,
    mut grammar: clap::Command,
) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut grammar, "mcphub", &mut script);
    let script = String::from_utf8(script)
        .map_err(|error| Failure::from_error(Kind::Bug, anyhow::Error::new(error)))?;
    context.ui.print(&script)?;
    Ok(Exit::DONE)
}
