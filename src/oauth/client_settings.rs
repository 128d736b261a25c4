//! The `oauth` object of a server's entry, as MCPHub writes it, with a few keys of our own.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::oauth::client_assertion::PrivateKey;
use crate::settings::model::secret::Secret;
use crate::settings::reference;
use crate::state::credential_record::{Time, Tokens};

/// The settings of the login at one server. References are expanded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ClientSettings {
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<Secret>,
    pub(crate) redirect_uri: Option<String>,
    /// The port of the redirect URI of a login from the command line.
    pub(crate) callback_port: Option<u16>,
    pub(crate) scopes: Vec<String>,
    pub(super) resource: ResourceIndicator,
    pub(super) authorization_endpoint: Option<String>,
    pub(super) token_endpoint: Option<String>,
    pub(super) revocation_endpoint: Option<String>,
    /// The URL of the metadata of the authorization server.
    pub(super) metadata_url: Option<String>,
    /// The client id as the URL of a client metadata document.
    pub(crate) client_metadata_url: Option<String>,
    /// The name of the hub at authorization servers, if it is not the usual one.
    pub(crate) client_name: Option<String>,
    /// Additional parameters of the authorization request.
    pub(super) authorize_params: Vec<(String, String)>,
    pub(super) token_auth_method: Option<String>,
    /// The key that the client proves itself with, instead of a secret.
    pub(super) private_key: Option<PrivateKey>,
    /// Whether the hub gets tokens with its own credentials, without a person.
    pub(super) uses_client_credentials: bool,
    /// Whether people enter a code on another machine.
    pub(crate) uses_device_code: bool,
    access_token: Option<Secret>,
    refresh_token: Option<Secret>,
    /// The checks that are turned off for this server.
    relax: Vec<String>,
    pub(super) registration: RegistrationSettings,
}

/// The `resource` parameter of requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum ResourceIndicator {
    /// The resource that the metadata names, otherwise the URL of the server.
    #[default]
    Found,
    Fixed(String),
    Omitted,
}

/// `dynamicRegistration`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RegistrationSettings {
    pub(super) is_off: bool,
    pub(super) issuer: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) metadata: Map<String, Value>,
    pub(super) initial_access_token: Option<Secret>,
}

impl ClientSettings {
    /// Reads the object; unusable members count as absent.
    pub(crate) fn of(oauth: Option<&Map<String, Value>>) -> Self {
        let Some(oauth) = oauth else { return Self::default() };
        let text = |key: &str| text_of(oauth, key);
        let registration = oauth.get("dynamicRegistration").and_then(Value::as_object);
        let resource = match oauth.get("resource") {
            Some(Value::Bool(false)) => ResourceIndicator::Omitted,
            Some(Value::String(text)) if !text.is_empty() => ResourceIndicator::Fixed(text.clone()),
            _ => ResourceIndicator::Found,
        };
        let params = oauth.get("authorizeParams").and_then(Value::as_object).into_iter().flatten();
        let port = oauth.get("callbackPort").and_then(Value::as_u64);
        Self {
            client_id: text("clientId"),
            client_secret: text("clientSecret").map(Secret::new),
            redirect_uri: text("redirectUri"),
            callback_port: port.and_then(|port| u16::try_from(port).ok()),
            scopes: texts_of(oauth, "scopes"),
            resource,
            authorization_endpoint: text("authorizationEndpoint"),
            token_endpoint: text("tokenEndpoint"),
            revocation_endpoint: text("revocationEndpoint"),
            metadata_url: text("authServerMetadataUrl"),
            client_metadata_url: text("clientMetadataUrl"),
            client_name: None,
            authorize_params: params
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            token_auth_method: text("tokenEndpointAuthMethod"),
            private_key: text("privateKeyFile")
                .map(|file| PrivateKey { file, algorithm: text("privateKeyAlgorithm") }),
            uses_client_credentials: text("grant").as_deref() == Some("client_credentials"),
            uses_device_code: text("grant").as_deref() == Some("device_code"),
            access_token: text("accessToken").map(Secret::new),
            refresh_token: text("refreshToken").map(Secret::new),
            relax: texts_of(oauth, "relax"),
            registration: registration.map(RegistrationSettings::of).unwrap_or_default(),
        }
    }

    /// Returns the tokens that MCPHub has written into the settings.
    pub(super) fn own_tokens(&self) -> Option<Tokens> {
        Some(Tokens {
            access_token: self.access_token.clone()?,
            expires_at: None,
            refresh_token: self.refresh_token.clone(),
            scope: None,
            received_at: Time(Timestamp::UNIX_EPOCH),
        })
    }

    /// Returns these settings with the tokens of others, or `None` if they have the same.
    pub(super) fn with_tokens_of(&self, other: &Self) -> Option<Self> {
        let is_same =
            self.access_token == other.access_token && self.refresh_token == other.refresh_token;
        (!is_same).then(|| Self {
            access_token: other.access_token.clone(),
            refresh_token: other.refresh_token.clone(),
            ..self.clone()
        })
    }

    /// Returns whether a token contains a reference.
    pub(crate) fn has_token_references(&self) -> bool {
        let tokens = [&self.access_token, &self.refresh_token].into_iter().flatten();
        tokens.into_iter().any(|token| reference::has_any(token.reveal()))
    }

    /// Returns whether MCPHub has written a token into the settings.
    pub(crate) fn has_tokens(&self) -> bool {
        self.access_token.is_some()
    }

    /// Returns the first redirect URI of the metadata for registration.
    pub(crate) fn registered_redirect(&self) -> Option<&str> {
        self.registration.metadata.get("redirect_uris")?.get(0)?.as_str()
    }

    /// Returns whether a check is turned off.
    pub(crate) fn relaxes(&self, check: &str) -> bool {
        self.relax.iter().any(|word| word == check)
    }
}

/// Returns whether the object turns logins off.
pub(crate) fn is_off(oauth: Option<&Map<String, Value>>) -> bool {
    oauth.is_some_and(|oauth| oauth.get("enabled") == Some(&Value::Bool(false)))
}

/// Returns whether each user of the hub has a login of their own.
pub(crate) fn is_per_user(oauth: Option<&Map<String, Value>>) -> bool {
    oauth.is_some_and(|oauth| oauth.get("perUser") == Some(&Value::Bool(true)))
}

impl RegistrationSettings {
    fn of(own: &Map<String, Value>) -> Self {
        Self {
            is_off: own.get("enabled") == Some(&Value::Bool(false)),
            issuer: text_of(own, "issuer"),
            endpoint: text_of(own, "registrationEndpoint"),
            metadata: own.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default(),
            initial_access_token: text_of(own, "initialAccessToken").map(Secret::new),
        }
    }
}

fn text_of(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = object.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns a list of texts, or the words of one text.
fn texts_of(object: &Map<String, Value>, key: &str) -> Vec<String> {
    match object.get(key) {
        Some(Value::String(text)) => text.split_whitespace().map(str::to_owned).collect(),
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
