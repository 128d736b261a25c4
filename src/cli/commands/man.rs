//! `man`: prints or writes manual pages.

use std::path::PathBuf;

use clap_mangen::Man;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;

/// Print the manual page of a command, or write all pages
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub man > mcphub.1
  mcphub man key create | head -1
  mcphub man --dir man1")]
pub(crate) struct Args {
    /// The command; mcphub itself if absent
    command: Vec<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(
    context: &mut Context,
    args: &Args,
    mut grammar: clap::Command,
) -> Result<Exit, Failure> {
    if let Some(folder) = &args.dir {
        let folder = context.environment.folder.join(folder);
        let written = std::fs::create_dir_all(&folder)
            .and_then(|()| clap_mangen::generate_to(grammar, &folder));
        written.map_err(|error| {
            let text = format!("cannot write the pages to {}", folder.display());
            Failure::from_error(Kind::Failed, anyhow::Error::new(error).context(text))
        })?;
        context.ui.success(&format!("Wrote the pages to {}", folder.display()));
        return Ok(Exit::DONE);
    }
    // A page names the whole command.
    grammar.build();
    let mut command = &grammar;
    for word in &args.command {
        command = command.find_subcommand(word).ok_or_else(|| {
            Failure::new(Kind::Absent, format!("there is no command `{}`", args.command.join(" ")))
                .hint("`mcphub --help` lists the commands")
        })?;
    }
    let mut page = Vec::new();
    let source = concat!("mcphub ", env!("CARGO_PKG_VERSION"));
    let rendered = Man::new(command.clone()).source(source).render(&mut page);
    let page = rendered.map_err(anyhow::Error::new).and_then(|()| Ok(String::from_utf8(page)?));
    let page = page.map_err(|error| Failure::from_error(Kind::Bug, error))?;
    context.ui.print(&page)?;
    Ok(Exit::DONE)
}
