//! `init`: creates a minimal settings file.

use std::io;
use std::path::Path;

use crate::cli::audit;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::output::render;
use crate::cli::settings_path::{self, SettingsLocation};
use crate::store::file::EditError;

const MINIMAL: &str = r#"{
  "$schema": "./mcp_settings.schema.json",
  "mcpServers": {}
}
"#;

/// The file name of the schema in [`MINIMAL`]. It is local, so that editors need no network.
const SCHEMA_NAME: &str = "mcp_settings.schema.json";

/// Create a minimal settings file
///
/// Writes ./mcp_settings.json, or the file selected by `--config` or `--scope`. An existing file is
/// never overwritten (exit code 7).
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub --config fresh.json init
  mcphub init --global
  mcphub init --config elsewhere/mcp.json --dry-run")]
pub(crate) struct Args {
    #[command(flatten)]
    write: crate::cli::input::args::Write,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let nothing_named =
        context.global.config.is_none() && context.global.scope.is_none() && !context.global.user;
    let found = if nothing_named {
        context
            .with_recorder(settings_path::settings(&SettingsLocation::Here, &context.environment)?)
    } else {
        context.settings()?
    };
    let taken = || {
        Failure::new(Kind::Conflict, format!("{} already exists", found.shown))
            .hint("`mcphub add` and other commands edit it")
    };
    if args.write.dry_run {
        if found.file.path().exists() {
            return Err(taken());
        }
        let diff = render::diff(&found.shown, "", MINIMAL);
        context.ui.print_styled(&format!("{}\n", render::colorize(&diff)))?;
        context.ui.success(&format!("Dry run: nothing was written to {}", found.shown));
        return Ok(Exit::DONE);
    }
    match found.file.create(MINIMAL) {
        Err(EditError::Unwritable { source, .. })
            if source.kind() == io::ErrorKind::AlreadyExists =>
        {
            return Err(taken());
        }
        created => created?,
    }
    audit::record(context, &found, "", MINIMAL);
    if context.global.json {
        let answer = serde_json::json!({"version": 1, "file": found.file.path(), "changed": true});
        context.ui.print_json(&answer)?;
    }
    context.ui.success(&format!("Created {}", found.shown));
    let beside = Path::new(&found.shown).with_file_name(SCHEMA_NAME);
    let text = format!("For editors that read $schema: mcphub schema > {}", beside.display());
    context.ui.success(&text);
    if context.environment.stderr_is_terminal {
        context.ui.success("Next: mcphub add NAME -- COMMAND, or mcphub add NAME URL");
    }
    Ok(Exit::DONE)
}
