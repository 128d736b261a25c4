//! The content of `mcp_settings.json`, and all ways to change it.
//!
//! This module is pure: it uses no files, environment, clock, network or terminal.

pub(crate) mod change;
pub(crate) mod changed_names;
pub(crate) mod code;
pub(crate) mod diagnostic;
pub(crate) mod edit;
pub(crate) mod expand;
pub(crate) mod model;
pub(crate) mod name;
pub(crate) mod reference;
pub(crate) mod schema;
pub(crate) mod secrets;
pub(crate) mod text;
pub(crate) mod transfer;
pub(crate) mod validate;
pub(crate) mod visible;

pub(crate) use diagnostic::{Code, Diagnostic, Severity};
pub(crate) use text::document::Document;
pub(crate) use validate::{Named, Settings, validate};
