//! OpenAPI documents of the tools: of all servers, of a group, or of one server. Source: MCPHub's
//! OpenAPI integration. A caller who can read a document can call every path in it.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, dressed};
use crate::api::extract::{Asked, At};
use crate::api::mcphub::envelope::Data;
use crate::api::mcphub::offered::{self, Within};
use crate::api::mcphub::openapi_document::{About, Tool, document};
use crate::api::mcphub::view::status_word;
use crate::api::state::ApiState;
use crate::proxy::catalog::Catalog;
use crate::proxy::inventory::ListKind;
use crate::proxy::scope::{Part, Target};
use crate::settings::Settings;
use crate::settings::server::Server;

/// Content of a document, and filters of its tools.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
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
#[utoipa::path(get, path = "/api/openapi.json", tag = "OpenAPI", params(Wanted),
    responses((status = 200, description = "an OpenAPI 3.0.3 document", body = Value)))]
pub(crate) async fn of_all(
    State(state): State<ApiState>,
    caller: Caller,
    Asked(wanted): Asked<Wanted>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let servers: Option<Vec<&str>> =
        wanted.servers.as_deref().map(|names| names.split(',').map(str::trim).collect());
    let settings = state.live.snapshot();
    let is_wanted = |server: &Server| match &servers {
        Some(names) => names.contains(&server.name.as_str()),
        None => caller.lists(&settings, server),
    };
    let group = wanted.group.as_deref().filter(|group| !group.is_empty());
    let within = group.map_or(Within::Everything, Within::Group);
    let tools = tools(&state, &caller, &wanted, within, is_wanted);
    Ok(answer(&state, &headers, &wanted, None, &tools))
}

/// Returns the document of a group, by name or id, else of a server.
#[utoipa::path(get, path = "/api/{name}/openapi.json", tag = "OpenAPI",
    params(("name" = String, Path, description = "a group's name or id, or a server's name"), Wanted),
    responses((status = 200, description = "an OpenAPI 3.0.3 document", body = Value)))]
pub(crate) async fn of_one(
    State(state): State<ApiState>,
    caller: Caller,
    At(name): At<String>,
    Asked(wanted): Asked<Wanted>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let catalog = state.hub.catalog();
    let viewer = caller.identity.viewer.as_ref();
    let scope = catalog.resolve(&Target::Named(name.clone()), viewer);
    let (tools, what) = match scope.map(|scope| scope.part) {
        Some(Part::Group(group)) => {
            offered::group(&catalog, &caller, &name)?;
            let within = Within::Group(&name);
            let tools = tools(&state, &caller, &wanted, within, |_: &Server| true);
            (tools, format!("{group} Group"))
        }
        Some(_) if is_connected(&state, &name) => {
            offered::places(&catalog, &caller, Within::Everything, &name)?;
            let only = |server: &Server| server.name == name;
            let tools = tools(&state, &caller, &wanted, Within::Everything, only);
            (tools, name.clone())
        }
        _ => {
            let text = format!("no group or connected server `{name}`");
            return Err(ApiError::absent(text));
        }
    };
    Ok(answer(&state, &headers, &wanted, Some(&what), &tools))
}

/// Lists the names of the connected servers.
#[utoipa::path(get, path = "/api/openapi/servers", tag = "OpenAPI",
    responses((status = 200, body = Data)))]
pub(crate) async fn servers(State(state): State<ApiState>, caller: Caller) -> Json<Value> {
    let catalog = state.hub.catalog();
    let settings = state.live.snapshot();
    let seen = catalog.sources.iter().map(|source| &source.server);
    let seen = seen.filter(|server| may_know(&settings, &caller, server));
    let names = seen.map(|server| server.name.as_str()).filter(|name| is_connected(&state, name));
    Json(json!({ "success": true, "data": names.collect::<Vec<_>>() }))
}

/// Returns whether the caller sees a server and may use it, directly or through a group.
fn may_know(settings: &Settings, caller: &Caller, server: &Server) -> bool {
    let own = caller.may_use(settings, &Target::Named(server.name.clone()));
    let in_group = || {
        let groups = settings.groups.iter();
        let mut with = groups.filter(|g| g.members.iter().any(|m| m.server == server.name));
        with.any(|group| caller.may_use_group(group))
    };
    caller.lists(settings, server) && (own || in_group())
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
pub(crate) async fn dress(response: Response) -> Response {
    dressed(response, |error| {
        let reason = error.status().canonical_reason().unwrap_or("Error");
        json!({ "success": false, "error": reason, "message": error.message })
    })
}

/// Returns the tools of connected servers that the caller can call, and hidden ones on request.
fn tools(
    state: &ApiState,
    caller: &Caller,
    wanted: &Wanted,
    within: Within<'_>,
    is_wanted: impl Fn(&Server) -> bool,
) -> Vec<Tool> {
    let catalog: &Catalog = &state.hub.catalog();
    let hidden = wanted.include_disabled.as_deref() == Some("true");
    let mut tools = Vec::new();
    for source in &catalog.sources {
        let server = &source.server;
        if !is_wanted(server) || !caller.sees(server) || !is_connected(state, &server.name) {
            continue;
        }
        let Ok(places) = offered::places(catalog, caller, within, &server.name) else { continue };
        let in_group = |key: &str| offered::is_member(catalog, &places, &server.name, key);
        for item in catalog.describe(&server.name, ListKind::Tools) {
            let shown = offered::is_shown(catalog, &places, &server.name, &item);
            let is_hidden = || !item.enabled && in_group(&item.key);
            if !(shown || hidden && is_hidden()) {
                continue;
            }
            let mut raw = offered::raw(&item);
            let own = raw["description"].as_str().map(str::to_owned);
            tools.push(Tool {
                server: server.name.clone(),
                name: item.key,
                exposed: item.exposed,
                description: item.description.or(own),
                input: raw["inputSchema"].take(),
            });
        }
    }
    tools
}

fn is_connected(state: &ApiState, server: &str) -> bool {
    status_word(state, server) == "connected"
}

fn answer(
    state: &ApiState,
    headers: &HeaderMap,
    wanted: &Wanted,
    what: Option<&str>,
    tools: &[Tool],
) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let here = || format!("http://{}", host.unwrap_or("localhost:3000"));
    let base = wanted.server_url.clone().filter(|url| !url.is_empty());
    let base = base.or_else(|| state.base_url());
    let base = base.unwrap_or_else(here);
    let about = About {
        title: wanted.title.clone().or_else(|| what.map(|what| format!("{what} MCP API"))),
        description: wanted.description.clone(),
        version: wanted.version.clone(),
        url: format!("{}{}/api", base.trim_end_matches('/'), state.base_path),
    };
    // Editors and browser clients read documents from any origin.
    let open = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Content-Type, Authorization"),
    ];
    (open, Json(document(&about, tools))).into_response()
}
