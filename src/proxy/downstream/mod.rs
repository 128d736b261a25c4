//! Sessions that clients open to us: streamable HTTP of both eras on one endpoint, the legacy HTTP
//! with SSE, standard streams. Turns messages into exchanges and exchanges into replies; knows
//! nothing of the servers upstream.

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
