//! The content of `mcp_settings.json`, and all ways to change it.
//!
//! This module is pure: it uses no files, environment, clock, network or terminal.

pub(crate) mod bearer;
pub(crate) mod built_in;
pub(crate) mod bundle;
pub(crate) mod change;
pub(crate) mod changed_names;
pub(crate) mod client;
pub(crate) mod code;
pub(crate) mod compression;
pub(crate) mod credential;
pub(crate) mod diagnostic;
pub(crate) mod dialect;
pub(crate) mod document;
pub(crate) mod edit;
pub(crate) mod expand;
pub(crate) mod fields;
pub(crate) mod filter;
pub(crate) mod group;
pub(crate) mod key;
pub(crate) mod known;
pub(crate) mod layout;
pub(crate) mod look;
pub(crate) mod name;
pub(crate) mod other_fields;
pub(crate) mod own;
pub(crate) mod placeholders;
pub(crate) mod plan;
pub(crate) mod program_proxy;
pub(crate) mod redact;
pub(crate) mod schema;
pub(crate) mod secret;
pub(crate) mod sensitive;
pub(crate) mod server;
pub(crate) mod shape;
pub(crate) mod splice;
pub(crate) mod system;
pub(crate) mod system_fields;
pub(crate) mod template;
pub(crate) mod tree;
pub(crate) mod user;
pub(crate) mod validate;
pub(crate) mod visible;

pub(crate) use diagnostic::{Code, Diagnostic, Severity};
pub(crate) use document::Document;
pub(crate) use validate::{Named, Settings, validate};
