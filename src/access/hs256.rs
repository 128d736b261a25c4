//! HMAC-SHA256 for `jsonwebtoken`, by `ring`: the only algorithm of login tokens. The binary
//! contains no other, so no token header can select one.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{Error, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily};
use ring::hmac;

/// The crypto provider of this process. Does not support JSON web keys.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |&algorithm, key| {
        Ok(Box::new(Hs256::new(algorithm, key.family(), key.as_bytes())?))
    },
    verifier_factory: |&algorithm, key| {
        Ok(Box::new(Hs256::new(algorithm, key.family(), key.try_get_as_bytes()?)?))
    },
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes HS256 the algorithm of `jsonwebtoken` in this process. Calling it again has no effect.
pub(crate) fn install() {
    // Fails only if a provider is installed already, which can only be this one.
    let _ = PROVIDER.install_default();
}

struct Hs256(hmac::Key);

impl Hs256 {
    /// Fails if the algorithm is not HS256 or the key is not an HMAC key.
    fn new(algorithm: Algorithm, family: AlgorithmFamily, key: &[u8]) -> Result<Self> {
        if algorithm != Algorithm::HS256 || family != AlgorithmFamily::Hmac {
            return Err(ErrorKind::UnsupportedAlgorithm.into());
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, key)))
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, Error> {
        Ok(hmac::sign(&self.0, message).as_ref().to_vec())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        // In constant time.
        hmac::verify(&self.0, message, signature).map_err(|_| Error::new())
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::{sign, verify};
    use jsonwebtoken::{DecodingKey, EncodingKey};

    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn signatures_match_the_rfc() {
        install();
        install();
        let signing = EncodingKey::from_secret(b"Jefe").unwrap();
        let reading = DecodingKey::from_secret(b"Jefe").unwrap();
        let message = b"what do ya want for nothing?";
        let signature = sign(message, &signing, Algorithm::HS256).unwrap();
        insta::assert_snapshot!(signature, @"W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
        assert!(verify(&signature, message, &reading, Algorithm::HS256).unwrap());
        assert!(!verify(&signature, b"what else?", &reading, Algorithm::HS256).unwrap());
    }

    #[test]
    fn other_algorithms_and_key_types_are_rejected() {
        install();
        let signing = EncodingKey::from_secret(b"Jefe").unwrap();
        let reading = DecodingKey::from_secret(b"Jefe").unwrap();
        for algorithm in [Algorithm::HS384, Algorithm::HS512, Algorithm::RS256, Algorithm::EdDSA] {
            assert!(sign(b"m", &signing, algorithm).is_err(), "{algorithm:?}");
            assert!(verify("AAAA", b"m", &reading, algorithm).is_err(), "{algorithm:?}");
        }
        let rsa = DecodingKey::from_rsa_der(b"Jefe");
        assert!(verify("AAAA", b"m", &rsa, Algorithm::HS256).is_err());
    }
}
