//! The lists of one server: read, repaired, and remembered.

pub(crate) mod disabled;
pub(crate) mod item_rules;
pub(crate) mod items;
pub(crate) mod json_schema;
pub(crate) mod remembered;
pub(crate) mod repair;
