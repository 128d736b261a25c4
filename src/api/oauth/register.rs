//! Dynamic client registration, and its management by the client (RFC 7591, 7592).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use crate::access::auth;
use crate::api::oauth::browser::visitor;
use crate::api::oauth::disk::on_disk;
use crate::api::oauth::response::{error_response, json_response, unavailable};
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::registration;
use crate::authorization_server::resource::HubUrls;
use crate::settings::Settings;
use crate::state::oauth_server::RegisteredClient;

/// Maximum size of a request.
const BODY_BYTES: usize = 4 << 10;

/// Registers a client.
pub(super) async fn create(
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (settings, urls) = match enter(&state, &headers).await {
        Ok(entered) => entered,
        Err(refusal) => return refusal,
    };
    let rules = &settings.system.oauth_server;
    if rules.registration.requires_authentication {
        let by_credential = state.gate.authenticate_admin(&settings, &headers, None).is_ok();
        if !by_credential && visitor(&state, &settings, &urls, &headers, None).is_none() {
            let text = "registration needs a login or a key of this hub as bearer token";
            return refuse(StatusCode::UNAUTHORIZED, "invalid_token", text);
        }
    }
    let new = read_body(&body).and_then(|body| registration::read(&body, rules, now_ms()));
    let new = match new {
        Ok(new) => new,
        Err(error) => return error_response(&error, false),
    };
    let server = Arc::clone(&state.gate.oauth.server);
    let added = on_disk(move || server.register(&new, now_ms()).map(|()| new));
    match added.await {
        Ok(new) => {
            let mut shown = registration::response(&new.client, &url_of(&urls, &new.client.id));
            shown.insert("registration_access_token".into(), new.token.reveal().into());
            if let Some(secret) = &new.secret {
                shown.insert("client_secret".into(), secret.reveal().into());
                shown.insert("client_secret_expires_at".into(), 0.into());
            }
            json_response(StatusCode::CREATED, &Value::Object(shown))
        }
        Err(error) => error_response(&error, false),
    }
}

/// Returns the metadata of the client with this registration token.
pub(super) async fn read(
    State(state): State<ApiState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match find(&state, &headers, &id).await {
        Ok((_, urls, client)) => {
            let shown = registration::response(&client, &url_of(&urls, &id));
            json_response(StatusCode::OK, &Value::Object(shown))
        }
        Err(refusal) => refusal,
    }
}

/// Replaces the metadata of the client with this registration token.
pub(super) async fn update(
    State(state): State<ApiState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (settings, urls, mut client) = match find(&state, &headers, &id).await {
        Ok(found) => found,
        Err(refusal) => return refusal,
    };
    let rules = &settings.system.oauth_server;
    let new = read_body(&body).and_then(|body| registration::replace(&mut client, &body, rules));
    if let Err(error) = new {
        return error_response(&error, false);
    }
    let server = Arc::clone(&state.gate.oauth.server);
    let kept = client.clone();
    match on_disk(move || server.put_client(kept)).await {
        Ok(()) => {
            let shown = registration::response(&client, &url_of(&urls, &id));
            json_response(StatusCode::OK, &Value::Object(shown))
        }
        Err(error) => error_response(&error, false),
    }
}

/// Removes the client with this registration token, with its tokens.
pub(super) async fn remove(
    State(state): State<ApiState>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Err(refusal) = find(&state, &headers, &id).await {
        return refusal;
    }
    let server = Arc::clone(&state.gate.oauth.server);
    match on_disk(move || server.remove_client(&id)).await {
        Ok(_) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        Err(error) => error_response(&error, false),
    }
}

/// Fails if registration is turned off.
async fn enter(
    state: &ApiState,
    headers: &HeaderMap,
) -> Result<(Arc<Settings>, HubUrls), Response> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let rules = &settings.system.oauth_server;
    let urls = state.gate.oauth.urls(&settings, headers);
    let fault = urls.fault();
    if !rules.enabled || fault.is_some() {
        return Err(unavailable(StatusCode::SERVICE_UNAVAILABLE, fault.as_deref()));
    }
    if !rules.registration.enabled {
        let text = "clients cannot register themselves here; an admin can add them";
        return Err(refuse(StatusCode::FORBIDDEN, "access_denied", text));
    }
    Ok((settings, urls))
}

/// Returns the client that the registration token of a request manages.
async fn find(
    state: &ApiState,
    headers: &HeaderMap,
    id: &str,
) -> Result<(Arc<Settings>, HubUrls, RegisteredClient), Response> {
    let (settings, urls) = enter(state, headers).await?;
    let token = auth::authorization_token(headers);
    let found = token.and_then(|token| state.gate.oauth.server.registration(id, token));
    found.map(|client| (settings, urls, client)).ok_or_else(|| {
        let text = "the registration token is not valid for this client";
        refuse(StatusCode::UNAUTHORIZED, "invalid_token", text)
    })
}

fn refuse(status: StatusCode, error: &str, text: &str) -> Response {
    json_response(status, &json!({ "error": error, "error_description": text }))
}

fn url_of(urls: &HubUrls, id: &str) -> String {
    format!("{}/oauth/register/{id}", urls.base)
}

fn read_body(body: &Bytes) -> Result<Map<String, Value>, OauthError> {
    let refuse = |text: &str| OauthError::new(Code::InvalidClientMetadata, text);
    if body.len() > BODY_BYTES {
        return Err(refuse("the body has more than 4 KiB"));
    }
    serde_json::from_slice(body).map_err(|_| refuse("the body is not a JSON object"))
}
