//! The admin REST API in five dialects, which share the selection of the dialect, authentication
//! and error kinds.

mod admission;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod aeontel;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod agent_corex;
pub(crate) mod audit;
pub(crate) mod caller;
mod dialects;
mod docs;
pub(crate) mod error;
mod extract;
mod login;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod mcphub;
#[expect(unused_qualifications, reason = "the macro for queries writes them")]
mod mcpjungle;
mod pandora;
mod routes;
pub(crate) mod service;
pub(crate) mod state;
mod time;

pub(crate) use mcphub::challenge;
pub(crate) use routes::{refusal, router};
pub(crate) use state::ApiState;
