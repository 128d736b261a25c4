//! Edits of one entry in the text of another program's file. The rest of the text stays.

pub(crate) mod toml_value;
