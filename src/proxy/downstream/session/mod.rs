//! Legacy sessions, and streams of notifications.

pub(crate) mod listen;
pub(crate) mod replay_buffer;
pub(crate) mod session;
pub(crate) mod sessions;
