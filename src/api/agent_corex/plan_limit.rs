//! Rate limit of requests that manage servers, per credential: of the key's plan, else of the hub's
//! plan. Source: Agent-Corex's table of plans, and the headers of its page on limits.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::access::rate_limit::{MINUTE, RateStatus};
use crate::api::agent_corex::refusal::Refusal;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::service::rate_limit::{RateHeaders, RateLimit};
use crate::api::state::ApiState;
use crate::settings::Settings;
use crate::settings::model::plan::Plan;

/// The counters, per credential.
pub(super) type PlanLimit = Arc<RateLimit<String>>;

/// Creates the counters.
pub(super) fn plan_limit() -> PlanLimit {
    let rate = RateLimit::new(MINUTE, RateHeaders::PrefixedWithReset);
    Arc::new(rate.refuse_with(refuse))
}

/// Middleware that counts a request against the caller's plan.
pub(super) async fn limit_by_plan(
    State((state, rate)): State<(ApiState, PlanLimit)>,
    caller: Caller,
    request: Request,
    next: Next,
) -> Response {
    let limit = plan_of(&state.live.snapshot(), &caller).and_then(Plan::per_minute);
    rate.apply(credential(&caller), limit, next.run(request)).await
}

fn plan_of(settings: &Settings, caller: &Caller) -> Option<Plan> {
    let keys = settings.keys_in_force();
    let shown = caller.identity.key.as_ref();
    let key = shown
        .and_then(|shown| keys.iter().find(|key| key.id == shown.id && key.name == shown.name));
    key.and_then(|key| key.plan).or(settings.system.plan)
}

/// Returns a string that identifies a credential.
fn credential(caller: &Caller) -> String {
    let key = caller.identity.key.as_ref();
    let key_name = key.map_or("", |key| key.id.as_ref().unwrap_or(&key.name));
    format!("{} {key_name}", caller.identity.principal)
}

fn refuse(status: &RateStatus) -> Response {
    let error = ApiError::new(Kind::TooManyRequests(status.reset), "Rate limit exceeded");
    let details = json!({
        "limit": status.limit,
        "window_seconds": MINUTE.as_secs(),
        "retry_after": status.reset.as_secs().max(1),
    });
    Refusal::new("RATE_LIMITED", error).with_details(details).into_response()
}
