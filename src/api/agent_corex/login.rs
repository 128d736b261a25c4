//! Returns the owner of a key. The published client uses it to verify a key and stores the
//! response.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::agent_corex::refusal::ErrorBody;
use crate::api::caller::Caller;

/// The owner of a key.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyOwner {
    /// The username, or the key's name if it acts for no user.
    user_id: String,
    /// The same, as display name.
    name: String,
}

/// Returns the owner of the request's key.
#[utoipa::path(post, path = "/auth/login", tag = "Agent-Corex: keys",
    responses((status = 200, body = KeyOwner), (status = 401, body = ErrorBody)))]
pub(crate) async fn login(caller: Caller) -> Json<KeyOwner> {
    let name = caller.name;
    Json(KeyOwner { user_id: name.clone(), name })
}
