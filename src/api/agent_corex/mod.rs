//! Agent-Corex's admin API, at the root and below `/v1`. Source: its "MCP Servers Management API",
//! with the examples of its documentation's repository (2026-04).
//!
//! | route | caller | response |
//! |---|---|---|
//! | `GET /health` | any | whether the hub responds |
//! | `GET /mcp_registry`, `GET /mcp_registry/{name}` | any | the registry, an entry |
//! | `POST /admin/mcp_registry` | admin | the new entry |
//! | `PATCH`, `DELETE /admin/mcp_registry/{name}` | admin | the entry, a confirmation |
//! | `POST /admin/mcp_registry/sync-to-supabase` | admin | the number of entries written |
//! | `POST /auth/login` | key | the key's owner |
//! | `GET /mcp_servers` | key | servers, and registry entries without one |
//! | `POST /mcp_servers/toggle` | key | the server's new state |
//! | `GET /tools/installed` | key | tools of the servers |
//! | `GET`, `POST /user-servers/servers`, `/user/servers` | key | enabled servers; enables servers |
//! | `GET /tools`, `GET /retrieve_tools` | key | a page of tools; a search |

mod auth;
mod health;
mod json_body;
mod login;
mod plan_limit;
mod refusal;
mod registry;
mod registry_admin;
mod routes;
mod search;
mod servers;
mod supabase;
mod toggle;
mod tools;
mod user_servers;
mod visibility;

pub(crate) use refusal::render_errors;
pub(crate) use routes::routes;
