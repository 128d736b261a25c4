//! The command line: arguments, terminal output, exit codes. A command parses its arguments, calls
//! a verb of `settings` and prints the result.
#![expect(clippy::doc_markdown, reason = "doc comments of words are help, read without markup")]

mod args;
mod audit;
mod commands;
mod context;
mod dispatch;
mod dotenv_file;
mod edit_report;
mod encoding;
mod environment;
mod error;
mod exit;
mod grammar;
mod hub;
mod hub_client;
mod import;
mod logging;
mod mask;
mod one_off_hub;
mod options;
mod progress;
mod prompt;
mod random;
mod render;
mod settings_path;
mod ui;

pub(crate) use dispatch::run;
