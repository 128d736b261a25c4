//! What the servers of one settings file said of themselves when they were last heard, so that a hub
//! can answer before they are up. What a server said is text here: `proxy` writes and reads it.

use std::collections::BTreeMap;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::files::private;
use crate::settings::server::Server;

/// Under the state folder.
const FOLDER: &str = "catalog";
/// Of this form of the file; another is not read.
const VERSION: u32 = 1;
/// Of a file; servers that find no room are left out.
const FILE_BYTES: u64 = 64 << 20;
/// Of what is kept of one server.
const SERVER_BYTES: usize = 8 << 20;
/// Settings files that are remembered; the one that was not served for longest goes first.
const FILES: usize = 100;

/// The keys of an entry that decide which program or endpoint it is.
const STARTED_WITH: [&str; 7] = ["type", "command", "args", "cwd", "url", "openapi", "proxy"];
/// Those among them that name it.
const NAMED_BY: [&str; 4] = ["type", "command", "url", "openapi"];
/// Those of which only the names count: the values are secrets.
const NAMES_OF: [&str; 2] = ["env", "headers"];

/// The cache for one settings file.
#[derive(Clone, Debug)]
pub(crate) struct CatalogCache {
    file: PathBuf,
    settings: PathBuf,
}

/// By a server's name.
pub(crate) type Cached = BTreeMap<String, CachedServer>;

/// What is kept of one server.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CachedServer {
    /// The digest of what it was started with. With another, what it said may be said no longer.
    pub(crate) started_with: String,
    /// The digest of its name alone. With another, what it said is not to be believed.
    #[serde(default)]
    pub(crate) named_by: String,
    /// What it said, JSON.
    pub(crate) said: Box<RawValue>,
}

#[derive(Deserialize, Serialize)]
struct Content {
    version: u32,
    /// For people who wonder whose this is.
    settings: PathBuf,
    servers: Cached,
}

impl CatalogCache {
    /// The cache under the state folder for the settings at that path.
    pub(crate) fn of(folder: &Path, settings: &Path) -> Self {
        let settings = std::path::absolute(settings).unwrap_or_else(|_| settings.to_owned());
        let name = name_of(&settings);
        Self { file: folder.join(FOLDER).join(name).with_extension("json"), settings }
    }

    /// The settings file that it is for.
    pub(crate) fn settings(&self) -> &Path {
        &self.settings
    }

    /// What is kept; nothing where there is no such file, or it is none of ours.
    pub(crate) fn read(&self) -> Cached {
        let path = self.file.display();
        let content = match private::read_text(&self.file, FILE_BYTES) {
            Ok(text) => serde_json::from_str::<Content>(&text),
            Err(error) => {
                tracing::debug!("nothing is known of the servers from before: {path}: {error}");
                return Cached::new();
            }
        };
        match content {
            Ok(content) if content.version == VERSION => content.servers,
            Ok(content) => {
                tracing::debug!("passed over {path}: it has version {}", content.version);
                Cached::new()
            }
            Err(error) => {
                tracing::debug!("passed over {path}: {error}");
                Cached::new()
            }
        }
    }

    /// Keeps these servers and forgets all others. The file is replaced whole, is for its owner alone,
    /// and is left alone where it says the same.
    ///
    /// # Errors
    /// The folder or file cannot be written.
    pub(crate) fn write(&self, mut servers: Cached) -> Result<(), Error> {
        let mut room = usize::try_from(FILE_BYTES).unwrap_or(usize::MAX) / 2;
        servers.retain(|name, server| {
            let size = server.said.get().len();
            let fits = size <= SERVER_BYTES.min(room);
            if fits {
                room -= size;
            } else {
                tracing::debug!("what `{name}` offers is too large to be remembered: {size} bytes");
            }
            fits
        });
        let content = Content { version: VERSION, settings: self.settings.clone(), servers };
        let text = serde_json::to_vec(&content)?;
        let old = self.file.metadata().ok();
        if old.as_ref().is_some_and(|old| old.len() == text.len() as u64)
            && private::read(&self.file, FILE_BYTES).is_ok_and(|old| old == text)
        {
            return Ok(());
        }
        let folder = self.file.parent().unwrap_or(Path::new("."));
        if let Some(state) = folder.parent() {
            private::folder(state)?;
        }
        private::folder(folder)?;
        if old.is_none() {
            make_room(folder);
        }
        private::write(&self.file, &text)
    }
}

/// The digest of what a server is started with, as the file says it. No value of a variable or header
/// is in it.
pub(crate) fn started_with(server: &Server) -> String {
    let mut text = server.transport.kind().word().to_owned();
    let mut part = |value: &dyn std::fmt::Display| {
        text.push('\n');
        text.push_str(&value.to_string());
    };
    for key in STARTED_WITH {
        part(server.entry.get(key).unwrap_or(&Value::Null));
    }
    for key in NAMES_OF {
        let names = server.entry.get(key).and_then(Value::as_object).into_iter().flatten();
        part(&names.map(|(name, _)| Value::from(name.as_str())).collect::<Value>());
    }
    hex(text.as_bytes())
}

/// The digest of what names the program or the endpoint that a server is.
pub(crate) fn named_by(server: &Server) -> String {
    let mut text = server.transport.kind().word().to_owned();
    for key in NAMED_BY {
        text.push('\n');
        text.push_str(&server.entry.get(key).unwrap_or(&Value::Null).to_string());
    }
    hex(text.as_bytes())
}

/// Removes the oldest files until one more may come.
fn make_room(folder: &Path) {
    let Ok(found) = std::fs::read_dir(folder) else { return };
    let age = |path: &PathBuf| {
        let modified = path.metadata().and_then(|found| found.modified());
        modified.unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let mut files: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    files.sort_by_cached_key(age);
    let surplus = (files.len() + 1).saturating_sub(FILES);
    for file in files.iter().take(surplus) {
        let _ = std::fs::remove_file(file);
    }
}

/// Half of the SHA-256 of `bytes`.
/// What a file is called that belongs to the settings at that absolute path.
pub(super) fn name_of(settings: &Path) -> String {
    hex(settings.as_os_str().as_encoded_bytes())
}

fn hex(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    let half = digest.as_ref().first_chunk().copied().map_or(0, u128::from_be_bytes);
    format!("{half:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Document, validate};

    fn said(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    fn cached(name: &str, text: &str) -> Cached {
        let server =
            CachedServer { started_with: "d".into(), named_by: "n".into(), said: said(text) };
        Cached::from([(name.to_owned(), server)])
    }

    fn texts(cached: &Cached) -> Vec<(&str, &str, &str)> {
        let text = |(name, server)| {
            let (name, CachedServer { started_with, said, .. }): (&String, &CachedServer) =
                (name, server);
            (name.as_str(), started_with.as_str(), said.get())
        };
        cached.iter().map(text).collect()
    }

    #[test]
    fn what_is_written_is_read_back_to_the_byte_and_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let cache = CatalogCache::of(folder.path(), Path::new("/a/mcp_settings.json"));
        assert!(cache.read().is_empty());
        let text = r#"{"n": 1.50e400 ,"é":"\u0000"}"#;
        cache.write(cached("time", text)).unwrap();
        assert_eq!(texts(&cache.read()), [("time", "d", text)]);
        let other = CatalogCache::of(folder.path(), Path::new("/b/mcp_settings.json"));
        assert!(other.read().is_empty());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = cache.file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        cache.write(Cached::new()).unwrap();
        assert!(cache.read().is_empty());
    }

    #[test]
    fn a_broken_or_foreign_file_is_nothing_and_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let cache = CatalogCache::of(folder.path(), Path::new("/a"));
        cache.write(cached("time", "1")).unwrap();
        let whole = std::fs::read_to_string(&cache.file).unwrap();
        let half = &whole[..whole.len() / 2];
        let newer = whole.replace(r#""version":1"#, r#""version":2"#);
        for text in ["", "null", "[]", "\0\0\0\0", half, &newer, r#"{"version":1}"#] {
            std::fs::write(&cache.file, text).unwrap();
            assert!(cache.read().is_empty(), "{text}");
            cache.write(cached("time", "2")).unwrap();
            assert_eq!(texts(&cache.read()), [("time", "d", "2")]);
        }
    }

    #[test]
    fn what_is_too_large_is_left_out_and_old_files_make_room() {
        let folder = tempfile::tempdir().unwrap();
        let at = |n: usize| CatalogCache::of(folder.path(), Path::new(&format!("/{n}")));
        let mut servers = cached("large", &format!("\"{}\"", "x".repeat(SERVER_BYTES)));
        servers.extend(cached("small", "0"));
        at(0).write(servers).unwrap();
        assert_eq!(texts(&at(0).read()), [("small", "d", "0")]);
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
        std::fs::File::options()
            .write(true)
            .open(&at(0).file)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
        for n in 1..=FILES {
            at(n).write(cached("small", "0")).unwrap();
        }
        assert!(at(0).read().is_empty() && !at(1).read().is_empty());
        assert_eq!(std::fs::read_dir(folder.path().join(FOLDER)).unwrap().count(), FILES);
    }

    #[test]
    fn another_program_or_endpoint_is_another_server_and_no_secret_makes_one() {
        let digest = |entry: &str| {
            let text = format!(r#"{{"mcpServers":{{"s":{entry}}}}}"#);
            let (settings, _) = validate(&Document::parse(&text).unwrap());
            started_with(settings.server("s").unwrap())
        };
        let entries = [
            r#"{"command":"a"}"#,
            r#"{"command":"a","args":["x"]}"#,
            r#"{"command":"a","args":["y"]}"#,
            r#"{"command":"a","cwd":"/x"}"#,
            r#"{"command":"a","env":{"K":"1"}}"#,
            r#"{"url":"http://a/mcp"}"#,
            r#"{"url":"http://b/mcp"}"#,
            r#"{"type":"sse","url":"http://b/mcp"}"#,
        ];
        let all: std::collections::BTreeSet<String> = entries.iter().map(|e| digest(e)).collect();
        assert_eq!(all.len(), entries.len());
        assert_eq!(
            digest(r#"{"command":"a","env":{"K":"1"},"enabled":true}"#),
            digest(r#"{"command":"a","description":"d","env":{"K":"2"}}"#)
        );
    }
}
