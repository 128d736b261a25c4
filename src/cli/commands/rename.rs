//! `rename`: renames a server, also in groups and keys.

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::stored_logins;
use crate::cli::input::args::Write;
use crate::cli::output::edit_report;
use crate::cli::output::edit_report::Row;
use crate::settings::edit::{self, Outcome};
use crate::settings::name;

/// Rename a server, also in groups and keys
///
/// The login at the server moves with it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub rename time clock
  mcphub rename github gh --dry-run")]
pub(crate) struct Args {
    /// The current name
    old: String,
    /// The new name
    new: String,
    #[command(flatten)]
    write: Write,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let found = context.existing_settings()?;
    let Args { old, new, .. } = args;
    let renamed = edit_report::run(context, &found, args.write.dry_run, |document| {
        let outcome = edit::rename_server(document, old, new)?;
        let sentence = match outcome {
            Outcome::Unchanged => format!("Unchanged: {new} in"),
            _ => format!("Renamed {old} to {new} in"),
        };
        Ok(vec![Row::new(new, edit_report::action(outcome), sentence).with("was", old.as_str())])
    });
    renamed.map_err(|failure| {
        let is_name = failure.kind == Kind::Failed && name::check(new).is_err();
        if is_name { failure.hint(format!("use `{}` instead", name::plain(new))) } else { failure }
    })?;
    if !args.write.dry_run && stored_logins::rename(context, &found, old, new)? {
        context.ui.note(&format!("the login at {old} is now that at {new}"));
    }
    Ok(Exit::DONE)
}
