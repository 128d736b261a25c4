//! Proxy to the official registry of MCP servers, for web pages without other access to it and for
//! machines that reach it only through the hub. Passes responses through verbatim. Source: MCPHub's
//! REST reference, and the registry's API, v0.1.

use std::time::Duration;

use axum::extract::State;
use serde::Deserialize;
use url::Url;
use utoipa::IntoParams;

use crate::api::error::ApiError;
use crate::api::extract::{PathParams, QueryParams};
use crate::api::mcphub::envelope::{Data, Refusal, Reply};
use crate::api::service::registries::RegistryRequest;
use crate::api::state::ApiState;
use crate::registry::address;

/// Timeout of a request.
const PATIENCE: Duration = Duration::from_secs(15);

/// A page of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// `metadata.nextCursor` of the previous page.
    cursor: Option<String>,
    /// Servers per page; the registry has its own limit.
    limit: Option<u32>,
    /// Part of a server's name.
    search: Option<String>,
}

/// Query for a server.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ServerQuery {
    /// Name in the registry, for instance `io.github.owner/server`.
    server_name: String,
}

/// Query for a version of a server.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VersionQuery {
    /// Name of the server in the registry.
    server_name: String,
    /// A version, or `latest`.
    version: String,
}

/// Lists servers of the registry, page by page.
#[utoipa::path(get, path = "/api/registry/servers", tag = "Registry", params(PageQuery),
    responses((status = 200, body = Data), (status = 404, body = Refusal),
        (status = 502, body = Refusal)))]
pub(crate) async fn servers(
    State(state): State<ApiState>,
    QueryParams(part): QueryParams<PageQuery>,
) -> Reply {
    let mut url = url(&state, &[])?;
    let limit = part.limit.filter(|limit| *limit > 0).map(|limit| limit.to_string());
    for (name, value) in [("cursor", part.cursor), ("limit", limit), ("search", part.search)] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            url.query_pairs_mut().append_pair(name, &value);
        }
    }
    forward(&state, url).await
}

/// Lists all versions of a server.
#[utoipa::path(get, path = "/api/registry/servers/versions", tag = "Registry", params(ServerQuery),
    responses((status = 200, body = Data), (status = 404, body = Refusal),
        (status = 502, body = Refusal)))]
pub(crate) async fn versions(
    State(state): State<ApiState>,
    QueryParams(named): QueryParams<ServerQuery>,
) -> Reply {
    forward(&state, url(&state, &[&named.server_name, "versions"])?).await
}

/// Returns one version of a server.
#[utoipa::path(get, path = "/api/registry/servers/version", tag = "Registry", params(VersionQuery),
    responses((status = 200, body = Data), (status = 404, body = Refusal),
        (status = 502, body = Refusal)))]
pub(crate) async fn version(
    State(state): State<ApiState>,
    QueryParams(one): QueryParams<VersionQuery>,
) -> Reply {
    forward(&state, url(&state, &[&one.server_name, "versions", &one.version])?).await
}

/// Lists all versions of a server, at the path of older scripts; `/` in the name is `%2F`.
#[utoipa::path(get, path = "/api/registry/servers/{serverName}/versions", tag = "Registry",
    params(("serverName" = String, Path)), responses((status = 200, body = Data), (status = 404, body = Refusal),
        (status = 502, body = Refusal)))]
pub(crate) async fn versions_of(
    State(state): State<ApiState>,
    PathParams(name): PathParams<String>,
) -> Reply {
    forward(&state, url(&state, &[&name, "versions"])?).await
}

/// Returns one version of a server, at the path of older scripts; `/` in the name is `%2F`.
#[utoipa::path(get, path = "/api/registry/servers/{serverName}/versions/{version}",
    tag = "Registry", params(("serverName" = String, Path), ("version" = String, Path)),
    responses((status = 200, body = Data), (status = 404, body = Refusal),
        (status = 502, body = Refusal)))]
pub(crate) async fn version_of(
    State(state): State<ApiState>,
    PathParams((name, version)): PathParams<(String, String)>,
) -> Reply {
    forward(&state, url(&state, &[&name, "versions", &version])?).await
}

async fn forward(state: &ApiState, url: Url) -> Reply {
    let request = RegistryRequest {
        name: "the registry",
        remedy: "check the network, HTTPS_PROXY and `systemConfig.registry.baseUrl`",
        url,
        body: None,
        key: None,
        bare_key: None,
        headers: Vec::new(),
        timeout: PATIENCE,
    };
    Ok(state.registries.fetch(&request).await?.reply())
}

/// Returns the URL `/v0.1/servers/…` of the registry.
fn url(state: &ApiState, parts: &[&str]) -> Result<Url, ApiError> {
    if !parts.iter().copied().all(address::is_segment) {
        return Err(ApiError::invalid("a server's name and version must not be empty"));
    }
    let settings = state.live.snapshot();
    let base = settings.system.registry_url.as_deref().unwrap_or(address::BASE);
    address::servers(base, parts)
        .ok_or_else(|| ApiError::invalid("`systemConfig.registry.baseUrl` is not a valid base URL"))
}
