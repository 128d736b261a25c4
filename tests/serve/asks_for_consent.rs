//! No client gets a code without the consent of a logged-in user on a page of the hub, and no other
//! page can decide in the user's place.

use serde_json::json;

use crate::serve::issues_tokens::{file, text};
use crate::support::browser::{App, Browser, CALLBACK, PASSWORD};
use crate::support::server::Hub;

#[test]
fn the_page_shows_who_asks_for_what_and_cannot_be_framed() {
    let hub = Hub::start(&file());
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    let resource = format!("{}/mcp/one", app.base);
    let page = browser.get(&app.authorize_path(&[("resource", &resource), ("scope", "read")]));
    assert_eq!(page.status, 200);
    for shown in [
        "<b>Test app</b> (registered itself, unverified)",
        "<b>localhost:7777</b>",
        "bob at http://",
        &resource,
        "Any program on this computer can ask under this name",
        "<li>read: ",
    ] {
        assert!(page.text.contains(shown), "{shown}: {}", page.text);
    }
    assert!(!page.text.contains("<li>write") && !page.text.contains("<script"), "{}", page.text);
    assert_eq!(page.header("x-frame-options"), Some("DENY"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("form-action 'self' http://localhost:7777; frame-ancestors 'none'"),
        "{policy}"
    );
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    // Each consent is asked for again: nobody vouches for a client that registered itself.
    app.log_in(&browser, &[]);
    assert_eq!(browser.get(&app.authorize_path(&[])).status, 200);
}

#[test]
fn a_decision_counts_once_and_only_on_the_page_of_its_own_login() {
    let hub = Hub::start(&file());
    let (app, bob) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    let ann = Browser::of_user(&hub, "ann");
    let denied = bob.decide(&bob.get(&app.authorize_path(&[])), "false");
    assert_eq!((denied["error"].as_str(), denied.contains_key("code")), ("access_denied", false));
    assert_eq!((denied["state"].as_str(), &denied["iss"]), ("s/t=a+te?", &app.base));

    let fresh = || bob.get(&app.authorize_path(&[])).field("consent");
    let send = |browser: &Browser, token: &str, headers: &[(&str, &str)]| {
        let fields = [("consent", token), ("allow", "true")];
        browser.post("/oauth/authorize", &fields, headers).status
    };
    let token = fresh();
    assert_eq!([send(&bob, &token, &[]), send(&bob, &token, &[])], [302, 400]);
    assert_eq!(send(&ann, &fresh(), &[]), 400);
    assert_eq!(send(&Browser::of(&hub), &fresh(), &[]), 401);
    assert_eq!(send(&bob, "made-up", &[]), 400);
    // Other pages, also those that may use the API.
    for (headers, status) in [
        (vec![("origin", "http://localhost:5173")], 400),
        (vec![("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")], 403),
        (vec![("origin", "null")], 403),
    ] {
        assert_eq!(send(&bob, &fresh(), &headers), status, "{headers:?}");
        let fields = [("username", "bob"), ("password", PASSWORD)];
        assert_eq!(bob.post("/login", &fields, &headers).status, 403, "{headers:?}");
    }
    // Without a page, even with all parameters of the request.
    let query = app.authorize_path(&[]);
    let query = query.split_once('?').unwrap().1;
    let pairs: Vec<(String, String)> =
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut fields: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("allow", "true"));
    assert_eq!(bob.post("/oauth/authorize", &fields, &[]).status, 400);
    // A caller that shows its login explicitly, as MCPHub's pages do.
    let login = json!({ "username": "bob", "password": PASSWORD });
    let (_, login) = hub.http().json("POST", "/api/auth/login", &login);
    let header = [("x-auth-token", text(&login["token"])), ("cookie", "")];
    assert!(bob.post("/oauth/authorize", &fields, &header).answer().contains_key("code"));
}

#[test]
fn a_bad_client_or_redirect_uri_never_leads_to_a_redirect() {
    let hub = Hub::start(&file());
    let (app, browser) = (App::register(&hub), Browser::of_user(&hub, "bob"));
    for changes in [
        [("client_id", "unknown")],
        [("client_id", "")],
        [("redirect_uri", "")],
        [("redirect_uri", "https://evil.example/callback")],
        [("redirect_uri", "http://localhost:7777/callback/x")],
        [("redirect_uri", "http://localhost:7777@evil.example/callback")],
        [("redirect_uri", "http://127.0.0.1:7777/callback")],
        [("redirect_uri", "javascript:alert(1)")],
        // A private address, without a connection to it.
        [("client_id", "https://169.254.169.254/latest")],
        [("client_id", "https://localhost/client.json")],
        [("client_id", "http://app.example/client.json")],
    ] {
        let page = browser.get(&app.authorize_path(&changes));
        assert_eq!((page.status, page.header("location")), (400, None), "{changes:?}");
    }
    let twice = format!("{}&redirect_uri=https%3A%2F%2Fevil.example%2F", app.authorize_path(&[]));
    assert_eq!(browser.get(&twice).status, 400);
    // Only the port of a loopback address may differ.
    let other_port = [("redirect_uri", "http://localhost:1/callback")];
    assert_eq!(browser.get(&app.authorize_path(&other_port)).status, 200);
    // The client learns of other faults.
    for (changes, error) in [
        (vec![("response_type", "token")], "unsupported_response_type"),
        (vec![("code_challenge", "")], "invalid_request"),
        (vec![("code_challenge_method", "plain")], "invalid_request"),
        (vec![("scope", "admin")], "invalid_scope"),
        (vec![("resource", "https://evil.example/mcp")], "invalid_target"),
        (vec![("prompt", "none")], "consent_required"),
    ] {
        let answer = browser.get(&app.authorize_path(&changes)).answer();
        assert_eq!((answer["error"].as_str(), &answer["iss"]), (error, &app.base), "{changes:?}");
    }
    let silent = app.authorize_path(&[("prompt", "none")]);
    assert_eq!(Browser::of(&hub).get(&silent).answer()["error"], "login_required");
}

#[test]
fn a_known_client_is_remembered_as_long_as_it_asks_for_no_more() {
    let mut file = file();
    file["oauthClients"] = json!([{
        "clientId": "known", "name": "Known", "redirectUris": [CALLBACK],
        "grants": ["authorization_code", "refresh_token"],
    }]);
    let hub = Hub::start(&file);
    let (app, browser) = (App::with_id(&hub, "known"), Browser::of_user(&hub, "bob"));
    let page = browser.get(&app.authorize_path(&[]));
    let token = page.field("consent");
    let fields = [("consent", token.as_str()), ("allow", "true"), ("remember", "true")];
    assert!(browser.post("/oauth/authorize", &fields, &[]).answer().contains_key("code"));
    let again = |changes: &[(&str, &str)]| browser.get(&app.authorize_path(changes)).status;
    assert_eq!(again(&[]), 302);
    assert_eq!(again(&[("scope", "read")]), 302);
    assert!(browser.get(&app.authorize_path(&[("prompt", "none")])).answer().contains_key("code"));
    assert_eq!(again(&[("prompt", "consent")]), 200);
    assert_eq!(again(&[("resource", &format!("{}/mcp", app.base))]), 200);
    assert_eq!(again(&[("redirect_uri", "http://localhost:1/callback")]), 200);
    assert_eq!(Browser::of_user(&hub, "ann").get(&app.authorize_path(&[])).status, 200);
}

#[test]
fn the_login_leads_nowhere_else_and_guesses_are_limited() {
    let hub = Hub::start(&file());
    let mut browser = Browser::of(&hub);
    for evil in ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x"] {
        let page = browser.log_in("bob", PASSWORD, evil);
        assert_eq!((page.status, page.header("location")), (302, Some("/")), "{evil}");
        let path = format!("/login?returnUrl={evil}");
        assert_eq!(browser.get(&path).field("returnUrl"), "");
    }
    let cookie = browser.log_in("bob", PASSWORD, "/");
    let cookie = cookie.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    let old = browser.clone();
    assert_eq!(browser.log_in("bob", PASSWORD, "/").status, 302);
    assert_ne!(old.cookie, browser.cookie, "each login has a new cookie");
    let guesses: Vec<u16> = (0..12).map(|_| browser.log_in("ann", "guess", "/").status).collect();
    assert_eq!((&guesses[..10], &guesses[10..]), (&[401; 10][..], &[429; 2][..]));
    let page = browser.log_in("ann", PASSWORD, "/");
    assert!(page.status == 429 && page.header("retry-after").is_some(), "{}", page.status);
}
