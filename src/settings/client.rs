//! Programs that may use the MCP endpoints, each as far as its own list says: MCPJungle's clients.

use crate::settings::secret::Secret;

/// In a list of allowed servers: all of them.
const ALL: &str = "*";

/// One entry of `mcpClients`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Client {
    /// Unique.
    pub(crate) name: String,
    /// For people.
    pub(crate) description: Option<String>,
    /// The credential itself.
    pub(crate) token: Secret,
    /// Somebody chose the token; the hub made it otherwise.
    pub(crate) has_custom_token: bool,
    /// The servers that it sees, by name; `*` is all. Nothing where it is empty.
    pub(crate) allow_list: Vec<String>,
}

impl Client {
    /// Whether it sees the server of that name.
    pub(crate) fn allows(&self, server: &str) -> bool {
        self.allow_list.iter().any(|name| name == ALL || name == server)
    }

    /// Whether it sees all servers, those to come included.
    pub(crate) fn allows_all(&self) -> bool {
        self.allow_list.iter().any(|name| name == ALL)
    }
}
