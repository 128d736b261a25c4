//! What the hub reports about itself: metrics, records of calls, and the state of servers.

pub(crate) mod call_recorder;
pub(crate) mod metrics;
pub(crate) mod server_status;
