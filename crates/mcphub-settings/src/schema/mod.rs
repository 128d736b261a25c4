//! All keys of the settings file as tables, and the JSON Schema that results from them.

pub mod fields;
pub mod json_schema;
pub mod other_fields;
mod provider_fields;
pub mod shape;
pub(crate) mod system_fields;
