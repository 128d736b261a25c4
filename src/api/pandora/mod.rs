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
mod few;
mod health;
mod merge;
mod offered;
mod refusal;
mod routes;
mod server;
mod servers;
mod sessions;
mod shape;

pub(crate) use refusal::dress;
pub(crate) use routes::routes;
