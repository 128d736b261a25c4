//! The command line: arguments, terminal output, exit codes. A command parses its arguments, calls
//! a verb of `settings` and prints the result.
#![expect(clippy::doc_markdown, reason = "doc comments of words are help, read without markup")]

mod args;
mod ask;
mod audit;
mod commands;
mod connect;
mod context;
mod dispatch;
mod dotenv_file;
mod encoding;
mod environment;
mod error;
mod exit;
mod find;
mod grammar;
mod hub;
mod logging;
mod mask;
mod options;
mod progress;
mod random;
mod render;
mod report;
mod running;
mod ui;

pub(crate) use dispatch::run;
