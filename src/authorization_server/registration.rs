//! Dynamic client registration (RFC 7591): the request, the client that it makes, and the response.

use serde_json::{Map, Value, json};

use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::limits;
use crate::authorization_server::redirect_uri;
use crate::settings::model::oauth_server::OauthServer;
use crate::settings::model::secret::Secret;
use crate::state::oauth_server::{OauthState, RegisteredClient, digest_of};
use crate::state::random;

/// The methods of authentication at the token endpoint.
const METHODS: [&str; 3] = ["none", "client_secret_basic", "client_secret_post"];

/// A client that was registered, with its secrets, which only the client learns.
#[derive(Debug)]
pub(crate) struct Registered {
    pub(crate) client: RegisteredClient,
    pub(crate) secret: Option<Secret>,
    /// Manages the registration.
    pub(crate) token: Secret,
}

/// Reads the metadata of a new client. Members that are not known here are ignored.
///
/// # Errors
/// Fails if a redirect URI or another value is not acceptable; names it.
pub(crate) fn read(
    metadata: &Map<String, Value>,
    rules: &OauthServer,
    now_ms: i64,
) -> Result<Registered, OauthError> {
    let mut client = RegisteredClient {
        id: random::hex(&random::bytes::<16>()?),
        name: String::new(),
        redirect_uris: Vec::new(),
        grants: Vec::new(),
        scopes: None,
        auth_method: String::new(),
        secret: None,
        registration_token: String::new(),
        application_type: String::new(),
        created_ms: now_ms,
        used_ms: None,
    };
    apply(&mut client, metadata, rules)?;
    let token = Secret::new(random::hex(&random::bytes::<32>()?));
    client.registration_token = digest_of(token.reveal());
    let secret = match client.auth_method.as_str() {
        "none" => None,
        _ => Some(Secret::new(random::hex(&random::bytes::<32>()?))),
    };
    client.secret = secret.as_ref().map(|secret| digest_of(secret.reveal()));
    Ok(Registered { client, secret, token })
}

/// Replaces the metadata of a client, but not its id and secrets.
///
/// # Errors
/// Fails as [`read`] does, and if the client would need a secret that it does not have.
pub(crate) fn replace(
    client: &mut RegisteredClient,
    metadata: &Map<String, Value>,
    rules: &OauthServer,
) -> Result<(), OauthError> {
    let mut new = client.clone();
    let mut metadata = metadata.clone();
    let kept = Value::from(client.auth_method.as_str());
    metadata.entry("token_endpoint_auth_method").or_insert(kept);
    apply(&mut new, &metadata, rules)?;
    if (new.auth_method == "none") != client.secret.is_none() {
        return Err(invalid("`token_endpoint_auth_method` cannot be changed; register again"));
    }
    *client = new;
    Ok(())
}

fn apply(
    client: &mut RegisteredClient,
    metadata: &Map<String, Value>,
    rules: &OauthServer,
) -> Result<(), OauthError> {
    let text = |key: &str| metadata.get(key).and_then(Value::as_str);
    client.redirect_uris = redirect_uris(metadata, rules)?;
    client.grants = grants(metadata, rules)?;
    if let Some(types) = list(metadata, "response_types")?
        && !types.iter().any(|kind| kind == "code")
    {
        return Err(invalid("`response_types` must contain `code`"));
    }
    // The default is that of RFC 7591, 2.
    let method = text("token_endpoint_auth_method").unwrap_or("client_secret_basic");
    if !METHODS.contains(&method) {
        return Err(invalid(format!(
            "`token_endpoint_auth_method` must be one of {}",
            METHODS.join(", ")
        )));
    }
    if method == "none" && rules.require_client_secret {
        return Err(invalid("clients need a secret here; `none` is not allowed"));
    }
    method.clone_into(&mut client.auth_method);
    let name = text("client_name").map(str::trim).filter(|name| !name.is_empty());
    let name = name.unwrap_or("(a client without a name)");
    client.name = name.chars().filter(|c| !c.is_control()).take(limits::NAME_CHARS).collect();
    let scopes: Vec<String> = text("scope")
        .unwrap_or_default()
        .split_whitespace()
        .filter(|scope| rules.allowed_scopes.iter().any(|allowed| allowed == scope))
        .map(str::to_owned)
        .collect();
    client.scopes = Some(scopes).filter(|scopes| !scopes.is_empty());
    let native = client.redirect_uris.iter().all(|uri| !uri.starts_with("https:"));
    let derived = if native { "native" } else { "web" };
    let given = text("application_type").filter(|kind| ["native", "web"].contains(kind));
    given.unwrap_or(derived).clone_into(&mut client.application_type);
    Ok(())
}

fn redirect_uris(
    metadata: &Map<String, Value>,
    rules: &OauthServer,
) -> Result<Vec<String>, OauthError> {
    let refuse = |text: String| OauthError::new(Code::InvalidRedirectUri, text);
    let uris = list(metadata, "redirect_uris")?.unwrap_or_default();
    if uris.is_empty() || uris.len() > limits::REDIRECT_URIS {
        let most = limits::REDIRECT_URIS;
        return Err(refuse(format!("`redirect_uris` must contain 1 to {most} URIs")));
    }
    for uri in &uris {
        if let Err(reason) = redirect_uri::check(uri, rules) {
            let shown: String = uri.escape_debug().take(200).collect();
            return Err(refuse(format!("the redirect URI `{shown}` {reason}")));
        }
    }
    Ok(uris)
}

fn grants(metadata: &Map<String, Value>, rules: &OauthServer) -> Result<Vec<String>, OauthError> {
    let allowed = &rules.registration.allowed_grant_types;
    let Some(asked) = list(metadata, "grant_types")? else { return Ok(allowed.clone()) };
    let granted: Vec<String> = asked.into_iter().filter(|one| allowed.contains(one)).collect();
    if granted.iter().any(|grant| grant == "authorization_code") {
        Ok(granted)
    } else {
        Err(invalid("`grant_types` must contain `authorization_code`"))
    }
}

fn list(metadata: &Map<String, Value>, key: &str) -> Result<Option<Vec<String>>, OauthError> {
    let Some(value) = metadata.get(key).filter(|value| !value.is_null()) else { return Ok(None) };
    let texts = value.as_array().map(|items| {
        items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
    });
    texts.flatten().map(Some).ok_or_else(|| invalid(format!("`{key}` must be a list of strings")))
}

fn invalid(text: impl Into<String>) -> OauthError {
    OauthError::new(Code::InvalidClientMetadata, text)
}

/// Returns the metadata of a client, as its registration endpoint shows it.
pub(crate) fn response(client: &RegisteredClient, url: &str) -> Map<String, Value> {
    let value = json!({
        "client_id": client.id,
        "client_id_issued_at": client.created_ms / 1000,
        "client_name": client.name,
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grants,
        "response_types": ["code"],
        "token_endpoint_auth_method": client.auth_method,
        "application_type": client.application_type,
        "registration_client_uri": url,
    });
    let mut members = value.as_object().cloned().unwrap_or_default();
    if let Some(scopes) = &client.scopes {
        members.insert("scope".into(), scopes.join(" ").into());
    }
    members
}

/// Adds a client. If there are too many, the oldest one that never got a token makes room, and drops
/// the ones that nobody uses any more.
///
/// # Errors
/// Fails if all clients are in use.
pub(crate) fn add(
    state: &mut OauthState,
    client: RegisteredClient,
    now_ms: i64,
) -> Result<(), OauthError> {
    drop_unused(state, now_ms);
    if state.clients.len() >= limits::CLIENTS {
        let unused = state.clients.iter().position(|client| client.used_ms.is_none());
        let Some(unused) = unused else {
            let text = "too many clients are registered";
            return Err(OauthError::new(Code::TemporarilyUnavailable, text));
        };
        state.clients.remove(unused);
    }
    state.clients.push(client);
    Ok(())
}

/// Drops registered clients that nobody uses any more; those with valid tokens stay.
pub(super) fn drop_unused(state: &mut OauthState, now_ms: i64) {
    let OauthState { clients, grants, .. } = state;
    let lives = |id: &str| grants.iter().any(|grant| grant.client == id && grant.ended.is_none());
    clients.retain(|client| {
        let ends = match client.used_ms {
            Some(used) => used + limits::IDLE_CLIENT_MS,
            None => client.created_ms + limits::UNUSED_CLIENT_MS,
        };
        now_ms < ends || lives(&client.id)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(metadata: &Value) -> Result<Registered, OauthError> {
        read(metadata.as_object().unwrap(), &OauthServer::default(), 0)
    }

    #[test]
    fn a_registration_has_defaults_and_ignores_what_it_does_not_know() {
        let registered = run(&json!({
            "redirect_uris": ["http://localhost:1/cb"], "client_name": " Ex\u{7}ample ",
            "scope": "read mcp:all", "grant_types": ["authorization_code", "implicit"],
            "jwks": {}, "contacts": 1,
        }))
        .unwrap();
        let client = &registered.client;
        assert_eq!((client.id.len(), registered.secret.unwrap().reveal().len()), (32, 64));
        let mut shown = Value::Object(response(client, "https://hub.test/oauth/register/x"));
        shown["client_id"] = "x".into();
        assert_eq!(
            shown,
            json!({
                "client_id": "x", "client_id_issued_at": 0, "client_name": "Example",
                "redirect_uris": ["http://localhost:1/cb"],
                "grant_types": ["authorization_code"], "response_types": ["code"],
                "token_endpoint_auth_method": "client_secret_basic", "application_type": "native",
                "registration_client_uri": "https://hub.test/oauth/register/x", "scope": "read",
            })
        );
        let public = json!({"redirect_uris": ["https://a/"], "token_endpoint_auth_method": "none"});
        assert!(run(&public).unwrap().secret.is_none());
    }

    #[test]
    fn a_fault_is_named() {
        let eleven = vec!["https://a/"; 11];
        for (metadata, code) in [
            (json!({}), Code::InvalidRedirectUri),
            (json!({"redirect_uris": eleven}), Code::InvalidRedirectUri),
            (json!({"redirect_uris": ["https://a/", "javascript:x"]}), Code::InvalidRedirectUri),
            (json!({"redirect_uris": "https://a/"}), Code::InvalidClientMetadata),
            (
                json!({"redirect_uris": ["https://a/"], "grant_types": ["implicit"]}),
                Code::InvalidClientMetadata,
            ),
            (
                json!({"redirect_uris": ["https://a/"], "response_types": ["token"]}),
                Code::InvalidClientMetadata,
            ),
            (
                json!({"redirect_uris": ["https://a/"], "token_endpoint_auth_method": "tls"}),
                Code::InvalidClientMetadata,
            ),
        ] {
            assert_eq!(run(&metadata).unwrap_err().code, code, "{metadata}");
        }
    }

    #[test]
    fn clients_are_limited_and_the_used_ones_stay() {
        let mut state = OauthState::default();
        let new = |used: Option<i64>, now| {
            let metadata = json!({"redirect_uris": ["https://a/"]});
            let mut client = run(&metadata).unwrap().client;
            (client.used_ms, client.created_ms) = (used, now);
            client
        };
        let first = new(Some(0), 0);
        let id = first.id.clone();
        add(&mut state, first, 0).unwrap();
        for _ in 0..2000 {
            add(&mut state, new(None, 0), 0).unwrap();
        }
        assert_eq!((state.clients.len(), &state.clients[0].id), (limits::CLIENTS, &id));
        add(&mut state, new(None, limits::UNUSED_CLIENT_MS), limits::UNUSED_CLIENT_MS).unwrap();
        assert_eq!(state.clients.len(), 2);
        drop_unused(&mut state, limits::UNUSED_CLIENT_MS + limits::IDLE_CLIENT_MS);
        assert_eq!(state.clients.len(), 0);
        for _ in 0..limits::CLIENTS {
            state.clients.push(new(Some(0), 0));
        }
        assert_eq!(
            add(&mut state, new(None, 0), 0).unwrap_err().code,
            Code::TemporarilyUnavailable
        );
    }
}
