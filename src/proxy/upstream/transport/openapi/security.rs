//! Authentication of requests to an API: MCPHub's `openapi.security`. OAuth tokens are fetched on
//! demand and kept in memory until they expire or are rejected.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use digest_auth::{AuthContext, HttpMethod, WwwAuthenticateHeader};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use tokio::sync::Mutex;
use url::form_urlencoded::Serializer;

use crate::net::endpoint::Endpoint;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::transport::openapi::fetch::{ApiClient, Request};
use crate::settings::model::secret::Secret;

/// A token is renewed this long before it expires.
const EARLY: Duration = Duration::from_secs(30);
/// Maximum size of a token response or an `OpenID` Connect document.
const ANSWER_BYTES: usize = 1 << 20;

/// The credential of one request.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::proxy::upstream) enum Credential {
    None,
    Header(HeaderName, HeaderValue),
    /// A query pair, percent-encoded.
    Query(Secret),
    /// A `Cookie` pair, percent-encoded.
    Cookie(Secret),
}

/// The authentication method of an API.
pub(in crate::proxy::upstream) enum Security {
    /// A constant credential.
    Fixed(Credential),
    Tokens(Tokens),
    /// HTTP digest, computed per request from the API's last challenge.
    Digest(Digest),
}

/// HTTP digest (RFC 7616), which does not send the password itself.
pub(in crate::proxy::upstream) struct Digest {
    user: String,
    password: Secret,
    challenge: Mutex<Option<WwwAuthenticateHeader>>,
}

/// A source of tokens and the current token.
pub(in crate::proxy::upstream) struct Tokens {
    from: Option<Source>,
    /// Locked while a token is being fetched, so that concurrent calls share it.
    kept: Mutex<Option<Token>>,
}

/// The token endpoint and our client credentials.
struct Source {
    place: Place,
    client_id: String,
    client_secret: Secret,
    scopes: Vec<String>,
}

enum Place {
    Direct(String),
    /// The `OpenID` Connect document that contains its URL.
    Discovery(String),
}

struct Token {
    header: HeaderValue,
    until: Option<Instant>,
}

impl Security {
    /// Parses `openapi.security`, already expanded.
    ///
    /// # Errors
    /// Returns one line if it is invalid or not supported.
    pub(in crate::proxy::upstream) fn read(openapi: &Map<String, Value>) -> Result<Self, String> {
        let security = openapi.get("security").and_then(Value::as_object);
        let Some(security) = security else { return Ok(Self::Fixed(Credential::None)) };
        let word = text(security, "type").unwrap_or("none");
        let empty = Map::new();
        let own = security.get(word).and_then(Value::as_object).unwrap_or(&empty);
        let need = |name: &str| {
            text(own, name).ok_or_else(|| format!("`openapi.security.{word}.{name}` is missing"))
        };
        match word {
            "none" => Ok(Self::Fixed(Credential::None)),
            "apiKey" => {
                let (name, value) = (need("name")?, need("value")?);
                let pair =
                    || Secret::new(format!("{}={}", percent_encode(name), percent_encode(value)));
                Ok(Self::Fixed(match text(own, "in").unwrap_or("header") {
                    "header" => {
                        let name =
                            name.parse().map_err(|_| format!("`{name}` is not a header name"))?;
                        Credential::Header(name, header(value.to_owned())?)
                    }
                    "query" => Credential::Query(pair()),
                    "cookie" => Credential::Cookie(pair()),
                    other => return Err(format!("an API key cannot be in `{other}`")),
                }))
            }
            "http" => {
                let credentials = need("credentials")?;
                let scheme = text(own, "scheme").unwrap_or("bearer").to_ascii_lowercase();
                if scheme == "digest"
                    && let Some((user, password)) = credentials.split_once(':')
                {
                    let (user, password) = (user.to_owned(), Secret::new(password));
                    return Ok(Self::Digest(Digest {
                        user,
                        password,
                        challenge: Mutex::default(),
                    }));
                }
                let value = match scheme.as_str() {
                    "bearer" => bearer(credentials),
                    // A value with a colon is not encoded yet.
                    "basic" if credentials.contains(':') => basic(credentials),
                    "basic" => format!("Basic {}", strip_scheme(credentials, "basic ")),
                    // Computed elsewhere, and sent unchanged.
                    "digest" => format!("Digest {}", strip_scheme(credentials, "digest ")),
                    other => return Err(format!("unknown HTTP authentication `{other}`")),
                };
                Ok(Self::Fixed(Credential::Header(AUTHORIZATION, header(value)?)))
            }
            "oauth2" | "openIdConnect" => {
                let from = Source::read(word, own);
                let token = text(own, "token").map(|token| header(bearer(token))).transpose()?;
                if from.is_none() && token.is_none() {
                    let place = if word == "oauth2" { "tokenUrl" } else { "url" };
                    let why = format!("`openapi.security.{word}` needs `token`, or `{place}`, ");
                    return Err(why + "`clientId` and `clientSecret`");
                }
                let until = own.get("expiresAt").and_then(Value::as_u64).map(instant);
                let kept = token.map(|header| Token { header, until });
                Ok(Self::Tokens(Tokens { from, kept: Mutex::new(kept) }))
            }
            other => Err(format!("unknown `openapi.security.type`: `{other}`")),
        }
    }

    /// Returns the credential of the next request. Fetches a token if the last one has expired.
    ///
    /// # Errors
    /// Fails if no token can be obtained.
    pub(in crate::proxy::upstream) async fn proof(
        &self,
        ways: &ApiClient,
    ) -> Result<Credential, CallError> {
        match self {
            Self::Fixed(proof) => Ok(proof.clone()),
            Self::Tokens(tokens) => Ok(Credential::Header(AUTHORIZATION, tokens.get(ways).await?)),
            Self::Digest(_) => Ok(Credential::None),
        }
    }

    /// Returns the digest response for this request.
    pub(in crate::proxy::upstream) async fn answer(
        &self,
        method: &Method,
        uri: &Uri,
    ) -> Option<HeaderValue> {
        let Self::Digest(digest) = self else { return None };
        let mut challenge = digest.challenge.lock().await;
        let (path, password) = (uri.path_and_query()?.as_str(), digest.password.reveal());
        let method = HttpMethod::from(method.as_str());
        let about =
            AuthContext::new_with_method(&digest.user, password, path, None::<&[u8]>, method);
        let answer = challenge.as_mut()?.respond(&about).ok()?;
        header(answer.to_header_string()).ok()
    }

    /// Handles the rejection of a request with this credential; `headers` are those of the
    /// response. Returns true if another attempt may succeed.
    pub(in crate::proxy::upstream) async fn was_refused(
        &self,
        proof: &Credential,
        headers: &HeaderMap,
    ) -> bool {
        if let Self::Digest(digest) = self {
            let asks = headers.get_all(WWW_AUTHENTICATE).iter();
            let challenge = asks
                .filter_map(|value| value.to_str().ok())
                .find_map(|text| digest_auth::parse(text).ok());
            let has_challenge = challenge.is_some();
            *digest.challenge.lock().await = challenge;
            return has_challenge;
        }
        let (Self::Tokens(tokens), Credential::Header(_, header)) = (self, proof) else {
            return false;
        };
        let mut kept = tokens.kept.lock().await;
        // Another call may have fetched a new one in the meantime.
        if kept.as_ref().is_some_and(|token| token.header == *header) && tokens.from.is_some() {
            *kept = None;
        }
        kept.as_ref().is_none_or(|token| token.header != *header)
    }
}

impl Tokens {
    async fn get(&self, ways: &ApiClient) -> Result<HeaderValue, CallError> {
        let mut kept = self.kept.lock().await;
        if let Some(token) = &*kept
            && (self.from.is_none() || token.until.is_none_or(|until| Instant::now() < until))
        {
            return Ok(token.header.clone());
        }
        let Some(from) = &self.from else {
            return Err(CallError::NeedsLogin("there is no token".into()));
        };
        let token = from.fetch(ways).await?;
        let header = token.header.clone();
        *kept = Some(token);
        Ok(header)
    }
}

impl Source {
    fn read(word: &str, own: &Map<String, Value>) -> Option<Self> {
        let place = match word {
            "oauth2" => Place::Direct(text(own, "tokenUrl")?.to_owned()),
            _ => Place::Discovery(text(own, "url")?.to_owned()),
        };
        let scopes = own.get("scopes").and_then(Value::as_array).into_iter().flatten();
        Some(Self {
            place,
            client_id: text(own, "clientId")?.to_owned(),
            client_secret: Secret::new(text(own, "clientSecret").unwrap_or_default()),
            scopes: scopes.filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }

    /// The client credentials grant (RFC 6749, 4.4).
    async fn fetch(&self, ways: &ApiClient) -> Result<Token, CallError> {
        let fetched = tokio::time::timeout(limits::OPENAPI_FETCH, async {
            let url = match &self.place {
                Place::Direct(url) => url.clone(),
                Place::Discovery(url) => discover_token_endpoint(ways, url).await?,
            };
            let endpoint = ways.other(&url)?;
            // Token endpoints accept the client credentials in a header or in the body. The
            // standard requires support for the header.
            match self.request_token(ways, &endpoint, true).await {
                Err(CallError::NeedsLogin(_) | CallError::Refused { status: 400, .. }) => {
                    self.request_token(ways, &endpoint, false).await
                }
                token => token,
            }
        });
        let token = fetched.await.map_err(|_| CallError::Timeout(limits::OPENAPI_FETCH.into()))?;
        token.map_err(|e| CallError::NeedsLogin(format!("no token: {e}")))
    }

    async fn request_token(
        &self,
        ways: &ApiClient,
        endpoint: &Endpoint,
        by_header: bool,
    ) -> Result<Token, CallError> {
        let request = self.request(endpoint, by_header)?;
        let answer = ways.document(endpoint, request, ANSWER_BYTES).await?;
        let token = answer
            .get("access_token")
            .and_then(Value::as_str)
            .ok_or_else(|| CallError::InvalidResponse("the response contains none".into()))?;
        let lasts = answer
            .get("expires_in")
            .and_then(Value::as_f64)
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let until = lasts.and_then(|lasts| Instant::now().checked_add(lasts.saturating_sub(EARLY)));
        let header = header(bearer(token)).map_err(CallError::InvalidResponse)?;
        Ok(Token { header, until })
    }

    fn request(&self, endpoint: &Endpoint, by_header: bool) -> Result<Request, CallError> {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        if !self.scopes.is_empty() {
            form.append_pair("scope", &self.scopes.join(" "));
        }
        let mut authorization = None;
        if by_header {
            let (id, secret) =
                (percent_encode(&self.client_id), percent_encode(self.client_secret.reveal()));
            let value =
                header(basic(&format!("{id}:{secret}"))).map_err(CallError::InvalidResponse)?;
            authorization = Some(value);
        } else {
            form.append_pair("client_id", &self.client_id);
            form.append_pair("client_secret", self.client_secret.reveal());
        }
        let mut request =
            endpoint.request(Method::POST, endpoint.url(), Bytes::from(form.finish()));
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, form);
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization);
        }
        Ok(request)
    }
}

/// Returns the token endpoint from an `OpenID` Connect document.
async fn discover_token_endpoint(ways: &ApiClient, url: &str) -> Result<String, CallError> {
    const WELL_KNOWN: &str = "/.well-known/openid-configuration";
    let whole = if url.contains("/.well-known/") {
        url.to_owned()
    } else {
        url.trim_end_matches('/').to_owned() + WELL_KNOWN
    };
    let endpoint = ways.other(&whole)?;
    let mut request = endpoint.request(Method::GET, endpoint.url(), Bytes::new());
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let document = ways.document(&endpoint, request, ANSWER_BYTES).await?;
    let place = document.get("token_endpoint").and_then(Value::as_str);
    place.map(str::to_owned).ok_or_else(|| {
        CallError::InvalidResponse(
            "the OpenID Connect document contains no `token_endpoint`".into(),
        )
    })
}

/// Returns a member that is a non-empty string.
fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    members.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn bearer(token: &str) -> String {
    format!("Bearer {}", strip_scheme(token, "bearer "))
}

fn basic(pair: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(pair))
}

/// Strips the scheme from a credential, because some settings include it.
fn strip_scheme<'a>(credential: &'a str, scheme: &str) -> &'a str {
    let start = credential.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme));
    start.map_or(credential, |start| &credential[start.len()..])
}

/// Creates a header value that is not logged.
fn header(value: String) -> Result<HeaderValue, String> {
    let mut header = HeaderValue::from_maybe_shared(Bytes::from(value))
        .map_err(|_| "a credential of `openapi.security` has illegal characters".to_owned())?;
    header.set_sensitive(true);
    Ok(header)
}

/// Converts MCPHub's `expiresAt`, in milliseconds since 1970.
fn instant(ms: u64) -> Instant {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let left = Duration::from_millis(ms).saturating_sub(now).saturating_sub(EARLY);
    Instant::now().checked_add(left).unwrap_or_else(Instant::now)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fixed(security: &Value) -> Result<Credential, String> {
        let openapi = json!({ "security": security });
        match Security::read(openapi.as_object().unwrap())? {
            Security::Fixed(proof) => Ok(proof),
            Security::Tokens(_) => Err("tokens".into()),
            Security::Digest(_) => Err("answers".into()),
        }
    }

    #[test]
    fn what_is_always_the_same_is_read_once() {
        let header = |name: &'static str, value: &'static str| {
            Ok(Credential::Header(HeaderName::from_static(name), HeaderValue::from_static(value)))
        };
        let key = |place: &str| {
            fixed(
                &json!({ "type": "apiKey", "apiKey": { "name": "X-K", "in": place, "value": "a b" } }),
            )
        };
        let http = |scheme: &str, credentials: &str| {
            let http = json!({ "scheme": scheme, "credentials": credentials });
            fixed(&json!({ "type": "http", "http": http }))
        };
        assert_eq!(fixed(&json!(null)), Ok(Credential::None));
        assert_eq!(fixed(&json!({ "type": "none" })), Ok(Credential::None));
        assert_eq!(key("header"), header("x-k", "a b"));
        assert_eq!(key("query"), Ok(Credential::Query(Secret::new("X%2DK=a%20b"))));
        assert_eq!(key("cookie"), Ok(Credential::Cookie(Secret::new("X%2DK=a%20b"))));
        assert_eq!(key("body"), Err("an API key cannot be in `body`".into()));
        assert_eq!(http("bearer", "t"), header("authorization", "Bearer t"));
        assert_eq!(http("Bearer", "bearer t"), header("authorization", "Bearer t"));
        assert_eq!(http("basic", "me:pw"), header("authorization", "Basic bWU6cHc="));
        assert_eq!(http("basic", "bWU6cHc="), header("authorization", "Basic bWU6cHc="));
        assert_eq!(http("basic", "Basic bWU6cHc="), header("authorization", "Basic bWU6cHc="));
        assert_eq!(http("digest", "a=\"b\""), header("authorization", "Digest a=\"b\""));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(
            fixed(&json!({ "type": "apiKey", "apiKey": { "name": "k" } })),
            Err("`openapi.security.apiKey.value` is missing".into())
        );
        assert_eq!(
            fixed(&json!({ "type": "oauth2", "oauth2": { "clientId": "a" } })),
            Err("`openapi.security.oauth2` needs `token`, or `tokenUrl`, `clientId` and `clientSecret`"
                .into())
        );
        assert_eq!(
            fixed(&json!({ "type": "magic" })),
            Err("unknown `openapi.security.type`: `magic`".into())
        );
    }
}
