//! Says whose a key is. The published client asks that to see whether a key is good, and keeps the
//! answer.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::agent_corex::refusal::Refused;
use crate::api::caller::Caller;

/// Whose the key is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Holder {
    /// The user, or what the hub calls who is none.
    user_id: String,
    /// The same, for people.
    name: String,
}

/// Whose the key is that is shown.
#[utoipa::path(post, path = "/auth/login", tag = "Agent-Corex: keys",
    responses((status = 200, body = Holder), (status = 401, body = Refused)))]
pub(crate) async fn login(caller: Caller) -> Json<Holder> {
    let name = caller.name;
    Json(Holder { user_id: name.clone(), name })
}
