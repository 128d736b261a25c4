//! Converts a document to settings and reports all findings, not only the first.
//!
//! `shapes` compares the file with the table of fields; the other files read one section each and
//! report findings that the table cannot express. An entry with an error is omitted from the
//! settings.

mod access;
mod built_in;
mod clients;
mod findings;
mod groups;
mod identity_providers;
mod literals;
mod logins;
mod oauth_server;
mod outside;
mod paths;
mod read;
mod servers;
mod settings;
mod shapes;
mod surroundings;
mod system;
mod tokens;
mod url;

pub use outside::{Use, check_outside, uses};
pub use paths::{check_files, check_folders, check_paths};
pub use read::sharing;
pub use settings::{Named, Settings, hidden_names, validate};
pub use surroundings::{adds_secret, check_commands, check_loops, check_readers, check_variables};
