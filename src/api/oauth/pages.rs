//! The HTML pages for users: login, consent, and errors. They work without scripts.

use std::sync::LazyLock;

use axum::body::Body;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderValue, StatusCode};
use ring::digest;

use crate::api::service::html::escape;
use crate::authorization_server::authorization::AuthorizationRequest;
use crate::authorization_server::client::Origin;
use crate::authorization_server::redirect_uri;
use crate::authorization_server::scope;
use crate::settings::model::secret::Secret;

/// Style sheet of all pages.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;\
                     padding:0 1rem;color-scheme:light dark}label{display:block;margin:.6rem 0}\
                     input:not([type=checkbox]){display:block;width:100%;box-sizing:border-box;\
                     padding:.5rem;font:inherit}button{font:inherit;padding:.5rem 1.5rem;\
                     margin:.5rem .5rem .5rem 0}.note{border-left:4px solid #c60;padding-left:.8rem}\
                     dt{margin-top:.6rem}dd{margin-left:1rem;overflow-wrap:anywhere}";

/// The source expression that allows exactly this style sheet.
static STYLE_SOURCE: LazyLock<String> = LazyLock::new(|| {
    let hash = digest::digest(&digest::SHA256, STYLE.as_bytes());
    format!("'sha256-{}'", STANDARD.encode(hash))
});

/// What the login page shows.
pub(super) struct Login<'a> {
    /// The path to return to after the login.
    pub(super) return_url: &'a str,
    pub(super) action: &'a str,
    pub(super) failure: Option<&'a str>,
    /// The settings file has no users yet.
    pub(super) is_first: bool,
    /// The redirect URI to which the login may lead at once.
    pub(super) leads_to: Option<&'a str>,
}

/// Returns the login page.
pub(super) fn login(status: StatusCode, page: &Login<'_>) -> Response {
    let failure = page.failure.map(|text| format!("<p class=\"note\">{}</p>\n", escape(text)));
    let first = "<p class=\"note\">This hub has no users yet. Log in as <b>admin</b> with the \
                 password that <code>mcphub serve</code> printed, or run \
                 <code>mcphub user add NAME</code>.</p>\n";
    let text = format!(
        "{}{}<form method=\"post\" action=\"{}\">\n\
         <input type=\"hidden\" name=\"returnUrl\" value=\"{}\">\n\
         <label>Username<input name=\"username\" autocomplete=\"username\" required autofocus></label>\n\
         <label>Password<input name=\"password\" type=\"password\" \
         autocomplete=\"current-password\" required></label>\n\
         <button type=\"submit\">Log in</button>\n</form>\n",
        failure.unwrap_or_default(),
        if page.is_first { first } else { "" },
        escape(page.action),
        escape(page.return_url),
    );
    html(status, "Log in to mcphub", &text, page.leads_to)
}

/// What the consent page shows.
pub(super) struct Consent<'a> {
    pub(super) request: &'a AuthorizationRequest,
    pub(super) user: &'a str,
    /// The issuer.
    pub(super) hub: &'a str,
    pub(super) action: &'a str,
    pub(super) token: &'a Secret,
    /// The login page that leads back here, for another user.
    pub(super) login_url: &'a str,
}

/// Returns the consent page.
pub(super) fn consent(page: &Consent<'_>) -> Response {
    let request = page.request;
    let client = &request.client;
    let origin = match client.origin {
        Origin::Settings => "added by an admin of this hub".to_owned(),
        Origin::Registration => "registered itself, unverified".to_owned(),
        Origin::Document => format!("described by {}", redirect_uri::place(&client.id)),
    };
    let place = escape(&redirect_uri::place(&request.redirect_uri));
    let warning = if redirect_uri::is_loopback(&request.redirect_uri) {
        "<p class=\"note\">The answer goes to a program on this computer. Any program on this \
         computer can ask under this name: allow it only if you just started the login \
         yourself.</p>\n"
    } else {
        ""
    };
    let scopes = request.scopes.iter().map(|scope| escape(&scope::describe(scope)));
    let scopes = scopes.collect::<Vec<_>>().join("</li>\n<li>");
    let remember = if client.origin == Origin::Registration {
        ""
    } else {
        "<label><input type=\"checkbox\" name=\"remember\" value=\"true\"> Do not ask again for \
         this application</label>\n"
    };
    let text = format!(
        "<p><b>{name}</b> ({origin}) asks for access to the MCP servers of this hub in your \
         name.</p>\n<dl>\n<dt>You are</dt><dd>{user} at {hub}</dd>\n\
         <dt>The answer goes to</dt><dd><b>{place}</b></dd>\n\
         <dt>Access is for</dt><dd>{resource}</dd>\n<dt>It may</dt><dd><ul>\n<li>{scopes}</li>\n</ul></dd>\n\
         </dl>\n{warning}<form method=\"post\" action=\"{action}\">\n\
         <input type=\"hidden\" name=\"consent\" value=\"{token}\">\n{remember}\
         <button type=\"submit\" name=\"allow\" value=\"true\">Allow</button>\
         <button type=\"submit\" name=\"allow\" value=\"false\">Deny</button>\n</form>\n\
         <p><a href=\"{login}\">Log in as another user</a></p>\n",
        name = escape(&client.name),
        origin = escape(&origin),
        user = escape(page.user),
        hub = escape(page.hub),
        resource = escape(&request.resource),
        action = escape(page.action),
        token = escape(page.token.reveal()),
        login = escape(page.login_url),
    );
    html(StatusCode::OK, "Allow access?", &text, Some(&request.redirect_uri))
}

/// Returns a page with one sentence.
pub(super) fn message(status: StatusCode, title: &str, text: &str) -> Response {
    html(status, title, &format!("<p>{}</p>\n", escape(text)), None)
}

/// Returns a page. `leads_to` is the redirect URI that its form may lead to.
fn html(status: StatusCode, title: &str, text: &str, leads_to: Option<&str>) -> Response {
    let title = escape(title);
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n{text}</body></html>\n"
    );
    // Browsers apply `form-action` also to the redirects that follow a form.
    let target = leads_to.and_then(redirect_uri::policy_source).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src {}; base-uri 'none'; form-action 'self' {target}; \
         frame-ancestors 'none'",
        *STYLE_SOURCE
    );
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        // With `no-referrer`, browsers send the forms with `Origin: null`.
        (REFERRER_POLICY, "same-origin"),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
