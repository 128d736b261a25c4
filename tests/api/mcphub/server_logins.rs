//! Logins at servers: begun, completed and ended by programs.

use serde_json::{Value, json};
use url::Url;

use crate::api::mcphub::walk;
use crate::support::oauth::{OAuthServer, follow_page, parse};
use crate::support::process::wait_for;
use crate::support::upstream::demo;

#[test]
fn login_routes_of_servers_match_their_walk() {
    let server = OAuthServer::start();
    let mut settings = server.settings();
    settings["mcpServers"]["local"] = demo(&[]);
    let mut walk = walk("server_logins", settings);
    walk.hub.lists_tool("/mcp", "local-echo");
    let page = wait_for("the page of the login", || {
        let (_, shown) = walk.hub.owner().json("GET", "/api/servers/up", &Value::Null);
        Url::parse(shown["data"]["oauth"]["authorizationUrl"].as_str()?).ok()
    });
    let back = follow_page(&page);
    walk.hide(page.as_str(), "<page>");
    walk.hide(&parse(page.query().unwrap())["state"], "<state>");
    walk.hide(&server.http.url(""), "<server>");
    let port = format!("localhost:{}", walk.hub.address.port());
    walk.hide(&port, "<hub>");
    let at = |path: &str| format!("/api/servers/up/oauth/{path}");
    let none = Value::Null;

    walk.note("the hub as a client of authorization servers");
    walk.step("nobody", "GET", "/oauth/client-metadata.json", &none);

    walk.note("a login");
    walk.step("nobody", "POST", &at("login"), &none);
    walk.step("admin", "POST", "/api/servers/local/oauth/login", &none);
    walk.step("admin", "POST", "/api/servers/none/oauth/login", &none);
    walk.step("admin", "POST", &at("login"), &none);
    walk.step("nobody", "POST", &at("complete"), &json!({ "url": "x" }));
    for odd in [json!({}), json!({ "code": "c" }), json!({ "code": "c", "state": "s" })] {
        walk.step("admin", "POST", &at("complete"), &odd);
    }
    let sent = json!({ "url": back.as_str() });
    let done = walk.hub.owner().json("POST", &at("complete"), &sent);
    walk.write(&format!("admin POST {} {{\"url\":\"<return>\"}}", at("complete")), done);
    walk.hub.lists_tool("/mcp", "up-hello");

    walk.note("a logout");
    walk.step("nobody", "POST", &at("disconnect"), &none);
    walk.step("admin", "POST", &at("disconnect"), &json!({ "scope": "some" }));
    walk.step("admin", "POST", &at("disconnect"), &json!({ "scope": "all" }));
    walk.end();
}
