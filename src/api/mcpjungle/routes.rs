//! Routes of the MCPJungle dialect, grouped by subject.

use axum::middleware::from_fn_with_state;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::admission::enter;
use crate::api::mcpjungle::admission::POLICY;
use crate::api::mcpjungle::items::{prompts, resources, tools};
use crate::api::mcpjungle::servers::{authorize, configs, list, register};
use crate::api::mcpjungle::{about, clients, groups, init, users};
use crate::api::state::ApiState;

/// Returns all routes of the dialect.
pub(crate) fn routes(state: &ApiState) -> OpenApiRouter<ApiState> {
    let open = OpenApiRouter::new()
        .routes(routes!(about::health))
        .routes(routes!(about::metadata))
        .routes(routes!(about::metrics))
        .routes(routes!(init::init));
    let admitted = servers()
        .merge(items())
        .merge(groups())
        .merge(accounts())
        .route_layer(from_fn_with_state((state.clone(), POLICY), enter));
    open.merge(admitted)
}

fn servers() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, register::register))
        .routes(routes!(list::remove))
        .routes(routes!(list::enable))
        .routes(routes!(list::disable))
        .routes(routes!(configs::list))
        .routes(routes!(authorize::complete))
}

fn items() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(tools::list))
        .routes(routes!(tools::read))
        .routes(routes!(tools::invoke))
        .routes(routes!(tools::enable))
        .routes(routes!(tools::disable))
        .routes(routes!(prompts::list))
        .routes(routes!(prompts::read))
        .routes(routes!(prompts::render))
        .routes(routes!(prompts::enable))
        .routes(routes!(prompts::disable))
        .routes(routes!(resources::list))
        .routes(routes!(resources::get))
        .routes(routes!(resources::read))
}

fn groups() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(groups::list, groups::create))
        .routes(routes!(groups::read, groups::update, groups::remove))
        .routes(routes!(groups::effective_tools))
}

fn accounts() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(clients::list, clients::create))
        .routes(routes!(clients::update, clients::remove))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::update, users::remove))
        .routes(routes!(users::whoami))
}
