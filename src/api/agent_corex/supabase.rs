//! Writes the registry to a table of a Supabase project, through its REST interface. Rows of the
//! same name are replaced, others are kept. The interface requires the same columns in every row:
//! the documented ones of a listed entry, and any other that an entry has.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use http::HeaderName;
use serde::Serialize;
use serde_json::{Map, Value};
use url::Url;
use utoipa::ToSchema;

use crate::api::agent_corex::refusal::{ErrorBody, Refusal};
use crate::api::agent_corex::registry::Entry;
use crate::api::error::{ApiError, Kind};
use crate::api::service::registries::RegistryRequest;
use crate::api::state::ApiState;
use crate::api::time::iso_now;
use crate::settings::model::secret::Secret;
use crate::settings::schema::other_fields::REGISTRY_ENTRY;

/// The result of a sync.
#[derive(Serialize, ToSchema)]
pub(crate) struct SupabaseSync {
    /// Always `success` if the rows were written.
    status: &'static str,
    /// Number of written entries.
    synced_count: usize,
    /// Time of the sync, ISO 8601.
    timestamp: String,
}

/// The default table.
const TABLE: &str = "mcp_registry";
/// Rows per request.
const ROWS: usize = 200;
/// Timeout of one request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// Timeout of the whole sync.
const SYNC_TIMEOUT: Duration = Duration::from_mins(1);

/// Writes all registry entries to Supabase.
#[utoipa::path(post, path = "/admin/mcp_registry/sync-to-supabase",
    tag = "Agent-Corex: registry",
    responses((status = 200, body = SupabaseSync), (status = 403, body = ErrorBody),
        (status = 502, body = ErrorBody), (status = 503, body = ErrorBody)))]
pub(crate) async fn sync(State(state): State<ApiState>) -> Result<Json<SupabaseSync>, Refusal> {
    // An edit by hand counts at once, as for the list of the registry.
    state.refresh_settings().await;
    let base_request = base_request(&state)?;
    let rows = rows(&state.live.snapshot().registry);
    let written = async {
        for some in rows.chunks(ROWS) {
            let request = RegistryRequest { body: Some(some.into()), ..base_request.clone() };
            state
                .registries
                .send(&request)
                .await
                .map_err(|error| as_upstream_error(&request, error))?;
        }
        Ok::<(), ApiError>(())
    };
    let late = |_| base_request.unavailable("it takes too long");
    tokio::time::timeout(SYNC_TIMEOUT, written).await.map_err(late)??;
    Ok(Json(SupabaseSync { status: "success", synced_count: rows.len(), timestamp: iso_now() }))
}

/// Returns the request without its rows; the environment provides values that the settings lack.
fn base_request(state: &ApiState) -> Result<RegistryRequest, ApiError> {
    let settings = state.live.snapshot();
    let set = &settings.system.supabase;
    let missing = |what: &str, variable: &str| {
        let text =
            format!("Supabase is not configured: set `systemConfig.supabase.{what}` or {variable}");
        ApiError::new(Kind::Unavailable, text)
    };
    let base = set
        .url
        .as_deref()
        .or(state.variable("SUPABASE_URL"))
        .ok_or_else(|| missing("url", "SUPABASE_URL"))?;
    let key = set
        .api_key
        .clone()
        .or_else(|| state.variable("SUPABASE_SERVICE_ROLE_KEY").map(Secret::new))
        .ok_or_else(|| missing("apiKey", "SUPABASE_SERVICE_ROLE_KEY"))?;
    Ok(RegistryRequest {
        name: "Supabase",
        remedy: "check the network, the table and `systemConfig.supabase`",
        url: url(base, set.table.as_deref().unwrap_or(TABLE)).ok_or_else(|| {
            let text = "`systemConfig.supabase.url` or SUPABASE_URL is not a valid URL";
            ApiError::new(Kind::Unavailable, text)
        })?,
        body: None,
        key: Some(key),
        bare_key: Some(HeaderName::from_static("apikey")),
        headers: vec![(
            HeaderName::from_static("prefer"),
            "resolution=merge-duplicates,return=minimal".to_owned(),
        )],
        timeout: REQUEST_TIMEOUT,
    })
}

/// Returns `{base}/rest/v1/{table}?on_conflict=name`.
fn url(base: &str, table: &str) -> Option<Url> {
    let mut url = Url::parse(base.trim()).ok().filter(Url::has_host)?;
    url.path_segments_mut().ok()?.pop_if_empty().extend(["rest", "v1", table.trim()]);
    url.set_query(Some("on_conflict=name"));
    Some(url)
}

/// Converts an error into `Upstream`: a request that Supabase rejects is never the caller's fault.
fn as_upstream_error(request: &RegistryRequest, error: ApiError) -> ApiError {
    if error.kind == Kind::Upstream {
        return error;
    }
    ApiError::new(Kind::Upstream, format!("{}; {}", error.message, request.remedy))
}

fn rows(registry: &[Map<String, Value>]) -> Vec<Value> {
    let listed = |entry: &Map<String, Value>| {
        let listed = serde_json::to_value(Entry::of(entry)).unwrap_or_default();
        let stored = entry.iter().filter(|(key, _)| REGISTRY_ENTRY.field(key).is_some());
        let mut row: Map<String, Value> =
            stored.map(|(key, value)| (key.clone(), value.clone())).collect();
        row.extend(listed.as_object().cloned().unwrap_or_default());
        row
    };
    let mut rows: Vec<Map<String, Value>> = registry.iter().map(listed).collect();
    let columns: BTreeSet<String> = rows.iter().flat_map(|row| row.keys().cloned()).collect();
    for row in &mut rows {
        for column in &columns {
            row.entry(column.clone()).or_insert(Value::Null);
        }
        row.sort_keys();
    }
    rows.into_iter().map(Value::Object).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_row_has_the_same_columns() {
        let entry = |value: Value| value.as_object().unwrap().clone();
        let rows = rows(&[
            entry(json!({ "name": "a", "tags": ["t"], "own": 1 })),
            entry(json!({ "name": "b", "command": "uvx", "tools_count": 3 })),
        ]);
        let a = json!({ "name": "a", "display_name": "a", "description": "", "version": "",
            "tools_count": 0, "category": "", "tags": ["t"], "url": "", "icon": "",
            "command": null });
        let b = json!({ "name": "b", "display_name": "b", "description": "", "version": "",
            "tools_count": 3, "category": "", "tags": [], "url": "", "icon": "",
            "command": "uvx" });
        assert_eq!(rows, [a, b]);
    }

    #[test]
    fn the_table_is_a_path_segment() {
        let of = |base, table| url(base, table).map(String::from);
        let expected = "https://x.example/rest/v1/mcp_registry?on_conflict=name".to_owned();
        assert_eq!(of("https://x.example", TABLE), Some(expected.clone()));
        assert_eq!(of(" https://x.example/ ", TABLE), Some(expected));
        let odd = "https://x.example/sub/rest/v1/a%2Fb%3Fc?on_conflict=name".to_owned();
        assert_eq!(of("https://x.example/sub/", "a/b?c"), Some(odd));
        assert_eq!(of("x.example", TABLE), None);
        assert_eq!(of("mailto:x", TABLE), None);
    }
}
