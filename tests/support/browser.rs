//! A browser of a user of the hub, and an OAuth client that uses it.

use std::collections::HashMap;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::support::http::{Http, Response};
use crate::support::server::Hub;

/// The password of every user of [`users`].
pub(crate) const PASSWORD: &str = "pass-word1";
/// The verifier of all requests, from RFC 7636, and its challenge.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// Where answers go.
pub(crate) const CALLBACK: &str = "http://localhost:7777/callback";

/// Returns `users` with an admin `ann` and a user `bob`.
pub(crate) fn users() -> Value {
    let hash = bcrypt::hash(PASSWORD, 4).unwrap();
    json!([
        { "username": "ann", "password": hash, "isAdmin": true },
        { "username": "bob", "password": hash },
    ])
}

/// A browser, with the cookie of its login.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    http: Http,
    own: String,
    pub(crate) cookie: String,
}

/// A page or a redirect.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Browser {
    /// Opens a browser that is logged in nowhere.
    pub(crate) fn of(hub: &Hub) -> Self {
        let own = format!("http://{}", hub.address);
        Self { http: hub.http(), own, cookie: String::new() }
    }

    /// Opens a browser and logs a user in; fails if the password is wrong.
    #[track_caller]
    pub(crate) fn of_user(hub: &Hub, user: &str) -> Self {
        let mut browser = Self::of(hub);
        let page = browser.log_in(user, PASSWORD, "/");
        assert_eq!((page.status, page.header("location")), (302, Some("/")), "{}", page.text);
        browser
    }

    /// Sends the form of the login page.
    pub(crate) fn log_in(&mut self, user: &str, password: &str, return_url: &str) -> Page {
        let fields = [("username", user), ("password", password), ("returnUrl", return_url)];
        let page = self.post("/login", &fields, &[]);
        if let Some(cookie) = page.header("set-cookie") {
            cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        page
    }

    /// Follows a link of another site.
    pub(crate) fn get(&self, path: &str) -> Page {
        let headers = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
            ("accept", "text/html"),
            ("cookie", self.cookie.as_str()),
        ];
        Page::read(self.http.open("GET", path, &headers, ""))
    }

    /// Sends a form of a page of the hub; `headers` replace those of the browser.
    pub(crate) fn post(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Page {
        let mut all = vec![
            ("origin", self.own.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("cookie", self.cookie.as_str()),
        ];
        all.extend(headers);
        Page::read(self.http.open("POST", path, &all, &encode(fields)))
    }

    /// Answers the consent page; returns the parameters that the client gets.
    #[track_caller]
    pub(crate) fn decide(&self, page: &Page, allow: &str) -> HashMap<String, String> {
        let token = page.field("consent");
        self.post("/oauth/authorize", &[("consent", &token), ("allow", allow)], &[]).answer()
    }
}

impl Page {
    fn read(mut response: Response) -> Self {
        let (status, headers) = (response.status, response.headers.clone());
        Self { status, headers, text: response.text() }
    }

    /// Returns the value of a header, by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a hidden field; fails if the page has none.
    #[track_caller]
    pub(crate) fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.text.split_once(&start).unwrap_or_else(|| panic!("{}", self.text));
        rest.split('"').next().unwrap().replace("&amp;", "&")
    }

    /// Returns the parameters of a redirect to the client; fails if the page is none.
    #[track_caller]
    pub(crate) fn answer(&self) -> HashMap<String, String> {
        let to = self.header("location").unwrap_or_else(|| panic!("{} {}", self.status, self.text));
        let (place, query) = to.split_once('?').unwrap();
        assert_eq!(place, CALLBACK);
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }
}

/// An OAuth client that registered itself, without a secret.
#[derive(Clone, Debug)]
pub(crate) struct App {
    http: Http,
    pub(crate) base: String,
    pub(crate) id: String,
}

impl App {
    /// Registers a client.
    #[track_caller]
    pub(crate) fn register(hub: &Hub) -> Self {
        let app = Self::with_id(hub, "");
        let (status, client) = app.http.json(
            "POST",
            "/oauth/register",
            &json!({
                "redirect_uris": [CALLBACK], "client_name": "Test app",
                "token_endpoint_auth_method": "none",
            }),
        );
        assert_eq!(status, 201, "{client}");
        Self { id: client["client_id"].as_str().unwrap().to_owned(), ..app }
    }

    /// Creates a client with a known id.
    pub(crate) fn with_id(hub: &Hub, id: &str) -> Self {
        Self { http: hub.http(), base: format!("http://{}", hub.address), id: id.to_owned() }
    }

    /// Returns the path of an authorization request; `changes` replace or, if empty, remove
    /// parameters.
    pub(crate) fn authorize_path(&self, changes: &[(&str, &str)]) -> String {
        let mut fields = vec![
            ("client_id", self.id.as_str()),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("state", "s/t=a+te?"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in changes {
            fields.retain(|(known, _)| known != name);
            fields.push((name, value));
        }
        fields.retain(|(_, value)| !value.is_empty());
        format!("/oauth/authorize?{}", encode(&fields))
    }

    /// Lets the user allow a request; returns the code, or fails if there is none.
    #[track_caller]
    pub(crate) fn code(&self, browser: &Browser, changes: &[(&str, &str)]) -> String {
        let page = browser.get(&self.authorize_path(changes));
        let answer = browser.decide(&page, "true");
        assert_eq!((answer["state"].as_str(), &answer["iss"]), ("s/t=a+te?", &self.base));
        answer["code"].clone()
    }

    /// Exchanges a code.
    pub(crate) fn exchange(&self, code: &str, changes: &[(&str, &str)]) -> (u16, Value) {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("client_id", self.id.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        for (name, value) in changes {
            fields.retain(|(known, _)| known != name);
            fields.push((name, value));
        }
        self.post("/oauth/token", &fields)
    }

    /// Exchanges a refresh token.
    pub(crate) fn refresh(&self, token: &str) -> (u16, Value) {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", self.id.as_str()),
        ];
        self.post("/oauth/token", &fields)
    }

    /// Logs in: returns the response with the tokens.
    #[track_caller]
    pub(crate) fn log_in(&self, browser: &Browser, changes: &[(&str, &str)]) -> Value {
        let code = self.code(browser, changes);
        let (status, tokens) = self.exchange(&code, &[]);
        assert_eq!(status, 200, "{tokens}");
        tokens
    }

    /// Sends a form.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> (u16, Value) {
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let mut response = self.http.open("POST", path, &form, &encode(fields));
        let text = response.text();
        (response.status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }
}

/// Returns a form or a query.
pub(crate) fn encode(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Returns the challenge of a verifier, to check [`VERIFIER`] and its challenge.
#[test]
fn the_challenge_is_that_of_the_verifier() {
    let hash = ring::digest::digest(&ring::digest::SHA256, VERIFIER.as_bytes());
    assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(hash), CHALLENGE);
}
