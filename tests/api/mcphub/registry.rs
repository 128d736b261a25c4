//! The official registry, asked on behalf of callers: one of the tests stands in for it.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users};
use crate::support::api::{Api, Asked, Reply};
use crate::support::http::Http;
use crate::support::proxy::Proxy;
use crate::support::server::Hub;
use crate::support::upstream::settings;

/// A registry of two servers.
fn registry() -> Api {
    Api::start(|asked: &Asked| {
        Some(match asked.line.split_once(' ').unwrap().1 {
            "/v0.1/servers" => Reply::json(&json!({ "servers": [1, 2], "metadata": {} })),
            "/v0.1/servers?cursor=c%2F1&limit=5&search=git+hub" => {
                Reply::json(&json!({ "servers": [2] }))
            }
            "/v0.1/servers?limit=1000" => problem("422 Unprocessable Entity", "limit is too large"),
            "/v0.1/servers/io.github.a%2Fb/versions" => {
                Reply::json(&json!({ "servers": ["1", "2"] }))
            }
            "/v0.1/servers/io.github.a%2Fb/versions/1.0.0" => {
                Reply::json(&json!({ "server": { "version": "1.0.0" } }))
            }
            "/v0.1/servers?search=moved" => {
                Reply::new("302 Found", "text/plain", "").with("location", "/v0.1/servers")
            }
            "/v0.1/servers?search=page" => Reply::new("200 OK", "text/html", "<html>"),
            "/v0.1/servers?search=ill" => problem("503 Service Unavailable", "back soon"),
            _ => problem("404 Not Found", "no"),
        })
    })
}

fn problem(status: &'static str, detail: &str) -> Reply {
    let body = json!({ "title": "t", "detail": detail }).to_string();
    Reply::new(status, "application/problem+json", body)
}

fn asking(base: &str) -> (Hub, Http) {
    let mut file = settings([]);
    file["users"] = users(&["ann"]);
    file["systemConfig"]["registry"]["baseUrl"] = base.into();
    start(file)
}

fn get(http: &Http, path: &str) -> (u16, Value) {
    http.json("GET", &format!("/api/registry/servers{path}"), &Value::Null)
}

#[test]
fn what_the_registry_says_is_passed_on_to_whoever_may_log_in() {
    let registry = registry();
    let (hub, admin) = asking(&registry.url);
    let ann = log_in(&hub, "ann");
    let good = |data: Value| (200, json!({ "success": true, "data": data }));
    let versions = good(json!({ "servers": ["1", "2"] }));
    let version = good(json!({ "server": { "version": "1.0.0" } }));
    for (path, answer) in [
        ("", good(json!({ "servers": [1, 2], "metadata": {} }))),
        ("?cursor=&limit=0&search=", good(json!({ "servers": [1, 2], "metadata": {} }))),
        ("?search=git%20hub&limit=5&cursor=c/1", good(json!({ "servers": [2] }))),
        ("/versions?serverName=io.github.a/b", versions.clone()),
        ("/io.github.a%2Fb/versions", versions),
        ("/version?serverName=io.github.a%2Fb&version=1.0.0", version.clone()),
        ("/io.github.a%2Fb/versions/1.0.0", version),
    ] {
        for who in [&admin, &ann] {
            assert_eq!(get(who, path), answer, "{path}");
        }
    }
    assert_eq!(get(&hub.http(), "").0, 401);
    // What was asked before is known for a while.
    assert_eq!(
        registry.lines(),
        [
            "GET /v0.1/servers",
            "GET /v0.1/servers?cursor=c%2F1&limit=5&search=git+hub",
            "GET /v0.1/servers/io.github.a%2Fb/versions",
            "GET /v0.1/servers/io.github.a%2Fb/versions/1.0.0",
        ]
    );
    let seen = registry.seen();
    assert_eq!(seen[0].header("authorization"), "", "our credentials are none of its business");
}

#[test]
fn what_the_registry_refuses_or_spoils_has_its_status_and_a_reason() {
    let registry = registry();
    let (_hub, admin) = asking(&registry.url);
    let trouble = |why: &str| {
        let remedy = "check the network, HTTPS_PROXY and `systemConfig.registry.baseUrl`";
        (502, format!("the registry gives no answer: {why}; {remedy}"))
    };
    let of = |status: u16, text: &str| (status, text.to_owned());
    for (path, refusal) in [
        ("/none/versions", of(404, "the registry does not know this")),
        ("?limit=1000", of(400, "the registry does not take this: limit is too large")),
        ("?search=moved", trouble("127.0.0.1 answers 302 Found")),
        ("?search=page", trouble("what 127.0.0.1 says is no JSON")),
        ("?search=ill", trouble("127.0.0.1 answers 503 Service Unavailable: back soon")),
        ("/../versions", of(400, "a server's name and version must not be empty")),
    ] {
        let (status, answer) = get(&admin, &path.replace("/..", "/%2E%2E"));
        assert_eq!(answer["success"], false, "{path}");
        assert_eq!((status, answer["message"].as_str().unwrap().to_owned()), refusal, "{path}");
    }
    assert_eq!(get(&admin, "/versions").0, 400);
    assert_eq!(get(&admin, "/version?serverName=x").0, 400);
    assert_eq!(get(&admin, "?limit=many").0, 400);
}

#[test]
fn a_registry_that_cannot_be_reached_is_named() {
    // Nobody listens at a port that was just given back.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let (hub, admin) = asking(&format!("http://{address}"));
    let (status, answer) = get(&admin, "");
    let message = answer["message"].as_str().unwrap();
    let begin = format!("the registry gives no answer: cannot reach http://{address}: ");
    assert!(status == 502 && message.starts_with(&begin), "{status} {message}");
    drop(hub);

    let (_hub, admin) = asking("nonsense");
    let (status, answer) = get(&admin, "");
    let text = "`systemConfig.registry.baseUrl` is not the URL of a site";
    assert_eq!((status, &answer["message"]), (400, &json!(text)));
}

#[test]
fn the_registry_is_reached_by_the_proxy_of_the_environment() {
    let registry = registry();
    let proxy = Proxy::to(registry.url.strip_prefix("http://").unwrap());
    let mut file = settings([]);
    file["bearerKeys"] = json!([{ "id": "k", "name": "admin", "token": KEY, "accessType": "all" }]);
    file["systemConfig"]["registry"]["baseUrl"] = "http://registry.example/mirror/".into();
    let hub = Hub::start_env(&file, &[("http_proxy", &format!("http://{}", proxy.address))]);
    assert_eq!(get(&hub.http().bearer(KEY), "").0, 404);
    assert_eq!(proxy.seen()[0].line, "GET http://registry.example/mirror/v0.1/servers");
}
