//! HTML pages for a person who opens the hub in a browser: its name, its endpoints, and the state of its
//! servers. MCP and API clients never request HTML.

use bytes::Bytes;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, HOST, REFERRER_POLICY, VARY};
use http::header::{CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

use crate::access::auth::Denied;
use crate::api::service::html::escape;
use crate::proxy::Gateway;
use crate::proxy::catalog::scope::Target;
use crate::proxy::downstream::transport::body::Body;
use crate::proxy::identity::Identity;
use crate::proxy::observe::server_status::{ServerStatus, StatusKind};

/// Loads nothing, and forbids framing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Style sheet of all pages.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;\
                     padding:0 1rem}td,th{text-align:left;padding:.1rem 1rem .1rem 0;\
                     vertical-align:top}code{background:#8882;padding:0 .2rem}";

/// Returns whether the request comes from a browser's address bar: it accepts HTML.
pub(in crate::serve) fn is_for_a_person(method: &Method, headers: &HeaderMap) -> bool {
    let kinds = || headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let has = |kind: &str| kinds().any(|value| value.to_ascii_lowercase().contains(kind));
    *method == Method::GET && has("text/html") && !has("text/event-stream")
}

/// The contents of the page at `/`.
pub(in crate::serve) struct Front<'a> {
    pub(in crate::serve) gateway: &'a Gateway,
    /// The identity of the viewer at the endpoint of all servers.
    pub(in crate::serve) identity: Result<Identity, Denied>,
    /// The viewer may see why a server is not connected.
    pub(in crate::serve) is_admin: bool,
    /// The URL of the hub, without a trailing slash.
    pub(in crate::serve) base: String,
    /// The settings in force are older than the file.
    pub(in crate::serve) is_outdated: bool,
}

impl Front<'_> {
    /// Returns the page at `/`. It shows only names that the viewer could read from the endpoint.
    pub(in crate::serve) fn page(&self) -> Response<Body> {
        let settings = &self.gateway.hub.catalog().settings;
        let mut text = format!("<p>This is mcphub {}.</p>\n", env!("CARGO_PKG_VERSION"));
        let endpoint = |path: &str| format!("<code>{}</code>", escape(&(self.base.clone() + path)));
        text.push_str("<p>MCP clients connect to ");
        if settings.system.routing.enable_global_route {
            text.extend([&endpoint("/mcp"), " (all servers) or "]);
        }
        text.extend([&endpoint("/mcp/NAME"), " (one group or server).</p>\n"]);
        if self.is_outdated {
            text.push_str(
                "<p>The settings file cannot be used as it is now; the settings in force are older. \
                 <code>mcphub validate</code> says why.</p>\n",
            );
        }
        match &self.identity {
            Ok(identity) => text.push_str(&self.servers(identity)),
            Err(_) => text.push_str(
                "<p>They need a key: <code>mcphub key create NAME</code> makes one.</p>\n",
            ),
        }
        html(StatusCode::OK, "mcphub", &text)
    }

    fn servers(&self, identity: &Identity) -> String {
        let catalog = self.gateway.hub.catalog();
        let sees = |name: &str| {
            let target = Target::Named(name.to_owned());
            catalog.resolve(&target, identity.viewer.as_ref()).is_some()
        };
        let told = self.gateway.server_statuses();
        let shown = told.iter().filter(|told| self.is_admin || sees(&told.name));
        let rows: String = shown.map(|told| self.row(told)).collect();
        let groups = catalog.settings.groups.iter().filter(|group| sees(&group.name));
        let groups: Vec<_> = groups.map(|g| format!("<code>{}</code>", escape(&g.name))).collect();
        let mut text = String::new();
        if !groups.is_empty() {
            text = format!("<p>Groups: {}.</p>\n", groups.join(", "));
        }
        if rows.is_empty() {
            return text + "<p>There are no servers.</p>\n";
        }
        let head = "<tr><th>Server</th><th>Status</th><th>Tools</th><th></th></tr>";
        format!("{text}<table>\n{head}\n{rows}</table>\n")
    }

    fn row(&self, told: &ServerStatus) -> String {
        let reason = told.reason.as_deref().filter(|_| told.standing != StatusKind::Connected);
        let why = match reason {
            Some(reason) if self.is_admin => escape(reason),
            Some(_) if told.standing.is_down() => "<code>mcphub status</code> says why".to_owned(),
            _ => String::new(),
        };
        let (name, word, tools) = (escape(&told.name), told.standing.word(), told.tools);
        format!("<tr><td>{name}</td><td>{word}</td><td>{tools}</td><td>{why}</td></tr>\n")
    }
}

/// Returns the page for a person who opens an MCP endpoint.
pub(in crate::serve) fn endpoint(url: &str) -> Response<Body> {
    let url = escape(url);
    let text = format!(
        "<p>This is an MCP endpoint of mcphub. MCP clients read it; a browser cannot show it.</p>\n\
         <p>Give its address to a client, for instance:</p>\n\
         <p><code>claude mcp add --transport http mcphub {url}</code></p>\n\
         <p>or in the client's settings:</p>\n\
         <p><code>{{\"mcpServers\": {{\"mcphub\": {{\"type\": \"http\", \"url\": \"{url}\"}}}}}}</code></p>\n",
    );
    html(StatusCode::NOT_ACCEPTABLE, "mcphub: an MCP endpoint", &text)
}

/// Returns the URL that the browser used; its `Host` has passed the guard.
pub(in crate::serve) fn url_of(
    headers: &HeaderMap,
    base_url: Option<String>,
    path: &str,
) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let base = base_url.unwrap_or_else(|| format!("http://{host}"));
    format!("{}{}", base.trim_end_matches('/'), path.trim_end_matches('/'))
}

fn html(status: StatusCode, title: &str, text: &str) -> Response<Body> {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n{text}</body></html>\n"
    );
    let mut response = Response::new(Body::from(Bytes::from(page)));
    *response.status_mut() = status;
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
        (VARY, "Accept"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_requests_that_accept_html_get_a_page() {
        let asks = |method: &Method, accept: &'static str| {
            let headers = [(ACCEPT, HeaderValue::from_static(accept))].into_iter().collect();
            is_for_a_person(method, &headers)
        };
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert!(asks(&Method::GET, browser) && asks(&Method::GET, "Text/HTML"));
        assert!(!asks(&Method::POST, browser) && !is_for_a_person(&Method::GET, &HeaderMap::new()));
        for other in
            ["*/*", "application/json", "text/event-stream", "text/html, text/event-stream"]
        {
            assert!(!asks(&Method::GET, other), "{other}");
        }
    }
}
