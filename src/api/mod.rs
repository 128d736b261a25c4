//! The admin REST API: one table of routes, one way to say who is asking, one place where a refusal
//! gets its status.

mod admission;
pub(crate) mod auth;
pub(crate) mod caller;
pub(crate) mod catalogues;
mod docs;
pub(crate) mod error;
mod extract;
pub(crate) mod guard;
mod health;
pub(crate) mod jwt;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod mcphub;
mod passwords;
pub(crate) mod rate;
mod routes;
pub(crate) mod state;

pub(crate) use routes::router;
pub(crate) use state::ApiState;
