//! The admin REST API in five dialects, which share the selection of the dialect, authentication
//! and error kinds.

mod accounts;
mod admission;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod aeontel;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod agent_corex;
pub(crate) mod audit;
pub(crate) mod auth;
pub(crate) mod caller;
mod dialects;
mod docs;
pub(crate) mod error;
mod extract;
pub(crate) mod guard;
mod health;
mod hs256;
pub(crate) mod jwt;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod mcphub;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod mcpjungle;
mod name_policy;
mod pandora;
mod passwords;
mod protected;
pub(crate) mod rate;
pub(crate) mod registries;
mod routes;
mod server_policy;
pub(crate) mod state;
mod time;

pub(crate) use routes::{refusal, router};
pub(crate) use state::ApiState;
