//! `completions`: prints shell completion scripts.

use clap_complete::Shell;

use crate::cli::completion::engine;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;

/// Print a completion script for a shell
///
/// The script completes commands and options. With --dynamic it asks mcphub, and also completes the
/// names of servers, tools, groups and keys, from files alone; load it anew after an upgrade.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub completions bash > mcphub.bash
  mcphub completions zsh > _mcphub
  mcphub completions fish --dynamic > mcphub.fish")]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
    /// Also complete names, by asking mcphub while you type
    #[arg(long)]
    dynamic: bool,
}

pub(crate) fn run(
    context: &mut Context,
    args: &Args,
    mut grammar: clap::Command,
) -> Result<Exit, Failure> {
    if args.dynamic {
        let script = engine::script(&args.shell.to_string(), "mcphub").ok_or_else(|| {
            Failure::new(Kind::Bug, format!("{} cannot ask for completions", args.shell))
        })?;
        context.ui.print(&script)?;
        return Ok(Exit::DONE);
    }
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut grammar, "mcphub", &mut script);
    let script = String::from_utf8(script)
        .map_err(|error| Failure::from_error(Kind::Bug, anyhow::Error::new(error)))?;
    context.ui.print(&script)?;
    Ok(Exit::DONE)
}
