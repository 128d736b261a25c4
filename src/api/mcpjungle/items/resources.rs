//! Lists resources of all servers, and reads them by URIs that contain the server.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, QueryParams};
use crate::api::mcpjungle::items::items;
use crate::api::mcpjungle::items::items::Item;
use crate::api::mcpjungle::items::tools::ServerQuery;
use crate::api::mcpjungle::naming;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::state::ApiState;
use crate::proxy::inventory::items::ListKind;

/// A resource of a server.
#[derive(Serialize, ToSchema)]
pub(crate) struct Resource {
    /// `mcpj://res/<server>/<original URI in Base64>`.
    uri: String,
    /// The name `server__name`.
    name: String,
    /// Whether clients see the resource.
    enabled: bool,
    /// Description of the resource.
    description: String,
    /// MIME type of the content; empty if the server declares none.
    mime_type: String,
    /// Annotations of the resource, as its server declares them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    annotations: Option<Box<RawValue>>,
    /// `_meta` of the resource, as its server declares it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    meta: Option<Box<RawValue>>,
}

/// A request for one resource.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ResourceRequest {
    /// The URI in the list of resources.
    uri: String,
}

/// The contents of a resource.
#[derive(ToSchema)]
#[expect(dead_code, reason = "schema for the API document; the result is passed through verbatim")]
pub(crate) struct Contents {
    /// Contents, as the server returned them.
    contents: Vec<serde_json::Value>,
}

/// Lists the resources of all servers or of one server, including disabled ones.
#[utoipa::path(get, path = "/api/v0/resources", tag = "MCPJungle: resources", params(ServerQuery),
    responses((status = 200, body = [Resource]), (status = 404, body = Refusal)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(ServerQuery { server }): QueryParams<ServerQuery>,
) -> Result<Json<Vec<Resource>>, ApiError> {
    let all = items::list(&state, &caller, ListKind::Resources, server.as_deref()).await?;
    Ok(Json(all.iter().map(resource_view).collect()))
}

/// Returns one resource by its URI.
#[utoipa::path(post, path = "/api/v0/resources/get", tag = "MCPJungle: resources",
    request_body = ResourceRequest,
    responses((status = 200, body = Resource), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn get(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(ResourceRequest { uri }): JsonBody<ResourceRequest>,
) -> Result<Json<Resource>, ApiError> {
    let item = find_resource(&state, &caller, &uri).await?;
    Ok(Json(resource_view(&item)))
}

/// Reads a resource and returns its server's result verbatim.
#[utoipa::path(post, path = "/api/v0/resources/read", tag = "MCPJungle: resources",
    request_body = ResourceRequest,
    responses((status = 200, body = Contents), (status = 400, body = Refusal),
        (status = 404, body = Refusal), (status = 500, body = Refusal)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(ResourceRequest { uri }): JsonBody<ResourceRequest>,
) -> Result<Response, ApiError> {
    let item = find_resource(&state, &caller, &uri).await?;
    items::require_enabled(&item, ListKind::Resources)?;
    let params = json!({ "uri": item.described.key }).to_string();
    let result =
        items::send_request(&state, caller, &item.server, "resources/read", &params).await?;
    Ok(([(CONTENT_TYPE, "application/json")], result).into_response())
}

async fn find_resource(state: &ApiState, caller: &Caller, uri: &str) -> Result<Item, ApiError> {
    if uri.is_empty() {
        return Err(ApiError::invalid("`uri` must be a resource's URI"));
    }
    let absent = || ApiError::not_found(format!("no resource `{uri}`"));
    let settings = state.live.snapshot();
    let usable = caller.usable_servers(&settings);
    let candidates = usable.map(|server| (server.name.as_str(), server.trusted));
    let (server, own) = naming::split_uri(uri, candidates).ok_or_else(absent)?;
    let server = caller.usable_server(&settings, server)?;
    items::find_in_server(state, server, ListKind::Resources, &own).await.ok_or_else(absent)
}

fn resource_view(item: &Item) -> Resource {
    let name = item.described.text("name").unwrap_or_else(|| item.described.key.clone());
    Resource {
        uri: naming::item_uri(&item.server, &item.described.key),
        name: naming::item_name(&item.server, &name),
        enabled: item.enabled,
        description: item.description(),
        mime_type: item.described.text("mimeType").unwrap_or_default(),
        annotations: item.raw("annotations"),
        meta: item.raw("_meta"),
    }
}
