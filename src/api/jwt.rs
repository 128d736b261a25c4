//! Logins: who has shown a password carries a token for a day. Source: MCPHub's tokens, HS256 over
//! `{user: {username, isAdmin}}`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ring::digest;
use serde::{Deserialize, Serialize};

use crate::settings::Settings;
use crate::settings::secret::Secret;
use crate::settings::user::User;

/// How long a login holds.
const SECONDS: i64 = 24 * 60 * 60;

/// Makes and reads the tokens of one secret.
pub(crate) struct Jwt {
    encoding: EncodingKey,
    decoding: DecodingKey,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    user: Who,
    iat: i64,
    exp: i64,
    /// Tells the password that was shown from later ones. Tokens of others have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pwd: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Who {
    username: String,
    #[serde(default, rename = "isAdmin")]
    is_admin: bool,
}

impl Jwt {
    /// Tokens signed with this secret.
    pub(crate) fn new(secret: &Secret) -> Self {
        let bytes = secret.reveal().as_bytes();
        Self {
            encoding: EncodingKey::from_secret(bytes),
            decoding: DecodingKey::from_secret(bytes),
        }
    }

    /// A token for a user who has just shown their password; `None` only where signing fails, which
    /// it does not for a key in memory.
    pub(crate) fn issue(&self, user: &User) -> Option<String> {
        let now = jiff::Timestamp::now().as_second();
        let claims = Claims {
            user: Who { username: user.username.clone(), is_admin: user.is_admin },
            iat: now,
            exp: now + SECONDS,
            pwd: Some(fingerprint(user)),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding).ok()
    }

    /// The user whose token this is. What they may do is what the settings say now, and a token ends
    /// with its user and with the password it was given for.
    pub(crate) fn user<'a>(&self, settings: &'a Settings, token: &str) -> Option<&'a User> {
        let rules = Validation::new(Algorithm::HS256);
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &rules).ok()?.claims;
        let user = settings.user(&claims.user.username)?;
        claims.pwd.is_none_or(|pwd| pwd == fingerprint(user)).then_some(user)
    }
}

/// Tells a user's password from later ones, and nothing else of it.
pub(super) fn fingerprint(user: &User) -> String {
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

    #[test]
    fn tokens_that_are_old_or_of_another_kind_are_refused() {
        let ann = User {
            username: "ann".into(),
            password: Secret::new("h"),
            is_admin: true,
            email: None,
        };
        let settings = Settings { users: vec![ann], ..Settings::default() };
        let jwt = Jwt::new(&Secret::new("s"));
        let token = |claims: &serde_json::Value, algorithm| {
            jsonwebtoken::encode(&Header::new(algorithm), claims, &jwt.encoding).unwrap()
        };
        let user = serde_json::json!({ "username": "ann", "isAdmin": true });
        let now = jiff::Timestamp::now().as_second();
        let good = serde_json::json!({ "user": user, "iat": now, "exp": now + 60 });
        let old = serde_json::json!({ "user": user, "iat": 0, "exp": now - 3600 });
        assert!(jwt.user(&settings, &token(&good, Algorithm::HS256)).is_some());
        assert!(jwt.user(&settings, &token(&good, Algorithm::HS512)).is_none());
        assert!(jwt.user(&settings, &token(&old, Algorithm::HS256)).is_none());
        assert!(jwt.user(&settings, "e30.e30.").is_none());
    }
}
