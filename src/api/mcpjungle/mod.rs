//! MCPJungle's admin API.

mod refusal;
mod routes;

pub(crate) use refusal::dress;
pub(crate) use routes::routes;
