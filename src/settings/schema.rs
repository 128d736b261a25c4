//! The JSON Schema of the settings file.

/// The schema's text (draft 2020-12).
pub(crate) const SCHEMA: &str = "{}";
