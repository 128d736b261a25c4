//! Authorization codes. They are kept in memory only, by digest, and each is valid once. A second use
//! reveals that it was stolen, so the tokens of the first use are revoked.

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::authorization_server::limits;
use crate::settings::model::secret::Secret;
use crate::state::oauth_server::digest_of;
use crate::state::random;

/// What a user allowed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Allowed {
    pub(crate) client: String,
    pub(crate) client_name: String,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: String,
    pub(crate) resource: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) user: String,
    /// Identifies the password at the time of consent.
    pub(crate) fingerprint: String,
}

/// The codes that were issued.
#[derive(Debug, Default)]
pub(crate) struct Codes(Mutex<HashMap<String, Issued>>);

#[derive(Debug)]
struct Issued {
    ends_ms: i64,
    /// The id of the grant that its use starts.
    grant: String,
    /// `None` once it is used.
    allowed: Option<Allowed>,
    /// It was used a second time.
    is_replayed: bool,
}

/// The result of presenting a code.
#[derive(Debug, PartialEq)]
pub(crate) enum Taken {
    /// It is valid. Its grant gets this id.
    First(Allowed, String),
    /// It was used before; the grant has this id.
    Again(String),
    Unknown,
}

impl Codes {
    /// Issues a code.
    ///
    /// # Errors
    /// Fails if the system provides no randomness.
    pub(crate) fn issue(
        &self,
        allowed: Allowed,
        ends_ms: i64,
        now_ms: i64,
    ) -> std::io::Result<Secret> {
        let code = Secret::new(random::hex(&random::bytes::<32>()?));
        let issued =
            Issued { ends_ms, grant: random::id()?, allowed: Some(allowed), is_replayed: false };
        let mut codes = self.0.lock();
        codes.retain(|_, issued| now_ms < issued.ends_ms + limits::SPENT_CODE_MS);
        if codes.len() >= limits::CODES {
            let oldest = codes.iter().min_by_key(|(_, issued)| issued.ends_ms);
            let oldest = oldest.map(|(digest, _)| digest.clone());
            codes.retain(|digest, _| Some(digest) != oldest.as_ref());
        }
        codes.insert(digest_of(code.reveal()), issued);
        Ok(code)
    }

    /// Uses a code up.
    pub(crate) fn take(&self, code: &str, now_ms: i64) -> Taken {
        let mut codes = self.0.lock();
        let Some(issued) = codes.get_mut(&digest_of(code)) else { return Taken::Unknown };
        match issued.allowed.take() {
            Some(allowed) if now_ms < issued.ends_ms => Taken::First(allowed, issued.grant.clone()),
            Some(_) => Taken::Unknown,
            None => {
                issued.is_replayed = true;
                Taken::Again(issued.grant.clone())
            }
        }
    }

    /// Returns whether the code of a grant was used a second time.
    pub(crate) fn is_replayed(&self, grant: &str) -> bool {
        self.0.lock().values().any(|issued| issued.grant == grant && issued.is_replayed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed() -> Allowed {
        Allowed {
            client: "c".into(),
            client_name: "C".into(),
            redirect_uri: "https://app.example/cb".into(),
            challenge: "x".into(),
            resource: "https://hub.test".into(),
            scopes: Vec::new(),
            user: "ann".into(),
            fingerprint: "f".into(),
        }
    }

    #[test]
    fn a_code_is_valid_once_and_for_its_lifetime() {
        let codes = Codes::default();
        let code = codes.issue(allowed(), 100, 0).unwrap();
        assert_eq!(code.reveal().len(), 64);
        let Taken::First(first, grant) = codes.take(code.reveal(), 99) else { panic!() };
        assert_eq!(first, allowed());
        assert!(!codes.is_replayed(&grant));
        assert_eq!(codes.take(code.reveal(), 99), Taken::Again(grant.clone()));
        assert!(codes.is_replayed(&grant));
        let late = codes.issue(allowed(), 100, 0).unwrap();
        assert_eq!(codes.take(late.reveal(), 100), Taken::Unknown);
        assert_eq!(codes.take("other", 0), Taken::Unknown);
    }

    #[test]
    fn the_number_of_codes_is_limited() {
        let codes = Codes::default();
        for n in 0..=1000 {
            codes.issue(allowed(), n + 1, 0).unwrap();
        }
        assert_eq!(codes.0.lock().len(), limits::CODES);
        codes.issue(allowed(), 10_000_000, 2000 + limits::SPENT_CODE_MS).unwrap();
        assert_eq!(codes.0.lock().len(), 1);
    }
}
