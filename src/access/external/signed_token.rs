//! JSON web tokens (RFC 7519) as they arrive: parsed, with nothing verified.
//!
//! `jsonwebtoken` is not used here: its one provider of cryptography for the process knows HS256 only,
//! so that no header of a token can select another algorithm for logins.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::access::external::limits;

/// A token with its parts.
#[derive(Debug)]
pub(super) struct SignedToken<'a> {
    pub(super) header: Header,
    pub(super) claims: Map<String, Value>,
    /// The signed text.
    pub(super) text: &'a str,
    pub(super) signature: Vec<u8>,
}

/// The header members that count. A key or its URL in the header is never used.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    pub(super) alg: String,
    #[serde(default)]
    pub(super) kid: Option<String>,
    #[serde(default)]
    pub(super) typ: Option<String>,
    /// Whether there are extensions that a reader must understand.
    #[serde(default, rename = "crit", deserialize_with = "is_present")]
    pub(super) has_extensions: bool,
}

fn is_present<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(value).map(|_| true)
}

/// Returns whether a token is meant to be a JSON web token: it has three parts, and the first is an
/// object with an algorithm.
pub(super) fn is_signed(token: &str) -> bool {
    let mut parts = token.split('.');
    let (header, count) = (parts.next().unwrap_or_default(), parts.count());
    let header: Option<Map<String, Value>> = decode(header);
    count == 2 && header.is_some_and(|header| header.contains_key("alg"))
}

impl<'a> SignedToken<'a> {
    /// Parses a token.
    ///
    /// # Errors
    /// Returns the reason if it is not a token that can be verified.
    pub(super) fn parse(token: &'a str) -> Result<Self, &'static str> {
        if token.len() > limits::TOKEN_BYTES {
            return Err("the token is too long");
        }
        let malformed = "the token is malformed";
        let (text, signature) = token.rsplit_once('.').ok_or(malformed)?;
        let (header, claims) = text.split_once('.').ok_or(malformed)?;
        let header: Header = decode(header).ok_or(malformed)?;
        let claims = decode(claims).ok_or(malformed)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| malformed)?;
        if header.has_extensions {
            return Err("the token has extensions that are not supported");
        }
        if header.kid.as_ref().is_some_and(|kid| kid.len() > limits::KEY_ID_BYTES) {
            return Err("the key id of the token is too long");
        }
        Ok(Self { header, claims, text, signature })
    }

    /// Returns the unverified issuer.
    pub(super) fn issuer(&self) -> Option<&str> {
        self.claims.get("iss")?.as_str()
    }
}

fn decode<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(header: &str, claims: &str) -> String {
        format!("{}.{}.AAAA", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn only_whole_tokens_are_parsed() {
        let parse = |token: &str| SignedToken::parse(token).map(|parsed| parsed.header.alg);
        let plain = token(r#"{"alg":"RS256","kid":"k","typ":"at+jwt"}"#, "{}");
        assert_eq!(parse(&plain), Ok("RS256".to_owned()));
        for (header, claims) in [
            ("{}", "{}"),
            (r#"{"alg":null}"#, "{}"),
            (r#"{"alg":["RS256"]}"#, "{}"),
            (r#"{"alg":"RS256","alg":"none"}"#, "{}"),
            (r#"{"alg":"RS256","kid":7}"#, "{}"),
            (r#"{"alg":"RS256","crit":["b64"]}"#, "{}"),
            (r#"{"alg":"RS256","crit":null}"#, "{}"),
            (r#"{"alg":"RS256"} x"#, "{}"),
            (r#"{"alg":"RS256"}"#, "[]"),
            (r#"{"alg":"RS256"}"#, "7"),
        ] {
            assert!(parse(&token(header, claims)).is_err(), "{header} {claims}");
        }
        for bad in ["", ".", "..", "a.b", &format!("{plain}="), &plain[1..], &format!("x.{plain}")]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
        let long = token(r#"{"alg":"RS256"}"#, &format!(r#"{{"a":"{}"}}"#, "x".repeat(8 << 10)));
        assert_eq!(parse(&long), Err("the token is too long"));
    }

    #[test]
    fn opaque_tokens_are_told_from_signed_ones() {
        assert!(is_signed(&token(r#"{"alg":"none"}"#, "")));
        for opaque in ["", "abc", "a.b.c", "ya29.a0.x", &token("{}", "{}")] {
            assert!(!is_signed(opaque), "{opaque}");
        }
    }
}
