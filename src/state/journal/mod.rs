//! The journal: who changed which file, with the texts before and after, so that a change can be
//! undone.

pub(crate) mod entry;
mod folder;
pub(crate) mod journal;
mod texts;
