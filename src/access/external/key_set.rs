//! JSON web keys (RFC 7517) of a provider, and the verification of signatures with them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters, RsaPublicKeyComponents,
    UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;
use serde_json::Value;

use crate::access::external::limits;

/// The usable keys of a provider.
#[derive(Debug, Default)]
pub(super) struct KeySet(Vec<Key>);

/// A public key.
#[derive(Debug)]
struct Key {
    id: Option<String>,
    /// The only algorithm that it is for, if it names one.
    algorithm: Option<String>,
    material: Material,
}

#[derive(Debug)]
enum Material {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    P256(Vec<u8>),
    P384(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// A key as published.
#[derive(Deserialize)]
struct PublishedKey {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// Why no key verifies a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// No key has the id of the token.
    UnknownKey,
    /// The key or the signature is not the right one.
    BadSignature,
}

impl KeySet {
    /// Reads the keys of a document. Keys that cannot verify signatures are left out.
    ///
    /// # Errors
    /// Returns the reason if the document is not a set of keys.
    pub(super) fn read(document: &[u8]) -> Result<Self, &'static str> {
        #[derive(Deserialize)]
        struct Published {
            keys: Vec<Value>,
        }
        let published: Published = serde_json::from_slice(document)
            .map_err(|_| "its keys are not a set of JSON web keys")?;
        if published.keys.len() > limits::KEYS {
            return Err("it has too many keys");
        }
        Ok(Self(published.keys.into_iter().filter_map(Key::read).collect()))
    }

    /// Verifies a signature with the key of this id. Without an id, the only key for the algorithm
    /// is used.
    ///
    /// # Errors
    /// Fails if the key is unknown, or if the signature is invalid.
    pub(super) fn verify(
        &self,
        key_id: Option<&str>,
        algorithm: &str,
        text: &[u8],
        signature: &[u8],
    ) -> Result<(), Mismatch> {
        let named = |key: &&Key| key_id.is_none_or(|id| key.id.as_deref() == Some(id));
        if !self.0.iter().any(|key| named(&key)) {
            return Err(Mismatch::UnknownKey);
        }
        let mut fitting = self.0.iter().filter(named).filter(|key| key.is_for(algorithm));
        match (fitting.next(), fitting.next()) {
            (Some(key), None) if key.verifies(algorithm, text, signature) => Ok(()),
            _ => Err(Mismatch::BadSignature),
        }
    }
}

impl Key {
    fn read(value: Value) -> Option<Self> {
        let key: PublishedKey = serde_json::from_value(value).ok()?;
        let is_for_signatures = key.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
            && key.key_ops.as_ref().is_none_or(|all| all.iter().any(|one| one == "verify"));
        let material = Material::of(&key).filter(|_| is_for_signatures)?;
        Some(Self { id: key.kid, algorithm: key.alg, material })
    }

    /// Returns whether the key can be of this algorithm. The type of the key decides, never the token
    /// alone.
    fn is_for(&self, algorithm: &str) -> bool {
        let fits = match &self.material {
            Material::Rsa { .. } => rsa(algorithm).is_some(),
            Material::P256(_) => algorithm == "ES256",
            Material::P384(_) => algorithm == "ES384",
            Material::Ed25519(_) => algorithm == "EdDSA" || algorithm == "Ed25519",
        };
        fits && self.algorithm.as_deref().is_none_or(|own| own == algorithm)
    }

    fn verifies(&self, algorithm: &str, text: &[u8], signature: &[u8]) -> bool {
        let plain = |how: &'static dyn VerificationAlgorithm, key: &[u8]| {
            UnparsedPublicKey::new(how, key).verify(text, signature).is_ok()
        };
        match &self.material {
            Material::Rsa { n, e } => rsa(algorithm).is_some_and(|how| {
                RsaPublicKeyComponents { n, e }.verify(how, text, signature).is_ok()
            }),
            Material::P256(key) => plain(&ECDSA_P256_SHA256_FIXED, key),
            Material::P384(key) => plain(&ECDSA_P384_SHA384_FIXED, key),
            Material::Ed25519(key) => plain(&ED25519, key),
        }
    }
}

impl Material {
    fn of(key: &PublishedKey) -> Option<Self> {
        let x = || bytes(key.x.as_ref());
        let point = |bytes_each: usize| {
            let (x, y) = (x()?, bytes(key.y.as_ref())?);
            // SEC 1, 2.3.3: an uncompressed point.
            let is_whole = x.len() == bytes_each && y.len() == bytes_each;
            is_whole.then(|| [&[4][..], &x, &y].concat())
        };
        match (key.kty.as_str(), key.crv.as_deref()) {
            ("RSA", _) => {
                let (n, e) = (number(key.n.as_ref())?, number(key.e.as_ref())?);
                (bits(&n) >= limits::RSA_BITS).then_some(Self::Rsa { n, e })
            }
            ("EC", Some("P-256")) => point(32).map(Self::P256),
            ("EC", Some("P-384")) => point(48).map(Self::P384),
            ("OKP", Some("Ed25519")) => x().filter(|x| x.len() == 32).map(Self::Ed25519),
            _ => None,
        }
    }
}

fn rsa(algorithm: &str) -> Option<&'static RsaParameters> {
    Some(match algorithm {
        "RS256" => &RSA_PKCS1_2048_8192_SHA256,
        "RS384" => &RSA_PKCS1_2048_8192_SHA384,
        "RS512" => &RSA_PKCS1_2048_8192_SHA512,
        "PS256" => &RSA_PSS_2048_8192_SHA256,
        "PS384" => &RSA_PSS_2048_8192_SHA384,
        "PS512" => &RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}

fn bytes(text: Option<&String>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text?.trim_end_matches('=')).ok()
}

/// Reads a number without its leading zeros.
fn number(text: Option<&String>) -> Option<Vec<u8>> {
    let bytes = bytes(text)?;
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    Some(bytes[zeros..].to_vec())
}

fn bits(number: &[u8]) -> usize {
    number.first().map_or(0, |first| number.len() * 8 - first.leading_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};
    use serde_json::json;

    use super::*;

    fn encode(bytes: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn read(keys: &Value) -> KeySet {
        KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
    }

    #[test]
    fn the_type_of_the_key_decides_the_algorithm() {
        let random = SystemRandom::new();
        let way = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(way, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(way, pkcs8.as_ref(), &random).unwrap();
        let point = pair.public_key().as_ref();
        let (x, y) = (encode(&point[1..33]), encode(&point[33..]));
        let seed = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        let other = Ed25519KeyPair::from_pkcs8(seed.as_ref()).unwrap();
        let keys = read(&json!([
            { "kty": "EC", "crv": "P-256", "kid": "e", "x": x, "y": y, "use": "sig" },
            { "kty": "OKP", "crv": "Ed25519", "kid": "o", "x": encode(other.public_key().as_ref()) },
            { "kty": "EC", "crv": "P-256", "kid": "enc", "x": x, "y": y, "use": "enc" },
            { "kty": "EC", "crv": "P-256", "kid": "ops", "x": x, "y": y, "key_ops": ["sign"] },
            { "kty": "oct", "kid": "oct", "k": "c2VjcmV0" },
        ]));
        let signature = pair.sign(&random, b"text").unwrap();
        let signature = signature.as_ref();
        let verify = |id, algorithm, text: &[u8]| keys.verify(id, algorithm, text, signature);
        assert_eq!(verify(Some("e"), "ES256", b"text"), Ok(()));
        assert_eq!(verify(None, "ES256", b"text"), Ok(()));
        assert_eq!(verify(Some("e"), "ES256", b"other"), Err(Mismatch::BadSignature));
        for algorithm in ["ES384", "RS256", "EdDSA", "HS256", "none", ""] {
            assert_eq!(verify(Some("e"), algorithm, b"text"), Err(Mismatch::BadSignature));
        }
        for unknown in ["x", "enc", "ops", "oct"] {
            assert_eq!(verify(Some(unknown), "ES256", b"text"), Err(Mismatch::UnknownKey));
        }
        assert_eq!(verify(Some("o"), "ES256", b"text"), Err(Mismatch::BadSignature));
        let signature = other.sign(b"text");
        assert_eq!(keys.verify(Some("o"), "EdDSA", b"text", signature.as_ref()), Ok(()));
    }

    #[test]
    fn weak_foreign_and_too_many_keys_are_rejected() {
        let rsa =
            |bytes: usize| json!({ "kty": "RSA", "n": encode(&vec![255; bytes]), "e": "AQAB" });
        assert_eq!(read(&json!([rsa(256)])).0.len(), 1);
        let odd = json!([rsa(255), rsa(128), { "kty": "RSA" }, { "kty": 7 }, 7, null, {},
            { "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA" },
            { "kty": "OKP", "crv": "Ed25519", "x": "AA" },
            { "kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA" }]);
        assert_eq!(read(&odd).0.len(), 0);
        let many = json!({ "keys": vec![rsa(256); limits::KEYS + 1] }).to_string();
        assert!(KeySet::read(many.as_bytes()).is_err());
        for bad in ["", "[]", "{}", r#"{"keys":{}}"#] {
            assert!(KeySet::read(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_for_one_algorithm_verifies_no_other() {
        let key = json!({ "kty": "RSA", "n": encode(&[255; 256]), "e": "AQAB", "alg": "RS256" });
        let keys = read(&json!([key]));
        assert!(keys.0[0].is_for("RS256") && !keys.0[0].is_for("PS256"));
    }
}
