//! Servers in workspaces: create, change, list and remove; secrets are write-only.

use serde_json::{Value, json};

use crate::api::hub::{KEY, in_file, start, users, walk};
use crate::api::walk::Walk;
use crate::support::process::becomes;
use crate::support::upstream::{HttpUpstream, demo, settings};

const SERVERS: &str = "/dialect/aeontel/api/mcp-servers";

#[test]
fn the_walk_through_servers() {
    let upstream = HttpUpstream::start(&[]);
    let url = upstream.entry()["url"].clone();
    let mut walk = walk("aeontel", "servers", settings([("local", demo(&[]))]));
    walk.hide(upstream.address(), "<upstream>");

    walk.note("at the root, a body with a workspace selects this dialect");
    let sent = json!({
        "workspaceId": "wsp_one", "name": "Team Wiki", "url": url, "authType": "api_key",
        "apiKey": "k3y-of-the-wiki", "headers": { "X-Team": "docs" },
    });
    let wiki = walk.step("admin", "POST", "/api/mcp-servers", &sent);
    walk.file("/mcpServers/team-wiki");
    walk.file("/workspaces");
    let id = wiki["id"].as_str().unwrap();
    let own = format!("/api/mcp-servers/{id}");

    walk.note("a patch keeps absent members, and null clears");
    walk.step(
        "admin",
        "PATCH",
        &own,
        &json!({ "name": "Wiki", "connectorId": "con_1",
        "connectorConfig": { "space": "docs" }, "headers": { "X-Team": "ops" } }),
    );
    walk.file("/mcpServers/team-wiki");
    walk.step(
        "admin",
        "PATCH",
        &own,
        &json!({ "connectorId": null, "connectorConfig": null,
        "apiKey": "another-key" }),
    );
    walk.step(
        "admin",
        "PATCH",
        &own,
        &json!({ "authType": "oauth", "oauthClientId": "hub",
        "oauthClientSecret": "s3cret-of-the-client", "oauthScopes": "pages.read pages.write",
        "oauthTokenEndpoint": "https://id.example/token",
        "oauthAuthorizationEndpoint": "https://id.example/authorize" }),
    );
    walk.file("/mcpServers/team-wiki");

    walk.note("a second server of the same name; one at an unreachable address");
    let sent = json!({ "workspaceId": "wsp_two", "name": "Wiki", "url": url });
    walk.step("admin", "POST", SERVERS, &sent);
    let sent = json!({ "workspaceId": "wsp_two", "name": "Lost", "url": "http://127.0.0.1:9/mcp" });
    let lost = walk.step("admin", "POST", SERVERS, &sent);

    walk.note("lists: of a workspace at the root, of all servers under the prefix");
    walk.step("admin", "GET", "/api/mcp-servers?workspaceId=wsp_two", &Value::Null);
    let all = walk.step("admin", "GET", SERVERS, &Value::Null);
    walk.step("admin", "GET", &own, &Value::Null);

    walk.note("a stdio server has no endpoint to change, and no credential");
    let local = all.as_array().unwrap().iter().find(|server| server["name"] == "local").unwrap();
    let local = format!("/api/mcp-servers/{}", local["id"].as_str().unwrap());
    walk.step("admin", "PATCH", &local, &json!({ "name": "On this machine" }));
    walk.step("admin", "PATCH", &local, &json!({ "apiKey": "k" }));
    walk.step("admin", "PATCH", &local, &json!({ "url": "https://a.example/mcp" }));

    walk.note("errors");
    refusals(&mut walk, &own);

    walk.note("removal");
    walk.step(
        "admin",
        "DELETE",
        &format!("/api/mcp-servers/{}", lost["id"].as_str().unwrap()),
        &Value::Null,
    );
    walk.step("admin", "DELETE", &own, &Value::Null);
    walk.step("admin", "GET", &own, &Value::Null);
    walk.end();
}

fn refusals(walk: &mut Walk, own: &str) {
    let nothing = &Value::Null;
    for sent in [
        json!({ "name": "A", "url": "https://a.example/mcp" }),
        json!({ "workspaceId": "wsp_a", "url": "https://a.example/mcp" }),
        json!({ "workspaceId": "wsp_a", "name": "A" }),
        json!({ "workspaceId": "wsp_a", "name": "A", "url": "a.example" }),
        json!({ "workspaceId": "wsp_a", "name": "A", "url": "https://a.example", "authType": "basic" }),
        json!({ "workspaceId": "wsp_a", "name": "A", "url": "https://a.example", "headers": { "A": 1 } }),
        json!([]),
    ] {
        walk.step("admin", "POST", SERVERS, &sent);
    }
    walk.step("admin", "PATCH", own, &json!({ "workspaceId": "wsp_b" }));
    walk.step("admin", "PATCH", own, &json!({ "name": null }));
    walk.step("admin", "PATCH", "/api/mcp-servers/mcp_0", &json!({ "name": "B" }));
    walk.step("admin", "DELETE", "/api/mcp-servers/mcp_0", nothing);
    walk.step("nobody", "POST", SERVERS, &json!({ "workspaceId": "wsp_a", "name": "A" }));
    walk.step("nobody", "POST", "/api/mcp-servers", &json!({ "workspaceId": "wsp_a" }));
    walk.step("nobody", "GET", SERVERS, nothing);
    walk.step("nobody", "GET", "/api/mcp-servers?workspaceId=wsp_a", nothing);
    walk.step("nobody", "PATCH", own, &json!({}));
    walk.step("nobody", "DELETE", own, nothing);
    walk.step("admin", "PUT", own, &json!({}));
    walk.step("admin", "GET", "/dialect/aeontel/api/nowhere", nothing);
}

#[test]
fn every_response_contains_the_request_id() {
    let (hub, admin) = start(settings([]));
    for (http, path) in [(&admin, SERVERS), (&hub.http(), SERVERS), (&admin, "/api/mcp-servers/x")]
    {
        let response = http.open("GET", path, &[], "");
        let id = response.header("x-request-id").unwrap_or_default().to_owned();
        assert!(id.starts_with("req_") && id.len() == 36, "{path}: {id}");
    }
}

#[test]
fn a_publishable_key_is_read_only_and_a_wrong_one_is_rejected() {
    let mut file = settings([("local", demo(&[]))]);
    let key = |id: &str, token: &str| json!({ "id": id, "name": id, "token": token, "enabled": true, "accessType": "all" });
    file["bearerKeys"] =
        json!([key("a", KEY), key("p", "pub_0123456789"), key("s", "sec_0123456789")]);
    let (hub, _) = start(file);
    let sent = json!({ "workspaceId": "wsp_a", "name": "A", "url": "http://127.0.0.1:9/mcp" });
    let ask = |token: &str, method: &str, path: &str| {
        let (status, answer) = hub.http().bearer(token).json(method, path, &sent);
        (status, answer["error"].clone())
    };
    // At the root, the credential selects the dialect.
    assert_eq!(ask("pub_0123456789", "GET", "/api/mcp-servers").0, 200);
    let refused = (403, json!("a publishable key only reads"));
    assert_eq!(ask("pub_0123456789", "POST", "/api/mcp-servers"), refused);
    assert_eq!(ask("sec_0123456789", "POST", "/api/mcp-servers").0, 201);
    assert_eq!(ask("sec_9", "GET", SERVERS), (401, json!("this key is not valid here")));
}

#[test]
fn a_user_sees_shared_servers_and_changes_owned_ones() {
    let mut file = settings([("local", demo(&[]))]);
    file["users"] = users(&["ann"]);
    let (hub, admin) = start(file);
    let login = json!({ "username": "ann", "password": crate::api::hub::PASSWORD });
    let token = hub.http().json("POST", "/api/auth/login", &login).1;
    let ann = hub.http().bearer(token["token"].as_str().unwrap());
    assert_eq!(ann.json("GET", SERVERS, &Value::Null), (200, json!([])));
    let sent = json!({ "workspaceId": "wsp_a", "name": "Mine", "url": "https://a.invalid/mcp" });
    let (status, made) = ann.json("POST", SERVERS, &sent);
    assert_eq!((status, &made["createdBy"]), (201, &json!("usr_ann")), "{made}");
    let all = admin.json("GET", SERVERS, &Value::Null).1;
    let other = format!("{SERVERS}/{}", all[0]["id"].as_str().unwrap());
    assert_eq!(ann.json("PATCH", &other, &json!({ "name": "B" })).0, 404);
    assert_eq!(ann.json("DELETE", &other, &Value::Null).0, 404);
}

#[test]
fn a_new_servers_key_differs_from_all_servers_and_groups() {
    let mut file = settings([("team-2", json!({ "command": "x", "enabled": false }))]);
    file["groups"] = json!([{ "id": "g", "name": "team", "servers": [] }]);
    let (hub, admin) = start(file);
    let sent = |workspace: &str| json!({ "workspaceId": workspace, "name": "Team", "url": "http://127.0.0.1:9/mcp" });
    assert_eq!(admin.json("POST", SERVERS, &sent("wsp_a")).0, 201);
    assert_eq!(in_file(&hub, "/mcpServers/team-3/displayName"), Some(json!("Team")));
    let refused = json!({ "error": "`workspaceId` must be a workspace's id" });
    assert_eq!(admin.json("POST", SERVERS, &sent(&"w".repeat(129))), (400, refused));
    assert_eq!(in_file(&hub, "/workspaces"), Some(json!([{ "id": "wsp_a" }])));
}

#[test]
fn sending_back_a_response_changes_nothing() {
    let (hub, admin) = start(settings([]));
    let sent = json!({ "workspaceId": "wsp_a", "name": "Wiki", "authType": "api_key",
        "apiKey": "k3y-of-the-wiki", "url": "http://u:s3cret@127.0.0.1:9/mcp?token=0123456789abcdef",
        "headers": { "X-Team": "docs", "X-Api-Key": "0123456789abcdef" },
        "connectorConfig": { "password": "0123456789abcdef", "spaces": ["a", "b"] },
        "oauthClientId": "hub", "oauthClientSecret": "0123456789abcdef" });
    let (status, made) = admin.json("POST", SERVERS, &sent);
    assert_eq!(status, 201, "{made}");
    assert!(!made.to_string().contains("0123456789abcdef"), "{made}");
    let before = in_file(&hub, "/mcpServers");
    let own = format!("{SERVERS}/{}", made["id"].as_str().unwrap());
    assert_eq!(admin.json("PATCH", &own, &made), (200, made));
    assert_eq!(in_file(&hub, "/mcpServers"), before);
}

#[test]
fn the_endpoint_of_anothers_server_is_hidden() {
    let wiki = json!({ "url": "http://127.0.0.1:9/mcp?team=docs", "enabled": false,
        "owner": "boss", "visibility": "public", "displayName": "Wiki", "authType": "oauth",
        "headers": { "X-Team": "docs" }, "connectorConfig": { "space": "docs" },
        "oauth": { "clientId": "hub", "tokenEndpoint": "https://id.example/token" } });
    let mut file = settings([("wiki", wiki)]);
    file["users"] = users(&["ann"]);
    let (hub, admin) = start(file);
    let ann = hub.http().json(
        "POST",
        "/api/auth/login",
        &json!({ "username": "ann",
        "password": crate::api::hub::PASSWORD }),
    );
    let ann = hub.http().bearer(ann.1["token"].as_str().unwrap());
    let whole = admin.json("GET", SERVERS, &Value::Null).1[0].clone();
    assert_eq!(whole["url"], "http://127.0.0.1:9/mcp?team=docs");
    let mut expected = whole.clone();
    expected["url"] = json!(format!("http://{}/mcp/wiki", hub.address));
    for hidden in ["oauthClientId", "oauthTokenEndpoint"] {
        expected[hidden] = Value::Null;
    }
    for hidden in ["headers", "connectorConfig"] {
        expected.as_object_mut().unwrap().remove(hidden);
    }
    assert_eq!(ann.json("GET", SERVERS, &Value::Null), (200, json!([expected])));
    let one = format!("{SERVERS}/{}", whole["id"].as_str().unwrap());
    assert_eq!(ann.json("GET", &one, &Value::Null), (200, expected));
}

#[test]
fn an_id_set_elsewhere_is_kept() {
    let own = json!({ "command": "x", "enabled": false, "id": "server_custom_1" });
    let (hub, admin) = start(settings([("own", own)]));
    let listed = admin.json("GET", SERVERS, &Value::Null).1[0].clone();
    let path = format!("{SERVERS}/{}", listed["id"].as_str().unwrap());
    let (status, changed) = admin.json("PATCH", &path, &json!({ "name": "Mine" }));
    let same = |key: &str| assert_eq!(changed[key], listed[key], "{key}");
    assert_eq!(status, 200, "{changed}");
    ["id", "createdAt", "createdBy", "workspaceId"].into_iter().for_each(same);
    assert_eq!(in_file(&hub, "/mcpServers/own/id"), Some(json!("server_custom_1")));
    assert_eq!(in_file(&hub, "/mcpServers/own/createdAt"), Some(listed["createdAt"].clone()));
}

#[test]
fn an_id_is_kept_after_a_change_and_a_rename() {
    let (hub, admin) = start(settings([("local", demo(&[]))]));
    let listed = admin.json("GET", SERVERS, &Value::Null).1;
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    let own = format!("{SERVERS}/{id}");
    assert_eq!(admin.json("PATCH", &own, &json!({ "name": "Mine" })).0, 200);
    hub.run(&["rename", "local", "near"]);
    becomes(&200, || admin.json("GET", &own, &Value::Null).0);
    assert_eq!(in_file(&hub, "/mcpServers/near/id"), Some(json!(id)));
}

#[test]
fn the_example_script_succeeds() {
    let upstream = HttpUpstream::start(&[]);
    let (hub, _) = start(settings([]));
    let output = std::process::Command::new("sh")
        .arg("examples/aeontel.sh")
        .env("HUB", format!("http://{}", hub.address))
        .env("KEY", KEY)
        .env("URL", upstream.entry()["url"].as_str().unwrap())
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    assert!(stdout.contains("\"connectorStatus\":\"connected\""), "{stdout}");
    assert_eq!(in_file(&hub, "/mcpServers"), Some(json!({})));
}
