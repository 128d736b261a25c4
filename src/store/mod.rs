//! The settings file on disk: found, locked, read, written whole, watched.

pub(crate) mod file;
#[cfg(test)]
mod fixtures;
pub(crate) mod live;
pub(crate) mod lock;
pub(crate) mod watch;

pub(crate) use file::SettingsFile;
pub(crate) use live::LiveSettings;
