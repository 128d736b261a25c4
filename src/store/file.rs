//! Reads and edits the settings file. Readers see either the old or the new content.

use std::fs::{self, File};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files::regular;
use crate::files::stamp::FileStamp;
use crate::settings::edit::Refused;
use crate::settings::text::document::Document;
use crate::state::journal::entry::Label;
use crate::state::journal::journal::Recorder;
use crate::store::lock::{Lock, LockError, side_file};
use crate::store::read::{ReadError, open, read_settled, resolved, text_at};
use crate::store::write::{create, replace};

/// How long an edit waits for the lock.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// Limit for restarts of an edit because the file changed in the meantime.
const ATTEMPTS_MAX: usize = 20;

/// The settings file at a path.
#[derive(Clone, Debug)]
pub(crate) struct SettingsFile {
    path: PathBuf,
    lock_wait: Duration,
    /// Records every replacement of the file.
    recorder: Option<Recorder>,
}

/// The result of an edit.
#[derive(Debug)]
pub(crate) struct Edited<T> {
    /// The result of the verb.
    pub(crate) answer: T,
    /// The text before; empty if the file did not exist.
    pub(crate) before: String,
    pub(crate) after: String,
}

/// The reason why an edit was not written. The file is unchanged.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EditError {
    /// The file cannot be read or does not parse.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The verb failed.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Another process holds the lock.
    #[error("{path} is locked by process {holder}")]
    Locked {
        path: PathBuf,
        /// The process id in the lock file, or `?`.
        holder: String,
    },
    /// The file at the lock's path cannot be one of ours.
    #[error("cannot lock {path}: {lock} {why}", lock = lock.display())]
    ForeignLock {
        path: PathBuf,
        lock: PathBuf,
        /// A predicate for the path of the lock: "is a symbolic link".
        why: String,
    },
    /// The file is a symbolic link to a file that does not exist.
    #[error("{path} is a symbolic link to {target}, which does not exist", target = target.display())]
    Dangling { path: PathBuf, target: PathBuf },
    /// The file changed during every attempt.
    #[error("{path} kept changing while it was being edited")]
    Moving { path: PathBuf },
    /// An I/O error occurred.
    #[error("cannot write {path}")]
    Unwritable { path: PathBuf, source: Error },
}

impl SettingsFile {
    /// Returns a handle to the file at `path`, which need not exist.
    pub(crate) fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), lock_wait: LOCK_WAIT, recorder: None }
    }

    /// Sets where changes of the file are recorded. Without it they are not.
    #[must_use]
    pub(crate) fn with_recorder(self, recorder: Recorder) -> Self {
        Self { recorder: Some(recorder), ..self }
    }

    /// Sets the label of the changes, if they are recorded.
    #[must_use]
    pub(super) fn with_label(mut self, label: Label) -> Self {
        if let Some(recorder) = &mut self.recorder {
            recorder.label = label;
        }
        self
    }

    /// Records a replacement. Called while the lock is held, so that the journal has the order of
    /// the file.
    fn record(&self, target: &Path, before: Option<&str>, after: &str) {
        self.record_bytes(target, before.map(str::as_bytes), Some(after.as_bytes()));
    }

    /// Like [`Self::record`]; `None` stands for no file.
    pub(super) fn record_bytes(&self, target: &Path, before: Option<&[u8]>, after: Option<&[u8]>) {
        if let Some(recorder) = &self.recorder {
            recorder.record(target, before, after);
        }
    }

    pub(super) fn lock_wait(&self) -> Duration {
        self.lock_wait
    }

    /// Sets how long an edit waits for the lock.
    #[cfg(test)]
    pub(crate) fn with_lock_wait(self, lock_wait: Duration) -> Self {
        Self { lock_wait, ..self }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the file's metadata; `None` if it is not available.
    pub(crate) fn stamp(&self) -> Option<FileStamp> {
        FileStamp::of(&fs::metadata(&self.path).ok()?)
    }

    /// Reads and parses the file. If it does not parse, waits briefly for a program that may be
    /// writing it.
    pub(crate) fn read(&self) -> Result<Document, ReadError> {
        read_settled(&self.path, || open(&self.path))
    }

    /// Edits the file: lock, read, `verb`, compare, write. `verb` may run several times if the file
    /// changes in the meantime. A missing file reads as `{}` and is created with mode 0600. If
    /// `verb` changes nothing, nothing is locked or written.
    pub(crate) fn edit<T>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        self.edit_or_create(true, verb)
    }

    /// Like [`Self::edit`], but a missing file is an error.
    pub(crate) fn edit_existing<T>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        self.edit_or_create(false, verb)
    }

    fn edit_or_create<T>(
        &self,
        may_create: bool,
        mut verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let dry_run = self.dry_run(may_create, &mut verb);
        let target = self.target()?;
        let unparsable = match dry_run {
            Ok(edited) if edited.before == edited.after && self.path.exists() => return Ok(edited),
            Ok(_) => None,
            // The holder of the lock may be in the middle of a write.
            Err(EditError::Read(unparsable @ ReadError::Unparsable { .. }))
                if side_file(&target).exists() =>
            {
                Some(unparsable)
            }
            Err(error) => return Err(error),
        };
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|source| self.write_error(source))?;
        }
        let lock = match (Lock::take(&target, self.lock_wait), unparsable) {
            (Ok(lock), _) => lock,
            (Err(_), Some(unparsable)) => return Err(unparsable.into()),
            (Err(error), None) => return Err(self.lock_error(error)),
        };
        self.edit_locked(&target, &lock, may_create, &mut verb)
    }

    pub(super) fn lock_error(&self, error: LockError) -> EditError {
        match error {
            LockError::Held(holder) => EditError::Locked { path: self.path.clone(), holder },
            LockError::Foreign { path: lock, why } => {
                EditError::ForeignLock { path: self.path.clone(), lock, why }
            }
            LockError::System(source) => self.write_error(source),
        }
    }

    /// Replaces a text that does not parse. Returns `false` if the file no longer contains
    /// `before`.
    pub(crate) fn mend(&self, before: &str, after: &str) -> Result<bool, EditError> {
        let target = self.target()?;
        let lock = Lock::take(&target, self.lock_wait).map_err(|error| self.lock_error(error))?;
        let is_known = |path: &Path| text_at(path).is_ok_and(|now| now == before);
        let is_written = replace(&target, after, lock.is_beside(), is_known)
            .map_err(|source| self.write_error(source))?;
        if is_written {
            self.record(&target, Some(before), after);
        }
        Ok(is_written)
    }

    /// Returns the result of [`Self::edit`] without writing.
    pub(crate) fn preview<T>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        self.dry_run(true, verb)
    }

    fn dry_run<T>(
        &self,
        may_create: bool,
        mut verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let (before, mut document) = match self.read() {
            Ok(document) => (document.text().to_owned(), document),
            Err(ReadError::Missing { .. }) if may_create => (String::new(), empty()),
            Err(error) => return Err(error.into()),
        };
        let answer = verb(&mut document)?;
        Ok(Edited { answer, before, after: document.text().to_owned() })
    }

    /// Creates the file with this text and mode 0600, and its parent folders.
    ///
    /// # Errors
    /// Returns `Unwritable` with `AlreadyExists` if the file exists.
    pub(crate) fn create(&self, text: &str) -> Result<(), EditError> {
        let target = self.target()?;
        create(&target, text).map_err(|source| self.write_error(source))?;
        self.record(&target, None, text);
        Ok(())
    }

    /// Resolves symbolic links. A dangling link is an error: a write through it would create a file
    /// at a path that the author of the link has chosen.
    pub(super) fn target(&self) -> Result<PathBuf, EditError> {
        let target = resolved(&self.path);
        let is_link = self.path.symlink_metadata().is_ok_and(|found| found.is_symlink());
        if is_link && !target.exists() {
            return Err(EditError::Dangling { path: self.path.clone(), target });
        }
        Ok(target)
    }

    fn edit_locked<T>(
        &self,
        target: &Path,
        lock: &Lock,
        may_create: bool,
        verb: &mut impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let mut rescued: Option<Document> = None;
        for _ in 0..ATTEMPTS_MAX {
            // Held open to detect a program that still writes to the old file after our rename.
            let old = self.open(target)?;
            if old.is_none() && !may_create {
                return Err(ReadError::Missing { path: self.path.clone() }.into());
            }
            let current = old.as_ref().map(|old| read_settled(&self.path, || old.try_clone()));
            let current = current.transpose()?;
            let now = current.as_ref().map_or_else(String::new, |now| now.text().to_owned());
            let base = rescued.take().or(current);
            let before = base.as_ref().map_or_else(String::new, |base| base.text().to_owned());
            let mut document = base.unwrap_or_else(empty);
            let answer = verb(&mut document)?;
            let edited = Edited { answer, before, after: document.text().to_owned() };
            if edited.after == now && old.is_some() {
                return Ok(edited);
            }
            let is_known = |path: &Path| match text_at(path) {
                Ok(again) => again == now && (may_create || path.exists()),
                Err(_) => false,
            };
            let written = replace(target, &edited.after, lock.is_beside(), is_known)
                .map_err(|source| self.write_error(source))?;
            if !written {
                continue;
            }
            self.record(target, old.as_ref().map(|_| now.as_str()), &edited.after);
            let ours = [now.as_str(), edited.after.as_str()];
            match old.filter(|_| lock.is_beside()).and_then(|old| self.late_write(&old, ours)) {
                Some(late) => rescued = Some(late),
                None => return Ok(edited),
            }
        }
        Err(EditError::Moving { path: self.path.clone() })
    }

    /// Returns a text that another program wrote into the replaced file, which it had opened
    /// before. Otherwise the old file contains one of the `known` texts: the one before the edit
    /// or, if the file was written in place, the one after it.
    fn late_write(&self, old: &File, known: [&str; 2]) -> Option<Document> {
        let late = read_settled(&self.path, || old.try_clone()).ok()?;
        (!known.contains(&late.text())).then_some(late)
    }

    fn open(&self, target: &Path) -> Result<Option<File>, ReadError> {
        match regular::open(target) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ReadError::Unreadable { path: self.path.clone(), source }),
        }
    }

    pub(super) fn write_error(&self, source: Error) -> EditError {
        EditError::Unwritable { path: self.path.clone(), source }
    }
}

fn empty() -> Document {
    Document::parse("{}\n").expect("an empty object is a document")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Instant;

    use serde_json::{Map, Value, json};

    use super::*;
    use crate::settings::edit::{OnConflict, Outcome, add_server};
    use crate::store::read::FILE_BYTES_MAX;

    fn add(document: &mut Document, name: &str) -> Result<Outcome, Refused> {
        let entry = Map::from_iter([("command".to_owned(), Value::from("x"))]);
        add_server(document, name, &entry, OnConflict::Refuse)
    }

    fn folder() -> (tempfile::TempDir, SettingsFile) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mcp_settings.json");
        (folder, SettingsFile::at(path))
    }

    fn names(file: &SettingsFile) -> HashSet<String> {
        let document = file.read().unwrap();
        document.value()["mcpServers"].as_object().unwrap().keys().cloned().collect()
    }

    fn files_in(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_missing_file_is_created_private() {
        let (_folder, file) = folder();
        let file = SettingsFile::at(file.path().with_file_name("deep").join("mcp_settings.json"));
        assert!(matches!(file.read(), Err(ReadError::Missing { .. })));
        let preview = file.preview(|document| add(document, "a")).unwrap();
        assert!(!file.path().exists());
        let edited = file.edit(|document| add(document, "a")).unwrap();
        assert_eq!((edited.before, &edited.after), (String::new(), &preview.after));
        assert_eq!(fs::read_to_string(file.path()).unwrap(), edited.after);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(file.path()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let taken = file.create("{}").unwrap_err();
        assert!(matches!(
            taken,
            EditError::Unwritable { source, .. } if source.kind() == ErrorKind::AlreadyExists
        ));
    }

    #[test]
    fn an_edit_without_a_change_writes_nothing() {
        let (folder, file) = folder();
        fs::write(file.path(), "{}").unwrap();
        file.edit(|_| Ok(())).unwrap();
        let refused = file.edit(|_| {
            Err::<(), _>(Refused::Exists {
                kind: crate::settings::edit::ItemKind::Server,
                name: "a".to_owned(),
            })
        });
        assert!(matches!(refused, Err(EditError::Refused(_))));
        fs::write(file.path(), "{\"a\": 1,, }").unwrap();
        let broken = file.edit(|document| add(document, "a"));
        assert!(matches!(broken, Err(EditError::Read(ReadError::Unparsable { .. }))));
        assert_eq!(files_in(folder.path()), ["mcp_settings.json"]);
        fs::write(file.path(), b"{\"a\": \"\xff\"}").unwrap();
        let Err(ReadError::Unparsable { text, findings, .. }) = file.read() else { panic!("read") };
        assert_eq!(&text[findings[0].place.clone()], "\u{fffd}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_edit_waits_for_a_lock_holder_in_the_middle_of_a_write() {
        let (_folder, file) = folder();
        fs::write(file.path(), "{\"a\": ").unwrap();
        let side = side_file(file.path());
        let openers = || {
            let open = fs::read_dir("/proc/self/fd").unwrap().flatten();
            open.filter(|fd| fs::read_link(fd.path()).is_ok_and(|link| link == side)).count()
        };
        let lock = Lock::take(file.path(), LOCK_WAIT).unwrap();
        thread::scope(|scope| {
            let edit = scope.spawn(|| file.edit(|document| add(document, "b")));
            while openers() < 2 && !edit.is_finished() {
                thread::yield_now();
            }
            fs::write(file.path(), "{\"a\": 1}").unwrap();
            drop(lock);
            let edited = edit.join().unwrap().unwrap();
            assert_eq!(edited.before, "{\"a\": 1}");
        });
    }

    #[cfg(unix)]
    #[test]
    fn links_and_modes_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let (folder, file) = folder();
        let target = folder.path().join("there/real.json");
        fs::create_dir(folder.path().join("there")).unwrap();
        fs::write(&target, "{}").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("there/link.json", file.path()).unwrap();
        symlink("real.json", folder.path().join("there/link.json")).unwrap();
        file.edit(|document| add(document, "a")).unwrap();
        assert!(fs::symlink_metadata(file.path()).unwrap().is_symlink());
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(names(&file), HashSet::from(["a".to_owned()]));
        assert_eq!(files_in(folder.path()), ["mcp_settings.json", "there"]);
    }

    #[test]
    fn the_holder_of_a_lock_is_reported() {
        let (_folder, file) = folder();
        fs::write(file.path(), "{}").unwrap();
        let held = Lock::take(file.path(), Duration::ZERO).unwrap();
        let impatient = file.clone().with_lock_wait(Duration::from_millis(20));
        let locked = impatient.edit(|document| add(document, "a")).unwrap_err();
        assert!(matches!(
            locked,
            EditError::Locked { holder, .. } if holder == std::process::id().to_string()
        ));
        drop(held);
        impatient.edit(|document| add(document, "a")).unwrap();
        assert!(!side_file(file.path()).exists());
    }

    #[test]
    fn edit_existing_does_not_create_a_file() {
        let (folder, file) = folder();
        let check = |edited: Result<Edited<Outcome>, EditError>| {
            assert!(
                matches!(edited, Err(EditError::Read(ReadError::Missing { .. }))),
                "{edited:?}"
            );
        };
        check(file.edit_existing(|document| add(document, "a")));
        assert_eq!(files_in(folder.path()), [""; 0]);
        fs::write(file.path(), "{}").unwrap();
        file.edit_existing(|document| add(document, "a")).unwrap();
        // The file is removed before the lock is taken, or after.
        for run in 1..=2 {
            fs::write(file.path(), "{}").unwrap();
            let mut runs = 0;
            check(file.edit_existing(|document| {
                runs += 1;
                if runs == run {
                    fs::remove_file(file.path()).unwrap();
                }
                add(document, "b")
            }));
            assert_eq!(files_in(folder.path()), [""; 0]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_link_creates_nothing() {
        let (folder, file) = folder();
        std::os::unix::fs::symlink("there.json", file.path()).unwrap();
        let refused = file.edit(|document| add(document, "a")).unwrap_err().to_string();
        assert!(refused.ends_with("there.json, which does not exist"), "{refused}");
        assert!(matches!(file.create("{}"), Err(EditError::Dangling { .. })));
        assert_eq!(files_in(folder.path()), ["mcp_settings.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn irregular_and_large_files_are_not_read() {
        let (folder, file) = folder();
        let why = |file: &SettingsFile| match file.read() {
            Err(ReadError::Unreadable { source, .. }) => source.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(why(&SettingsFile::at(folder.path())), "is a folder, not a file");
        assert_eq!(why(&SettingsFile::at("/dev/zero")), "is a device, not a file");
        let large = File::create(file.path()).unwrap();
        large.set_len(FILE_BYTES_MAX + 1).unwrap();
        assert_eq!(why(&file), "is larger than 16 MiB");
    }

    /// Another program changes the file between our read and our write.
    fn check_foreign_edit(write: impl Fn(&Path, &str)) {
        let (_folder, file) = folder();
        fs::write(file.path(), "{}").unwrap();
        let mut runs = 0;
        let edited = file.edit(|document| {
            runs += 1;
            // The first run is the one without the lock.
            if runs == 2 {
                let mut foreign = document.clone();
                add(&mut foreign, "foreign").unwrap();
                write(file.path(), foreign.text());
            }
            add(document, "ours")
        });
        assert!(edited.unwrap().before.contains("foreign"));
        assert_eq!(names(&file), HashSet::from(["foreign".to_owned(), "ours".to_owned()]));
    }

    #[test]
    fn a_concurrent_edit_by_another_program_is_kept() {
        check_foreign_edit(|path, text| fs::write(path, text).unwrap());
        check_foreign_edit(|path, text| {
            let other = path.with_extension("new");
            fs::write(&other, text).unwrap();
            fs::rename(other, path).unwrap();
        });
    }

    #[test]
    fn a_constantly_changing_file_is_given_up() {
        let (_folder, file) = folder();
        fs::write(file.path(), "{}").unwrap();
        let mut runs = 0;
        let moving = file.edit(|document| {
            runs += 1;
            fs::write(file.path(), format!("{{\"n\": {runs}}}")).unwrap();
            add(document, "a")
        });
        assert!(matches!(moving, Err(EditError::Moving { .. })));
    }

    #[test]
    fn a_write_to_the_replaced_file_is_kept() {
        let (_folder, file) = folder();
        fs::write(file.path(), "{}").unwrap();
        let old = File::open(file.path()).unwrap();
        let (late, text) = (file.path().with_extension("late"), "{ \"late\": 1 }");
        fs::hard_link(file.path(), &late).unwrap();
        let ours = ["{}", "{\"ours\": 1}"];
        assert!(file.late_write(&old, ours).is_none());
        fs::remove_file(file.path()).unwrap();
        fs::write(&late, text).unwrap();
        assert_eq!(file.late_write(&old, ours).unwrap().text(), text);
    }

    #[test]
    fn an_edit_in_place_is_not_mistaken_for_another_programs() {
        let (_folder, file) = folder();
        let ours = ["{}", "{\"ours\": 1}"];
        fs::write(file.path(), ours[0]).unwrap();
        let old = File::open(file.path()).unwrap();
        fs::write(file.path(), ours[1]).unwrap();
        assert!(file.late_write(&old, ours).is_none());
    }

    /// Stops the other threads when dropped, also on a panic.
    struct Done<'a>(&'a AtomicBool);

    impl Drop for Done<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    /// Reads until the text contains `known`, adds a key and writes with `write`, like an editor
    /// that ignores the lock.
    fn edit_foreign(file: &SettingsFile, write: &dyn Fn(&Path, &str), known: &str, name: &str) {
        let start = Instant::now();
        let mut edited = loop {
            let document = file.read().unwrap();
            // While an exchange is undone, the older file can be visible for a moment.
            if known.is_empty() || document.value()["mcpServers"].get(known).is_some() {
                break document;
            }
            assert!(start.elapsed() < Duration::from_secs(10), "lost {known}");
        };
        add(&mut edited, name).unwrap();
        write(file.path(), edited.text());
    }

    #[test]
    fn edits_of_another_program_are_never_undone() {
        let overwrite = |path: &Path, text: &str| fs::write(path, text).unwrap();
        let rename = |path: &Path, text: &str| {
            let other = path.with_extension("new");
            fs::write(&other, text).unwrap();
            fs::rename(other, path).unwrap();
        };
        for write in [&overwrite as &dyn Fn(&Path, &str), &rename] {
            let (_folder, file) = folder();
            fs::write(file.path(), "{}").unwrap();
            let done = AtomicBool::new(false);
            thread::scope(|scope| {
                for writer in 0..2 {
                    let (file, done) = (&file, &done);
                    scope.spawn(move || {
                        for edit in 0.. {
                            if done.load(Ordering::Relaxed) {
                                break;
                            }
                            let added = file.edit(|d| add(d, &format!("w{writer}-{}", edit % 20)));
                            assert!(
                                matches!(added, Ok(_) | Err(EditError::Moving { .. })),
                                "{added:?}"
                            );
                        }
                    });
                }
                let _done = Done(&done);
                let mut known = String::new();
                for edit in 0..150 {
                    let name = format!("f{edit}");
                    edit_foreign(&file, write, &known, &name);
                    known = name;
                }
            });
        }
    }

    #[test]
    fn concurrent_writers_lose_nothing_and_readers_see_whole_files() {
        const WRITERS: usize = 4;
        const EDITS: usize = 25;
        let (folder, file) = folder();
        let start = "{\n  // kept\n  \"mcpServers\": {},\n  \"x\": [1,2 , 3]\n}\n";
        fs::write(file.path(), start).unwrap();
        let (barrier, done) = (Barrier::new(WRITERS + 1), AtomicBool::new(false));
        thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let mut reads = 0;
                barrier.wait();
                while !done.load(Ordering::Relaxed) {
                    let text = fs::read_to_string(file.path()).unwrap();
                    assert!(Document::parse(&text).is_ok(), "half a file: {text}");
                    reads += 1;
                }
                reads
            });
            let write = |writer: usize| {
                barrier.wait();
                for edit in 0..EDITS {
                    file.edit(|document| add(document, &format!("w{writer}-{edit}"))).unwrap();
                }
            };
            let writers: Vec<_> =
                (0..WRITERS).map(|writer| scope.spawn(move || write(writer))).collect();
            for writer in writers {
                writer.join().unwrap();
            }
            done.store(true, Ordering::Relaxed);
            assert!(reader.join().unwrap() > 0);
        });
        let wanted = (0..WRITERS).flat_map(|w| (0..EDITS).map(move |e| format!("w{w}-{e}")));
        assert_eq!(names(&file), wanted.collect());
        file.edit(|document| {
            document.set(&["mcpServers".into()], &json!({}));
            Ok(())
        })
        .unwrap();
        assert_eq!(fs::read_to_string(file.path()).unwrap(), start);
        assert_eq!(files_in(folder.path()), ["mcp_settings.json"]);
    }
}
