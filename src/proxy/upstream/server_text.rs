//! Sanitizes text from a server for logs, errors, `status` and the admin API: error messages,
//! stderr lines, reasons. Masks the server's credentials and anything that looks like one, and
//! escapes control characters, so that text cannot control a terminal or forge log lines. MCP
//! messages between server and client are not affected.

use std::sync::Arc;

use arc_swap::ArcSwapOption;

use crate::oauth::login::Login;
use crate::proxy::upstream::call_error::CallError;
use crate::settings::secrets::known::Known;
use crate::settings::secrets::mask;
use crate::settings::secrets::redact;
use crate::settings::visible;

/// Maximum length of a line, in characters.
const SHOWN_CHARS: usize = 500;

/// The sanitizer for one server. It knows the server's credentials once they are expanded, which
/// happens before the server is contacted.
#[derive(Debug, Default)]
pub(crate) struct ServerText {
    known: ArcSwapOption<Known>,
    /// Its token is a credential as well.
    login: Option<Arc<Login>>,
}

impl ServerText {
    pub(super) fn new(login: Option<Arc<Login>>) -> Self {
        Self { known: ArcSwapOption::empty(), login }
    }

    /// Stores the server's credentials. Those of an earlier connection stay masked: its program may
    /// still write.
    pub(super) fn learn(&self, known: impl FnOnce() -> Known) {
        let known = known();
        let all = match self.known.load_full() {
            Some(earlier) => known.with(&earlier),
            None => known,
        };
        self.known.store(Some(Arc::new(all)));
    }

    /// Masks credentials and keeps line breaks.
    pub(crate) fn mask(&self, text: &str) -> String {
        let token = self.login.as_ref().and_then(|login| login.current_token());
        let without_token = token.map(|token| text.replace(token.secret().reveal(), mask::MASK));
        let text = without_token.as_deref().unwrap_or(text);
        match self.known.load_full() {
            Some(known) => redact::free_text(&known.hidden_in(text)),
            None => redact::free_text(text),
        }
    }

    /// Masks only the server's own credentials. Returns `None` if there are none in the text.
    pub(super) fn without_own(&self, text: &str) -> Option<String> {
        match self.known.load_full()?.hidden_in(text) {
            std::borrow::Cow::Owned(text) => Some(text),
            std::borrow::Cow::Borrowed(_) => None,
        }
    }

    /// Returns one line that all users with access to the server may see.
    pub(crate) fn line(&self, text: &str) -> String {
        let masked = self.mask(text.trim());
        let line = visible::one_line(&masked);
        let end = line.char_indices().nth(SHOWN_CHARS).map_or(line.len(), |(at, _)| at);
        line[..end].to_owned()
    }

    /// Sanitizes the text of an error.
    pub(super) fn error(&self, error: CallError) -> CallError {
        match error {
            CallError::Disconnected(text) => CallError::Disconnected(self.line(&text)),
            CallError::Lost(text) => CallError::Lost(self.line(&text)),
            CallError::BadAnswer(text) => CallError::BadAnswer(self.line(&text)),
            CallError::NeedsLogin(text) => CallError::NeedsLogin(self.line(&text)),
            CallError::Refused { status, retry_after, text } => {
                CallError::Refused { status, retry_after, text: self.line(&text) }
            }
            CallError::Unusable(text) => CallError::Unusable(self.line(&text)),
            CallError::InvalidResponse(text) => CallError::InvalidResponse(self.line(&text)),
            CallError::NotReady(text) => CallError::NotReady(self.line(&text)),
            CallError::Loop(text) => CallError::Loop(self.line(&text)),
            plain @ (CallError::Timeout(_) | CallError::Busy | CallError::SessionLost) => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Document, validate};

    fn filter(entry: &str) -> ServerText {
        let text = format!(r#"{{"mcpServers": {{"s": {entry}}}}}"#);
        let (settings, _) = validate(&Document::parse(&text).unwrap());
        let filter = ServerText::default();
        filter.learn(|| Known::of(&settings.servers[0], |_| None, std::iter::empty()));
        filter
    }

    #[test]
    fn credentials_are_masked_for_every_transport() {
        for (entry, said) in [
            (r#"{"command": "x", "args": ["--api-key", "pear-tree"]}"#, "no pear-tree"),
            (r#"{"command": "x", "env": {"PLAIN": "pear-tree"}}"#, "no pear-tree"),
            (r#"{"url": "https://u:pear-tree@h/mcp"}"#, "no pear-tree"),
            (r#"{"url": "https://h/s/pear-tree/mcp"}"#, "Cannot POST /s/pear-tree/mcp"),
            (r#"{"url": "https://h/mcp?profile=pear-tree"}"#, "GET /mcp?profile=pear-tree"),
            (r#"{"url": "https://h/", "headers": {"X-Svc": "pear-tree"}}"#, "no pear-tree"),
            (r#"{"url": "https://h/", "bearerToken": "pear-tree"}"#, "Bearer pear-tree"),
            (
                r#"{"openapi": {"url": "https://h/", "security": {"type": "http",
                    "http": {"scheme": "bearer", "credentials": "pear-tree"}}}}"#,
                "no cGVhci10cmVl",
            ),
        ] {
            let line = filter(entry).line(said);
            assert!(line.contains("***"), "{entry}: {line}");
            assert!(!line.contains("pear") && !line.contains("cGVhci10"), "{entry}: {line}");
        }
    }

    #[test]
    fn control_characters_are_escaped() {
        let filter = filter(r#"{"command": "x"}"#);
        let said = "no\n2026-01-01 INFO DELETE /api/users by admin\r\x1b]52;c;x\x07";
        let line = "no\\n2026-01-01 INFO DELETE /api/users by admin\\r\\u{1b}]52;c;x\\u{7}";
        assert_eq!(filter.line(said), line);
        let refused =
            |text: &str| CallError::Refused { status: 403, retry_after: None, text: text.into() };
        assert_eq!(filter.error(refused(said)), refused(line));
    }
}
