//! Records in the audit log changes of the settings file made by an editor or another program, not by
//! this hub's API or a command.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use parking_lot::Mutex;
use tokio::runtime::Handle;

use crate::settings::changed_names::changed_names;
use crate::state::audit::log::{AuditLog, version_of};
use crate::state::audit::record::{Kind, Record, time_of};
use crate::store::live::TextChange;

/// Time a command has to record its own change, since it writes the file first.
const GRACE: Duration = Duration::from_secs(2);
/// Time for which a version written by the API or a command is remembered.
const KNOWN: Duration = Duration::from_mins(1);
/// Maximum number of versions and audit records compared.
const LOOKED_AT: usize = 1000;

/// Watches one settings file.
pub(in crate::serve) struct FileChanges {
    log: AuditLog,
    file: String,
    runtime: Handle,
    /// Versions written by this hub.
    own: Mutex<VecDeque<(Instant, String)>>,
}

impl FileChanges {
    /// Must be called within a Tokio runtime.
    pub(in crate::serve) fn new(log: AuditLog, file: &Path) -> Arc<Self> {
        let file = file.display().to_string();
        Arc::new(Self { log, file, runtime: Handle::current(), own: Mutex::default() })
    }

    /// Records a change after [`PATIENCE`] unless its writer does.
    pub(in crate::serve) fn hear(self: &Arc<Self>, change: &TextChange<'_>) {
        match change {
            TextChange::Written(after) => self.remember(version_of(after)),
            TextChange::Found { before, after } => {
                let version = version_of(after);
                if self.is_own(&version) {
                    return;
                }
                let changes = changed_names(before, after);
                if changes.is_empty() {
                    return;
                }
                let record = Record {
                    changes,
                    file: Some(self.file.clone()),
                    version: Some(version),
                    ..Record::now(Kind::Write, "file")
                };
                let this = Arc::clone(self);
                self.runtime.spawn(async move {
                    tokio::time::sleep(GRACE).await;
                    let _ = tokio::task::spawn_blocking(move || this.record(record)).await;
                });
            }
        }
    }

    fn record(&self, record: Record) {
        let version = record.version.as_deref().unwrap_or_default();
        if !self.is_own(version) && !self.is_recorded(version) {
            self.log.note(record);
        }
    }

    fn remember(&self, version: String) {
        let mut own = self.own.lock();
        own.retain(|(since, _)| since.elapsed() < KNOWN);
        if own.len() >= LOOKED_AT {
            own.pop_front();
        }
        own.push_back((Instant::now(), version));
    }

    fn is_own(&self, version: &str) -> bool {
        let own = self.own.lock();
        own.iter().any(|(since, one)| one == version && since.elapsed() < KNOWN)
    }

    /// Returns whether a command or another hub has recorded writing this version.
    fn is_recorded(&self, version: &str) -> bool {
        let since = jiff::Timestamp::now()
            .saturating_sub(SignedDuration::try_from(KNOWN).unwrap_or_default())
            .map(time_of)
            .unwrap_or_default();
        let Ok(records) = self.log.newest_first() else { return false };
        let writes = records.filter(|record| record["kind"] == "write").take(LOOKED_AT);
        let mut recent =
            writes.filter(|record| record["time"].as_str().is_some_and(|time| time >= &*since));
        recent.any(|record| record["version"] == version)
    }
}
