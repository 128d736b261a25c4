//! The metadata of the authorization server (RFC 8414).

use serde_json::{Value, json};

use crate::authorization_server::resource::HubUrls;
use crate::authorization_server::scope;
use crate::settings::model::oauth_server::OauthServer;

/// Returns the metadata document.
pub(crate) fn document(urls: &HubUrls, rules: &OauthServer) -> Value {
    let at = |path: &str| format!("{}{path}", urls.base);
    let mut scopes = rules.allowed_scopes.clone();
    if !scopes.iter().any(|known| known == scope::OFFLINE) {
        scopes.push(scope::OFFLINE.to_owned());
    }
    let mut document = json!({
        "issuer": urls.base,
        "authorization_endpoint": at("/oauth/authorize"),
        "token_endpoint": at("/oauth/token"),
        "registration_endpoint": at("/oauth/register"),
        "revocation_endpoint": at("/oauth/revoke"),
        "userinfo_endpoint": at("/oauth/userinfo"),
        "scopes_supported": scopes,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported":
            ["none", "client_secret_basic", "client_secret_post"],
        "revocation_endpoint_auth_methods_supported":
            ["none", "client_secret_basic", "client_secret_post"],
        "client_id_metadata_document_supported": rules.documents.enabled,
        "authorization_response_iss_parameter_supported": true,
    });
    if let Some(members) = document.as_object_mut().filter(|_| !rules.registration.enabled) {
        members.shift_remove("registration_endpoint");
    }
    document
}
