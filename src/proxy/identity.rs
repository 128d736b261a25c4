//! Whose credential a client showed, as far as MCP has to know it: sessions are bound to it, and
//! not everybody sees everything.

use crate::proxy::viewer::Viewer;
use crate::settings::Settings;
use crate::settings::key::BearerKey;
use crate::settings::secret::Secret;

/// Whose credential a client showed. The default is nobody's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Tells one from another, for sessions and logs: `key <id>`, `client <name>`,
    /// `user <name>`, or empty.
    pub(crate) principal: String,
    /// The user who acts; `None` for keys of the system and where no credential was needed.
    pub(crate) user: Option<String>,
    /// The bearer key that opened the endpoint.
    pub(crate) key: Option<ShownKey>,
    /// The client of `mcpClients` whose token was shown: its name, and that token.
    pub(crate) client: Option<(String, Secret)>,
    /// As whom servers and groups are seen; `None` sees what is nobody's own.
    pub(crate) viewer: Option<Viewer>,
}

/// A bearer key, as it was when it opened an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownKey {
    /// Its id, if it has one.
    pub(crate) id: Option<String>,
    /// Its name.
    pub(crate) name: String,
    /// [`BearerKey::rights_hash`] at that moment.
    pub(crate) rights: u64,
}

impl ShownKey {
    /// Whether the settings still have the key, enabled, with the same token and rights.
    fn holds(&self, settings: &Settings) -> bool {
        let is_same = |key: &&BearerKey| match &self.id {
            Some(_) => key.id == self.id,
            None => key.name == self.name,
        };
        let keys = settings.keys_in_force();
        let key = keys.iter().find(is_same);
        key.is_some_and(|key| key.enabled && key.rights_hash() == self.rights)
    }
}

impl Identity {
    /// Whose the hub is: the command line asks in their name.
    pub(crate) fn of_keeper() -> Self {
        Self { viewer: Some(Viewer::Admin), ..Self::default() }
    }

    /// Whether the settings still know the credential, with the same rights: for streams that outlive
    /// the request they began with.
    pub(crate) fn holds(&self, settings: &Settings) -> bool {
        let key = self.key.as_ref().is_none_or(|key| key.holds(settings));
        let user = self.user.as_ref().is_none_or(|name| {
            let admin = settings.user(name).map(|user| user.is_admin);
            admin == Some(self.viewer == Some(Viewer::Admin))
        });
        let client = self.client.as_ref().is_none_or(|(name, token)| {
            settings.client(name).is_some_and(|client| client.token == *token)
        });
        key && user && client
    }
}
