//! Authentication by bearer credential. A credential with the prefix `pub_` is read-only.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::Method;

use crate::access::auth::authorization_token;
use crate::api::admission::{self, Authenticate, EntryPolicy};
use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;

/// Middleware that requires a credential of the hub.
pub(super) async fn admit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads
        && authorization_token(request.headers()).is_some_and(|token| token.starts_with("pub_"))
    {
        return ApiError::forbidden("a publishable key only reads").into_response();
    }
    let authenticate: Authenticate = |state, settings, headers, _| {
        let Some(token) = authorization_token(headers) else {
            let unknown =
                || ApiError::new(Kind::Unauthorized, "send `Authorization: Bearer <key>`");
            return state.gate.guest(settings).ok_or_else(unknown);
        };
        let unknown = || ApiError::new(Kind::Unauthorized, "this key is not valid here");
        state.gate.caller_for_token(settings, token).ok_or_else(unknown)
    };
    let policy = EntryPolicy { authenticate, is_read_only: |_, _| false };
    admission::enter(State((state, policy)), request, next).await
}
