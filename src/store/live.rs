//! The settings in force while the hub runs: replaced as a whole, and kept if the file becomes
//! unusable.

use std::io::ErrorKind;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use arc_swap::{ArcSwap, ArcSwapOption};
use parking_lot::{Mutex, MutexGuard};

use crate::files::owner::is_readable_by_others;
use crate::files::stamp::FileStamp;
use crate::settings::diagnostic::line_and_column;
use crate::settings::edit::Refused;
use crate::settings::text::document::Document;
use crate::settings::validate::{adds_secret, hidden_names};
use crate::settings::{Diagnostic, Settings, Severity, validate};
use crate::state::journal::entry::Label;
use crate::store::file::{EditError, Edited, SettingsFile};
use crate::store::file_thread::FileThread;
use crate::store::read::ReadError;

/// Limit for reading the file, including the wait for a program that is writing it.
const READ_PATIENCE: Duration = Duration::from_secs(5);

/// Limit for an edit, including the wait for another edit.
const EDIT_PATIENCE: Duration = Duration::from_secs(20);

/// Applies new settings (old, new). Calls are in order and never concurrent.
pub(crate) type Apply = Box<dyn Fn(&Arc<Settings>, &Arc<Settings>) + Send + Sync>;

/// Sets what the file does not contain, such as tokens of keys that are kept elsewhere.
pub(crate) type Fill = Box<dyn Fn(&mut Settings) + Send + Sync>;

/// Receives every new text of the file, also if the settings are equal.
pub(crate) type OnText = Box<dyn Fn(TextChange<'_>) + Send + Sync>;

/// A change of the file's text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TextChange<'a> {
    /// An edit of this hub wrote the text. It precedes `Found` for the same text, unless the watch
    /// is faster.
    Written(&'a str),
    /// A read returned another text than the previous one.
    Found {
        /// The text of the previous read.
        before: &'a str,
        /// The present text.
        after: &'a str,
    },
}

/// The result of [`LiveSettings::refresh`].
#[derive(Debug)]
pub(crate) enum Refreshed {
    /// No change, or the file is unusable in the same way as before.
    Same,
    /// New settings are in force. Contains all findings; entries with errors are left out.
    Applied(Vec<Diagnostic>),
    /// The file is unusable; the previous settings stay in force.
    Kept(ReadError),
}

/// The reason why the settings in force are not those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outdated {
    pub(crate) problem: Problem,
    /// A message with the path.
    pub(crate) reason: String,
    /// Time of the first failed read.
    pub(crate) since: SystemTime,
}

/// A problem with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The file does not exist.
    Missing,
    /// The file cannot be read.
    Unreadable,
    /// The file does not parse.
    Unparsable,
}

impl Problem {
    /// Returns the word in API responses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::Unparsable => "unparsable",
        }
    }
}

/// The settings file together with the settings in force.
pub(crate) struct LiveSettings {
    file: SettingsFile,
    /// The file's stamp at the last read.
    stamp: Mutex<Option<FileStamp>>,
    current: ArcSwap<Settings>,
    outdated: ArcSwapOption<Outdated>,
    reader: FileThread,
    /// Runs edits. They may wait for another process and must not block reads.
    editor: FileThread,
    on_text: OnceLock<OnText>,
    fill: Fill,
    /// Held while the file is read and its settings are applied.
    last_read: Mutex<LastRead>,
}

struct LastRead {
    /// The last text that parsed.
    text: String,
    /// The last text that did not parse; it is reported once.
    broken: Option<String>,
    apply: Option<Apply>,
}

impl LiveSettings {
    /// Reads the file. Errors of single entries are returned as findings.
    pub(crate) fn open(file: SettingsFile) -> Result<(Self, Document, Vec<Diagnostic>), ReadError> {
        Self::open_filled(file, Box::new(|_| ()))
    }

    /// Reads the file like [`Self::open`]; `filler` completes the settings at each read.
    pub(crate) fn open_filled(
        file: SettingsFile,
        filler: Fill,
    ) -> Result<(Self, Document, Vec<Diagnostic>), ReadError> {
        let stamp = Mutex::new(file.stamp());
        let document = file.read()?;
        let (mut settings, findings) = validate(&document);
        filler(&mut settings);
        let last_read =
            Mutex::new(LastRead { text: document.text().to_owned(), broken: None, apply: None });
        let live = Self {
            file,
            stamp,
            current: ArcSwap::from_pointee(settings),
            outdated: ArcSwapOption::empty(),
            reader: FileThread::new("settings-read", READ_PATIENCE),
            editor: FileThread::new("settings-edit", EDIT_PATIENCE),
            on_text: OnceLock::new(),
            fill: filler,
            last_read,
        };
        Ok((live, document, findings))
    }

    /// Sets the listener for new settings. It must not edit or refresh them.
    pub(crate) fn on_change(&self, apply: Apply) {
        self.last_read().apply = Some(apply);
    }

    /// Sets the listener for texts; only the first call has an effect. It must not refresh the
    /// settings.
    pub(crate) fn on_text(&self, on_text: OnText) {
        let _ = self.on_text.set(on_text);
    }

    pub(crate) fn file(&self) -> &SettingsFile {
        &self.file
    }

    /// Returns the settings in force.
    pub(crate) fn snapshot(&self) -> Arc<Settings> {
        self.current.load_full()
    }

    /// Returns why the settings in force are not those of the file, as of the last read.
    pub(crate) fn outdated(&self) -> Option<Arc<Outdated>> {
        self.outdated.load_full()
    }

    /// Returns whether the last read failed, so that a retry is needed although no change is
    /// reported.
    pub(crate) fn is_unread(&self) -> bool {
        self.outdated().is_some_and(|outdated| outdated.problem != Problem::Unparsable)
    }

    /// Returns whether the file may have changed since the last read. Only compares its metadata.
    /// Blocks up to the read limit.
    pub(crate) fn may_be_stale(&self) -> bool {
        let file = self.file.clone();
        let now = self.reader.run(move || file.stamp()).ok().flatten();
        let read = self.stamp.lock();
        now.is_none() || now != *read || self.is_unread()
    }

    /// Returns the document in the file. Blocks.
    pub(crate) fn read(&self) -> Result<Document, ReadError> {
        self.read_with_stamp().1
    }

    /// Returns the file's stamp and content. The stamp is taken first, so that a concurrent write
    /// is noticed by the next look.
    fn read_with_stamp(&self) -> (Option<FileStamp>, Result<Document, ReadError>) {
        let file = self.file.clone();
        self.reader.run(move || (file.stamp(), file.read())).unwrap_or_else(|source| {
            let path = self.file.path().to_owned();
            (None, Err(ReadError::Unreadable { path, source }))
        })
    }

    /// Reads the file again and applies changes. As on startup, entries with errors are left out: a
    /// server that was broken by an edit must not keep running with its old entry.
    pub(crate) fn refresh(&self) -> Refreshed {
        let mut last_read = self.last_read();
        let (stamp, read) = self.read_with_stamp();
        // If the read fails, the old stamp stays, so that the file counts as changed.
        if matches!(read, Ok(_) | Err(ReadError::Unparsable { .. })) {
            *self.stamp.lock() = stamp;
        }
        let document = match read {
            Ok(document) => document,
            Err(error) => {
                let is_new = self.record_problem(&error);
                let ReadError::Unparsable { text, .. } = &error else {
                    return if is_new { Refreshed::Kept(error) } else { Refreshed::Same };
                };
                if last_read.broken.as_ref() == Some(text) {
                    return Refreshed::Same;
                }
                last_read.broken = Some(text.clone());
                return Refreshed::Kept(error);
            }
        };
        last_read.broken = None;
        if self.outdated.swap(None).is_some() {
            // The same level as the message that it revokes.
            tracing::warn!("{} can be used again", self.file.path().display());
        }
        if document.text() == last_read.text {
            return Refreshed::Same;
        }
        self.notify(TextChange::Found { before: &last_read.text, after: document.text() });
        let (settings, findings) = validate(&document);
        let before =
            || Document::parse(&last_read.text).map(|old| validate(&old).1).unwrap_or_default();
        for message in hidden_names(&findings, before) {
            tracing::warn!("{}: {message}", self.file.path().display());
        }
        document.text().clone_into(&mut last_read.text);
        if self.put_in_force(settings, &last_read) {
            Refreshed::Applied(findings)
        } else {
            Refreshed::Same
        }
    }

    /// Completes the settings in force again, since what the file does not contain has changed. Blocks.
    pub(crate) fn fill_again(&self) {
        let last_read = self.last_read();
        let settings = Settings::clone(&self.snapshot());
        self.put_in_force(settings, &last_read);
    }

    /// Puts new settings in force. Returns whether they differ from the old ones.
    fn put_in_force(&self, mut settings: Settings, last_read: &LastRead) -> bool {
        (self.fill)(&mut settings);
        let old = self.snapshot();
        settings.stay_closed(&old);
        if *old == settings {
            return false;
        }
        let new = Arc::new(settings);
        self.current.store(Arc::clone(&new));
        if let Some(apply) = &last_read.apply {
            apply(&old, &new);
        }
        true
    }

    /// Records the problem. Returns whether it is new.
    fn record_problem(&self, error: &ReadError) -> bool {
        let problem = match error {
            ReadError::Missing { .. } => Problem::Missing,
            ReadError::Unreadable { .. } => Problem::Unreadable,
            ReadError::Unparsable { .. } => Problem::Unparsable,
        };
        let reason = error.reason();
        let old = self.outdated();
        if old.as_ref().is_some_and(|old| old.problem == problem && old.reason == reason) {
            return false;
        }
        let since = old.map_or_else(SystemTime::now, |old| old.since);
        self.outdated.store(Some(Arc::new(Outdated { problem, reason, since })));
        true
    }

    /// Refreshes the settings and logs the result.
    pub(crate) fn look_again(&self) {
        let path = self.file().path().display();
        match self.refresh() {
            Refreshed::Same => {}
            Refreshed::Applied(findings) => {
                tracing::info!("applied new settings from {path}");
                for finding in findings.iter().filter(|f| f.severity == Severity::Error) {
                    tracing::warn!("{path}: {}", finding.message);
                }
            }
            Refreshed::Kept(ReadError::Unparsable { text, findings, .. }) => {
                for found in findings {
                    let (line, column) = line_and_column(&text, found.place.start);
                    let what = found.message;
                    tracing::error!("kept the last good settings: {path}:{line}:{column}: {what}");
                }
            }
            Refreshed::Kept(error) => {
                tracing::error!("kept the last good settings: {}", error.reason());
            }
        }
    }

    /// Edits the file and applies changes before it returns. A missing file is an error and is not
    /// created: if it was moved away, a new one would lack everything in it. Blocks, also on the
    /// lock. The journal names the change by `label`.
    pub(crate) fn edit_as<T: Send + 'static>(
        &self,
        label: Label,
        verb: impl FnMut(&mut Document) -> Result<T, Refused> + Send + 'static,
    ) -> Result<Edited<T>, EditError> {
        let file = self.file.clone().with_label(label);
        let edited = self.editor.run(move || file.edit_existing(verb)).map_err(|error| {
            let source = match error.kind() {
                ErrorKind::TimedOut => {
                    std::io::Error::new(error.kind(), format!("{error}; it may still be written"))
                }
                _ => error,
            };
            EditError::Unwritable { path: self.file.path().to_owned(), source }
        })??;
        self.notify_edit(&edited.before, &edited.after);
        self.refresh();
        self.warn_if_readable(&edited);
        Ok(edited)
    }

    /// Edits the file under a label of the hub's own.
    #[cfg(test)]
    pub(crate) fn edit<T: Send + 'static>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused> + Send + 'static,
    ) -> Result<Edited<T>, EditError> {
        self.edit_as(Label::default(), verb)
    }

    /// Logs a warning if an edit added a secret to a file that other users can read.
    fn warn_if_readable<T>(&self, edited: &Edited<T>) {
        let path = self.file.path();
        if is_readable_by_others(path) && adds_secret(&edited.before, &edited.after) {
            let path = path.display();
            tracing::warn!(
                "{path} contains secrets and is readable by other users: `chmod 600` it"
            );
        }
    }

    /// Notifies the listener of an edit, and of the text before it if another program wrote that
    /// since the last read.
    fn notify_edit(&self, before: &str, after: &str) {
        if before == after {
            return;
        }
        let last_read = self.last_read();
        self.notify(TextChange::Written(after));
        if last_read.text != before && last_read.text != after {
            self.notify(TextChange::Found { before: &last_read.text, after: before });
        }
    }

    fn notify(&self, change: TextChange<'_>) {
        if let Some(on_text) = self.on_text.get() {
            on_text(change);
        }
    }

    /// A panic of a listener leaves no inconsistent state here, so poisoning is ignored.
    fn last_read(&self) -> MutexGuard<'_, LastRead> {
        self.last_read.lock()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::{Map, Value};

    use super::*;
    use crate::settings::change::diff;
    use crate::settings::edit::{OnConflict, add_server};

    fn entry(command: &str) -> Map<String, Value> {
        Map::from_iter([("command".to_owned(), Value::from(command))])
    }

    /// Opens settings with `text`. Also returns a log of applied changes.
    fn open(text: &str) -> (tempfile::TempDir, LiveSettings, Arc<Mutex<Vec<String>>>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp_settings.json");
        fs::write(&path, text).unwrap();
        let (live, _, _) = LiveSettings::open(SettingsFile::at(path)).unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let applied = Arc::clone(&log);
        live.on_change(Box::new(move |old, new| {
            applied.lock().push(format!("{:?}", diff(old, new)));
        }));
        (folder, live, log)
    }

    #[test]
    fn equal_settings_are_ignored_and_new_ones_applied_once() {
        let (_folder, live, log) = open(r#"{"mcpServers": {"a": {"command": "x"}}}"#);
        let write = |text: &str| fs::write(live.file().path(), text).unwrap();
        assert!(matches!(live.refresh(), Refreshed::Same));
        write(r#"{ "mcpServers": { "a": { "command": "x" } } }"#);
        assert!(matches!(live.refresh(), Refreshed::Same));
        write(r#"{"mcpServers": {"b": {"command": "x"}}}"#);
        assert!(matches!(live.refresh(), Refreshed::Applied(findings) if findings.is_empty()));
        assert!(matches!(live.refresh(), Refreshed::Same));
        assert_eq!(*log.lock(), [r#"[Removed("a"), Added("b")]"#]);
    }

    #[test]
    fn an_unparsable_file_keeps_the_last_good_settings() {
        let (_folder, live, log) = open(r#"{"mcpServers": {"a": {"command": "x"}}}"#);
        let before = live.snapshot();
        for broken in ["{", "[]", " ", "{\"a\": 1, \"a\": 2}", "\u{fffd}{}"] {
            fs::write(live.file().path(), broken).unwrap();
            assert!(matches!(live.refresh(), Refreshed::Kept(ReadError::Unparsable { .. })));
            let add = live.edit(|d| add_server(d, "b", &entry("y"), OnConflict::Refuse));
            assert!(matches!(add, Err(EditError::Read(ReadError::Unparsable { .. }))));
            assert_eq!(fs::read_to_string(live.file().path()).unwrap(), broken);
        }
        fs::remove_file(live.file().path()).unwrap();
        assert!(matches!(live.refresh(), Refreshed::Kept(ReadError::Missing { .. })));
        assert!(Arc::ptr_eq(&before, &live.snapshot()));
        assert_eq!(log.lock().len(), 0);
    }

    #[test]
    fn an_unreadable_file_is_stale_until_it_can_be_read() {
        let (folder, live, log) = open(r#"{"mcpServers": {"a": {"command": "x"}}}"#);
        assert!(!live.may_be_stale());
        let (path, away) = (live.file().path().to_owned(), folder.path().join("away"));
        fs::rename(&path, &away).unwrap();
        fs::create_dir(&path).unwrap();
        for look in 0..3 {
            assert!(live.may_be_stale(), "{look}");
            let kept = live.refresh();
            // Reported only the first time.
            assert_eq!(matches!(kept, Refreshed::Kept(ReadError::Unreadable { .. })), look == 0);
        }
        let outdated = live.outdated().unwrap();
        let reason = format!("cannot read {}: is a folder, not a file", path.display());
        assert_eq!((outdated.problem, &outdated.reason), (Problem::Unreadable, &reason));
        fs::remove_dir(&path).unwrap();
        assert!(matches!(live.refresh(), Refreshed::Kept(ReadError::Missing { .. })));
        assert_eq!(live.outdated().unwrap().since, outdated.since);
        // Also if the same file returns, with the stamp of the last successful read.
        fs::rename(&away, &path).unwrap();
        assert!(live.may_be_stale());
        assert!(matches!(live.refresh(), Refreshed::Same));
        assert_eq!((live.outdated(), live.may_be_stale()), (None, false));
        assert_eq!(log.lock().len(), 0);
    }

    #[test]
    fn an_edit_does_not_create_a_missing_file() {
        let (_folder, live, _) = open(r#"{"bearerKeys": []}"#);
        fs::remove_file(live.file().path()).unwrap();
        let edited = live.edit(|d| add_server(d, "a", &entry("x"), OnConflict::Refuse));
        assert!(matches!(edited, Err(EditError::Read(ReadError::Missing { .. }))));
        assert!(!live.file().path().exists());
    }

    #[test]
    fn an_edit_is_in_force_when_it_returns() {
        let (_folder, live, log) = open("{}");
        live.edit(|d| add_server(d, "a", &entry("x"), OnConflict::Refuse)).unwrap();
        assert!(live.snapshot().server("a").is_some());
        live.edit(|d| add_server(d, "a", &entry("x"), OnConflict::Refuse)).unwrap();
        assert_eq!(*log.lock(), [r#"[Added("a")]"#]);
    }
}
