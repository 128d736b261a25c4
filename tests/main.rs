//! The only test binary: all integration tests of the crate, one file per promise or command.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::needless_pass_by_value, reason = "a call reads `json!({…})` without a borrow")]
#![expect(clippy::print_stdout, reason = "what a hub wrote is shown where its test failed")]

mod api;
mod architecture;
mod artifacts;
mod cli;
mod imports;
mod language;
mod serve;
mod soak;
mod support;
