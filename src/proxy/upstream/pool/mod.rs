//! Selects the connection for a call: the shared one, one per set of client capabilities, or one per call.

pub(crate) mod by_capabilities;
pub(crate) mod call_serialization;
pub(crate) mod per_call;
mod pooled_connection;
pub(crate) mod subscriptions;
