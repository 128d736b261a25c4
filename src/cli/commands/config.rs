//! `config`: shows which settings file is used, and why.

use clap::Subcommand;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::output::render;
use crate::cli::settings_path::{self, SearchLocation};

/// Show which settings file the commands use
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub config path
  mcphub config path --all")]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand, Debug)]
enum Verb {
    /// Print the path of the settings file in use
    ///
    /// The first that applies: --config, --scope, MCPHUB_SETTINGS, MCPHUB_SETTING_PATH,
    /// mcp_settings.json in this folder or, within a Git repository, above it, the user's file. The
    /// file need not exist.
    #[command(after_help = "Examples:
  mcphub config path
  mcphub config path --all --json")]
    Path {
        /// Show all locations that are searched, in order
        #[arg(long)]
        all: bool,
    },
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let Verb::Path { all } = args.verb;
    let found = context.settings()?;
    let used = found.file.path().to_owned();
    let mut places =
        if all { settings_path::search_locations(&context.environment) } else { Vec::new() };
    if !places.iter().any(|place| place.path == used) {
        places.insert(0, SearchLocation { path: used.clone(), why: found.why });
    }
    // If a path has two reasons, the first one counts.
    let mut is_used = places.iter().map(|place| place.path == used).collect::<Vec<_>>();
    let first = is_used.iter().position(|used| *used);
    is_used.iter_mut().enumerate().for_each(|(at, used)| *used = Some(at) == first);
    if context.global.json {
        let place = |(place, used): (&SearchLocation, &bool)| {
            let exists = place.path.exists();
            json!({"path": place.path, "why": place.why, "exists": exists, "used": used})
        };
        let list: Vec<_> = places.iter().zip(&is_used).map(place).collect();
        let mut answer =
            json!({"version": 1, "path": used, "why": found.why, "exists": used.exists()});
        if all {
            answer["places"] = list.into();
        }
        context.ui.print_json(&answer)?;
        return Ok(Exit::DONE);
    }
    if !all {
        context.ui.print(&format!("{}\n", used.display()))?;
        if !used.exists() {
            context
                .ui
                .note("the file does not exist yet; `mcphub init` creates one in this folder");
        }
        return Ok(Exit::DONE);
    }
    let row = |(place, used): (&SearchLocation, &bool)| {
        let what = match (used, place.path.exists()) {
            (true, true) => "in use",
            (true, false) => "in use, missing",
            (false, true) => "there",
            (false, false) => "not there",
        };
        vec![place.path.display().to_string(), place.why.to_owned(), what.to_owned()]
    };
    let rows = places.iter().zip(&is_used).map(row).collect();
    let fit = context.environment.stdout_is_terminal;
    context.ui.print(&render::table(&["file", "why", "state"], rows, fit))?;
    Ok(Exit::DONE)
}
