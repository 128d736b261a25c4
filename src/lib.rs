//! mcphub.
#![allow(
    dead_code,
    unused_imports,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason
)]

mod api;
mod cli;
mod demo;
mod formats;
mod protocol;
mod proxy;
mod serve;
mod settings;
mod state;
mod store;

use std::process::ExitCode;
/// Runs.
pub fn run(args: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    cli::run(args)
}
