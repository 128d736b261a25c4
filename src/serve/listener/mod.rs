//! The HTTP listener: connections, their limits, and the service behind them.

pub(crate) mod connections;
pub(crate) mod cors;
pub(crate) mod entrance;
pub(crate) mod front;
pub(crate) mod http;
pub(crate) mod page;
pub(crate) mod peer;
pub(crate) mod watched_io;
