//! The pages that a login shows in a browser: static, without scripts, and never framed or stored.

use std::sync::LazyLock;

use axum::response::{Html, IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use ring::digest;

use crate::api::service::html::escape;

/// Style sheet of all pages.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;\
                     padding:0 1rem}label{display:block;margin:.5rem 0}\
                     button{font:inherit;padding:.3rem 1rem;margin-top:.5rem}\
                     dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}";

/// Permits that style sheet and forms to the hub itself. A submitted form may lead to the
/// authorization server: browsers apply `form-action` to the redirect that answers a form.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = BASE64_STANDARD.encode(digest::digest(&digest::SHA256, STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'self'"
    )
});

/// A page: its title and its escaped content.
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) title: &'static str,
    pub(super) content: String,
    /// The origin or scheme to which a form of the page may lead, beside the hub itself.
    pub(super) form_leads_to: Option<String>,
}

impl Page {
    /// Creates a page with one paragraph of plain text.
    pub(super) fn message(status: StatusCode, title: &'static str, text: &str) -> Self {
        let content = format!("<p>{}</p>\n", escape(text));
        Self { status, title, content, form_leads_to: None }
    }

    /// Returns the response.
    pub(super) fn respond(self) -> Response {
        let Self { status, title, content, form_leads_to } = self;
        let text = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
             <style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n{content}</body></html>\n"
        );
        let policy = match form_leads_to {
            Some(origin) => format!("{} {origin}", *POLICY),
            None => POLICY.clone(),
        };
        let mut response = (status, Html(text)).into_response();
        let policy = HeaderValue::from_str(&policy)
            .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        add_headers(&mut response);
        response
    }
}

/// Adds the headers of all responses to a browser in a login.
pub(super) fn add_headers(response: &mut Response) {
    let headers: [(HeaderName, &str); 5] = [
        (X_FRAME_OPTIONS, "DENY"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (VARY, "Accept"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
}

/// Returns whether a client prefers JSON: it names it and does not name HTML.
pub(super) fn prefers_json(headers: &HeaderMap) -> bool {
    let kinds = || headers.get_all(http::header::ACCEPT).iter().filter_map(|v| v.to_str().ok());
    let has = |kind: &str| kinds().any(|value| value.to_ascii_lowercase().contains(kind));
    has("application/json") && !has("text/html")
}
