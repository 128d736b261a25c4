//! Random ids and tokens for commands.

use crate::cli::error::{Failure, Kind};
use crate::state::random;

/// Returns a UUID, as MCPHub uses for groups and keys.
pub(crate) fn id() -> Result<String, Failure> {
    random::id().map_err(to_failure)
}

/// Returns a token for a bearer key.
pub(crate) fn token() -> Result<String, Failure> {
    random::token().map_err(to_failure)
}

pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    random::bytes().map_err(to_failure)
}

fn to_failure(error: std::io::Error) -> Failure {
    Failure::from_error(Kind::Failed, error)
}
