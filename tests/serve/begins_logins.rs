//! A running hub begins the logins that its servers need: those who manage a server find the page to
//! open, the browser returns to the hub, and clients are told how a person can help.

use std::sync::Arc;

use serde_json::{Value, json};
use url::Url;

use crate::api::hub::{HASH, PASSWORD};
use crate::support::client::{Client, wait_for_notification};
use crate::support::http::Http;
use crate::support::oauth::{OAuthServer, follow_page, log_in, parse, return_of, visit};
use crate::support::odd_http::Reply;
use crate::support::process::{becomes, wait_for};
use crate::support::server::Hub;

/// Returns the server as the admin API shows it.
fn server_of(http: &Http) -> Value {
    http.json("GET", "/api/servers", &Value::Null).1["data"][0].clone()
}

/// Waits until the hub shows the page of a login; fails if it shows none.
fn page(hub: &Hub) -> Url {
    wait_for("the page of the login", || {
        let server = server_of(&hub.owner());
        Url::parse(server["oauth"]["authorizationUrl"].as_str()?).ok()
    })
}

/// Returns the path and query of a URL.
fn path(url: &Url) -> &str {
    &url[url::Position::BeforePath..]
}

#[test]
fn a_login_that_the_hub_begins_ends_at_the_hub() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    let first = page(&hub);
    let shown = server_of(&hub.owner());
    let asked = parse(first.query().unwrap());
    assert_eq!(shown["status"], "oauth_required");
    assert_eq!(
        shown["oauth"],
        json!({
            "authorizationUrl": first.as_str(), "state": asked["state"], "connected": false,
            "clientIdConfigured": false,
        })
    );
    let port = hub.address.port();
    assert_eq!(asked["redirect_uri"], format!("http://localhost:{port}/oauth/callback"));
    // It stays if the server is reloaded, and if others read it.
    hub.owner().json("POST", "/api/servers/up/reload", &Value::Null);
    becomes(&json!("oauth_required"), || server_of(&hub.owner())["status"].clone());
    assert_eq!(page(&hub), first);

    let back = follow_page(&first);
    let (status, text) = visit(&back);
    assert_eq!(status, 200, "{text}");
    assert!(text.contains("mcphub is logged in to up. You can close this window."), "{text}");
    hub.lists_tool("/mcp", "up-hello");
    let shown = server_of(&hub.owner());
    assert_eq!(
        (&shown["status"], &shown["oauth"]["connected"]),
        (&json!("connected"), &json!(true))
    );
    assert_eq!(shown["oauth"]["authorizationUrl"], Value::Null);
    // A browser may load the page again; the code is not sent again.
    assert_eq!(visit(&back).0, 200);
    assert_eq!((server.token_requests().len(), server.count("POST /register")), (1, 1));
    wait_for("the record of the login", || {
        let audit = hub.folder.path().join(".local/state/mcphub/audit/audit.jsonl");
        std::fs::read_to_string(audit).ok()?.contains("login at server up").then_some(())
    });
    let log = hub.log();
    let secrets = [&asked["state"], "code-0", "-canary-"];
    assert!(!secrets.iter().any(|secret| log.contains(*secret)), "{log}");
}

#[test]
fn a_restart_ends_no_login() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    let (before, port) = (page(&hub), hub.address.port().to_string());
    let folder = hub.crash();
    let settings = folder.path().join("mcp_settings.json");
    let words = ["serve", "--config", settings.to_str().unwrap(), "--port", &port];
    let hub = Hub::start_words(Arc::clone(&folder), &words);
    assert_eq!(page(&hub), before);
    assert_eq!(return_of(&before).0, 200);
    hub.lists_tool("/mcp", "up-hello");
    assert_eq!(server.count("POST /register"), 1);
}

#[test]
fn a_return_that_is_not_from_the_authorization_server_ends_the_login_without_a_token() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    for (from, to, status, said) in [
        ("&iss=", "&iss=x", 400, "the response is from"),
        ("&iss=", "&other=", 400, "does not say that it is from"),
        ("code=", "error=access_denied&error_description=%3Cscript%3E&x=", 400, "&lt;script&gt;"),
        ("code=", "x=", 400, "the response contains no code"),
        ("code=code", "code=wrong", 500, "invalid_grant"),
        ("state=", "state=x", 400, "This login is over."),
    ] {
        let mut back = follow_page(&page(&hub));
        let query = back.query().unwrap().replacen(from, to, 1);
        back.set_query(Some(&query));
        let before = server.token_requests().len();
        let (found, text) = visit(&back);
        assert_eq!(found, status, "{query}: {text}");
        assert!(text.contains(said) && !text.contains("<script"), "{query}: {text}");
        let sent = server.token_requests().len() - before;
        assert_eq!(sent, usize::from(status == 500), "{query}");
        if said != "This login is over." {
            assert!(visit(&back).1.contains("This login is over."), "{query}");
        }
    }
    assert_eq!(
        visit(&Url::parse(&format!("http://{}/oauth/callback", hub.address)).unwrap()).0,
        400
    );
    let json = hub.http().with("accept", "application/json");
    let (status, body) = json.json("GET", "/oauth/callback?state=a&code=b", &Value::Null);
    let over = json!({ "success": false, "message": "This login is over. Start it again." });
    assert_eq!((status, body), (400, over));
    let back = follow_page(&page(&hub));
    let (status, body) = json.json("GET", path(&back), &Value::Null);
    assert_eq!(
        (status, body),
        (200, json!({ "success": true, "server": "up", "connected": true }))
    );
}

#[test]
fn pages_of_a_login_are_neither_framed_nor_scripted_nor_stored() {
    let hub = Hub::start(&json!({}));
    for path in ["/oauth/callback", "/oauth/mcp/callback", "/oauth/connect/1"] {
        let response = hub.http().open("GET", path, &[], "");
        let header = |name: &str| response.header(name).unwrap_or_default().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        let others = ["x-frame-options", "referrer-policy", "cache-control"].map(header);
        assert_eq!(others, ["DENY", "no-referrer", "no-store"]);
    }
    // No other site leads anywhere else, and none sends a form.
    let foreign = hub.http().with("sec-fetch-site", "cross-site");
    let foreign = foreign.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document");
    assert_eq!(foreign.send("GET", "/oauth/callback", "").0, 400);
    assert_eq!(foreign.send("GET", "/api/servers", "").0, 403);
    assert_eq!(foreign.send("POST", "/oauth/connect/1", "").0, 403);
}

#[test]
fn only_those_who_may_change_a_server_see_its_login() {
    let server = OAuthServer::start();
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["visibility"] = "public".into();
    settings["bearerKeys"] = json!([{
        "id": "00000000-0000-4000-8000-000000000001", "name": "bob", "token": "key-of-bob-0123456",
        "enabled": true, "accessType": "all", "owner": "bob",
    }]);
    settings["users"] = json!([
        { "username": "admin", "password": HASH, "isAdmin": true },
        { "username": "bob", "password": HASH, "isAdmin": false },
    ]);
    let hub = Hub::start(&settings);
    page(&hub);
    let credentials = json!({ "username": "bob", "password": PASSWORD });
    let (_, session) = hub.http().json("POST", "/api/auth/login", &credentials);
    let bob = hub.http().with("x-auth-token", session["token"].as_str().unwrap());
    let shown = server_of(&bob);
    assert_eq!(shown["status"], "oauth_required");
    assert_eq!(
        (&shown["oauth"]["authorizationUrl"], &shown["oauth"]["state"]),
        (&json!(null), &json!(null))
    );
    for path in ["login", "disconnect", "complete"] {
        let sent = json!({ "url": "x" });
        assert_eq!(bob.json("POST", &format!("/api/servers/up/oauth/{path}"), &sent).0, 403);
    }
}

#[test]
fn a_login_can_be_begun_completed_and_ended_by_programs() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    page(&hub);
    let (status, begun) = hub.owner().json("POST", "/api/servers/up/oauth/login", &json!({}));
    assert_eq!(status, 200, "{begun}");
    let url = Url::parse(begun["data"]["authorizationUrl"].as_str().unwrap()).unwrap();
    assert_eq!(url, page(&hub));
    let back = follow_page(&url);
    let complete = |body: Value| hub.owner().json("POST", "/api/servers/up/oauth/complete", &body);
    assert_eq!(complete(json!({ "code": "c" })).0, 400, "a bare code is refused");
    assert_eq!(complete(json!({ "code": "c", "state": "s" })).0, 400);
    let (status, done) = complete(json!({ "url": back.as_str() }));
    assert_eq!((status, done), (200, json!({ "success": true, "message": "logged in to `up`" })));
    hub.lists_tool("/mcp", "up-hello");
    let disconnect =
        |body: Value| hub.owner().json("POST", "/api/servers/up/oauth/disconnect", &body);
    assert_eq!(disconnect(json!({ "scope": "some" })).0, 400);
    let (status, out) = disconnect(json!({ "scope": "tokens" }));
    assert_eq!(status, 200);
    assert_eq!(
        out["data"],
        json!({
            "success": true, "scope": "tokens",
            "revoked": { "attempted": 2, "succeeded": 2, "failed": 0 },
            "revocationEndpoint": server.http.url("/revoke"),
        })
    );
    // A new login waits, with the same registration.
    assert_eq!(return_of(&page(&hub)).0, 200);
    hub.lists_tool("/mcp", "up-hello");
    assert_eq!(server.count("POST /register"), 1);
}

#[test]
fn the_command_line_shows_the_page_of_a_login_that_waits() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    let page = page(&hub);
    let port = hub.address.port().to_string();
    let line = format!("\nto log in to up, open {page}\n");
    for command in [vec!["status"], vec!["list", "--status"]] {
        let words = [command, vec!["--port", &port]].concat();
        let text = hub.run(&words);
        assert!(text.ends_with(&line), "{text}");
        let shown: Value =
            serde_json::from_str(&hub.run(&[&words[..], &["--json"]].concat())).unwrap();
        assert_eq!(shown["servers"][0]["loginUrl"], page.as_str(), "{words:?}");
    }
    assert_eq!(return_of(&page).0, 200);
    hub.lists_tool("/mcp", "up-hello");
    let text = hub.run(&["status", "--port", &port]);
    assert!(!text.contains("log in"), "{text}");
}

#[test]
fn a_login_at_the_command_line_and_one_at_the_hub_do_not_disturb_each_other() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    page(&hub);
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    let shown = server_of(&hub.owner());
    assert_eq!(shown["oauth"]["authorizationUrl"], Value::Null);
    server.state.lock().unwrap().access.clear();
    hub.lists_tool("/mcp", "up-hello");
    assert_eq!(hub.modern("/mcp").call("up-hello", json!({})), "hi");
}

#[test]
fn missing_scopes_lead_to_a_login_while_the_server_stays_connected() {
    let server = OAuthServer::with(|request, state| {
        let token = request.header("authorization").unwrap_or_default();
        let is_known = state.access.contains(token.trim_start_matches("Bearer "));
        (is_known && request.is_call()).then(|| {
            let challenge = r#"Bearer error="insufficient_scope", scope="files:write""#;
            Reply::text(403, "text/plain", "no").with("www-authenticate", challenge)
        })
    });
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["oauth"] = json!({ "scopes": ["files:read"] });
    let hub = Hub::start(&settings);
    assert_eq!(return_of(&page(&hub)).0, 200);
    hub.lists_tool("/mcp", "up-hello");
    for _ in 0..3 {
        let text = hub.modern("/mcp").request("tools/call", json!({ "name": "up-hello" }));
        assert!(text.to_string().contains("lacks a scope"), "{text}");
        let page = page(&hub);
        assert_eq!(parse(page.query().unwrap())["scope"], "files:read files:write");
        assert_eq!(server_of(&hub.owner())["oauth"]["connected"], true);
        assert_eq!(return_of(&page).0, 200);
        hub.lists_tool("/mcp", "up-hello");
    }
    // The server never has enough: a person has to see to it.
    hub.modern("/mcp").request("tools/call", json!({ "name": "up-hello" }));
    assert_eq!(server_of(&hub.owner())["oauth"]["authorizationUrl"], Value::Null);
    assert_eq!(server.count("GET /authorize"), 4);
}

#[test]
fn each_dialect_shows_that_a_server_needs_a_login() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    let page = page(&hub);
    let owner = hub.owner();
    let (_, aeontel) = owner.json("GET", "/dialect/aeontel/api/mcp-servers", &Value::Null);
    let aeontel = &aeontel[0];
    assert_eq!(
        [&aeontel["authType"], &aeontel["connectorStatus"], &aeontel["authorizationUrl"]],
        ["oauth", "disconnected", page.as_str()]
    );
    let (_, jungle) = owner.json("GET", "/dialect/mcpjungle/api/v0/servers", &Value::Null);
    assert_eq!(jungle[0]["status"], "oauth_required");
    let (_, corex) = owner.json("GET", "/dialect/agent-corex/mcp_servers", &Value::Null);
    let corex = &corex["servers"][0];
    assert_eq!(corex["status"], "disconnected");
    assert_eq!(corex["error"], format!("needs a login: {page}"));
    let (_, health) = hub.http().json("GET", "/health", &Value::Null);
    assert_eq!(health["status"], "healthy");
    assert_eq!(
        health["servers"],
        json!({ "total": 1, "connected": 0, "connecting": 0, "needsLogin": 1, "disconnected": 0 })
    );
    assert_eq!(return_of(&page).0, 200);
    let (_, aeontel) = owner.json("GET", "/dialect/aeontel/api/mcp-servers", &Value::Null);
    let aeontel = &aeontel[0];
    assert_eq!(
        (&aeontel["authType"], &aeontel["connectorStatus"]),
        (&json!("oauth"), &json!("connected"))
    );
    assert_eq!(aeontel["oauthTokenEndpoint"], server.http.url("/token"));
    assert!(aeontel["oauthExpiresAt"].as_str().unwrap().ends_with('Z'), "{aeontel}");
    assert!(!aeontel.to_string().contains("-canary-"), "{aeontel}");
}

/// Returns the page of the hub in a text.
fn connect_page(text: &str) -> Url {
    let start = text.find("http://").unwrap_or_else(|| panic!("{text}"));
    let end = text[start..].find([' ', '"', '\\']).map_or(text.len(), |end| start + end);
    Url::parse(&text[start..end]).unwrap()
}

/// Continues at a page of the hub, as its visitor. Returns the response of the hub if it admits
/// no visitor, otherwise the one to the return from the authorization server.
fn connect(page: &Url, form: &str) -> (u16, String) {
    let hub = Http::to(page.socket_addrs(|| None).unwrap()[0]);
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let mut response = hub.open("POST", path(page), &kind, form);
    if response.status != 302 {
        return (response.status, response.text());
    }
    let to = Url::parse(response.header("location").unwrap()).unwrap();
    let cookie = response.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let back = follow_page(&to);
    // Nothing happens if the cookie of the page is missing.
    assert_eq!(visit(&back).0, 400);
    hub.with("cookie", &cookie).send("GET", path(&back), "")
}

#[test]
fn a_client_is_led_to_a_page_of_the_hub() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    hub.run(&["logout", "up"]);
    page(&hub);
    // Its tools stay listed, and a call tells a person what to do.
    hub.lists_tool("/mcp", "up-hello");
    for client in [hub.modern("/mcp"), hub.legacy("/mcp")] {
        let answer = client.result("tools/call", json!({ "name": "up-hello", "arguments": {} }));
        assert_eq!(answer["isError"], true);
        let text = answer["content"][0]["text"].as_str().unwrap();
        let url = connect_page(text);
        let wanted = format!(
            "Server `up` needs a login. Open {url} (or run `mcphub login up`), then try again."
        );
        assert_eq!(text, wanted);
    }
    // At the server's own endpoint, it is an error.
    let params = json!({ "name": "hello", "arguments": {} });
    let direct = hub.modern("/direct/up").request("tools/call", params);
    let error = &direct["error"];
    assert_eq!(
        (&error["code"], &error["data"]["mcphub"]["kind"]),
        (&json!(-32603), &json!("needs_login"))
    );
    assert!(error["data"]["mcphub"]["loginUrl"].is_string(), "{direct}");
    let answer = hub.modern("/mcp").result("tools/call", json!({ "name": "up-hello" }));
    let url = connect_page(answer["content"][0]["text"].as_str().unwrap());
    let (status, text) = visit(&url);
    assert_eq!(status, 200);
    assert!(text.contains("<dt>Server</dt><dd>up</dd>") && !text.contains("password"), "{text}");
    let (status, text) = connect(&url, "");
    assert_eq!(status, 200, "{text}");
    assert_eq!(hub.modern("/mcp").call("up-hello", json!({})), "hi");
    assert_eq!(visit(&url).0, 404, "the page is over");
}

#[test]
fn the_page_admits_only_those_who_may_change_the_server() {
    let server = OAuthServer::start();
    let mut settings = server.settings();
    settings["mcpServers"]["up"]["visibility"] = "public".into();
    settings["bearerKeys"] = json!([{
        "id": "00000000-0000-4000-8000-000000000001", "name": "all", "token": "key-of-all-0123456",
        "enabled": true, "accessType": "all",
    }]);
    settings["users"] = json!([
        { "username": "admin", "password": HASH, "isAdmin": true },
        { "username": "bob", "password": HASH, "isAdmin": false },
    ]);
    let hub = Hub::start(&settings);
    page(&hub);
    let key = hub.http().bearer("key-of-all-0123456");
    let failed = Client::try_legacy(&key, "/direct/up", json!({})).err().unwrap();
    let url = failed["error"]["data"]["mcphub"]["loginUrl"].as_str().unwrap();
    let url = Url::parse(url).unwrap();
    assert!(visit(&url).1.contains("type=\"password\""));
    for (form, status) in [
        ("", 401),
        ("username=admin&password=wrong", 401),
        ("username=bob&password=open-sesame-1", 403),
        ("username=admin&password=open-sesame-1", 200),
    ] {
        let (found, text) = connect(&url, form);
        assert_eq!(found, status, "{form}: {text}");
    }
}

#[test]
fn clients_that_open_urls_are_asked_to() {
    let server = OAuthServer::start();
    let hub = Hub::start(&server.settings());
    log_in(hub.folder.path(), &[]);
    hub.lists_tool("/mcp", "up-hello");
    hub.run(&["logout", "up"]);
    page(&hub);
    let capabilities = json!({ "elicitation": { "url": {} } });
    let params = json!({ "name": "up-hello", "arguments": {} });

    let legacy = Client::legacy(&hub.http(), "/mcp", capabilities.clone());
    let mut stream = legacy.listen(&[]);
    let answer = legacy.request("tools/call", params.clone());
    let elicitation = &answer["error"]["data"]["elicitations"][0];
    assert_eq!((&answer["error"]["code"], &elicitation["mode"]), (&json!(-32042), &json!("url")));
    let url = Url::parse(elicitation["url"].as_str().unwrap()).unwrap();

    let modern = Client::modern(&hub.http(), "/mcp", capabilities);
    let required = modern.result("tools/call", params.clone());
    assert_eq!(required["resultType"], "input_required", "{required}");
    let login = &required["inputRequests"]["login"];
    assert_eq!(
        (&login["method"], &login["params"]["mode"]),
        (&json!("elicitation/create"), &json!("url"))
    );
    let again = |action: &str, state: &Value| {
        let mut params = params.clone();
        params["requestState"] = state.clone();
        params["inputResponses"] = json!({ "login": { "action": action } });
        modern.request("tools/call", params)
    };
    let state = &required["requestState"];
    let declined = again("decline", state);
    assert_eq!(declined["error"]["message"], "the login was declined");
    let forged = again("accept", &json!(format!("{}A", state.as_str().unwrap())));
    assert_eq!(forged["error"]["code"], -32602, "{forged}");
    // The call waits until the person has logged in.
    let answer = std::thread::scope(|scope| {
        let person = scope.spawn(|| connect(&url, ""));
        let answer = again("accept", state);
        let (status, text) = person.join().unwrap();
        assert_eq!(status, 200, "{text}");
        answer
    });
    assert_eq!(answer["result"]["content"][0]["text"], "hi", "{answer}");
    let told = wait_for_notification(&mut stream, "notifications/elicitation/complete");
    assert_eq!(told["params"], json!({ "elicitationId": elicitation["elicitationId"] }));
}

#[test]
fn the_client_metadata_document_is_served_without_a_credential() {
    let hub = Hub::start(&json!({
        "systemConfig": {
            "install": { "baseUrl": "https://hub.example" },
            "oauthClient": { "clientName": "our hub" },
        },
    }));
    let (status, document) = hub.http().json("GET", "/oauth/client-metadata.json", &Value::Null);
    assert_eq!(status, 200);
    assert_eq!(
        document,
        json!({
            "client_id": "https://hub.example/oauth/client-metadata.json",
            "client_name": "our hub",
            "client_uri": "https://hub.example/",
            "redirect_uris": [
                "https://hub.example/oauth/callback", "https://hub.example/oauth/mcp/callback",
            ],
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        })
    );
}
