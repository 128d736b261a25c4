//! The checks of `doctor`: each looks at one part of this machine and returns facts and findings.

mod clients;
pub(crate) mod code;
mod endpoints;
mod files;
pub(crate) mod fix;
mod hub;
mod leftovers;
mod programs;
mod proxies;
pub(crate) mod report;
pub(crate) mod run;
mod settings;
mod sockets;
