//! Random ids and tokens for commands.

use crate::cli::error::{Failure, Kind};
use crate::state::random;

/// Returns a UUID, as MCPHub uses for groups and keys.
pub(crate) fn id() -> Result<String, Failure> {
    random::id().map_err(failed)
}

/// Returns a token for a bearer key.
pub(crate) fn token() -> Result<String, Failure> {
    random::token().map_err(failed)
}

pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    random::bytes().map_err(failed)
}

fn failed(error: std::io::Error) -> Failure {
    Failure::caused(Kind::Failed, error)
}
