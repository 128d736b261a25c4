//! What is known of a login at a server, as its file contains it: for each issuer the registration of
//! the hub and its tokens.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::settings::model::secret::Secret;

/// The content of a file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record {
    pub(super) version: u32,
    /// Not read; helps people to identify the file. The same applies to `server`.
    pub(super) settings: PathBuf,
    pub(super) server: String,
    /// The URL of the server. Tokens are sent to its origin only.
    pub(crate) server_url: String,
    /// The issuer of the tokens in use.
    pub(crate) current: Option<String>,
    /// By issuer: nothing of one is ever sent to another.
    pub(crate) issuers: BTreeMap<String, Issuer>,
    /// The login that a running hub has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pending: Option<Pending>,
}

/// The data of one authorization server.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Issuer {
    /// The resource indicator in all requests; `None` if there was none.
    pub(crate) resource: Option<String>,
    /// The client of the tokens, or of the last login that began.
    pub(crate) client: Option<RegisteredClient>,
    /// Clients from dynamic registration, one for each redirect URI.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) registrations: Vec<RegisteredClient>,
    pub(crate) tokens: Option<Tokens>,
    /// The scopes that a request needed, with those of the tokens. The next login requests them.
    #[serde(default)]
    pub(crate) wanted_scope: Option<String>,
    /// The scopes that a running hub has requested last because a request needed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) step_up: Option<StepUp>,
    /// The URL for new tokens.
    pub(crate) token_endpoint: String,
    pub(crate) revocation_endpoint: Option<String>,
}

/// Scopes that were requested because a request needed them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct StepUp {
    pub(crate) scope: String,
    /// How many logins were begun for them.
    pub(crate) times: u32,
}

/// The origin of a client id.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ClientKind {
    /// The settings or the command line contain it.
    Preregistered,
    /// It is the URL of a client metadata document.
    Cimd,
    /// Dynamic registration returned it.
    Dcr,
}

impl ClientKind {
    /// Returns the value as written in the file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Preregistered => "preregistered",
            Self::Cimd => "cimd",
            Self::Dcr => "dcr",
        }
    }
}

/// The hub as the authorization server knows it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RegisteredClient {
    pub(crate) kind: ClientKind,
    pub(crate) client_id: String,
    #[serde(with = "clear_option")]
    pub(crate) client_secret: Option<Secret>,
    pub(crate) secret_expires_at: Option<Time>,
    /// The method of authentication at the token endpoint.
    pub(crate) token_endpoint_auth_method: String,
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) registration_client_uri: Option<String>,
    #[serde(with = "clear_option")]
    pub(crate) registration_access_token: Option<Secret>,
    pub(crate) registered_at: Time,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tokens {
    #[serde(with = "clear")]
    pub(crate) access_token: Secret,
    /// `None` if unknown.
    pub(crate) expires_at: Option<Time>,
    #[serde(with = "clear_option")]
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) scope: Option<String>,
    pub(crate) received_at: Time,
}

/// A login that waits for a person. It is stored, so that a restart of the hub does not end it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pending {
    /// The page to open.
    #[serde(with = "as_text")]
    pub(crate) url: Url,
    #[serde(with = "clear")]
    pub(crate) state: Secret,
    #[serde(with = "clear")]
    pub(crate) verifier: Secret,
    pub(crate) redirect_uri: String,
    pub(crate) issuer: String,
    /// Whether a redirect must name the issuer.
    pub(crate) requires_iss: bool,
    /// Whether the issuer is only assumed, so that it is not compared.
    pub(crate) is_assumed: bool,
    pub(crate) client: RegisteredClient,
    pub(crate) resource: Option<String>,
    pub(crate) scope: Option<String>,
    pub(crate) token_endpoint: String,
    pub(crate) revocation_endpoint: Option<String>,
    pub(crate) created_at: Time,
    /// When it was last shown to somebody.
    pub(crate) shown_at: Time,
}

/// A time that is written in the notation of RFC 3339.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Time(pub(crate) Timestamp);

impl TryFrom<String> for Time {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

impl From<Time> for String {
    fn from(time: Time) -> Self {
        time.0.to_string()
    }
}

impl Record {
    /// Returns the issuer of the tokens in use.
    pub(crate) fn current(&self) -> Option<&Issuer> {
        self.issuers.get(self.current.as_ref()?)
    }

    /// Returns the tokens in use.
    pub(crate) fn tokens(&self) -> Option<&Tokens> {
        self.current()?.tokens.as_ref()
    }
}

/// Writes a URL as text.
mod as_text {
    use serde::{Deserialize as _, Deserializer, Serializer, de};
    use url::Url;

    pub(super) fn serialize<S: Serializer>(url: &Url, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(url.as_str())
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Url, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

/// Writes secrets in clear text.
mod clear {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::settings::model::secret::Secret;

    pub(super) fn serialize<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(secret.reveal())
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Secret, D::Error> {
        String::deserialize(from).map(Secret::new)
    }
}

/// Writes optional secrets in clear text.
mod clear_option {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use crate::settings::model::secret::Secret;

    #[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
    pub(super) fn serialize<S: Serializer>(
        secret: &Option<Secret>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        secret.as_ref().map(Secret::reveal).serialize(to)
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(
        from: D,
    ) -> Result<Option<Secret>, D::Error> {
        Ok(Option::<String>::deserialize(from)?.map(Secret::new))
    }
}
