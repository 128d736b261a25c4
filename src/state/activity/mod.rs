//! The log of tool calls.

pub(crate) mod log;
pub(crate) mod record;
pub(crate) mod store;
