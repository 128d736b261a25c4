//! Catalogs of servers to install.

pub(crate) mod cloud;
pub(crate) mod market;
pub(crate) mod mcpb;
pub(crate) mod registry;
