//! Tools, prompts and resources.

pub(crate) mod items;
pub(crate) mod prompts;
pub(crate) mod resources;
pub(crate) mod tool_lists;
pub(crate) mod tools;
