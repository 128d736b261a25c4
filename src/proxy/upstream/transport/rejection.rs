//! Describes responses that are not valid JSON-RPC or are HTTP errors: the status, the content
//! type, the start of the body, the redirect target, and the credential that was sent.

use std::time::Duration;

use http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{Response, StatusCode};
use url::Url;

use crate::net::endpoint::{Endpoint, Unreachable};
use crate::net::http_client::collect;
use crate::net::http_date::seconds_until;
use crate::net::response_body::AnswerBody;
use crate::oauth::challenge::INSUFFICIENT_SCOPE;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;

/// Maximum number of characters of an error body that are shown.
const SHOWN_CHARS: usize = 2000;
/// The same for an HTML page, which contains less information.
const PAGE_CHARS: usize = 200;
/// Upper limit for `Retry-After`.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(5);

/// The head of a response that is an error.
#[derive(Clone, Debug)]
pub(in crate::proxy::upstream) struct Refusal {
    pub(in crate::proxy::upstream) status: StatusCode,
    kind: Option<String>,
    location: Option<String>,
    /// The `WWW-Authenticate` header.
    pub(in crate::proxy::upstream) challenge: Option<String>,
    /// The `Retry-After` header.
    pub(in crate::proxy::upstream) retry_after: Option<Duration>,
}

impl From<Unreachable> for CallError {
    fn from(unreachable: Unreachable) -> Self {
        let Unreachable { why, was_sent, .. } = unreachable;
        if was_sent { Self::Lost(why) } else { Self::Disconnected(why) }
    }
}

/// Reads the response of `endpoint` and converts it to an error.
pub(in crate::proxy::upstream) async fn error_of(
    endpoint: &Endpoint,
    response: Response<AnswerBody>,
) -> CallError {
    let refusal = Refusal::of(&response);
    let body = collect(response.into_body(), limits::MESSAGE_BYTES).await.unwrap_or_default();
    refusal.error(endpoint, &body)
}

impl Refusal {
    pub(in crate::proxy::upstream) fn of<B>(response: &Response<B>) -> Self {
        let text = |name| {
            let value = response.headers().get(name)?;
            Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let kind = text(CONTENT_TYPE).map(|kind| kind.split(';').next().unwrap_or("").to_owned());
        Self {
            status: response.status(),
            kind: kind.map(|kind| kind.trim().to_ascii_lowercase()).filter(|kind| !kind.is_empty()),
            location: text(LOCATION),
            challenge: text(WWW_AUTHENTICATE),
            retry_after: text(RETRY_AFTER).and_then(|said| retry_after(&said)),
        }
    }

    /// Converts to an error of `endpoint`.
    pub(in crate::proxy::upstream) fn error(&self, endpoint: &Endpoint, body: &[u8]) -> CallError {
        self.error_from(&endpoint.place(), endpoint.credential(), body)
    }

    /// Converts to an error; `place` is the server, `credential` is the settings key of the
    /// credential that was sent, if any.
    fn error_from(&self, place: &str, credential: Option<&str>, body: &[u8]) -> CallError {
        let status = self.status;
        let words = self.body_text(body);
        let http = match words.as_str() {
            "" => format!("HTTP {status} from {place}"),
            words => format!("HTTP {status} from {place}: {words}"),
        };
        let refused = |text| CallError::Refused {
            status: status.as_u16(),
            retry_after: self.retry_after,
            text,
        };
        match (status, credential) {
            (StatusCode::UNAUTHORIZED, Some(at)) => {
                CallError::NeedsLogin(format!("it rejected the credential of {at} ({http})"))
            }
            (StatusCode::UNAUTHORIZED, None) => {
                let asked = self.challenge.as_deref();
                let asked = asked.map(|asked| format!("; {asked}")).unwrap_or_default();
                CallError::NeedsLogin(format!("it requires a credential ({http}{asked})"))
            }
            (StatusCode::FORBIDDEN, _) if self.lacks_scope() => {
                CallError::NeedsLogin(format!("its login lacks a scope ({http})"))
            }
            (StatusCode::FORBIDDEN, Some(at)) => {
                refused(format!("access denied, or it rejected the credential of {at} ({http})"))
            }
            (StatusCode::FORBIDDEN, None) => {
                refused(format!("access denied; it may require a credential ({http})"))
            }
            _ if status.is_redirection() => refused(self.redirection(place)),
            _ => refused(http),
        }
    }

    /// Returns whether the token is valid, but not for this request.
    fn lacks_scope(&self) -> bool {
        self.challenge.as_ref().is_some_and(|challenge| challenge.contains(INSUFFICIENT_SCOPE))
    }

    fn redirection(&self, place: &str) -> String {
        let status = self.status;
        match &self.location {
            None => format!("HTTP {status} from {place}, without a `Location` header"),
            Some(to) => {
                let to = without_secrets(to);
                format!("HTTP {status} from {place}: it redirects to {to}; use that as `url`")
            }
        }
    }

    /// Describes a response without valid JSON-RPC.
    pub(in crate::proxy::upstream) fn invalid_response(&self, body: &[u8]) -> String {
        let status = self.status;
        let kind = self.kind.as_deref().unwrap_or("no content type");
        match self.body_text(body).as_str() {
            "" => format!("HTTP {status} without a JSON-RPC response (an empty body, {kind})"),
            words => format!("HTTP {status} without a JSON-RPC response ({kind}): {words}"),
        }
    }

    /// Returns the start of the body; for an HTML page, its title or else its text.
    fn body_text(&self, body: &[u8]) -> String {
        let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN_CHARS * 8)]);
        let text = text.trim_start_matches('\u{feff}').trim();
        let lower = text.get(..14).unwrap_or(text).to_ascii_lowercase();
        let is_page = self.kind.as_deref().is_some_and(|kind| kind.contains("html"))
            || lower.starts_with("<!doctype html")
            || lower.starts_with("<html");
        if !is_page {
            return text.chars().take(SHOWN_CHARS).collect();
        }
        let title =
            between(text, "<title", "</title").map(|title| text_of_page(&format!("<{title}")));
        let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| text_of_page(text));
        title.chars().take(PAGE_CHARS).collect()
    }
}

/// Returns the text between two markers, case-insensitively.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let lower = text.to_ascii_lowercase();
    let start = lower.find(from)? + from.len();
    let end = start + lower[start..].find(to)?;
    Some(&text[start..end])
}

/// Returns the text of a page without tags, scripts and styles.
fn text_of_page(page: &str) -> String {
    let mut words = String::new();
    let mut rest = page;
    loop {
        let (before, tag) = rest.split_once('<').unwrap_or((rest, ""));
        words.push_str(before);
        words.push(' ');
        let lower = tag.get(..6).unwrap_or_default().to_ascii_lowercase();
        let end = match lower.as_str() {
            "script" => "</script",
            "style>" | "style " => "</style",
            _ => ">",
        };
        let lower = tag.to_ascii_lowercase();
        let Some(at) = lower.find(end) else { break };
        rest = tag[at..].split_once('>').map_or("", |(_, rest)| rest);
        if rest.is_empty() {
            break;
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a URL without user, password, query and fragment.
fn without_secrets(location: &str) -> String {
    let plain = location.split(['?', '#']).next().unwrap_or_default();
    match Url::parse(plain) {
        Ok(mut url) => {
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.to_string()
        }
        Err(_) => plain.to_owned(),
    }
}

/// Parses `Retry-After`: seconds or a date.
fn retry_after(said: &str) -> Option<Duration> {
    let said = said.trim();
    let until = || u64::try_from(seconds_until(said)?).ok();
    let seconds = said.parse::<u64>().ok().or_else(until)?;
    Some(Duration::from_secs(seconds).min(RETRY_AFTER_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, headers: &[(&str, &str)]) -> Refusal {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        Refusal::of(&response.body(()).unwrap())
    }

    fn text(status: u16, headers: &[(&str, &str)], credential: Option<&str>, body: &str) -> String {
        refusal(status, headers).error_from("http://h", credential, body.as_bytes()).to_string()
    }

    #[test]
    fn an_auth_error_names_the_credential() {
        let at = Some("headers.Authorization");
        let challenge = [("www-authenticate", "Bearer realm=\"x\"")];
        assert_eq!(
            text(401, &challenge, at, "no such key"),
            "it rejected the credential of headers.Authorization (HTTP 401 Unauthorized from \
             http://h: no such key)"
        );
        assert_eq!(
            text(401, &challenge, None, ""),
            "it requires a credential (HTTP 401 Unauthorized from http://h; Bearer realm=\"x\")"
        );
        assert_eq!(
            text(403, &[], at, "no"),
            "access denied, or it rejected the credential of headers.Authorization (HTTP 403 Forbidden \
             from http://h: no)"
        );
        assert_eq!(
            text(403, &[], None, ""),
            "access denied; it may require a credential (HTTP 403 Forbidden from http://h)"
        );
    }

    #[test]
    fn a_redirect_target_is_shown_without_secrets() {
        assert_eq!(
            text(302, &[("location", "https://u:p@o.test/mcp?key=s3cret#x")], None, "<a>"),
            "HTTP 302 Found from http://h: it redirects to https://o.test/mcp; use that as `url`"
        );
        assert_eq!(
            text(307, &[], None, ""),
            "HTTP 307 Temporary Redirect from http://h, without a `Location` header"
        );
    }

    #[test]
    fn a_page_is_reduced_to_its_text() {
        let page = "<!DOCTYPE html><html><head><title >Sign\n in</title></head><body>x</body>";
        let html = [("content-type", "text/html; charset=utf-8")];
        assert_eq!(
            refusal(200, &html).invalid_response(page.as_bytes()),
            "HTTP 200 OK without a JSON-RPC response (text/html): Sign in"
        );
        let bare = "<html><style>p{}</style><SCRIPT>if (a<b) x()</SCRIPT><p>Just a <b>moment</b>";
        assert_eq!(
            text(503, &[], None, bare),
            "HTTP 503 Service Unavailable from http://h: Just a moment"
        );
        assert_eq!(
            refusal(202, &[]).invalid_response(b""),
            "HTTP 202 Accepted without a JSON-RPC response (an empty body, no content type)"
        );
        for odd in ["<", "<title", "<title>", "<html", "<script", "\u{feff}<html>é<"] {
            refusal(200, &html).invalid_response(odd.as_bytes());
        }
    }

    #[test]
    fn retry_after_is_limited() {
        let wish = |said: &str| refusal(503, &[("retry-after", said)]).retry_after;
        assert_eq!(wish(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(wish("99999999"), Some(RETRY_AFTER_MAX));
        assert_eq!(wish("Tue, 31 Dec 2999 23:59:59 GMT"), Some(RETRY_AFTER_MAX));
        assert_eq!(wish("Thu, 01 Jan 1970 00:00:00 GMT"), None);
        assert_eq!(wish("soon"), None);
    }
}
