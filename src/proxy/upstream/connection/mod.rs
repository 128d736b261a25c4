//! One live connection to a server: its calls in flight and the messages in both directions.

pub(crate) mod client_notifications;
pub(crate) mod in_flight;
pub(crate) mod link;
pub(crate) mod pending;
pub(crate) mod server_notifications;
pub(crate) mod server_requests;
