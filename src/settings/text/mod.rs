//! The user's text: parsed into a tree of places, edited by splices, with its layout kept.

pub(crate) mod document;
pub(crate) mod layout;
pub(crate) mod path;
pub(crate) mod splice;
pub(crate) mod tree;
