//! The credential of a client, reduced to the facts that MCP needs: sessions are bound to it, and
//! it decides which servers are visible.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::proxy::viewer::Viewer;
use crate::settings::Settings;
use crate::settings::model::key::BearerKey;
use crate::settings::model::secret::Secret;

/// The credential of a client. The default is anonymous.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Identifies the owner in sessions and logs: `key <id>`, `client <name>`, `user <name>`, for
    /// an OAuth client with its id and resource, `external <issuer> <subject>`, or empty.
    pub(crate) principal: String,
    /// The acting user; `None` for system keys and if no credential was needed.
    pub(crate) user: Option<String>,
    /// The bearer key used.
    pub(crate) key: Option<ShownKey>,
    /// The client of `mcpClients` and the token it used.
    pub(crate) client: Option<(String, Secret)>,
    /// The identity provider whose token was used.
    pub(crate) provider: Option<OfProvider>,
    /// The access that a user gave to an OAuth client, if the credential is its token.
    pub(crate) grant: Option<ShownGrant>,
    /// Decides which servers and groups are visible; `None` sees those of admins and public ones.
    pub(crate) viewer: Option<Viewer>,
}

/// A bearer key as it was when the client authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownKey {
    /// The key's id, if it has one.
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    /// [`BearerKey::rights_hash`] at that time.
    pub(crate) rights: u64,
}

/// The owner of a token of an identity provider. Two providers can use the same names, but not the same
/// issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfProvider {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// The client that the token was issued to.
    pub(crate) client: Option<String>,
    /// [`Issuer::rules_hash`] when the client authenticated.
    ///
    /// [`Issuer::rules_hash`]: crate::settings::model::identity_provider::Issuer::rules_hash
    pub(crate) rules: u64,
}

impl OfProvider {
    /// Whether the settings still accept tokens of the provider, with the same rules.
    fn holds(&self, settings: &Settings) -> bool {
        let provider = settings.system.identity_providers.issuer(&self.issuer);
        provider.is_some_and(|provider| provider.rules_hash() == self.rules)
    }
}

/// The grant of an access token as it was when the client authenticated.
#[derive(Clone, Debug)]
pub(crate) struct ShownGrant {
    pub(crate) id: String,
    /// The id of the client.
    pub(crate) client: String,
    /// The resource that the token is for.
    pub(crate) resource: String,
    pub(crate) scopes: Vec<String>,
    /// The stored password of the user, a change of which ends the grant.
    pub(crate) password: Secret,
    /// Set once the grant has ended.
    pub(crate) ended: Arc<AtomicBool>,
    /// The URL of the metadata of the endpoint, for challenges.
    pub(crate) metadata_url: String,
}

impl PartialEq for ShownGrant {
    fn eq(&self, other: &Self) -> bool {
        let parts = |one: &Self| {
            (one.id.clone(), one.client.clone(), one.resource.clone(), one.scopes.clone())
        };
        parts(self) == parts(other)
    }
}

impl Eq for ShownGrant {}

impl ShownKey {
    /// Whether the settings still contain the key, enabled and with the same token and rights.
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
    /// The owner of the hub, for the command line.
    pub(crate) fn of_keeper() -> Self {
        Self { viewer: Some(Viewer::Admin), ..Self::default() }
    }

    /// Whether the settings still accept the credential with the same rights. Checked by streams
    /// that outlive the request that opened them.
    pub(crate) fn holds(&self, settings: &Settings) -> bool {
        let key = self.key.as_ref().is_none_or(|key| key.holds(settings));
        let user = self.user.as_ref().is_none_or(|name| {
            let admin = settings.user(name).map(|user| user.is_admin);
            admin == Some(self.viewer.as_ref().is_some_and(Viewer::is_admin))
        });
        let grant = self.grant.as_ref().is_none_or(|grant| {
            let user = self.user.as_ref().and_then(|name| settings.user(name));
            !grant.ended.load(Ordering::Relaxed)
                && user.is_some_and(|user| user.password == grant.password)
        });
        let client = self.client.as_ref().is_none_or(|(name, token)| {
            settings.client(name).is_some_and(|client| client.token == *token)
        });
        let provider = self.provider.as_ref().is_none_or(|provider| provider.holds(settings));
        key && user && client && provider && grant
    }
}
