//! The user's text: parsed into a tree of places, edited by splices, with its layout kept.

pub mod document;
pub(crate) mod layout;
pub mod path;
pub(crate) mod splice;
pub mod tree;
