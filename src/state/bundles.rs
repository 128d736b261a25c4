//! Unpacks MCPB bundles, each into a folder of its own. Archives are untrusted: no entry leaves the
//! folder, limits apply to the bytes that are really written, and a bundle's folder is replaced as
//! a whole or not at all.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{Error, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use parking_lot::Mutex;
use tempfile::NamedTempFile;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::files::private;
use crate::settings::transfer::bundle::Manifest;

/// Relative to the state folder.
const FOLDER: &str = "bundles";
/// Prefix of temporary entries.
const WORK: &str = ".work-";
/// Age at which a temporary entry is considered left by a crash.
const LEFT: Duration = Duration::from_hours(24);
/// Limit for the manifest.
const MANIFEST_BYTES: u64 = 1 << 20;
/// Limit for the target of a link.
const LINK_BYTES: u64 = 4 << 10;

/// Limits for one archive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The number of files, folders and links.
    pub(crate) entries: usize,
    /// Bytes that are read to list the entries.
    pub(crate) listing_bytes: u64,
    /// Unpacked bytes of one file.
    pub(crate) file_bytes: u64,
    /// Unpacked bytes of all files.
    pub(crate) total_bytes: u64,
    /// Unpacked bytes per byte of the archive, …
    pub(crate) ratio: u64,
    /// … in addition to these.
    pub(crate) free_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 100_000,
            listing_bytes: 16 << 20,
            file_bytes: 1 << 30,
            total_bytes: 2 << 30,
            ratio: 100,
            free_bytes: 10 << 20,
        }
    }
}

/// The reason why a bundle was not unpacked. The previous bundle is unchanged.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UnpackError {
    /// The archive or its manifest is invalid.
    #[error("the bundle cannot be used: {0}")]
    Invalid(String),
    /// An I/O error occurred.
    #[error("cannot unpack the bundle: {0}")]
    Disk(#[from] Error),
}

/// The folder of all bundles.
#[derive(Debug)]
pub(crate) struct Bundles {
    folder: PathBuf,
    /// Serializes the replacement of folders.
    swaps: Mutex<()>,
}

impl Bundles {
    /// Returns the bundles in the state folder.
    pub(crate) fn of(state: &Path) -> Self {
        let state = std::path::absolute(state).unwrap_or_else(|_| state.to_owned());
        Self { folder: state.join(FOLDER), swaps: Mutex::default() }
    }

    /// Returns the folder for a bundle, which need not exist. Source: MCPHub, for the last
    /// component.
    pub(crate) fn folder_of(&self, name: &str) -> PathBuf {
        self.folder.join(format!("server-{name}"))
    }

    /// Creates a temporary file for an archive, which is deleted on drop. Also removes leftovers of
    /// crashes.
    ///
    /// # Errors
    /// Fails if the folder cannot be written.
    pub(crate) fn archive(&self) -> Result<NamedTempFile, Error> {
        if let Some(state) = self.folder.parent() {
            private::folder(state)?;
        }
        private::folder(&self.folder)?;
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let path = entry.path();
            let age = entry
                .metadata()
                .and_then(|found| found.modified())
                .ok()
                .and_then(|at| SystemTime::now().duration_since(at).ok());
            let is_work = entry.file_name().to_string_lossy().starts_with(WORK);
            if is_work && age.is_some_and(|age| age > LEFT) {
                let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
            }
        }
        tempfile::Builder::new().prefix(WORK).tempfile_in(&self.folder)
    }

    /// Reads the manifest of an archive.
    ///
    /// # Errors
    /// See [`UnpackError`].
    pub(crate) fn manifest(archive: File, limits: Limits) -> Result<Manifest, UnpackError> {
        Bundle::open(archive, limits)?.manifest()
    }

    /// Unpacks an archive and replaces an older bundle of the same name. Returns its manifest and
    /// folder.
    ///
    /// # Errors
    /// See [`UnpackError`].
    pub(crate) fn unpack(
        &self,
        archive: File,
        limits: Limits,
    ) -> Result<(Manifest, PathBuf), UnpackError> {
        let mut bundle = Bundle::open(archive, limits)?;
        let manifest = bundle.manifest()?;
        let work = tempfile::Builder::new().prefix(WORK).tempdir_in(&self.folder)?;
        let new = work.path().join("new");
        fs::create_dir(&new)?;
        bundle.unpack(&new)?;
        let folder = self.folder_of(&manifest.name);
        let _alone = self.swaps.lock();
        swap(&new, &folder, &work.path().join("old"))?;
        Ok((manifest, folder))
    }
}

/// Replaces `folder` by `new`, atomically if the system supports it. The previous folder ends up in
/// the work folder.
fn swap(new: &Path, folder: &Path, old: &Path) -> Result<(), Error> {
    if !folder.exists() {
        return fs::rename(new, folder);
    }
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, folder, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    fs::rename(folder, old)?;
    fs::rename(new, folder).inspect_err(|_| drop(fs::rename(old, folder)))
}

struct Bundle {
    zip: ZipArchive<Metered>,
    limits: Limits,
    /// Bytes that may still be written.
    room: u64,
}

impl Bundle {
    fn open(file: File, limits: Limits) -> Result<Self, UnpackError> {
        let length = file.metadata()?.len();
        let left = Rc::new(Cell::new(limits.listing_bytes));
        let zip =
            ZipArchive::new(Metered { file, left: Rc::clone(&left) }).map_err(|e| zip_error(&e))?;
        left.set(u64::MAX);
        if zip.len() > limits.entries {
            let text = format!("it has {} entries, at most {}", zip.len(), limits.entries);
            return Err(UnpackError::Invalid(text));
        }
        let room = length.saturating_mul(limits.ratio).saturating_add(limits.free_bytes);
        Ok(Self { zip, limits, room: room.min(limits.total_bytes) })
    }

    fn manifest(&mut self) -> Result<Manifest, UnpackError> {
        let found = self.zip.by_name("manifest.json");
        let file = found.map_err(|_| UnpackError::Invalid("it has no manifest.json".into()))?;
        let text = read_short(file, MANIFEST_BYTES)?;
        Manifest::read(&text).map_err(UnpackError::Invalid)
    }

    /// Writes all entries into an empty folder. Links come last, so that nothing is written through
    /// one.
    fn unpack(&mut self, folder: &Path) -> Result<(), UnpackError> {
        let mut links = Vec::new();
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index(index).map_err(|e| zip_error(&e))?;
            let name = entry.name().map_err(|e| zip_error(&e))?.into_owned();
            let invalid =
                |why: &str| UnpackError::Invalid(format!("`{}` {why}", name.escape_debug()));
            let relative_path =
                relative_path(&name).ok_or_else(|| invalid("is outside of the bundle"))?;
            let path = folder.join(&relative_path);
            if entry.is_dir() {
                fs::create_dir_all(&path).map_err(|e| entry_error(&name, e))?;
                continue;
            }
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(|e| entry_error(&name, e))?;
            }
            if entry.is_symlink() {
                let target = read_short(entry, LINK_BYTES)?;
                let target =
                    String::from_utf8(target).ok().filter(|t| stays_inside(&relative_path, t));
                links.push((
                    name.clone(),
                    path,
                    target.ok_or_else(|| invalid("is a link to outside of the bundle"))?,
                ));
                continue;
            }
            let runs = entry.unix_mode().is_some_and(|mode| mode & 0o111 != 0);
            let mut file = create(&path, runs).map_err(|e| entry_error(&name, e))?;
            let most = self.room.min(self.limits.file_bytes);
            let written = copy(entry, &mut file, most)?;
            self.room -= written.ok_or_else(|| invalid("is too large when unpacked"))?;
        }
        for (name, path, target) in links {
            link(&target, &path).map_err(|e| entry_error(&name, e))?;
        }
        Ok(())
    }
}

/// Converts an entry's name to a relative path. Returns `None` if it would lead out of the folder
/// on this or another system.
fn relative_path(name: &str) -> Option<PathBuf> {
    let mut path = PathBuf::new();
    for part in name.trim_end_matches('/').split('/') {
        if part == "." {
            continue;
        }
        if part.is_empty() || part == ".." || part.contains(['\\', ':', '\0']) {
            return None;
        }
        path.push(part);
    }
    (path.components().next().is_some()).then_some(path)
}

/// Returns whether a link at `at` stays within the folder. `..` is only allowed at the start, where
/// it applies to real folders; the rest may pass through other links, which stay inside too.
fn stays_inside(at: &Path, target: &str) -> bool {
    let parts: Vec<&str> = target.split('/').collect();
    let ups = parts.iter().take_while(|part| **part == "..").count();
    let depth = at.components().count() - 1;
    let rest = &parts[ups..];
    let fine = |part: &&str| !part.is_empty() && *part != ".." && !part.contains(['\\', ':', '\0']);
    ups <= depth && rest.iter().all(fine)
}

#[cfg(unix)]
fn link(target: &str, at: &Path) -> Result<(), Error> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) -> Result<(), Error> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Creates a new file. Of its mode, only the executable bit is kept.
fn create(path: &Path, runs: bool) -> Result<File, Error> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, if runs { 0o755 } else { 0o644 });
    #[cfg(not(unix))]
    let _ = runs;
    options.open(path)
}

/// Copies up to `most` bytes. Returns `None` if there are more.
fn copy(from: impl Read, to: &mut File, most: u64) -> Result<Option<u64>, UnpackError> {
    // Read errors mean a broken archive, write errors a problem of the disk.
    let mut from = from.take(most.saturating_add(1));
    let mut buffer = vec![0; 64 << 10];
    let mut written = 0;
    loop {
        let read = from.read(&mut buffer).map_err(|e| read_error(&e))?;
        if read == 0 {
            return Ok(Some(written));
        }
        written += read as u64;
        if written > most {
            return Ok(None);
        }
        std::io::Write::write_all(to, &buffer[..read])?;
    }
}

fn read_short(file: ZipFile<'_, Metered>, most: u64) -> Result<Vec<u8>, UnpackError> {
    let mut text = Vec::new();
    file.take(most + 1).read_to_end(&mut text).map_err(|e| read_error(&e))?;
    if text.len() as u64 > most {
        return Err(UnpackError::Invalid("its manifest, or a link, is too long".into()));
    }
    Ok(text)
}

fn read_error(error: &Error) -> UnpackError {
    UnpackError::Invalid(format!("the archive is broken: {error}"))
}

fn zip_error(error: &ZipError) -> UnpackError {
    UnpackError::Invalid(error.to_string())
}

/// Classifies an error for an entry: conflicting entries, and links on a system without them, make
/// the archive invalid. All else is an error of the disk.
fn entry_error(name: &str, error: Error) -> UnpackError {
    use std::io::ErrorKind::{
        AlreadyExists, InvalidFilename, IsADirectory, NotADirectory, Unsupported,
    };
    match error.kind() {
        AlreadyExists | InvalidFilename | IsADirectory | NotADirectory | Unsupported => {
            let name = name.escape_debug();
            UnpackError::Invalid(format!("`{name}` cannot be unpacked: {error}"))
        }
        _ => UnpackError::Disk(error),
    }
}

/// A file with a read limit: the list of entries is held in memory, and the archive itself declares
/// its length.
struct Metered {
    file: File,
    left: Rc<Cell<u64>>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        let read = self.file.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| Error::other("its list of entries is too long"))?);
        Ok(read)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> Result<u64, Error> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const MANIFEST: &str =
        r#"{"manifest_version":"0.3","name":"b","version":"1","server":{"type":"node"}}"#;

    /// Creates an archive. An entry with the mode of a link becomes a link.
    fn archive(files: &[(&str, u32, &[u8])]) -> File {
        let mut zip = ZipWriter::new(tempfile::tempfile().unwrap());
        for (name, mode, content) in files {
            let options = SimpleFileOptions::default().unix_permissions(*mode & 0o7777);
            if name.ends_with('/') {
                zip.add_directory(*name, options).unwrap();
            } else if mode & 0o120_000 == 0o120_000 {
                zip.add_symlink(*name, std::str::from_utf8(content).unwrap(), options).unwrap();
            } else {
                zip.start_file(*name, options).unwrap();
                zip.write_all(content).unwrap();
            }
        }
        zip.finish().unwrap()
    }

    fn with_manifest<'a>(more: &[(&'a str, u32, &'a [u8])]) -> Vec<(&'a str, u32, &'a [u8])> {
        [&[("manifest.json", 0o644, MANIFEST.as_bytes())], more].concat()
    }

    fn unpack(state: &Path, archive: File, limits: Limits) -> Result<PathBuf, String> {
        let bundles = Bundles::of(state);
        drop(bundles.archive().unwrap());
        let unpacked = bundles.unpack(archive, limits);
        let left: Vec<_> = fs::read_dir(&bundles.folder).unwrap().flatten().collect();
        let work = left.iter().filter(|e| e.file_name().to_string_lossy().starts_with(WORK));
        assert_eq!(work.count(), 0, "work is swept out");
        unpacked.map(|(_, folder)| folder).map_err(|e| match e {
            UnpackError::Invalid(why) => why,
            UnpackError::Disk(e) => panic!("{e}"),
        })
    }

    #[test]
    fn an_archive_is_unpacked_and_replaces_an_older_one() {
        let state = tempfile::tempdir().unwrap();
        let files =
            with_manifest(&[("a/", 0o755, b""), ("a/x", 0o755, b"run"), ("old", 0o644, b"")]);
        let folder = unpack(state.path(), archive(&files), Limits::default()).unwrap();
        assert_eq!(folder, state.path().join("bundles/server-b"));
        assert_eq!(fs::read(folder.join("a/x")).unwrap(), b"run");
        let files = with_manifest(&[("./a/x", 0o6644, b"again"), ("l", 0o120_777, b"a/x")]);
        if cfg!(unix) {
            unpack(state.path(), archive(&files), Limits::default()).unwrap();
            assert_eq!(fs::read(folder.join("l")).unwrap(), b"again");
            assert!(!folder.join("old").exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_executable_bit_of_a_mode_is_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let state = tempfile::tempdir().unwrap();
        let files = with_manifest(&[("x", 0o6711, b""), ("y", 0o666, b"")]);
        let folder = unpack(state.path(), archive(&files), Limits::default()).unwrap();
        let mode = |name| fs::metadata(folder.join(name)).unwrap().permissions().mode();
        assert_eq!((mode("x") & 0o7111, mode("y") & 0o7111), (0o111, 0));
    }

    #[test]
    fn no_entry_leaves_the_folder() {
        let state = tempfile::tempdir().unwrap();
        let good = archive(&with_manifest(&[("kept", 0o644, b"")]));
        let folder = unpack(state.path(), good, Limits::default()).unwrap();
        for name in ["../x", "a/../../x", "/x", "a//x", "C:/x", "C:x", "..\\x", "a\\x", "a\0", "."]
        {
            let files = with_manifest(&[(name, 0o644, b"")]);
            let why = unpack(state.path(), archive(&files), Limits::default()).unwrap_err();
            let shown = format!("`{}` is outside of the bundle", name.escape_debug());
            assert_eq!(why, shown);
        }
        for (at, target) in [
            ("l", "/etc/passwd"),
            ("l", ".."),
            ("l", "../x"),
            ("a/l", "../../x"),
            ("l", "a/../../x"),
            ("l", ""),
            ("l", "a/.."),
        ] {
            let files = with_manifest(&[(at, 0o120_777, target.as_bytes())]);
            let why = unpack(state.path(), archive(&files), Limits::default()).unwrap_err();
            assert_eq!(why, format!("`{at}` is a link to outside of the bundle"), "{target}");
        }
        assert!(folder.join("kept").exists(), "the previous bundle stays");
        assert!(!state.path().join("x").exists() && !state.path().join("bundles/x").exists());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let state = tempfile::tempdir().unwrap();
        let files =
            with_manifest(&[("a/b", 0o644, b""), ("l", 0o120_777, b"a"), ("l/x", 0o644, b"")]);
        let why = unpack(state.path(), archive(&files), Limits::default()).unwrap_err();
        assert!(why.starts_with("`l` cannot be unpacked"), "{why}");
        let files = with_manifest(&[("a", 0o644, b""), ("a/x", 0o644, b"")]);
        let why = unpack(state.path(), archive(&files), Limits::default()).unwrap_err();
        assert!(why.contains("cannot be unpacked"), "{why}");
    }

    #[test]
    fn limits_apply_to_written_bytes() {
        let state = tempfile::tempdir().unwrap();
        let zeros = vec![0; 100_000];
        let files = with_manifest(&[("x", 0o644, &zeros), ("y", 0o644, &zeros)]);
        let try_unpack = |limits| unpack(state.path(), archive(&files), limits).map(drop);
        let all = Limits::default();
        let too_large = |name: &str| Err(format!("`{name}` is too large when unpacked"));
        assert_eq!(try_unpack(all), Ok(()));
        assert_eq!(try_unpack(Limits { file_bytes: 99_999, ..all }), too_large("x"));
        assert_eq!(try_unpack(Limits { total_bytes: 199_999, ..all }), too_large("y"));
        assert_eq!(try_unpack(Limits { ratio: 2, free_bytes: 0, ..all }), too_large("x"));
        let text = "it has 3 entries, at most 2";
        assert_eq!(try_unpack(Limits { entries: 2, ..all }), Err(text.to_owned()));
        assert!(try_unpack(Limits { listing_bytes: 100, ..all }).is_err());
    }

    #[test]
    fn an_invalid_bundle_is_rejected_with_the_reason() {
        let state = tempfile::tempdir().unwrap();
        let try_unpack = |archive| unpack(state.path(), archive, Limits::default()).unwrap_err();
        let mut text = tempfile::tempfile().unwrap();
        text.write_all(&b"no archive".repeat(1000)).unwrap();
        assert!(!try_unpack(text).is_empty());
        assert_eq!(try_unpack(archive(&[("x", 0o644, b"")])), "it has no manifest.json");
        let long = vec![b' '; 1 + (1 << 20)];
        let why = try_unpack(archive(&[("manifest.json", 0o644, &long)]));
        assert_eq!(why, "its manifest, or a link, is too long");
        let why = try_unpack(archive(&[("manifest.json", 0o644, b"{}")]));
        assert_eq!(why, "manifest.json has no `manifest_version`");
        // The content does not match its checksum.
        let mut broken = archive(&with_manifest(&[]));
        broken.seek(SeekFrom::Start(60)).unwrap();
        broken.write_all(b"!!!!").unwrap();
        assert!(!try_unpack(broken).is_empty());
    }

    #[test]
    fn leftovers_of_a_crash_are_removed_after_a_day() {
        let state = tempfile::tempdir().unwrap();
        let bundles = Bundles::of(state.path());
        let now = bundles.archive().unwrap();
        let old = bundles.folder.join(format!("{WORK}old"));
        let file = File::create(&old).unwrap();
        file.set_modified(SystemTime::now() - LEFT * 2).unwrap();
        drop(bundles.archive().unwrap());
        assert!(!old.exists() && now.path().exists());
    }
}
