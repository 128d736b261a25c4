//! The market: a registry of servers in a file. A default one is built into the hub; `servers.json`
//! beside the settings file, or the file in `MCPHUB_MARKET_FILE`, replaces it. Source: MCPHub's
//! REST reference, and the format of its `servers.json`.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use axum::extract::State;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use utoipa::IntoParams;

use crate::api::error::{ApiError, Kind};
use crate::api::extract::{PathParams, QueryParams};
use crate::api::mcphub::envelope::{Data, Refusal, Reply, data};
use crate::api::state::ApiState;

/// The default market.
const DEFAULT_MARKET: &str = include_str!("market.json");
/// File name beside the settings file.
const NAME: &str = "servers.json";
/// The variable with the path of another file.
const VARIABLE: &str = "MCPHUB_MARKET_FILE";
/// Limit of the file's size.
const FILE_BYTES: u64 = 32 << 20;

/// Query of the search.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// Words; a server matches if it contains any of them. Without words, all servers match.
    query: Option<String>,
}

/// Lists all servers, official ones first.
#[utoipa::path(get, path = "/api/market/servers", tag = "Market",
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    Ok(data(market(&state).await?))
}

/// Lists servers that contain any of the words.
#[utoipa::path(get, path = "/api/market/servers/search", tag = "Market", params(Search),
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn search(
    State(state): State<ApiState>,
    QueryParams(Search { query }): QueryParams<Search>,
) -> Reply {
    let query = query.unwrap_or_default();
    Ok(data(filter_servers(market(&state).await?, |server| matches(server, &query))))
}

/// Returns one server by its name.
#[utoipa::path(get, path = "/api/market/servers/{name}", tag = "Market",
    params(("name" = String, Path)), responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    PathParams(name): PathParams<String>,
) -> Reply {
    let found = market(&state).await?.into_iter().find(|server| server["name"] == *name);
    let absent = || ApiError::not_found(format!("the market has no server `{name}`"));
    found.map(data).ok_or_else(absent)
}

/// Lists all categories, sorted.
#[utoipa::path(get, path = "/api/market/categories", tag = "Market",
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn categories(State(state): State<ApiState>) -> Reply {
    Ok(data(labels(&market(&state).await?, "categories")))
}

/// Lists all tags, sorted.
#[utoipa::path(get, path = "/api/market/tags", tag = "Market",
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn tags(State(state): State<ApiState>) -> Reply {
    Ok(data(labels(&market(&state).await?, "tags")))
}

/// Lists the servers of a category.
#[utoipa::path(get, path = "/api/market/categories/{category}", tag = "Market",
    params(("category" = String, Path)), responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn of_category(
    State(state): State<ApiState>,
    PathParams(label): PathParams<String>,
) -> Reply {
    Ok(data(filter_servers(market(&state).await?, |server| has(server, "categories", &label))))
}

/// Lists the servers with a tag.
#[utoipa::path(get, path = "/api/market/tags/{tag}", tag = "Market",
    params(("tag" = String, Path)), responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn of_tag(
    State(state): State<ApiState>,
    PathParams(label): PathParams<String>,
) -> Reply {
    Ok(data(filter_servers(market(&state).await?, |server| has(server, "tags", &label))))
}

/// Reads the market; not cached, because the file can change.
async fn market(state: &ApiState) -> Result<Vec<Value>, ApiError> {
    let named = state.variable(VARIABLE).map(PathBuf::from);
    let default_path = state.live.file().path().with_file_name(NAME);
    let read = tokio::task::spawn_blocking(move || match named {
        Some(named) => file(&named)?.ok_or_else(|| {
            let named = named.display();
            ApiError::new(Kind::Conflict, format!("{named} does not exist (set by {VARIABLE})"))
        }),
        None => Ok(file(&default_path)?.unwrap_or_else(default_market)),
    });
    read.await.map_err(|_| ApiError::internal("the market task was aborted"))?
}

fn default_market() -> Vec<Value> {
    servers(DEFAULT_MARKET).expect("a test parses the default market")
}

/// Returns the servers in a file, or `None` if the file does not exist.
fn file(path: &Path) -> Result<Option<Vec<Value>>, ApiError> {
    let unusable = |why: String| {
        let text = format!("the market in {}{why}", path.display());
        ApiError::new(Kind::Conflict, text)
    };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(unusable(format!(" cannot be read: {e}"))),
    };
    let mut text = String::new();
    let read = file.take(FILE_BYTES + 1).read_to_string(&mut text);
    read.map_err(|e| unusable(format!(" cannot be read: {e}")))?;
    if text.len() as u64 > FILE_BYTES {
        return Err(unusable(format!(" is larger than {} MiB", FILE_BYTES >> 20)));
    }
    let servers = servers(&text).map_err(|e| {
        let text = e.to_string();
        let why = text.rsplit_once(" at line ").map_or(text.as_str(), |(why, _)| why);
        unusable(format!(":{}:{} cannot be used: {why}", e.line(), e.column()))
    })?;
    Ok(Some(servers))
}

/// Parses an object of servers by name; official ones come first, otherwise in file order.
fn servers(text: &str) -> Result<Vec<Value>, serde_json::Error> {
    let ByName(by_name) = serde_json::from_str(text)?;
    let named = by_name.into_iter().map(|(name, mut server)| {
        server.insert("name".to_owned(), name.into());
        Value::Object(server)
    });
    let mut servers: Vec<Value> = named.collect();
    servers.sort_by_key(|server| server["is_official"] != true);
    Ok(servers)
}

/// Entries in the order of the text. A custom visitor, so that errors keep their position.
struct ByName(Vec<(String, Map<String, Value>)>);

impl<'de> Deserialize<'de> for ByName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = ByName;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of servers by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ByName, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(ByName(entries))
            }
        }
        from.deserialize_map(Entries)
    }
}

fn filter_servers(servers: Vec<Value>, keep: impl Fn(&Value) -> bool) -> Vec<Value> {
    servers.into_iter().filter(keep).collect()
}

/// Returns whether a server's texts contain any of the words; true for an empty query.
fn matches(server: &Value, query: &str) -> bool {
    let texts =
        ["name", "display_name", "description"].iter().filter_map(|key| server[key].as_str());
    let labels = ["categories", "tags"].into_iter().flat_map(|key| labels_of(server, key));
    let text = texts.chain(labels).collect::<Vec<_>>().join(" ").to_lowercase();
    let query = query.to_lowercase();
    let mut words = query.split_whitespace().peekable();
    words.peek().is_none() || words.any(|word| text.contains(word))
}

fn labels(servers: &[Value], key: &'static str) -> Vec<String> {
    let all: BTreeSet<&str> = servers.iter().flat_map(|server| labels_of(server, key)).collect();
    all.into_iter().map(str::to_owned).collect()
}

fn has(server: &Value, key: &'static str, label: &str) -> bool {
    labels_of(server, key).any(|known| known == label)
}

fn labels_of<'a>(server: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    server[key].as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(servers: &[Value]) -> Vec<&str> {
        servers.iter().map(|server| server["name"].as_str().unwrap()).collect()
    }

    fn some() -> Vec<Value> {
        let text = r#"{
            "b": { "display_name": "Bee", "categories": ["Insects"], "tags": ["honey", "wax"] },
            "a": { "is_official": true, "name": "other", "description": "Makes honey", "tags": 1 },
            "c": { "is_official": false, "categories": ["Birds", "Insects"], "tags": ["eggs"] }
        }"#;
        servers(text).unwrap()
    }

    #[test]
    fn official_servers_come_first_and_the_key_is_the_name() {
        assert_eq!(names(&some()), ["a", "b", "c"]);
    }

    #[test]
    fn search_covers_names_descriptions_and_labels() {
        let found = |query: &str| {
            let found = filter_servers(some(), |server| matches(server, query));
            names(&found).join(" ")
        };
        assert_eq!(found("HONEY"), "a b");
        assert_eq!(found("bird nothing"), "c");
        assert_eq!(found("bee"), "b");
        assert_eq!(found("nothing"), "");
        assert_eq!(found("  "), "a b c");
    }

    #[test]
    fn labels_are_sorted_and_select_servers() {
        assert_eq!(labels(&some(), "categories"), ["Birds", "Insects"]);
        assert_eq!(labels(&some(), "tags"), ["eggs", "honey", "wax"]);
        let insects = filter_servers(some(), |server| has(server, "categories", "Insects"));
        assert_eq!(names(&insects), ["b", "c"]);
        assert!(filter_servers(some(), |server| has(server, "tags", "hon")).is_empty());
    }

    #[test]
    fn a_broken_file_is_an_error_with_position_and_an_absent_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("servers.json");
        assert_eq!(file(&path), Ok(None));
        let refusal = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let refusal = file(&path).unwrap_err();
            assert_eq!(refusal.kind, Kind::Conflict);
            refusal.message.replace(path.to_str().unwrap(), "FILE")
        };
        assert_eq!(
            refusal("{\n  \"a\": {},\n  \"b\": 7\n}"),
            "the market in FILE:3:8 cannot be used: invalid type: integer `7`, expected a map"
        );
        assert!(refusal("[]").starts_with("the market in FILE:1:"), "{}", refusal("[]"));
        assert!(refusal("{\"a\": {}").starts_with("the market in FILE:1:"));
    }

    #[test]
    fn the_default_market_is_complete() {
        let default_market = default_market();
        assert!(default_market.len() >= 12, "{}", default_market.len());
        for server in &default_market {
            let name = &server["name"];
            for key in ["display_name", "description", "homepage", "license"] {
                let text = server[key].as_str().unwrap_or_default();
                assert!(!text.is_empty(), "{name} has no {key}");
            }
            for key in ["categories", "tags", "examples", "tools"] {
                assert!(server[key].is_array(), "{name} has no {key}");
            }
            assert!(server["is_official"].is_boolean(), "{name}");
            assert!(server["repository"]["url"].is_string(), "{name}");
            assert!(server["author"]["name"].is_string(), "{name}");
            let ways = server["installations"].as_object().unwrap();
            assert!(!ways.is_empty(), "{name}");
            for (kind, way) in ways {
                assert_eq!(way["type"], json!(kind), "{name}");
                assert!(way["command"].is_string() && way["args"].is_array(), "{name}");
                // The server's arguments explain each variable.
                for variable in way["env"].as_object().into_iter().flatten() {
                    assert!(server["arguments"][variable.0].is_object(), "{name} {}", variable.0);
                }
            }
        }
    }
}
