//! Logins for programs that manage servers: begin one, complete it with the address that the browser
//! has returned to, and end it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, JsonText, PathParams};
use crate::api::login::waiting::login_at;
use crate::api::state::ApiState;
use crate::oauth::LoginError;
use crate::oauth::authorization::Redirected;

/// How long a login can be completed, from the time at which it is shown.
const VALID: SignedDuration = SignedDuration::from_mins(10);

/// The end of a login, as a browser has shown it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Completion {
    /// The address that the browser was sent to, or its query.
    url: Option<String>,
    /// Its parameter `code`.
    code: Option<String>,
    /// Its parameter `state`.
    state: Option<String>,
    /// Its parameter `iss`.
    iss: Option<String>,
}

/// What a logout removes.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Disconnection {
    /// `tokens` (default), or `all` for the registration too.
    scope: Option<String>,
}

/// Begins a login at a server, or returns the one that waits. Open `authorizationUrl` in a browser.
#[utoipa::path(post, path = "/api/servers/{name}/oauth/login", tag = "Logins",
    params(("name" = String, Path)),
    responses((status = 200, description = "the page to open", body = Value)))]
pub(crate) async fn begin(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
) -> Result<Json<Value>, ApiError> {
    let login = login_at(&state, &caller, &name)?;
    login.forget_publication_failure();
    let pending = login.publish().await.map_err(|error| refusal(&name, &error))?;
    let expires = jiff::Timestamp::now() + VALID;
    Ok(Json(json!({
        "success": true,
        "data": {
            "authorizationUrl": pending.url.as_str(),
            "state": pending.state.reveal(),
            "expiresAt": expires.to_string(),
        },
    })))
}

/// Completes a login with what the browser was sent to, if it cannot reach the hub.
#[utoipa::path(post, path = "/api/servers/{name}/oauth/complete", tag = "Logins",
    params(("name" = String, Path)), request_body = Completion,
    responses((status = 200, description = "the login is stored", body = Value)))]
pub(crate) async fn complete(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
    JsonBody(sent): JsonBody<Completion>,
) -> Result<Json<Value>, ApiError> {
    let login = login_at(&state, &caller, &name)?;
    let missing = || ApiError::invalid("give `url`, or `code` and `state`");
    let redirected = match &sent.url {
        Some(url) => Redirected::of(url),
        None => {
            sent.state.zip(sent.code).map(|(state, code)| Redirected::new(state, code, sent.iss))
        }
    };
    let redirected = Arc::new(redirected.ok_or_else(missing)?);
    let over = || ApiError::invalid("this login is over; begin it again");
    let done = login.complete(redirected, &[]).await.ok_or_else(over)?;
    done.map_err(|error| refusal(&name, &error))?;
    state.gateway.login_requests.complete(&name);
    Ok(Json(json!({ "success": true, "message": format!("logged in to `{name}`") })))
}

/// Logs out of a server: revokes the tokens and removes them.
#[utoipa::path(post, path = "/api/servers/{name}/oauth/disconnect", tag = "Logins",
    params(("name" = String, Path)), request_body = Option<Disconnection>,
    responses((status = 200, description = "the tokens are removed", body = Value)))]
pub(crate) async fn disconnect(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
    JsonText(text): JsonText,
) -> Result<Json<Value>, ApiError> {
    let login = login_at(&state, &caller, &name)?;
    let sent = match text.trim() {
        "" => Disconnection { scope: None },
        text => serde_json::from_str(text)
            .map_err(|e| ApiError::invalid(format!("the body is not valid: {e}")))?,
    };
    let all = match sent.scope.as_deref() {
        None | Some("tokens") => false,
        Some("all") => true,
        Some(_) => return Err(ApiError::invalid("`scope` must be `tokens` or `all`")),
    };
    let out = login.forget(all).await.map_err(|error| refusal(&name, &error))?;
    let mut answer = json!({
        "success": true,
        "scope": if all { "all" } else { "tokens" },
        "revoked": {
            "attempted": out.attempted,
            "succeeded": out.succeeded,
            "failed": out.attempted - out.succeeded,
        },
    });
    if let Some(endpoint) = out.revocation_endpoint {
        answer["revocationEndpoint"] = endpoint.into();
    }
    let message = format!("logged out of `{name}`");
    Ok(Json(json!({ "success": true, "message": message, "data": answer })))
}

fn refusal(name: &str, error: &LoginError) -> ApiError {
    let kind = match error {
        LoginError::Unreachable(_) => Kind::Upstream,
        LoginError::Refused(_) | LoginError::Code { .. } => Kind::NeedsLogin,
        LoginError::Store(_) => Kind::Internal,
    };
    ApiError::new(kind, format!("cannot log in to `{name}`: {error}"))
}
