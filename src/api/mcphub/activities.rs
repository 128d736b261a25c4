//! Recorded tool calls. Source: MCPHub's REST reference, "Activities". MCPHub requires a database
//! for them; mcphub records them unless `systemConfig.activityLog.enabled` is false. Non-admins see
//! their own calls only, unlike in MCPHub.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{PathParams, QueryParams};
use crate::api::mcphub::envelope::{Data, Reply, data, pagination};
use crate::api::state::ApiState;
use crate::api::time::iso_ms;
use crate::state::activity::log::{ActivityLog, Unavailable};
use crate::state::activity::record::{Activity, Filter};
use crate::state::activity::store::now_ms;

/// Milliseconds per day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Filter of the calls. An empty value counts as absent.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct CallFilter {
    /// Part of the server's name.
    server: Option<String>,
    /// Part of the tool's original name.
    tool: Option<String>,
    /// Either `success` or `error`.
    status: Option<String>,
    /// Part of the group's name.
    group: Option<String>,
    /// Name of the calling user.
    username: Option<String>,
    /// Id of the calling key.
    key_id: Option<String>,
    /// Part of the calling key's name.
    key_name: Option<String>,
    /// Earliest date or time, ISO 8601; UTC unless it contains an offset.
    start_date: Option<String>,
    /// Latest date or time, ISO 8601.
    end_date: Option<String>,
    /// The page number, from 1. Default 1.
    page: Option<u32>,
    /// Calls per page, 1 to 100. Default 20.
    limit: Option<u32>,
}

/// The age of calls to remove.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Age {
    /// The age in days. Default 30.
    days_old: Option<u32>,
}

/// Returns whether tool calls are recorded and readable.
#[utoipa::path(get, path = "/api/activities/available", tag = "Activities",
    responses((status = 200, body = Data)))]
pub(crate) async fn available(State(state): State<ApiState>) -> Reply {
    let available = with_log(&state, |log| Ok(log.is_available())).await.unwrap_or(false);
    Ok(data(json!({ "available": available })))
}

/// Lists calls, newest first.
#[utoipa::path(get, path = "/api/activities", tag = "Activities", params(CallFilter),
    responses((status = 200, body = Data)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(query): QueryParams<CallFilter>,
) -> Reply {
    let page = query.page.unwrap_or(1);
    let limit = query.limit.unwrap_or(20);
    if page < 1 {
        return Err(ApiError::invalid("`page` must be at least 1"));
    }
    if !(1..=100).contains(&limit) {
        return Err(ApiError::invalid("`limit` must be from 1 to 100"));
    }
    let filter = filter(&caller, query)?;
    let found = with_log(&state, move |log| log.page(&filter, page, limit)).await?;
    // A count is never negative.
    let total = u64::try_from(found.total).unwrap_or_default();
    Ok(Json(json!({
        "success": true,
        "data": found.activities.into_iter().map(view).collect::<Vec<_>>(),
        "pagination": pagination(page.into(), limit.into(), total),
    })))
}

/// Returns counts and the average duration of calls.
#[utoipa::path(get, path = "/api/activities/stats", tag = "Activities", params(CallFilter),
    responses((status = 200, body = Data)))]
pub(crate) async fn stats(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(query): QueryParams<CallFilter>,
) -> Reply {
    let filter = filter(&caller, query)?;
    let figures = with_log(&state, move |log| log.stats(&filter)).await?;
    Ok(data(json!({
        "totalCalls": figures.total,
        "successCount": figures.total - figures.failed,
        "errorCount": figures.failed,
        "avgDuration": figures.average_ms,
    })))
}

/// Returns the values that occur in calls, as choices for filters.
#[utoipa::path(get, path = "/api/activities/filters", tag = "Activities",
    responses((status = 200, body = Data)))]
pub(crate) async fn filters(State(state): State<ApiState>, caller: Caller) -> Reply {
    let own = Filter { username: visible_username(&caller, None)?, ..Filter::default() };
    let choices = with_log(&state, move |log| log.choices(&own)).await?;
    Ok(data(json!({
        "servers": choices.servers,
        "tools": choices.tools,
        "groups": choices.groups,
        "usernames": choices.usernames,
        "keyNames": choices.key_names,
    })))
}

/// Returns one call by its id.
#[utoipa::path(get, path = "/api/activities/{id}", tag = "Activities",
    params(("id" = String, Path)), responses((status = 200, body = Data)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    // Ids are numbers, so any other text is unknown.
    let number = id.parse().unwrap_or(-1);
    let found = with_log(&state, move |log| log.one(number)).await?;
    let shown =
        |activity: &Activity| caller.admin || activity.call.username == caller.identity.user;
    let found = found.filter(shown);
    Ok(data(found.map(view).ok_or_else(|| ApiError::not_found(format!("no activity `{id}`")))?))
}

/// Removes calls older than a number of days.
#[utoipa::path(delete, path = "/api/activities/cleanup", tag = "Activities", params(Age),
    responses((status = 200, body = Data)))]
pub(crate) async fn cleanup(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(age): QueryParams<Age>,
) -> Reply {
    caller.require_admin()?;
    let days = age.days_old.unwrap_or(30);
    if days < 1 {
        return Err(ApiError::invalid("`daysOld` must be at least 1"));
    }
    let cutoff = now_ms() - i64::from(days) * DAY_MS;
    let removed = with_log(&state, move |log| log.remove_before(cutoff)).await?;
    Ok(data(json!({ "deletedCount": removed, "cutoffDate": iso_ms(cutoff) })))
}

/// Runs an operation on the activity log on a blocking thread.
async fn with_log<T: Send + 'static>(
    state: &ApiState,
    work: impl FnOnce(&ActivityLog) -> Result<T, Unavailable> + Send + 'static,
) -> Result<T, ApiError> {
    let is_enabled = state.live.snapshot().system.activity_log.enabled;
    let log = state
        .gateway
        .activities
        .clone()
        .filter(|_| is_enabled)
        .ok_or_else(|| ApiError::not_found("the activity log is disabled"))?;
    tokio::task::spawn_blocking(move || work(&log))
        .await
        .map_err(|_| ApiError::internal("the activity log task was aborted"))?
        .map_err(|unavailable| ApiError::not_found(unavailable.to_string()))
}

/// Returns the username to filter by: for non-admins their own, for admins any or none.
fn visible_username(caller: &Caller, username: Option<String>) -> Result<Option<String>, ApiError> {
    match (caller.admin, username) {
        (true, username) => Ok(username),
        (false, None) => Ok(Some(caller.owner().to_owned())),
        (false, Some(username)) => caller.require_user(&username).map(|()| Some(username)),
    }
}

fn filter(caller: &Caller, query: CallFilter) -> Result<Filter, ApiError> {
    let non_empty = |value: Option<String>| value.filter(|value| !value.is_empty());
    let moment = |value, name| non_empty(value).map(|text| parse_time(&text, name)).transpose();
    Ok(Filter {
        server: non_empty(query.server),
        tool: non_empty(query.tool),
        failed: match query.status.as_deref() {
            Some("success") => Some(false),
            Some("error") => Some(true),
            _ => None,
        },
        group: non_empty(query.group),
        username: visible_username(caller, non_empty(query.username))?,
        key_id: non_empty(query.key_id),
        key_name: non_empty(query.key_name),
        from_ms: moment(query.start_date, "startDate")?,
        until_ms: moment(query.end_date, "endDate")?,
    })
}

/// Parses a date or time into milliseconds since 1970.
fn parse_time(text: &str, name: &str) -> Result<i64, ApiError> {
    let whole = text.parse::<jiff::Timestamp>();
    let moment = whole.or_else(|_| {
        let here = text.parse::<jiff::civil::DateTime>()?;
        jiff::tz::TimeZone::UTC.to_timestamp(here)
    });
    let moment =
        moment.map_err(|_| ApiError::invalid(format!("`{name}` is not a valid date or time")))?;
    Ok(moment.as_millisecond())
}

fn view(activity: Activity) -> Value {
    let Activity { id, call } = activity;
    let mut view = json!({
        "id": id.to_string(),
        "timestamp": iso_ms(call.at_ms),
        "server": call.server,
        "tool": call.tool,
        "duration": call.took_ms,
        "status": if call.failed { "error" } else { "success" },
    });
    for (key, value) in [
        ("input", call.input),
        ("output", call.output),
        ("group", call.group),
        ("username", call.username),
        ("keyId", call.key_id),
        ("keyName", call.key_name),
        ("sourceIp", call.source_ip.map(|ip| ip.to_string())),
        ("errorMessage", call.error),
    ] {
        if let Some(value) = value {
            view[key] = value.into();
        }
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_in_utc_by_default() {
        let of = |text| parse_time(text, "startDate").map(iso_ms).map_err(|e| e.message);
        assert_eq!(of("2026-01-02"), Ok("2026-01-02T00:00:00.000Z".into()));
        assert_eq!(of("2026-01-02T03:04"), Ok("2026-01-02T03:04:00.000Z".into()));
        assert_eq!(of("2026-01-02T03:04:05.678+01:00"), Ok("2026-01-02T02:04:05.678Z".into()));
        assert_eq!(of("yesterday"), Err("`startDate` is not a valid date or time".into()));
    }
}
