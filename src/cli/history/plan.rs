//! The plan of an undo: the content of each file now, and the one to restore. A plan is only made if
//! every file still is as the operation left it.

use std::path::{Path, PathBuf};

use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::history::operation::{Change, Operation, masked_diff};
use crate::cli::settings_path::display_path;
use crate::settings::text::document::Document;
use crate::state::journal::journal::{Journal, is_text};
use crate::store::restore;

/// The restoration of one file.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) file: PathBuf,
    /// The path in messages.
    pub(crate) shown: String,
    /// The present content; `None` without a file.
    pub(crate) now: Option<Vec<u8>>,
    /// The content to restore; `None` to remove the file.
    pub(crate) wanted: Option<Vec<u8>>,
}

impl Step {
    /// Returns the effect on the file in one word.
    pub(crate) fn effect(&self) -> &'static str {
        match (&self.now, &self.wanted) {
            (_, None) => "removed",
            (None, _) => "created",
            _ => "restored",
        }
    }

    /// Returns the difference as a unified diff, with secrets masked.
    pub(crate) fn diff(&self) -> String {
        let text = |content: &Option<Vec<u8>>| content.clone().unwrap_or_default();
        masked_diff(&self.shown, &text(&self.now), &text(&self.wanted))
    }
}

/// Returns the steps that undo `operation`; none if it is already undone.
pub(crate) fn plan(
    journal: &Journal,
    operation: &Operation,
    here: &Path,
) -> Result<Vec<Step>, Failure> {
    let steps = operation.changes.iter().map(|change| step(journal, operation, change, here));
    Ok(steps.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Returns the step for one file; `None` if the file already has the content.
fn step(
    journal: &Journal,
    operation: &Operation,
    change: &Change,
    here: &Path,
) -> Result<Option<Step>, Failure> {
    let shown = display_path(&change.file, here);
    let number = operation.number;
    let now = restore::content(&change.file).map_err(|error| {
        let error = anyhow::Error::new(error).context(format!("cannot read {shown}"));
        Failure::from_error(Kind::Settings, error)
    })?;
    if is_text(now.as_deref(), change.before.as_deref()) {
        return Ok(None);
    }
    if change.is_mixed || !is_text(now.as_deref(), change.after.as_deref()) {
        let message = format!("cannot undo change {number}: {shown} has been changed since");
        let failure = Failure::new(Kind::Conflict, message)
            .hint(format!("`mcphub history --file {shown}` lists the later changes"));
        // Without the text there is nothing to compare with.
        let known = change.after.as_deref().map(|digest| journal.text(digest)).transpose();
        let Ok(known) = known else { return Err(failure) };
        let diff =
            masked_diff(&shown, &known.unwrap_or_default(), now.as_deref().unwrap_or_default());
        return Err(failure.with(Detail::Diff(diff)));
    }
    let wanted = change.before.as_deref().map(|digest| journal.text(digest)).transpose();
    let wanted = wanted.map_err(|error| {
        let context =
            format!("cannot undo change {number}: cannot read the earlier content of {shown}");
        Failure::from_error(Kind::Failed, anyhow::Error::new(error).context(context))
    })?;
    if breaks(now.as_deref(), wanted.as_deref()) {
        let message = format!("cannot undo change {number}: {shown} did not parse before it");
        return Err(Failure::new(Kind::Settings, message));
    }
    Ok(Some(Step { file: change.file.clone(), shown, now, wanted }))
}

/// Returns whether a file that parses would be replaced by one that does not. An empty file can
/// be restored: it also exists before the first edit of another program's file.
fn breaks(now: Option<&[u8]>, wanted: Option<&[u8]>) -> bool {
    let parses =
        |content: &[u8]| str::from_utf8(content).is_ok_and(|text| Document::parse(text).is_ok());
    let (Some(now), Some(wanted)) = (now, wanted) else { return false };
    parses(now) && !parses(wanted) && !wanted.trim_ascii().is_empty()
}
