//! The market: a catalogue of servers in a file. One ships with the hub; `servers.json` beside the
//! settings file, or the file that `MCPHUB_MARKET_FILE` names, takes its place. Source: MCPHub's REST
//! reference, and the shape of its `servers.json`.

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
use crate::api::extract::{Asked, At};
use crate::api::mcphub::envelope::{Data, Refusal, Reply, data};
use crate::api::state::ApiState;

/// What ships with the hub.
const SHIPPED: &str = include_str!("market.json");
/// Beside the settings file.
const NAME: &str = "servers.json";
/// Names another file.
const VARIABLE: &str = "MCPHUB_MARKET_FILE";
/// Of such a file.
const FILE_BYTES: u64 = 32 << 20;

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// Words, of which one must be there; without any, all servers.
    query: Option<String>,
}

/// All servers, official ones first.
#[utoipa::path(get, path = "/api/market/servers", tag = "Market",
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    Ok(data(market(&state).await?))
}

/// The servers in which one of the words is found.
#[utoipa::path(get, path = "/api/market/servers/search", tag = "Market", params(Search),
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn search(
    State(state): State<ApiState>,
    Asked(Search { query }): Asked<Search>,
) -> Reply {
    let query = query.unwrap_or_default();
    Ok(data(kept(market(&state).await?, |server| matches(server, &query))))
}

/// One server.
#[utoipa::path(get, path = "/api/market/servers/{name}", tag = "Market",
    params(("name" = String, Path)), responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn read(State(state): State<ApiState>, At(name): At<String>) -> Reply {
    let found = market(&state).await?.into_iter().find(|server| server["name"] == *name);
    let absent = || ApiError::absent(format!("the market has no server `{name}`"));
    found.map(data).ok_or_else(absent)
}

/// All categories, sorted.
#[utoipa::path(get, path = "/api/market/categories", tag = "Market",
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn categories(State(state): State<ApiState>) -> Reply {
    Ok(data(labels(&market(&state).await?, "categories")))
}

/// All tags, sorted.
#[utoipa::path(get, path = "/api/market/tags", tag = "Market",
    responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn tags(State(state): State<ApiState>) -> Reply {
    Ok(data(labels(&market(&state).await?, "tags")))
}

/// The servers of a category.
#[utoipa::path(get, path = "/api/market/categories/{category}", tag = "Market",
    params(("category" = String, Path)), responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn of_category(State(state): State<ApiState>, At(label): At<String>) -> Reply {
    Ok(data(kept(market(&state).await?, |server| has(server, "categories", &label))))
}

/// The servers with a tag.
#[utoipa::path(get, path = "/api/market/tags/{tag}", tag = "Market",
    params(("tag" = String, Path)), responses((status = 200, body = Data), (status = 409, body = Refusal)))]
pub(crate) async fn of_tag(State(state): State<ApiState>, At(label): At<String>) -> Reply {
    Ok(data(kept(market(&state).await?, |server| has(server, "tags", &label))))
}

/// The catalogue as it stands now.
async fn market(state: &ApiState) -> Result<Vec<Value>, ApiError> {
    let named = state.variable(VARIABLE).map(PathBuf::from);
    let beside = state.live.file().path().with_file_name(NAME);
    let read = tokio::task::spawn_blocking(move || match named {
        Some(named) => file(&named)?.ok_or_else(|| {
            let named = named.display();
            ApiError::new(Kind::Conflict, format!("there is no {named}, which {VARIABLE} names"))
        }),
        None => Ok(file(&beside)?.unwrap_or_else(shipped)),
    });
    read.await.map_err(|_| ApiError::bug("reading the market broke off"))?
}

fn shipped() -> Vec<Value> {
    servers(SHIPPED).expect("a test reads what ships")
}

/// The servers in a file; none where there is no such file.
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
        let (line, column) = (e.line(), e.column());
        let why = e.to_string();
        let why = why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why);
        unusable(format!(":{line}:{column} cannot be used: {why}"))
    })?;
    Ok(Some(servers))
}

/// The servers of a catalogue, an object of them by name; official ones first, else as they stand.
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

/// Entries in the order of the text; whatever is wrong is said with its place.
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

fn kept(servers: Vec<Value>, keep: impl Fn(&Value) -> bool) -> Vec<Value> {
    servers.into_iter().filter(keep).collect()
}

/// Whether one of the words is in what can be searched; without words everything is found.
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
    fn any_word_is_found_in_names_descriptions_and_labels() {
        let found = |query: &str| {
            let found = kept(some(), |server| matches(server, query));
            names(&found).join(" ")
        };
        assert_eq!(found("HONEY"), "a b");
        assert_eq!(found("bird nothing"), "c");
        assert_eq!(found("bee"), "b");
        assert_eq!(found("nothing"), "");
        assert_eq!(found("  "), "a b c");
    }

    #[test]
    fn labels_are_sorted_and_choose_servers() {
        assert_eq!(labels(&some(), "categories"), ["Birds", "Insects"]);
        assert_eq!(labels(&some(), "tags"), ["eggs", "honey", "wax"]);
        let insects = kept(some(), |server| has(server, "categories", "Insects"));
        assert_eq!(names(&insects), ["b", "c"]);
        assert!(kept(some(), |server| has(server, "tags", "hon")).is_empty());
    }

    #[test]
    fn a_broken_file_is_refused_at_its_place_and_an_absent_one_is_none() {
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
    fn what_ships_is_whole() {
        let shipped = shipped();
        assert!(shipped.len() >= 12, "{}", shipped.len());
        for server in &shipped {
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
                // Each variable is one that the arguments explain.
                for variable in way["env"].as_object().into_iter().flatten() {
                    assert!(server["arguments"][variable.0].is_object(), "{name} {}", variable.0);
                }
            }
        }
    }
}
