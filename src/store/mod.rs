//! The settings file on disk: locking, reading, atomic writing and watching. Also the files of other
//! programs.

pub(crate) mod client_file;
pub(crate) mod file;
mod file_thread;
pub(crate) mod folders;
pub(crate) mod live;
pub(crate) mod lock;
pub(crate) mod read;
pub(crate) mod restore;
pub(crate) mod watch;
pub(crate) mod write;

#[cfg(test)]
mod fixtures;

pub(crate) use file::SettingsFile;
pub(crate) use live::LiveSettings;
