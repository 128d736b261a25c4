//! Agent-Corex's admin API, at the root and below `/v1`. Source: its "MCP Servers Management API",
//! with the examples of its documentation's repository (2026-04).
//!
//! | route | for | answers |
//! |---|---|---|
//! | `GET /health` | everybody | that the hub works |
//! | `GET /mcp_registry`, `GET /mcp_registry/{name}` | everybody | the registry, an entry |
//! | `POST /admin/mcp_registry` | admins | the new entry |
//! | `PATCH`, `DELETE /admin/mcp_registry/{name}` | admins | the entry, that it is gone |
//! | `POST /admin/mcp_registry/sync-to-supabase` | admins | how many entries were written |
//! | `POST /auth/login` | a key | whose it is |
//! | `GET /mcp_servers` | a key | servers, and what of the registry is none yet |
//! | `POST /mcp_servers/toggle` | a key | where the server stands now |
//! | `GET /tools/installed` | a key | tools of the servers |
//! | `GET`, `POST /user-servers/servers`, `/user/servers` | a key | what is on; switches on |
//! | `GET /tools`, `GET /retrieve_tools` | a key | tools in parts; those that fit words |

mod admit;
mod body;
mod devices;
mod health;
mod login;
mod pace;
mod refusal;
mod registry;
mod registry_admin;
mod routes;
mod search;
mod servers;
mod sight;
mod supabase;
mod toggle;
mod tools;

pub(crate) use refusal::dress;
pub(crate) use routes::routes;
