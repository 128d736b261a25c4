//! Access control: Host and Origin are always checked, credentials if the settings require them.

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::server::{Hub, mcphub};
use crate::support::upstream::{demo, settings};

const KEY: &str = "mcphub_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn ping(http: &Http, path: &str, headers: &[(&str, &str)]) -> u16 {
    let body = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": { "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } }
    })
    .to_string();
    let mut all = vec![("accept", "application/json, text/event-stream")];
    all.extend(headers);
    http.open("POST", path, &all, &body).status
}

fn with_key(access: Value) -> Value {
    let mut file = settings([("one", demo(&[])), ("two", demo(&[]))]);
    let mut key = json!({ "id": "k", "name": "test", "token": KEY, "enabled": true });
    key.as_object_mut().unwrap().extend(access.as_object().unwrap().clone());
    file["bearerKeys"] = json!([key]);
    file["groups"] = json!([{ "name": "g", "servers": ["one"] }]);
    file
}

#[test]
fn an_unknown_host_or_origin_is_rejected_on_every_route() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let http = hub.http();
    let host = hub.address.to_string();
    let own = format!("http://{host}");
    for path in ["/mcp", "/direct/one"] {
        assert_eq!(ping(&http, path, &[]), 200);
        assert_eq!(ping(&http, path, &[("origin", &own)]), 200);
        assert_eq!(ping(&http, path, &[("host", "evil.example.com")]), 403);
        assert_eq!(ping(&http, path, &[("origin", "http://evil.example.com")]), 403);
    }
    for path in ["/health", "/api/servers"] {
        let response = http.open("GET", path, &[("host", "evil.example.com")], "");
        assert_eq!(response.status, 403, "{path}");
    }
}

#[test]
fn a_key_gives_access_only_to_its_groups_and_servers() {
    let hub = Hub::start(&with_key(
        json!({ "accessType": "custom", "allowedGroups": ["g"], "allowedServers": ["two"] }),
    ));
    let (open, keyed) = (hub.http(), hub.http().bearer(KEY));
    for (path, status) in [("/mcp", 401), ("/mcp/g", 200), ("/mcp/two", 200), ("/mcp/one", 401)] {
        assert_eq!(ping(&open, path, &[]), 401, "{path} without the key");
        assert_eq!(ping(&keyed, path, &[]), status, "{path} with the key");
    }
    assert_eq!(ping(&hub.http().bearer("wrong"), "/mcp/g", &[]), 401);
    // The admin API requires a key with access to everything.
    assert!([401, 403].contains(&keyed.send("GET", "/api/servers", "").0));
}

#[test]
fn the_admin_api_is_never_open() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    assert_eq!(hub.http().send("GET", "/api/servers", "").0, 401);
    assert_eq!(hub.http().send("GET", "/health", "").0, 200);
    let hub = Hub::start(&with_key(json!({ "accessType": "all" })));
    let (status, list) = hub.http().bearer(KEY).json("GET", "/api/servers", &Value::Null);
    assert_eq!((status, &list["data"][0]["name"]), (200, &json!("one")), "{list}");
}

#[test]
fn listening_on_the_network_without_credentials_is_rejected() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let folder = hub.crash();
    let mut command = mcphub(folder.path());
    command.args(["serve", "--config"]).arg(folder.path().join("mcp_settings.json"));
    let output = command.args(["--host", "0.0.0.0", "--port", "0"]).output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--insecure-no-auth"), "{said}");
}

#[test]
fn a_port_in_use_is_reported() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let port = hub.address.port().to_string();
    let mut command = mcphub(hub.folder.path());
    command.args(["serve", "--config"]).arg(hub.settings());
    let output = command.args(["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&port));
}

const FORGED: &str = "warning: TRUST_PROXY=true trusts any address that a client sends in X-Forwarded-For: \
                      set it to the number of proxies in front, such as TRUST_PROXY=1\n";

#[test]
fn trusting_every_forwarded_address_causes_a_warning() {
    let start = |host: &str, trust: &str| {
        let file = with_key(json!({ "accessType": "all" }));
        Hub::start_env(&file, &[("HOST", host), ("TRUST_PROXY", trust)]).log()
    };
    let log = start("0.0.0.0", "true");
    assert_eq!(log.matches(FORGED).count(), 1, "{log}");
    for (host, trust) in [("0.0.0.0", "1"), ("0.0.0.0", "loopback"), ("127.0.0.1", "true")] {
        let log = start(host, trust);
        assert!(!log.contains("TRUST_PROXY"), "{host} {trust}: {log}");
    }
}

#[test]
fn an_allowed_host_may_have_a_port_and_invalid_entries_are_reported() {
    let words = "hub.example:8443, https://hub.example,other.example";
    let hub = Hub::start_env(&settings([]), &[("ALLOWED_HOSTS", words)]);
    let at = |host: &str| ping(&hub.http(), "/mcp", &[("host", host)]);
    assert_ne!(at("hub.example:8443"), 403);
    assert_ne!(at("other.example:1234"), 403);
    assert_eq!((at("hub.example:8444"), at("hub.example")), (403, 403));
    let line = "warning: ALLOWED_HOSTS: `https://hub.example` matches nothing: write a host, such as \
                hub.example or hub.example:8443\n";
    assert_eq!(hub.log().matches("ALLOWED_HOSTS").count(), 1, "{}", hub.log());
    assert!(hub.log().contains(line), "{}", hub.log());
}
