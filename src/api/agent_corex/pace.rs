//! Rate limit of requests that manage servers, per credential: of the key's plan, else of the hub's
//! plan. Source: Agent-Corex's table of plans, and the headers of its page on limits.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::HeaderValue;
use serde_json::json;

use crate::api::agent_corex::refusal::Refusal;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::rate::{MINUTE, Standing};
use crate::api::state::ApiState;
use crate::settings::Settings;
use crate::settings::plan::Plan;

/// Middleware that counts a request against the caller's plan.
pub(super) async fn counted(
    State(state): State<ApiState>,
    caller: Caller,
    request: Request,
    next: Next,
) -> Response {
    let limit = plan_of(&state.live.snapshot(), &caller).and_then(Plan::per_minute);
    let Some(limit) = limit else { return next.run(request).await };
    let standing = state.rates.plans.take(credential(&caller), limit);
    let response = if standing.exceeded { too_many(standing) } else { next.run(request).await };
    told(response, standing)
}

fn plan_of(settings: &Settings, caller: &Caller) -> Option<Plan> {
    let keys = settings.keys_in_force();
    let shown = caller
        .identity
        .key
        .as_ref()
        .and_then(|shown| keys.iter().find(|key| key.id == shown.id && key.name == shown.name));
    shown.and_then(|key| key.plan).or(settings.system.plan)
}

/// Returns a string that identifies a credential.
fn credential(caller: &Caller) -> String {
    let key = caller.identity.key.as_ref();
    let key = key.map(|key| key.id.as_ref().unwrap_or(&key.name).as_str());
    format!("{} {}", caller.identity.principal, key.unwrap_or_default())
}

fn too_many(standing: Standing) -> Response {
    let error = ApiError::new(Kind::TooMany(standing.reset), "Rate limit exceeded");
    let details = json!({
        "limit": standing.limit,
        "window_seconds": MINUTE.as_secs(),
        "retry_after": standing.reset.as_secs().max(1),
    });
    Refusal::new("RATE_LIMITED", error).with(details).into_response()
}

fn told(mut response: Response, standing: Standing) -> Response {
    let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default();
    for (name, value) in [
        ("x-ratelimit-limit", u64::from(standing.limit)),
        ("x-ratelimit-remaining", u64::from(standing.rest)),
        ("x-ratelimit-reset", now + standing.reset.as_secs()),
    ] {
        response.headers_mut().insert(name, HeaderValue::from(value));
    }
    response
}
