//! MCPJungle's admin API. Permissions depend on the hub's mode (`admission.rs`).
//!
//! ```text
//! GET                /health  /metadata  /metrics
//! POST               /init
//! GET  POST          /api/v0/servers
//! DELETE             /api/v0/servers/{name}
//! POST               /api/v0/servers/{name}/enable  …/disable
//! GET                /api/v0/server_configs
//! GET                /api/v0/tools  /api/v0/tool
//! POST               /api/v0/tools/invoke  …/enable  …/disable
//! GET                /api/v0/prompts  /api/v0/prompt
//! POST               /api/v0/prompts/render  …/enable  …/disable
//! GET                /api/v0/resources
//! POST               /api/v0/resources/get  …/read
//! GET  POST          /api/v0/tool-groups
//! GET  PUT  DELETE   /api/v0/tool-groups/{name}
//! GET                /api/v0/tool-groups/{name}/effective-tools
//! GET  POST          /api/v0/clients  /api/v0/users
//! PUT  DELETE        /api/v0/clients/{name}  /api/v0/users/{username}
//! GET                /api/v0/users/whoami
//! ```
//!
//! Source: MCPJungle's REST reference. A list is a bare array, an error is `{"error": "text"}`. The
//! registration of a server that requires a login fails, so there is no
//! `/api/v0/upstream_oauth/sessions/{id}/complete`.

mod about;
mod admission;
mod clients;
mod groups;
mod init;
pub(crate) mod items;
mod naming;
mod refusal;
mod routes;
pub(crate) mod servers;
mod token;
mod users;

pub(crate) use refusal::render_errors;
pub(crate) use routes::routes;
