//! The proxy to the official registry, with a fake registry.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users};
use crate::api::walk::Walk;
use crate::support::api::{Api, ReceivedRequest, Reply};
use crate::support::http::Http;
use crate::support::proxy::Proxy;
use crate::support::server::Hub;
use crate::support::upstream::settings;

/// Starts a registry with two servers.
fn registry() -> Api {
    Api::start(|asked: &ReceivedRequest| {
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

fn start_with_registry(base: &str) -> (Hub, Http) {
    let mut file = settings([]);
    file["users"] = users(&["ann"]);
    file["systemConfig"]["registry"]["baseUrl"] = base.into();
    start(file)
}

fn get(http: &Http, path: &str) -> (u16, Value) {
    http.json("GET", &format!("/api/registry/servers{path}"), &Value::Null)
}

#[test]
fn registry_routes_match_their_walk() {
    let registry = registry();
    let (hub, admin) = start_with_registry(&registry.url);
    let ann = log_in(&hub, "ann");
    let mut walk = Walk::new("mcphub", "registry", hub, admin);
    walk.add_caller("ann", ann);
    let paths = [
        "",
        "?cursor=&limit=0&search=",
        "?search=git%20hub&limit=5&cursor=c/1",
        "/versions?serverName=io.github.a/b",
        "/io.github.a%2Fb/versions",
        "/version?serverName=io.github.a%2Fb&version=1.0.0",
        "/io.github.a%2Fb/versions/1.0.0",
    ];
    walk.note("responses are passed through for every user");
    for path in paths {
        for who in ["admin", "ann"] {
            walk.step(who, "GET", &format!("/api/registry/servers{path}"), &Value::Null);
        }
    }
    // Repeated requests are served from the cache.
    assert_eq!(
        registry.lines(),
        [
            "GET /v0.1/servers",
            "GET /v0.1/servers?cursor=c%2F1&limit=5&search=git+hub",
            "GET /v0.1/servers/io.github.a%2Fb/versions",
            "GET /v0.1/servers/io.github.a%2Fb/versions/1.0.0",
        ]
    );
    let credential = registry.seen()[0].header("authorization").to_owned();
    assert_eq!(credential, "", "the hub's credentials are not sent");
    walk.note("errors of the registry have a status and a reason");
    for path in [
        "?limit=1000",
        "?limit=many",
        "?search=moved",
        "?search=page",
        "?search=ill",
        "/versions",
        "/versions?serverName=none",
        "/version?serverName=x",
        "/version?serverName=x&version=1",
        "/none/versions",
        "/none/versions/1",
        "/%2E%2E/versions",
    ] {
        walk.step("admin", "GET", &format!("/api/registry/servers{path}"), &Value::Null);
    }
    walk.step("nobody", "GET", "/api/registry/servers", &Value::Null);
    walk.end();
}

#[test]
fn an_unreachable_registry_is_named() {
    // No process listens on a port that was just released.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let (hub, admin) = start_with_registry(&format!("http://{address}"));
    let (status, answer) = get(&admin, "");
    let message = answer["message"].as_str().unwrap();
    let begin = format!("the registry is unavailable: cannot reach http://{address}: ");
    assert!(status == 502 && message.starts_with(&begin), "{status} {message}");
    drop(hub);

    let (_hub, admin) = start_with_registry("nonsense");
    let (status, answer) = get(&admin, "");
    let text = "`systemConfig.registry.baseUrl` is not a valid base URL";
    assert_eq!((status, &answer["message"]), (400, &json!(text)));
}

#[test]
fn the_registry_is_reached_through_the_proxy_of_the_environment() {
    let registry = registry();
    let proxy = Proxy::to(registry.url.strip_prefix("http://").unwrap());
    let mut file = settings([]);
    file["bearerKeys"] = json!([{ "id": "k", "name": "admin", "token": KEY, "accessType": "all" }]);
    file["systemConfig"]["registry"]["baseUrl"] = "http://registry.example/mirror/".into();
    let hub = Hub::start_env(&file, &[("http_proxy", &format!("http://{}", proxy.address))]);
    assert_eq!(get(&hub.http().bearer(KEY), "").0, 404);
    assert_eq!(proxy.seen()[0].line, "GET http://registry.example/mirror/v0.1/servers");
}
