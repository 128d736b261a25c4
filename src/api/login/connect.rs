//! The page that begins a login for the client that asked for it. It checks that its visitor may log
//! in at the server, shows where the login leads, and gives the visitor's browser a cookie without
//! which the login cannot be completed: whoever sends the address to somebody else gets nothing.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderValue, StatusCode};
use url::{Url, form_urlencoded};
use utoipa::ToSchema;

use crate::access::rate_limit::Peer;
use crate::api::caller::Caller;
use crate::api::extract::{PathParams, read_body};
use crate::api::login::callback::COOKIE_NAME;
use crate::api::login::pages::{Page, add_headers};
use crate::api::service::accounts;
use crate::api::service::html::escape;
use crate::api::state::ApiState;
use crate::oauth::login::Login;
use crate::proxy::login_requests::LoginRequest;
use crate::settings::model::secret::Secret;

/// How long the browser keeps the cookie, in seconds.
const COOKIE_SECONDS: u32 = 600;

/// The fields of the form for a user of the hub.
const USER: &str = "<label>User of mcphub <input name=\"username\" autocomplete=\"username\" \
                    required></label>\n<label>Password <input name=\"password\" type=\"password\" \
                    autocomplete=\"current-password\" required></label>\n";

/// The form of the page.
#[derive(Default, ToSchema)]
pub(crate) struct Visitor {
    /// Name of a user of the hub.
    username: String,
    /// Password of the user.
    password: String,
}

/// Shows the server and its authorization server, with a button that begins the login.
#[utoipa::path(get, path = "/oauth/connect/{id}", tag = "Logins", security(()),
    params(("id" = String, Path)),
    responses((status = 200, description = "the page", body = String, content_type = "text/html"),
              (status = 400, description = "no login is possible", body = String, content_type = "text/html"),
              (status = 404, description = "no such request", body = String, content_type = "text/html")))]
pub(crate) async fn show(
    State(state): State<ApiState>,
    Peer(from): Peer,
    PathParams(id): PathParams<String>,
) -> Response {
    match find(&state, &id) {
        Ok((request, login)) => page(&state, from, &request, &login, None).await.respond(),
        Err(page) => page.respond(),
    }
}

/// Begins the login: leads the browser to the authorization server.
#[utoipa::path(post, path = "/oauth/connect/{id}", tag = "Logins", security(()),
    params(("id" = String, Path)),
    request_body(content = Visitor, content_type = "application/x-www-form-urlencoded"),
    responses((status = 302, description = "to the authorization server"),
              (status = 400, description = "no login is possible", body = String, content_type = "text/html"),
              (status = 401, description = "wrong password", body = String, content_type = "text/html"),
              (status = 403, description = "another user's server", body = String, content_type = "text/html"),
              (status = 404, description = "no such request", body = String, content_type = "text/html"),
              (status = 413, description = "the form is too large"), (status = 429, description = "too many wrong passwords", body = String, content_type = "text/html")))]
pub(crate) async fn begin(
    State(state): State<ApiState>,
    Peer(from): Peer,
    PathParams(id): PathParams<String>,
    request: Request,
) -> Response {
    let visitor = match read_body(request, &()).await {
        Ok(body) => Visitor::of(&body),
        Err(error) => return error.into_response(),
    };
    let (request, login) = match find(&state, &id) {
        Ok(found) => found,
        Err(page) => return page.respond(),
    };
    if let Err(refusal) = admit(&state, from, &request, &visitor).await {
        let (status, why) = refusal;
        let mut page = page(&state, from, &request, &login, Some(&why)).await;
        page.status = status;
        return page.respond();
    }
    match login.begin_for_page().await {
        Ok((pending, cookie)) => redirect(&state, &pending.url, &cookie),
        Err(error) => {
            let text = format!("No login is possible at {}: {error}.", request.server);
            Page::message(StatusCode::BAD_REQUEST, "Login failed", &text).respond()
        }
    }
}

impl Visitor {
    fn of(form: &[u8]) -> Self {
        let mut visitor = Self::default();
        for (name, value) in form_urlencoded::parse(form) {
            match &*name {
                "username" => visitor.username = value.into_owned(),
                "password" => visitor.password = value.into_owned(),
                _ => {}
            }
        }
        visitor
    }
}

fn find(state: &ApiState, id: &str) -> Result<(LoginRequest, Arc<Login>), Page> {
    let found = state.gateway.login_requests.get(id).and_then(|request| {
        let login = state.hub.login_of(&request.server, request.user.as_deref())?;
        Some((request, login))
    });
    let text = "This page is over. Repeat what you did in your client.";
    found.ok_or_else(|| Page::message(StatusCode::NOT_FOUND, "Login not found", text))
}

/// Returns whether every visitor is the owner of the hub: nobody else can reach it, and it has no
/// credentials.
fn is_open(state: &ApiState, from: IpAddr) -> bool {
    let settings = state.live.snapshot();
    state.gate.may_skip && from.to_canonical().is_loopback() && !settings.wants_credential()
}

/// Checks the visitor: a user who may change the server, which is what a login for all its users
/// amounts to.
async fn admit(
    state: &ApiState,
    from: IpAddr,
    request: &LoginRequest,
    visitor: &Visitor,
) -> Result<(), (StatusCode, String)> {
    if is_open(state, from) {
        return Ok(());
    }
    let password = Secret::new(visitor.password.as_str());
    let user = accounts::log_in(state, from, &visitor.username, &password).await;
    let user = user.map_err(|error| (error.status(), error.message))?;
    let wrong = || (StatusCode::UNAUTHORIZED, "Wrong username or password.".to_owned());
    let caller = Caller::from_user(&user.ok_or_else(wrong)?);
    if state.hub.has_user_logins(&request.server) {
        let text = "This login is for the user whose client has asked for it.";
        let is_asker = request.user.as_deref() == Some(caller.name.as_str());
        return if is_asker { Ok(()) } else { Err((StatusCode::FORBIDDEN, text.to_owned())) };
    }
    caller.may_change_server(&state.live.snapshot(), &request.server).map_err(|_| {
        let text = "Only an admin or the owner of this server may log in to it.";
        (StatusCode::FORBIDDEN, text.to_owned())
    })
}

async fn page(
    state: &ApiState,
    from: IpAddr,
    request: &LoginRequest,
    login: &Arc<Login>,
    why: Option<&str>,
) -> Page {
    let server = &request.server;
    let pending = match login.publish().await {
        Ok(pending) => pending,
        Err(error) => {
            let text = format!("No login is possible at {server}: {error}.");
            return Page::message(StatusCode::BAD_REQUEST, "Login failed", &text);
        }
    };
    let scope = pending.scope.as_deref().unwrap_or("as the server decides");
    let host = pending.url.host_str().unwrap_or_default();
    let why = why.map(|why| format!("<p role=\"alert\"><strong>{}</strong></p>\n", escape(why)));
    let user = if is_open(state, from) { "" } else { USER };
    let (server, host, scope) = (escape(server), escape(host), escape(scope));
    let content = format!(
        "{}<p>A client of mcphub needs a login at this server. Continue only if you have just used \
         that client.</p>\n<dl><dt>Server</dt><dd>{server}</dd><dt>You log in at</dt><dd>{host}</dd>\
         <dt>Permissions</dt><dd>{scope}</dd></dl>\n<form method=\"post\">\n{user}\
         <button>Continue to {host}</button>\n</form>\n",
        why.unwrap_or_default(),
    );
    Page {
        status: StatusCode::OK,
        title: "Log in to a server",
        content,
        // An authorization server may lead further, for instance to an identity provider.
        form_leads_to: Some(match pending.url.scheme() {
            "https" => "https:".to_owned(),
            _ => pending.url.origin().ascii_serialization(),
        }),
    }
}

/// Leads the browser to the authorization server, with the cookie for its return.
fn redirect(state: &ApiState, to: &Url, cookie: &Secret) -> Response {
    let is_https = state.hub.url("").is_some_and(|url| url.starts_with("https://"));
    let (prefix, secure) = if is_https { ("__Host-", "; Secure") } else { ("", "") };
    let cookie = format!(
        "{prefix}{COOKIE_NAME}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={COOKIE_SECONDS}{secure}",
        cookie.reveal()
    );
    let mut response = StatusCode::FOUND.into_response();
    for (name, value) in [(LOCATION, to.as_str()), (SET_COOKIE, &cookie)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    add_headers(&mut response);
    response
}
