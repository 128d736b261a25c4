//! Lists servers and adds new ones.

use serde_json::{Value, json};
use url::Url;

use crate::api::hub::{PASSWORD, in_file, start};
use crate::api::pandora::{check, walk};
use crate::support::oauth::{OAuthServer, follow_page, return_of};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, demo, settings};

#[test]
fn server_routes_match_their_walk() {
    let mut clock = demo(&[]);
    clock["displayName"] = json!("Clock");
    clock["requireApproval"] = json!(false);
    clock["tools"] = json!({ "fail": { "enabled": false }, "add": { "description": "Adds." } });
    let off = json!({ "url": "http://127.0.0.1:9/mcp", "enabled": false });
    let mut walk = walk("servers", settings([("the_clock", clock), ("off", off)]));
    walk.hub.lists_tool("/mcp", "the_clock-echo");
    let none = Value::Null;
    for before in ["", "/dialect/pandora"] {
        let path = format!("{before}/api/mcp-servers");
        walk.note(&format!("at {path}"));
        walk.step("nobody", "GET", &path, &none);
        walk.step("admin", "GET", &path, &none);
        let server = json!({ "command": "mcphub", "args": ["demo", "--tools", "1"],
            "name": "Fetch", "unknown": 1 });
        let made = walk.step("admin", "POST", &path, &server);
        walk.file(&format!("/mcpServers/{}", made["id"].as_str().unwrap()));
        walk.step("admin", "POST", &path, &json!({ "name": "neither", "enabled": 1 }));
        walk.step("nobody", "POST", &path, &server);
    }
    walk.end();
}

#[test]
fn the_list_contains_errors_and_no_secrets() {
    let mut gone = json!({ "command": "no-such-program-anywhere", "args": ["s3cret"] });
    gone["env"] = json!({ "TOKEN": "s3cret" });
    let remote = json!({ "url": "http://127.0.0.1:9/s3cret", "headers": { "X": "s3cret" } });
    let (hub, admin) = start(settings([("gone", gone), ("remote", remote), ("bad", json!({}))]));
    let listed = crate::support::process::wait_for("all to be tried", || {
        let listed = check(&admin, "GET", "/api/mcp-servers", &Value::Null, 200);
        let all = listed["servers"].as_array().unwrap();
        all.iter().all(|server| server["error"].is_string()).then_some(listed)
    });
    assert!(!listed.to_string().contains("s3cret"), "{listed}");
    let types: Vec<_> =
        listed["servers"].as_array().unwrap().iter().map(|s| (&s["id"], &s["type"])).collect();
    let expected = [("gone", "stdio"), ("remote", "http"), ("bad", "http")];
    let expected = expected.map(|(id, kind)| (json!(id), json!(kind)));
    assert_eq!(types, expected.iter().map(|(id, kind)| (id, kind)).collect::<Vec<_>>());
    drop(hub);
}

#[test]
fn the_login_url_is_listed_only_while_a_login_is_required() {
    let (server, upstream) = (OAuthServer::start(), HttpUpstream::start(&[]));
    let (hub, admin) =
        start(settings([("waits", server.http.entry()), ("works", upstream.entry())]));
    let (login, shown) = crate::support::process::wait_for("the login", || {
        let listed = check(&admin, "GET", "/api/mcp-servers", &Value::Null, 200);
        let [waits, works] = [&listed["servers"][0], &listed["servers"][1]];
        let is_up = works["tools"].as_array().is_some_and(|tools| !tools.is_empty());
        let url = waits["authUrl"].as_str().filter(|_| is_up)?;
        Some((Url::parse(url).unwrap(), works["authUrl"].clone()))
    });
    assert_eq!((login.path(), shown), ("/authorize", Value::Null));
    assert!(return_of(&login).0 == 200);
    let listed = check(&admin, "GET", "/api/mcp-servers", &Value::Null, 200);
    assert_eq!(listed["servers"][0]["authUrl"], Value::Null);
    drop(hub);
}

#[test]
fn the_browser_returns_to_the_frontend() {
    let server = OAuthServer::start();
    let callback = |hub: &Hub| format!("http://{}/oauth/mcp/callback", hub.address);
    let variables = [("ADMIN_PASSWORD", PASSWORD), ("FRONTEND_URL", "https://pandora.example/")];
    let hub = Hub::start_env(&settings([("up", server.http.entry())]), &variables);
    hub.edit(|settings| {
        settings["mcpServers"]["up"]["oauth"] = json!({ "redirectUri": callback(&hub) });
    });
    let login = || {
        crate::support::process::wait_for("the login", || {
            let (_, listed) = hub.owner().json("GET", "/api/servers", &Value::Null);
            let url = listed["data"][0]["oauth"]["authorizationUrl"].as_str()?;
            url.contains("mcp%2Fcallback").then(|| Url::parse(url).unwrap())
        })
    };
    let mut back = follow_page(&login());
    let query = back.query().unwrap().replace("code=", "error=access_denied&x=");
    back.set_query(Some(&query));
    let location = |url: &Url| {
        let response = hub.http().open("GET", &url[url::Position::BeforePath..], &[], "");
        (response.status, response.header("location").unwrap_or_default().to_owned())
    };
    let page = "https://pandora.example/plugins?oauth=";
    assert_eq!(location(&back), (302, format!("{page}error&server=up")));
    assert_eq!(location(&back), (400, String::new()), "a state is used once");
    assert_eq!(location(&follow_page(&login())), (302, format!("{page}success&server=up")));
    assert_eq!(hub.http().send("GET", "/oauth/mcp/callback", "").0, 400);
}

#[test]
fn the_example_script_succeeds() {
    let hub = Hub::start_env(&settings([]), &[("ADMIN_PASSWORD", PASSWORD)]);
    let output = std::process::Command::new("sh")
        .arg("examples/pandora.sh")
        .env("HUB", format!("http://{}", hub.address))
        .env("PASSWORD", PASSWORD)
        .env("COMMAND", "mcphub")
        .env("REMOTE", "http://127.0.0.1:9/mcp")
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout.contains(r#""name":"GitHub","type":"stdio""#), "{stdout}");
    assert!(stdout.ends_with("{\"success\":true}\n"), "{stdout}");
    assert_eq!(in_file(&hub, "/mcpServers"), Some(json!({})));
    assert!(in_file(&hub, "/pandora").is_none());
}
