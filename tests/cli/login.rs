//! `login`, `logout` and `auth`: from a server that requires a login to its tools.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use crate::support::oauth::{
    OAuthServer, WaitingLogin, base, basic, log_in, metadata, parse, visit,
};
use crate::support::odd_http::Reply;
use crate::support::server::mcphub;

/// Creates a home with these settings.
fn home(settings: &Value) -> TempDir {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("mcp_settings.json"), settings.to_string()).unwrap();
    home
}

fn run(home: &Path, words: &[&str]) -> Output {
    mcphub(home).args(words).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Returns the message of the JSON error line, and the exit code.
fn failure(output: &Output) -> (String, i32) {
    let text = stderr(output);
    let line = text.lines().last().unwrap_or_default();
    let error: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{text}"));
    (error["error"]["message"].as_str().unwrap().to_owned(), output.status.code().unwrap())
}

/// Starts a login that fails before a page can be opened.
#[track_caller]
fn refused(home: &Path, words: &[&str]) -> (String, i32) {
    match WaitingLogin::start(home, words) {
        Ok(login) => panic!("{}", login.url),
        Err(output) => failure(&output),
    }
}

#[test]
fn a_login_leads_from_401_to_tools_and_a_logout_back() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let home = home.path();
    let before = run(home, &["inspect", "up"]);
    assert_eq!(before.status.code(), Some(3));
    assert!(stderr(&before).ends_with("run `mcphub login up`\n"), "{}", stderr(&before));
    assert_eq!(run(home, &["auth", "status"]).status.code(), Some(0));

    let output = log_in(home, &[]);
    let last = String::from_utf8(output.stdout).unwrap();
    assert_eq!(last.trim(), r#"{"version":1,"server":"up","status":"logged_in"}"#);

    let registration = server.http.requests();
    let registration = registration.iter().find(|r| r.line == "POST /register").unwrap();
    assert_eq!(registration.body["application_type"], "native");
    assert_eq!(registration.body["token_endpoint_auth_method"], "none");
    let form = &server.token_requests()[0];
    assert_eq!(form["resource"], server.http.url("/mcp"));
    assert_eq!(form["client_id"], "client-1");

    assert!(run(home, &["inspect", "up"]).status.success());
    let call = run(home, &["call", "up", "hello"]);
    assert_eq!(String::from_utf8_lossy(&call.stdout), "hi\n");
    let again = run(home, &["login", "up"]);
    assert!(stderr(&again).starts_with("You are already logged in to up"), "{}", stderr(&again));
    let status = run(home, &["auth", "status", "--json"]);
    let status: Value = serde_json::from_slice(&status.stdout).unwrap();
    let row = &status["servers"][0];
    assert_eq!((&row["state"], &row["client"]["kind"]), (&json!("ready"), &json!("dcr")));

    let output = run(home, &["logout", "up"]);
    assert_eq!(stderr(&output), "Logged out of up\n");
    assert_eq!(server.count("POST /revoke"), 2, "both tokens are revoked");
    let status = run(home, &["auth", "status"]);
    assert_eq!(status.status.code(), Some(3));
    let shown = String::from_utf8_lossy(&status.stdout).into_owned();
    assert!(shown.contains("run `mcphub login up`"), "{shown}");
    assert_eq!(run(home, &["inspect", "up"]).status.code(), Some(3));

    log_in(home, &[]);
    assert_eq!(server.count("POST /register"), 1, "the registration is kept");
    assert_eq!(stderr(&run(home, &["logout", "up", "--all"])), "Logged out of up\n");
    assert_eq!(stderr(&run(home, &["logout", "up"])), "There is no login at up\n");
}

#[test]
fn the_redirected_address_can_be_pasted() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let mut login = WaitingLogin::start(home.path(), &[]).unwrap();
    let to = login.consent();
    login.paste("code-0001");
    login.paste("http://127.0.0.1/callback?code=code-0001&state=wrong");
    login.paste(to.as_str());
    let output = login.end();
    assert!(output.status.success(), "{output:?}");
    let text = stderr(&output);
    assert!(text.contains("not the address that the browser was sent to"), "{text}");
    assert!(text.contains("another login; it was ignored"), "{text}");
    assert!(!text.contains("code-0001"), "{text}");
}

#[test]
fn a_redirect_with_another_state_changes_nothing() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let login = WaitingLogin::start(home.path(), &[]).unwrap();
    let to = login.consent();
    let mut wrong = to.clone();
    wrong.set_query(Some("code=evil&state=wrong"));
    assert_eq!(visit(&wrong).0, 400);
    wrong.set_query(Some("error=<script>"));
    let (status, page) = visit(&wrong);
    assert!(status == 400 && !page.contains("script"), "{page}");
    wrong.set_path("/other");
    assert_eq!(visit(&wrong).0, 404);
    assert_eq!(server.count("POST /token"), 0);
    assert_eq!(visit(&to).0, 200);
    assert!(login.end().status.success());
}

#[test]
fn a_response_of_another_issuer_ends_the_login() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let issuer = server.http.url("/as");
    let redirected = |iss: Option<&str>, more: &str| {
        let login = WaitingLogin::start(home.path(), &[]).unwrap();
        let mut to = login.consent();
        let asked = parse(to.query().unwrap());
        to.query_pairs_mut().clear().append_pair("state", &asked["state"]);
        if let Some(iss) = iss {
            to.query_pairs_mut().append_pair("iss", iss);
        }
        to.set_query(Some(&format!("{}&{more}", to.query().unwrap())));
        assert_eq!(visit(&to).0, 500);
        failure(&login.end())
    };
    let cannot = |why: &str| (format!("cannot log in to `up`: {why}"), 3);
    assert_eq!(
        redirected(Some("https://evil.test"), "error=x&error_description=click+here"),
        cannot(&format!("the response is from https://evil.test, not from {issuer}"))
    );
    assert_eq!(
        redirected(None, "code=c"),
        cannot(&format!("the response does not say that it is from {issuer}"))
    );
    assert_eq!(
        redirected(Some(&issuer), "error=access_denied"),
        cannot("the login was declined: access_denied")
    );
    assert_eq!(server.count("POST /token"), 0);
}

#[test]
fn metadata_is_found_in_each_form() {
    // Where the metadata is: of the resource, of the issuer, and the path of the issuer.
    let well_known = "/.well-known/oauth-protected-resource";
    for (resource, issuer, path) in [
        (well_known, "/.well-known/oauth-authorization-server", ""),
        ("/.well-known/oauth-protected-resource/mcp", "/.well-known/openid-configuration", ""),
        (well_known, "/.well-known/openid-configuration/t", "/t"),
        (well_known, "/t/.well-known/openid-configuration", "/t"),
        ("/own-place", "/.well-known/oauth-authorization-server/t", "/t"),
        // 2025-03-26: the server is its own authorization server.
        ("", "/.well-known/oauth-authorization-server", ""),
    ] {
        let (at, of) = (format!("GET {resource}"), format!("GET {issuer}"));
        let server = OAuthServer::with(move |request, state| {
            let base = base(request);
            let line = &request.line;
            if *line == at {
                let issuer = format!("{base}{path}");
                let found =
                    json!({ "resource": format!("{base}/mcp"), "authorization_servers": [issuer] });
                return Some(Reply::json(200, &found));
            }
            if *line == of {
                let mut found = metadata(&base, path);
                found["authorization_response_iss_parameter_supported"] = false.into();
                return Some(Reply::json(200, &found));
            }
            if line.starts_with("GET /.well-known") {
                return Some(Reply::status(404));
            }
            if line.starts_with("GET /authorize") {
                let asked = parse(line.split_once('?').unwrap().1);
                let to = state.consent(&asked, None);
                return Some(Reply::status(302).with("location", to.as_str()));
            }
            let token = request.header("authorization").unwrap_or_default();
            if line == "POST /mcp" && !state.access.contains(token.trim_start_matches("Bearer ")) {
                let reply = Reply::status(401);
                let challenge = format!("Bearer resource_metadata={base}/own-place");
                let is_own = at.ends_with("/own-place");
                return Some(if is_own {
                    reply.with("www-authenticate", &challenge)
                } else {
                    reply
                });
            }
            None
        });
        let home = home(&server.settings());
        log_in(home.path(), &[]);
    }
}

#[test]
fn a_server_without_metadata_has_endpoints_at_fixed_paths() {
    let server = OAuthServer::with(|request, state| {
        let line = &request.line;
        if line.starts_with("GET /authorize") {
            let asked = parse(line.split_once('?').unwrap().1);
            return Some(Reply::status(302).with("location", state.consent(&asked, None).as_str()));
        }
        line.starts_with("GET /.well-known").then(|| Reply::status(404))
    });
    let home = home(&server.settings());
    log_in(home.path(), &[]);
    assert_eq!(server.token_requests()[0]["resource"], server.http.url("/mcp"));
}

#[test]
fn unsafe_metadata_leads_to_no_request() {
    let odd = |change: fn(&str, &mut Value, &mut Value)| {
        let server = OAuthServer::with(move |request, _| {
            let base = base(request);
            let mut resource = json!({
                "resource": format!("{base}/mcp"), "authorization_servers": [format!("{base}/as")]
            });
            let mut issuer = metadata(&base, "/as");
            change(&base, &mut resource, &mut issuer);
            let line = &request.line;
            let is_resource = line.starts_with("GET /.well-known/oauth-protected-resource");
            let is_issuer = line.starts_with("GET /.well-known/oauth-authorization-server");
            is_resource
                .then_some(resource)
                .or(is_issuer.then_some(issuer))
                .map(|found| Reply::json(200, &found))
        });
        let home = home(&server.settings());
        let (why, exit) = refused(home.path(), &[]);
        assert_eq!((exit, server.count("POST /register"), server.count("POST /token")), (3, 0, 0));
        why.replace(&server.http.url(""), "BASE")
    };
    assert_eq!(
        odd(|_, _, issuer| issuer["code_challenge_methods_supported"] = Value::Null),
        "cannot log in to `up`: BASE/as does not declare PKCE (`code_challenge_methods_supported`); \
         if it supports S256, add \"pkce-unadvertised\" to `oauth.relax`"
    );
    assert_eq!(
        odd(|_, resource, _| resource["resource"] = "https://other.test/mcp".into()),
        "cannot log in to `up`: its metadata is that of another resource, https://other.test/mcp, not \
         of BASE/mcp; if that is right, add \"resource-mismatch\" to `oauth.relax`"
    );
    assert_eq!(
        odd(|base, _, issuer| issuer["issuer"] = format!("{base}/other").into()),
        "cannot log in to `up`: the metadata of the authorization server BASE/as names another \
         issuer, BASE/other"
    );
    assert_eq!(
        odd(|_, _, issuer| issuer["authorization_endpoint"] = "javascript:alert(1)".into()),
        "cannot log in to `up`: `javascript:` is not a URL of the web"
    );
    assert_eq!(
        odd(|_, _, issuer| issuer["token_endpoint"] = "http://id.test/token".into()),
        "cannot log in to `up`: http://id.test is not HTTPS"
    );
}

#[test]
fn a_refused_registration_names_the_way_out() {
    let server = OAuthServer::with(|request, _| {
        let refusal =
            json!({ "error": "invalid_redirect_uri", "error_description": "only\nbig clients" });
        (request.line == "POST /register").then(|| Reply::json(403, &refusal))
    });
    let home = home(&server.settings());
    let (why, exit) = refused(home.path(), &["--callback-port", "18765"]);
    assert_eq!(exit, 3);
    assert_eq!(
        why.replace(&server.http.url(""), "BASE"),
        "cannot log in to `up`: BASE/as does not let mcphub register itself (HTTP 403 Forbidden only \
         big clients); register an app there with the redirect URI \
         http://127.0.0.1:18765/callback, and pass its id: `--client-id ID`, or `oauth.clientId` in \
         the settings"
    );
    log_in(home.path(), &["--client-id", "mine"]);
    assert_eq!(server.token_requests()[0]["client_id"], "mine");
    // The id is remembered.
    log_in(home.path(), &["--force"]);
    assert_eq!(server.token_requests()[1]["client_id"], "mine");
}

#[test]
fn the_client_authenticates_as_the_server_supports() {
    for (methods, in_header) in [
        (Value::Null, true),
        (json!(["client_secret_basic"]), true),
        (json!(["client_secret_post"]), false),
    ] {
        let server = OAuthServer::with(move |request, _| {
            let mut found = metadata(&base(request), "/as");
            found["token_endpoint_auth_methods_supported"] = methods.clone();
            let is_it = request.line.starts_with("GET /.well-known/oauth-authorization-server");
            is_it.then(|| Reply::json(200, &found))
        });
        let mut settings = server.settings();
        settings["mcpServers"]["up"]["oauth"] =
            json!({ "clientId": "a-b", "clientSecret": "secret-canary-1", "scopes": ["x", "y"] });
        let home = home(&settings);
        log_in(home.path(), &[]);
        assert_eq!(server.count("POST /register"), 0);
        let requests = server.http.requests();
        let request = requests.iter().find(|request| request.line == "POST /token").unwrap();
        let form = parse(&request.text);
        let basic = basic("a-b", "secret-canary-1");
        assert_eq!(request.header("authorization"), in_header.then_some(basic.as_str()));
        assert_eq!(form.contains_key("client_secret"), !in_header);
        let asked = requests.iter().find(|request| request.line.starts_with("GET /authorize"));
        assert!(asked.unwrap().line.contains("scope=x+y"));
    }
}

#[test]
fn token_errors_are_one_line_without_secrets() {
    let server = OAuthServer::with(|request, _| {
        let form = parse(&request.text);
        let text = form.get("code").map(|code| {
            format!("no\r\n{code} with {}\u{1b}[31m {}", form["code_verifier"], "x".repeat(1000))
        });
        let body = json!({ "error": "invalid_request", "error_description": text });
        // Some servers return errors with 200.
        (request.line == "POST /token").then(|| Reply::json(200, &body))
    });
    let home = home(&server.settings());
    let login = WaitingLogin::start(home.path(), &[]).unwrap();
    assert_eq!(visit(&login.consent()).0, 500);
    let output = login.end();
    let (why, exit) = failure(&output);
    assert_eq!(exit, 3);
    let start = format!(
        "cannot log in to `up`: {} rejected the request: no *** with *** [31m xxx",
        server.http.url("")
    );
    assert!(why.starts_with(&start) && why.len() < 450, "{why}");
}

#[test]
fn an_authorization_server_that_is_down_is_unreachable() {
    let server = OAuthServer::with(|request, _| {
        let is_it = request.line.starts_with("GET /.well-known/oauth-authorization-server");
        is_it.then(|| Reply::status(503))
    });
    let home = home(&server.settings());
    let (why, exit) = refused(home.path(), &[]);
    assert_eq!(exit, 4);
    let wanted =
        format!("cannot log in to `up`: HTTP 503 Service Unavailable from {}", server.http.url(""));
    assert_eq!(why, wanted);
}

#[test]
fn servers_without_a_login_are_not_logged_in_to() {
    let server = OAuthServer::with(|request, _| Some(request.default_response(None)));
    let mut settings = server.settings();
    let mut keyed = server.http.entry();
    keyed["headers"] = json!({ "Authorization": "Bearer x" });
    settings["mcpServers"]["keyed"] = keyed;
    settings["mcpServers"]["child"] = json!({ "command": "true" });
    let home = home(&settings);
    let output = run(home.path(), &["login", "up"]);
    assert_eq!(stderr(&output), "up needs no login; `--force` logs in anyway\n");
    assert_eq!(output.status.code(), Some(0));
    for (name, why) in
        [("keyed", "has a credential in its settings"), ("child", "is not a remote MCP server")]
    {
        let output = run(home.path(), &["login", name]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
    }
    assert_eq!(run(home.path(), &["login", "none"]).status.code(), Some(6));
    let secret = ["login", "up", "--client-id", "a", "--client-secret", "s"];
    assert_eq!(run(home.path(), &secret).status.code(), Some(2));
}

#[test]
fn a_login_that_nobody_completes_ends_in_time() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let login = WaitingLogin::start(home.path(), &["--timeout", "1"]).unwrap();
    let wanted = "the login to `up` was not completed within 1 s".to_owned();
    assert_eq!(failure(&login.end()), (wanted, 3));
}

#[test]
fn the_url_of_the_page_has_the_parameters_of_the_specification() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let login = WaitingLogin::start(home.path(), &[]).unwrap();
    let asked = parse(login.url.query().unwrap());
    let mut names: Vec<_> = asked.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "client_id",
            "code_challenge",
            "code_challenge_method",
            "redirect_uri",
            "resource",
            "response_type",
            "state"
        ]
    );
    let redirect = Url::parse(&asked["redirect_uri"]).unwrap();
    assert_eq!((redirect.host_str(), redirect.path()), (Some("127.0.0.1"), "/callback"));
    assert_eq!(visit(&login.consent()).0, 200);
    login.end();
}

#[test]
fn a_code_that_a_person_enters_elsewhere_logs_in() {
    let server = OAuthServer::start();
    server.state.lock().unwrap().device_errors = vec!["authorization_pending"];
    let home = home(&server.settings());
    let output = run(home.path(), &["login", "up", "--device", "--json"]);
    assert!(output.status.success(), "{output:?}");
    let lines = String::from_utf8(output.stdout.clone()).unwrap();
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let page = server.http.url("/enter");
    assert_eq!(first["verificationUri"], page);
    assert_eq!(first["verificationUriComplete"], format!("{page}?code=WDJB-MJHT"));
    assert_eq!(first["userCode"], "WDJB-MJHT");
    let shown = stderr(&output);
    let start = format!("To log in to up, open {page} on any machine, and enter:\nWDJB-MJHT\n");
    assert!(shown.starts_with(&start) && !shown.contains("device-canary"), "{shown}");
    let requests = server.http.requests();
    let registration = requests.iter().find(|request| request.line == "POST /register").unwrap();
    let grants = json!(["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"]);
    assert_eq!(registration.body["grant_types"], grants);
    let asked = requests.iter().find(|request| request.line == "POST /device").unwrap();
    let asked = parse(&asked.text);
    assert_eq!(
        (&*asked["client_id"], asked["resource"].clone()),
        ("client-1", server.http.url("/mcp"))
    );
    assert_eq!(server.token_requests().len(), 2);
    assert!(run(home.path(), &["inspect", "up"]).status.success());
    // The grant of the settings counts without the flag.
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["oauth"] = json!({ "grant": "device_code" });
    fs::write(home.path().join("mcp_settings.json"), settings.to_string()).unwrap();
    let output = run(home.path(), &["login", "up", "--force"]);
    assert!(stderr(&output).contains("WDJB-MJHT"), "{output:?}");
    assert_eq!(server.count("POST /register"), 1, "the registration is kept");
}

#[test]
fn a_declined_or_expired_code_ends_the_login() {
    for (error, why) in
        [("access_denied", "the login was declined"), ("expired_token", "the code has expired")]
    {
        let server = OAuthServer::start();
        server.state.lock().unwrap().device_errors = vec![error];
        let home = home(&server.settings());
        let output = run(home.path(), &["login", "up", "--device", "--json"]);
        assert_eq!(failure(&output), (format!("cannot log in to `up`: {why}"), 3));
    }
    let server = OAuthServer::with(|request, _| {
        let mut found = metadata(&base(request), "/as");
        found.as_object_mut().unwrap().remove("device_authorization_endpoint");
        let is_it = request.line.starts_with("GET /.well-known/oauth-authorization-server");
        is_it.then(|| Reply::json(200, &found))
    });
    let home = home(&server.settings());
    let (why, exit) = failure(&run(home.path(), &["login", "up", "--device", "--json"]));
    let wanted = "cannot log in to `up`: BASE/as declares no device authorization endpoint";
    assert_eq!((why.replace(&server.http.url(""), "BASE").as_str(), exit), (wanted, 3));
}

#[test]
fn a_login_moves_with_its_server_and_ends_with_it() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let home = home.path();
    log_in(home, &[]);
    let output = run(home, &["rename", "up", "docs"]);
    assert_eq!(
        stderr(&output),
        "Renamed up to docs in ./mcp_settings.json\nnote: the login at up is now that at docs\n"
    );
    assert!(run(home, &["inspect", "docs"]).status.success());
    fs::write(home.join("entry.json"), server.http.entry().to_string()).unwrap();
    assert!(run(home, &["remove", "docs", "--yes", "--keep-login"]).status.success());
    assert!(run(home, &["add-json", "docs", "@entry.json"]).status.success());
    assert!(run(home, &["inspect", "docs"]).status.success(), "the login was kept");
    let output = run(home, &["remove", "docs", "--yes"]);
    assert_eq!(
        stderr(&output),
        "Removed docs from ./mcp_settings.json\nnote: the login at docs was removed\n"
    );
    assert!(run(home, &["add-json", "docs", "@entry.json"]).status.success());
    assert_eq!(run(home, &["inspect", "docs"]).status.code(), Some(3));
}

#[test]
fn commands_that_meet_a_missing_login_name_the_remedy() {
    let server = OAuthServer::start();
    let mut settings = server.settings();
    let home = home(&settings);
    for words in
        [&["inspect", "up"][..], &["call", "up", "hello"], &["tool", "list", "up", "--connect"]]
    {
        let output = run(home.path(), &[&["--json"], words].concat());
        let text = stderr(&output);
        let line = text.lines().last().unwrap_or_default();
        let error: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{text}"));
        let error = &error["error"];
        assert_eq!(
            (&error["code"], &error["hint"], &error["exit"]),
            (&json!("auth_required"), &json!("mcphub login up"), &json!(3)),
            "{words:?}"
        );
        assert!(error["message"].as_str().unwrap().ends_with("run `mcphub login up`"), "{error}");
    }
    assert_eq!(run(home.path(), &["serve", "--check"]).status.code(), Some(3));
    settings["mcpServers"]["gone"] = json!({ "command": "/nonexistent/program" });
    fs::write(home.path().join("mcp_settings.json"), settings.to_string()).unwrap();
    assert_eq!(run(home.path(), &["serve", "--check"]).status.code(), Some(9));
}

#[test]
fn without_anybody_to_paste_an_address_the_login_ends_with_2() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    for words in
        [&["login", "up", "--paste"][..], &["login", "up"], &["login", "up", "--no-browser"]]
    {
        let output = run(home.path(), words);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {text}");
        assert!(text.contains("/authorize?"), "the URL is printed: {text}");
        assert!(text.contains("nothing was pasted"), "{text}");
    }
    let mut login = WaitingLogin::start(home.path(), &["--paste"]).unwrap();
    let to = login.consent();
    login.paste(to.query().unwrap());
    assert!(login.end().status.success(), "the query is enough");
}

#[test]
fn all_servers_that_need_a_login_are_logged_in_to() {
    let (first, second) = (OAuthServer::start(), OAuthServer::start());
    let mut settings = first.settings();
    settings["mcpServers"]["other"] = second.http.entry();
    settings["mcpServers"]["keyed"] = first.http.entry();
    settings["mcpServers"]["keyed"]["bearerToken"] = "x".into();
    settings["mcpServers"]["child"] = json!({ "command": "true" });
    let home = home(&settings);
    log_in(home.path(), &[]);
    let output = run(home.path(), &["login", "--all", "--device"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = stderr(&output);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "You are already logged in to up; `--force` logs in again");
    assert_eq!(lines.last(), Some(&"Logged in to other: 1 tool"));
    second.state.lock().unwrap().device_errors = vec!["access_denied"];
    let output = run(home.path(), &["login", "--all", "--device", "--force"]);
    assert_eq!(output.status.code(), Some(9), "{output:?}");
}

#[test]
fn the_status_of_logins_is_whole() {
    let server = OAuthServer::start();
    let mut settings = server.settings();
    settings["mcpServers"]["new"] = server.http.entry();
    settings["mcpServers"]["filed"] = server.http.entry();
    settings["mcpServers"]["filed"]["oauth"] = json!({ "accessToken": "access-canary-0" });
    let home = home(&settings);
    log_in(home.path(), &["--scopes", "a,b"]);
    let output = run(home.path(), &["auth", "status", "--json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("canary"), "{text}");
    let mut status: Value = serde_json::from_str(&text).unwrap();
    let expires = status["servers"][0]["expiresAt"].take();
    assert!(expires.as_str().is_some_and(|time| time.ends_with('Z')), "{expires}");
    let row = |name: &str, state: &str| {
        json!({
            "name": name, "state": state, "issuer": null, "client": null, "scopes": [],
            "expiresAt": null, "refreshable": false, "user": null, "backend": "file",
            "reason": null, "hint": null,
        })
    };
    let mut up = row("up", "ready");
    up["issuer"] = server.http.url("/as").into();
    up["client"] = json!({ "kind": "dcr", "clientId": "client-1" });
    up["scopes"] = json!(["a", "b"]);
    up["refreshable"] = true.into();
    let rows = json!([up, row("new", "none"), row("filed", "ready")]);
    assert_eq!(status, json!({ "version": 1, "servers": rows }));
    run(home.path(), &["logout", "up"]);
    let output = run(home.path(), &["auth", "status", "up", "--json"]);
    assert_eq!(output.status.code(), Some(3));
    let status: Value = serde_json::from_slice(&output.stdout).unwrap();
    let row = &status["servers"][0];
    assert_eq!(
        (&row["state"], &row["reason"], &row["hint"]),
        (&json!("needs_login"), &json!("the login has ended"), &json!("mcphub login up"))
    );
}

#[test]
fn an_unusable_keyring_is_an_error_and_no_second_store() {
    let server = OAuthServer::start();
    let home = home(&server.settings());
    let with = |backend: &str, words: &[&str]| {
        let mut command = mcphub(home.path());
        command.env("MCPHUB_CREDENTIALS", backend).args(["--json"]).args(words).output().unwrap()
    };
    for words in [&["inspect", "up"][..], &["auth", "status"], &["serve", "--port", "0"]] {
        let (why, exit) = failure(&with("keyring", words));
        assert!(why.starts_with("MCPHUB_CREDENTIALS is `keyring`, and "), "{words:?}: {why}");
        assert_eq!(exit, 1, "{words:?}");
    }
    let (why, exit) = failure(&with("vault", &["login", "up"]));
    assert_eq!(
        (why.as_str(), exit),
        ("MCPHUB_CREDENTIALS is `vault`, which is no store of logins", 2)
    );
    assert_eq!(server.http.count(|_| true), 0);
    let folder = home.path().join(".local/state/mcphub/credentials");
    assert!(!folder.exists() || fs::read_dir(folder).unwrap().next().is_none());
    assert!(with("file", &["auth", "status"]).status.success());
}
