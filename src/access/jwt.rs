//! Login tokens: a JWT valid for a day after the password check. Source: MCPHub's tokens, HS256
//! over `{user: {username, isAdmin}}`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ring::digest;
use serde::{Deserialize, Serialize};

use crate::access::hs256;
use crate::settings::Settings;
use crate::settings::model::secret::Secret;
use crate::settings::model::user::User;

/// Lifetime of a login token.
const SECONDS: i64 = 24 * 60 * 60;

/// Issues and verifies the tokens of one secret.
pub(crate) struct Jwt {
    /// `None` if the secret is empty: no token is issued or accepted then.
    keys: Option<(EncodingKey, DecodingKey)>,
    rules: Validation,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    user: UserClaim,
    iat: i64,
    exp: i64,
    /// Fingerprint of the password at login; a token of another password is rejected. Tokens issued
    /// by MCPHub have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pwd: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct UserClaim {
    username: String,
    #[serde(default, rename = "isAdmin")]
    is_admin: bool,
}

impl Jwt {
    /// Creates the issuer for this secret.
    pub(crate) fn new(secret: &Secret) -> Self {
        hs256::install();
        let bytes = secret.reveal().as_bytes();
        let keys = EncodingKey::from_secret(bytes).ok().zip(DecodingKey::from_secret(bytes).ok());
        Self { keys, rules: rules() }
    }

    /// Issues a token after a password check; `None` if the secret is empty.
    pub(crate) fn issue(&self, user: &User) -> Option<String> {
        let (signing, _) = self.keys.as_ref()?;
        let now = jiff::Timestamp::now().as_second();
        let claims = Claims {
            user: UserClaim { username: user.username.clone(), is_admin: user.is_admin },
            iat: now,
            exp: now + SECONDS,
            pwd: Some(password_fingerprint(user)),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, signing).ok()
    }

    /// Returns the user of a token. The user's rights are those of the current settings, and a
    /// token is only valid while its user and password are.
    pub(crate) fn user<'a>(&self, settings: &'a Settings, token: &str) -> Option<&'a User> {
        let (_, reading) = self.keys.as_ref()?;
        // Most credentials are not JWTs; the library would set up a verifier before it detects
        // that.
        if token.bytes().filter(|byte| *byte == b'.').count() != 2 {
            return None;
        }
        let read = jsonwebtoken::decode::<Claims>(token, reading, &self.rules).ok()?;
        if read.header.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
            return None;
        }
        let claims = read.claims;
        let user = settings.user(&claims.user.username)?;
        claims.pwd.is_none_or(|pwd| pwd == password_fingerprint(user)).then_some(user)
    }
}

/// Returns the validation rules: this algorithm, an `exp` in the future, an `nbf`, if present, in
/// the past, and no audience, as a login is for this hub alone. No leeway: the same clock writes
/// and reads the tokens.
fn rules() -> Validation {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.leeway = 0;
    // RFC 7519, 4.1.4: the token is invalid from the second in `exp` on, not only after it.
    rules.reject_tokens_expiring_in_less_than = 1;
    rules.validate_nbf = true;
    rules
}

/// Returns a hash that changes with the user's password and reveals nothing else of it.
pub(crate) fn password_fingerprint(user: &User) -> String {
    let hash = digest::digest(&digest::SHA256, user.password.reveal().as_bytes());
    URL_SAFE_NO_PAD.encode(&hash.as_ref()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_ends_with_its_user_its_password_and_its_secret() {
        let user = |name: &str, password: &str| User {
            username: name.into(),
            password: Secret::new(password),
            is_admin: false,
            email: None,
        };
        let settings = |users: &[User]| Settings { users: users.to_vec(), ..Settings::default() };
        let jwt = Jwt::new(&Secret::new("s"));
        let ann = user("ann", "hash");
        let token = jwt.issue(&ann).unwrap();
        let knows = |jwt: &Jwt, users: &[User]| jwt.user(&settings(users), &token).is_some();
        assert!(knows(&jwt, std::slice::from_ref(&ann)));
        assert!(!knows(&jwt, &[user("bob", "hash")]));
        assert!(!knows(&jwt, &[user("ann", "other")]));
        assert!(!knows(&Jwt::new(&Secret::new("t")), &[ann]));
    }

    /// Returns a token with this header and these claims, verbatim, signed with `key`.
    fn forge(header: &str, claims: &str, algorithm: ring::hmac::Algorithm, key: &[u8]) -> String {
        let body = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let tag = ring::hmac::sign(&ring::hmac::Key::new(algorithm, key), body.as_bytes());
        format!("{body}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    fn settings_of_ann() -> Settings {
        let ann = User {
            username: "ann".into(),
            password: Secret::new("h"),
            is_admin: true,
            email: None,
        };
        Settings { users: vec![ann], ..Settings::default() }
    }

    #[test]
    fn other_algorithms_and_token_types_are_rejected() {
        use ring::hmac::{HMAC_SHA256, HMAC_SHA384, HMAC_SHA512};

        let settings = settings_of_ann();
        let jwt = Jwt::new(&Secret::new("s"));
        let opens = |token: &str| jwt.user(&settings, token).is_some();
        let now = jiff::Timestamp::now().as_second();
        let claims = format!(
            r#"{{"user":{{"username":"ann","isAdmin":true}},"iat":{now},"exp":{}}}"#,
            now + 60
        );
        for header in [
            r#"{"alg":"HS256","typ":"JWT"}"#,
            r#"{"alg":"HS256","typ":"jwt"}"#,
            r#"{"alg":"HS256"}"#,
        ] {
            assert!(opens(&forge(header, &claims, HMAC_SHA256, b"s")), "{header}");
        }
        for (header, algorithm, key) in [
            (r#"{"alg":"none"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"None"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"hs256"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":""}"#, HMAC_SHA256, "s"),
            (r#"{"alg":null}"#, HMAC_SHA256, "s"),
            (r#"{"alg":["HS256"]}"#, HMAC_SHA256, "s"),
            (r#"{"typ":"JWT"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS384"}"#, HMAC_SHA384, "s"),
            (r#"{"alg":"HS384"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS512"}"#, HMAC_SHA512, "s"),
            (r#"{"alg":"RS256"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"ES256"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS256"}"#, HMAC_SHA512, "s"),
            (r#"{"alg":"HS256"}"#, HMAC_SHA256, ""),
            (r#"{"alg":"HS256"}"#, HMAC_SHA256, "t"),
            (r#"{"alg":"HS256","kid":"../../dev/null"}"#, HMAC_SHA256, ""),
            (r#"{"alg":"HS256","jwk":{"kty":"oct","k":"dA"}}"#, HMAC_SHA256, "t"),
            (r#"{"alg":"HS256","typ":"at+jwt"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS256","typ":"JWE"}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS256","typ":""}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS256","typ":["JWT"]}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS256","crit":["exp"],"exp":1}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS256","crit":["b64"],"b64":false}"#, HMAC_SHA256, "s"),
            (r#"{"alg":"HS256"} x"#, HMAC_SHA256, "s"),
            ("", HMAC_SHA256, "s"),
        ] {
            assert!(!opens(&forge(header, &claims, algorithm, key.as_bytes())), "{header} {key}");
        }
    }

    #[test]
    fn expired_future_and_malformed_times_are_rejected() {
        let settings = settings_of_ann();
        let jwt = Jwt::new(&Secret::new("s"));
        let now = jiff::Timestamp::now().as_second();
        let opens = |times: &str| {
            let claims = format!(r#"{{"user":{{"username":"ann","isAdmin":true}}{times}}}"#);
            let token =
                forge(r#"{"alg":"HS256","typ":"JWT"}"#, &claims, ring::hmac::HMAC_SHA256, b"s");
            jwt.user(&settings, &token).is_some()
        };
        let later = now + 60;
        for times in [
            format!(r#","iat":{now},"exp":{later}"#),
            format!(r#","iat":{now},"nbf":{now},"exp":{later}"#),
            format!(r#","iat":0,"nbf":0,"exp":{later}"#),
        ] {
            assert!(opens(&times), "{times}");
        }
        for times in [
            format!(r#","iat":{now}"#),
            format!(r#","exp":{later}"#),
            format!(r#","iat":{now},"exp":null"#),
            format!(r#","iat":{now},"exp":{now}"#),
            format!(r#","iat":{now},"exp":{}"#, now - 1),
            format!(r#","iat":{now},"exp":{}"#, now - 30),
            format!(r#","iat":{now},"exp":0"#),
            format!(r#","iat":{now},"exp":-1"#),
            format!(r#","iat":{now},"exp":-{later}"#),
            format!(r#","iat":{now},"exp":"{later}""#),
            format!(r#","iat":{now},"exp":"""#),
            format!(r#","iat":{now},"exp":{later}.5"#),
            format!(r#","iat":{now},"exp":1e300"#),
            format!(r#","iat":{now},"exp":{}"#, u64::MAX),
            format!(r#","iat":{now},"exp":{}0"#, u64::MAX),
            format!(r#","iat":{now},"exp":true"#),
            format!(r#","iat":{now},"exp":[{later}]"#),
            format!(r#","iat":{now},"exp":{{}}"#),
            format!(r#","iat":{now},"exp":0,"exp":{later}"#),
            format!(r#","iat":{now},"exp":{later},"exp":0"#),
            format!(r#","iat":{now},"nbf":{},"exp":{later}"#, now + 30),
            format!(r#","iat":{now},"nbf":"{now}","exp":{later}"#),
            format!(r#","iat":{now},"nbf":-1,"exp":{later}"#),
            format!(r#","iat":{now},"nbf":{{}},"exp":{later}"#),
            format!(r#","iat":"{now}","exp":{later}"#),
        ] {
            assert!(!opens(&times), "{times}");
        }
    }

    #[test]
    fn claims_of_a_wrong_type_are_rejected() {
        let settings = settings_of_ann();
        let jwt = Jwt::new(&Secret::new("s"));
        let later = jiff::Timestamp::now().as_second() + 60;
        let sign = |claims: &str| {
            forge(r#"{"alg":"HS256","typ":"JWT"}"#, claims, ring::hmac::HMAC_SHA256, b"s")
        };
        let opens = |more: &str| {
            jwt.user(&settings, &sign(&format!(r#"{{"iat":0,"exp":{later}{more}}}"#))).is_some()
        };
        assert!(opens(r#","user":{"username":"ann"}"#));
        assert!(opens(r#","user":{"username":"ann","isAdmin":false},"sub":7,"iss":[]"#));
        for more in [
            "",
            r#","user":null"#,
            r#","user":"ann""#,
            r#","user":["ann","bob"]"#,
            r#","user":{}"#,
            r#","user":{"username":7}"#,
            r#","user":{"username":["ann"]}"#,
            r#","user":{"username":null,"isAdmin":true}"#,
            r#","user":{"username":"ANN"}"#,
            r#","user":{"username":"ann "}"#,
            r#","user":{"username":"bob","isAdmin":true}"#,
            r#","user":{"username":"ann","isAdmin":"true"}"#,
            r#","user":{"username":"ann","isAdmin":1}"#,
            r#","user":{"username":"bob"},"user":{"username":"ann"}"#,
            r#","user":{"username":"bob","username":"ann"}"#,
            r#","user":{"username":"ann"},"pwd":"AAAAAAAAAAA""#,
            r#","user":{"username":"ann"},"pwd":7"#,
            r#","user":{"username":"ann"},"aud":"another""#,
            r#","user":{"username":"ann"},"aud":["another"]"#,
            r#","user":{"username":"ann"},"aud":7"#,
        ] {
            assert!(!opens(more), "{more}");
        }
        for claims in ["", "[]", "7", "null", r#""ann""#, "{}"] {
            assert!(jwt.user(&settings, &sign(claims)).is_none(), "{claims}");
        }
    }

    #[test]
    fn malformed_tokens_are_rejected() {
        let settings = settings_of_ann();
        let jwt = Jwt::new(&Secret::new("s"));
        let token = jwt.issue(&settings.users[0]).unwrap();
        assert!(jwt.user(&settings, &token).is_some());
        let (body, signature) = token.rsplit_once('.').unwrap();
        let (header, claims) = body.split_once('.').unwrap();
        for bad in [
            "",
            ".",
            "..",
            "...",
            "e30.e30.",
            body,
            &format!("{body}."),
            &format!("{body}.{signature}="),
            &format!("{body}.{signature}A"),
            &format!("{body}.{}", &signature[1..]),
            &format!("{header}.{claims}.{claims}.{signature}"),
            &format!(".{claims}.{signature}"),
            &format!("{header}..{signature}"),
            &format!(" {token}"),
            &format!("{token} "),
            &format!("{token}."),
        ] {
            assert!(jwt.user(&settings, bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn an_empty_secret_issues_and_accepts_no_token() {
        let settings = settings_of_ann();
        let jwt = Jwt::new(&Secret::new(""));
        assert!(jwt.issue(&settings.users[0]).is_none());
        let later = jiff::Timestamp::now().as_second() + 60;
        let claims = format!(r#"{{"user":{{"username":"ann"}},"iat":0,"exp":{later}}}"#);
        let token = forge(r#"{"alg":"HS256"}"#, &claims, ring::hmac::HMAC_SHA256, b"");
        assert!(jwt.user(&settings, &token).is_none());
    }
}
