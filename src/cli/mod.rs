//! The command line: arguments, terminal output, exit codes. A command parses its arguments, calls
//! a verb of `settings` and prints the result.
#![expect(clippy::doc_markdown, reason = "doc comments of words are help, read without markup")]

mod audit;
mod commands;
mod completion;
mod context;
mod dispatch;
mod doctor;
mod environment;
mod error;
mod exit;
mod history;
mod hub;
pub(crate) mod input;
mod install;
mod logging;
pub(crate) mod output;
mod random;
mod registry;
mod service;
mod settings_path;
mod topics;

pub(crate) use dispatch::run;
