//! Routes each request to its dialect. A dialect is self-contained: its routes, authentication and
//! error bodies.

use std::convert::Infallible;
use std::future::ready;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{from_fn_with_state, map_request_with_state, map_response};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Router};
use http::uri::PathAndQuery;
use http::{Method, Uri};
use serde_json::{Map, Value};
use tower_service::Service as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::access::auth;
use crate::api::dialects::{RequestHints, candidates, select};
use crate::api::error::{ApiError, Kind, UnknownPath};
use crate::api::login::routes as login;
use crate::api::state::ApiState;
use crate::api::{aeontel, agent_corex, audit, docs, extract, mcphub, mcpjungle, pandora};
use crate::settings::model::dialect::Dialect;

/// The routers of all dialects, each built on first use: most hubs use one.
struct DialectRouters {
    state: ApiState,
    routers: [(Dialect, LazyLock<Router, BuildRouter>); 5],
}

type BuildRouter = Box<dyn FnOnce() -> Router + Send>;

/// Returns the router of the admin API. `base_path` precedes all paths but `/health`.
pub(crate) fn router(state: ApiState) -> Router {
    let routers = Dialect::ALL.map(|dialect| {
        let state = state.clone();
        let make: BuildRouter = Box::new(move || build_router(dialect, &state));
        (dialect, LazyLock::new(make))
    });
    Router::new().fallback(dispatch).with_state(Arc::new(DialectRouters { state, routers }))
}

/// Returns the OpenAPI document of each dialect.
fn documents(state: &ApiState) -> Vec<(Dialect, OpenApi)> {
    let document = |dialect| (dialect, parts(dialect).0(state).into_openapi());
    Dialect::ALL.map(document).into()
}

/// Renders an error for a path (below the base path) in the body of its dialect.
pub(crate) fn refusal(path: &str, error: ApiError) -> Response {
    let named = split_prefix(path).and_then(|(dialect, _)| dialect);
    let first = || candidates(strip_version(path)).first().copied();
    let dialect = named.or_else(first).unwrap_or(Dialect::McpHub);
    let nowhere = (error.kind == Kind::NotFound).then(|| Extension(UnknownPath(path.to_owned())));
    let (_, render_errors) = parts(dialect);
    render_errors((nowhere, error).into_response())
}

type Routes = fn(&ApiState) -> OpenApiRouter<ApiState>;
type RenderErrors = fn(Response) -> Response;

/// Returns a dialect's routes, and the function that gives its errors their body.
fn parts(dialect: Dialect) -> (Routes, RenderErrors) {
    match dialect {
        Dialect::McpHub => (mcphub::routes, mcphub::render_errors),
        Dialect::McpJungle => (mcpjungle::routes, mcpjungle::render_errors),
        Dialect::Pandora => (pandora::routes, pandora::render_errors),
        Dialect::AgentCorex => (agent_corex::routes, agent_corex::render_errors),
        Dialect::Aeontel => (aeontel::routes, aeontel::render_errors),
    }
}

/// Builds a dialect's routes with their common layers.
fn build_router(dialect: Dialect, state: &ApiState) -> Router {
    let (routes, render_errors) = parts(dialect);
    let (routes, _) = routes(state).split_for_parts();
    let docs = (dialect == Dialect::McpHub).then(|| docs::routes(documents));
    routes
        .merge(docs.unwrap_or_default())
        .fallback(async |uri: Uri| {
            (Extension(UnknownPath(uri.path().to_owned())), route_not_found())
        })
        .method_not_allowed_fallback(async || {
            ApiError::new(Kind::MethodNotAllowed, "this path does not support this method")
        })
        .layer(map_request_with_state(state.clone(), limit_body::<Body>))
        .layer(map_response(move |response| ready(render_errors(response))))
        .layer(from_fn_with_state((Arc::clone(&state.audit), dialect), audit::record_request))
        .with_state(state.clone())
}

fn route_not_found() -> ApiError {
    ApiError::not_found("there is no route at this path")
}

/// Limits the body to the size in the current settings, unless its route sets a limit.
async fn limit_body<B>(State(state): State<ApiState>, mut request: Request<B>) -> Request<B> {
    let limit = state.live.snapshot().system.routing.json_body_limit_bytes;
    DefaultBodyLimit::max(limit).apply(&mut request);
    request
}

async fn dispatch(State(routers): State<Arc<DialectRouters>>, mut request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let below_base = path
        .strip_prefix(&*routers.state.base_path)
        .filter(|inner| inner.is_empty() || inner.starts_with('/'));
    let Some(inner) = below_base.or_else(|| (path == "/health").then_some("/health")) else {
        return refusal(&path, route_not_found());
    };
    let (dialect, inner) = match split_prefix(inner) {
        Some((Some(Dialect::AgentCorex), rest)) => (Some(Dialect::AgentCorex), strip_version(rest)),
        Some((Some(dialect), rest)) => (Some(dialect), rest),
        Some((None, _)) => (None, inner),
        None if login::has(inner) => (Some(Dialect::McpHub), inner),
        None => match routers.select_dialect(inner, request).await {
            Ok((dialect, whole)) => {
                request = whole;
                (dialect, strip_version(inner))
            }
            Err(error) => return refusal(inner, error),
        },
    };
    let mounted = routers.mounted();
    // The hub's own commands use MCPHub's dialect even if it is not mounted.
    let is_spoken = |one: &Dialect| mounted.contains(one) || *one == Dialect::McpHub;
    let Some(dialect) = dialect.filter(is_spoken) else {
        return refusal(inner, route_not_found());
    };
    set_path(request.uri_mut(), inner);
    routers.call(dialect, request).await
}

impl DialectRouters {
    fn mounted(&self) -> Vec<Dialect> {
        self.state.live.snapshot().system.dialects.clone()
    }

    /// Selects the dialect for a path without prefix. Reads the body if the selection needs it.
    async fn select_dialect(
        &self,
        path: &str,
        request: Request,
    ) -> Result<(Option<Dialect>, Request), ApiError> {
        let path = strip_version(path);
        let by_body = candidates(path).len() > 1 && request.method() == Method::POST;
        let (request, members) =
            if by_body { self.body_members(request).await? } else { (request, Vec::new()) };
        let hints = RequestHints {
            query: request.uri().query().unwrap_or_default(),
            token: auth::authorization_token(request.headers()).unwrap_or_default(),
            members: &members,
        };
        Ok((select(path, &self.mounted(), hints), request))
    }

    /// Returns the member names of a JSON body, and the request with its body.
    async fn body_members(&self, request: Request) -> Result<(Request, Vec<String>), ApiError> {
        let (parts, body) = limit_body(State(self.state.clone()), request).await.into_parts();
        let whole = Request::from_parts(parts.clone(), body);
        let bytes = extract::read_body(whole, &()).await?;
        let object: Map<String, Value> = serde_json::from_slice(&bytes).unwrap_or_default();
        let names = object.into_iter().map(|(name, _)| name).collect();
        Ok((Request::from_parts(parts, Body::from(bytes)), names))
    }

    async fn call(&self, dialect: Dialect, request: Request) -> Response {
        let Some((_, router)) = self.routers.iter().find(|(one, _)| *one == dialect) else {
            return refusal("", route_not_found());
        };
        let answered: Result<Response, Infallible> = Router::clone(&**router).call(request).await;
        match answered {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

/// Splits `/dialect/{name}/rest` into the dialect, if the name is one, and the rest.
fn split_prefix(path: &str) -> Option<(Option<Dialect>, &str)> {
    let rest = path.strip_prefix("/dialect/")?;
    let end = rest.find('/').unwrap_or(rest.len());
    Some((Dialect::of_word(&rest[..end]), &rest[end..]))
}

/// Removes Agent-Corex's optional version prefix.
fn strip_version(path: &str) -> &str {
    let below =
        path.strip_prefix("/v1").filter(|rest| candidates(rest).contains(&Dialect::AgentCorex));
    below.unwrap_or(path)
}

fn set_path(uri: &mut Uri, path: &str) {
    let path = if path.is_empty() { "/" } else { path };
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    let Ok(both) = format!("{path}{query}").parse::<PathAndQuery>() else { return };
    parts.path_and_query = Some(both);
    if let Ok(other) = Uri::from_parts(parts) {
        *uri = other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_routes_of_all_dialects_can_be_built() {
        // Building panics if two routes have the same method and path.
        let folder = tempfile::tempdir().unwrap();
        let state = ApiState::for_tests(folder.path());
        for dialect in Dialect::ALL {
            let _ = build_router(dialect, &state);
        }
    }
}
