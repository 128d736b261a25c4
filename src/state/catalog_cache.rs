//! The last known inventories of the servers of one settings file, so that a hub can respond before
//! they are connected. They are opaque text here: `proxy` writes and parses them.

use std::collections::BTreeMap;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::files::private;
use crate::settings::model::server::Server;

/// Relative to the state folder.
const FOLDER: &str = "catalog";
/// Version of the file format; files of other versions are ignored.
const VERSION: u32 = 1;
/// Limit for a file; servers that do not fit are left out.
const FILE_BYTES: u64 = 64 << 20;
/// Limit for one server.
const SERVER_BYTES: usize = 8 << 20;
/// Settings files to remember; the least recently written cache is deleted.
const FILES: usize = 100;

/// The keys of an entry that define which program or endpoint it is.
const STARTED_WITH: [&str; 7] = ["type", "command", "args", "cwd", "url", "openapi", "proxy"];
/// The subset that names the program or endpoint.
const NAMED_BY: [&str; 4] = ["type", "command", "url", "openapi"];
/// Objects of which only the member names count, because the values are secrets.
const NAMES_OF: [&str; 2] = ["env", "headers"];

/// The cache for one settings file.
#[derive(Clone, Debug)]
pub(crate) struct CatalogCache {
    file: PathBuf,
    settings: PathBuf,
}

/// Cached servers by name.
pub(crate) type Cached = BTreeMap<String, CachedServer>;

/// The cached inventory of one server.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CachedServer {
    /// A digest of [`STARTED_WITH`]. If it differs, the inventory may be outdated.
    pub(crate) started_with: String,
    /// A digest of [`NAMED_BY`]. If it differs, the entry is another server.
    #[serde(default)]
    pub(crate) named_by: String,
    /// The inventory, JSON.
    pub(crate) said: Box<RawValue>,
}

#[derive(Deserialize, Serialize)]
struct Content {
    version: u32,
    /// Not read; helps people to identify the file.
    settings: PathBuf,
    servers: Cached,
}

impl CatalogCache {
    /// Returns the cache in the state folder for the settings at that path.
    pub(crate) fn of(folder: &Path, settings: &Path) -> Self {
        let settings = std::path::absolute(settings).unwrap_or_else(|_| settings.to_owned());
        let name = name_of(&settings);
        Self { file: folder.join(FOLDER).join(name).with_extension("json"), settings }
    }

    pub(crate) fn settings(&self) -> &Path {
        &self.settings
    }

    /// Returns the cached servers; none if the file is missing or invalid.
    pub(crate) fn read(&self) -> Cached {
        let path = self.file.display();
        let content = match private::read_text(&self.file, FILE_BYTES) {
            Ok(text) => serde_json::from_str::<Content>(&text),
            Err(error) => {
                tracing::debug!("no cached inventories: {path}: {error}");
                return Cached::new();
            }
        };
        match content {
            Ok(content) if content.version == VERSION => content.servers,
            Ok(content) => {
                tracing::debug!("ignoring {path}: it has version {}", content.version);
                Cached::new()
            }
            Err(error) => {
                tracing::debug!("ignoring {path}: {error}");
                Cached::new()
            }
        }
    }

    /// Writes these servers and drops all others. The file is replaced atomically, is private to
    /// its owner, and is not written if it is unchanged.
    ///
    /// # Errors
    /// Fails if the folder or file cannot be written.
    pub(crate) fn write(&self, mut servers: Cached) -> Result<(), Error> {
        let mut room = usize::try_from(FILE_BYTES).unwrap_or(usize::MAX) / 2;
        servers.retain(|name, server| {
            let size = server.said.get().len();
            let fits = size <= SERVER_BYTES.min(room);
            if fits {
                room -= size;
            } else {
                tracing::debug!("the inventory of `{name}` is too large to cache: {size} bytes");
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
            remove_oldest(folder);
        }
        private::write(&self.file, &text)
    }
}

/// Returns a digest of the program or endpoint in a server's entry. It includes no value of a
/// variable or header.
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
    digest(text.as_bytes())
}

/// Returns a digest of the keys that name a server's program or endpoint.
pub(crate) fn named_by(server: &Server) -> String {
    let mut text = server.transport.kind().word().to_owned();
    for key in NAMED_BY {
        text.push('\n');
        text.push_str(&server.entry.get(key).unwrap_or(&Value::Null).to_string());
    }
    digest(text.as_bytes())
}

/// Removes the oldest files until there is room for one more.
fn remove_oldest(folder: &Path) {
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

/// Returns the file name for the settings at that absolute path.
pub(super) fn name_of(settings: &Path) -> String {
    digest(settings.as_os_str().as_encoded_bytes())
}

/// Returns the first half of the SHA-256 digest in hexadecimal.
fn digest(bytes: &[u8]) -> String {
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
    fn an_inventory_is_read_back_byte_for_byte_and_is_private() {
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
    fn a_broken_or_foreign_file_is_ignored_and_replaced() {
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
    fn large_inventories_are_left_out_and_old_files_deleted() {
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
    fn the_digest_depends_on_the_program_or_endpoint_but_on_no_secret() {
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
