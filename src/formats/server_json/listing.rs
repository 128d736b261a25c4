//! Pages of a registry's list of servers.

use serde_json::Value;

use crate::formats::server_json::fields::{member, text};
use crate::formats::server_json::ways::{Way, server_of, ways};

/// The key of what the registry itself says of a server.
const OFFICIAL: &str = "io.modelcontextprotocol.registry/official";

/// The state of a server in its registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Active,
    Deprecated,
    Deleted,
}

impl Status {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Deprecated => "deprecated",
            Self::Deleted => "deleted",
        }
    }
}

/// A server in a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) version: String,
    pub(crate) description: String,
    /// `remote`, and the types of its packages; only those that work here.
    pub(crate) ways: Vec<&'static str>,
    pub(crate) status: Status,
    /// The registry's reason for the status.
    pub(crate) status_message: Option<String>,
    pub(crate) website: Option<String>,
}

/// A page of a list.
#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) servers: Vec<Listed>,
    pub(crate) next: Option<String>,
}

/// Reads a page. Returns `None` if the response lists no servers.
pub(crate) fn page(root: &Value) -> Option<Page> {
    let servers = root.get("servers")?.as_array()?;
    let metadata = root.get("metadata");
    let next = metadata.and_then(|metadata| text(metadata, "nextCursor"));
    Some(Page {
        servers: servers.iter().filter_map(listed).collect(),
        next: next.map(str::to_owned),
    })
}

/// Reads one server of a list. Returns `None` if it has no name.
pub(crate) fn listed(root: &Value) -> Option<Listed> {
    let server = server_of(root);
    let (status, status_message) = status(root);
    let mut words: Vec<_> = ways(server).0.iter().map(Way::word).collect();
    words.dedup();
    let owned = |key| text(server, key).map(str::to_owned);
    let repository = member(server, "repository").and_then(|it| text(it, "url"));
    Some(Listed {
        name: owned("name")?,
        title: owned("title"),
        version: owned("version").unwrap_or_default(),
        description: owned("description").unwrap_or_default(),
        ways: words,
        status,
        status_message,
        website: owned("websiteUrl").or_else(|| repository.map(str::to_owned)),
    })
}

/// Returns the state of a server, and the reason. Older registries have it in the server.
pub(crate) fn status(root: &Value) -> (Status, Option<String>) {
    let official = root.get("_meta").and_then(|meta| meta.get(OFFICIAL));
    let places = [official, root.get("server"), Some(root)];
    let found =
        places.into_iter().flatten().find_map(|place| Some((place, text(place, "status")?)));
    let Some((place, word)) = found else { return (Status::Active, None) };
    let status = match word {
        "deleted" => Status::Deleted,
        "deprecated" => Status::Deprecated,
        _ => Status::Active,
    };
    (status, text(place, "statusMessage").map(str::to_owned))
}

/// Returns whether every word occurs in the name, the title or the description.
pub(crate) fn has_words(server: &Listed, words: &[String]) -> bool {
    let title = server.title.as_deref().unwrap_or_default();
    let all = format!("{} {title} {}", server.name, server.description).to_lowercase();
    words.iter().all(|word| all.contains(&word.to_lowercase()))
}

/// Returns the last part of a name in a registry, which names the server here.
pub(crate) fn local_name(full: &str) -> &str {
    full.rsplit('/').find(|part| !part.is_empty()).unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_has_servers_with_their_state() {
        let root = json!({"servers": [
            {"server": {"name": "io.a/b", "title": "B", "version": "1", "description": "Does it",
                "remotes": [{"type": "sse", "url": "https://a"}],
                "packages": [{"registryType": "npm", "identifier": "b"}, {"registryType": "cargo"}],
                "repository": {"url": "https://git.example/b"}},
             "_meta": {OFFICIAL: {"status": "deprecated", "statusMessage": "use c"}}},
            {"name": "io.a/old", "status": "deleted"},
            {"server": {}},
        ], "metadata": {"nextCursor": "c", "count": 3}});
        let first = Listed {
            name: "io.a/b".into(),
            title: Some("B".into()),
            version: "1".into(),
            description: "Does it".into(),
            ways: vec!["remote", "npm"],
            status: Status::Deprecated,
            status_message: Some("use c".into()),
            website: Some("https://git.example/b".into()),
        };
        let second = Listed {
            name: "io.a/old".into(),
            title: None,
            version: String::new(),
            description: String::new(),
            ways: vec![],
            status: Status::Deleted,
            status_message: None,
            website: None,
        };
        assert!(has_words(&first, &["DOES".into(), "io.a".into()]));
        assert!(!has_words(&first, &["b".into(), "c".into()]));
        let page = page(&root).unwrap();
        assert_eq!(page, Page { servers: vec![first, second], next: Some("c".into()) });
        assert_eq!(super::page(&json!({"error": "x"})), None);
        assert_eq!(local_name("io.github.a/b-mcp"), "b-mcp");
        assert_eq!(local_name("plain"), "plain");
    }
}
