//! A scripted identity provider: metadata, keys, introspection, and tokens signed with ES256. Every
//! response is 503 if it is down.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

use crate::support::oauth::{base, parse};
use crate::support::odd_http::{OddHttp, Reply};

/// A running provider; it lasts as long as the test.
pub(crate) struct Provider {
    pub(crate) http: OddHttp,
    pub(crate) state: Arc<Mutex<State>>,
    pair: EcdsaKeyPair,
    /// The second half of the public key.
    public: Vec<u8>,
}

/// What the provider responds.
pub(crate) struct State {
    /// Whether every response is 503.
    pub(crate) is_down: bool,
    pub(crate) keys: Value,
    /// The responses of introspection, by token; if a token is missing, it is not active.
    pub(crate) tokens: HashMap<String, Value>,
}

impl Provider {
    /// Starts a provider with one key, `k1`.
    pub(crate) fn start() -> Self {
        let (way, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(way, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(way, pkcs8.as_ref(), &random).unwrap();
        let public = pair.public_key().as_ref().to_vec();
        let (x, y) = (encode(&public[1..33]), encode(&public[33..]));
        let key = json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": "k1", "x": x, "y": y });
        let state = State { is_down: false, keys: json!([key]), tokens: HashMap::new() };
        let state = Arc::new(Mutex::new(state));
        let kept = Arc::clone(&state);
        let http = OddHttp::start(move |request| {
            let state = kept.lock().unwrap();
            let base = base(request);
            match request.line.as_str() {
                _ if state.is_down => Reply::status(503),
                "GET /.well-known/openid-configuration" => Reply::json(
                    200,
                    &json!({ "issuer": base, "jwks_uri": format!("{base}/keys"),
                        "introspection_endpoint": format!("{base}/introspect") }),
                ),
                "GET /keys" => Reply::json(200, &json!({ "keys": state.keys })),
                "POST /introspect" => {
                    let known = state.tokens.get(&parse(&request.text)["token"]);
                    Reply::json(200, known.unwrap_or(&json!({ "active": false })))
                }
                _ => Reply::status(404),
            }
        });
        Self { http, state, pair, public }
    }

    /// Returns its issuer.
    pub(crate) fn issuer(&self) -> String {
        self.http.url("")
    }

    /// Returns the settings of this provider with more members.
    pub(crate) fn settings(&self, more: &Value) -> Value {
        let mut all = json!({ "enabled": true, "issuerUrl": self.issuer() });
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    }

    /// Returns valid claims for an audience, with changes; removes a claim if its value is null.
    pub(crate) fn claims(&self, audience: &str, changes: &Value) -> Value {
        let mut claims = json!({
            "iss": self.issuer(), "sub": "subject-1", "aud": audience, "iat": now(),
            "exp": now() + 300, "preferred_username": "ann", "client_id": "client-1",
        });
        let all = claims.as_object_mut().unwrap();
        for (name, value) in changes.as_object().unwrap() {
            if value.is_null() {
                all.remove(name);
            } else {
                all.insert(name.clone(), value.clone());
            }
        }
        claims
    }

    /// Returns a valid token.
    pub(crate) fn token(&self, audience: &str, changes: &Value) -> String {
        self.sign(&header(&json!({})), &self.claims(audience, changes))
    }

    /// Returns a signed token.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let text = text(header, claims);
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", encode(signature.as_ref()))
    }

    /// Returns a token with an HMAC, whose secret is the public key.
    pub(crate) fn sign_with_public_key(&self, header: &Value, claims: &Value) -> String {
        let text = text(header, claims);
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.public);
        format!("{text}.{}", encode(hmac::sign(&key, text.as_bytes()).as_ref()))
    }

    /// Returns how many requests began with these words.
    pub(crate) fn count(&self, line: &str) -> usize {
        self.http.count(|request| request.line.starts_with(line))
    }
}

/// Returns the header of an access token, with changes.
pub(crate) fn header(changes: &Value) -> Value {
    let mut header = json!({ "alg": "ES256", "typ": "at+jwt", "kid": "k1" });
    header.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    header
}

/// Returns the current time in seconds.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn text(header: &Value, claims: &Value) -> String {
    format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()))
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
