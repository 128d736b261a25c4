//! The audit log: who changed what.

pub(crate) mod files;
pub(crate) mod log;
pub(crate) mod record;
