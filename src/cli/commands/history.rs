//! `history`: lists the recorded changes of files.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::history::operation::{self, Operation};
use crate::cli::output::render;
use crate::cli::settings_path::display_path;
use crate::settings::visible;
use crate::state::journal::journal::Journal;

/// List the changes that mcphub made to files, newest first
///
/// The commands and hubs of this user record each change of a settings file in the state folder,
/// with the texts before and after, which contain the secrets of the files and are readable by you
/// alone. The last 1000 changes are kept, and at most 64 MiB. `mcphub undo` reverses a change.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub history
  mcphub history -n 1 --diff
  mcphub history --file mcp_settings.json --json")]
pub(crate) struct Args {
    /// Show only changes of this file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Show at most this number of changes, the last ones
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Show each change as a unified diff, with secrets masked
    #[arg(long)]
    diff: bool,
    /// Forget all changes, with their texts; they can then not be undone
    #[arg(long, conflicts_with_all = ["file", "diff"])]
    clear: bool,
    /// Do not ask before forgetting
    #[arg(long, requires = "clear")]
    yes: bool,
}

/// Prints a table, or each change with its diff.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let journal = operation::journal(context)?;
    if args.clear {
        return clear(context, args, &journal);
    }
    let file = args.file.as_ref().map(|file| context.environment.folder.join(file));
    let mut operations = operation::read(&journal, file.as_deref())?;
    operations.reverse();
    operations.truncate(args.limit);
    if context.global.json {
        let rows: Vec<Value> =
            operations.iter().map(|one| row(context, &journal, one, args.diff)).collect();
        context.ui.print_json(&json!({"version": 1, "changes": rows}))?;
    } else if args.diff {
        for operation in &operations {
            print_diff(context, &journal, operation)?;
        }
    } else {
        print_table(context, &operations)?;
    }
    Ok(Exit::DONE)
}

/// Prints the operations as a table.
pub(crate) fn print_table(context: &mut Context, operations: &[Operation]) -> Result<(), Failure> {
    if operations.is_empty() {
        context.ui.note("no changes are recorded");
        return Ok(());
    }
    let here = &context.environment.folder;
    let cells = operations.iter().map(|operation| {
        let files = operation.changes.iter().map(|change| display_path(&change.file, here));
        vec![
            operation.number.to_string(),
            seconds(&operation.time),
            operation.action.clone(),
            files.collect::<Vec<_>>().join(", "),
            operation.actor(),
        ]
    });
    let fit = context.environment.stdout_is_terminal;
    let table = render::table(&["id", "time", "change", "file", "by"], cells.collect(), fit);
    context.ui.print(&table)
}

fn print_diff(
    context: &mut Context,
    journal: &Journal,
    operation: &Operation,
) -> Result<(), Failure> {
    let Operation { number, action, .. } = operation;
    let head =
        format!("change {number}, {}: {action}, {}", seconds(&operation.time), operation.actor());
    context.ui.print_styled(&format!("{}\n", visible::one_line(&head)))?;
    for change in &operation.changes {
        match change.diff(journal, &context.environment.folder) {
            Ok(diff) => context.ui.print_styled(&format!("{}\n", render::colorize(&diff)))?,
            Err(error) => {
                let shown = display_path(&change.file, &context.environment.folder);
                context.ui.warn(&format!("the change of {shown} cannot be shown: {error}"));
            }
        }
    }
    Ok(())
}

fn row(context: &Context, journal: &Journal, operation: &Operation, with_diff: bool) -> Value {
    let mut row = operation.json();
    if with_diff {
        for (index, change) in operation.changes.iter().enumerate() {
            let diff = change.diff(journal, &context.environment.folder).ok();
            row["files"][index]["diff"] = diff.into();
        }
    }
    row
}

fn clear(context: &mut Context, args: &Args, journal: &Journal) -> Result<Exit, Failure> {
    let count = operation::read(journal, None)?.len();
    let question = format!("Forget {}?", render::count(count, "change"));
    if !args.yes && !context.prompt().confirm(&question, "--yes")? {
        return Err(Failure::new(Kind::Failed, "nothing was forgotten"));
    }
    journal.clear().map_err(|error| {
        let error = anyhow::Error::new(error).context("cannot forget the changes");
        Failure::from_error(Kind::Failed, error)
    })?;
    context.ui.success(&format!("Forgot {}", render::count(count, "change")));
    Ok(Exit::DONE)
}

/// Formats a time without its milliseconds.
fn seconds(time: &str) -> String {
    match time.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => time.to_owned(),
    }
}
