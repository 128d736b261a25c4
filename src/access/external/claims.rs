//! The claims of a token: the checks of RFC 9068, and the facts about its owner.

use serde_json::{Map, Value};

use crate::access::external::limits;
use crate::access::protected_resource::{Resource, TokenError};
use crate::access::public_url::covers;
use crate::settings::model::identity_provider::Issuer;

/// Claims that only tokens of `OpenID` Connect for the client itself have.
const OF_ID_TOKENS: [&str; 3] = ["nonce", "at_hash", "c_hash"];

/// The facts that the checked claims contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) subject: String,
    pub(super) name: Option<String>,
    /// Only a verified one.
    pub(super) email: Option<String>,
    pub(super) groups: Vec<String>,
    /// Whether the provider has left out the groups because there are too many.
    pub(super) lacks_groups: bool,
    pub(super) scopes: Vec<String>,
    /// The client that the token was issued to.
    pub(super) client: Option<String>,
    /// When the token expires, in seconds.
    pub(super) expires: Option<i64>,
}

/// What the claims of a token must fit.
pub(super) struct Expected<'a> {
    pub(super) provider: &'a Issuer,
    pub(super) resource: &'a Resource<'a>,
    /// The current time, in seconds.
    pub(super) now: i64,
}

impl Expected<'_> {
    /// Checks the claims of a signed token and returns its facts.
    ///
    /// # Errors
    /// Fails if the token is for another resource, outside of its time, or no access token.
    pub(super) fn check_signed(
        &self,
        claims: &Map<String, Value>,
        is_access_token: bool,
    ) -> Result<Facts, TokenError> {
        let is_of_id = |name: &&str| claims.contains_key(*name);
        let is = |name: &str, word: &str| claims.get(name).is_some_and(|value| value == word);
        let is_id_token = is("typ", "ID") || is("token_use", "id");
        if is_id_token || (!is_access_token && OF_ID_TOKENS.iter().any(is_of_id)) {
            return Err(TokenError::invalid("this is an ID token, not an access token"));
        }
        self.check_audience(claims)?;
        let expires = self.check_times(claims)?;
        if expires.is_none() {
            return Err(TokenError::invalid("the token does not say when it expires"));
        }
        self.facts(claims, expires)
    }

    /// Checks the response of an introspection and returns its facts. The expiry may be absent, since
    /// the provider checks it; so may the audience, if the response is not one of RFC 7662.
    ///
    /// # Errors
    /// Fails as [`Self::check_signed`] does.
    pub(super) fn check_introspected(
        &self,
        claims: &Map<String, Value>,
        needs_audience: bool,
    ) -> Result<Facts, TokenError> {
        if claims.get("iss").is_some_and(|iss| iss != self.provider.issuer.as_str()) {
            return Err(TokenError::invalid("the token is of another issuer"));
        }
        if needs_audience || claims.contains_key("aud") || !self.provider.audiences.is_empty() {
            self.check_audience(claims)?;
        }
        let expires = self.check_times(claims)?;
        self.facts(claims, expires)
    }

    /// Checks that the token is for this endpoint.
    fn check_audience(&self, claims: &Map<String, Value>) -> Result<(), TokenError> {
        let audiences = texts(claims.get("aud"), false)
            .ok_or_else(|| TokenError::invalid("the audience of the token is missing"))?;
        let accepted = &self.provider.audiences;
        let fits = |audience: &String| {
            if !accepted.is_empty() {
                return accepted.contains(audience);
            }
            self.resource.is_own() && covers(audience, &self.resource.identifier())
        };
        if audiences.iter().any(fits) {
            return Ok(());
        }
        if accepted.is_empty() && !self.resource.is_own() {
            let text = "the public URL of this hub is not certain, so no token is for it; its \
                        administrator sets `install.baseUrl`";
            return Err(TokenError::invalid(text));
        }
        Err(TokenError::invalid("the token is for another resource"))
    }

    /// Checks `exp`, `nbf` and `iat`; returns `exp`.
    fn check_times(&self, claims: &Map<String, Value>) -> Result<Option<i64>, TokenError> {
        let time = |name: &str| match claims.get(name) {
            None => Ok(None),
            Some(value) => seconds(value)
                .map(Some)
                .ok_or_else(|| TokenError::invalid(format!("`{name}` of the token is not a time"))),
        };
        let skew = i64::try_from(self.provider.clock_skew).unwrap_or(0);
        let expires = time("exp")?;
        if expires.is_some_and(|expires| expires.saturating_add(skew) <= self.now) {
            return Err(TokenError::invalid("the token has expired"));
        }
        for name in ["nbf", "iat"] {
            if time(name)?.is_some_and(|begins| begins > self.now.saturating_add(skew)) {
                return Err(TokenError::invalid("the token is not valid yet"));
            }
        }
        Ok(expires)
    }

    fn facts(
        &self,
        claims: &Map<String, Value>,
        expires: Option<i64>,
    ) -> Result<Facts, TokenError> {
        let paths = &self.provider.claims;
        let text =
            |paths: &[String]| first(claims, paths).and_then(Value::as_str).map(str::to_owned);
        let list = |paths, split| texts(first(claims, paths), split).unwrap_or_default();
        let is_fit = |subject: &&str| {
            !subject.is_empty()
                && subject.len() <= limits::SUBJECT_BYTES
                && !subject.chars().any(char::is_control)
        };
        let subject = claims.get("sub").and_then(Value::as_str).filter(is_fit);
        let scopes = list(&paths.scopes, true);
        let needed = &self.provider.required_scopes;
        if !needed.iter().all(|scope| scopes.contains(scope)) {
            let text = format!("the token needs the scope {}", needed.join(" "));
            return Err(TokenError { code: "insufficient_scope", text, scopes });
        }
        let is_verified = claims.get("email_verified").is_none_or(|value| value == true);
        let client = ["client_id", "azp", "appid", "cid"];
        Ok(Facts {
            subject: subject
                .map(str::to_owned)
                .ok_or_else(|| TokenError::invalid("the token has no usable `sub`"))?,
            name: text(&paths.user),
            email: text(&paths.email).filter(|_| is_verified),
            groups: list(&paths.groups, false),
            lacks_groups: claims.get("_claim_names").is_some_and(|n| n.get("groups").is_some()),
            client: client.iter().find_map(|name| claims.get(*name)?.as_str()).map(str::to_owned),
            scopes,
            expires,
        })
    }
}

/// Returns a time in seconds; a text is not one.
fn seconds(value: &Value) -> Option<i64> {
    let whole = || value.as_i64();
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    let part = || value.as_f64().filter(|time| time.abs() < 1e15).map(|time| time.trunc() as i64);
    whole().or_else(part)
}

/// Returns the claim at the first path that has one. A path is a name, which may contain dots, or
/// names separated by dots.
fn first<'a>(claims: &'a Map<String, Value>, paths: &[String]) -> Option<&'a Value> {
    let at = |path: &String| {
        claims.get(path).or_else(|| {
            let mut names = path.split('.');
            let whole = claims.get(names.next()?)?;
            names.try_fold(whole, |value, name| value.get(name))
        })
    };
    paths.iter().filter_map(at).find(|value| !value.is_null())
}

/// Returns the texts of a list or a single text, `split` at blanks if wanted. `None` if the value is
/// neither.
fn texts(value: Option<&Value>, split: bool) -> Option<Vec<String>> {
    match value? {
        Value::String(text) if split => Some(text.split_whitespace().map(str::to_owned).collect()),
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::access::public_url::PublicUrl;
    use crate::settings::{Document, Settings, validate};

    const NOW: i64 = 1_000_000;

    fn settings(more: &Value) -> Settings {
        let mut provider = json!({ "enabled": true, "issuerUrl": "https://id.test" });
        let more = more.as_object().unwrap().clone();
        provider.as_object_mut().unwrap().extend(more);
        let text = json!({ "systemConfig": { "oauth": provider } }).to_string();
        validate(&Document::parse(&text).unwrap()).0
    }

    fn check(more: &Value, claims: &Value) -> Result<Facts, String> {
        check_as(more, claims, true)
    }

    fn check_as(more: &Value, claims: &Value, is_access_token: bool) -> Result<Facts, String> {
        let settings = settings(more);
        let url = PublicUrl::parse("https://hub.test").unwrap();
        let resource =
            Resource { settings: &settings, url: &url, path: "/mcp/a", own_issuer: None };
        let provider = &settings.system.identity_providers.issuers[0];
        let expected = Expected { provider, resource: &resource, now: NOW };
        let checked = expected.check_signed(claims.as_object().unwrap(), is_access_token);
        checked.map_err(|error| error.text)
    }

    fn claims(more: &Value) -> Value {
        let mut claims = json!({ "sub": "s", "aud": "https://hub.test/mcp/a", "exp": NOW + 1 });
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        claims
    }

    #[test]
    fn only_tokens_for_this_endpoint_are_accepted() {
        let with = |aud: Value| check(&json!({}), &claims(&json!({ "aud": aud }))).is_ok();
        let endpoint = "https://hub.test/mcp/a";
        for good in [
            json!(endpoint),
            json!(["x", endpoint]),
            json!("https://hub.test"),
            json!("https://hub.test/mcp"),
        ] {
            assert!(with(good.clone()), "{good}");
        }
        for bad in [
            json!("https://hub.test/mcp/b"),
            json!("https://other.test/mcp/a"),
            json!("client-id"),
            json!([]),
            json!([7]),
            json!([endpoint, 7]),
            json!({}),
            json!(null),
        ] {
            assert!(!with(bad.clone()), "{bad}");
        }
        let set = json!({ "audiences": ["api"] });
        assert!(check(&set, &claims(&json!({ "aud": ["x", "api"] }))).is_ok());
        assert!(check(&set, &claims(&json!({ "aud": endpoint }))).is_err());
        let missing = json!({ "sub": "s", "exp": NOW + 1 });
        assert_eq!(check(&json!({}), &missing), Err("the audience of the token is missing".into()));
    }

    #[test]
    fn times_are_numbers_within_the_tolerance() {
        let with = |more: Value| check(&json!({}), &claims(&more)).map(drop);
        assert_eq!(with(json!({ "exp": NOW - 59, "nbf": NOW + 60, "iat": NOW + 60 })), Ok(()));
        assert_eq!(with(json!({ "exp": 1_000_000.5 })), Ok(()));
        assert_eq!(with(json!({ "exp": NOW - 60 })), Err("the token has expired".into()));
        for (name, value) in [("nbf", NOW + 61), ("iat", NOW + 61)] {
            let error = with(json!({ name: value }));
            assert_eq!(error, Err("the token is not valid yet".into()), "{name}");
        }
        for odd in [json!("1000001"), json!(null), json!([NOW]), json!(true), json!(1e300)] {
            for name in ["exp", "nbf", "iat"] {
                let error = with(json!({ name: odd }));
                assert_eq!(error, Err(format!("`{name}` of the token is not a time")), "{odd}");
            }
        }
        let missing = json!({ "sub": "s", "aud": "https://hub.test" });
        let error = check(&json!({}), &missing).map(drop);
        assert_eq!(error, Err("the token does not say when it expires".into()));
        assert!(check(&json!({ "clockSkew": 0 }), &claims(&json!({ "exp": NOW }))).is_err());
    }

    #[test]
    fn id_tokens_are_rejected() {
        let with = |more: Value, is_access_token| {
            check_as(&json!({}), &claims(&more), is_access_token).is_ok()
        };
        for claim in ["nonce", "at_hash", "c_hash"] {
            assert!(!with(json!({ claim: "x" }), false), "{claim}");
            assert!(with(json!({ claim: "x" }), true), "{claim}");
        }
        assert!(!with(json!({ "typ": "ID" }), true) && !with(json!({ "token_use": "id" }), true));
    }

    #[test]
    fn a_missing_scope_names_those_of_the_token() {
        let set = settings(&json!({ "requiredScopes": ["a", "b"] }));
        let url = PublicUrl::parse("https://hub.test").unwrap();
        let resource = Resource { settings: &set, url: &url, path: "/mcp/a", own_issuer: None };
        let provider = &set.system.identity_providers.issuers[0];
        let expected = Expected { provider, resource: &resource, now: NOW };
        let check = |more: Value| {
            expected
                .check_signed(claims(&more).as_object().unwrap(), true)
                .map(|facts| facts.scopes)
        };
        let (a, b) = ("a".to_owned(), "b".to_owned());
        for good in
            [json!({ "scope": "a b" }), json!({ "scope": ["a", "b"] }), json!({ "scp": "a b" })]
        {
            assert_eq!(check(good), Ok(vec![a.clone(), b.clone()]));
        }
        let error = check(json!({ "scope": "c a" })).unwrap_err();
        let wanted = TokenError {
            code: "insufficient_scope",
            text: "the token needs the scope a b".into(),
            scopes: vec!["c".into(), a],
        };
        assert_eq!(error, wanted);
    }

    #[test]
    fn facts_are_where_the_settings_say() {
        let more = json!({ "claims": {
            "user": ["upn", "name"],
            "groups": ["https://x.test/groups", "realm_access.roles"],
        } });
        let token = claims(&json!({
            "name": "Ann", "email": "a@x.test", "azp": "client", "scope": "a",
            "realm_access": { "roles": ["staff", "dev"] },
        }));
        let facts = check(&more, &token).unwrap();
        let wanted = Facts {
            subject: "s".into(),
            name: Some("Ann".into()),
            email: Some("a@x.test".into()),
            groups: vec!["staff".into(), "dev".into()],
            lacks_groups: false,
            scopes: vec!["a".into()],
            client: Some("client".into()),
            expires: Some(NOW + 1),
        };
        assert_eq!(facts, wanted);
        let url = claims(&json!({ "https://x.test/groups": "one", "email": "a@x.test",
            "email_verified": false, "_claim_names": { "groups": "src1" } }));
        let facts = check(&more, &url).unwrap();
        assert_eq!(
            (facts.groups, facts.email, facts.lacks_groups),
            (vec!["one".into()], None, true)
        );
        for bad in [json!(""), json!(7), json!(null), json!(["s"]), json!("a\nb")] {
            assert!(check(&more, &claims(&json!({ "sub": bad }))).is_err(), "{bad}");
        }
    }
}
