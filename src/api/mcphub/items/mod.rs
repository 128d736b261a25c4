//! Tools, prompts and resources: listed, changed and called.

pub(crate) mod arguments;
pub(crate) mod built_in;
pub(crate) mod openapi;
pub(crate) mod overrides;
pub(crate) mod prompts;
pub(crate) mod resources;
pub(crate) mod tool_lookup;
pub(crate) mod tools;
