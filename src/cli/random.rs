//! What commands make at random.

use crate::cli::error::{Failure, Kind};
use crate::state::random;

/// A UUID, as MCPHub gives its groups and keys.
pub(crate) fn id() -> Result<String, Failure> {
    random::id().map_err(failed)
}

/// A bearer key's token.
pub(crate) fn token() -> Result<String, Failure> {
    random::token().map_err(failed)
}

/// So many bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    random::bytes().map_err(failed)
}

fn failed(error: std::io::Error) -> Failure {
    Failure::caused(Kind::Failed, error)
}
