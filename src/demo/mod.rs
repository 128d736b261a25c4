//! A small MCP server in the binary, for trying, demonstrating and benchmarking a hub without other
//! software. It runs on stdio and supports both eras.

mod catalog;
mod server;
mod stdio;
mod synthetic;

pub(crate) use server::{Eras, Options};
pub(crate) use stdio::run;
