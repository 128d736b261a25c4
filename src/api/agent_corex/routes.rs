//! Routes of the Agent-Corex dialect, grouped by their middleware.

use axum::middleware::{from_fn, from_fn_with_state};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::agent_corex::auth::{admit, admit_admins, require_admin, restrict_limited_keys};
use crate::api::agent_corex::plan_limit::{limit_by_plan, plan_limit};
use crate::api::agent_corex::{
    health, login, registry, registry_admin, search, servers, supabase, toggle, tools, user_servers,
};
use crate::api::state::ApiState;

/// Returns all routes of the dialect.
pub(crate) fn routes(state: &ApiState) -> OpenApiRouter<ApiState> {
    let open = OpenApiRouter::new()
        .routes(routes!(registry::list))
        .routes(routes!(registry::read))
        .routes(routes!(health::health));
    let plans = (state.clone(), plan_limit());
    // The last layer runs first.
    let managed = OpenApiRouter::new()
        .routes(routes!(servers::list))
        .routes(routes!(toggle::toggle))
        .routes(routes!(tools::list))
        .route_layer(from_fn(restrict_limited_keys))
        .route_layer(from_fn_with_state(plans.clone(), limit_by_plan))
        .route_layer(from_fn_with_state(state.clone(), admit));
    let used = OpenApiRouter::new()
        .routes(routes!(user_servers::list, user_servers::sync))
        .routes(routes!(user_servers::list_for_client, user_servers::sync_for_client))
        .routes(routes!(search::list))
        .routes(routes!(search::retrieve))
        .route_layer(from_fn(restrict_limited_keys))
        .route_layer(from_fn_with_state(state.clone(), admit));
    let known = OpenApiRouter::new()
        .routes(routes!(login::login))
        .route_layer(from_fn_with_state(state.clone(), admit));
    let administered = OpenApiRouter::new()
        .routes(routes!(registry_admin::create))
        .routes(routes!(registry_admin::change, registry_admin::delete))
        .routes(routes!(supabase::sync))
        .route_layer(from_fn(restrict_limited_keys))
        .route_layer(from_fn(require_admin))
        .route_layer(from_fn_with_state(plans, limit_by_plan))
        .route_layer(from_fn_with_state(state.clone(), admit_admins));
    open.merge(managed).merge(used).merge(known).merge(administered)
}
