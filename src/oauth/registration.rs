//! How the hub becomes a client of an authorization server: a client id from the settings, the URL
//! of a client metadata document, or dynamic registration (RFC 7591).

use jiff::{Span, Timestamp};
use serde_json::{Map, Value, json};
use url::{Host, Url};

use crate::oauth::client_settings::ClientSettings;
use crate::oauth::discovery::Discovered;
use crate::oauth::error::{LoginError, shorten};
use crate::oauth::limits;
use crate::oauth::web::Web;
use crate::settings::model::secret::Secret;
use crate::state::credential_record::{ClientKind, RegisteredClient, Time};

const NAME: &str = "mcphub";
/// The grant of a client without a redirect URI (RFC 8628).
pub(super) const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What a registration depends on.
pub(super) struct Wish<'a> {
    pub(super) settings: &'a ClientSettings,
    pub(super) redirect_uri: &'a str,
    pub(super) scope: Option<&'a str>,
    /// The client of an earlier login at the same issuer.
    pub(super) known: Option<RegisteredClient>,
    /// Whether a client from dynamic registration is replaced.
    pub(super) anew: bool,
}

/// Returns the client to use at a server. Registers one only if there is no other.
///
/// # Errors
/// Fails if the server allows no registration, or if it cannot be reached.
pub(super) async fn client_for(
    web: &Web,
    found: &Discovered,
    wish: &Wish<'_>,
) -> Result<RegisteredClient, LoginError> {
    let Wish { settings, redirect_uri, .. } = wish;
    if let Some(id) = &settings.client_id {
        let secret = settings.client_secret.clone();
        return Ok(client(ClientKind::Preregistered, id, secret, found, wish));
    }
    let known = wish.known.clone().filter(|known| match known.kind {
        // The redirect URI is a part of the registration.
        ClientKind::Dcr => {
            known.redirect_uris.iter().any(|known| known == redirect_uri) && !expires_soon(known)
        }
        ClientKind::Preregistered => true,
        ClientKind::Cimd => false,
    });
    // A client that was registered by hand is never replaced.
    let known = known.filter(|known| !wish.anew || known.kind != ClientKind::Dcr);
    if let Some(known) = known {
        return Ok(known);
    }
    if let Some(url) = &settings.client_metadata_url
        && found.server.client_id_metadata_document_supported
    {
        return Ok(client(ClientKind::Cimd, url, None, found, wish));
    }
    let endpoint = found.server.registration_endpoint.as_ref();
    match endpoint.filter(|_| !settings.registration.is_off) {
        Some(endpoint) => register(web, endpoint, found, wish).await,
        None => Err(no_registration(found, wish, None)),
    }
}

fn client(
    kind: ClientKind,
    id: &str,
    secret: Option<Secret>,
    found: &Discovered,
    wish: &Wish<'_>,
) -> RegisteredClient {
    RegisteredClient {
        kind,
        client_id: id.to_owned(),
        token_endpoint_auth_method: auth_method(wish.settings, found, secret.is_some()),
        client_secret: secret,
        secret_expires_at: None,
        redirect_uris: vec![wish.redirect_uri.to_owned()],
        registration_client_uri: None,
        registration_access_token: None,
        registered_at: Time(Timestamp::now()),
    }
}

/// Returns the method of authentication at the token endpoint.
fn auth_method(settings: &ClientSettings, found: &Discovered, has_secret: bool) -> String {
    let listed = found.server.token_endpoint_auth_methods_supported.as_ref();
    let lists = |method: &str| listed.is_none_or(|all| all.iter().any(|one| one == method));
    let method = match &settings.token_auth_method {
        Some(method) => method,
        None if !has_secret && settings.private_key.is_some() => "private_key_jwt",
        None if !has_secret => "none",
        None if lists("client_secret_basic") => "client_secret_basic",
        None => "client_secret_post",
    };
    method.to_owned()
}

fn expires_soon(client: &RegisteredClient) -> bool {
    let soon = Timestamp::now() + Span::new().seconds(limits::SECRET_LEFT_SECONDS);
    client.secret_expires_at.is_some_and(|at| at.0 < soon)
}

/// Registers a client.
async fn register(
    web: &Web,
    endpoint: &str,
    found: &Discovered,
    wish: &Wish<'_>,
) -> Result<RegisteredClient, LoginError> {
    let body = registration_request(found, wish);
    let token = wish.settings.registration.initial_access_token.as_ref();
    let authorization = token.map(|token| Secret::new(format!("Bearer {}", token.reveal())));
    let sent = web.post(endpoint, "application/json", body.to_string(), authorization.as_ref());
    let (status, answer) = sent.await?;
    if !status.is_success() {
        let code = answer["error"].as_str();
        let text = answer["error_description"].as_str().or(code).unwrap_or_default();
        let text = [format!("HTTP {status}"), shorten(text)].join(" ");
        return Err(no_registration(found, wish, Some(text.trim_end())));
    }
    registered_client(&answer, found, wish)
        .ok_or_else(|| no_registration(found, wish, Some("the response has no `client_id`")))
}

fn registration_request(found: &Discovered, wish: &Wish<'_>) -> Value {
    let Wish { settings, redirect_uri, scope, .. } = wish;
    let listed = found.server.token_endpoint_auth_methods_supported.as_deref();
    let is_public = listed.is_none_or(|all| all.iter().any(|one| one == "none"));
    let method = match &settings.token_auth_method {
        Some(method) => method.clone(),
        None if is_public => "none".to_owned(),
        None => auth_method(settings, found, true),
    };
    let mut body = Map::new();
    let name = settings.client_name.as_deref().unwrap_or(NAME);
    body.insert("client_name".into(), name.into());
    body.extend(settings.registration.metadata.clone());
    let is_native = redirect_uri.is_empty() || is_local(redirect_uri);
    let application = if is_native { "native" } else { "web" };
    // A client of the device grant has no redirect URI.
    let (uris, grant, responses) = if redirect_uri.is_empty() {
        (json!([]), DEVICE_GRANT, json!([]))
    } else {
        (json!([redirect_uri]), "authorization_code", json!(["code"]))
    };
    for (key, value) in [
        ("redirect_uris", uris),
        ("grant_types", json!([grant, "refresh_token"])),
        ("response_types", responses),
        ("application_type", json!(application)),
        ("token_endpoint_auth_method", json!(method)),
    ] {
        body.insert(key.into(), value);
    }
    if let Some(scope) = scope {
        body.insert("scope".into(), (*scope).into());
    }
    Value::Object(body)
}

/// Returns whether a redirect URI leads to this machine.
fn is_local(redirect_uri: &str) -> bool {
    let url = Url::parse(redirect_uri);
    url.is_ok_and(|url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => true,
    })
}

/// Reads the response to a registration. Its members count, whatever was requested.
fn registered_client(
    answer: &Value,
    found: &Discovered,
    wish: &Wish<'_>,
) -> Option<RegisteredClient> {
    let text = |key: &str| answer[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let secret = text("client_secret").map(Secret::new);
    let method = match (text("token_endpoint_auth_method"), &secret) {
        // A secret although none was requested.
        (Some(method), Some(_)) if method == "none" => {
            let own = wish.settings.token_auth_method.clone();
            own.unwrap_or_else(|| "client_secret_post".to_owned())
        }
        (Some(method), _) => method,
        (None, secret) => auth_method(wish.settings, found, secret.is_some()),
    };
    let expires = answer["client_secret_expires_at"].as_i64().filter(|seconds| *seconds > 0);
    let expires = expires.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let uris = answer["redirect_uris"].as_array().into_iter().flatten();
    let mut uris: Vec<_> = uris.filter_map(Value::as_str).map(str::to_owned).collect();
    if uris.is_empty() {
        uris.push(wish.redirect_uri.to_owned());
    }
    Some(RegisteredClient {
        kind: ClientKind::Dcr,
        client_id: text("client_id")?,
        client_secret: secret,
        secret_expires_at: expires.map(Time),
        token_endpoint_auth_method: method,
        redirect_uris: uris,
        registration_client_uri: text("registration_client_uri"),
        registration_access_token: text("registration_access_token").map(Secret::new),
        registered_at: Time(Timestamp::now()),
    })
}

/// Explains how to log in without registration.
fn no_registration(found: &Discovered, wish: &Wish<'_>, why: Option<&str>) -> LoginError {
    let issuer = shorten(&found.server.issuer);
    let why = why.map(|why| format!(" ({why})")).unwrap_or_default();
    let place = match wish.redirect_uri {
        "" => String::new(),
        uri => format!(" with the redirect URI {uri}"),
    };
    LoginError::Refused(format!(
        "{issuer} does not let mcphub register itself{why}; register an app there{place}, and pass \
         its id: `--client-id ID`, or `oauth.clientId` in the settings"
    ))
}
