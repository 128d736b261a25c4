//! Hubs that commands use: one inside the command, or the one that runs on this machine.

pub(crate) mod client;
pub(crate) mod in_process;
pub(crate) mod login;
pub(crate) mod one_off;
pub(crate) mod own_secrets;
pub(crate) mod secrets;
pub(crate) mod stored_logins;
