//! Multi round-trip requests between peers of different eras (MCP 2026-07-28, basic/patterns).

pub(crate) mod to_legacy_client;
pub(crate) mod to_modern_client;
