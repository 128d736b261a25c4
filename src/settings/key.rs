//! Bearer keys: who may call the MCP endpoints and the admin API.

use std::hash::{DefaultHasher, Hash, Hasher as _};

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
    /// `manages`, as written. Use [`BearerKey::manages_hub`].
    pub(crate) manages: Option<bool>,
    /// What it opens.
    pub(crate) access: Access,
    /// How often it may manage servers; where absent, what `systemConfig` says.
    pub(crate) plan: Option<Plan>,
}

impl BearerKey {
    /// A number that changes when the token, the user it acts as, or what it opens changes. Differs
    /// between builds: for comparison within one run.
    pub(crate) fn rights_hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.token.reveal(), &self.user, &self.access).hash(&mut hasher);
        hasher.finish()
    }

    /// Whether the key manages the hub by the admin API, beside opening MCP endpoints.
    ///
    /// A key of the system does if it opens everything and does not say `"manages": false`. Source:
    /// MCPHub, which has no such word. A user's key does, with that user's rights, only if it says
    /// `"manages": true`: other keys of users are in the settings of MCP clients.
    pub(crate) fn manages_hub(&self) -> bool {
        match self.user {
            Some(_) => self.manages == Some(true),
            None => self.access == Access::All && self.manages != Some(false),
        }
    }
}

/// What a key opens. An empty list opens nothing.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) enum Access {
    /// Every MCP endpoint.
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
