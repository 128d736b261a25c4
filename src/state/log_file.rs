//! The hub's log on disk, one JSON object per line: also lines that the ring in memory has dropped
//! and those of earlier hubs. It is bounded in size and private to its owner. All hubs of a user
//! write to the same file.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use parking_lot::Mutex;
use serde_json::{Value, json};

use crate::files::private;
use crate::state::log_ring::{LogRecord, LogRing};

/// Relative to the state folder.
const FOLDER: &str = "logs";
/// The active file; older ones have a number appended.
const NAME: &str = "hub.log";
/// Size at which the file is rotated.
const FILE_BYTES: u64 = 4 << 20;
/// Rotated files to keep; the oldest is deleted.
const OLDER: u32 = 2;
/// Lines that may wait for the disk; further ones are dropped.
const WAITING: usize = 4_096;

/// The log in a state folder.
#[derive(Clone, Debug)]
pub(crate) struct LogFile {
    folder: PathBuf,
}

/// Keeps the log open. On drop, all pending lines are written.
#[derive(Debug)]
pub(crate) struct Writing {
    lines: Arc<Mutex<Option<SyncSender<String>>>>,
    writer: Option<JoinHandle<()>>,
}

impl LogFile {
    /// Returns the log of a state folder.
    pub(crate) fn of(state: &Path) -> Self {
        Self { folder: state.join(FOLDER) }
    }

    /// Returns the path of the active file.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// Starts to write all present and future lines of `ring`. Each line includes `hub`.
    ///
    /// # Errors
    /// Fails if the folder or file cannot be created.
    pub(crate) fn write(&self, ring: &LogRing, hub: &str) -> Result<Writing, Error> {
        if let Some(state) = self.folder.parent() {
            private::folder(state)?;
        }
        private::folder(&self.folder)?;
        let file = private::append(&self.path())?;
        let (sender, receiver) = sync_channel::<String>(WAITING);
        let log = self.clone();
        let writer = std::thread::Builder::new()
            .name("log-file".to_owned())
            .spawn(move || log.write_all(file, &receiver))?;
        let lines = Arc::new(Mutex::new(Some(sender)));
        let (open, hub) = (Arc::clone(&lines), hub.to_owned());
        ring.forward_to(Box::new(move |record| {
            let open = open.lock();
            if let Some(sender) = &*open {
                // A slow disk must not block anything: lines that do not fit are dropped.
                if let Err(TrySendError::Full(_)) = sender.try_send(line(record, &hub)) {}
            }
        }));
        Ok(Writing { lines, writer: Some(writer) })
    }

    /// Returns the records on disk, oldest first, in the API's form and with their `hub`. Skips
    /// invalid lines.
    ///
    /// # Errors
    /// Fails if a file cannot be read, or if another user may have written it.
    pub(crate) fn read(&self) -> Result<Vec<Value>, Error> {
        let mut records = Vec::new();
        for number in (0..=OLDER).rev() {
            let content = match private::read(&self.older(number), FILE_BYTES * 2) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                content => content?,
            };
            let lines = BufReader::new(content.as_slice()).split(b'\n').map_while(Result::ok);
            records.extend(lines.filter_map(|line| serde_json::from_slice::<Value>(&line).ok()));
        }
        Ok(records)
    }

    fn write_all(&self, mut file: File, lines: &Receiver<String>) {
        while let Ok(line) = lines.recv() {
            // An error of the log itself cannot be logged.
            if let Ok(Some(other)) = self.next_file(&file) {
                file = other;
            }
            let _ = file.write_all(line.as_bytes());
        }
    }

    /// Returns the new file to write to, if the active one is full or was rotated by another hub.
    fn next_file(&self, file: &File) -> Result<Option<File>, Error> {
        if !self.is_current(file) {
            return private::append(&self.path()).map(Some);
        }
        if file.metadata()?.len() < FILE_BYTES {
            return Ok(None);
        }
        // If two hubs find it full, the first to get the lock rotates it.
        file.lock()?;
        if self.is_current(file) {
            for number in (0..OLDER).rev() {
                let _ = std::fs::rename(self.older(number), self.older(number + 1));
            }
        }
        let _ = file.unlock();
        private::append(&self.path()).map(Some)
    }

    #[cfg(unix)]
    fn is_current(&self, file: &File) -> bool {
        use std::os::unix::fs::MetadataExt as _;
        let id = |found: std::fs::Metadata| (found.dev(), found.ino());
        let there = std::fs::symlink_metadata(self.path()).ok().map(id);
        there.is_some() && there == file.metadata().ok().map(id)
    }

    /// File identity is not available here, so the existence of a file has to suffice.
    #[cfg(not(unix))]
    fn is_current(&self, _: &File) -> bool {
        self.path().exists()
    }

    fn older(&self, number: u32) -> PathBuf {
        match number {
            0 => self.path(),
            number => self.folder.join(format!("{NAME}.{number}")),
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        drop(self.lines.lock().take());
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Returns a record in the API's form.
pub(crate) fn view(record: &LogRecord) -> Value {
    let mut view = json!({
        "timestamp": record.at_ms,
        "type": record.kind.word(),
        "source": record.server.as_deref().unwrap_or("hub"),
        "message": record.message,
    });
    if let Some(server) = &record.server {
        view["server"] = server.as_str().into();
    }
    view
}

fn line(record: &LogRecord, hub: &str) -> String {
    let mut view = view(record);
    view["hub"] = hub.into();
    format!("{view}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::log_ring::LogKind;

    fn record(message: &str) -> LogRecord {
        LogRecord {
            at_ms: 1,
            kind: LogKind::Warn,
            server: Some("s".into()),
            message: message.into(),
        }
    }

    fn messages(log: &LogFile) -> Vec<String> {
        let records = log.read().unwrap();
        records.iter().map(|record| record["message"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn all_lines_are_on_disk_after_the_hub_has_ended() {
        let state = tempfile::tempdir().unwrap();
        let (log, ring) = (LogFile::of(state.path()), LogRing::default());
        ring.push(record("before"));
        let writing = log.write(&ring, "3000").unwrap();
        ring.push(record("after"));
        drop(writing);
        ring.push(record("too late"));
        assert_eq!(messages(&log), ["before", "after"]);
        let wanted = json!({
            "timestamp": 1, "type": "warn", "source": "s", "message": "before", "server": "s",
            "hub": "3000",
        });
        assert_eq!(log.read().unwrap()[0], wanted);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(log.path()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn the_size_of_the_log_is_bounded_with_several_writers() {
        let state = tempfile::tempdir().unwrap();
        let log = LogFile::of(state.path());
        for round in 0..4 {
            // Two hubs write at the same time and find the file full.
            let rings = [LogRing::default(), LogRing::default()];
            let kept: Vec<_> = rings.iter().map(|ring| log.write(ring, "x").unwrap()).collect();
            for ring in &rings {
                ring.push(record(&round.to_string()));
            }
            drop(kept);
            let file = File::options().write(true).open(log.path()).unwrap();
            file.set_len(FILE_BYTES).unwrap();
        }
        let mut names: Vec<_> = std::fs::read_dir(state.path().join(FOLDER))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["hub.log", "hub.log.1", "hub.log.2"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_file_that_others_may_have_written_is_rejected() {
        use std::os::unix::fs::PermissionsExt;
        let state = tempfile::tempdir().unwrap();
        let log = LogFile::of(state.path());
        assert!(log.read().unwrap().is_empty());
        drop(log.write(&LogRing::default(), "x").unwrap());
        std::fs::set_permissions(log.path(), PermissionsExt::from_mode(0o666)).unwrap();
        assert_eq!(log.read().unwrap_err().kind(), ErrorKind::PermissionDenied);
    }
}
