//! Registers a server that needs a login: the registration waits until the caller, to whom the browser
//! returns, completes the login.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::{Host, Url};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, PathParams};
use crate::api::login::registrations::{Registration, VALID};
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::servers::store;
use crate::api::state::ApiState;
use crate::oauth::LoginError;
use crate::oauth::authorization::Redirected;
use crate::oauth::flow::LoginOptions;
use crate::oauth::login::Login;

/// The parameters with which the browser has returned to the caller.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Completion {
    /// From the authorization server.
    code: Option<String>,
    /// Of the login.
    state: Option<String>,
    /// The authorization server, if it names itself.
    iss: Option<String>,
}

/// Begins the login of a server that is registered after it. Returns the page to open.
pub(super) async fn begin(
    state: &ApiState,
    caller: Caller,
    server: (String, Map<String, Value>, bool),
    login: Arc<Login>,
    redirect_uri: &str,
) -> Result<Value, ApiError> {
    if !is_usable(redirect_uri) {
        let text = "`oauth_redirect_uri` must be an https URL, or an http one on this machine";
        return Err(ApiError::invalid(text));
    }
    let name = server.0.clone();
    let options = LoginOptions { redirect_uri: redirect_uri.to_owned(), ..LoginOptions::default() };
    let mut pending = login.prepare(&options).await.map_err(|error| refusal(&name, &error))?;
    // The caller sees the redirect, not the hub; it need not pass everything on.
    pending.requires_iss = false;
    let url = pending.url.to_string();
    let registration = Registration::new(server, caller, login, pending);
    let id = state.registrations.add(registration)?;
    let expires = jiff::Timestamp::now() + VALID;
    Ok(json!({ "authorization_required": {
        "session_id": id,
        "authorization_url": url,
        "expires_at": expires.to_string(),
    } }))
}

/// Completes the login of a server, and registers the server.
#[utoipa::path(post, path = "/api/v0/upstream_oauth/sessions/{id}/complete",
    tag = "MCPJungle: servers", params(("id" = String, Path)), request_body = Completion,
    responses((status = 201, description = "the registered server, below `server`", body = Value), (status = 400, body = Refusal),
        (status = 404, body = Refusal), (status = 409, body = Refusal),
        (status = 500, body = Refusal)))]
pub(crate) async fn complete(
    State(state): State<ApiState>,
    _: Admin,
    PathParams(id): PathParams<String>,
    JsonBody(sent): JsonBody<Completion>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let unknown = || ApiError::not_found("there is no such session");
    let found = state.registrations.get(&id).ok_or_else(unknown)?;
    let given = |value: Option<String>| value.filter(|value| !value.is_empty());
    let (Some(code), Some(of)) = (given(sent.code), given(sent.state)) else {
        return Err(ApiError::invalid("`code` and `state` are required"));
    };
    let redirected = Redirected::new(of, code, given(sent.iss));
    if found.is_over() {
        return Err(ApiError::invalid("this session is over; register the server again"));
    }
    if !found.pending.is_for(&redirected) {
        return Err(ApiError::invalid("`state` belongs to another session"));
    }
    if !state.registrations.remove(&id) {
        return Err(unknown());
    }
    let Registration { name, entry, force, caller, login, pending, .. } = found;
    let finished = login.finish(&pending, &redirected).await;
    finished.map_err(|error| refusal(&name, &error))?;
    let registered = store::store(&state, caller, name, entry, force).await?;
    Ok((StatusCode::CREATED, Json(json!({ "server": registered.server }))))
}

/// Returns whether a browser may be sent to a URL with a code.
fn is_usable(redirect_uri: &str) -> bool {
    let Ok(url) = Url::parse(redirect_uri) else { return false };
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let is_plain =
        url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    is_plain && url.has_host() && (url.scheme() == "https" || url.scheme() == "http" && is_local)
}

fn refusal(name: &str, error: &LoginError) -> ApiError {
    let kind = match error {
        LoginError::Refused(_) | LoginError::Code { .. } => Kind::Invalid,
        LoginError::Unreachable(_) => Kind::Failed,
        LoginError::Store(_) => Kind::Internal,
    };
    ApiError::new(kind, format!("cannot log in to `{name}`: {error}"))
}

#[cfg(test)]
mod tests {
    use super::is_usable;

    #[test]
    fn a_code_goes_only_to_https_or_to_this_machine() {
        for good in
            ["https://a.test/cb", "http://localhost:1/cb", "http://[::1]/", "http://127.0.0.1:9"]
        {
            assert!(is_usable(good), "{good}");
        }
        for bad in [
            "http://a.test/",
            "javascript:alert(1)",
            "https://u@a.test/",
            "https://a.test/#x",
            "x",
            "",
        ] {
            assert!(!is_usable(bad), "{bad}");
        }
    }
}
