//! Lists for features of Pandora that a hub does not have.

use axum::Json;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The list of plugins.
#[derive(Serialize, ToSchema)]
pub(super) struct Plugins {
    /// Always empty: a hub has no plugins.
    plugins: Vec<Value>,
}

/// The list of model providers.
#[derive(Serialize, ToSchema)]
pub(super) struct Models {
    /// Always empty: a hub has no models.
    providers: Vec<Value>,
}

/// Returns an empty list: a hub has no plugins.
#[utoipa::path(get, path = "/api/plugins", tag = "Pandora: configuration",
    responses((status = 200, body = Plugins)))]
pub(super) async fn plugins() -> Json<Plugins> {
    Json(Plugins { plugins: Vec::new() })
}

/// Returns an empty list: a hub has no models.
#[utoipa::path(get, path = "/api/models", tag = "Pandora: configuration",
    responses((status = 200, body = Models)))]
pub(super) async fn models() -> Json<Models> {
    Json(Models { providers: Vec::new() })
}
