//! All keys of the settings file as tables, and the JSON Schema that results from them.

pub(crate) mod fields;
pub(crate) mod json_schema;
pub(crate) mod other_fields;
pub(crate) mod shape;
pub(crate) mod system_fields;
