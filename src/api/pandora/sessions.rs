//! Lists and ends sessions.

use std::io;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::PathParams;
use crate::api::pandora::admission::{CurrentSession, session_user};
use crate::api::pandora::refusal::Refusal;
use crate::api::state::ApiState;
use crate::api::time::{iso_ms, now_ms};
use crate::state::sessions::{Session, Sessions};

/// The list of open sessions.
#[derive(Serialize, ToSchema)]
pub(super) struct OpenSessions {
    /// Sessions, oldest first.
    sessions: Vec<SessionItem>,
}

/// An open session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SessionItem {
    /// A UUID, unique among sessions.
    id: String,
    /// Time of the login.
    created_at: String,
    /// Expiry time, unless the session is renewed.
    expires_at: String,
    /// `User-Agent` of the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<String>,
    /// IP address of the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<String>,
    /// Whether this is the session of the request.
    current: bool,
}

/// A successful result.
#[derive(Serialize, ToSchema)]
pub(super) struct Success {
    /// Always true on success.
    success: bool,
}

/// The result of ending a session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EndedSession {
    /// Always true on success.
    success: bool,
    /// Whether it was the session of the request.
    logged_out: bool,
}

/// Lists the open sessions.
#[utoipa::path(get, path = "/api/auth/sessions", tag = "Pandora: auth",
    responses((status = 200, body = OpenSessions)))]
pub(super) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    CurrentSession(own): CurrentSession,
) -> Result<Json<OpenSessions>, ApiError> {
    caller.require_admin()?;
    let settings = state.live.snapshot();
    let all = state.sessions.all(now_ms());
    let open = all.into_iter().filter(|session| session_user(&settings, session).is_some());
    let item = |session: Session| SessionItem {
        current: own.as_ref().is_some_and(|own| own.id == session.id),
        id: session.id,
        created_at: iso_ms(session.created_ms),
        expires_at: iso_ms(session.ends_ms),
        user_agent: session.holder.user_agent,
        ip: session.holder.ip,
    };
    Ok(Json(OpenSessions { sessions: open.map(item).collect() }))
}

/// Ends all open sessions.
#[utoipa::path(delete, path = "/api/auth/sessions", tag = "Pandora: auth",
    responses((status = 200, body = Success)))]
pub(super) async fn end_all(
    State(state): State<ApiState>,
    caller: Caller,
) -> Result<Json<Success>, ApiError> {
    caller.require_admin()?;
    with_sessions(&state, |sessions| sessions.end_all(now_ms())).await?;
    Ok(success())
}

/// Ends one session by its id.
#[utoipa::path(delete, path = "/api/auth/sessions/{id}", tag = "Pandora: auth",
    params(("id" = String, Path)),
    responses((status = 200, body = EndedSession), (status = 404, body = Refusal)))]
pub(super) async fn end(
    State(state): State<ApiState>,
    caller: Caller,
    CurrentSession(own): CurrentSession,
    PathParams(id): PathParams<String>,
) -> Result<Json<EndedSession>, ApiError> {
    caller.require_admin()?;
    let logged_out = own.is_some_and(|own| own.id == id);
    let ended = with_sessions(&state, move |sessions| sessions.end(&id, now_ms())).await?;
    if !ended {
        return Err(ApiError::not_found("session_not_found"));
    }
    Ok(Json(EndedSession { success: true, logged_out }))
}

/// Returns `{success: true}`.
pub(super) fn success() -> Json<Success> {
    Json(Success { success: true })
}

/// Runs an operation on the sessions on a blocking thread.
pub(super) async fn with_sessions<T: Send + 'static>(
    state: &ApiState,
    work: impl FnOnce(&Sessions) -> io::Result<T> + Send + 'static,
) -> Result<T, ApiError> {
    let sessions = Arc::clone(&state.sessions);
    tokio::task::spawn_blocking(move || work(&sessions))
        .await
        .map_err(|_| ApiError::internal("the session task was aborted"))?
        .map_err(|error| ApiError::internal(format!("cannot store the sessions: {error}")))
}
