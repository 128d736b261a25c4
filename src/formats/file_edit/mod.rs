//! Edits of one entry in the text of another program's file. The rest of the text stays.

pub(crate) mod edit;
pub(crate) mod fault;
mod json;
mod lines;
mod toml;
pub(crate) mod toml_value;
mod yaml;
mod yaml_text;
mod yaml_tree;

#[cfg(test)]
mod laws;
