//! The audit log, for admins: logins, changes, refusals and tool calls. MCPHub has no audit log;
//! the pagination is that of its activities.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::QueryParams;
use crate::api::mcphub::envelope::{Data, pagination};
use crate::api::state::ApiState;
use crate::settings::visible;
use crate::state::audit::log::Filter;
use crate::state::audit::record::{Kind, Outcome, time_of};

/// Filter of the records. An empty value counts as absent.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct RecordQuery {
    /// One of `login`, `setup`, `password`, `write`, `access` and `call`.
    kind: Option<String>,
    /// One of `ok`, `refused`, `failed` and `abandoned`.
    result: Option<String>,
    /// Part of the caller's name.
    who: Option<String>,
    /// Earliest time, ISO 8601 with an offset.
    since: Option<String>,
    /// Latest time, ISO 8601 with an offset.
    until: Option<String>,
    /// The page number, from 1. Default 1.
    page: Option<usize>,
    /// Records per page, 1 to 500. Default 100.
    limit: Option<usize>,
}

/// Lists records, newest first.
#[utoipa::path(get, path = "/api/audit", tag = "Logs", params(RecordQuery),
    responses((status = 200, body = Data)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(query): QueryParams<RecordQuery>,
) -> Result<Response, ApiError> {
    caller.require_admin()?;
    let page = query.page.unwrap_or(1);
    let limit = query.limit.unwrap_or(100);
    if page < 1 {
        return Err(ApiError::invalid("`page` must be at least 1"));
    }
    if !(1..=500).contains(&limit) {
        return Err(ApiError::invalid("`limit` must be from 1 to 500"));
    }
    let filter = filter(query)?;
    let read = tokio::task::spawn_blocking(move || read(&state, &filter, page, limit)).await;
    let (records, total) =
        read.map_err(|_| ApiError::internal("the audit log task was aborted"))??;
    let answer = json!({
        "success": true,
        "data": records,
        "pagination": pagination(page as u64, limit as u64, total as u64),
    });
    // Names come from requests; escapes prevent control of a terminal that shows the response.
    let answer = visible::json(&answer.to_string()).into_owned();
    Ok(([(CONTENT_TYPE, "application/json")], answer).into_response())
}

/// Returns the records of a page, and the number of records on all pages.
fn read(
    state: &ApiState,
    filter: &Filter,
    page: usize,
    limit: usize,
) -> Result<(Vec<Value>, usize), ApiError> {
    // Calls are written with a short delay.
    if let Some(activities) = &state.gateway.activities {
        activities.flush();
    }
    let records = state
        .audit
        .log
        .newest_first()
        .map_err(|error| ApiError::internal(format!("cannot read the audit log: {error}")))?;
    let first = (page - 1).saturating_mul(limit);
    let mut total = 0;
    let mut shown = Vec::new();
    for record in records.filter(|record| filter.takes(record)) {
        if total >= first && shown.len() < limit {
            shown.push(record);
        }
        total += 1;
    }
    Ok((shown, total))
}

fn filter(query: RecordQuery) -> Result<Filter, ApiError> {
    let non_empty = |value: Option<String>| value.filter(|value| !value.is_empty());
    let kinds = Kind::ALL.map(|(_, word)| word);
    Ok(Filter {
        kind: one_of(non_empty(query.kind), "kind", &kinds)?,
        result: one_of(non_empty(query.result), "result", &Outcome::WORDS)?,
        who: non_empty(query.who),
        since: non_empty(query.since).map(|text| time(&text, "since")).transpose()?,
        until: non_empty(query.until).map(|text| time(&text, "until")).transpose()?,
    })
}

fn one_of(word: Option<String>, name: &str, words: &[&str]) -> Result<Option<String>, ApiError> {
    match word {
        Some(word) if !words.contains(&word.as_str()) => {
            Err(ApiError::invalid(format!("`{name}` must be one of {}", words.join(", "))))
        }
        word => Ok(word),
    }
}

fn time(text: &str, name: &str) -> Result<String, ApiError> {
    let time = text.parse().map(time_of);
    time.map_err(|_| ApiError::invalid(format!("`{name}` must be a time, as 2026-01-02T03:04:05Z")))
}
