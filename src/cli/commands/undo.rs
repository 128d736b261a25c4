//! `undo`: restores the files of a recorded change.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cli::audit;
use crate::cli::commands::history;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::history::operation::{self, Operation};
use crate::cli::history::plan::{self, Step};
use crate::cli::input::args::Write;
use crate::cli::output::render;
use crate::settings::text::document::Document;
use crate::state::journal::entry::Label;
use crate::state::journal::journal::Recorder;
use crate::store::SettingsFile;

/// Undo the last change that mcphub made to files
///
/// Restores the files of one change to the byte: of the last one, or of the one with this ID. A file
/// that the change created is removed. A file that has been changed since is left: exit code 7, with
/// the difference. An undo is a change too, so a second `mcphub undo` makes the change again.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub undo --dry-run
  mcphub undo
  mcphub undo --list")]
pub(crate) struct Args {
    /// The change to undo, as `mcphub history` numbers it; the last one if absent
    id: Option<u64>,
    /// Undo the last change of this file
    #[arg(long, value_name = "FILE", conflicts_with = "id")]
    file: Option<PathBuf>,
    /// List the last changes instead
    #[arg(long, conflicts_with = "id")]
    list: bool,
    #[command(flatten)]
    write: Write,
}

/// Number of changes that `--list` shows.
const LISTED: usize = 20;

/// Restores all files of the change, or none.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let journal = operation::journal(context)?;
    let file = file(context, args)?;
    let mut operations = operation::read(&journal, file.as_deref())?;
    if args.list {
        operations.reverse();
        operations.truncate(LISTED);
        if context.global.json {
            let rows: Vec<Value> = operations.iter().map(Operation::json).collect();
            context.ui.print_json(&json!({"version": 1, "changes": rows}))?;
        } else {
            history::print_table(context, &operations)?;
        }
        return Ok(Exit::DONE);
    }
    let operation = match args.id {
        Some(id) => operations.into_iter().find(|one| one.number == id).ok_or_else(|| {
            Failure::new(Kind::Absent, format!("there is no change {id}"))
                .hint("`mcphub history` lists the changes")
        })?,
        // A hub that renews logins has not been asked for it, and an undo would not be either.
        None => match operations.into_iter().rfind(|one| one.from != "hub") {
            Some(last) => last,
            None => return nothing(context),
        },
    };
    let steps = plan::plan(&journal, &operation, &context.environment.folder)?;
    let number = operation.number;
    let who = context.recorder.as_ref().and_then(|recorder| recorder.label.who.clone());
    let label = Label::new(who, "cli", &format!("undo {number}")).undoing(number);
    let recorder = Recorder { journal, label };
    if !args.write.dry_run {
        let exit = undo(context, &steps, &recorder)?;
        if exit != Exit::DONE {
            return Ok(exit);
        }
    }
    report(context, &operation, &steps, recorder.label.number(), args.write.dry_run)?;
    Ok(Exit::DONE)
}

/// Returns the file that was named by a flag of this command, or by a global one.
fn file(context: &Context, args: &Args) -> Result<Option<PathBuf>, Failure> {
    let global = &context.global;
    if args.id.is_some() {
        return Ok(None);
    }
    match &args.file {
        Some(file) => Ok(Some(context.environment.folder.join(file))),
        None if global.config.is_some() || global.scope.is_some() || global.user => {
            Ok(Some(context.settings()?.file.path().to_owned()))
        }
        None => Ok(None),
    }
}

fn nothing(context: &mut Context) -> Result<Exit, Failure> {
    if context.global.json {
        context.ui.print_json(&json!({"version": 1, "id": null, "changed": false, "files": []}))?;
    } else {
        context.ui.success("Nothing to undo");
    }
    Ok(Exit::DONE)
}

/// Restores each file. If one fails after others are restored, the exit code is 9.
fn undo(context: &mut Context, steps: &[Step], recorder: &Recorder) -> Result<Exit, Failure> {
    let mut restored = 0;
    for step in steps {
        let file = SettingsFile::at(&step.file).with_recorder(recorder.clone());
        let failure = match file.restore(step.now.as_deref(), step.wanted.as_deref()) {
            Ok(true) => None,
            Ok(false) => {
                let message = format!("{} was changed just now", step.shown);
                Some(Failure::new(Kind::Conflict, message))
            }
            Err(error) => Some(error.into()),
        };
        match failure {
            Some(failure) if restored == 0 => return Err(failure),
            Some(failure) => {
                context.ui.fail(&failure);
                return Ok(Exit::PARTLY);
            }
            None => restored += 1,
        }
        record_audit(context, step);
    }
    Ok(Exit::DONE)
}

/// Records a restored settings file in the audit log. Other files have no names to record.
fn record_audit(context: &mut Context, step: &Step) {
    let text = |bytes: &Option<Vec<u8>>| {
        let bytes = bytes.as_deref().unwrap_or(b"{}");
        let text = str::from_utf8(bytes).ok().filter(|text| Document::parse(text).is_ok());
        text.map(str::to_owned)
    };
    if let (Some(before), Some(after)) = (text(&step.now), text(&step.wanted)) {
        audit::record_file(context, &step.file, &before, &after);
    }
}

/// Prints the result; `number` is the change that the undo has become.
fn report(
    context: &mut Context,
    operation: &Operation,
    steps: &[Step],
    number: Option<u64>,
    dry_run: bool,
) -> Result<(), Failure> {
    let Operation { number: id, action, .. } = operation;
    if context.global.json {
        let file = |step: &Step| {
            let mut file = json!({"file": step.file, "action": step.effect()});
            if dry_run {
                file["diff"] = step.diff().into();
            }
            file
        };
        return context.ui.print_json(&json!({
            "version": 1,
            "id": id,
            "change": number,
            "dryRun": dry_run,
            "changed": !steps.is_empty(),
            "files": steps.iter().map(file).collect::<Vec<_>>(),
        }));
    }
    if steps.is_empty() {
        context.ui.success(&format!("Unchanged: change {id} ({action}) is undone already"));
        return Ok(());
    }
    if dry_run {
        for step in steps {
            context.ui.print_styled(&format!("{}\n", render::colorize(&step.diff())))?;
        }
        context.ui.success(&format!("Dry run: change {id} ({action}) was not undone"));
        return Ok(());
    }
    for step in steps {
        let (verb, shown) = (step.effect(), &step.shown);
        context.ui.success(&format!("Undid change {id} ({action}): {verb} {shown}"));
    }
    Ok(())
}
