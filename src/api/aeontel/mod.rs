//! Aeontel's admin API. Its published page documents the first two routes; the others follow its
//! style.
//!
//! ```text
//! POST   /api/mcp-servers          create a server in a workspace
//! PATCH  /api/mcp-servers/{id}     change what is named
//! GET    /api/mcp-servers          all, or those of ?workspaceId=
//! GET    /api/mcp-servers/{id}     one
//! DELETE /api/mcp-servers/{id}     remove it
//! ```
//!
//! A server's id is `id` of its entry, or is derived from its name. The display name is
//! `displayName`; the key in `mcpServers` is derived from it.

mod admission;
mod from_settings;
mod id;
mod refusal;
mod routes;
mod servers;
mod to_settings;
mod wire;

pub(crate) use refusal::render_errors;
pub(crate) use routes::routes;
