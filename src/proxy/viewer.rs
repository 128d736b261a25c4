//! As whom servers and groups are seen, by those who do not see all.

use crate::settings::Settings;
use crate::settings::group::Group;
use crate::settings::server::Server;

/// Who looks. What they see is in the settings of the moment, so that it changes with them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Viewer {
    /// An admin, who reaches every server by its name.
    Admin,
    /// A user who is no admin: what is shared with them.
    User(String),
    /// A client of `mcpClients`: the servers of its list.
    Client(String),
}

/// Whether a server is in the catalogues of `viewer`: those of an endpoint of several servers.
/// `None` is a key of the system, or a client of an endpoint that needs no credential. A server of
/// a user who is no admin is in a catalogue of others only if it is public or shared with them.
pub(crate) fn lists(viewer: Option<&Viewer>, settings: &Settings, server: &Server) -> bool {
    match viewer {
        None | Some(Viewer::Admin) => server.is_for_all(),
        Some(Viewer::User(name)) => server.sharing.shows_server_to(name),
        Some(Viewer::Client(name)) => {
            let client = settings.client(name);
            client.is_some_and(|client| client.allows(&server.name)) && server.is_for_all()
        }
    }
}

/// Whether `viewer` reaches a server that they name themselves.
pub(crate) fn reaches(viewer: Option<&Viewer>, settings: &Settings, server: &Server) -> bool {
    viewer == Some(&Viewer::Admin) || lists(viewer, settings, server)
}

impl Viewer {
    /// Whether they may use a group. Of its members each client sees those of its own list.
    pub(crate) fn opens(&self, group: &Group) -> bool {
        match self {
            Self::User(name) => group.sharing.opens_group_to(name),
            Self::Admin | Self::Client(_) => true,
        }
    }

    /// The user, if it is one who is no admin.
    pub(crate) fn user(&self) -> Option<&str> {
        match self {
            Self::User(name) => Some(name),
            Self::Admin | Self::Client(_) => None,
        }
    }
}
