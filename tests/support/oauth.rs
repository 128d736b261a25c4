//! A scripted MCP server behind OAuth, with its authorization server at the same address, and logins
//! by a browser that consents at once.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use url::{Url, form_urlencoded};

use crate::support::http::Http;
use crate::support::odd_http::{OddHttp, ReceivedRequest, Reply};
use crate::support::server::mcphub;

/// A running server; it lasts as long as the test.
pub(crate) struct OAuthServer {
    pub(crate) http: OddHttp,
    pub(crate) state: Arc<Mutex<State>>,
}

/// What the server has issued.
#[derive(Default)]
pub(crate) struct State {
    /// The lifetime of access tokens; 0 leaves it out of the responses.
    pub(crate) seconds: u64,
    /// Access tokens that are valid.
    pub(crate) access: HashSet<String>,
    /// The only valid refresh token.
    pub(crate) refresh: Option<String>,
    /// Refresh tokens that were exchanged. A second use revokes everything.
    spent: HashSet<String>,
    /// By code: the challenge and the redirect URI.
    codes: HashMap<String, (String, String)>,
    issued: usize,
    /// What the token endpoint returns to a device, in this order; afterwards, tokens.
    pub(crate) device_errors: Vec<&'static str>,
}

impl OAuthServer {
    /// Starts a server of the current specification.
    pub(crate) fn start() -> Self {
        Self::with(|_, _| None)
    }

    /// Starts a server; the closure may respond instead.
    pub(crate) fn with(
        odd: impl Fn(&ReceivedRequest, &mut State) -> Option<Reply> + Send + Sync + 'static,
    ) -> Self {
        let state = Arc::new(Mutex::new(State { seconds: 3600, ..State::default() }));
        let kept = Arc::clone(&state);
        let http = OddHttp::start(move |request| {
            let mut state = kept.lock().unwrap();
            odd(request, &mut state).unwrap_or_else(|| state.respond(request))
        });
        Self { http, state }
    }

    /// Returns settings with this server as `up`.
    pub(crate) fn settings(&self) -> Value {
        json!({ "mcpServers": { "up": self.http.entry() } })
    }

    /// Returns how many requests began with these words.
    pub(crate) fn count(&self, line: &str) -> usize {
        self.http.count(|request| request.line.starts_with(line))
    }

    /// Returns the forms sent to the token endpoint.
    pub(crate) fn token_requests(&self) -> Vec<HashMap<String, String>> {
        let requests = self.http.requests().into_iter();
        let requests = requests.filter(|request| request.line.starts_with("POST /token"));
        requests.map(|request| parse(&request.text)).collect()
    }
}

impl State {
    fn respond(&mut self, request: &ReceivedRequest) -> Reply {
        let base = base(request);
        let (line, query) = request.line.split_once('?').unwrap_or((&request.line, ""));
        match line {
            "POST /mcp" | "GET /mcp" | "DELETE /mcp" => self.resource(request),
            "GET /.well-known/oauth-protected-resource/mcp" => Reply::json(
                200,
                &json!({ "resource": format!("{base}/mcp"), "authorization_servers": [format!("{base}/as")] }),
            ),
            "GET /.well-known/oauth-authorization-server/as" => {
                Reply::json(200, &metadata(&base, "/as"))
            }
            "POST /register" => Reply::json(
                201,
                &json!({ "client_id": "client-1", "redirect_uris": request.body["redirect_uris"] }),
            ),
            "GET /authorize" => {
                let to = self.consent(&parse(query), Some(&format!("{base}/as")));
                Reply::status(302).with("location", to.as_str())
            }
            "POST /device" => Reply::json(
                200,
                &json!({
                    "device_code": "device-canary-1", "user_code": "WDJB-MJHT",
                    "verification_uri": format!("{base}/enter"),
                    "verification_uri_complete": format!("{base}/enter?code=WDJB-MJHT"),
                    "expires_in": 600, "interval": 1,
                }),
            ),
            "POST /token" => self.token(&parse(&request.text)),
            "POST /revoke" => {
                *self = Self { seconds: self.seconds, issued: self.issued, ..Self::default() };
                Reply::json(200, &json!({}))
            }
            _ => Reply::text(404, "text/plain", "nothing here"),
        }
    }

    fn resource(&self, request: &ReceivedRequest) -> Reply {
        let token = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
        if token.is_some_and(|token| self.access.contains(token)) {
            return request.default_response(None);
        }
        let metadata = format!("{}/.well-known/oauth-protected-resource/mcp", base(request));
        let challenge = format!("Bearer resource_metadata=\"{metadata}\"");
        Reply::text(401, "text/plain", "no").with("www-authenticate", &challenge)
    }

    /// Consents, and returns the address for the browser.
    pub(crate) fn consent(&mut self, asked: &HashMap<String, String>, iss: Option<&str>) -> Url {
        self.issued += 1;
        let code = format!("code-{:04}", self.issued);
        let grant = (asked["code_challenge"].clone(), asked["redirect_uri"].clone());
        self.codes.insert(code.clone(), grant);
        let mut to = Url::parse(&asked["redirect_uri"]).unwrap();
        to.query_pairs_mut().append_pair("code", &code).append_pair("state", &asked["state"]);
        if let Some(iss) = iss {
            to.query_pairs_mut().append_pair("iss", iss);
        }
        to
    }

    fn token(&mut self, form: &HashMap<String, String>) -> Reply {
        let refused = |code: &str| Reply::json(400, &json!({ "error": code }));
        if form["grant_type"] == "refresh_token" {
            let given = form["refresh_token"].clone();
            if self.refresh.as_ref() != Some(&given) {
                if self.spent.contains(&given) {
                    self.access.clear();
                    self.refresh = None;
                }
                return refused("invalid_grant");
            }
            self.spent.insert(given);
        } else if form["grant_type"].ends_with(":device_code") {
            assert_eq!(form["device_code"], "device-canary-1");
            if !self.device_errors.is_empty() {
                return refused(self.device_errors.remove(0));
            }
        } else {
            let grant = self.codes.remove(&form["code"]);
            let digest =
                ring::digest::digest(&ring::digest::SHA256, form["code_verifier"].as_bytes());
            let challenge = BASE64_URL_SAFE_NO_PAD.encode(digest);
            if grant != Some((challenge, form["redirect_uri"].clone())) {
                return refused("invalid_grant");
            }
        }
        Reply::json(200, &self.issue())
    }

    /// Issues a new pair of tokens.
    pub(crate) fn issue(&mut self) -> Value {
        self.issued += 1;
        let (access, refresh) =
            (format!("access-canary-{}", self.issued), format!("refresh-canary-{}", self.issued));
        self.access.insert(access.clone());
        self.refresh = Some(refresh.clone());
        let mut tokens =
            json!({ "access_token": access, "token_type": "Bearer", "refresh_token": refresh });
        if self.seconds > 0 {
            tokens["expires_in"] = self.seconds.into();
        }
        tokens
    }
}

/// Returns the origin that a request was sent to.
pub(crate) fn base(request: &ReceivedRequest) -> String {
    format!("http://{}", request.header("host").unwrap())
}

/// Returns the metadata of an authorization server at a path.
pub(crate) fn metadata(base: &str, path: &str) -> Value {
    json!({
        "issuer": format!("{base}{path}"),
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"),
        "registration_endpoint": format!("{base}/register"),
        "revocation_endpoint": format!("{base}/revoke"),
        "device_authorization_endpoint": format!("{base}/device"),
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    })
}

pub(crate) fn parse(form: &str) -> HashMap<String, String> {
    form_urlencoded::parse(form.as_bytes()).into_owned().collect()
}

/// Returns the value of Basic authentication.
pub(crate) fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{id}:{secret}")))
}

/// A login that waits for the browser.
pub(crate) struct WaitingLogin {
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    /// The page to open.
    pub(crate) url: Url,
}

impl WaitingLogin {
    /// Starts `mcphub login up` in a home with settings. Returns the output if it ends without a
    /// page to open.
    pub(crate) fn start(home: &Path, words: &[&str]) -> Result<Self, Output> {
        let mut command = login_command(home, words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let first: Value = serde_json::from_str(&line).unwrap_or_default();
        if let Some(url) = first["authorizationUrl"].as_str() {
            return Ok(Self { child, stdout, url: Url::parse(url).unwrap() });
        }
        let output = child.wait_with_output().unwrap();
        Err(Output { stdout: line.into_bytes(), ..output })
    }

    /// Opens the page, and returns the address that the browser is sent to.
    pub(crate) fn consent(&self) -> Url {
        follow_page(&self.url)
    }

    /// Writes to the standard input of the command.
    pub(crate) fn paste(&mut self, text: &str) {
        use std::io::Write as _;
        writeln!(self.child.stdin.as_mut().unwrap(), "{text}").unwrap();
    }

    /// Waits for the end of the command.
    pub(crate) fn end(mut self) -> Output {
        let mut stdout = Vec::new();
        self.stdout.read_to_end(&mut stdout).unwrap();
        let output = self.child.wait_with_output().unwrap();
        Output { stdout, ..output }
    }
}

/// Opens the page of a login, and returns the address that the browser is sent to; fails if it stays.
pub(crate) fn follow_page(page: &Url) -> Url {
    let path = &page[url::Position::BeforePath..];
    let response = http_to(page).open("GET", path, &[], "");
    Url::parse(response.header("location").unwrap()).unwrap()
}

/// Completes a login as a browser does, which comes from another site; returns status and text.
pub(crate) fn return_of(page: &Url) -> (u16, String) {
    let to = follow_page(page);
    let browser = http_to(&to).with("sec-fetch-site", "cross-site");
    let browser = browser.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document");
    browser.send("GET", &to[url::Position::BeforePath..], "")
}

/// Opens a page; returns status and text.
pub(crate) fn visit(url: &Url) -> (u16, String) {
    http_to(url).send("GET", &url[url::Position::BeforePath..], "")
}

fn http_to(url: &Url) -> Http {
    Http::to(url.socket_addrs(|| None).unwrap()[0])
}

/// Logs in to the server `up` of the settings in `home`, with a browser; fails if that fails.
#[track_caller]
pub(crate) fn log_in(home: &Path, words: &[&str]) -> Output {
    let login = WaitingLogin::start(home, words).unwrap_or_else(|output| panic!("{output:?}"));
    let (status, page) = visit(&login.consent());
    let output = login.end();
    assert!(output.status.success(), "{page}\n{output:?}");
    assert_eq!(status, 200);
    output
}

fn login_command(home: &Path, words: &[&str]) -> Command {
    let mut command = mcphub(home);
    command.args(["login", "up", "--no-browser", "--json"]).args(words);
    command
}
