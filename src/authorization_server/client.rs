//! Clients, wherever they are known from, and how they authenticate at the token endpoint.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use percent_encoding::percent_decode_str;

use crate::authorization_server::error::OauthError;
use crate::authorization_server::parameters::Parameters;
use crate::settings::Settings;
use crate::settings::model::oauth_server::OauthClient;
use crate::settings::model::secret::Secret;
use crate::state::oauth_server::{OauthState, RegisteredClient, digest_of};

/// Where a client is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// An admin added it to the settings file.
    Settings,
    /// It registered itself.
    Registration,
    /// Its id is the URL of a metadata document.
    Document,
}

/// A client.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) origin: Origin,
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) grants: Vec<String>,
    /// The scopes that it may request; `None` means all allowed ones.
    pub(crate) scopes: Option<Vec<String>>,
    /// The only method that it may use; `None` allows all that fit.
    auth_method: Option<String>,
    secret: Option<StoredSecret>,
}

/// A secret as it is stored.
#[derive(Clone, Debug, PartialEq)]
enum StoredSecret {
    /// In the settings file, as MCPHub writes it.
    Clear(Secret),
    Digest(Secret),
}

/// What a client presents at the token endpoint.
#[derive(Debug)]
pub(crate) struct Presented {
    pub(crate) client: String,
    secret: Option<Secret>,
    /// Whether it used HTTP Basic.
    pub(crate) is_basic: bool,
}

impl Client {
    /// Returns the client with this id in the settings or among the registered ones.
    pub(crate) fn find(settings: &Settings, state: &OauthState, id: &str) -> Option<Self> {
        let registered = || state.clients.iter().find(|client| client.id == id);
        settings
            .oauth_client(id)
            .map(Self::of_settings)
            .or_else(|| registered().map(Self::of_state))
    }

    fn of_settings(client: &OauthClient) -> Self {
        Self {
            id: client.id.clone(),
            name: client.name.clone(),
            origin: Origin::Settings,
            redirect_uris: client.redirect_uris.clone(),
            grants: client.grants.clone(),
            scopes: client.scopes.clone(),
            auth_method: client.auth_method.clone().filter(|method| method != "none"),
            secret: client.secret.clone().map(StoredSecret::Clear),
        }
    }

    fn of_state(client: &RegisteredClient) -> Self {
        Self {
            id: client.id.clone(),
            name: client.name.clone(),
            origin: Origin::Registration,
            redirect_uris: client.redirect_uris.clone(),
            grants: client.grants.clone(),
            scopes: client.scopes.clone(),
            auth_method: Some(client.auth_method.clone()),
            secret: client
                .secret
                .as_deref()
                .map(|digest| StoredSecret::Digest(Secret::new(digest))),
        }
    }

    /// Creates a client with the id of its metadata document.
    pub(crate) fn of_document(id: &str, name: String, redirect_uris: Vec<String>) -> Self {
        Self {
            id: id.to_owned(),
            name,
            origin: Origin::Document,
            redirect_uris,
            grants: vec!["authorization_code".into(), "refresh_token".into()],
            scopes: None,
            auth_method: Some("none".into()),
            secret: None,
        }
    }

    /// Returns whether the client may use a grant type.
    pub(crate) fn has_grant(&self, grant: &str) -> bool {
        self.grants.iter().any(|known| known == grant)
    }

    /// Authenticates the client.
    ///
    /// # Errors
    /// Fails if the secret is wrong, missing or not expected, or came by another method than the
    /// client registered.
    pub(crate) fn authenticate(
        &self,
        presented: &Presented,
        secret_required: bool,
    ) -> Result<(), OauthError> {
        let Some(stored) = &self.secret else {
            let must = secret_required && self.origin != Origin::Document;
            return match &presented.secret {
                Some(_) => Err(OauthError::client("this client has no secret; send none")),
                None if must => Err(OauthError::client("clients need a secret here")),
                None => Ok(()),
            };
        };
        let used = if presented.is_basic { "client_secret_basic" } else { "client_secret_post" };
        if self.auth_method.as_deref().is_some_and(|method| method != used) {
            return Err(OauthError::client("the client registered another way to authenticate"));
        }
        let is_right = presented.secret.as_ref().is_some_and(|secret| match stored {
            StoredSecret::Clear(stored) => stored == secret,
            StoredSecret::Digest(digest) => *digest == Secret::new(digest_of(secret.reveal())),
        });
        if is_right { Ok(()) } else { Err(OauthError::client("the client's secret is wrong")) }
    }
}

impl Presented {
    /// Reads the client and its secret from the `Authorization` header or the form.
    ///
    /// # Errors
    /// Fails if the client is missing, or if both contain one.
    pub(crate) fn read(headers: &HeaderMap, form: &Parameters) -> Result<Self, OauthError> {
        let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let basic = value.and_then(|value| {
            let (scheme, rest) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("basic").then_some(rest)
        });
        let in_form = (form.get("client_id"), form.get("client_secret"));
        let Some(basic) = basic else {
            let client = in_form.0.ok_or_else(|| OauthError::client("`client_id` is missing"))?;
            let secret = in_form.1.map(Secret::new);
            return Ok(Self { client: client.to_owned(), secret, is_basic: false });
        };
        let (client, secret) = parse_basic(basic)
            .ok_or_else(|| OauthError::client("the Basic header is malformed"))?;
        if in_form.1.is_some() || in_form.0.is_some_and(|other| other != client) {
            return Err(OauthError::client("authenticate in one way only"));
        }
        // Some clients without a secret send an empty one.
        let secret = Some(secret).filter(|secret| !secret.reveal().is_empty());
        Ok(Self { client, secret, is_basic: true })
    }
}

/// Parses Basic credentials, which are form-encoded (RFC 6749, 2.3.1).
fn parse_basic(text: &str) -> Option<(String, Secret)> {
    let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (client, secret) = text.split_once(':')?;
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    };
    Some((decode(client)?, Secret::new(decode(secret)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(method: Option<&str>, secret: Option<&str>) -> Client {
        Client {
            auth_method: method.map(str::to_owned),
            secret: secret.map(|s| StoredSecret::Digest(Secret::new(digest_of(s)))),
            origin: Origin::Registration,
            ..Client::of_document("c", "C".into(), Vec::new())
        }
    }

    fn presented(basic: Option<&str>, form: &str) -> Result<Presented, OauthError> {
        let mut headers = HeaderMap::new();
        if let Some(basic) = basic {
            let value = format!("Basic {}", STANDARD.encode(basic));
            headers.insert(AUTHORIZATION, value.parse().unwrap());
        }
        Presented::read(&headers, &Parameters::of_form(form))
    }

    #[test]
    fn a_client_authenticates_in_its_own_way() {
        let enters = |client: &Client, basic: Option<&str>, form: &str| {
            presented(basic, form).and_then(|shown| client.authenticate(&shown, false)).is_ok()
        };
        let public = client(Some("none"), None);
        assert!(enters(&public, None, "client_id=c") && enters(&public, Some("c:"), ""));
        assert!(!enters(&public, None, "client_id=c&client_secret=x"));
        assert!(public.authenticate(&presented(None, "client_id=c").unwrap(), true).is_err());
        let basic = client(Some("client_secret_basic"), Some("s-e+c"));
        assert!(
            enters(&basic, Some("c:s-e%2Bc"), "")
                && enters(&basic, Some("c:s-e%2Bc"), "client_id=c")
        );
        assert!(!enters(&basic, Some("c:wrong"), "") && !enters(&basic, None, "client_id=c"));
        assert!(!enters(&basic, None, "client_id=c&client_secret=s-e%2Bc"));
        let post = client(Some("client_secret_post"), Some("s"));
        assert!(
            enters(&post, None, "client_id=c&client_secret=s") && !enters(&post, Some("c:s"), "")
        );
        let any = client(None, Some("s"));
        assert!(enters(&any, None, "client_id=c&client_secret=s") && enters(&any, Some("c:s"), ""));
        assert!(
            !enters(&any, Some("c:s"), "client_secret=s")
                && !enters(&any, Some("c:s"), "client_id=d")
        );
        assert!(presented(None, "").is_err() && presented(Some("no-colon"), "").is_err());
    }
}
