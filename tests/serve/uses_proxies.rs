//! Proxies and TLS roots for upstream connections come from the server's own `env`, otherwise from
//! the hub's environment.

use std::fs;

use serde_json::{Value, json};

use crate::support::proxy::{Proxy, Seen};
use crate::support::server::Hub;
use crate::support::tls::Tls;
use crate::support::upstream::{HttpUpstream, settings};

fn entry(url: &str, env: Value) -> Value {
    json!({ "type": "streamable-http", "url": url, "env": env })
}

fn seen(line: &str, credential: Option<&str>) -> Seen {
    Seen { line: line.into(), credential: credential.map(str::to_owned) }
}

#[test]
fn http_requests_use_the_proxy_of_the_hubs_environment() {
    let upstream = HttpUpstream::start(&["--era", "modern"]);
    let proxy = Proxy::to(upstream.address());
    let far = entry("http://far.test:8080/mcp?a=b", json!({}));
    let url = format!("http://me:s3cret@{}", proxy.address);
    let hub = Hub::start_env(&settings([("far", far)]), &[("HTTP_PROXY", &url)]);
    hub.lists_tool("/mcp", "far-echo");
    assert_eq!(hub.modern("/mcp").call("far-echo", json!({ "text": "x" })), "x");
    let credential = Some("Basic bWU6czNjcmV0");
    assert_eq!(proxy.seen(), [seen("POST http://far.test:8080/mcp?a=b", credential)]);
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}

#[test]
fn a_servers_own_env_applies_only_to_it() {
    let upstream = HttpUpstream::start(&["--era", "modern"]);
    let (everyones, own) = (Proxy::to(upstream.address()), Proxy::to(upstream.address()));
    let own_url = format!("http://{}", own.address);
    let servers = settings([
        ("plain", entry("http://plain.test/mcp", json!({}))),
        ("own", entry("http://own.test/mcp", json!({ "HTTP_PROXY": own_url }))),
        ("none", entry(&upstream.url, json!({ "HTTP_PROXY": "" }))),
        ("near", entry(&upstream.url, json!({ "NO_PROXY": "127.0.0.1" }))),
    ]);
    let everyones_url = format!("http://{}", everyones.address);
    let hub = Hub::start_env(&servers, &[("http_proxy", &everyones_url), ("NO_PROXY", "x.test")]);
    for server in ["plain", "own", "none", "near"] {
        hub.lists_tool("/mcp", &format!("{server}-echo"));
    }
    assert_eq!(everyones.seen(), [seen("POST http://plain.test/mcp", None)]);
    assert_eq!(own.seen(), [seen("POST http://own.test/mcp", None)]);
}

#[test]
fn https_requests_use_a_proxy_tunnel() {
    let upstream = HttpUpstream::start(&["--era", "modern"]);
    let tls = Tls::before(upstream.address(), "far.test");
    let proxy = Proxy::to(&tls.address);
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    fs::write(&ca, &tls.ca_pem).unwrap();
    let env = json!({ "NODE_EXTRA_CA_CERTS": ca });
    let url = format!("http://me@{}", proxy.address);
    let servers = settings([("far", entry("https://far.test/mcp", env))]);
    let hub = Hub::start_env(&servers, &[("https_proxy", &url)]);
    hub.lists_tool("/mcp", "far-echo");
    assert_eq!(hub.modern("/mcp").call("far-echo", json!({ "text": "x" })), "x");
    assert_eq!(proxy.seen(), [seen("CONNECT far.test:443", Some("Basic bWU6"))]);
}

#[test]
fn socks_proxies_resolve_host_names() {
    let upstream = HttpUpstream::start(&["--era", "modern"]);
    let proxy = Proxy::to(upstream.address());
    let env = json!({ "ALL_PROXY": format!("socks5h://{}", proxy.address) });
    let hub = Hub::start(&settings([("far", entry("http://far.test:81/mcp", env))]));
    hub.lists_tool("/mcp", "far-echo");
    assert_eq!(proxy.seen(), [seen("SOCKS far.test:81", None)]);
}

#[test]
fn only_the_configured_certificates_are_trusted() {
    let upstream = HttpUpstream::start(&["--era", "modern"]);
    let tls = Tls::before(upstream.address(), "localhost");
    let folder = tempfile::tempdir().unwrap();
    let certificates = folder.path().join("certificates");
    fs::create_dir(&certificates).unwrap();
    fs::write(certificates.join("ca.pem"), &tls.ca_pem).unwrap();
    let file = certificates.join("ca.pem");
    let url = format!("https://localhost:{}/mcp", tls.address.rsplit(':').next().unwrap());
    let other = Tls::before(upstream.address(), "localhost");
    let foreign = folder.path().join("foreign.pem");
    fs::write(&foreign, &other.ca_pem).unwrap();
    let servers = settings([
        ("file", entry(&url, json!({}))),
        ("folder", entry(&url, json!({ "SSL_CERT_FILE": "", "SSL_CERT_DIR": certificates }))),
        ("foreign", entry(&url, json!({ "SSL_CERT_FILE": foreign }))),
    ]);
    let hub = Hub::start_env(&servers, &[("SSL_CERT_FILE", file.to_str().unwrap())]);
    hub.lists_tool("/mcp", "file-echo");
    hub.lists_tool("/mcp", "folder-echo");
    let place = url.trim_end_matches("/mcp");
    hub.wait_for_log(&format!("cannot reach {place}: invalid peer certificate"));
}

#[test]
fn an_unreachable_proxy_is_reported_and_not_bypassed() {
    let upstream = HttpUpstream::start(&["--era", "modern"]);
    let env = json!({ "ALL_PROXY": "http://me:s3cret@127.0.0.1:1" });
    let hub = Hub::start(&settings([("far", entry(&upstream.url, env))]));
    hub.wait_for_log("through http://127.0.0.1:1: ");
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}
