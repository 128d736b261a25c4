//! Records changes of files, and returns them.

use std::fs;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;

use crate::files::owner::Trusted;
use crate::state::journal::entry::{Entry, Label};
use crate::state::journal::folder::Folder;
use crate::state::journal::texts::{TEXT_BYTES_MAX, digest_of};

/// The journal in a state folder. Clones share the problem.
#[derive(Clone, Debug)]
pub(crate) struct Journal {
    folder: Folder,
    /// The reason why the last change could not be recorded.
    problem: Arc<Mutex<Option<String>>>,
}

/// A journal together with the label of its next entries.
#[derive(Clone, Debug)]
pub(crate) struct Recorder {
    pub(crate) journal: Journal,
    pub(crate) label: Label,
}

impl Recorder {
    /// Records a change, as [`Journal::record`] does.
    pub(crate) fn record(&self, path: &Path, before: Option<&[u8]>, after: Option<&[u8]>) {
        self.journal.record(&self.label, path, before, after);
    }
}

impl Journal {
    /// Returns the journal in the state folder.
    pub(crate) fn of(state: &Path) -> Self {
        Self::of_trusted(state, Trusted::current())
    }

    /// Like [`Self::of`], for a process that trusts these users.
    pub(crate) fn of_trusted(state: &Path, trusted: Trusted) -> Self {
        Self { folder: Folder::of(state, trusted), problem: Arc::default() }
    }

    /// Records that the content of the file at `path` was replaced; `None` stands for no file.
    /// Called after the replacement: if it cannot be recorded, it stays, the log has a warning, and
    /// [`Self::take_problem`] returns the reason.
    pub(crate) fn record(
        &self,
        label: &Label,
        path: &Path,
        before: Option<&[u8]>,
        after: Option<&[u8]>,
    ) {
        if before == after {
            return;
        }
        if let Err(error) = self.try_record(label, path, before, after) {
            let problem =
                format!("the change of {} is not in the history: {error}", path.display());
            tracing::warn!("{problem}");
            *self.problem.lock() = Some(problem);
        }
    }

    fn try_record(
        &self,
        label: &Label,
        path: &Path,
        before: Option<&[u8]>,
        after: Option<&[u8]>,
    ) -> Result<()> {
        let locked = self.folder.lock()?;
        let known = self.folder.entries()?;
        // An operation of another process can have begun before and ended after this one.
        let next = known.iter().map(|entry| entry.operation).max().unwrap_or(0).saturating_add(1);
        let texts = self.folder.texts();
        let is_small = |text: &&[u8]| text.len() as u64 <= TEXT_BYTES_MAX;
        for text in [before, after].into_iter().flatten().filter(is_small) {
            texts.keep(text)?;
        }
        let operation = *label.operation.get_or_init(|| next);
        let digest = |text: Option<&[u8]>| text.map(digest_of);
        let entry = label.entry(operation, &without_links(path), digest(before), digest(after));
        locked.append(&known, &entry)
    }

    /// Returns the reason why a change could not be recorded, once.
    pub(crate) fn take_problem(&self) -> Option<String> {
        self.problem.lock().take()
    }

    /// Returns all entries, oldest first.
    ///
    /// # Errors
    /// Fails if the journal cannot be read, or another user can have written it.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>> {
        self.folder.entries()
    }

    /// Returns the text with this digest.
    ///
    /// # Errors
    /// Fails if it is not kept, or is damaged.
    pub(crate) fn text(&self, digest: &str) -> Result<Vec<u8>> {
        let text = self.folder.texts().read(digest)?;
        text.ok_or_else(|| Error::other("the text is not kept"))
    }

    /// Removes all entries and texts.
    ///
    /// # Errors
    /// Fails if the folder is not writable.
    pub(crate) fn clear(&self) -> Result<()> {
        self.folder.lock()?.clear()
    }
}

/// Returns whether `text` is the content with this digest; `None` stands for no file.
pub(crate) fn is_text(text: Option<&[u8]>, digest: Option<&str>) -> bool {
    text.map(digest_of).as_deref() == digest
}

/// Returns the path under which the journal knows a file, which need not exist: its folder without
/// links, so that the same file has one path.
pub(crate) fn without_links(path: &Path) -> PathBuf {
    let path = fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    let path = path.unwrap_or_default();
    match (path.parent().and_then(|folder| fs::canonicalize(folder).ok()), path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::state::journal::folder::Limits;

    fn label(action: &str) -> Label {
        Label::new(None, "cli", action)
    }

    #[test]
    fn concurrent_writers_lose_no_entry_and_share_no_number() {
        let state = tempfile::tempdir().unwrap();
        thread::scope(|scope| {
            for writer in 0..6 {
                let state = state.path();
                scope.spawn(move || {
                    // Each writer has a handle of its own, as each process would.
                    let journal = Journal::of(state);
                    let path = state.join(format!("{writer}.json"));
                    for n in 0..8_u8 {
                        journal.record(&label("set"), &path, Some(&[n]), Some(&[n + 1]));
                    }
                    assert_eq!(journal.take_problem(), None);
                });
            }
        });
        let entries = Journal::of(state.path()).entries().unwrap();
        let numbers: Vec<_> = entries.iter().map(|entry| entry.operation).collect();
        assert_eq!(numbers, (1..=48).collect::<Vec<_>>());
    }

    #[test]
    fn files_of_one_label_are_one_operation_and_equal_contents_none() {
        let state = tempfile::tempdir().unwrap();
        let journal = Journal::of(state.path());
        let ours = label("install");
        journal.record(&ours, &state.path().join("a"), None, Some(b"1"));
        journal.record(&label("add"), &state.path().join("b"), Some(b"1"), Some(b"2"));
        journal.record(&ours, &state.path().join("c"), Some(b"1"), None);
        journal.record(&ours, &state.path().join("d"), Some(b"1"), Some(b"1"));
        journal.record(&label("set"), &state.path().join("b"), Some(b"2"), Some(b"3"));
        let numbers = |entry: &Entry| (entry.operation, entry.action.clone());
        let shown: Vec<_> = journal.entries().unwrap().iter().map(numbers).collect();
        let wanted = [(1, "install"), (2, "add"), (1, "install"), (3, "set")];
        assert_eq!(shown, wanted.map(|(n, action)| (n, action.to_owned())));
        assert_eq!(ours.number(), Some(1));
    }

    #[test]
    fn the_oldest_operations_make_room_and_their_texts_go() {
        let state = tempfile::tempdir().unwrap();
        let mut journal = Journal::of(state.path());
        let path = state.path().join("f");
        let text = |n: u8| vec![n; 100];
        journal.folder.limits = Limits { entries: 10, text_bytes: 1 << 20 };
        for n in 0..30 {
            journal.record(&label("set"), &path, Some(&text(n)), Some(&text(n + 1)));
            assert!(journal.entries().unwrap().len() <= 10);
        }
        let entries = journal.entries().unwrap();
        assert_eq!(entries.last().unwrap().operation, 30);
        assert!(journal.text(&digest_of(&text(1))).is_err());
        let first = entries[0].before.clone().unwrap();
        assert_eq!(journal.text(&first).unwrap().len(), 100);
        journal.folder.limits = Limits { entries: 10, text_bytes: 1 };
        journal.record(&label("set"), &path, Some(&text(30)), Some(&text(31)));
        assert_eq!(journal.entries().unwrap().len(), 1, "the new entry always stays");
        assert_eq!(journal.take_problem(), None);
    }

    #[test]
    fn a_torn_line_hides_no_later_entry() {
        let state = tempfile::tempdir().unwrap();
        let journal = Journal::of(state.path());
        let path = state.path().join("f");
        journal.record(&label("one"), &path, None, Some(b"1"));
        let index = state.path().join("journal/journal.jsonl");
        let mut text = fs::read(&index).unwrap();
        text.extend_from_slice(b"{\"operation\": 9, \"ti");
        fs::write(&index, text).unwrap();
        journal.record(&label("two"), &path, Some(b"1"), Some(b"2"));
        let entries = journal.entries().unwrap();
        assert_eq!(entries.iter().map(|e| e.action.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    }

    #[test]
    fn a_text_that_is_too_large_is_recorded_by_its_digest_alone() {
        let state = tempfile::tempdir().unwrap();
        let journal = Journal::of(state.path());
        let large = vec![b' '; usize::try_from(TEXT_BYTES_MAX).unwrap() + 1];
        journal.record(&label("one"), &state.path().join("f"), Some(b"1"), Some(&large));
        let entry = journal.entries().unwrap().remove(0);
        assert!(is_text(Some(&large), entry.after.as_deref()));
        assert!(journal.text(&entry.after.unwrap()).is_err());
        assert_eq!(journal.take_problem(), None);
    }
}
