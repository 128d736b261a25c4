//! The settings in force while the hub runs: one owner, replaced whole, last good kept.

use std::io::ErrorKind;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use arc_swap::{ArcSwap, ArcSwapOption};

use crate::files::owner::is_readable_by_others;
use crate::settings::diagnostic::line_and_column;
use crate::settings::document::Document;
use crate::settings::edit::Refused;
use crate::settings::validate::{adds_secret, hidden_names};
use crate::settings::{Diagnostic, Settings, Severity, validate};
use crate::store::file::{EditError, Edited, ReadError, SettingsFile, Stamp};
use crate::store::file_thread::FileThread;

/// How long a look at the file may take. One that is being written is waited for, too.
const READ_PATIENCE: Duration = Duration::from_secs(5);

/// How long an edit may take; the wait for another edit is part of it.
const EDIT_PATIENCE: Duration = Duration::from_secs(20);

/// A listener that applies new settings; called in the order of changes, never twice at once.
pub(crate) type Apply = Box<dyn Fn(&Arc<Settings>, &Arc<Settings>) + Send + Sync>;

/// A listener that hears of every text that the file takes on, whether it changes the settings or not.
pub(crate) type HearText = Box<dyn Fn(TextChange<'_>) + Send + Sync>;

/// The file has another text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TextChange<'a> {
    /// An edit of ours wrote this text. It is heard before the same text is found, unless the watch is
    /// faster.
    Written(&'a str),
    /// A look at the file found another text than the one before.
    Found {
        /// What the last look found.
        before: &'a str,
        /// What is there now.
        after: &'a str,
    },
}

/// What a look at the file brought.
#[derive(Debug)]
pub(crate) enum Refreshed {
    /// Nothing new: the settings in force are the file's, or the file is as unusable as before.
    Same,
    /// New settings are in force; warnings and errors of single entries with them.
    Applied(Vec<Diagnostic>),
    /// The file cannot be used; the last good settings stay in force.
    Kept(ReadError),
}

/// Why the settings in force are not those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outdated {
    /// What is wrong with the file.
    pub(crate) problem: Problem,
    /// The same for people, with the path.
    pub(crate) reason: String,
    /// When it was first seen.
    pub(crate) since: SystemTime,
}

/// What can be wrong with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is none.
    Missing,
    /// The system does not let us read it.
    Unreadable,
    /// It does not parse.
    Unparsable,
}

impl Problem {
    /// The word in API answers.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::Unparsable => "unparsable",
        }
    }
}

/// The file and the settings in force.
pub(crate) struct LiveSettings {
    file: SettingsFile,
    /// Of the file, when it was last read.
    stamp: Mutex<Option<Stamp>>,
    current: ArcSwap<Settings>,
    outdated: ArcSwapOption<Outdated>,
    /// Looks at the file.
    reader: FileThread,
    /// Edits it; an edit may wait for another process, and no look at the file waits for it.
    editor: FileThread,
    hear: OnceLock<HearText>,
    /// Held by whoever looks at the file or applies what it says.
    turn: Mutex<Turn>,
}

struct Turn {
    /// The text that was last looked at with success.
    text: String,
    /// The text that was last found broken: it is told once.
    broken: Option<String>,
    apply: Option<Apply>,
}

impl LiveSettings {
    /// Reads the file. Errors of single entries are returned, and do not stop it.
    pub(crate) fn open(file: SettingsFile) -> Result<(Self, Document, Vec<Diagnostic>), ReadError> {
        let stamp = Mutex::new(file.stamp());
        let document = file.read()?;
        let (settings, findings) = validate(&document);
        let turn = Mutex::new(Turn { text: document.text().to_owned(), broken: None, apply: None });
        let live = Self {
            file,
            stamp,
            current: ArcSwap::from_pointee(settings),
            outdated: ArcSwapOption::empty(),
            reader: FileThread::new("settings-read", READ_PATIENCE),
            editor: FileThread::new("settings-edit", EDIT_PATIENCE),
            hear: OnceLock::new(),
            turn,
        };
        Ok((live, document, findings))
    }

    /// Who applies changes from now on. It must not edit or refresh the settings itself.
    pub(crate) fn on_change(&self, apply: Apply) {
        self.turn().apply = Some(apply);
    }

    /// Who hears of texts from now on; the first one stays. It must not look at the settings itself.
    pub(crate) fn on_text(&self, hear: HearText) {
        let _ = self.hear.set(hear);
    }

    /// The file.
    pub(crate) fn file(&self) -> &SettingsFile {
        &self.file
    }

    /// The settings in force.
    pub(crate) fn snapshot(&self) -> Arc<Settings> {
        self.current.load_full()
    }

    /// Why the settings in force are not those of the file, as far as the last look at it showed.
    pub(crate) fn outdated(&self) -> Option<Arc<Outdated>> {
        self.outdated.load_full()
    }

    /// Whether the last look at the file failed, so that it has to be looked at again although
    /// nothing reports a change of it.
    pub(crate) fn is_unread(&self) -> bool {
        self.outdated().is_some_and(|outdated| outdated.problem != Problem::Unparsable)
    }

    /// Whether the file may say something else than what was last read. Asks the file system for the
    /// file's stamp only; blocks until it answers, or has had its time.
    pub(crate) fn may_be_stale(&self) -> bool {
        let file = self.file.clone();
        let now = self.reader.run(move || file.stamp()).ok().flatten();
        let read = self.stamp.lock().unwrap_or_else(PoisonError::into_inner);
        now.is_none() || now != *read || self.is_unread()
    }

    /// The document as it stands in the file. Blocks.
    pub(crate) fn read(&self) -> Result<Document, ReadError> {
        self.look().1
    }

    /// The file's stamp and content. The stamp is taken first: what is written meanwhile is looked at
    /// again.
    fn look(&self) -> (Option<Stamp>, Result<Document, ReadError>) {
        let file = self.file.clone();
        self.reader.run(move || (file.stamp(), file.read())).unwrap_or_else(|source| {
            let path = self.file.path().to_owned();
            (None, Err(ReadError::Unreadable { path, source }))
        })
    }

    /// Looks at the file again and applies what differs. An entry with an error is left out, as at
    /// the start: what a person has broken should not run on as if it were there.
    pub(crate) fn refresh(&self) -> Refreshed {
        let mut turn = self.turn();
        let (stamp, read) = self.look();
        // With the old stamp the file counts as changed until it can be read.
        if matches!(read, Ok(_) | Err(ReadError::Unparsable { .. })) {
            *self.stamp.lock().unwrap_or_else(PoisonError::into_inner) = stamp;
        }
        let document = match read {
            Ok(document) => document,
            Err(error) => {
                let is_new = self.note(&error);
                let ReadError::Unparsable { text, .. } = &error else {
                    return if is_new { Refreshed::Kept(error) } else { Refreshed::Same };
                };
                if turn.broken.as_ref() == Some(text) {
                    return Refreshed::Same;
                }
                turn.broken = Some(text.clone());
                return Refreshed::Kept(error);
            }
        };
        turn.broken = None;
        if self.outdated.swap(None).is_some() {
            // As loud as what it takes back.
            tracing::warn!("{} can be used again", self.file.path().display());
        }
        if document.text() == turn.text {
            return Refreshed::Same;
        }
        self.tell(TextChange::Found { before: &turn.text, after: document.text() });
        for message in hidden_names(&turn.text, document.text()) {
            tracing::warn!("{}: {message}", self.file.path().display());
        }
        document.text().clone_into(&mut turn.text);
        let (mut settings, findings) = validate(&document);
        let old = self.snapshot();
        settings.stay_closed(&old);
        if *old == settings {
            return Refreshed::Same;
        }
        let new = Arc::new(settings);
        self.current.store(Arc::clone(&new));
        if let Some(apply) = &turn.apply {
            apply(&old, &new);
        }
        Refreshed::Applied(findings)
    }

    /// Remembers what is wrong with the file. Returns whether it is something new.
    fn note(&self, error: &ReadError) -> bool {
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

    /// Looks at the file again, and says in the log what came of it.
    pub(crate) fn look_again(&self) {
        let path = self.file().path().display();
        match self.refresh() {
            Refreshed::Same => {}
            Refreshed::Applied(findings) => {
                tracing::info!("took over new settings from {path}");
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

    /// Edits the file, then applies what differs, before it returns. A file that is missing is not
    /// made anew: who has moved it away would lose everything that is in it. Blocks on the lock: call
    /// it where blocking is allowed.
    pub(crate) fn edit<T: Send + 'static>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused> + Send + 'static,
    ) -> Result<Edited<T>, EditError> {
        let file = self.file.clone();
        let edited = self.editor.run(move || file.edit_existing(verb)).map_err(|error| {
            let source = match error.kind() {
                ErrorKind::TimedOut => {
                    std::io::Error::new(error.kind(), format!("{error}; it may still be written"))
                }
                _ => error,
            };
            EditError::Unwritable { path: self.file.path().to_owned(), source }
        })??;
        self.tell_written(&edited.before, &edited.after);
        self.refresh();
        self.warn_of_readers(&edited);
        Ok(edited)
    }

    /// Warns in the log if an edit has put a secret into a file that other users can read.
    fn warn_of_readers<T>(&self, edited: &Edited<T>) {
        let path = self.file.path();
        if is_readable_by_others(path) && adds_secret(&edited.before, &edited.after) {
            let path = path.display();
            tracing::warn!(
                "{path} contains secrets and is readable by other users: `chmod 600` it"
            );
        }
    }

    /// Says what an edit wrote, and before that what somebody else wrote since the last look, which
    /// nobody will see otherwise.
    fn tell_written(&self, before: &str, after: &str) {
        if before == after {
            return;
        }
        let turn = self.turn();
        self.tell(TextChange::Written(after));
        if turn.text != before && turn.text != after {
            self.tell(TextChange::Found { before: &turn.text, after: before });
        }
    }

    fn tell(&self, change: TextChange<'_>) {
        if let Some(hear) = self.hear.get() {
            hear(change);
        }
    }

    /// A listener that panicked has left nothing half done here.
    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// Settings on `text`, and the log of what was applied.
    fn open(text: &str) -> (tempfile::TempDir, LiveSettings, Arc<Mutex<Vec<String>>>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp_settings.json");
        fs::write(&path, text).unwrap();
        let (live, _, _) = LiveSettings::open(SettingsFile::at(path)).unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let applied = Arc::clone(&log);
        live.on_change(Box::new(move |old, new| {
            applied.lock().unwrap().push(format!("{:?}", diff(old, new)));
        }));
        (folder, live, log)
    }

    #[test]
    fn an_equal_file_is_nothing_and_a_new_one_is_applied_once() {
        let (_folder, live, log) = open(r#"{"mcpServers": {"a": {"command": "x"}}}"#);
        let write = |text: &str| fs::write(live.file().path(), text).unwrap();
        assert!(matches!(live.refresh(), Refreshed::Same));
        write(r#"{ "mcpServers": { "a": { "command": "x" } } }"#);
        assert!(matches!(live.refresh(), Refreshed::Same));
        write(r#"{"mcpServers": {"b": {"command": "x"}}}"#);
        assert!(matches!(live.refresh(), Refreshed::Applied(findings) if findings.is_empty()));
        assert!(matches!(live.refresh(), Refreshed::Same));
        assert_eq!(*log.lock().unwrap(), [r#"[Removed("a"), Added("b")]"#]);
    }

    #[test]
    fn a_broken_file_keeps_the_last_good_settings() {
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
        assert_eq!(log.lock().unwrap().len(), 0);
    }

    #[test]
    fn a_file_that_could_not_be_read_is_stale_until_it_is() {
        let (folder, live, log) = open(r#"{"mcpServers": {"a": {"command": "x"}}}"#);
        assert!(!live.may_be_stale());
        let (path, away) = (live.file().path().to_owned(), folder.path().join("away"));
        fs::rename(&path, &away).unwrap();
        fs::create_dir(&path).unwrap();
        for look in 0..3 {
            assert!(live.may_be_stale(), "{look}");
            let kept = live.refresh();
            // It is told once.
            assert_eq!(matches!(kept, Refreshed::Kept(ReadError::Unreadable { .. })), look == 0);
        }
        let outdated = live.outdated().unwrap();
        let reason = format!("cannot read {}: is a folder, not a file", path.display());
        assert_eq!((outdated.problem, &outdated.reason), (Problem::Unreadable, &reason));
        fs::remove_dir(&path).unwrap();
        assert!(matches!(live.refresh(), Refreshed::Kept(ReadError::Missing { .. })));
        assert_eq!(live.outdated().unwrap().since, outdated.since);
        // Even the same file again, which looks as it did when it was last read.
        fs::rename(&away, &path).unwrap();
        assert!(live.may_be_stale());
        assert!(matches!(live.refresh(), Refreshed::Same));
        assert_eq!((live.outdated(), live.may_be_stale()), (None, false));
        assert_eq!(log.lock().unwrap().len(), 0);
    }

    #[test]
    fn an_edit_while_the_file_is_missing_makes_none() {
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
        assert_eq!(*log.lock().unwrap(), [r#"[Added("a")]"#]);
    }
}
