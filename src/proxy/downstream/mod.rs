//! Connections from clients: streamable HTTP for both eras on one endpoint, the legacy HTTP+SSE
//! transport and standard streams. Turns messages into exchanges and exchanges into replies,
//! without knowledge of the upstream servers.

pub(crate) mod batch;
pub(crate) mod body;
pub(crate) mod door;
pub(crate) mod http;
pub(crate) mod legacy;
pub(crate) mod listen;
pub(crate) mod modern;
pub(crate) mod pipe;
pub(crate) mod reply;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod speech;
pub(crate) mod sse;
pub(crate) mod stdio;
pub(crate) mod tape;
pub(crate) mod voice;
