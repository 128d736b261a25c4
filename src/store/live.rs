//! The settings in force while the hub runs: one owner, replaced whole, last good kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;

use crate::settings::diagnostic::line_and_column;
use crate::settings::document::Document;
use crate::settings::edit::Refused;
use crate::settings::{Diagnostic, Settings, Severity, validate};
use crate::store::file::{EditError, Edited, ReadError, SettingsFile, Stamp};

/// A listener that applies new settings; called in the order of changes, never twice at once.
pub(crate) type Apply = Box<dyn Fn(&Arc<Settings>, &Arc<Settings>) + Send + Sync>;

/// What a look at the file brought.
#[derive(Debug)]
pub(crate) enum Refreshed {
    /// The settings in force are the file's.
    Same,
    /// New settings are in force; warnings and errors of single entries with them.
    Applied(Vec<Diagnostic>),
    /// The file cannot be used; the last good settings stay in force.
    Kept(ReadError),
}

/// The file and the settings in force.
pub(crate) struct LiveSettings {
    file: SettingsFile,
    /// Of the file, when it was last looked at.
    stamp: Mutex<Option<Stamp>>,
    current: ArcSwap<Settings>,
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
        let live = Self { file, stamp, current: ArcSwap::from_pointee(settings), turn };
        Ok((live, document, findings))
    }

    /// Who applies changes from now on. It must not edit or refresh the settings itself.
    pub(crate) fn on_change(&self, apply: Apply) {
        self.turn().apply = Some(apply);
    }

    /// The file.
    pub(crate) fn file(&self) -> &SettingsFile {
        &self.file
    }

    /// The settings in force.
    pub(crate) fn snapshot(&self) -> Arc<Settings> {
        self.current.load_full()
    }

    /// Whether the file may say something else than what was last looked at. Cheap: asks the file
    /// system only.
    pub(crate) fn may_be_stale(&self) -> bool {
        self.file.stamp() != *self.stamp.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the file again and applies what differs. An entry with an error is left out, as at
    /// the start: what a person has broken should not run on as if it were there.
    pub(crate) fn refresh(&self) -> Refreshed {
        let mut turn = self.turn();
        // Taken before reading: what is written meanwhile is looked at again.
        *self.stamp.lock().unwrap_or_else(PoisonError::into_inner) = self.file.stamp();
        let document = match self.file.read() {
            Ok(document) => document,
            Err(ReadError::Unparsable { text, .. }) if turn.broken.as_ref() == Some(&text) => {
                return Refreshed::Same;
            }
            Err(error) => {
                if let ReadError::Unparsable { text, .. } = &error {
                    turn.broken = Some(text.clone());
                }
                return Refreshed::Kept(error);
            }
        };
        turn.broken = None;
        if document.text() == turn.text {
            return Refreshed::Same;
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
            Refreshed::Kept(error) => tracing::error!("kept the last good settings: {error}"),
        }
    }

    /// Edits the file, then applies what differs, before it returns. Blocks on the lock: call it
    /// where blocking is allowed.
    pub(crate) fn edit<T>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let edited = self.file.edit(verb)?;
        self.refresh();
        Ok(edited)
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
    fn an_edit_is_in_force_when_it_returns() {
        let (_folder, live, log) = open("{}");
        live.edit(|d| add_server(d, "a", &entry("x"), OnConflict::Refuse)).unwrap();
        assert!(live.snapshot().server("a").is_some());
        live.edit(|d| add_server(d, "a", &entry("x"), OnConflict::Refuse)).unwrap();
        assert_eq!(*log.lock().unwrap(), [r#"[Added("a")]"#]);
    }
}
