//! Bearer keys: who may call the MCP endpoints and the admin API.

use crate::settings::plan::Plan;
use crate::settings::secret::Secret;

/// One entry of `bearerKeys`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BearerKey {
    /// Made by the hub; absent in files written by hand.
    pub(crate) id: Option<String>,
    /// For people.
    pub(crate) name: String,
    /// The credential itself.
    pub(crate) token: Secret,
    /// `false` refuses it.
    pub(crate) enabled: bool,
    /// `kind: "user"`: the key acts as this user.
    pub(crate) user: Option<String>,
    /// Of a user's key: it manages the hub as that user, too, in the systems where users' keys do.
    pub(crate) manages: bool,
    /// What it opens.
    pub(crate) access: Access,
    /// How often it may manage servers; where absent, what `systemConfig` says.
    pub(crate) plan: Option<Plan>,
}

/// What a key opens. An empty list opens nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Access {
    /// Everything, the admin API included.
    All,
    /// Groups by name or id.
    Groups(Vec<String>),
    /// Servers by name, and groups all of whose servers are named.
    Servers(Vec<String>),
    /// Both.
    Custom {
        /// Groups by name or id.
        groups: Vec<String>,
        /// Servers by name.
        servers: Vec<String>,
    },
}
