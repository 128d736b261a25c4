//! One running process: bind, spawn, reload, drain.

pub(crate) mod app;
pub(crate) mod http;
pub(crate) mod reload;
pub(crate) mod shutdown;
pub(crate) mod stdio;
mod turn;

pub(crate) use app::{App, Config};
