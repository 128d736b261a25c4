//! One live connection to a server: its calls in flight and the messages in both directions.

pub(crate) mod connection;
pub(crate) mod follow_ups;
pub(crate) mod in_flight;
pub(crate) mod initialize_params;
pub(crate) mod listener;
pub(crate) mod log_level;
pub(crate) mod outgoing;
pub(crate) mod pending;
pub(crate) mod server_notifications;
pub(crate) mod server_requests;
pub(crate) mod transport;
