//! `login` at servers that behave as well-known providers do.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::oauth::{
    OAuthServer, State, WaitingLogin, base, basic, log_in, metadata, parse, visit,
};
use crate::support::odd_http::{ReceivedRequest, Reply};
use crate::support::server::mcphub;

/// Creates a home with this server as `up`, and these settings of its login.
fn home(server: &OAuthServer, oauth: &Value) -> TempDir {
    let mut settings = server.settings();
    if !oauth.is_null() {
        settings["mcpServers"]["up"]["oauth"] = oauth.clone();
    }
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("mcp_settings.json"), settings.to_string()).unwrap();
    home
}

fn run(home: &Path, words: &[&str]) -> Output {
    mcphub(home).args(words).output().unwrap()
}

/// Calls a tool after the server has forgotten the access token.
#[track_caller]
fn assert_renews(server: &OAuthServer, home: &Path) {
    server.state.lock().unwrap().access.clear();
    let output = run(home, &["call", "up", "hello"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "hi\n", "{output:?}");
}

/// Returns the reason of a login that fails before a page can be opened; panics if one can.
#[track_caller]
fn refusal(server: &OAuthServer, home: &Path, words: &[&str]) -> String {
    let output = match WaitingLogin::start(home, words) {
        Ok(login) => panic!("{}", login.url),
        Err(output) => output,
    };
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let error: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let message = error["error"]["message"].as_str().unwrap();
    let start = "cannot log in to `up`: ";
    message.strip_prefix(start).unwrap().replace(&server.http.url(""), "BASE")
}

/// Replaces the metadata of the authorization server. `odd` responds instead, if it returns a reply.
fn with_metadata(
    change: impl Fn(&mut Value) + Send + Sync + 'static,
    odd: impl Fn(&ReceivedRequest, &mut State) -> Option<Reply> + Send + Sync + 'static,
) -> OAuthServer {
    OAuthServer::with(move |request, state| {
        if request.line.starts_with("GET /.well-known/oauth-authorization-server") {
            let mut found = metadata(&base(request), "/as");
            change(&mut found);
            return Some(Reply::json(200, &found));
        }
        odd(request, state)
    })
}

fn is_renewal(form: &HashMap<String, String>) -> bool {
    form.get("grant_type").is_some_and(|grant| grant == "refresh_token")
}

fn error(status: u16, code: &str) -> Reply {
    Reply::json(status, &json!({ "error": code }))
}

#[test]
fn a_resource_is_sent_everywhere_or_nowhere() {
    // Atlassian and Runlayer require it; Microsoft and Atlassian's other server reject it.
    for (oauth, is_sent) in [(Value::Null, true), (json!({ "resource": false }), false)] {
        let server = OAuthServer::with(move |request, _| {
            let form = parse(&request.text);
            let is_wrong =
                request.line == "POST /token" && form.contains_key("resource") != is_sent;
            is_wrong.then(|| error(400, "invalid_target"))
        });
        let home = home(&server, &oauth);
        let login = WaitingLogin::start(home.path(), &[]).unwrap();
        let asked = parse(login.url.query().unwrap());
        assert_eq!(asked.contains_key("resource"), is_sent);
        assert_eq!(visit(&login.consent()).0, 200);
        login.end();
        assert_renews(&server, home.path());
    }
}

#[test]
fn an_app_registered_by_hand_replaces_registration_and_declared_pkce() {
    // GitHub: no registration, no word on PKCE, errors with 200.
    let server = with_metadata(
        |found| {
            let found = found.as_object_mut().unwrap();
            found.remove("registration_endpoint");
            found.remove("code_challenge_methods_supported");
        },
        |request, _| {
            let form = parse(&request.text);
            let is_wrong = form.get("client_id").is_some_and(|id| id == "wrong");
            let sent = json!({ "error": "bad_verification_code", "error_description": "no" });
            (request.line == "POST /token" && is_wrong).then(|| Reply::json(200, &sent))
        },
    );
    let home = home(&server, &Value::Null);
    let undeclared = refusal(&server, home.path(), &[]);
    assert!(undeclared.starts_with("BASE/as does not declare PKCE"), "{undeclared}");
    let home = self::home(&server, &json!({ "relax": ["pkce-unadvertised"] }));
    let closed = refusal(&server, home.path(), &["--callback-port", "18766"]);
    assert_eq!(
        closed,
        "BASE/as does not let mcphub register itself; register an app there with the redirect URI \
         http://127.0.0.1:18766/callback, and pass its id: `--client-id ID`, or `oauth.clientId` in \
         the settings"
    );
    let login = WaitingLogin::start(home.path(), &["--client-id", "wrong"]).unwrap();
    assert_eq!(visit(&login.consent()).0, 500);
    let output = login.end();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("no (bad_verification_code)"), "{text}");
    log_in(home.path(), &["--client-id", "right"]);
    assert_renews(&server, home.path());
}

#[test]
fn a_fixed_redirect_uri_is_used_as_it_is() {
    // Slack: rejected if the redirect URI is not that of the app; errors are `ok: false` with 200.
    let server = OAuthServer::with(|request, _| {
        let is_wrong = request.text.contains("client_id=wrong");
        let sent = json!({ "ok": false, "error": "bad_redirect_uri" });
        (request.line == "POST /token" && is_wrong).then(|| Reply::json(200, &sent))
    });
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let uri = format!("http://localhost:{port}/slack/done");
    let oauth = json!({ "redirectUri": uri, "clientId": "app", "scopes": ["chat:write"] });
    let home = home(&server, &oauth);
    let login = WaitingLogin::start(home.path(), &[]).unwrap();
    let asked = parse(login.url.query().unwrap());
    assert_eq!((&asked["redirect_uri"], asked["scope"].as_str()), (&uri, "chat:write"));
    assert_eq!(visit(&login.consent()).0, 200);
    assert!(login.end().status.success());
    let login = WaitingLogin::start(home.path(), &["--force", "--client-id", "wrong"]).unwrap();
    assert_eq!(visit(&login.consent()).0, 500);
    assert!(String::from_utf8_lossy(&login.end().stderr).contains("bad_redirect_uri"));
}

#[test]
fn a_registration_may_depend_on_the_name_and_return_an_unrequested_secret() {
    // Figma: rejected if it does not know the name; a secret is returned even if none is requested.
    let server = OAuthServer::with(|request, _| {
        if request.line == "POST /register" {
            if request.body["client_name"] != "Known" {
                return Some(error(403, "access_denied"));
            }
            let uris = &request.body["redirect_uris"];
            return Some(Reply::json(
                200,
                &json!({
                    "client_id": "figma", "client_secret": "secret-canary-2",
                    "token_endpoint_auth_method": "none", "redirect_uris": uris,
                }),
            ));
        }
        let has_secret = request.text.contains("client_secret=secret-canary-2");
        (request.line == "POST /token" && !has_secret).then(|| error(401, "invalid_client"))
    });
    let home = home(&server, &Value::Null);
    let why = refusal(&server, home.path(), &[]);
    assert!(why.contains("(HTTP 403 Forbidden access_denied)"), "{why}");
    let named = json!({ "dynamicRegistration": { "metadata": { "client_name": "Known" } } });
    let home = self::home(&server, &named);
    log_in(home.path(), &[]);
    assert_renews(&server, home.path());
}

#[test]
fn a_forgotten_client_is_registered_anew_at_the_next_login() {
    // Linear, Sentry and Supabase remove registrations, even if they are in use.
    let server = OAuthServer::with(|request, state| {
        let form = parse(&request.text);
        let is_old = request.line == "POST /token" && form["client_id"] != "client-2";
        if request.line == "POST /register" && state.seconds == 7 {
            let uris = &request.body["redirect_uris"];
            let sent = json!({ "client_id": "client-2", "redirect_uris": uris });
            return Some(Reply::json(201, &sent));
        }
        (is_old && state.seconds == 7).then(|| error(401, "invalid_client"))
    });
    let home = home(&server, &Value::Null);
    log_in(home.path(), &[]);
    server.state.lock().unwrap().seconds = 7;
    server.state.lock().unwrap().access.clear();
    assert_eq!(run(home.path(), &["call", "up", "hello"]).status.code(), Some(3));
    log_in(home.path(), &[]);
    assert_renews(&server, home.path());
    assert_eq!(server.count("POST /register"), 2);
    // For a person who sees it on the page.
    log_in(home.path(), &["--force", "--reregister"]);
    assert_eq!(server.count("POST /register"), 3);
}

#[test]
fn a_refresh_token_that_is_not_repeated_stays() {
    // Google; its lifetimes may be missing, as at Dropbox, and so may the type of the token.
    let server = OAuthServer::with(|request, state| {
        let form = parse(&request.text);
        if !is_renewal(&form) {
            return None;
        }
        assert_eq!(form["refresh_token"], *state.refresh.as_ref().unwrap());
        let kept = state.refresh.clone();
        let issued = state.issue();
        state.refresh = kept;
        Some(Reply::json(200, &json!({ "access_token": issued["access_token"] })))
    });
    let home = home(&server, &Value::Null);
    log_in(home.path(), &[]);
    assert_renews(&server, home.path());
    assert_renews(&server, home.path());
}

#[test]
fn a_server_may_require_a_token_for_calls_only() {
    // Google: everything works without a token, except for calls.
    let server = OAuthServer::with(|request, state| {
        let token = request.header("authorization").unwrap_or_default();
        let is_known = state.access.contains(token.trim_start_matches("Bearer "));
        let is_open = request.line == "POST /mcp" && (is_known || !request.is_call());
        is_open.then(|| request.default_response(None))
    });
    let home = home(&server, &Value::Null);
    assert!(run(home.path(), &["inspect", "up"]).status.success());
    let output = run(home.path(), &["call", "up", "hello"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    log_in(home.path(), &["--force"]);
    assert_renews(&server, home.path());
}

#[test]
fn metadata_of_openid_alone_and_required_scopes_are_enough() {
    // Microsoft.
    let server = OAuthServer::with(|request, _| {
        let line = &request.line;
        if line.starts_with("GET /.well-known/oauth-authorization-server") {
            return Some(Reply::status(404));
        }
        if line == "GET /.well-known/openid-configuration/as" {
            return Some(Reply::json(200, &metadata(&base(request), "/as")));
        }
        let has_scope = line.contains("scope=api%3A%2F%2Fapp%2Fread");
        let refused = line.starts_with("GET /authorize") && !has_scope;
        refused.then(|| Reply::text(400, "text/plain", "AADSTS900144: scope is missing"))
    });
    let home = home(&server, &json!({ "clientId": "app", "resource": false }));
    log_in(home.path(), &["--scopes", "api://app/read"]);
    assert!(!server.token_requests()[0].contains_key("resource"));
}

#[test]
fn the_root_of_an_issuer_may_end_with_a_slash() {
    // Expo names its issuer with a slash, and the document does not.
    let server = OAuthServer::with(|request, state| {
        let base = base(request);
        if request.line == "GET /.well-known/oauth-protected-resource/mcp" {
            let servers = json!([format!("{base}/")]);
            let found =
                json!({ "resource": format!("{base}/mcp"), "authorization_servers": servers });
            return Some(Reply::json(200, &found));
        }
        if request.line == "GET /.well-known/oauth-authorization-server" {
            return Some(Reply::json(200, &metadata(&base, "")));
        }
        let query = request.line.strip_prefix("GET /authorize?")?;
        let to = state.consent(&parse(query), Some(&base));
        Some(Reply::status(302).with("location", to.as_str()))
    });
    let home = home(&server, &Value::Null);
    log_in(home.path(), &[]);
    let status = run(home.path(), &["auth", "status", "--json"]);
    let status: Value = serde_json::from_slice(&status.stdout).unwrap();
    assert_eq!(status["servers"][0]["issuer"], server.http.url(""), "as the document has it");
}

#[test]
fn metadata_of_another_path_must_be_allowed() {
    // Exa: refused, except if the settings allow it.
    let server = OAuthServer::with(|request, _| {
        let base = base(request);
        let found = json!({
            "resource": format!("{base}/other"), "authorization_servers": [format!("{base}/as")]
        });
        let is_it = request.line == "GET /.well-known/oauth-protected-resource/mcp";
        is_it.then(|| Reply::json(200, &found))
    });
    let home = home(&server, &Value::Null);
    let why = refusal(&server, home.path(), &[]);
    assert!(why.starts_with("its metadata is that of another resource, BASE/other"), "{why}");
    let home = self::home(&server, &json!({ "relax": ["resource-mismatch"] }));
    log_in(home.path(), &[]);
    assert_eq!(server.token_requests()[0]["resource"], server.http.url("/other"));
}

#[test]
fn the_method_of_the_registration_wins() {
    // Miro returns `client_secret_post`; others return `client_secret_basic`.
    for (method, in_header) in [("client_secret_post", false), ("client_secret_basic", true)] {
        let server = OAuthServer::with(move |request, _| {
            if request.line == "POST /register" {
                let uris = &request.body["redirect_uris"];
                let sent = json!({
                    "client_id": "c", "client_secret": "secret-canary-3",
                    "token_endpoint_auth_method": method, "redirect_uris": uris,
                });
                return Some(Reply::json(201, &sent));
            }
            let header = request.header("authorization") == Some(&basic("c", "secret-canary-3"));
            let form = request.text.contains("client_secret=secret-canary-3");
            let is_wrong = (header, form) != (in_header, !in_header);
            (request.line == "POST /token" && is_wrong).then(|| error(401, "invalid_client"))
        });
        let home = home(&server, &Value::Null);
        log_in(home.path(), &[]);
        assert_renews(&server, home.path());
    }
}

#[test]
fn the_first_issuer_that_accepts_clients_is_used() {
    let server = OAuthServer::with(|request, _| {
        let base = base(request);
        let line = &request.line;
        if line == "GET /.well-known/oauth-protected-resource/mcp" {
            let servers = ["/gone", "/closed", "/as"].map(|path| format!("{base}{path}"));
            let found =
                json!({ "resource": format!("{base}/mcp"), "authorization_servers": servers });
            return Some(Reply::json(200, &found));
        }
        if line == "GET /.well-known/oauth-authorization-server/closed" {
            let mut found = metadata(&base, "/closed");
            found.as_object_mut().unwrap().remove("registration_endpoint");
            return Some(Reply::json(200, &found));
        }
        None
    });
    let home = home(&server, &Value::Null);
    log_in(home.path(), &[]);
    let status = run(home.path(), &["auth", "status", "--json"]);
    let status: Value = serde_json::from_slice(&status.stdout).unwrap();
    assert_eq!(status["servers"][0]["issuer"], server.http.url("/as"));
}

#[test]
fn no_secret_is_in_any_output() {
    let server = OAuthServer::with(|request, _| {
        (request.line == "POST /register").then(|| {
            let uris = &request.body["redirect_uris"];
            let sent = json!({
                "client_id": "c", "client_secret": "secret-canary-4", "redirect_uris": uris,
                "token_endpoint_auth_method": "client_secret_post",
                "registration_access_token": "registration-canary-5",
                "registration_client_uri": format!("{}/register/c", base(request)),
            });
            Reply::json(201, &sent)
        })
    });
    let home = home(&server, &Value::Null);
    let home = home.path();
    let mut shown = String::new();
    let mut keep = |output: &Output| {
        shown += &String::from_utf8_lossy(&output.stdout);
        shown += &String::from_utf8_lossy(&output.stderr);
    };
    keep(&log_in(home, &["-vv"]));
    server.state.lock().unwrap().access.clear();
    for words in [
        &["call", "up", "hello", "-vv"][..],
        &["inspect", "up"],
        &["auth", "status"],
        &["list", "--status"],
        &["get", "up"],
        &["export"],
        &["export", "--format", "claude-code"],
        &["validate"],
        &["rename", "up", "on"],
        &["logout", "on", "--all"],
    ] {
        keep(&run(home, words));
        keep(&run(home, &[&["--json"], words].concat()));
    }
    assert!(!shown.contains("canary"), "{shown}");
    assert!(server.http.count(|request| request.text.contains("secret-canary-4")) > 2);
}

#[test]
fn the_example_script_leads_from_nothing_to_a_call() {
    let server = OAuthServer::start();
    let home = TempDir::new().unwrap();
    let browser = home.path().join("browser");
    fs::write(&browser, "#!/bin/sh\ncurl --silent --location --output /dev/null \"$1\"\n").unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_mcphub"));
    let path = std::env::var_os("PATH").unwrap();
    let path = format!("{}:{}", program.parent().unwrap().display(), path.display());
    for (words, browser) in [("", format!("sh {}", browser.display())), ("--device", String::new())]
    {
        let output = std::process::Command::new("sh")
            .arg(fs::canonicalize("examples/oauth.sh").unwrap())
            .current_dir(home.path())
            .env_clear()
            .envs([("PATH", path.as_str()), ("WORDS", words), ("BROWSER", &browser)])
            .envs([("URL", server.http.url("/mcp").as_str()), ("TOOL", "hello")])
            .env("HOME", home.path())
            .output()
            .unwrap();
        let (stdout, stderr) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{stdout}{stderr}");
        assert!(stdout.contains("\nhi\n"), "{stdout}");
        assert!(stderr.contains("Logged out of remote\nRemoved remote from "), "{stderr}");
        assert!(stderr.ends_with("note: the login at remote was removed\n"), "{stderr}");
    }
}
