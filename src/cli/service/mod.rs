//! The hub as a service of the user: definitions for systemd and launchd, and the commands of both.

pub(crate) mod definition;
mod launchd;
pub(crate) mod manager;
mod systemd;
