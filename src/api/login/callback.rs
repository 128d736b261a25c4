//! Where the browser returns to at the end of a login at a server.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::COOKIE;
use http::{HeaderMap, StatusCode};
use serde_json::json;
use url::Url;

use crate::access::rate_limit::Peer;
use crate::api::login::pages::{Page, add_headers, prefers_json};
use crate::api::state::ApiState;
use crate::oauth::LoginError;
use crate::oauth::authorization::Redirected;
use crate::oauth::publication::Arrival;
use crate::proxy::upstream::{State as Connection, Upstream};

/// The cookie of the browser that a connect page has sent to a login.
pub(super) const COOKIE_NAME: &str = "mcphub-connect";
/// How long the page waits for the server to connect.
const CONNECT: Duration = Duration::from_secs(10);
/// Interval of looks at the state of the server.
const POLL: Duration = Duration::from_millis(50);
/// Maximum length of a query.
const QUERY_BYTES: usize = 16 << 10;

/// The end of a login, for a person.
pub(super) enum Ending {
    /// The login is stored. Whether the server responds.
    Done { server: String, connected: bool },
    /// The login is unknown or has ended.
    Over,
    /// The login has ended without success.
    Failed { server: String, status: StatusCode, why: String },
}

/// Completes a login at a server: the browser returns here from the authorization server.
#[utoipa::path(get, path = "/oauth/callback", tag = "Logins", security(()),
    params(("state" = Option<String>, Query, description = "of the login"),
           ("code" = Option<String>, Query, description = "from the authorization server"),
           ("iss" = Option<String>, Query, description = "the authorization server"),
           ("error" = Option<String>, Query, description = "why there is no code")),
    responses((status = 200, description = "the login is stored", body = String, content_type = "text/html"),
              (status = 400, description = "no such login, or it was rejected", body = String, content_type = "text/html"),
              (status = 500, description = "the code was not exchanged", body = String, content_type = "text/html")))]
pub(crate) async fn callback(
    State(state): State<ApiState>,
    Peer(from): Peer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    respond(&headers, finish(&state, from, &headers, query.as_deref()).await)
}

/// The same for Pandora's page, which the browser is sent back to if `FRONTEND_URL` names it.
#[utoipa::path(get, path = "/oauth/mcp/callback", tag = "Logins", security(()),
    params(("state" = Option<String>, Query, description = "of the login"),
           ("code" = Option<String>, Query, description = "from the authorization server"),
           ("iss" = Option<String>, Query, description = "the authorization server"),
           ("error" = Option<String>, Query, description = "why there is no code")),
    responses((status = 200, description = "the login is stored", body = String, content_type = "text/html"),
              (status = 303, description = "to `FRONTEND_URL`"),
              (status = 400, description = "no such login", body = String, content_type = "text/html"),
              (status = 500, description = "the login has failed", body = String, content_type = "text/html")))]
pub(crate) async fn pandora_callback(
    State(state): State<ApiState>,
    Peer(from): Peer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let ending = finish(&state, from, &headers, query.as_deref()).await;
    let back = match &ending {
        Ending::Done { server, .. } => frontend(&state, "success", server),
        Ending::Failed { server, .. } => frontend(&state, "error", server),
        Ending::Over => None,
    };
    let Some(url) = back else { return respond(&headers, ending) };
    let mut response = Redirect::to(url.as_str()).into_response();
    // As Pandora does.
    *response.status_mut() = StatusCode::FOUND;
    add_headers(&mut response);
    response
}

/// Returns the page of Pandora's frontend that shows the end of a login.
fn frontend(state: &ApiState, outcome: &str, server: &str) -> Option<Url> {
    let base = state.variable("FRONTEND_URL")?;
    let mut url = Url::parse(&format!("{}/plugins", base.trim_end_matches('/'))).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    url.query_pairs_mut().append_pair("oauth", outcome).append_pair("server", server);
    is_web.then_some(url)
}

/// Completes the login that a query belongs to.
pub(super) async fn finish(
    state: &ApiState,
    from: IpAddr,
    headers: &HeaderMap,
    query: Option<&str>,
) -> Ending {
    let query = query.filter(|query| query.len() <= QUERY_BYTES).unwrap_or_default();
    let Some(redirected) = Redirected::of(query) else { return Ending::Over };
    let (redirected, cookies) = (Arc::new(redirected), cookies(headers));
    for (upstream, login) in state.hub.logins() {
        let (server, starts) = (upstream.name().to_owned(), upstream.status().starts);
        match login.complete(Arc::clone(&redirected), &cookies).await {
            None => {}
            Some(Ok(arrival)) => {
                if arrival == Arrival::Completed {
                    tracing::info!(server, "logged in");
                    state.audit.logged_in(from, &server);
                    state.gateway.login_requests.complete(&server);
                }
                let connected = wait_connected(&upstream, starts).await;
                return Ending::Done { server, connected };
            }
            Some(Err(error)) => {
                tracing::warn!(server, "the login has failed: {error}");
                return failed(server, &error);
            }
        }
    }
    Ending::Over
}

fn failed(server: String, error: &LoginError) -> Ending {
    let status = match error {
        LoginError::Refused(_) => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Ending::Failed { server, status, why: error.to_string() }
}

/// Returns the values of the cookies of connect pages.
fn cookies(headers: &HeaderMap) -> Vec<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs =
        all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let ours = pairs.filter(|(name, _)| name.trim_start_matches("__Host-") == COOKIE_NAME);
    ours.map(|(_, value)| value.to_owned()).collect()
}

/// Waits until the server is connected or has failed again, for a limited time. Returns whether it
/// is connected.
async fn wait_connected(upstream: &Upstream, starts: u64) -> bool {
    let until = Instant::now() + CONNECT;
    loop {
        let status = upstream.status();
        if status.state == Connection::Ready {
            return true;
        }
        let has_failed = status.starts > starts && status.state.is_settled();
        if has_failed || Instant::now() > until {
            return false;
        }
        tokio::time::sleep(POLL).await;
    }
}

fn respond(headers: &HeaderMap, ending: Ending) -> Response {
    if prefers_json(headers) {
        let (status, body) = match ending {
            Ending::Done { server, connected } => (
                StatusCode::OK,
                json!({ "success": true, "server": server, "connected": connected }),
            ),
            Ending::Over => (StatusCode::BAD_REQUEST, json!({ "success": false, "message": OVER })),
            Ending::Failed { server, status, why } => {
                (status, json!({ "success": false, "server": server, "message": why }))
            }
        };
        let mut response = (status, Json(body)).into_response();
        add_headers(&mut response);
        return response;
    }
    let page = match ending {
        Ending::Done { server, connected: true } => Page::message(
            StatusCode::OK,
            "Logged in",
            &format!("mcphub is logged in to {server}. You can close this window."),
        ),
        Ending::Done { server, connected: false } => Page::message(
            StatusCode::OK,
            "Logged in",
            &format!(
                "mcphub is logged in to {server}, but {server} does not answer yet. You can close \
                 this window."
            ),
        ),
        Ending::Over => Page::message(StatusCode::BAD_REQUEST, "Login not found", OVER),
        Ending::Failed { server, status, why } => Page::message(
            status,
            "Login failed",
            &format!("mcphub is not logged in to {server}: {why}. Start the login again."),
        ),
    };
    page.respond()
}

/// The text for a login that is unknown, used or too old.
const OVER: &str = "This login is over. Start it again.";
