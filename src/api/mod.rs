//! The admin REST API: one table of routes, one way to say who is asking, one place where a refusal
//! gets its status.

pub(crate) mod auth;
pub(crate) mod error;
pub(crate) mod guard;
mod health;
mod json;
mod mcphub;
mod routes;
pub(crate) mod state;

pub(crate) use routes::router;
pub(crate) use state::ApiState;
