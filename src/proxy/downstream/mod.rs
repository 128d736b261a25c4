//! Connections from clients: streamable HTTP for both eras on one endpoint, the legacy HTTP+SSE
//! transport and standard streams. Turns messages into exchanges and exchanges into replies,
//! without knowledge of the upstream servers.

pub(crate) mod event_encoder;
pub(crate) mod ingress;
pub(crate) mod legacy;
pub(crate) mod modern;
pub(crate) mod reply;
pub(crate) mod response_driver;
pub(crate) mod session;
pub(crate) mod transport;
