//! Limits of secrets and of what references read.

use std::time::Duration;

/// The longest value of a secret, a file or a program, in bytes.
pub(crate) const VALUE_BYTES: usize = 64 << 10;
/// The number of secrets in a store, of all users together.
pub(crate) const SECRETS: usize = 10_000;
/// The size of the sealed file.
pub(crate) const FILE_BYTES: u64 = 16 << 20;
/// The size of a key file and of a file with a passphrase.
pub(crate) const KEY_FILE_BYTES: u64 = 4 << 10;
/// How long a program may run.
pub(crate) const COMMAND: Duration = Duration::from_secs(10);
/// How long an edit waits for another one.
pub(crate) const LOCK: Duration = Duration::from_secs(10);
/// The number of values that are compared after a change of the store.
pub(crate) const WATCHED: usize = 10_000;
