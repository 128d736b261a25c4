//! Names, URIs and ids keep their first owner, whatever servers non-admins add.

use serde_json::{Map, Value, json};

use crate::api::hub::{KEY, PASSWORD, in_file, log_in, start, users};
use crate::support::api::{Api, Reply};
use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// Starts an MCP server that includes `who` in every result.
fn server(who: &'static str, tools: &[&str], uris: &[&str], templates: &[&str]) -> Api {
    let named = |names: &[&str], key: &str, more: &Value| -> Vec<Value> {
        let item = |name: &&str| {
            let mut item = json!({ "name": name, key: name });
            item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            item
        };
        names.iter().map(item).collect()
    };
    let none = json!({});
    let lists = json!({
        "tools/list": { "tools": named(tools, "name", &json!({ "inputSchema": { "type": "object" } })) },
        "prompts/list": { "prompts": named(tools, "name", &none) },
        "resources/list": { "resources": named(uris, "uri", &none) },
        "resources/templates/list": { "resourceTemplates": named(templates, "uriTemplate", &none) },
    });
    let text = json!({ "type": "text", "text": who });
    Api::start(move |asked| {
        let message: Value = serde_json::from_str(&asked.body).unwrap_or_default();
        let method = message["method"].as_str().unwrap_or_default();
        let result = match method {
            "initialize" => json!({
                "protocolVersion": "2025-06-18", "serverInfo": { "name": who, "version": "1" },
                "capabilities": { "tools": {}, "prompts": {}, "resources": { "subscribe": true } },
            }),
            "tools/call" => json!({ "content": [text] }),
            "prompts/get" => json!({ "messages": [{ "role": "user", "content": text }] }),
            "resources/read" => {
                json!({ "contents": [{ "uri": message["params"]["uri"], "text": who }] })
            }
            "resources/subscribe" | "resources/unsubscribe" => json!({}),
            _ => lists[method].clone(),
        };
        let id = message.get("id");
        Some(match (id, result.is_null()) {
            (None, _) => Reply::new("202 Accepted", "application/json", ""),
            (Some(id), true) => Reply::json(
                &json!({ "jsonrpc": "2.0", "id": id, "error": { "code": -32601, "message": "no" } }),
            ),
            (Some(id), false) => {
                Reply::json(&json!({ "jsonrpc": "2.0", "id": id, "result": result }))
            }
        })
    })
}

fn entry(api: &Api, owner: &str, visibility: &str) -> Value {
    json!({ "type": "streamable-http", "url": format!("{}/mcp", api.url), "owner": owner, "visibility": visibility })
}

/// Returns settings with users, a network that their servers may use, and a key with full access.
fn file<'a>(servers: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let mut file = settings(servers);
    file["users"] = users(&["bob", "alice"]);
    file["systemConfig"] = json!({ "network": { "allowedCidrs": ["127.0.0.0/8"] } });
    file
}

/// Returns each name and URI that a client sees, with the server that handles it.
fn answering_servers(client: &Client) -> Map<String, Value> {
    let mut answers = Map::new();
    for (list, key, method, name) in [
        ("tools/list", "tools", "tools/call", "name"),
        ("prompts/list", "prompts", "prompts/get", "name"),
        ("resources/list", "resources", "resources/read", "uri"),
    ] {
        for item in client.list(list, key) {
            let asked = item[name].as_str().unwrap();
            answers
                .insert(format!("{method} {asked}"), answering_server(client, method, name, asked));
        }
    }
    answers
}

/// Returns the server that handles a name or a URI.
fn answering_server(client: &Client, method: &str, key: &str, name: &str) -> Value {
    let answer = client.request(method, json!({ key: name, "arguments": {} }));
    let result = &answer["result"];
    let places = ["/content/0/text", "/messages/0/content/text", "/contents/0/text"];
    places.iter().find_map(|place| result.pointer(place)).cloned().unwrap_or_default()
}

#[test]
fn a_users_server_takes_over_no_name_or_uri_at_any_position() {
    let admins = server("admin", &["resolve-library-id", "search"], &["r://one"], &["r://t/{x}"]);
    let twin = server("admin", &["write_file"], &[], &[]);
    let digest = server("admin", &["read"], &[], &[]);
    let long = "io.github.acme-inc/filesystem-tools";
    let mut before = file([
        ("context7", entry(&admins, "admin", "private")),
        (long, entry(&twin, "admin", "public")),
        ("a b", entry(&digest, "boss", "public")),
        ("off", {
            let mut off = entry(&admins, "admin", "public");
            off["enabled"] = false.into();
            off
        }),
    ]);
    before["groups"] = json!([{ "name": "g", "servers": ["context7"] }]);
    let (hub, admin) = start(before);
    let client = Client::modern(&admin, "/mcp", json!({}));
    becomes(&9, || answering_servers(&client).len());
    let known = answering_servers(&client);
    assert!(known.values().all(|who| who == "admin"), "{known:?}");
    let prefix = |end: &str| {
        let name = known.keys().find(|name| name.starts_with("tools/call ") && name.ends_with(end));
        name.unwrap()["tools/call ".len()..].trim_end_matches(end).to_owned()
    };
    let (folded, spaced) = (prefix("-write_file"), prefix("-read"));

    // As if an admin had added bob's servers by hand, at the start of the file.
    let bobs = server(
        "bob",
        &["library-id", "write_file", "read", "id", "search", "x"],
        &["r://one", "r://t/1", "r://bob"],
        &["r://{+x}"],
    );
    hub.edit(|file| {
        let names =
            ["context7-resolve", &folded, &spaced, "context7-resolve-library", "off-x", "bobs"];
        let mut servers: Map<String, Value> = names
            .map(|name| (name.to_owned(), entry(&bobs, "bob", "public")))
            .into_iter()
            .collect();
        servers["bobs"]["resources"] = json!({ "r://t/2": { "enabled": false } });
        servers.extend(file["mcpServers"].as_object().unwrap().clone());
        file["mcpServers"] = servers.into();
        let members: Vec<String> =
            file["mcpServers"].as_object().unwrap().keys().cloned().collect();
        file["groups"][0]["servers"] = members.into();
    });
    becomes(&true, || answering_servers(&client).values().filter(|who| *who == "bob").count() > 60);
    for client in
        [Client::modern(&admin, "/mcp", json!({})), Client::legacy(&admin, "/mcp/g", json!({}))]
    {
        let now = answering_servers(&client);
        for (name, who) in &known {
            assert_eq!(now.get(name), Some(who), "{name}");
        }
        assert!(now.keys().all(|name| !name.starts_with("tools/call off-")), "{now:?}");
        for (uri, reader) in
            [("r://t/1", "admin"), ("r://t/2", "admin"), ("r://bob", "bob"), ("r://x", "bob")]
        {
            assert_eq!(answering_server(&client, "resources/read", "uri", uri), reader, "{uri}");
        }
    }
    assert_eq!(
        admin
            .json(
                "POST",
                "/api/v0/tools/invoke",
                &json!({ "name": "context7__resolve-library-id" })
            )
            .0,
        200
    );
}

#[test]
fn a_late_tool_gets_its_name() {
    let gate = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let inner = server("admin", &["resolve-library-id"], &["r://one"], &[]);
    let url = inner.url.clone();
    let open = std::sync::Arc::clone(&gate);
    let late = Api::start(move |asked| {
        if !open.load(std::sync::atomic::Ordering::SeqCst) {
            return Some(Reply::new("503 Service Unavailable", "text/plain", "not yet"));
        }
        let http = Http::to(url.trim_start_matches("http://").parse().unwrap());
        let (status, body) = http.send("POST", "/mcp", &asked.body);
        let status = if status == 202 { "202 Accepted" } else { "200 OK" };
        Some(Reply::new(status, "application/json", body))
    });
    let bobs = server("bob", &["library-id"], &["r://bob"], &[]);
    let (_hub, admin) = start(file([
        ("context7-resolve", entry(&bobs, "bob", "public")),
        ("context7", entry(&late, "admin", "public")),
    ]));
    let client = Client::modern(&admin, "/mcp", json!({}));
    becomes(&1, || client.tool_names().len());
    let bobs_name = client.tool_names().remove(0);
    let name = "context7-resolve-library-id";
    assert_ne!(bobs_name, name);
    assert_eq!(answering_server(&client, "tools/call", "name", name), Value::Null);
    gate.store(true, std::sync::atomic::Ordering::SeqCst);
    becomes(&json!("admin"), || answering_server(&client, "tools/call", "name", name));
    assert_eq!(answering_server(&client, "tools/call", "name", &bobs_name), "bob");
}

/// Logs a user in; every dialect accepts the bearer token.
fn log_in_bearer(hub: &Hub, name: &str) -> Http {
    let sent = json!({ "username": name, "password": PASSWORD });
    let answer = hub.http().json("POST", "/api/auth/login", &sent).1;
    hub.http().bearer(answer["token"].as_str().unwrap())
}

/// Returns all requests by which a user can give a server a name.
fn naming_requests(name: &str) -> Vec<(&'static str, String, Value)> {
    let config = json!({ "type": "streamable-http", "url": "https://x.example/mcp" });
    vec![
        ("POST", "/api/servers".into(), json!({ "name": name, "config": config })),
        (
            "POST",
            "/api/servers/batch".into(),
            json!({ "servers": [{ "name": name, "config": config }] }),
        ),
        ("PUT", "/api/servers/bobs".into(), json!({ "config": {}, "newName": name })),
        (
            "POST",
            "/api/templates/import".into(),
            json!({ "version": "1", "name": "t", "servers": { name: config }, "groups": [] }),
        ),
        (
            "PATCH",
            "/api/config".into(),
            json!({ "mcpServers": { name: { "url": "https://x.example/mcp" } } }),
        ),
    ]
}

#[test]
fn a_user_cannot_use_names_like_or_referenced_by_others() {
    let off = |owner: &str| json!({ "type": "streamable-http", "url": "https://x.example/mcp", "owner": owner, "enabled": false });
    let mut before =
        file([("context7", off("admin")), ("alices", off("alice")), ("bobs", off("bob"))]);
    before["groups"] = json!([
        { "id": "00000000-0000-4000-8000-000000000001", "name": "ops", "servers": ["gone"], "visibility": "public" },
        { "id": "00000000-0000-4000-8000-000000000002", "name": "bobg", "servers": ["bobs"], "owner": "bob" },
    ]);
    before["bearerKeys"] = json!([
        { "id": "k", "name": "k", "token": KEY, "enabled": true, "accessType": "all" },
        { "id": "c", "name": "c", "token": "custom-key-0123456789", "enabled": true, "accessType": "custom", "allowedServers": ["keyed"], "allowedGroups": ["grouped"] },
    ]);
    before["mcpClients"] =
        json!([{ "name": "c", "accessToken": "client-0123456789", "allowList": ["listed"] }]);
    before["mcpRegistry"] = json!([{ "name": "offered" }]);
    let (hub, admin) = start(before);
    let bob = log_in_bearer(&hub, "bob");
    let text = std::fs::read_to_string(hub.settings()).unwrap();
    for name in [
        "context7-resolve",
        "context7__x",
        "alices-x",
        "gone",
        "keyed",
        "grouped",
        "listed",
        "ops",
        "offered",
        "Context7",
        "Offered",
    ] {
        for (method, path, body) in naming_requests(name) {
            let (status, answer) = bob.json(method, &path, &body);
            assert!([400, 409].contains(&status), "{method} {path} {name}: {status} {answer}");
            assert!(answer.to_string().contains("choose another name"), "{answer}");
            assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), text, "{path} {name}");
        }
    }
    for name in
        ["context7", "alices", "ops", "keyed", "grouped", "listed", "offered", "Alices", "OPS"]
    {
        for (method, path, body) in [
            ("POST", "/api/groups", json!({ "name": name, "servers": ["bobs"] })),
            (
                "POST",
                "/api/groups/batch",
                json!({ "groups": [{ "name": name, "servers": ["bobs"] }] }),
            ),
            ("PUT", "/api/groups/bobg", json!({ "name": name })),
            (
                "POST",
                "/api/templates/import",
                json!({ "version": "1", "name": "t", "servers": {}, "groups": [{ "name": name, "servers": ["bobs"] }] }),
            ),
        ] {
            let (status, answer) = bob.json(method, path, &body);
            assert!([400, 409].contains(&status), "{method} {path} {name}: {answer}");
            assert_eq!(std::fs::read_to_string(hub.settings()).unwrap(), text, "{path} {name}");
        }
    }
    // Aeontel derives keys from display names and avoids such names.
    let sent = json!({ "workspaceId": "wsp_local", "name": "Context7 Resolve", "url": "https://x.example/mcp" });
    assert_eq!(bob.json("POST", "/dialect/aeontel/api/mcp-servers", &sent).0, 201);
    let servers = in_file(&hub, "/mcpServers").unwrap().as_object().unwrap().clone();
    assert!(servers.keys().all(|name| !name.starts_with("context7-")), "{:?}", servers.keys());
    // An admin may use such a name, and bob may use any other.
    let (method, path, body) = naming_requests("gone").remove(0);
    assert_eq!(admin.json(method, &path, &body).0, 200);
    let (method, path, body) = naming_requests("bobs-new").remove(0);
    assert_eq!(bob.json(method, &path, &body).0, 200);
}

#[test]
fn users_cannot_choose_ids_and_ids_are_unique() {
    let with = |owner: &str, id: &str| json!({ "type": "streamable-http", "url": "https://x.example/mcp", "owner": owner, "enabled": false, "id": id });
    let (hub, admin) = start(file([
        ("crm", with("admin", "mcp_crm")),
        ("bobs", with("bob", "mcp_bob")),
        ("one", with("admin", "mcp_twice")),
        ("two", with("bob", "mcp_twice")),
    ]));
    let bob = log_in_bearer(&hub, "bob");
    let before = in_file(&hub, "");
    let config = json!({ "url": "https://x.example/mcp", "id": "mcp_crm" });
    for (method, path, body) in [
        ("PUT", "/api/servers/bobs", json!({ "config": { "id": "mcp_crm" } })),
        ("PUT", "/api/servers/bobs", json!({ "config": { "id": "mcp_own" } })),
        ("PUT", "/api/servers/bobs", json!({ "config": { "id": null } })),
        ("POST", "/api/servers", json!({ "name": "b2", "config": config })),
    ] {
        let (status, answer) = bob.json(method, path, &body);
        assert_eq!(status, 403, "{body}: {answer}");
    }
    assert_eq!(
        bob.json(
            "POST",
            "/api/servers/batch",
            &json!({ "servers": [{ "name": "b2", "config": config }] })
        )
        .0,
        400
    );
    for (method, path, body) in [
        ("PUT", "/api/servers/bobs", json!({ "config": { "id": "mcp_crm" } })),
        ("POST", "/api/servers", json!({ "name": "b2", "config": config })),
    ] {
        assert_eq!(admin.json(method, path, &body).0, 400, "{body}");
    }
    // A value may be sent back unchanged.
    assert_eq!(
        bob.json("PUT", "/api/servers/bobs", &json!({ "config": { "id": "mcp_bob" } })).0,
        200
    );
    let aeontel = |http: &Http, method, id: &str, body: &Value| {
        http.json(method, &format!("/dialect/aeontel/api/mcp-servers/{id}"), body)
    };
    let secret = json!({ "apiKey": "sk-of-the-admin" });
    for http in [&admin, &bob] {
        for (method, body) in [("GET", &Value::Null), ("PATCH", &secret), ("DELETE", &Value::Null)]
        {
            let (status, answer) = aeontel(http, method, "mcp_twice", body);
            assert_eq!(status, 409, "{method}: {answer}");
        }
    }
    assert_eq!(in_file(&hub, ""), before);
    assert_eq!(aeontel(&admin, "PATCH", "mcp_crm", &secret).0, 200);
    let output = hub.try_run(&["validate", "--json"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("duplicate-server-id"));
}

/// Server names in the next fixture.
const SHARED: [&str; 4] = ["private", "shared", "public", "admins"];

/// Returns settings with bob's servers in each visibility, an admin's server, and a key of every
/// kind.
fn shared_file() -> Value {
    let own = |owner: &str, visibility: &str| {
        let mut entry = demo(&[]);
        entry["owner"] = owner.into();
        entry["visibility"] = visibility.into();
        entry["sharedWithUsers"] = json!(["alice"]);
        entry
    };
    let mut before = file([
        ("private", own("bob", "private")),
        ("shared", own("bob", "group")),
        ("public", own("bob", "public")),
        ("admins", own("boss", "private")),
    ]);
    before["groups"] = json!([{ "name": "g", "servers": SHARED }]);
    let key = |name: &str, more: Value| {
        let mut key = json!({ "id": name, "name": name, "token": format!("{name}-key-0123456789"), "enabled": true });
        key.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        key
    };
    before["bearerKeys"] = json!([
        { "id": "k", "name": "k", "token": KEY, "enabled": true, "accessType": "all" },
        key("servers", json!({ "accessType": "custom", "allowedGroups": ["g"], "allowedServers": SHARED })),
        key("boss", json!({ "kind": "user", "owner": "boss", "accessType": "all" })),
        key("bob", json!({ "kind": "user", "owner": "bob", "accessType": "all" })),
        key("alice", json!({ "kind": "user", "owner": "alice", "accessType": "all" })),
    ]);
    before["mcpClients"] =
        json!([{ "name": "c", "accessToken": "client-key-0123456789", "allowList": ["*"] }]);
    before["systemConfig"]["routing"] = json!({ "enableBearerAuth": true });
    before
}

#[test]
fn a_users_private_server_is_only_in_its_owners_lists() {
    let (hub, admin) = start(shared_file());
    let with = |name: &str| hub.http().bearer(&format!("{name}-key-0123456789"));
    let seen = |http: &Http, path: &str| {
        let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" }).to_string();
        let (status, _) = http.send("POST", path, &ping);
        if matches!(status, 401 | 403 | 404) {
            return status.to_string();
        }
        let tools = Client::modern(http, path, json!({})).tool_names();
        let mut names: Vec<&str> =
            tools.iter().filter_map(|name| name.strip_suffix("echo")).collect();
        names.sort_unstable();
        names.concat()
    };
    for server in SHARED {
        becomes(&format!("{server}-"), || seen(&with("boss"), &format!("/mcp/{server}")));
    }
    for (who, http, wanted) in [
        ("system", admin.clone(), ["admins-public-", "admins-public-", "404", "404"]),
        ("servers", with("servers"), ["401", "admins-public-", "404", "404"]),
        ("client", with("client"), ["admins-public-", "admins-public-", "404", "404"]),
        ("admin", with("boss"), ["admins-public-", "admins-public-", "private-", ""]),
        (
            "owner",
            with("bob"),
            ["private-public-shared-", "private-public-shared-", "private-", ""],
        ),
        ("friend", with("alice"), ["public-shared-", "public-shared-", "404", "404"]),
    ] {
        let paths = ["/mcp", "/mcp/g", "/mcp/private", "/direct/private"];
        assert_eq!(paths.map(|path| seen(&http, path)), wanted, "{who}");
    }
    let documents = [
        "/api/openapi.json",
        "/api/g/openapi.json",
        "/tools",
        "/api/v0/tools",
        "/api/openapi/servers",
    ];
    for http in [&admin, &with("servers"), &with("client")] {
        for path in documents {
            let answer = http.send("GET", path, "").1;
            assert!(
                !answer.contains("\"private") && !answer.contains("/private/"),
                "{path}: {answer}"
            );
            assert!(
                !answer.contains("\"shared") && !answer.contains("/shared/"),
                "{path}: {answer}"
            );
        }
        let called = http.json("POST", "/api/tools/private/echo", &json!({ "text": "in" })).1;
        assert!(!called.to_string().contains("\"in\""), "{called}");
    }
    let boss = log_in(&hub, "boss");
    let listed = boss.json("GET", "/api/servers", &Value::Null).1;
    assert_eq!(listed["data"].as_array().unwrap().len(), 4);
    assert!(!boss.send("GET", "/api/openapi.json", "").1.contains("/private/"));
    assert!(boss.send("GET", "/api/openapi.json?servers=private", "").1.contains("/private/"));
    let called = boss.json("POST", "/api/tools/private/echo", &json!({ "text": "in" })).1;
    assert_eq!(called["content"][0]["text"], "in");
}

#[test]
fn subscriptions_outside_a_scope_are_rejected_as_reads_are() {
    let (one, two) =
        (server("one", &[], &["r://one"], &["r://one/{x}"]), server("two", &[], &["r://two"], &[]));
    let mut before =
        file([("one", entry(&one, "admin", "public")), ("two", entry(&two, "admin", "public"))]);
    before["groups"] = json!([{ "name": "g", "servers": ["one"] }]);
    let (hub, admin): (Hub, Http) = start(before);
    let all = Client::legacy(&admin, "/mcp", json!({}));
    becomes(&2, || all.list("resources/list", "resources").len());
    for path in ["/mcp/g", "/mcp/one", "/direct/one"] {
        let client = Client::legacy(&admin, path, json!({}));
        for uri in ["r://two", "r://", "", "r:"] {
            let answer = client.request("resources/subscribe", json!({ "uri": uri }));
            let wanted =
                json!({ "code": -32002, "message": "Resource not found", "data": { "uri": uri } });
            assert_eq!(answer["error"], wanted, "{path} {uri}");
        }
        for uri in ["r://one", "r://one/1"] {
            assert_eq!(client.result("resources/subscribe", json!({ "uri": uri })), json!({}));
        }
    }
    let client = Client::legacy(&admin, "/mcp", json!({}));
    let wanted = client.request("resources/read", json!({ "uri": "r://none" }))["error"].clone();
    let refused =
        client.request("resources/subscribe", json!({ "uri": "r://none" }))["error"].clone();
    assert_eq!(refused, wanted);
    drop(hub);
}
