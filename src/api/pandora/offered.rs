//! What Pandora has and this hub has not: nothing is listed.

use axum::Json;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// No plugins.
#[derive(Serialize, ToSchema)]
pub(super) struct Plugins {
    /// Always empty.
    plugins: Vec<Value>,
}

/// No models.
#[derive(Serialize, ToSchema)]
pub(super) struct Models {
    /// Always empty.
    providers: Vec<Value>,
}

/// The plugins: none.
#[utoipa::path(get, path = "/api/plugins", tag = "Pandora: configuration",
    responses((status = 200, body = Plugins)))]
pub(super) async fn plugins() -> Json<Plugins> {
    Json(Plugins { plugins: Vec::new() })
}

/// The providers of models: none.
#[utoipa::path(get, path = "/api/models", tag = "Pandora: configuration",
    responses((status = 200, body = Models)))]
pub(super) async fn models() -> Json<Models> {
    Json(Models { providers: Vec::new() })
}
