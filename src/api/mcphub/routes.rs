//! Routes of the MCPHub dialect, grouped by their middleware.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::rate_limit::WINDOW;
use crate::api::admission::enter;
use crate::api::login::routes as logins;
use crate::api::mcphub::access::{keys, login, oauth_clients, users};
use crate::api::mcphub::admission::{MANAGERS, USERS, limit_templates};
use crate::api::mcphub::catalogs::{cloud, market, mcpb, registry};
use crate::api::mcphub::health;
use crate::api::mcphub::items::{openapi, overrides, prompts, resources, tools};
use crate::api::mcphub::{
    activities, audit, credentials, groups, hub, logs, members, public, servers, settings, system,
    templates,
};
use crate::api::service::rate_limit::{RateHeaders, RateLimit};
use crate::api::state::ApiState;

/// Returns all routes of the dialect.
pub(crate) fn routes(state: &ApiState) -> OpenApiRouter<ApiState> {
    let open = OpenApiRouter::new()
        .routes(routes!(health::health))
        .routes(routes!(login::login))
        .routes(routes!(public::config))
        .routes(routes!(public::public_config))
        .merge(logins::open(state));
    let admitted = servers()
        .merge(groups())
        .merge(accounts())
        .merge(built_in())
        .merge(templates(state))
        .merge(registries())
        .merge(bundles())
        .merge(activities())
        .merge(logins::managing())
        .routes(routes!(audit::list))
        .routes(routes!(hub::read))
        .routes(routes!(settings::read))
        .routes(routes!(settings::file))
        .routes(routes!(settings::export))
        .routes(routes!(system::change))
        .route_layer(from_fn_with_state((state.clone(), MANAGERS), enter));
    let used = OpenApiRouter::new()
        .routes(routes!(credentials::list))
        .routes(routes!(credentials::put, credentials::remove))
        .routes(routes!(prompts::get))
        .routes(routes!(resources::get))
        .route_layer(from_fn_with_state((state.clone(), USERS), enter));
    open.merge(admitted).merge(used).merge(tool_server(state)).merge(logs(state))
}

/// Returns the routes that offer tools to clients without MCP. Keys with limited access may use
/// them.
fn tool_server(state: &ApiState) -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(openapi::of_all))
        .routes(routes!(openapi::of_one))
        .routes(routes!(openapi::servers))
        .routes(routes!(openapi::stats))
        .routes(routes!(tools::call))
        .routes(routes!(tools::execute))
        .routes(routes!(tools::execute_in_group))
        .route_layer(from_fn_with_state((state.clone(), USERS), enter))
        .route_layer(map_response(openapi::render_errors))
}

fn logs(state: &ApiState) -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(logs::list, logs::clear))
        .routes(routes!(logs::stream))
        .route_layer(from_fn_with_state((state.clone(), MANAGERS), enter))
        .route_layer(map_response(logs::render_errors))
}

fn servers() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(servers::list, servers::create))
        .routes(routes!(servers::create_many))
        .routes(routes!(servers::read, servers::update, servers::remove))
        .routes(routes!(servers::toggle))
        .routes(routes!(servers::reload))
        .routes(routes!(servers::share_candidates))
        .routes(routes!(overrides::toggle))
        .routes(routes!(overrides::describe, overrides::reset))
}

fn groups() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(groups::list, groups::create))
        .routes(routes!(groups::create_many))
        .routes(routes!(groups::read, groups::update, groups::remove))
        .routes(routes!(groups::share_candidates))
        .routes(routes!(members::list, members::add))
        .routes(routes!(members::replace))
        .routes(routes!(members::remove))
        .routes(routes!(members::configs))
        .routes(routes!(members::config))
        .routes(routes!(members::choose_tools))
}

fn activities() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(activities::available))
        .routes(routes!(activities::list))
        .routes(routes!(activities::stats))
        .routes(routes!(activities::filters))
        .routes(routes!(activities::cleanup))
        .routes(routes!(activities::read))
}

fn accounts() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(login::register))
        .routes(routes!(login::user))
        .routes(routes!(login::change_password))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::read, users::update, users::remove))
        .routes(routes!(users::stats))
        .routes(routes!(keys::list, keys::create))
        .routes(routes!(keys::update, keys::remove))
        .routes(routes!(oauth_clients::list, oauth_clients::create))
        .routes(routes!(oauth_clients::read, oauth_clients::update, oauth_clients::remove))
        .routes(routes!(oauth_clients::regenerate_secret))
}

fn built_in() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(prompts::list, prompts::create))
        .routes(routes!(prompts::read, prompts::update, prompts::remove))
        .routes(routes!(resources::list, resources::create))
        .routes(routes!(resources::read, resources::update, resources::remove))
}

fn templates(state: &ApiState) -> OpenApiRouter<ApiState> {
    let rate = Arc::new(RateLimit::new(WINDOW, RateHeaders::Standard));
    OpenApiRouter::new()
        .routes(routes!(templates::export))
        .routes(routes!(templates::export_group))
        .routes(routes!(templates::import))
        .route_layer(from_fn_with_state((state.clone(), rate), limit_templates))
}

fn registries() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(market::list))
        .routes(routes!(market::search))
        .routes(routes!(market::read))
        .routes(routes!(market::categories))
        .routes(routes!(market::tags))
        .routes(routes!(market::of_category))
        .routes(routes!(market::of_tag))
        .routes(routes!(registry::servers))
        .routes(routes!(registry::versions))
        .routes(routes!(registry::version))
        .routes(routes!(registry::versions_of))
        .routes(routes!(registry::version_of))
        .routes(routes!(cloud::list))
        .routes(routes!(cloud::search))
        .routes(routes!(cloud::read))
        .routes(routes!(cloud::categories))
        .routes(routes!(cloud::tags))
        .routes(routes!(cloud::of_category))
        .routes(routes!(cloud::of_tag))
        .routes(routes!(cloud::tools))
        .routes(routes!(cloud::call))
}

/// Returns the routes for bundles, which are larger than any JSON body.
fn bundles() -> OpenApiRouter<ApiState> {
    let limit = DefaultBodyLimit::max(mcpb::BODY_BYTES);
    OpenApiRouter::new().routes(routes!(mcpb::upload)).layer(limit)
}
