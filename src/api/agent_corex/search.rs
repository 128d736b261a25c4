//! Lists tools page by page, and searches them by words in names and descriptions; there is no
//! semantic search.

use std::time::Instant;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::api::agent_corex::refusal::{ErrorBody, Refusal};
use crate::api::agent_corex::registry::{has_name, non_empty};
use crate::api::agent_corex::visibility::{self, Tool};
use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::QueryParams;
use crate::api::service::entry::EntryExt;
use crate::api::state::ApiState;
use crate::settings::Settings;

/// Query of the tool list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// Number of tools, 1 to 1000; 100 if absent.
    limit: Option<usize>,
    /// Number of tools to skip.
    offset: Option<usize>,
}

/// A tool in a list or search result.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListedTool {
    /// The tool's name on its server.
    name: String,
    /// Name of the tool's server.
    server: String,
    /// Relevance from 0 to 1; only in search results.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    /// Description of the tool.
    description: String,
    /// Category of the tool's server.
    category: String,
    /// Tags of the tool's server.
    tags: Vec<String>,
    /// JSON Schema of the arguments.
    input_schema: Value,
}

/// A page of the tool list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ToolPage {
    /// Tools, grouped by server.
    tools: Vec<ListedTool>,
    /// Number of tools on all pages.
    total: usize,
    /// Limit of the request.
    limit: usize,
    /// Offset of the request.
    offset: usize,
}

/// Query of the tool search.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Words to find, 1 to 500 characters.
    query: Option<String>,
    /// Maximum number of results, 1 to 50; 5 if absent.
    top_k: Option<usize>,
}

/// The result of a search.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchResult {
    /// Matching tools, best match first.
    tools: Vec<ListedTool>,
    /// Duration of the search in milliseconds.
    query_time_ms: u64,
    /// Number of searched tools.
    total_tools_searched: usize,
}

/// Page sizes of the tool list.
const LIMIT: usize = 100;
const LIMIT_MAX: usize = 1000;
/// Result counts of a search.
const TOP: usize = 5;
const TOP_MAX: usize = 50;
/// Maximum length of a query, in characters.
const QUERY_MAX: usize = 500;

/// Lists the tools that clients can call, page by page.
#[utoipa::path(get, path = "/tools", tag = "Agent-Corex: tools", params(Page),
    responses((status = 200, body = ToolPage), (status = 400, body = ErrorBody)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(part): QueryParams<Page>,
) -> Result<Json<ToolPage>, Refusal> {
    let limit = part.limit.unwrap_or(LIMIT);
    let offset = part.offset.unwrap_or(0);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(ApiError::invalid(format!("`limit` must be 1 to {LIMIT_MAX}")).into());
    }
    let settings = state.live.snapshot();
    let all = enabled_tools(&state, &caller);
    let total = all.len();
    let part = all.into_iter().skip(offset).take(limit);
    let tools = part.map(|tool| ListedTool::of(&settings, tool, None)).collect();
    Ok(Json(ToolPage { tools, total, limit, offset }))
}

/// Searches tools by the words of a query and returns the best matches.
#[utoipa::path(get, path = "/retrieve_tools", tag = "Agent-Corex: tools", params(SearchQuery),
    responses((status = 200, body = SearchResult), (status = 400, body = ErrorBody)))]
pub(crate) async fn retrieve(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(search): QueryParams<SearchQuery>,
) -> Result<Json<SearchResult>, Refusal> {
    let began = Instant::now();
    let query = search.query.ok_or_else(|| Refusal::missing("query"))?;
    if query.trim().is_empty() || query.chars().count() > QUERY_MAX {
        return Err(
            ApiError::invalid(format!("`query` must have 1 to {QUERY_MAX} characters")).into()
        );
    }
    let top = search.top_k.unwrap_or(TOP);
    if !(1..=TOP_MAX).contains(&top) {
        return Err(ApiError::invalid(format!("`top_k` must be 1 to {TOP_MAX}")).into());
    }
    let settings = state.live.snapshot();
    let all = enabled_tools(&state, &caller);
    let total_tools_searched = all.len();
    let words = words(&query);
    let scored = all.into_iter().map(|tool| (score(&words, &tool), tool));
    let mut fitting: Vec<(f64, Tool)> = scored.filter(|(score, _)| *score > 0.0).collect();
    fitting.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    fitting.truncate(top);
    let tools = fitting
        .into_iter()
        .map(|(score, tool)| ListedTool::of(&settings, tool, Some(score)))
        .collect();
    let query_time_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Json(SearchResult { tools, query_time_ms, total_tools_searched }))
}

fn enabled_tools(state: &ApiState, caller: &Caller) -> Vec<Tool> {
    visibility::tools(state, caller).into_iter().filter(|tool| tool.enabled).collect()
}

impl ListedTool {
    fn of(settings: &Settings, tool: Tool, score: Option<f64>) -> Self {
        let entry = settings.server(&tool.server).map(|server| &server.entry);
        let known = settings.registry.iter().find(|entry| has_name(entry, &tool.server));
        let places = || entry.into_iter().chain(known);
        Self {
            category: places().find_map(|entry| non_empty(entry, "category")).unwrap_or_default(),
            tags: places().find_map(|entry| entry.texts("tags")).unwrap_or_default(),
            name: tool.name,
            server: tool.server,
            score,
            description: tool.description,
            input_schema: tool.input_schema,
        }
    }
}

/// Splits a text into words, in lower case.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Returns the relevance of a tool: the share of query words that it contains. A word in the name
/// counts as one, in the description as half.
fn score(expected: &[String], tool: &Tool) -> f64 {
    let in_name = words(&format!("{} {}", tool.name, tool.server));
    let in_description = words(&tool.description);
    let of_word = |word: &String| match (in_name.contains(word), in_description.contains(word)) {
        (true, _) => 1.0,
        (false, true) => 0.5,
        (false, false) => 0.0,
    };
    let found: f64 = expected.iter().map(of_word).sum();
    let count = u32::try_from(expected.len().max(1)).unwrap_or(u32::MAX);
    (found / f64::from(count) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_more_than_a_description() {
        let tool = Tool {
            name: "page_search".into(),
            server: "wiki".into(),
            description: "Finds pages of the team.".into(),
            enabled: true,
            input_schema: Value::Null,
        };
        for (query, expected) in [
            ("search WIKI", 1.0),
            ("search pages", 0.75),
            ("the team", 0.5),
            ("find a page", 0.33),
            ("weather", 0.0),
            ("?!", 0.0),
        ] {
            assert!((score(&words(query), &tool) - expected).abs() < 1e-9, "{query}");
        }
    }
}
