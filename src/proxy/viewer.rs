//! As whom servers and groups are seen, by those who do not see all.

use crate::settings::Settings;
use crate::settings::group::Group;
use crate::settings::server::Server;

/// Who looks. What they see is in the settings of the moment, so that it changes with them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Viewer {
    /// A user who is no admin: what is shared with them.
    User(String),
    /// A client of `mcpClients`: the servers of its list.
    Client(String),
}

impl Viewer {
    /// Whether a server is there for them.
    pub(crate) fn sees(&self, settings: &Settings, server: &Server) -> bool {
        match self {
            Self::User(name) => server.sharing.shows_server_to(name),
            Self::Client(name) => {
                settings.client(name).is_some_and(|client| client.allows(&server.name))
            }
        }
    }

    /// Whether they may use a group. Of its members each client sees those of its own list.
    pub(crate) fn opens(&self, group: &Group) -> bool {
        match self {
            Self::User(name) => group.sharing.opens_group_to(name),
            Self::Client(_) => true,
        }
    }

    /// The user, where it is one.
    pub(crate) fn user(&self) -> Option<&str> {
        match self {
            Self::User(name) => Some(name),
            Self::Client(_) => None,
        }
    }
}
