//! Follows files: the settings, and the files of servers that restart when these change.

pub(crate) mod file_changes;
pub(crate) mod reload;
pub(crate) mod restarts;
mod token_copies;
pub(crate) mod watch_paths;
mod watch_secrets;
pub(crate) mod watched_folders;
