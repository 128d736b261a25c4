//! Watches the folder of the settings file, with debouncing. Signals that the file may have
//! changed, without details.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use notify::{Event, EventKind};
use parking_lot::Mutex;

use crate::store::folders::{self, Folders, Stamp};

/// A burst of changes ends after no change for this long.
const QUIET: Duration = Duration::from_millis(50);

/// Maximum duration of a burst.
const BURST_MAX: Duration = Duration::from_millis(500);

/// Polling interval if the system does not report changes.
const POLL: Duration = Duration::from_secs(1);

/// Polling interval if it does: network file systems do not report changes by other machines.
const POLL_WATCHED: Duration = Duration::from_secs(5);

/// Delay after the first failed look; it doubles with each further failure.
const RETRY_MIN: Duration = Duration::from_millis(100);

/// Maximum delay after a failed look.
const RETRY_MAX: Duration = Duration::from_secs(2);

/// How long to wait for the thread on drop: a hanging network file system may block it.
const END: Duration = Duration::from_secs(1);

/// Limit for the symbolic links to follow.
const LINKS_MAX: usize = 40;

/// A running watch; stopped on drop.
pub(crate) struct Watch {
    sender: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
    /// Disconnected when the thread ends.
    ended: Receiver<()>,
}

/// The result of a look at the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// Finished until the next change.
    #[default]
    Done,
    /// The file could not be read: retry soon, also without a change.
    Failed,
}

enum Signal {
    Changed,
    Stop,
}

impl Watch {
    /// Calls `look_again` on a thread of its own: once when the watch is set up, and after each
    /// change in the folder of `path` or of the targets of its links. After a failed look it is
    /// also called again without a change.
    pub(crate) fn start(path: &Path, look_again: impl Fn() -> Look + Send + 'static) -> Self {
        let (sender, receiver) = mpsc::channel();
        let (alive, ended) = mpsc::channel();
        let mut watched = Watched::new(path, &sender);
        let thread = thread::Builder::new().name("settings-watch".to_owned()).spawn(move || {
            // A panic in the listener must not end the watch, or later changes would be missed. The
            // panic hook reports it.
            let look = || catch_unwind(AssertUnwindSafe(&look_again)).unwrap_or_default();
            let _alive: Sender<()> = alive;
            let mut retry = RETRY_MIN;
            loop {
                watched.follow_links();
                let again = match look() {
                    Look::Done => {
                        retry = RETRY_MIN;
                        None
                    }
                    Look::Failed => {
                        let wait = retry;
                        retry = (retry * 2).min(RETRY_MAX);
                        Some(wait)
                    }
                };
                if !watched.wait(&receiver, again) {
                    break;
                }
            }
        });
        // Without a thread, nothing is watched, but edits through the hub still apply.
        Self { sender, thread: thread.ok(), ended }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.sender.send(Signal::Stop);
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
            && self.ended.recv_timeout(END) == Err(RecvTimeoutError::Disconnected)
        {
            let _ = thread.join();
        }
    }
}

struct Watched {
    path: PathBuf,
    /// The file's own name and those of its link targets; other names are ignored.
    names: Arc<Mutex<HashSet<OsString>>>,
    folders: Folders,
    stamp: Option<Stamp>,
}

impl Watched {
    fn new(path: &Path, sender: &Sender<Signal>) -> Self {
        let sender = sender.clone();
        let names = Arc::new(Mutex::new(HashSet::new()));
        let known = Arc::clone(&names);
        let report = move |event: notify::Result<Event>| {
            let names = known.lock();
            if event.is_ok_and(|event| is_change(&event, &names)) {
                let _ = sender.send(Signal::Changed);
            }
        };
        let folders = Folders::new(report);
        Self { path: path.to_owned(), names, folders, stamp: Stamp::read(path) }
    }

    /// Watches the folders that contain the file and its link targets now.
    fn follow_links(&mut self) {
        self.stamp = Stamp::read(&self.path);
        let places = places_of(&self.path);
        let name = |place: &PathBuf| Some(place.file_name()?.to_owned());
        *self.names.lock() = places.iter().filter_map(name).collect();
        self.folders.replace(places.iter().map(|place| folder_of(place)).collect());
    }

    /// Waits for a change or the next poll. Returns false if the watch was stopped.
    fn wait(&mut self, receiver: &Receiver<Signal>, again: Option<Duration>) -> bool {
        loop {
            let poll = if self.folders.is_empty() { POLL } else { POLL_WATCHED };
            match receiver.recv_timeout(again.unwrap_or(poll)) {
                Ok(Signal::Changed) => return wait_for_quiet(receiver),
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => {
                    if again.is_some() || Stamp::read(&self.path) != self.stamp {
                        return true;
                    }
                }
            }
        }
    }
}

fn wait_for_quiet(receiver: &Receiver<Signal>) -> bool {
    let end = Instant::now() + BURST_MAX;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match receiver.recv_timeout(QUIET.min(left)) {
            Ok(Signal::Changed) if left > Duration::ZERO => {}
            Ok(Signal::Changed) | Err(RecvTimeoutError::Timeout) => return true,
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Returns whether an event is a change of the file. Reads, which the hub itself does, and events
/// of other files are not.
fn is_change(event: &Event, names: &HashSet<OsString>) -> bool {
    let ours = |path: &PathBuf| path.file_name().is_some_and(|name| names.contains(name));
    let folder_itself = matches!(event.kind, EventKind::Remove(_));
    folders::is_change(event.kind)
        && (event.paths.is_empty() || folder_itself || event.paths.iter().any(ours))
}

/// Returns the paths of the file and of all its link targets.
fn places_of(path: &Path) -> Vec<PathBuf> {
    let mut places = vec![path.to_owned()];
    let mut path = path.to_owned();
    for _ in 0..LINKS_MAX {
        let Ok(next) = fs::read_link(&path) else { break };
        path = folder_of(&path).join(next);
        places.push(path.clone());
    }
    places
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a watch on `path` and a receiver of its looks.
    fn watch(path: &Path) -> (Watch, Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        let watch = Watch::start(path, move || {
            sender.send(()).unwrap_or_default();
            Look::Done
        });
        receiver.recv_timeout(Duration::from_secs(10)).expect("a first look");
        (watch, receiver)
    }

    #[track_caller]
    fn expect_look(receiver: &Receiver<()>, what: &str) {
        assert_eq!(receiver.recv_timeout(Duration::from_secs(4)), Ok(()), "{what}");
        while receiver.recv_timeout(2 * QUIET).is_ok() {}
    }

    #[test]
    fn every_way_to_change_a_file_is_detected() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp_settings.json");
        let (_watch, looks) = watch(&path);
        fs::write(&path, "{}").unwrap();
        expect_look(&looks, "created");
        fs::write(&path, "{ }").unwrap();
        expect_look(&looks, "overwritten");
        let other = folder.path().join("other");
        fs::write(&other, "{  }").unwrap();
        fs::rename(&other, &path).unwrap();
        expect_look(&looks, "renamed over");
        fs::remove_file(&path).unwrap();
        expect_look(&looks, "removed");
        fs::write(&path, "{}").unwrap();
        expect_look(&looks, "created anew");
    }

    #[cfg(unix)]
    #[test]
    fn a_change_of_a_link_target_is_detected() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (link, target) = (here.path().join("link.json"), there.path().join("target.json"));
        fs::write(&target, "{}").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let (_watch, looks) = watch(&link);
        fs::write(&target, "{ }").unwrap();
        expect_look(&looks, "the target");
        let other = there.path().join("other.json");
        fs::write(&other, "{  }").unwrap();
        fs::rename(&other, &target).unwrap();
        expect_look(&looks, "another target");
    }

    #[test]
    fn other_files_in_the_folder_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp_settings.json");
        fs::write(&path, "{}").unwrap();
        let (_watch, looks) = watch(&path);
        fs::write(folder.path().join("hub.log"), "a line").unwrap();
        assert_eq!(looks.recv_timeout(4 * QUIET), Err(RecvTimeoutError::Timeout));
    }

    #[test]
    fn a_panicking_listener_is_called_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp_settings.json");
        let (sender, looks) = mpsc::channel();
        let _watch = Watch::start(&path, move || {
            sender.send(()).unwrap_or_default();
            panic!("as a broken listener does");
        });
        expect_look(&looks, "the first look");
        fs::write(&path, "{}").unwrap();
        expect_look(&looks, "after the panic");
    }

    #[test]
    fn a_failed_look_is_retried() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, looks) = mpsc::channel();
        let failures = std::cell::Cell::new(3);
        let _watch = Watch::start(&folder.path().join("mcp_settings.json"), move || {
            let left = failures.replace(failures.get() - 1);
            sender.send(left).unwrap_or_default();
            if left > 0 { Look::Failed } else { Look::Done }
        });
        for left in [3, 2, 1, 0] {
            assert_eq!(looks.recv_timeout(Duration::from_secs(10)), Ok(left));
        }
        assert_eq!(looks.recv_timeout(2 * RETRY_MIN), Err(RecvTimeoutError::Timeout));
    }

    #[test]
    fn a_dropped_watch_signals_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp_settings.json");
        let (watch, looks) = watch(&path);
        drop(watch);
        fs::write(&path, "{}").unwrap();
        assert_eq!(looks.recv_timeout(Duration::from_secs(4)), Err(RecvTimeoutError::Disconnected));
    }
}
