//! Pandora's admin API. Source: Pandora's REST reference and the behavior of its server.
//!
//! ```text
//! GET    /                                 name, version, and whether a password is set
//! POST   /api/auth/setup | login           {password} -> a pair of tokens
//! POST   /api/auth/refresh                 {refreshToken} -> the next pair
//! POST   /api/auth/change-password         {currentPassword, newPassword} -> a pair
//! POST   /api/auth/logout
//! GET    /api/auth/sessions                DELETE ends all of them
//! DELETE /api/auth/sessions/{id}
//! GET    /api/config                       PATCH merges; null removes
//! GET    /api/mcp-servers                  with state and tools
//! POST   /api/mcp-servers                  adds one with a new id
//! GET    /api/plugins | /api/models        always empty
//! ```
//!
//! Its one password is that of the user `admin`, else of the first admin. `mcpServers` in its
//! configuration is derived from the file's servers; the rest is stored in `pandora`.

mod admission;
mod auth;
mod config;
mod config_schema;
mod empty_lists;
mod health;
mod merge;
mod rate_limit;
mod refusal;
mod routes;
mod server;
mod servers;
mod sessions;

pub(crate) use refusal::render_errors;
pub(crate) use routes::routes;
