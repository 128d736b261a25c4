//! The content of `mcp_settings.json`, and all ways to change it.
//!
//! This module is pure: it uses no files, environment, clock, network or terminal.
#![expect(missing_docs, reason = "a comment says what the name cannot")]

pub mod change;
pub mod changed_names;
pub mod code;
pub mod diagnostic;
pub mod edit;
pub mod expand;
pub mod model;
pub mod name;
pub mod reference;
pub mod schema;
pub mod secrets;
pub mod text;
pub mod transfer;
pub mod validate;
pub mod visible;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use text::document::Document;
pub use validate::{Named, Settings, validate};
