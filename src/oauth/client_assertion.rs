//! The signed assertion by which a client authenticates with its private key (RFC 7523).

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::json;

use crate::files::private;
use crate::settings::model::secret::Secret;
use crate::state::random;

/// The `client_assertion_type` of these assertions.
pub(super) const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long an assertion is valid, in seconds.
const LIFETIME_SECONDS: i64 = 60;
/// Maximum size of a file with a private key.
const FILE_BYTES: u64 = 64 << 10;

/// A private key in a file, and the algorithm of its signatures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PrivateKey {
    /// The file, in PEM.
    pub(super) file: String,
    /// `ES256` or `RS256`; if absent, the key determines it.
    pub(super) algorithm: Option<String>,
}

/// The key of a client, ready to sign.
enum SigningKey {
    Es256(EcdsaKeyPair),
    Rs256(RsaKeyPair),
}

impl PrivateKey {
    /// Returns an assertion that its bearer is the client, for one issuer. The file is read each
    /// time, so that a replaced key counts at once.
    ///
    /// # Errors
    /// Returns one line with the reason if the key cannot be read or used.
    pub(super) fn assertion(&self, client_id: &str, issuer: &str) -> Result<Secret, String> {
        let failed = |why: &str| format!("`oauth.privateKeyFile` {} {why}", self.file);
        // A mounted secret is often a link.
        let text = Path::new(&self.file)
            .canonicalize()
            .and_then(|file| private::read_text(&file, FILE_BYTES))
            .map_err(|error| failed(&format!("cannot be read: {error}")))?;
        let key = SigningKey::of(&text).map_err(|why| failed(&why))?;
        if let Some(wanted) = self.algorithm.as_deref().filter(|wanted| *wanted != key.algorithm())
        {
            let own = key.algorithm();
            return Err(failed(&format!("is a key for {own}, not for {wanted}")));
        }
        let now = Timestamp::now().as_second();
        let id = random::secret().map_err(|error| error.to_string())?;
        let header = json!({ "alg": key.algorithm(), "typ": "JWT" });
        let claims = json!({
            "iss": client_id, "sub": client_id, "aud": issuer,
            "iat": now, "exp": now + LIFETIME_SECONDS, "jti": id.reveal(),
        });
        let encode = |text: String| URL_SAFE_NO_PAD.encode(text);
        let signed = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let signature = key.sign(signed.as_bytes()).map_err(|why| failed(&why))?;
        Ok(Secret::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))))
    }
}

impl SigningKey {
    /// Parses the first private key of a PEM text.
    fn of(text: &str) -> Result<Self, String> {
        let key = PrivateKeyDer::from_pem_slice(text.as_bytes())
            .map_err(|_| "contains no private key in PEM".to_owned())?;
        match &key {
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                let rng = SystemRandom::new();
                match EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &rng) {
                    Ok(key) => Ok(Self::Es256(key)),
                    Err(_) => RsaKeyPair::from_pkcs8(der).map(Self::Rs256).map_err(|error| {
                        format!("is neither a P-256 key nor a usable RSA key: {error}")
                    }),
                }
            }
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der())
                .map(Self::Rs256)
                .map_err(|error| format!("is not a usable RSA key: {error}")),
            _ => Err("is not in PKCS#8; `openssl pkcs8 -topk8 -nocrypt` converts it".to_owned()),
        }
    }

    fn algorithm(&self) -> &'static str {
        match self {
            Self::Es256(_) => "ES256",
            Self::Rs256(_) => "RS256",
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, String> {
        let rng = SystemRandom::new();
        let failed = |_| "cannot sign".to_owned();
        match self {
            Self::Es256(key) => {
                key.sign(&rng, message).map(|signature| signature.as_ref().to_vec()).map_err(failed)
            }
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &rng, message, &mut signature).map_err(failed)?;
                Ok(signature)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, KeyPair as _, UnparsedPublicKey};
    use serde_json::Value;

    use super::*;

    /// Writes a new P-256 key, and returns its file and its public key.
    fn key_file(folder: &Path) -> (PrivateKey, Vec<u8>) {
        let key = rcgen::KeyPair::generate().unwrap();
        let file = folder.join("key.pem");
        private::write(&file, key.serialize_pem().as_bytes()).unwrap();
        let SigningKey::Es256(pair) = SigningKey::of(&key.serialize_pem()).unwrap() else {
            panic!("not a P-256 key");
        };
        let key = PrivateKey { file: file.display().to_string(), algorithm: None };
        (key, pair.public_key().as_ref().to_vec())
    }

    #[test]
    fn an_assertion_is_signed_and_for_one_issuer() {
        let folder = tempfile::tempdir().unwrap();
        let (key, public) = key_file(folder.path());
        let first = key.assertion("robot", "https://id.test").unwrap();
        let parts: Vec<_> = first.reveal().split('.').collect();
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let header: Value = serde_json::from_slice(&decode(parts[0])).unwrap();
        assert_eq!(header, json!({ "alg": "ES256", "typ": "JWT" }));
        let claims: Value = serde_json::from_slice(&decode(parts[1])).unwrap();
        let lifetime = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
        assert_eq!(
            (&claims["iss"], &claims["sub"], &claims["aud"], lifetime),
            (&json!("robot"), &json!("robot"), &json!("https://id.test"), 60)
        );
        let signed = format!("{}.{}", parts[0], parts[1]);
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public);
        public.verify(signed.as_bytes(), &decode(parts[2])).unwrap();
        let second = key.assertion("robot", "https://id.test").unwrap();
        assert_ne!(first, second, "each has an id of its own");
    }

    #[test]
    fn an_unusable_key_is_named_without_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let (mut key, _) = key_file(folder.path());
        key.algorithm = Some("RS256".into());
        let why = |key: &PrivateKey| {
            key.assertion("robot", "https://id.test").unwrap_err().replace(&key.file, "FILE")
        };
        assert_eq!(why(&key), "`oauth.privateKeyFile` FILE is a key for ES256, not for RS256");
        let sec1 = "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n";
        for (text, end) in [
            ("canary", "contains no private key in PEM"),
            (sec1, "is not in PKCS#8; `openssl pkcs8 -topk8 -nocrypt` converts it"),
        ] {
            private::write(Path::new(&key.file), text.as_bytes()).unwrap();
            assert_eq!(why(&key), format!("`oauth.privateKeyFile` FILE {end}"));
        }
    }
}
