//! Tokens of identity providers open the endpoints that they are for, and nothing else.

use serde_json::{Value, json};

use crate::support::client::{Client, MODERN};
use crate::support::http::Http;
use crate::support::oauth::basic;
use crate::support::odd_http::{OddHttp, ReceivedRequest, Reply};
use crate::support::pipe::Pipe;
use crate::support::process::becomes;
use crate::support::provider::{Provider, header, now};
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// Settings with two servers, a group of each, and the user `ann`.
fn with(oauth: Value) -> Value {
    let mut file = settings([("one", demo(&[])), ("two", demo(&[]))]);
    file["groups"] =
        json!([{ "name": "g1", "servers": ["one"] }, { "name": "g2", "servers": ["two"] }]);
    file["users"] = json!([{ "username": "ann", "password": "$2b$04$x", "isAdmin": true }]);
    file["systemConfig"] = json!({ "oauth": oauth, "oauthServer": { "enabled": false } });
    file
}

fn base(hub: &Hub) -> String {
    format!("http://{}", hub.address)
}

/// Sends a ping with a token; returns status, challenge and body.
fn ping(hub: &Hub, path: &str, token: &str) -> (u16, String, Value) {
    let meta = json!({ "io.modelcontextprotocol/protocolVersion": MODERN,
        "io.modelcontextprotocol/clientCapabilities": {} });
    let body =
        json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": { "_meta": meta } });
    let headers = [
        ("accept", "application/json, text/event-stream"),
        ("content-type", "application/json"),
        ("mcp-protocol-version", MODERN),
        ("mcp-method", "tools/list"),
        ("authorization", &format!("Bearer {token}")),
    ];
    let mut response = hub.http().open("POST", path, &headers, &body.to_string());
    let challenge = response.header("www-authenticate").unwrap_or_default().to_owned();
    (response.status, challenge, serde_json::from_str(&response.text()).unwrap_or_default())
}

fn status(hub: &Hub, path: &str, token: &str) -> u16 {
    ping(hub, path, token).0
}

#[track_caller]
fn assert_lists(hub: &Hub, path: &str, token: &str, tools: &[&str]) {
    let client = || Client::modern(&hub.http().bearer(token), path, json!({}));
    let names = || {
        let mut names = client().tool_names();
        names.retain(|name| name.ends_with("echo"));
        names
    };
    let wanted: Vec<String> = tools.iter().map(|tool| (*tool).to_owned()).collect();
    becomes(&wanted, names);
}

#[test]
fn a_token_opens_the_endpoints_that_it_is_for() {
    let provider = Provider::start();
    let hub = Hub::start(&with(provider.settings(&json!({}))));
    let token = |path: &str| provider.token(&format!("{}{path}", base(&hub)), &json!({}));
    for (audience, path, expected) in [
        ("", "/mcp", 200),
        ("", "/direct/one", 200),
        ("/mcp", "/mcp", 200),
        ("/mcp", "/mcp/g1", 200),
        ("/mcp/g1", "/mcp/g1", 200),
        ("/mcp/g1", "/mcp/g2", 401),
        ("/mcp/g1", "/mcp", 401),
        ("/mcp", "/direct/one", 401),
        ("/mcp", "/ann/mcp", 401),
        ("/ann/mcp", "/ann/mcp", 200),
        ("", "/ann/mcp", 200),
        ("", "/bob/mcp", 403),
    ] {
        assert_eq!(status(&hub, path, &token(audience)), expected, "{audience} at {path}");
    }
    assert_lists(&hub, "/mcp", &token(""), &["one-echo", "two-echo"]);
    // The tokens are for the endpoints alone.
    let admin = hub.http().bearer(&token("")).send("GET", "/api/servers", "");
    assert_eq!(admin.0, 401);
    assert_eq!((provider.count("GET /keys"), provider.count("GET /.well-known")), (1, 2));
}

#[test]
fn no_other_token_opens_an_endpoint() {
    let provider = Provider::start();
    let hub = Hub::start(&with(provider.settings(&json!({}))));
    let good = provider.claims(&base(&hub), &json!({}));
    assert_eq!(status(&hub, "/mcp", &provider.sign(&header(&json!({})), &good)), 200);
    let place = format!("{}/.well-known/oauth-protected-resource/mcp", base(&hub));
    let rejected = |token: &str, text: &str, what: &dyn std::fmt::Display| {
        let wanted = format!(
            r#"Bearer error="invalid_token", error_description="{text}", resource_metadata="{place}""#
        );
        let body = json!({ "error": "invalid_token", "error_description": text, "resource_metadata": place });
        assert_eq!(ping(&hub, "/mcp", token), (401, wanted, body), "{what}");
    };
    for (changes, text) in [
        (json!({ "alg": "none" }), "the algorithm of the token is not accepted"),
        (json!({ "alg": "ES384" }), "the algorithm of the token is not accepted"),
        (json!({ "alg": "RS256" }), "the signature of the token is not valid"),
        (json!({ "alg": "EdDSA" }), "the signature of the token is not valid"),
        (json!({ "kid": "k2" }), "the key of the token is unknown"),
        (json!({ "typ": "JWE" }), "the type of the token is not accepted"),
        (json!({ "typ": "logout+jwt" }), "the type of the token is not accepted"),
        (json!({ "crit": ["exp"] }), "the token has extensions that are not supported"),
    ] {
        rejected(&provider.sign(&header(&changes), &good), text, &changes);
    }
    let hs256 = header(&json!({ "alg": "HS256" }));
    let text = "the algorithm of the token is not accepted";
    rejected(&provider.sign_with_public_key(&hs256, &good), text, &"HMAC");
    let es256 = provider.sign_with_public_key(&header(&json!({})), &good);
    rejected(&es256, "the signature of the token is not valid", &"HMAC as ES256");
    let stranger = Provider::start();
    let stolen = stranger.sign(&header(&json!({})), &good);
    rejected(&stolen, "the signature of the token is not valid", &"another key");
    for (changes, text) in [
        (json!({ "iss": "https://evil.test" }), "its issuer is not accepted here"),
        (json!({ "iss": format!("{}/", provider.issuer()) }), "its issuer is not accepted here"),
        (json!({ "iss": null }), "its issuer is not accepted here"),
        (json!({ "aud": "http://10.0.0.1:3000" }), "the token is for another resource"),
        (json!({ "aud": ["client-1"] }), "the token is for another resource"),
        (json!({ "aud": null }), "the audience of the token is missing"),
        (json!({ "exp": now() - 61 }), "the token has expired"),
        (json!({ "exp": "9999999999" }), "`exp` of the token is not a time"),
        (json!({ "exp": null }), "the token does not say when it expires"),
        (json!({ "nbf": now() + 100 }), "the token is not valid yet"),
        (json!({ "typ": "ID" }), "this is an ID token, not an access token"),
        (json!({ "sub": null }), "the token has no usable `sub`"),
    ] {
        rejected(&provider.token(&base(&hub), &changes), text, &changes);
    }
    let id_token = header(&json!({ "typ": "JWT" }));
    let claims = provider.claims(&base(&hub), &json!({ "nonce": "n" }));
    let text = "this is an ID token, not an access token";
    rejected(&provider.sign(&id_token, &claims), text, &"nonce");
    assert!(!hub.log().contains("subject-1"), "{}", hub.log());
}

#[test]
fn a_token_for_another_server_is_rejected_whatever_host_a_client_names() {
    let provider = Provider::start();
    let hub = Hub::start(&with(provider.settings(&json!({}))));
    let port = hub.address.port();
    for host in ["10.0.0.1:3000".to_owned(), "localhost:1".to_owned(), format!("10.0.0.1:{port}")] {
        let token = provider.token(&format!("http://{host}"), &json!({}));
        let http = hub.http().with("host", &host).bearer(&token);
        assert_eq!(http.send("POST", "/mcp", "{}").0, 401, "{host}");
    }
    let token = provider.token(&format!("http://localhost:{port}"), &json!({}));
    assert_eq!(status(&hub, "/mcp", &token), 200);
}

#[test]
fn a_missing_scope_leads_to_a_step_up() {
    let provider = Provider::start();
    let oauth = provider.settings(&json!({ "requiredScopes": ["mcp:use"] }));
    let hub = Hub::start(&with(oauth));
    let with_scope = |scope: &str| provider.token(&base(&hub), &json!({ "scope": scope }));
    assert_eq!(status(&hub, "/mcp", &with_scope("openid mcp:use")), 200);
    let place = format!("{}/.well-known/oauth-protected-resource/mcp", base(&hub));
    let text = "the token needs the scope mcp:use";
    let (status, challenge, body) = ping(&hub, "/mcp", &with_scope("openid"));
    assert_eq!(status, 403);
    let wanted = format!(
        r#"Bearer error="insufficient_scope", error_description="{text}", resource_metadata="{place}", scope="mcp:use openid""#
    );
    assert_eq!(challenge, wanted);
    let wanted = json!({ "error": "insufficient_scope", "error_description": text, "resource_metadata": place });
    assert_eq!(body, wanted);
}

#[test]
fn rights_follow_the_rules_for_people_and_groups() {
    let provider = Provider::start();
    let map = json!({
        "users": { "subject-of-ann": "ann", "subject-of-nobody": "nobody" },
        "groups": { "staff": ["g1"] },
        "servers": { "dev": ["two"] },
        "admins": ["root"],
    });
    let oauth = provider.settings(&json!({ "map": map, "claims": { "groups": "realm.roles" } }));
    let hub = Hub::start(&with(oauth));
    let person = |sub: &str, roles: &[&str]| {
        let changes = json!({ "sub": sub, "preferred_username": "x", "realm": { "roles": roles } });
        provider.token(&base(&hub), &changes)
    };
    for (sub, roles, statuses) in [
        ("subject-of-ann", &[][..], [200, 200, 200, 200]),
        ("subject-of-nobody", &["root"], [403, 403, 403, 403]),
        ("a", &[], [403, 403, 403, 403]),
        ("a", &["unknown"], [403, 403, 403, 403]),
        ("a", &["staff"], [200, 200, 404, 404]),
        ("a", &["dev"], [200, 404, 404, 200]),
        ("a", &["root"], [200, 200, 200, 200]),
    ] {
        let token = person(sub, roles);
        let got = ["/mcp", "/mcp/g1", "/mcp/g2", "/direct/two"].map(|p| status(&hub, p, &token));
        assert_eq!(got, statuses, "{sub} {roles:?}");
    }
    assert_lists(&hub, "/mcp", &person("a", &["staff"]), &["one-echo"]);
    assert_lists(&hub, "/mcp", &person("a", &["dev"]), &["two-echo"]);
    assert_lists(&hub, "/mcp/g1", &person("a", &["staff"]), &["one-echo"]);
    let (_, _, body) = ping(&hub, "/mcp", &person("a", &[]));
    assert_eq!(body["error"], "forbidden");
}

#[test]
fn equal_names_of_two_providers_are_two_people() {
    let (first, second) = (Provider::start(), Provider::start());
    let rules = json!({ "map": { "users": { "ann": "ann" } } });
    let mut oauth = first.settings(&rules);
    oauth["issuers"] = json!([{ "issuer": second.issuer(), "createUsers": true }]);
    let hub = Hub::start(&with(oauth));
    let lists = |provider: &Provider, tools: &[&str]| {
        assert_lists(&hub, "/mcp", &provider.token(&base(&hub), &json!({})), tools);
    };
    lists(&first, &["one-echo", "two-echo"]);
    lists(&second, &[]);
    // A session ends for a request if its person or its client differs.
    let token = |provider: &Provider, changes: Value| provider.token(&base(&hub), &changes);
    let open = |token: String| hub.http().bearer(&token);
    let session = Client::legacy(&open(token(&first, json!({}))), "/mcp", json!({}));
    let id = session.session().unwrap();
    let list = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
    let uses = |token: String| {
        let http = open(token).with("mcp-session-id", id);
        http.with("accept", "application/json, text/event-stream").send("POST", "/mcp", list).0
    };
    assert_eq!(uses(token(&first, json!({ "exp": now() + 9 }))), 200, "a renewed token");
    assert_eq!(uses(token(&first, json!({ "sub": "subject-2" }))), 404);
    assert_eq!(uses(token(&first, json!({ "client_id": "client-2" }))), 404);
    assert_eq!(uses(token(&second, json!({}))), 404);
}

#[test]
fn a_stream_over_sse_and_its_messages_need_the_same_token() {
    let provider = Provider::start();
    let rules = json!({ "map": { "users": { "subject-1": "ann", "subject-2": "ann" } } });
    let hub = Hub::start(&with(provider.settings(&rules)));
    let open = |path: &str, sub: &str| {
        let audience = format!("{}{path}", base(&hub));
        let token = provider.token(&audience, &json!({ "sub": sub }));
        hub.http().bearer(&token)
    };
    let own = open("/sse", "subject-1");
    let mut pipe = Pipe::sse(&own, "/sse");
    pipe.initialize("2024-11-05", &json!({}));
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let post = |http: &Http| http.send("POST", pipe.place(), ping).0;
    assert_eq!(post(&own), 202);
    assert_eq!(post(&open("/sse", "subject-2")), 404);
    assert_eq!(post(&open("/mcp", "subject-1")), 401);
    assert_eq!(post(&hub.http()), 401);
    let challenge = hub.http().open("POST", pipe.place(), &[], ping);
    let place = format!("{}/.well-known/oauth-protected-resource/sse", base(&hub));
    let wanted = format!("Bearer resource_metadata=\"{place}\"");
    assert_eq!(challenge.header("www-authenticate"), Some(wanted.as_str()));
}

#[test]
fn groups_that_the_provider_left_out_are_not_taken_for_none() {
    let provider = Provider::start();
    let hub =
        Hub::start(&with(provider.settings(&json!({ "map": { "groups": { "staff": ["g1"] } },
            "createUsers": true }))));
    let changes = json!({ "preferred_username": "x", "_claim_names": { "groups": "src1" } });
    let (status, _, body) = ping(&hub, "/mcp", &provider.token(&base(&hub), &changes));
    let text = "the identity provider left out the groups, since there are too many; its \
                administrator limits them to those of this application";
    assert_eq!((status, &body["error_description"]), (403, &json!(text)));
}

#[test]
fn a_provider_that_is_switched_off_opens_nothing_and_leaves_the_hub_closed() {
    let provider = Provider::start();
    let hub = Hub::start(&with(provider.settings(&json!({}))));
    let token = provider.token(&base(&hub), &json!({}));
    assert_eq!(status(&hub, "/mcp", &token), 200);
    hub.edit(|file| file["systemConfig"]["oauth"]["enabled"] = json!(false));
    becomes(&401, || status(&hub, "/mcp", &token));
    let (_, challenge, _) = ping(&hub, "/mcp", &token);
    let wanted = "Bearer error=\"invalid_token\", \
                  error_description=\"this credential is not valid here\"";
    assert_eq!(challenge, wanted);
    assert_eq!(hub.http().send("POST", "/mcp", "{}").0, 401);
}

#[test]
fn an_unreachable_provider_is_no_reason_to_log_in_again() {
    let provider = Provider::start();
    let hub = Hub::start(&with(provider.settings(&json!({}))));
    let token = provider.token(&base(&hub), &json!({}));
    provider.state.lock().unwrap().is_down = true;
    let (status, challenge, body) = ping(&hub, "/mcp", &token);
    assert_eq!((status, challenge.as_str()), (503, ""));
    assert_eq!(body["error"], "temporarily_unavailable");
    let asked = provider.count("GET");
    assert_eq!(ping(&hub, "/mcp", &token).0, 503);
    assert_eq!(provider.count("GET"), asked, "it is not asked again at once");
    assert!(hub.log().contains("cannot get the keys of"), "{}", hub.log());
}

#[test]
fn unknown_keys_are_not_asked_for_again_and_again() {
    let provider = Provider::start();
    let hub = Hub::start(&with(provider.settings(&json!({}))));
    let claims = provider.claims(&base(&hub), &json!({}));
    for n in 0..100 {
        let token = provider.sign(&header(&json!({ "kid": format!("k-{n}") })), &claims);
        assert_eq!(status(&hub, "/mcp", &token), 401);
    }
    assert_eq!(provider.count("GET /keys"), 1);
}

#[test]
fn an_opaque_token_is_shown_to_its_provider() {
    let provider = Provider::start();
    let introspection = json!({ "clientId": "hub", "clientSecret": "${HUB_SECRET}" });
    let file = with(provider.settings(&json!({ "introspection": introspection })));
    let hub = Hub::start_env(&file, &[("HUB_SECRET", "secret-canary")]);
    let known = provider.claims(&base(&hub), &json!({ "active": true }));
    let other = provider.claims("https://other.test", &json!({ "active": true }));
    let mut state = provider.state.lock().unwrap();
    state.tokens.insert("opaque-token".into(), known);
    state.tokens.insert("token-of-another".into(), other);
    // For instance a refresh token.
    let plain = json!({ "active": true, "sub": "subject-1", "iss": provider.issuer() });
    state.tokens.insert("token-for-nothing".into(), plain);
    drop(state);
    for _ in 0..3 {
        assert_eq!(status(&hub, "/mcp", "opaque-token"), 200);
        assert_eq!(status(&hub, "/mcp", "unknown-token"), 401);
    }
    assert_eq!(status(&hub, "/mcp", "token-of-another"), 401);
    assert_eq!(status(&hub, "/mcp", "token-for-nothing"), 401);
    assert_eq!(provider.count("POST /introspect"), 4);
    let requests = provider.http.requests();
    let request = requests.iter().find(|one| one.line == "POST /introspect").unwrap();
    let basic = basic("hub", "secret-canary");
    assert_eq!(request.header("authorization"), Some(basic.as_str()));
    assert_eq!(request.text, "token=opaque-token&token_type_hint=access_token");
    provider.state.lock().unwrap().is_down = true;
    assert_eq!(status(&hub, "/mcp", "opaque-token"), 200, "remembered for a minute");
    assert_eq!(status(&hub, "/mcp", "new-token"), 503);
    assert!(!hub.log().contains("canary") && !hub.log().contains("opaque-token"), "{}", hub.log());
}

#[test]
fn the_check_of_tokens_of_mcphub_names_a_client() {
    let provider = Provider::start();
    let check =
        json!({ "endpoint": provider.http.url("/introspect"), "headers": { "X-Key": "${KEY}" } });
    let map = json!({ "users": { "client-7": "ann" } });
    let file = with(provider.settings(&json!({ "verifyAccessToken": check, "map": map })));
    let hub = Hub::start_env(&file, &[("KEY", "key-canary")]);
    let answer = json!({ "clientId": "client-7", "scopes": ["a"] });
    provider.state.lock().unwrap().tokens.insert("opaque-token".into(), answer);
    assert_eq!(status(&hub, "/mcp", "opaque-token"), 200);
    assert_eq!(status(&hub, "/mcp", "other-token"), 401);
    let requests = provider.http.requests();
    let shown: Vec<_> =
        requests.iter().map(|one| (one.header("x-key"), one.text.as_str())).collect();
    let key = Some("key-canary");
    assert_eq!(shown, [(key, "token=opaque-token"), (key, "token=other-token")]);
}

#[test]
fn keys_of_the_hub_are_shown_to_no_provider() {
    let provider = Provider::start();
    let mut file = with(provider.settings(&json!({ "introspection": {} })));
    let key = |token: &str, enabled: bool| json!({ "name": token, "token": token, "enabled": enabled, "accessType": "groups", "allowedGroups": ["g1"] });
    file["bearerKeys"] = json!([key("a-limited-key", true), key("a-disabled-key", false)]);
    let hub = Hub::start(&file);
    assert_eq!(status(&hub, "/mcp/g1", "a-limited-key"), 200);
    for token in ["a-limited-key", "a-disabled-key", "mcphub_of_yesterday"] {
        assert_eq!(status(&hub, "/mcp", token), 401, "{token}");
    }
    assert_eq!(provider.http.requests().len(), 0);
    assert_eq!(status(&hub, "/mcp", "another-token"), 401);
    assert_eq!(provider.count("POST /introspect"), 1);
}

#[test]
fn a_token_reaches_no_server() {
    let provider = Provider::start();
    let upstream =
        OddHttp::start(|request: &ReceivedRequest| -> Reply { request.default_response(None) });
    let mut file = with(provider.settings(&json!({})));
    let names = json!(["authorization", "x-forwarded-access-token"]);
    file["mcpServers"] = json!({ "up": {
        "type": "streamable-http", "url": upstream.url("/mcp"), "passthroughHeaders": names,
    } });
    let hub = Hub::start(&file);
    let token = provider.token(&base(&hub), &json!({}));
    let http = hub.http().bearer(&token).with("x-forwarded-access-token", &token);
    becomes(&vec!["up-hello".to_owned()], || Client::modern(&http, "/mcp", json!({})).tool_names());
    let client = Client::modern(&http, "/mcp", json!({}));
    let response = client.request("tools/call", json!({ "name": "up-hello", "arguments": {} }));
    assert!(response.to_string().contains("hi"), "{response}");
    let calls: Vec<_> = upstream.requests().into_iter().filter(ReceivedRequest::is_call).collect();
    assert_eq!(calls.len(), 1);
    assert!(!format!("{calls:?}").contains(&token));
}
