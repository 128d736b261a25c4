//! The token, revocation and user info endpoints.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use crate::access::auth;
use crate::access::jwt::password_fingerprint;
use crate::api::audit;
use crate::api::oauth::disk::on_disk;
use crate::api::oauth::response::{error_response, json_response, unavailable};
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::authorization_server::client::{Client, Presented};
use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::parameters::Parameters;
use crate::authorization_server::server::Holder;
use crate::authorization_server::tokens::Issued;
use crate::settings::Settings;

/// The parameters that have a meaning.
const NAMES: [&str; 10] = [
    "grant_type",
    "code",
    "redirect_uri",
    "code_verifier",
    "client_id",
    "client_secret",
    "refresh_token",
    "scope",
    "resource",
    "token",
];

/// Exchanges a code or a refresh token for tokens.
pub(super) async fn exchange(
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (settings, form, client) = match enter(&state, &headers, &body).await {
        Ok(entered) => entered,
        Err(refusal) => return refusal,
    };
    let server = Arc::clone(&state.gate.oauth.server);
    let issued = on_disk(move || {
        let rules = &settings.system.oauth_server;
        let holds = |holder: Holder<'_>| {
            let user = settings.user(holder.user);
            user.is_some_and(|user| password_fingerprint(user) == holder.fingerprint)
        };
        let grant = form.required("grant_type")?;
        match grant {
            "authorization_code" | "refresh_token" if !client.has_grant(grant) => {
                let text = format!("the client may not use the grant type {grant}");
                Err(OauthError::new(Code::UnauthorizedClient, text))
            }
            "authorization_code" => server.exchange(&client, &form, holds, rules, now_ms()),
            "refresh_token" => server.refresh(&client, &form, holds, rules, now_ms()),
            _ => {
                let text = "`grant_type` must be `authorization_code` or `refresh_token`";
                Err(OauthError::new(Code::UnsupportedGrantType, text))
            }
        }
    });
    match issued.await {
        Ok(issued) => json_response(StatusCode::OK, &shown(&issued)),
        Err(error) => error_response(&error, false),
    }
}

fn shown(issued: &Issued) -> Value {
    let mut body = json!({
        "access_token": issued.access.reveal(),
        "token_type": "Bearer",
        "expires_in": ((issued.ends_ms - now_ms() + 999) / 1000).max(0),
        "scope": issued.scopes.join(" "),
    });
    if let Some(refresh) = &issued.refresh {
        body["refresh_token"] = refresh.reveal().into();
    }
    body
}

/// Revokes a token. The response does not reveal whether it existed.
pub(super) async fn revoke(
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (_, form, client) = match enter(&state, &headers, &body).await {
        Ok(entered) => entered,
        Err(refusal) => return refusal,
    };
    let server = Arc::clone(&state.gate.oauth.server);
    let revoked = on_disk(move || server.revoke(&client.id, form.required("token")?));
    match revoked.await {
        Ok(()) => json_response(StatusCode::OK, &json!({})),
        Err(error) => error_response(&error, false),
    }
}

/// Returns the user of an access token.
pub(super) async fn user_info(State(state): State<ApiState>, headers: HeaderMap) -> Response {
    let settings = state.live.snapshot();
    let token = auth::authorization_token(&headers);
    let user = token.and_then(|token| state.gate.oauth.user(&settings, token));
    let Some(user) = user else {
        let body =
            json!({ "error": "invalid_token", "error_description": "the token is not valid" });
        let mut response = json_response(StatusCode::UNAUTHORIZED, &body);
        let challenge = match token {
            Some(_) => r#"Bearer error="invalid_token""#,
            None => "Bearer",
        };
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        return response;
    };
    let name = &user.username;
    json_response(StatusCode::OK, &json!({ "sub": name, "username": name }))
}

/// Reads the form of a request and authenticates its client.
async fn enter(
    state: &ApiState,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<(Arc<Settings>, Parameters, Client), Response> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let rules = &settings.system.oauth_server;
    let fault = state.gate.oauth.urls(&settings, headers).fault();
    if !rules.enabled || fault.is_some() {
        return Err(unavailable(StatusCode::SERVICE_UNAVAILABLE, fault.as_deref()));
    }
    let refuse = |error: OauthError| error_response(&error, false);
    let form = read_form(headers, body).map_err(refuse)?;
    form.check(&NAMES).map_err(refuse)?;
    let presented = Presented::read(headers, &form).map_err(refuse)?;
    let client = state.gate.oauth.server.client_of_token(&settings, &presented.client);
    let client = client.and_then(|client| {
        client.authenticate(&presented, rules.require_client_secret).map(|()| client)
    });
    let client = client.map_err(|error| error_response(&error, presented.is_basic))?;
    audit::set_oauth_client(&client.id);
    Ok((settings, form, client))
}

/// Reads a form, or a JSON object, which some clients send.
fn read_form(headers: &HeaderMap, body: &Bytes) -> Result<Parameters, OauthError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let text = std::str::from_utf8(body);
        return text
            .map(Parameters::of_form)
            .map_err(|_| OauthError::request("the body is not UTF-8"));
    }
    if kind.eq_ignore_ascii_case("application/json") {
        let object: Result<Map<String, Value>, _> = serde_json::from_slice(body);
        return object
            .map(|object| Parameters::of_json(&object))
            .map_err(|_| OauthError::request("the body is not a JSON object"));
    }
    Err(OauthError::request("Content-Type must be application/x-www-form-urlencoded"))
}
