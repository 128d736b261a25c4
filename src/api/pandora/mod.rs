//! Pandora's admin API. Source: Pandora's REST reference and the behaviour of its server.
//!
//! ```text
//! GET    /                                 what this is, and whether there is a password
//! POST   /api/auth/setup | login           {password} -> a pair of tokens
//! POST   /api/auth/refresh                 {refreshToken} -> the next pair
//! POST   /api/auth/change-password         {currentPassword, newPassword} -> a pair
//! POST   /api/auth/logout
//! GET    /api/auth/sessions                DELETE ends all of them
//! DELETE /api/auth/sessions/{id}
//! GET    /api/config                       PATCH merges; null removes
//! GET    /api/mcp-servers                  with state and tools
//! POST   /api/mcp-servers                  adds one under an id of its own
//! GET    /api/plugins | /api/models        nothing: there are none here
//! ```
//!
//! Its one password is that of the user `admin`, else of the first admin. `mcpServers` of its
//! configuration is a view of the file's; the rest of the configuration is kept in `pandora`.

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
