//! Connections from clients: streamable HTTP for both eras on one endpoint, the legacy HTTP+SSE
//! transport and standard streams. Turns messages into exchanges and exchanges into replies,
//! without knowledge of the upstream servers.

pub(crate) mod batch;
pub(crate) mod body;
pub(crate) mod door;
pub(crate) mod duplex_client;
pub(crate) mod event_encoder;
pub(crate) mod http;
pub(crate) mod legacy;
pub(crate) mod listen;
pub(crate) mod modern;
pub(crate) mod replay_buffer;
pub(crate) mod reply;
pub(crate) mod response_driver;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod sse;
pub(crate) mod stdio;
