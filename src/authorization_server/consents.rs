//! Consent pages that are open in browsers. Each has a token that is valid once, for the login that
//! the page was shown to, and for the request that it showed.

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::authorization_server::authorization::AuthorizationRequest;
use crate::authorization_server::limits;
use crate::settings::model::secret::Secret;
use crate::state::oauth_server::digest_of;
use crate::state::random;

/// The open pages, by digest of their token.
#[derive(Debug, Default)]
pub(crate) struct Consents(Mutex<HashMap<String, Open>>);

#[derive(Debug)]
struct Open {
    /// The login that the page was shown to.
    session: String,
    request: AuthorizationRequest,
    ends_ms: i64,
}

impl Consents {
    /// Opens a page for a login; returns its token.
    ///
    /// # Errors
    /// Fails if the system provides no randomness.
    pub(crate) fn open(
        &self,
        session: &str,
        request: AuthorizationRequest,
        now_ms: i64,
    ) -> std::io::Result<Secret> {
        let token = random::secret()?;
        let ends_ms = now_ms + limits::CONSENT_MS;
        let open = Open { session: session.to_owned(), request, ends_ms };
        let mut pages = self.0.lock();
        pages.retain(|_, page| now_ms < page.ends_ms);
        if pages.len() >= limits::CONSENTS {
            let oldest = pages.iter().min_by_key(|(_, page)| page.ends_ms);
            let oldest = oldest.map(|(digest, _)| digest.clone());
            pages.retain(|digest, _| Some(digest) != oldest.as_ref());
        }
        pages.insert(digest_of(token.reveal()), open);
        Ok(token)
    }

    /// Closes a page; returns its request if it was shown to this login.
    pub(crate) fn close(
        &self,
        token: &str,
        session: &str,
        now_ms: i64,
    ) -> Option<AuthorizationRequest> {
        let page = self.0.lock().remove(&digest_of(token))?;
        (page.session == session && now_ms < page.ends_ms).then_some(page.request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization_server::client::Client;

    #[test]
    fn a_page_is_answered_once_and_by_its_own_login() {
        let request = || AuthorizationRequest {
            client: Client::of_document("c", "C".into(), Vec::new()),
            redirect_uri: "https://app.example/cb".into(),
            state: None,
            scopes: Vec::new(),
            challenge: String::new(),
            resource: String::new(),
            is_silent: false,
            wants_consent: false,
        };
        let pages = Consents::default();
        let token = pages.open("one", request(), 0).unwrap();
        assert_eq!(pages.close(token.reveal(), "other", 0), None);
        assert_eq!(pages.close(token.reveal(), "one", 0), None);
        let token = pages.open("one", request(), 0).unwrap();
        assert_eq!(pages.close(token.reveal(), "one", 0), Some(request()));
        let token = pages.open("one", request(), 0).unwrap();
        assert_eq!(pages.close(token.reveal(), "one", limits::CONSENT_MS), None);
        for now in 0..=1000 {
            pages.open("one", request(), now).unwrap();
        }
        assert_eq!(pages.0.lock().len(), limits::CONSENTS);
    }
}
