//! The operations of the journal, as `history` and `undo` show and reverse them.

pub(crate) mod operation;
pub(crate) mod plan;
