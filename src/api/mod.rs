//! The admin REST API: one table of routes, one way to say who is asking.

pub(crate) mod auth;
pub(crate) mod guard;

use std::sync::Arc;

use axum::Router;

use crate::proxy::Hub;
use crate::settings::secret::Secret;
use crate::store::LiveSettings;

/// The table of routes.
pub(crate) fn router(
    live: Arc<LiveSettings>,
    hub: Arc<Hub>,
    token: Secret,
    base_path: &str,
) -> Router {
    let _ = (live, hub, token, base_path);
    Router::new()
}
