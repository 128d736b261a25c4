//! Browsers get readable pages, and API clients get the response that they expect. The pages
//! contain no names that the visitor could not see otherwise.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::process::wait_for;
use crate::support::server::Hub;

/// The `Accept` header of browsers.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
/// A key of the closed hub.
const KEY: &str = "key-0123456789abcdef";

fn settings(more: Value) -> Value {
    let mut settings = json!({
        "mcpServers": {
            "demo": {"command": "mcphub", "args": ["demo"]},
            "<b>gone</b>": {"command": "no-such-program"},
        },
        "groups": [{"id": "g", "name": "reading", "servers": ["demo"]}],
    });
    settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    settings
}

/// Returns the status and the text of the page, and checks the security headers.
fn look(http: &Http, path: &str) -> (u16, String) {
    let mut response = http.open("GET", path, &[("accept", BROWSER)], "");
    let policy = response.header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
    assert_eq!(response.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    assert_eq!(response.header("cache-control"), Some("no-store"), "{path}");
    (response.status, response.text())
}

#[test]
fn the_first_page_names_the_hub_its_endpoints_and_its_servers() {
    let hub = Hub::start(&settings(json!({})));
    hub.lists("/mcp/reading", &["demo-echo", "demo-add", "demo-count", "demo-fail"]);
    let page = wait_for("the server that is not there", || {
        let (status, page) = look(&hub.http(), "/");
        assert_eq!(status, 200);
        page.contains("failed").then_some(page)
    });
    for part in [
        "<h1>mcphub</h1>".to_owned(),
        format!("This is mcphub {}.", env!("CARGO_PKG_VERSION")),
        format!("<code>http://{}/mcp</code>", hub.address),
        "Groups: <code>reading</code>.".to_owned(),
        "<tr><td>demo</td><td>connected</td><td>4</td><td></td></tr>".to_owned(),
        "<td>&lt;b&gt;gone&lt;/b&gt;</td><td>failed</td><td>0</td>".to_owned(),
        "<code>mcphub status</code> says why".to_owned(),
    ] {
        assert!(page.contains(&part), "{part} is not in\n{page}");
    }
    assert!(!page.contains("no-such-program"), "reasons are for the admin");
    // The owner's own token shows more.
    let (_, page) = look(&hub.owner(), "/");
    assert!(page.contains("no-such-program"), "{page}");
    // A request that does not accept HTML gets the response that Pandora's API clients expect.
    let (status, answer) = hub.http().json("GET", "/", &Value::Null);
    assert_eq!((status, &answer["name"]), (200, &json!("Pandora")));
}

#[test]
fn a_closed_hub_names_nothing_to_strangers() {
    let keys =
        json!([{"id": "k", "name": "k", "token": KEY, "enabled": true, "accessType": "all"}]);
    let hub = Hub::start(&settings(json!({"bearerKeys": keys})));
    let (status, page) = look(&hub.http(), "/");
    assert_eq!(status, 200);
    assert!(page.contains("They need a key"), "{page}");
    for name in ["demo", "gone", "reading"] {
        assert!(!page.contains(name), "{name} is in\n{page}");
    }
    let (_, page) = look(&hub.http().bearer(KEY), "/");
    assert!(page.contains("<td>demo</td>"), "{page}");
}

#[test]
fn a_browser_at_an_endpoint_gets_an_explanation() {
    let hub = Hub::start(&settings(json!({})));
    for path in ["/mcp", "/mcp/reading", "/mcp/nowhere", "/direct/demo", "/sse"] {
        let (status, page) = look(&hub.http(), path);
        assert_eq!(status, 406, "{path}");
        let line = format!("claude mcp add --transport http mcphub http://{}{path}", hub.address);
        assert!(page.contains(&line), "{path}: {page}");
    }
    let (_, page) = look(&hub.http(), "/mcp/%3Cscript%3E");
    assert!(!page.contains("<script"), "{page}");
}

#[test]
fn health_reports_an_invalid_file() {
    let hub = Hub::start(&json!({"mcpServers": {"demo": {"command": "mcphub", "args": ["demo"]}}}));
    let health = |status: &str, settings: &str| {
        wait_for(&format!("health to be {status}, {settings}"), || {
            let (code, health) = hub.http().json("GET", "/health", &Value::Null);
            assert_eq!(code, 200);
            let is = health["status"] == status && health["settings"] == settings;
            is.then(|| health["message"].as_str().unwrap().to_owned())
        })
    };
    let text = std::fs::read_to_string(hub.settings()).unwrap();
    assert_eq!(health("healthy", "current"), "all enabled servers work");
    hub.overwrite("{");
    let older = "the settings file cannot be used; the settings in force are older";
    assert_eq!(health("degraded", "unparsable"), older);
    assert!(look(&hub.http(), "/").1.contains("The settings file cannot be used as it is now"));
    remove(&hub.settings());
    assert_eq!(health("degraded", "missing"), older);
    hub.overwrite(&text);
    health("healthy", "current");
    hub.wait_for_log("can be used again");
    // A server with an invalid entry is missing.
    hub.edit(|settings| settings["mcpServers"]["bad"] = json!({"command": 1}));
    assert_eq!(health("degraded", "current"), "some servers are not connected");
}

fn remove(path: &Path) {
    std::fs::remove_file(path).unwrap();
}
