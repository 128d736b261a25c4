//! A login that waits for a person, as it is stored: a restart of the hub does not end it.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::settings::model::secret::Secret;
use crate::state::credentials::{RegisteredClient, Time, clear};

/// A login that waits for a person.
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
