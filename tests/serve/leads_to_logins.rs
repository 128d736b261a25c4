//! A rejected request leads to the metadata of its endpoint, and that to the issuers of tokens.

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

const METADATA: &str = "/.well-known/oauth-protected-resource";

/// Every form of the endpoints; GET opens a stream if the endpoint has one.
const ENDPOINTS: [(&str, &str); 13] = [
    ("POST", "/mcp"),
    ("POST", "/mcp/"),
    ("GET", "/mcp"),
    ("DELETE", "/mcp"),
    ("POST", "/mcp/one"),
    ("POST", "/mcp/nobody"),
    ("POST", "/mcp/$smart"),
    ("POST", "/mcp/$smart/g"),
    ("POST", "/direct/one"),
    ("GET", "/sse"),
    ("GET", "/sse/one"),
    ("POST", "/v0/groups/g/mcp"),
    ("POST", "/ann/mcp/one"),
];

fn with_provider(provider: Value) -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["systemConfig"] = json!({ "oauth": provider, "oauthServer": { "enabled": false } });
    file
}

fn provider() -> Value {
    json!({ "enabled": true, "issuerUrl": "https://id.test/realm", "requiredScopes": ["mcp"] })
}

/// Returns status, challenge and body.
fn knock(http: &Http, method: &str, path: &str, more: &[(&str, &str)]) -> (u16, String, Value) {
    let mut headers = vec![("accept", "application/json, text/event-stream")];
    headers.extend(more);
    let mut response = http.open(method, path, &headers, "{}");
    let challenge = response.header("www-authenticate").unwrap_or_default().to_owned();
    let body = serde_json::from_str(&response.text()).unwrap_or_default();
    (response.status, challenge, body)
}

#[test]
fn each_endpoint_leads_to_its_own_metadata() {
    let hub = Hub::start(&with_provider(provider()));
    let (http, base) = (hub.http(), format!("http://{}", hub.address));
    for (method, path) in ENDPOINTS {
        let place = format!("{base}{METADATA}{path}");
        let (status, challenge, _) = knock(&http, method, path, &[]);
        assert_eq!(status, 401, "{path}");
        let wanted = format!(r#"Bearer resource_metadata="{place}", scope="mcp""#);
        assert_eq!(challenge, wanted, "{path}");
        let (status, metadata) = http.json("GET", &format!("{METADATA}{path}"), &Value::Null);
        let wanted = json!({
            "resource": format!("{base}{path}"),
            "authorization_servers": ["https://id.test/realm"],
            "scopes_supported": ["mcp"],
            "bearer_methods_supported": ["header"],
            "resource_name": "mcphub",
        });
        assert_eq!((status, metadata), (200, wanted), "{path}");
    }
    let (status, metadata) = http.json("GET", METADATA, &Value::Null);
    assert_eq!((status, &metadata["resource"]), (200, &json!(base)));
}

#[test]
fn the_hub_itself_is_the_last_issuer() {
    let mut file = with_provider(provider());
    file["systemConfig"]["oauthServer"] = json!({ "enabled": true });
    let hub = Hub::start(&file);
    let base = format!("http://{}", hub.address);
    let read = |hub: &Hub| hub.http().json("GET", &format!("{METADATA}/mcp"), &Value::Null).1;
    let both = read(&hub);
    assert_eq!(both["authorization_servers"], json!(["https://id.test/realm", base]));
    assert_eq!(both["scopes_supported"], json!(["mcp"]));
    hub.edit(|file| file["systemConfig"]["oauth"]["enabled"] = json!(false));
    becomes(&json!([base]), || read(&hub)["authorization_servers"].clone());
    assert_eq!(read(&hub)["scopes_supported"], json!(["read", "write"]));
    let (_, challenge, _) = knock(&hub.http(), "POST", "/mcp/one", &[]);
    let place = format!("{base}{METADATA}/mcp/one");
    assert_eq!(challenge, format!(r#"Bearer resource_metadata="{place}", scope="read write""#));
    // What the metadata names is there.
    let (status, issuer) =
        hub.http().json("GET", "/.well-known/oauth-authorization-server", &Value::Null);
    assert_eq!((status, &issuer["issuer"]), (200, &json!(base)));
}

#[test]
fn a_wrong_token_is_named_as_the_reason_and_a_missing_one_is_not() {
    let hub = Hub::start(&with_provider(provider()));
    let place = format!("http://{}{METADATA}/mcp", hub.address);
    let text = "no credential: send `Authorization: Bearer <key>`";
    let body = |text: &str| json!({ "error": "invalid_token", "error_description": text, "resource_metadata": place });
    let (_, _, missing) = knock(&hub.http(), "POST", "/mcp", &[]);
    assert_eq!(missing, body(text));
    let wrong = [("authorization", "Bearer wrong-token")];
    let (status, challenge, answer) = knock(&hub.http(), "POST", "/mcp", &wrong);
    let text = "this credential is not valid here";
    assert_eq!((status, answer), (401, body(text)));
    let wanted = format!(
        r#"Bearer error="invalid_token", error_description="{text}", resource_metadata="{place}", scope="mcp""#
    );
    assert_eq!(challenge, wanted);
}

#[test]
fn without_an_issuer_there_is_no_metadata() {
    let mut file = settings([("one", demo(&[]))]);
    file["bearerKeys"] = json!([]);
    for off in [json!(null), json!({ "enabled": false, "issuerUrl": "https://id.test" })] {
        file["systemConfig"] = json!({ "oauth": off, "oauthServer": { "enabled": false } });
        let hub = Hub::start(&file);
        let (status, challenge, _) = knock(&hub.http(), "POST", "/mcp", &[]);
        assert_eq!((status, challenge.as_str()), (401, "Bearer"));
        for path in ["", "/mcp"] {
            let answer = hub.http().json("GET", &format!("{METADATA}{path}"), &Value::Null);
            assert_eq!(answer, (404, json!({ "error": "OAuth server not configured" })));
        }
    }
}

#[test]
fn metadata_is_for_pages_of_any_origin_at_a_known_host() {
    let hub = Hub::start(&with_provider(provider()));
    let get = |method: &str, path: &str, headers: &[(&str, &str)]| {
        let response = hub.http().open(method, path, headers, "");
        let header = |name: &str| response.header(name).map(str::to_owned);
        let all = ["access-control-allow-origin", "access-control-allow-credentials"].map(header);
        (response.status, all)
    };
    let page = ("origin", "https://page.example");
    let anyone = [Some("*".to_owned()), None];
    let path = format!("{METADATA}/mcp");
    assert_eq!(get("GET", &path, &[page]), (200, anyone.clone()));
    let asks = [page, ("access-control-request-method", "GET")];
    assert_eq!(get("OPTIONS", &path, &asks), (204, anyone.clone()));
    assert_eq!(get("POST", &path, &[page]), (405, anyone));
    assert_eq!(get("GET", &path, &[("host", "evil.example")]).0, 403);
    assert_eq!(get("POST", "/mcp", &[page]).0, 403);
    assert_eq!(get("GET", &format!("{METADATA}/api/servers"), &[]).0, 404);
}

#[test]
fn a_page_may_read_the_challenge_and_the_session() {
    let hub = Hub::start(&with_provider(provider()));
    let origin = format!("http://{}", hub.address);
    let response = hub.http().open("POST", "/mcp", &[("origin", &origin)], "{}");
    let exposed = response.header("access-control-expose-headers").unwrap();
    assert!(exposed.contains("www-authenticate") && exposed.contains("mcp-session-id"));
}

#[test]
fn metadata_is_at_the_public_url() {
    let mut file = with_provider(provider());
    let resource = |hub: &Hub, path: &str, headers: &[(&str, &str)]| {
        let mut response = hub.http().open("GET", &format!("{METADATA}{path}"), headers, "");
        let body: Value = serde_json::from_str(&response.text()).unwrap_or_default();
        body["resource"].as_str().unwrap_or_default().to_owned()
    };
    let proxy = [
        ("host", "hub.test"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "hub.test:8443"),
    ];
    let names = ("ALLOWED_HOSTS", "hub.test");
    let hub = Hub::start_env(&file, &[names, ("TRUST_PROXY", "loopback"), ("BASE_PATH", "/x")]);
    assert_eq!(resource(&hub, "/x/mcp", &proxy), "https://hub.test:8443/x/mcp");
    let (_, challenge, _) = knock(&hub.http(), "POST", "/x/mcp/one", &proxy);
    let place = "https://hub.test:8443/.well-known/oauth-protected-resource/x/mcp/one";
    assert_eq!(challenge, format!(r#"Bearer resource_metadata="{place}", scope="mcp""#));
    let hub = Hub::start_env(&file, &[names]);
    assert_eq!(resource(&hub, "/mcp", &proxy), "http://hub.test/mcp");
    let install = ("INSTALL_BASE_URL", "https://install.test/y/");
    let hub = Hub::start_env(&file, &[names, install]);
    assert_eq!(resource(&hub, "/y/mcp", &proxy), "https://install.test/y/mcp");
    assert_eq!(resource(&hub, "/mcp", &[("host", "install.test")]), "https://install.test/y/mcp");
    file["systemConfig"]["install"] = json!({ "baseUrl": "https://set.test" });
    let hub = Hub::start_env(&file, &[names, install]);
    assert_eq!(resource(&hub, "/mcp", &proxy), "https://set.test/mcp");
    file["systemConfig"]["oauth"]["baseUrl"] = json!("https://resource.test/z");
    let hub = Hub::start_env(&file, &[names]);
    assert_eq!(resource(&hub, "/mcp", &proxy), "https://resource.test/z/mcp");
}
