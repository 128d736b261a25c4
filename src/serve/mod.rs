//! The running process: bind, spawn, reload, drain.

pub(crate) mod app;
mod connections;
pub(crate) mod cors;
mod eager_poll;
mod file_changes;
mod http;
pub(crate) mod log_layer;
mod page;
pub(crate) mod peer;
pub(crate) mod reload;
mod restarts;
pub(crate) mod shutdown;
pub(crate) mod stdio;
mod watch_paths;
mod watched;
mod watched_folders;

pub(crate) use app::{App, Config};
