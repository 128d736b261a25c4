//! A small MCP server that ships in the binary, so that a hub can be tried, shown and measured on
//! a machine where nothing else is installed. It speaks on standard streams, in both eras.

mod catalog;
mod server;
mod stdio;
mod synthetic;

pub(crate) use server::{Eras, Options};
pub(crate) use stdio::run;
