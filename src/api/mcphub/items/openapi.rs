//! OpenAPI documents of the tools: of all servers, of a group, or of one server. Source: MCPHub's
//! OpenAPI integration. A caller who can read a document can call every path in it.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use crate::access::public_url::PublicUrl;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, with_body};
use crate::api::extract::{PathParams, QueryParams};
use crate::api::mcphub::envelope::Data;
use crate::api::mcphub::items::tool_lookup;
use crate::api::mcphub::items::tool_lookup::SearchIn;
use crate::api::mcphub::view::status_word;
use crate::api::state::ApiState;
use crate::openapi::writer::{DocumentInfo, Tool, document};
use crate::proxy::catalog::catalog::Catalog;
use crate::proxy::catalog::scope::{Part, Target};
use crate::proxy::inventory::items::ListKind;
use crate::settings::Settings;
use crate::settings::model::server::Server;

/// Content of a document, and filters of its tools.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct DocumentQuery {
    /// Title of the document.
    title: Option<String>,
    /// Description of the document.
    description: Option<String>,
    /// Version of the document.
    version: Option<String>,
    /// Base URL of the hub, without a path.
    server_url: Option<String>,
    /// `true` includes disabled tools, which cannot be called.
    include_disabled: Option<String>,
    /// Only tools of this group, by name or id.
    group: Option<String>,
    /// Only tools of these servers, separated by commas.
    servers: Option<String>,
}

/// Returns the document of all connected servers, with a path for each tool.
#[utoipa::path(get, path = "/api/openapi.json", tag = "OpenAPI", params(DocumentQuery),
    responses((status = 200, description = "an OpenAPI 3.0.3 document", body = Value)))]
pub(crate) async fn of_all(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(query): QueryParams<DocumentQuery>,
    base: PublicUrl,
) -> Result<Response, ApiError> {
    let servers: Option<Vec<&str>> =
        query.servers.as_deref().map(|names| names.split(',').map(str::trim).collect());
    let settings = state.live.snapshot();
    let is_wanted = |server: &Server| match &servers {
        Some(names) => names.contains(&server.name.as_str()),
        None => caller.can_list_items(&settings, server),
    };
    let group = query.group.as_deref().filter(|group| !group.is_empty());
    let within = group.map_or(SearchIn::Everything, SearchIn::Group);
    let tools = tools(&state, &caller, &query, within, is_wanted);
    Ok(document_response(&state, &base, &query, None, &tools))
}

/// Returns the document of a group, by name or id, else of a server.
#[utoipa::path(get, path = "/api/{name}/openapi.json", tag = "OpenAPI",
    params(("name" = String, Path, description = "a group's name or id, or a server's name"), DocumentQuery),
    responses((status = 200, description = "an OpenAPI 3.0.3 document", body = Value)))]
pub(crate) async fn of_one(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
    QueryParams(query): QueryParams<DocumentQuery>,
    base: PublicUrl,
) -> Result<Response, ApiError> {
    let catalog = state.hub.catalog();
    let viewer = caller.identity.viewer.as_ref();
    let scope = catalog.resolve(&Target::Named(name.clone()), viewer);
    let (tools, what) = match scope.map(|scope| scope.part) {
        Some(Part::Group(group)) => {
            tool_lookup::group(&catalog, &caller, &name)?;
            let within = SearchIn::Group(&name);
            let tools = tools(&state, &caller, &query, within, |_: &Server| true);
            (tools, format!("{group} Group"))
        }
        Some(_) if is_connected(&state, &name) => {
            tool_lookup::endpoints(&catalog, &caller, SearchIn::Everything, &name)?;
            let only = |server: &Server| server.name == name;
            let tools = tools(&state, &caller, &query, SearchIn::Everything, only);
            (tools, name.clone())
        }
        _ => {
            let text = format!("no group or connected server `{name}`");
            return Err(ApiError::not_found(text));
        }
    };
    Ok(document_response(&state, &base, &query, Some(&what), &tools))
}

/// Lists the names of the connected servers.
#[utoipa::path(get, path = "/api/openapi/servers", tag = "OpenAPI",
    responses((status = 200, body = Data)))]
pub(crate) async fn servers(State(state): State<ApiState>, caller: Caller) -> Json<Value> {
    let catalog = state.hub.catalog();
    let settings = state.live.snapshot();
    let names: Vec<_> = catalog
        .sources
        .iter()
        .filter(|source| may_know(&settings, &caller, &source.server))
        .map(|source| source.server.name.as_str())
        .filter(|name| is_connected(&state, name))
        .collect();
    Json(json!({ "success": true, "data": names }))
}

/// Returns whether the caller sees a server and may use it, directly or through a group.
fn may_know(settings: &Settings, caller: &Caller, server: &Server) -> bool {
    let own = caller.may_use(settings, &Target::Named(server.name.clone()));
    let in_group = || {
        let groups = settings.groups.iter();
        let mut with = groups.filter(|g| g.members.iter().any(|m| m.server == server.name));
        with.any(|group| caller.may_use_group(group))
    };
    caller.can_list_items(settings, server) && (own || in_group())
}

/// Returns the number of tools, in total and per server.
#[utoipa::path(get, path = "/api/openapi/stats", tag = "OpenAPI",
    responses((status = 200, body = Data)))]
pub(crate) async fn stats(State(state): State<ApiState>, caller: Caller) -> Json<Value> {
    let settings = state.live.snapshot();
    let catalog = state.hub.catalog();
    let (mut total_servers, mut total_tools) = (0, 0);
    let mut breakdown = Vec::new();
    for server in settings.servers.iter().filter(|s| may_know(&settings, &caller, s)) {
        let count = catalog.describe(&server.name, ListKind::Tools).len();
        let status = status_word(&state, &server.name);
        if status == "connected" {
            total_servers += 1;
            total_tools += count;
        }
        breakdown.push(json!({ "name": server.name, "toolCount": count, "status": status }));
    }
    let data = json!({
        "totalServers": total_servers,
        "totalTools": total_tools,
        "serverBreakdown": breakdown,
    });
    Json(json!({ "success": true, "data": data }))
}

/// Renders the errors of these routes: `{error, message}`.
pub(crate) async fn render_errors(response: Response) -> Response {
    with_body(response, |error| {
        let reason = error.status().canonical_reason().unwrap_or("Error");
        json!({ "success": false, "error": reason, "message": error.message })
    })
}

/// Returns the tools of connected servers that the caller can call, and hidden ones on request.
fn tools(
    state: &ApiState,
    caller: &Caller,
    query: &DocumentQuery,
    within: SearchIn<'_>,
    is_wanted: impl Fn(&Server) -> bool,
) -> Vec<Tool> {
    let catalog: &Catalog = &state.hub.catalog();
    let hidden = query.include_disabled.as_deref() == Some("true");
    let mut tools = Vec::new();
    for source in &catalog.sources {
        let server = &source.server;
        if !is_wanted(server) || !caller.can_see(server) || !is_connected(state, &server.name) {
            continue;
        }
        let Ok(endpoints) = tool_lookup::endpoints(catalog, caller, within, &server.name) else {
            continue;
        };
        let in_group = |key: &str| tool_lookup::is_member(catalog, &endpoints, &server.name, key);
        for item in catalog.describe(&server.name, ListKind::Tools) {
            let shown = tool_lookup::is_exposed(catalog, &endpoints, &server.name, &item);
            let is_hidden = || !item.enabled && in_group(&item.key);
            if !(shown || hidden && is_hidden()) {
                continue;
            }
            tools.push(Tool {
                server: server.name.clone(),
                description: item.description(),
                input: item.input_schema().unwrap_or_default(),
                name: item.key,
                exposed: item.exposed,
            });
        }
    }
    tools
}

fn is_connected(state: &ApiState, server: &str) -> bool {
    status_word(state, server) == "connected"
}

fn document_response(
    state: &ApiState,
    base: &PublicUrl,
    query: &DocumentQuery,
    what: Option<&str>,
    tools: &[Tool],
) -> Response {
    // A client names its URL without the path of the hub.
    let own = |url: &String| format!("{}{}", url.trim_end_matches('/'), state.base_path);
    let asked = query.server_url.as_ref().filter(|url| !url.is_empty()).map(own);
    let about = DocumentInfo {
        title: query.title.clone().or_else(|| what.map(|what| format!("{what} MCP API"))),
        description: query.description.clone(),
        version: query.version.clone(),
        url: asked.unwrap_or_else(|| base.as_str().to_owned()) + "/api",
    };
    // Editors and browser clients read documents from any origin.
    let open = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Authorization"),
    ];
    (open, Json(document(&about, tools))).into_response()
}
