//! The login page of the hub, for browsers that a client sent.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::header::{ORIGIN, RETRY_AFTER, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::access::rate_limit::Peer;
use crate::api::error::Kind;
use crate::api::oauth::browser::{is_https, is_own_form, own_path, safe_return_url};
use crate::api::oauth::pages;
use crate::api::oauth::response::redirect;
use crate::api::service::accounts;
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::authorization_server::parameters::Parameters;
use crate::authorization_server::redirect_uri;
use crate::authorization_server::resource::HubUrls;
use crate::settings::Settings;
use crate::settings::model::secret::Secret;

/// Shows the page.
pub(super) async fn show(
    State(state): State<ApiState>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let urls = state.gate.oauth.urls(&settings, &headers);
    if let Some(fault) = urls.fault() {
        return pages::message(StatusCode::SERVICE_UNAVAILABLE, "No logins here", &fault);
    }
    let parameters = Parameters::of_form(query.as_deref().unwrap_or_default());
    page(&settings, &urls, &parameters, StatusCode::OK, None)
}

/// Checks the password, and returns to the page that needed the login.
pub(super) async fn submit(
    State(state): State<ApiState>,
    Peer(from): Peer,
    headers: HeaderMap,
    body: String,
) -> Response {
    let settings = state.live.snapshot();
    let urls = state.gate.oauth.urls(&settings, &headers);
    if urls.fault().is_some() || !is_own_form(&headers, &urls) {
        let seen = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or("none");
        tracing::info!("a login from a page of another origin was refused: {seen:?}");
        let text = "the form was not sent by this hub; go back and try again";
        return pages::message(StatusCode::FORBIDDEN, "Not logged in", text);
    }
    let form = Parameters::of_form(&body);
    let (username, password) = (form.get("username"), form.get("password"));
    let password = Secret::new(password.unwrap_or_default());
    let checked = accounts::log_in(&state, from, username.unwrap_or_default(), &password).await;
    // The first login creates the user.
    let settings = state.live.snapshot();
    match checked {
        Ok(Some(user)) => {
            let home = own_path(&urls, "/");
            let to = form.get("returnUrl").and_then(safe_return_url).unwrap_or(&home);
            let Ok(cookie) = state.browsers.open(&user, is_https(&urls), now_ms()) else {
                let text = "the system provides no randomness";
                return pages::message(StatusCode::INTERNAL_SERVER_ERROR, "Not logged in", text);
            };
            let mut response = redirect(to);
            response.headers_mut().insert(SET_COOKIE, cookie);
            response
        }
        Ok(None) => {
            let text = "The username or the password is wrong.";
            page(&settings, &urls, &form, StatusCode::UNAUTHORIZED, Some(text))
        }
        Err(error) => {
            let mut response = page(&settings, &urls, &form, error.status(), Some(&error.message));
            if let Kind::TooManyRequests(wait) = error.kind {
                let seconds = HeaderValue::from(wait.as_secs().max(1));
                response.headers_mut().insert(RETRY_AFTER, seconds);
            }
            response
        }
    }
}

fn page(
    settings: &Settings,
    urls: &HubUrls,
    parameters: &Parameters,
    status: StatusCode,
    failure: Option<&str>,
) -> Response {
    let return_url = parameters.get("returnUrl").and_then(safe_return_url).unwrap_or_default();
    let query = return_url.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let asked = Parameters::of_form(query);
    let rules = &settings.system.oauth_server;
    let is_safe = |uri: &&str| redirect_uri::check(uri, rules).is_ok();
    pages::login(
        status,
        &pages::Login {
            return_url,
            action: &own_path(urls, "/login"),
            failure,
            is_first: settings.users.is_empty(),
            leads_to: asked.get("redirect_uri").filter(is_safe),
        },
    )
}

/// Ends the login of the browser.
pub(super) async fn log_out(State(state): State<ApiState>, headers: HeaderMap) -> Response {
    let settings = state.live.snapshot();
    let urls = state.gate.oauth.urls(&settings, &headers);
    let mut response = pages::message(StatusCode::OK, "Logged out", "you are logged out");
    if is_own_form(&headers, &urls)
        && let Ok(cookie) = state.browsers.close(&headers, is_https(&urls))
    {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}
