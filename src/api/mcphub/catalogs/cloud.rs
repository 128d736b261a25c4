//! MCPRouter, a registry of servers that run in the cloud, used with the hub's key. Source:
//! MCPHub's REST reference and `cloudService.ts`.
//!
//! Two statuses differ from MCPHub's on purpose: 503 without a key, with a text that names the
//! setting, and 502 if MCPRouter fails, so that scripts can distinguish both from a fault of the
//! hub (MCPHub returns 500).

use std::collections::BTreeSet;
use std::time::Duration;

use axum::extract::State;
use http::HeaderName;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, PathParams, QueryParams};
use crate::api::mcphub::envelope::{Data, Refusal, Reply};
use crate::api::service::registries::{RegistryRequest, RegistryResponse};
use crate::api::state::ApiState;
use crate::settings::model::secret::Secret;

/// Defaults of the URL and of the headers that identify the client.
const BASE: &str = "https://api.mcprouter.to/v1";
const REFERER: &str = "https://www.mcphub.app";
const TITLE: &str = "MCPHub";
/// Timeout of list requests.
const PATIENCE: Duration = Duration::from_secs(15);
/// Timeout of tool calls.
const TOOL_PATIENCE: Duration = Duration::from_mins(1);

/// Query of the search.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// Words; a server matches if it contains any of them.
    query: Option<String>,
}

/// A tool call in the cloud.
#[derive(Deserialize, ToSchema)]
pub(crate) struct CloudCall {
    /// Arguments of the tool by name.
    #[serde(default)]
    arguments: Map<String, Value>,
}

/// Lists all servers in the cloud.
#[utoipa::path(get, path = "/api/cloud/servers", tag = "Cloud",
    responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    Ok(servers(&state).await?.reply())
}

/// Lists servers that contain any of the words.
#[utoipa::path(get, path = "/api/cloud/servers/search", tag = "Cloud", params(Search),
    responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn search(
    State(state): State<ApiState>,
    QueryParams(Search { query }): QueryParams<Search>,
) -> Reply {
    let query = query
        .filter(|query| !query.trim().is_empty())
        .ok_or_else(|| ApiError::invalid("`query` must not be empty"))?;
    Ok(servers(&state)
        .await?
        .map(|all| filter_servers(all, |server| matches(server, &query)))
        .reply())
}

/// Returns one server by its name, with its tools if they are available.
#[utoipa::path(get, path = "/api/cloud/servers/{name}", tag = "Cloud",
    params(("name" = String, Path)), responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    PathParams(name): PathParams<String>,
) -> Reply {
    let RegistryResponse { value, note } = servers(&state).await?;
    let named = |server: &&Value| server["name"] == *name || server["config_name"] == *name;
    let server = value.as_array().into_iter().flatten().find(named).cloned();
    let absent = || ApiError::not_found(format!("the cloud has no server `{name}`"));
    let mut server = server.ok_or_else(absent)?;
    if let Some(key) = server["server_key"].as_str()
        && let Ok(tools) = tools_of(&state, key).await
    {
        server["tools"] = tools.value;
    }
    Ok(RegistryResponse { value: server, note }.reply())
}

/// Lists the categories in the servers' descriptions, sorted.
#[utoipa::path(get, path = "/api/cloud/categories", tag = "Cloud",
    responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn categories(State(state): State<ApiState>) -> Reply {
    Ok(servers(&state).await?.map(|all| labels(&all, &["category"])).reply())
}

/// Lists the tags in the servers' descriptions, sorted.
#[utoipa::path(get, path = "/api/cloud/tags", tag = "Cloud",
    responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn tags(State(state): State<ApiState>) -> Reply {
    Ok(servers(&state).await?.map(|all| labels(&all, &["tags", "tag"])).reply())
}

/// Lists servers with this category in their description.
#[utoipa::path(get, path = "/api/cloud/categories/{category}", tag = "Cloud",
    params(("category" = String, Path)), responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn of_category(
    State(state): State<ApiState>,
    PathParams(label): PathParams<String>,
) -> Reply {
    Ok(servers(&state)
        .await?
        .map(|all| filter_servers(all, |server| mentions(server, &label)))
        .reply())
}

/// Lists servers with this tag in their description.
#[utoipa::path(get, path = "/api/cloud/tags/{tag}", tag = "Cloud",
    params(("tag" = String, Path)), responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn of_tag(
    State(state): State<ApiState>,
    PathParams(label): PathParams<String>,
) -> Reply {
    Ok(servers(&state)
        .await?
        .map(|all| filter_servers(all, |server| mentions(server, &label)))
        .reply())
}

/// Lists the tools of a server, by the server's key.
#[utoipa::path(get, path = "/api/cloud/servers/{serverName}/tools", tag = "Cloud",
    params(("serverName" = String, Path)), responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn tools(
    State(state): State<ApiState>,
    PathParams(server): PathParams<String>,
) -> Reply {
    Ok(tools_of(&state, &server).await?.reply())
}

/// Calls a tool of a server on the hub's account. For admins.
#[utoipa::path(post, path = "/api/cloud/servers/{serverName}/tools/{toolName}/call", tag = "Cloud",
    params(("serverName" = String, Path), ("toolName" = String, Path)), request_body = CloudCall,
    responses((status = 200, body = Data), (status = 502, body = Refusal),
        (status = 503, body = Refusal)))]
pub(crate) async fn call(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((server, tool)): PathParams<(String, String)>,
    JsonBody(CloudCall { arguments }): JsonBody<CloudCall>,
) -> Reply {
    caller.require_admin()?;
    let body = json!({ "server": server, "name": tool, "arguments": arguments });
    let router_request =
        RegistryRequest { timeout: TOOL_PATIENCE, ..router_request(&state, "call-tool", body)? };
    let answer = state.registries.fetch_uncached(&router_request).await?;
    Ok(unwrap_envelope(&router_request, answer, "/data")?.reply())
}

async fn servers(state: &ApiState) -> Result<RegistryResponse, ApiError> {
    let router_request = router_request(state, "list-servers", json!({}))?;
    let answer = state.registries.fetch(&router_request).await?;
    unwrap_envelope(&router_request, answer, "/data/servers")
}

async fn tools_of(state: &ApiState, server: &str) -> Result<RegistryResponse, ApiError> {
    let router_request = router_request(state, "list-tools", json!({ "server": server }))?;
    let answer = state.registries.fetch(&router_request).await?;
    unwrap_envelope(&router_request, answer, "/data/tools")
}

/// Creates a request to MCPRouter; the environment provides values that the settings lack.
fn router_request(state: &ApiState, verb: &str, body: Value) -> Result<RegistryRequest, ApiError> {
    let router = &state.live.snapshot().system.mcp_router;
    let or = |set: &Option<String>, variable: &str, usual: &str| {
        set.as_deref().or(state.variable(variable)).unwrap_or(usual).trim().to_owned()
    };
    let of_environment = || state.variable("MCPROUTER_API_KEY").map(Secret::new);
    let key = router.api_key.clone().or_else(of_environment).ok_or_else(|| {
        let text = "MCPRouter is not configured: set `systemConfig.mcpRouter.apiKey` or \
                    MCPROUTER_API_KEY";
        ApiError::new(Kind::Unavailable, text)
    })?;
    let base = or(&router.base_url, "MCPROUTER_API_BASE", BASE);
    let url = Url::parse(&format!("{}/{verb}", base.trim_end_matches('/')))
        .map_err(|_| ApiError::invalid("`systemConfig.mcpRouter.baseUrl` is not a valid URL"))?;
    Ok(RegistryRequest {
        name: "MCPRouter",
        remedy: "check the network, HTTPS_PROXY and `systemConfig.mcpRouter`",
        url,
        body: Some(body),
        key: Some(key),
        bare_key: None,
        headers: vec![
            (
                HeaderName::from_static("http-referer"),
                or(&router.referer, "MCPROUTER_REFERER", REFERER),
            ),
            (HeaderName::from_static("x-title"), or(&router.title, "MCPROUTER_TITLE", TITLE)),
        ],
        timeout: PATIENCE,
    })
}

/// Returns the content of MCPRouter's envelope, `{code, message, data}`. Fails if `code` is not 0.
/// An absent list is returned as an empty one.
fn unwrap_envelope(
    router_request: &RegistryRequest,
    answer: RegistryResponse,
    pointer: &str,
) -> Result<RegistryResponse, ApiError> {
    if answer.value["code"] != 0 {
        let reason = answer.value["message"].as_str().unwrap_or("it returned no reason");
        return Err(router_request.unavailable(reason));
    }
    let is_list = pointer != "/data";
    Ok(answer.map(|value| match value.pointer(pointer) {
        Some(found) if found.is_array() || !is_list => found.clone(),
        _ if is_list => json!([]),
        _ => Value::Null,
    }))
}

fn filter_servers(all: Value, keep: impl Fn(&Value) -> bool) -> Value {
    let Value::Array(all) = all else { return json!([]) };
    all.into_iter().filter(keep).collect()
}

/// Returns whether a server's texts contain any of the words.
fn matches(server: &Value, query: &str) -> bool {
    let fields = ["name", "title", "description", "content", "author_name"];
    let texts: Vec<_> = fields.iter().filter_map(|field| server[field].as_str()).collect();
    let text = texts.join(" ").to_lowercase();
    query.to_lowercase().split_whitespace().any(|word| text.contains(word))
}

fn mentions(server: &Value, label: &str) -> bool {
    let content = server["content"].as_str().unwrap_or_default();
    content.to_lowercase().contains(&label.to_lowercase())
}

/// Returns the texts after any of these words in the servers' descriptions, up to a comma or the
/// end of the line. Source: MCPHub, because MCPRouter has no field for labels.
fn labels(all: &Value, words: &[&str]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for server in all.as_array().into_iter().flatten() {
        let content = server["content"].as_str().unwrap_or_default();
        let mut rest = content;
        while let Some(after) = text_after(rest, words) {
            let after = after.trim_start_matches(|c: char| c == ':' || c.is_whitespace());
            let end = after.find([',', '\n']).unwrap_or(after.len());
            found.insert(after[..end].trim().to_owned());
            rest = &after[end..];
        }
    }
    found.remove("");
    found.into_iter().collect()
}

/// Returns the text after the first of these words, compared without case.
fn text_after<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let starts = |at: usize, word: &&str| {
        let part = text.get(at..at + word.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(word))
    };
    let mut places = text.char_indices().filter_map(|(at, _)| {
        let word = words.iter().find(|word| starts(at, word))?;
        Some(&text[at + word.len()..])
    });
    places.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_text_after_their_word() {
        let all = json!([
            { "content": "Éx\nCategory: Web Search, fast\nTags: a b\ncategory news" },
            { "content": "TAG:x,tags y" },
            { "content": "category:\n, " },
            { "name": "none" },
        ]);
        assert_eq!(labels(&all, &["category"]), ["Web Search", "news"]);
        assert_eq!(labels(&all, &["tags", "tag"]), ["a b", "x", "y"]);
    }

    #[test]
    fn any_matching_word_is_enough() {
        let server = json!({ "name": "fetch", "title": "Web Fetch", "author_name": null });
        assert!(matches(&server, "nothing FETCH"));
        assert!(!matches(&server, "nothing else"));
        assert!(!matches(&server, " "));
    }
}
