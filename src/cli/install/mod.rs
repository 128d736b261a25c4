//! Installs of the hub into other programs: their files on this machine, the entries to write, and
//! the changes that follow.

pub(crate) mod apply;
pub(crate) mod direct;
pub(crate) mod hub_entry;
pub(crate) mod key;
pub(crate) mod on_machine;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod setup;
pub(crate) mod takeover;
