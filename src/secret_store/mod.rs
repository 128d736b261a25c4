//! Secrets that servers and keys refer to: where they are kept, and how references to values outside
//! the settings file are resolved. The stores are the environment (`MCPHUB_SECRET_NAME`), which is
//! read only, and a sealed file, whose key is in the system's keyring, in a file of its own, or made
//! from a passphrase.

mod command;
mod content;
mod environment;
mod key;
mod key_file;
mod limits;
mod resolve;
mod sealed_file;
mod secrets;
mod store;
mod wanted;
mod watched;

pub(crate) use content::Key;
pub(crate) use key::{KeyKind, KeyPlaces};
pub(crate) use secrets::{Config, Listed, Secrets};
pub(crate) use wanted::Wanted;
