//! Which servers and groups a caller can see.

use std::sync::Arc;

use crate::settings::Settings;
use crate::settings::model::group::Group;
use crate::settings::model::server::{Server, Visibility};

/// The viewing user or client. Visibility is looked up in the current settings, so it follows their
/// changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Viewer {
    /// An admin, who can reach every server by name.
    Admin,
    /// A non-admin user, who sees shared servers.
    User(String),
    /// A client of `mcpClients`, which sees the servers in its list.
    Client(String),
    /// A person of an identity provider who is not a user of the hub, and sees these servers.
    Person(Vec<String>),
    /// A user whose token is limited to some servers and groups.
    Narrowed(Arc<Narrowed>),
}

/// A viewer of fewer servers and groups.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Narrowed {
    pub(crate) viewer: Viewer,
    pub(crate) servers: Vec<String>,
    pub(crate) groups: Vec<String>,
}

impl Narrowed {
    /// Whether the server is one of these, or is in one of these groups.
    fn contains(&self, settings: &Settings, server: &Server) -> bool {
        let has = |group: &Group| group.members.iter().any(|m| m.server == server.name);
        self.servers.contains(&server.name)
            || self.groups.iter().filter_map(|name| settings.group(name)).any(has)
    }
}

/// Whether `viewer` sees a server on endpoints of several servers. `None` is a system key, or a
/// client of an endpoint without authentication. The server of a non-admin user is visible to
/// others only if it is public or shared with them.
pub(crate) fn lists(viewer: Option<&Viewer>, settings: &Settings, server: &Server) -> bool {
    match viewer {
        None | Some(Viewer::Admin) => server.is_for_all(),
        Some(Viewer::User(name)) => server.sharing.shows_server_to(name),
        Some(Viewer::Client(name)) => {
            let client = settings.client(name);
            client.is_some_and(|client| client.allows(&server.name)) && server.is_for_all()
        }
        Some(Viewer::Person(servers)) => servers.contains(&server.name) && server.is_for_all(),
        Some(Viewer::Narrowed(part)) => {
            part.contains(settings, server) && lists(Some(&part.viewer), settings, server)
        }
    }
}

/// Whether `viewer` may use a server by its name.
pub(crate) fn reaches(viewer: Option<&Viewer>, settings: &Settings, server: &Server) -> bool {
    match viewer {
        Some(Viewer::Admin) => true,
        Some(Viewer::Narrowed(part)) => {
            part.contains(settings, server) && reaches(Some(&part.viewer), settings, server)
        }
        viewer => lists(viewer, settings, server),
    }
}

impl Viewer {
    /// Whether the viewer may use a group. Clients and people see only the members in their own list.
    pub(crate) fn opens(&self, group: &Group) -> bool {
        match self {
            Self::User(name) => group.sharing.opens_group_to(name),
            Self::Admin | Self::Client(_) => true,
            Self::Person(_) => group.sharing.visibility == Some(Visibility::Public),
            Self::Narrowed(part) => part.viewer.opens(group),
        }
    }

    /// Whether the viewer is an admin, with all servers or some.
    pub(crate) fn is_admin(&self) -> bool {
        match self {
            Self::Admin => true,
            Self::Narrowed(part) => part.viewer.is_admin(),
            Self::User(_) | Self::Client(_) | Self::Person(_) => false,
        }
    }

    /// Returns the name of a non-admin user.
    pub(crate) fn user(&self) -> Option<&str> {
        match self {
            Self::User(name) => Some(name),
            Self::Admin | Self::Client(_) | Self::Person(_) => None,
            Self::Narrowed(part) => part.viewer.user(),
        }
    }
}
