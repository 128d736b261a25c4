//! The values outside the settings file that servers need.

use crate::secret_store::watched::Memory;
use crate::settings::model::slot::Slot;
use crate::settings::reference::{Outside, Source};

/// A value that a server needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    Reference(Outside),
    /// A value that `credentialTemplate` of a server asks each user for.
    Slot {
        server: String,
        slot: Slot,
    },
}

/// The values that were given out.
pub(super) type Watched = Memory<Wanted>;

impl Wanted {
    /// Returns whether each user has a value of their own.
    pub(crate) fn is_of_users(&self) -> bool {
        match self {
            Self::Reference(one) => one.source == Source::User,
            Self::Slot { .. } => true,
        }
    }

    /// Returns whether a server with this name and entry, as text, depends on the value.
    pub(crate) fn is_of(&self, name: &str, entry: &str) -> bool {
        match self {
            // JSON escapes quotes and backslashes of a command line.
            Self::Reference(one) if one.source.runs_program() => entry.contains("${"),
            Self::Reference(one) => entry.contains(&one.key()),
            Self::Slot { server, .. } => server == name,
        }
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Reference(one) => one.fmt(f),
            Self::Slot { server, slot } => write!(f, "{} of {server}", slot.name),
        }
    }
}
