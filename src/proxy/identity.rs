//! Whose credential a client showed, as far as MCP has to know it: sessions are bound to it, and
//! not everybody sees everything.

use crate::proxy::viewer::Viewer;
use crate::settings::Settings;
use crate::settings::secret::Secret;

/// Whose credential a client showed. The default is nobody's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Tells one from another, for sessions and logs: `key <id>`, `client <name>`,
    /// `user <name>`, or empty.
    pub(crate) principal: String,
    /// The user who acts; `None` for keys of the system and where no credential was needed.
    pub(crate) user: Option<String>,
    /// The bearer key shown: its id, where it has one, and its name.
    pub(crate) key: Option<(Option<String>, String)>,
    /// The client of `mcpClients` whose token was shown: its name, and that token.
    pub(crate) client: Option<(String, Secret)>,
    /// As whom servers and groups are seen; `None` sees all.
    pub(crate) viewer: Option<Viewer>,
}

impl Identity {
    /// Whether the settings still know the credential, with the same rights: for streams that outlive
    /// the request they began with.
    pub(crate) fn holds(&self, settings: &Settings) -> bool {
        let key = self.key.as_ref().zip(settings.keys.as_ref()).is_none_or(|((id, name), keys)| {
            let same = |key: &&crate::settings::key::BearerKey| match id {
                Some(_) => key.id == *id,
                None => key.name == *name,
            };
            keys.iter().find(same).is_some_and(|key| key.enabled)
        });
        let user = self.user.as_ref().is_none_or(|name| {
            let admin = settings.user(name).map(|user| user.is_admin);
            admin == Some(self.viewer.is_none())
        });
        let client = self.client.as_ref().is_none_or(|(name, token)| {
            settings.client(name).is_some_and(|client| client.token == *token)
        });
        key && user && client
    }
}
