//! Aeontel's admin API. Its published page has the first two; the rest is in the same style.
//!
//! ```text
//! POST   /api/mcp-servers          create a server in a workspace
//! PATCH  /api/mcp-servers/{id}     change what is named
//! GET    /api/mcp-servers          all, or those of ?workspaceId=
//! GET    /api/mcp-servers/{id}     one
//! DELETE /api/mcp-servers/{id}     remove it
//! ```
//!
//! A server's id is `id` of its entry, or is made of its name. What its users call its name is
//! `displayName`; the key in the file is made of that.

mod admission;
mod entry;
mod id;
mod refusal;
mod routes;
mod servers;
mod view;
mod wire;

pub(crate) use refusal::dress;
pub(crate) use routes::routes;
