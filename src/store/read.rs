//! Reads the settings file while other programs may be writing it.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Seek};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::files::regular;
use crate::settings::text::document::Document;
use crate::settings::{Code, Diagnostic};

/// How long a text that does not parse may be an incomplete write: a program that overwrites the
/// file may be descheduled for a while.
const SETTLE: Duration = Duration::from_millis(100);

/// Interval at which a text that does not parse is read again.
const SETTLE_EVERY: Duration = Duration::from_millis(20);

/// Like [`SETTLE`] for an empty file: an overwrite begins with a truncation, and a busy disk can
/// delay the rest.
const SETTLE_EMPTY: Duration = Duration::from_secs(2);

/// Limit for the symbolic links to follow.
const LINKS_MAX: usize = 40;

/// Limit for the size of a settings file.
pub(super) const FILE_BYTES_MAX: u64 = 16 << 20;

/// Paths of the process's open files. A pipe there was created by the caller, as shells do for
/// `<(…)`, and is read.
const OPEN_FILES: [&str; 3] = ["/dev/stdin", "/dev/fd", "/proc/self/fd"];

/// The reason why the file could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// The file does not exist.
    #[error("there is no settings file at {path}")]
    Missing { path: PathBuf },
    /// The file cannot be read.
    #[error("cannot read {path}")]
    Unreadable { path: PathBuf, source: Error },
    /// The file does not parse.
    #[error("{path} is not a settings file")]
    Unparsable {
        path: PathBuf,
        /// The whole text, for excerpts.
        text: String,
        findings: Vec<Diagnostic>,
    },
}

impl ReadError {
    /// Returns the reason in one line, including the system's error.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Unreadable { source, .. } => format!("{self}: {source}"),
            Self::Missing { .. } | Self::Unparsable { .. } => self.to_string(),
        }
    }
}

/// Reads repeatedly until the text parses or no longer changes.
pub(super) fn read_settled(
    path: &Path,
    open: impl Fn() -> Result<File, Error>,
) -> Result<Document, ReadError> {
    let start = Instant::now();
    let mut last = None;
    loop {
        let (bytes, age) =
            open().and_then(read_with_age).map_err(|error| read_error(path, error))?;
        let unparsable = match parse(path, &bytes) {
            Ok(document) => return Ok(document),
            Err(unparsable) => unparsable,
        };
        let settle = if bytes.is_empty() { SETTLE_EMPTY } else { SETTLE };
        let at_rest = age > settle || start.elapsed() > settle;
        if at_rest && (last.is_none() || last.as_ref() == Some(&bytes)) {
            return Err(unparsable);
        }
        last = Some(bytes);
        thread::sleep(SETTLE_EVERY);
    }
}

fn read_error(path: &Path, source: Error) -> ReadError {
    match source.kind() {
        ErrorKind::NotFound => ReadError::Missing { path: path.to_owned() },
        _ => ReadError::Unreadable { path: path.to_owned(), source },
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Document, ReadError> {
    let (text, findings) = match str::from_utf8(bytes) {
        Ok(text) => match Document::parse(text) {
            Ok(document) => return Ok(document),
            Err(findings) => (text.to_owned(), findings),
        },
        Err(error) => {
            let place = error.valid_up_to()..error.valid_up_to() + '\u{fffd}'.len_utf8();
            let message = "the file is not written in UTF-8";
            let found = Diagnostic::error(Code::Syntax, place, message);
            (String::from_utf8_lossy(bytes).into_owned(), vec![found])
        }
    };
    Err(ReadError::Unparsable { path: path.to_owned(), text, findings })
}

/// Returns the present text; empty if the file does not exist.
pub(super) fn text_at(path: &Path) -> Result<String, Error> {
    match regular::read(path, FILE_BYTES_MAX) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|e| Error::new(ErrorKind::InvalidData, e)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// Opens a regular file, or a pipe that the caller created.
pub(super) fn open(path: &Path) -> Result<File, Error> {
    let is_open_already = OPEN_FILES.iter().any(|open| path.starts_with(open));
    if is_open_already { File::open(path) } else { regular::open(path) }
}

/// Follows symbolic links. The final path need not exist.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..LINKS_MAX {
        let Ok(next) = fs::read_link(&path) else { break };
        path = path.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    path
}

/// Returns the content and the time since the last modification.
fn read_with_age(mut file: File) -> Result<(Vec<u8>, Duration), Error> {
    // A pipe cannot seek and does not need to.
    let _ = file.rewind();
    let bytes = regular::read_rest(&file, FILE_BYTES_MAX)?;
    // Read afterwards, so that a change between the two counts as recent.
    let modified = file.metadata()?.modified()?;
    Ok((bytes, modified.elapsed().unwrap_or_default()))
}
