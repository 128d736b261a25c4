//! Access: each kind of credential, at each group of routes and each MCP transport.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users};
use crate::support::api::{Api, Reply};
use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, demo, settings};

/// Returns settings with servers of several owners, groups, and every kind of key.
fn file() -> Value {
    let owned = |owner: &str, visibility: &str, shared: &[&str]| {
        let mut entry = demo(&[]);
        entry["owner"] = owner.into();
        entry["visibility"] = visibility.into();
        entry["sharedWithUsers"] = json!(shared);
        entry
    };
    let mut file = settings([
        ("open", owned("boss", "public", &[])),
        ("anns", owned("ann", "private", &[])),
        ("shared", owned("boss", "group", &["ann"])),
        ("secret", owned("boss", "private", &[])),
    ]);
    file["users"] = users(&["ann", "bob"]);
    file["groups"] = json!([
        { "id": "00000000-0000-4000-8000-000000000001", "name": "pair", "servers": ["open", "secret"] },
        { "id": "00000000-0000-4000-8000-000000000002", "name": "closed", "visibility": "private", "owner": "boss", "servers": ["open"] },
        { "id": "00000000-0000-4000-8000-000000000003", "name": "none", "servers": [] },
    ]);
    let key = |name: &str, more: Value| {
        let mut key = json!({ "id": name, "name": name, "token": token(name), "enabled": true, "kind": "system", "accessType": "all" });
        for (field, value) in more.as_object().unwrap() {
            key[field] = value.clone();
        }
        key
    };
    file["bearerKeys"] = json!([
        { "id": "k", "name": "admin", "token": KEY, "enabled": true, "accessType": "all" },
        key("off", json!({ "enabled": false })),
        key("groups", json!({ "accessType": "groups", "allowedGroups": ["pair"] })),
        key("servers", json!({ "accessType": "servers", "allowedServers": ["open"] })),
        key("both", json!({ "accessType": "servers", "allowedServers": ["open", "secret"] })),
        key("custom", json!({ "accessType": "custom", "allowedGroups": ["closed"], "allowedServers": ["secret"] })),
        key("nothing", json!({ "accessType": "custom" })),
        key("ann", json!({ "kind": "user", "owner": "ann" })),
        key("boss", json!({ "kind": "user", "owner": "boss" })),
        key("ghost", json!({ "kind": "user", "owner": "ghost" })),
    ]);
    file["systemConfig"]["routing"]["enableBearerAuth"] = json!(true);
    file
}

fn token(name: &str) -> String {
    format!("mcphub_{name}_0123456789")
}

/// Returns a client for each kind of caller.
fn callers(hub: &Hub) -> Vec<(&'static str, Http)> {
    let key = |name: &'static str| (name, hub.http().bearer(&token(name)));
    let login = |name: &'static str, user: &str| (name, log_in(hub, user));
    vec![
        ("nobody", hub.http()),
        ("stranger", hub.http().bearer("mcphub_unknown_0123456789")),
        ("admin", hub.http().bearer(KEY)),
        key("off"),
        key("groups"),
        key("servers"),
        key("both"),
        key("custom"),
        key("nothing"),
        key("ann"),
        key("boss"),
        key("ghost"),
        login("ann logged in", "ann"),
        login("boss logged in", "boss"),
    ]
}

/// Returns a table with a line per caller and a column per place.
fn table(callers: &[(&str, Http)], places: &[&str], ask: impl Fn(&Http, &str) -> String) -> String {
    let cells = |cells: Vec<String>| {
        let padded: Vec<String> = cells.iter().map(|cell| format!("{cell:<24}")).collect();
        padded.concat()
    };
    let mut lines =
        vec![format!("{:<15}{}", "", cells(places.iter().map(|p| (*p).to_owned()).collect()))];
    for (name, http) in callers {
        let asked = places.iter().map(|place| ask(http, place)).collect();
        lines.push(format!("{name:<15}{}", cells(asked)));
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n") + "\n"
}

/// Returns the servers that a client sees at an endpoint, or the status of the error.
fn visible_servers(client: impl Fn() -> Client, http: &Http, path: &str) -> String {
    let probe = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" }).to_string();
    let (status, _) = http.send("POST", path, &probe);
    if matches!(status, 401 | 403 | 404) {
        return status.to_string();
    }
    let listed = client().request("tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().cloned().unwrap_or_default();
    let mut servers: Vec<_> = tools
        .iter()
        .filter_map(|tool| tool["name"].as_str()?.strip_suffix("-echo").map(str::to_owned))
        .collect();
    servers.dedup();
    servers.join(",")
}

/// Waits until all servers have listed their tools.
fn wait_listed(hub: &Hub) {
    let boss = hub.http().bearer(&token("boss"));
    for server in ["open", "anns", "shared", "secret"] {
        let path = format!("/mcp/{server}");
        becomes(&true, || {
            visible_servers(|| Client::modern(&boss, &path, json!({})), &boss, &path) == server
        });
    }
}

const ENDPOINTS: [&str; 9] = [
    "/mcp",
    "/mcp/pair",
    "/mcp/closed",
    "/mcp/none",
    "/mcp/open",
    "/mcp/secret",
    "/mcp/anns",
    "/ann/mcp",
    "/ann/mcp/secret",
];

#[test]
fn a_credential_grants_the_same_access_in_every_revision() {
    let (hub, _) = start(file());
    wait_listed(&hub);
    let callers = callers(&hub);
    let modern = table(&callers, &ENDPOINTS, |http, path| {
        visible_servers(|| Client::modern(http, path, json!({})), http, path)
    });
    let legacy = table(&callers, &ENDPOINTS, |http, path| {
        visible_servers(|| Client::legacy(http, path, json!({})), http, path)
    });
    assert_eq!(modern, legacy);
    let sse = ["/sse", "/sse/pair", "/sse/open", "/sse/secret", "/ann/sse"];
    let streams =
        table(&callers, &sse, |http, path| http.open("GET", path, &[], "").status.to_string());
    crate::artifacts::is_checked_in(
        "tests/api/mcphub/walks/endpoints.txt",
        &format!("{modern}\n{streams}"),
    );
}

const REQUESTS: [(&str, &str, &str); 44] = [
    ("list servers", "GET", "/api/servers"),
    ("read a private one", "GET", "/api/servers/secret"),
    ("read ann's", "GET", "/api/servers/anns"),
    ("run a program", "POST", "/api/servers {\"name\":\"x\",\"config\":{\"command\":\"\"}}"),
    ("change a shared one", "POST", "/api/servers/shared/toggle {\"enabled\":true}"),
    ("change ann's", "POST", "/api/servers/anns/toggle {\"enabled\":true}"),
    ("make ann's a program", "PUT", "/api/servers/anns {\"config\":{\"command\":\"mcphub\"}}"),
    ("reload ann's", "POST", "/api/servers/anns/reload"),
    ("override of ann's", "POST", "/api/servers/anns/tools/t/toggle {\"enabled\":true}"),
    ("override of open", "POST", "/api/servers/open/tools/t/toggle {\"enabled\":true}"),
    ("list groups", "GET", "/api/groups"),
    ("a private group", "GET", "/api/groups/closed"),
    ("change a group", "PUT", "/api/groups/closed {\"description\":\"\"}"),
    ("list users", "GET", "/api/users"),
    ("change a user", "PUT", "/api/users/bob {\"email\":\"b@example.com\"}"),
    ("list keys", "GET", "/api/auth/keys"),
    ("change a key", "PUT", "/api/auth/keys/both {\"enabled\":true}"),
    ("who am I", "GET", "/api/auth/user"),
    ("settings", "GET", "/api/settings"),
    ("export", "GET", "/api/mcp-settings/export"),
    ("system config", "PUT", "/api/system-config {\"enableSessionRebuild\":false}"),
    ("public", "GET", "/public-config"),
    ("own document", "GET", "/api/docs/openapi.json"),
    ("template of a group", "GET", "/api/templates/export/groups/pair"),
    (
        "take a template",
        "POST",
        "/api/templates/import {\"version\":\"1.0\",\"name\":\"t\",\"servers\":{},\"groups\":[]}",
    ),
    ("list prompts", "GET", "/api/prompts"),
    ("make a prompt", "POST", "/api/prompts {\"name\":\"p\",\"template\":\"t\"}"),
    ("make a resource", "POST", "/api/resources {\"uri\":\"x:y\",\"content\":\"t\"}"),
    ("read a resource", "POST", "/api/resources/read {\"uri\":\"x:none\"}"),
    ("logs", "GET", "/api/logs?server=nobody"),
    ("clear logs", "DELETE", "/api/logs"),
    ("activities", "GET", "/api/activities?tool=none"),
    ("clear activities", "DELETE", "/api/activities/cleanup?daysOld=9999"),
    ("market", "GET", "/api/market/categories/none"),
    ("cloud", "GET", "/api/cloud/servers"),
    ("call in the cloud", "POST", "/api/cloud/servers/x/tools/y/call {\"arguments\":{}}"),
    ("document of all", "GET", "/api/openapi.json"),
    ("document of open", "GET", "/api/open/openapi.json"),
    ("document of secret", "GET", "/api/secret/openapi.json"),
    ("call in open", "POST", "/api/tools/open/echo {\"text\":\"t\"}"),
    ("call in secret", "POST", "/api/tools/secret/echo {\"text\":\"t\"}"),
    (
        "call in ann's",
        "POST",
        "/api/tools/call/anns {\"toolName\":\"echo\",\"arguments\":{\"text\":\"t\"}}",
    ),
    ("call in a group", "POST", "/api/pair/tools/secret/echo {\"text\":\"t\"}"),
    ("prompt of open", "POST", "/api/mcp/open/prompts/tour {}"),
];

#[test]
fn each_credential_grants_exactly_its_rights() {
    let (hub, _) = start(file());
    wait_listed(&hub);
    let callers = callers(&hub);
    let names: Vec<String> = callers.iter().map(|(name, _)| format!("{name:<16}")).collect();
    let mut lines = vec![format!("{:<24}{}", "", names.concat()).trim_end().to_owned()];
    for (what, method, place) in REQUESTS {
        let (path, body) = place.split_once(' ').unwrap_or((place, ""));
        let cells = callers.iter().map(|(_, http)| {
            let (status, answer) = http.send(method, path, body);
            let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
            let names = answer["data"].as_array().map(|list| list.len().to_string());
            let shown = names.map_or(status.to_string(), |number| format!("{status} ({number})"));
            format!("{shown:<16}")
        });
        lines.push(format!("{what:<24}{}", cells.collect::<String>()).trim_end().to_owned());
    }
    let text = lines.join("\n") + "\n";
    crate::artifacts::is_checked_in("tests/api/mcphub/walks/rights.txt", &text);
}

#[test]
fn a_users_server_reaches_no_private_address_or_variable() {
    let upstream = HttpUpstream::start(&[]);
    let entry =
        |url: &str| json!({ "type": "streamable-http", "url": url, "visibility": "public" });
    let mut file = settings([("bosses", entry(&upstream.url))]);
    file["users"] = users(&["ann"]);
    let (hub, admin) = start(file);
    hub.lists_tool("/mcp", "bosses-pid");
    let ann = log_in(&hub, "ann");
    let named = upstream.url.replace("127.0.0.1", "localhost");
    let secret =
        json!({ "type": "sse", "url": "https://a.example/sse", "headers": { "a": "${HOME}" } });
    for (name, entry) in
        [("literal", entry(&upstream.url)), ("named", entry(&named)), ("secret", secret)]
    {
        let sent = json!({ "name": name, "config": entry });
        assert_eq!(ann.json("POST", "/api/servers", &sent).0, 200);
    }
    let error = |name: &str| {
        let answer = admin.json("GET", &format!("/api/servers/{name}"), &Value::Null).1;
        answer["data"]["error"].as_str().unwrap_or_default().to_owned()
    };
    for name in ["literal", "named"] {
        becomes(&true, || error(name).contains("the address is private"));
    }
    becomes(&true, || error("secret").contains("HOME"));
    let allow = json!({ "network": { "allowedCidrs": ["127.0.0.0/8", "::1"] } });
    assert_eq!(admin.json("PUT", "/api/system-config", &allow).0, 200);
    for name in ["literal", "named"] {
        assert_eq!(ann.json("POST", &format!("/api/servers/{name}/reload"), &Value::Null).0, 200);
        hub.lists_tool("/mcp", &format!("{name}-pid"));
    }
}

#[test]
fn credentials_of_the_hub_reach_no_server() {
    let api = Api::start(|_| Some(Reply::json(&json!([]))));
    let document = json!({
        "openapi": "3.0.0", "info": { "title": "t", "version": "1" },
        "servers": [{ "url": api.url }], "paths": { "/x": { "get": { "operationId": "x" } } },
    });
    let names = json!(["authorization", "x-auth-token", "x-own"]);
    let entry = |owner: &str| json!({ "type": "openapi", "owner": owner, "visibility": "public", "passthroughHeaders": names, "openapi": { "schema": document } });
    let mut file = settings([("bosss", entry("boss")), ("anns", entry("ann"))]);
    file["users"] = users(&["ann"]);
    file["systemConfig"] = json!({ "network": { "allowedCidrs": ["127.0.0.1"] } });
    let (hub, admin) = start(file);
    hub.lists("/mcp", &["bosss-x", "anns-x"]);
    let received = |http: &Http, tool: &str| {
        Client::modern(http, "/mcp", json!({})).call(tool, json!({}));
        let asked = api.seen().pop().unwrap();
        ["authorization", "x-auth-token", "x-own"].map(|name| asked.header(name).to_owned())
    };
    let own = admin.clone().with("x-own", "1").with("x-auth-token", "t");
    assert_eq!(received(&own, "bosss-x"), ["", "", "1"]);
    // A foreign credential is passed on, but not to a user's server.
    let other = hub.http().bearer("for-the-server");
    assert_eq!(received(&other, "bosss-x"), ["Bearer for-the-server", "", ""]);
    assert_eq!(received(&other, "anns-x"), ["", "", ""]);
    let boss = log_in(&hub, "boss").with("x-own", "2");
    assert_eq!(boss.json("GET", "/api/tools/bosss/x", &Value::Null).0, 200);
    let asked = api.seen().pop().unwrap();
    assert_eq!((asked.header("x-auth-token"), asked.header("x-own")), ("", "2"));
    // A login token is also valid in `Authorization`, and clients put it into other headers.
    let login = boss.headers[0].1.clone();
    for name in ["authorization", "x-own"] {
        let caller = hub.http().with("x-auth-token", &login).with(name, &format!("Bearer {login}"));
        assert_eq!(caller.json("GET", "/api/tools/bosss/x", &Value::Null).0, 200);
        let asked = api.seen().pop().unwrap();
        assert_eq!(asked.header(name), "", "{name}");
        // An open endpoint requires no credential, and must not pass on the hub's either.
        assert_eq!(received(&caller, "bosss-x"), ["", "", ""], "{name}");
    }
}

#[test]
fn a_users_group_has_only_visible_servers_and_no_servers_name() {
    let (hub, _) = start(file());
    let ann = log_in(&hub, "ann");
    let taken = json!({ "name": "secret", "servers": ["anns"], "visibility": "public" });
    assert_eq!(ann.json("POST", "/api/groups", &taken).0, 400);
    let sent = json!({ "name": "own", "servers": ["anns", "secret", "shared"] });
    let (status, made) = ann.json("POST", "/api/groups", &sent);
    let members = made["data"]["servers"].as_array().unwrap().iter();
    let members: Vec<_> = members.map(|member| member["name"].as_str().unwrap()).collect();
    assert_eq!((status, members), (201, vec!["anns", "shared"]));
    let join = json!({ "serverName": "secret" });
    assert_eq!(ann.json("POST", "/api/groups/own/servers", &join).0, 404);
    let all = json!({ "servers": ["secret"] });
    let (_, emptied) = ann.json("PUT", "/api/groups/own/servers/batch", &all);
    assert_eq!(emptied["data"]["servers"], json!([]));
    assert_eq!(ann.json("PUT", "/api/groups/own", &json!({ "name": "secret" })).0, 400);
}

#[test]
fn streams_end_when_their_credential_is_removed() {
    let (hub, admin) = start(file());
    let key = hub.http().bearer(&token("ann"));
    let client = Client::legacy(&key, "/mcp", json!({}));
    let (mut standing, mut sse) = (client.listen(&[]), key.open("GET", "/sse", &[], ""));
    let modern = Client::modern(&key, "/mcp", json!({}));
    let mut listening = modern.listen(&[]);
    assert_eq!(admin.json("DELETE", "/api/auth/keys/ann", &Value::Null).0, 200);
    for stream in [&mut standing, &mut sse, &mut listening] {
        while stream.event().is_some() {}
    }
}

#[test]
fn a_user_cannot_change_a_stdio_server() {
    let mut file = settings([("anns", demo(&[]))]);
    file["mcpServers"]["anns"]["owner"] = json!("ann");
    file["users"] = users(&["ann"]);
    let (hub, _) = start(file);
    let ann = log_in(&hub, "ann");
    for config in [
        json!({ "env": { "A": "b" } }),
        json!({ "cwd": "/" }),
        json!({ "inheritEnv": true }),
        json!({}),
    ] {
        let (status, answer) = ann.json("PUT", "/api/servers/anns", &json!({ "config": config }));
        assert_eq!(status, 403, "{config}: {answer}");
    }
}

#[test]
fn cross_site_requests_without_origin_are_rejected() {
    let (hub, admin) = start(file());
    let ask = |site: &str| admin.open("GET", "/api/users", &[("sec-fetch-site", site)], "").status;
    assert_eq!(["none", "same-origin", "cross-site", "same-site"].map(ask), [200, 200, 403, 403]);
    let named = |host: &str, path: &str| hub.http().open("GET", path, &[("host", host)], "").status;
    assert_eq!([named("evil.example", "/config"), named("evil.example", "/health")], [403, 403]);
    let url = json!({ "install": { "baseUrl": "https://hub.example" } });
    assert_eq!(named("hub.example", "/config"), 403);
    assert_eq!(admin.json("PUT", "/api/system-config", &url).0, 200);
    assert_eq!(named("hub.example", "/config"), 200);
}
