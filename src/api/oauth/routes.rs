//! The routes of the endpoints, with their rate limits.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use http::header::RETRY_AFTER;
use http::{HeaderValue, Method, StatusCode};
use serde_json::json;

use crate::access::rate_limit::{MINUTE, Peer, RateLimiter, limit_for};
use crate::api::audit;
use crate::api::oauth::response::json_response;
use crate::api::oauth::{authorize, login, metadata, register, token};
use crate::api::state::ApiState;
use crate::authorization_server::error::Code;
use crate::settings::model::dialect::Dialect;

/// Requests per address and minute. Source: MCPHub.
const REQUESTS: u32 = 480;
/// Registrations per address and hour.
const REGISTRATIONS: u32 = 20;
/// Maximum size of a form.
const BODY_BYTES: usize = 64 << 10;

/// Returns the router. Its paths are those without a base path.
pub(crate) fn router(state: &ApiState) -> Router {
    let rates = Arc::new(Rates {
        all: RateLimiter::new(MINUTE),
        registrations: RateLimiter::new(Duration::from_hours(1)),
    });
    let metadata = || get(metadata::read);
    let authorize = || get(authorize::show).post(authorize::decide);
    let register = || post(register::create);
    Router::new()
        .route("/.well-known/oauth-authorization-server", metadata())
        .route("/.well-known/oauth-authorization-server/{*issuer}", metadata())
        .route("/.well-known/openid-configuration", metadata())
        .route("/.well-known/openid-configuration/{*issuer}", metadata())
        .route("/oauth/authorize", authorize())
        .route("/authorize", authorize())
        .route("/login", get(login::show).post(login::submit))
        .route("/logout", post(login::log_out))
        .route("/oauth/token", post(token::exchange))
        .route("/token", post(token::exchange))
        .route("/oauth/register", register())
        .route("/register", register())
        .route(
            "/oauth/register/{id}",
            get(register::read).put(register::update).delete(register::remove),
        )
        .route("/oauth/revoke", post(token::revoke))
        .route("/oauth/userinfo", get(token::user_info))
        .fallback(metadata::read)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(from_fn_with_state(rates, limit))
        .layer(from_fn_with_state(
            (Arc::clone(&state.audit), Dialect::McpHub),
            audit::record_request,
        ))
        .with_state(state.clone())
}

struct Rates {
    all: RateLimiter,
    registrations: RateLimiter,
}

/// Middleware that counts requests per address.
async fn limit(
    State(rates): State<Arc<Rates>>,
    peer: Peer,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let registers = request.method() == Method::POST && path.ends_with("/register");
    let limits = [(&rates.all, REQUESTS, true), (&rates.registrations, REGISTRATIONS, registers)];
    for (limiter, usual, _) in limits.into_iter().filter(|(_, _, counts)| *counts) {
        let Some(limit) = limit_for(peer, None, usual) else { continue };
        let status = limiter.take(peer.0, limit);
        if status.exceeded {
            let body = json!({
                "error": Code::TemporarilyUnavailable.word(),
                "error_description": "too many requests; wait and try again",
            });
            let mut response = json_response(StatusCode::TOO_MANY_REQUESTS, &body);
            let seconds = HeaderValue::from(status.reset.as_secs().max(1));
            response.headers_mut().insert(RETRY_AFTER, seconds);
            return response;
        }
    }
    next.run(request).await
}
