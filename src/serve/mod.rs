//! The running process: bind, spawn, reload, drain.

pub(crate) mod app;
pub(crate) mod follow;
pub(crate) mod listener;
pub(crate) mod log_layer;
pub(crate) mod shutdown;
pub(crate) mod stdio;
mod tokens;

pub(crate) use app::{App, Config};
