//! Stores the lists and facts of each server from one run to the next. Stored lists are shown until
//! the server has connected; calls wait for the server.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use parking_lot::Mutex;
use serde_json::value::RawValue;

use crate::protocol::Era;
use crate::protocol::json;
use crate::proxy::catalog::catalog::Catalog;
use crate::proxy::inventory::items::{Inventory, ListKind, Listing, ServerInfo, read_page};
use crate::settings::model::server::Server;
use crate::state::catalog_cache::{Cached, CachedServer, CatalogCache, named_by, started_with};

#[derive(Debug)]
pub(crate) struct Remembered {
    cache: CatalogCache,
    /// Inventories of servers that have not started in this run.
    from_before: Mutex<Cached>,
    /// The inventories last written.
    written: Mutex<Snapshot>,
}

/// By server name: [`started_with`], [`named_by`] and the inventory.
type Snapshot = HashMap<String, (String, String, Arc<Inventory>)>;

impl Remembered {
    /// Loads the inventories of an earlier run.
    pub(crate) fn read(cache: CatalogCache) -> Self {
        let from_before = Mutex::new(cache.read());
        Self { cache, from_before, written: Mutex::default() }
    }

    /// Removes and returns the last inventory of a server. Returns `None` if another server has
    /// taken its name.
    pub(crate) fn take(&self, server: &Server) -> Option<Arc<Inventory>> {
        let known = self.from_before.lock();
        let known = { known }.remove(&server.name)?;
        // If only the arguments differ, for example, the old inventory is still the best guess.
        if known.started_with != started_with(server) && known.named_by != named_by(server) {
            return None;
        }
        let inventory = from_text(known.said.get());
        if inventory.is_none() {
            tracing::debug!(server = server.name, "its stored inventory cannot be parsed");
        }
        inventory.map(Arc::new)
    }

    /// Writes the current inventories if they have changed.
    pub(crate) async fn keep(&self, catalog: &Catalog) {
        let offered = catalog.sources.iter().filter_map(|source| {
            let inventory = Arc::clone(source.inventory.as_ref()?);
            let server = &source.server;
            Some((server.name.clone(), (started_with(server), named_by(server), inventory)))
        });
        let now: Snapshot = offered.collect();
        let same = |written: &Snapshot| {
            let alike = |(name, (digest, _, inventory)): (&String, &(_, _, Arc<Inventory>))| {
                written.get(name).is_some_and(|(d, _, i)| d == digest && Arc::ptr_eq(i, inventory))
            };
            written.len() == now.len() && now.iter().all(alike)
        };
        if same(&self.written.lock()) {
            return;
        }
        let (cache, snapshot) = (self.cache.clone(), now.clone());
        let writing = tokio::task::spawn_blocking(move || {
            let entry = |(name, (started_with, named_by, inventory)): (_, (_, _, Arc<_>))| {
                let said = RawValue::from_string(to_text(&inventory)).ok()?;
                Some((name, CachedServer { started_with, named_by, said }))
            };
            cache.write(snapshot.into_iter().filter_map(entry).collect())
        });
        match writing.await {
            Ok(Ok(())) => *self.written.lock() = now,
            Ok(Err(error)) => tracing::debug!("cannot store the inventories: {error}"),
            Err(_) => {}
        }
    }
}

/// Serializes an inventory as JSON. Omits cache hints, whose time started when the lists were
/// received.
fn to_text(inventory: &Inventory) -> String {
    let server_info = &inventory.server_info;
    let era = if server_info.era == Era::Modern { "modern" } else { "legacy" };
    let version = json::quote(&server_info.version);
    let mut text = format!(
        r#"{{"era":"{era}","version":{version},"capabilities":{}"#,
        server_info.capabilities
    );
    for (key, raw) in
        [("serverInfo", &server_info.implementation), ("instructions", &server_info.instructions)]
    {
        if let Some(raw) = raw {
            let _ = write!(text, r#","{key}":{raw}"#);
        }
    }
    for kind in ListKind::ALL {
        let items = &inventory.list(kind).items;
        if !items.is_empty() {
            let items: Vec<&str> = items.iter().map(|item| item.raw.as_str()).collect();
            let _ = write!(text, r#","{}":[{}]"#, kind.member(), items.join(","));
        }
    }
    text + "}"
}

/// Parses the output of [`to_text`], which must be valid JSON.
fn from_text(text: &str) -> Option<Inventory> {
    let members = json::members(text, &(0..text.len()));
    let span = |name| json::find(text, &members, name).0;
    let raw = |name| span(name).map(|span| text[span.clone()].to_owned());
    let era = match json::string(text, span("era")?)?.as_ref() {
        "modern" => Era::Modern,
        "legacy" => Era::Legacy,
        _ => return None,
    };
    let server_info = ServerInfo {
        era,
        version: json::string(text, span("version")?)?.into_owned(),
        capabilities: raw("capabilities")?,
        implementation: raw("serverInfo"),
        instructions: raw("instructions"),
    };
    let list = |kind| Listing { items: read_page(kind, text).items, ..Listing::default() };
    Some(Inventory { server_info, lists: ListKind::ALL.map(list) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::inventory::items::{CacheHint, Item};

    #[test]
    fn inventories_round_trip() {
        let item = |raw: &str, key: &str, at: usize| Item {
            raw: raw.into(),
            key: key.into(),
            key_span: at..at + key.len() + 2,
        };
        let tools =
            vec![item(r#"{"name":"a","x":[1e400, "é"]}"#, "a", 8), item(r#"{"name":"b"}"#, "b", 8)];
        let resources = vec![item(r#"{"uri":"x://1"}"#, "x://1", 7)];
        let hint = Some(CacheHint { ttl_ms: 5, public: true });
        let listing = |items| Listing { items, hint, ..Listing::default() };
        let mut inventory = Inventory {
            server_info: ServerInfo {
                era: Era::Modern,
                version: "2026-07-28".into(),
                capabilities: r#"{"tools":{"listChanged":true}}"#.into(),
                implementation: Some(r#"{"name":"n"}"#.into()),
                instructions: None,
            },
            lists: [listing(tools), listing(vec![]), listing(resources), listing(vec![])],
        };
        let back = from_text(&to_text(&inventory)).unwrap();
        // Cache hints are not stored.
        inventory.lists.iter_mut().for_each(|list| list.hint = None);
        assert_eq!(back, inventory);
        inventory.server_info.era = Era::Legacy;
        inventory.server_info.instructions = Some(r#""Do\n""#.into());
        assert_eq!(from_text(&to_text(&inventory)).unwrap(), inventory);
    }

    #[test]
    fn invalid_text_is_ignored() {
        for text in [
            "{}",
            "null",
            r#"{"era":"new","version":"1","capabilities":{}}"#,
            r#"{"era":"modern"}"#,
        ] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }
}
