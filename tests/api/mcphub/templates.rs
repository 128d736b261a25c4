//! Templates, exported from one hub and imported into another.

use serde_json::{Value, json};

use crate::api::mcphub::{in_file, log_in, start, users, walk};
use crate::support::upstream::{demo, settings};

const NONE: Value = Value::Null;

fn shared_file() -> Value {
    let far = json!({
        "url": "https://x.example/mcp?token=canary1", "owner": "ann", "visibility": "public",
        "headers": { "Authorization": "Bearer canary2" }, "enabled": false,
    });
    let mut one = demo(&[]);
    one["env"] = json!({ "API_KEY": "canary3", "LEVEL": "info" });
    let mut file = settings([("one", one), ("far", far), ("alone", demo(&[]))]);
    file["users"] = users(&["ann"]);
    file["groups"] = json!([
        { "id": "5a3f0b9e-96c4-4a3b-8f6a-0d9f6f0b2c11", "name": "web", "description": "W",
          "visibility": "public", "servers": ["one", { "name": "far", "tools": ["t"] }] },
        { "name": "mine", "servers": ["alone"] },
    ]);
    file
}

#[test]
fn template_routes_match_their_walk() {
    let mut walk = walk("templates", shared_file());
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);

    walk.note("export");
    let export = "/api/templates/export";
    let whole = json!({ "name": "t", "description": "d", "includeDisabledServers": true });
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "POST", export, &whole);
    }
    let id = "5a3f0b9e-96c4-4a3b-8f6a-0d9f6f0b2c11";
    walk.step("admin", "POST", export, &json!({ "name": "t", "groupIds": [id] }));
    walk.step("admin", "POST", export, &json!({ "name": "t", "groupIds": ["none"] }));
    walk.step("admin", "POST", export, &json!({ "groupIds": [] }));
    walk.step("admin", "GET", &format!("{export}/groups/{id}"), &NONE);
    walk.step("admin", "GET", &format!("{export}/groups/web?name=other"), &NONE);
    walk.step("admin", "GET", &format!("{export}/groups/none"), &NONE);
    walk.step("ann", "GET", &format!("{export}/groups/mine"), &NONE);

    walk.note("import");
    let import = "/api/templates/import";
    let template = json!({
        "version": "1.0", "name": "t", "servers": {
            "one": { "command": "x" },
            "new": { "url": "https://y.example/mcp", "headers": { "X": "${Y_TOKEN}" }, "enabled": false },
            "bad": {},
        },
        "groups": [{ "name": "web", "servers": [] }, { "name": "new", "servers": ["new", "bad"] }],
    });
    walk.step("nobody", "POST", import, &template);
    walk.step("ann", "POST", import, &template);
    walk.step("admin", "POST", import, &template);
    walk.file("/mcpServers/new");
    walk.file("/groups/2");
    walk.step("admin", "POST", import, &template);
    for (member, wrong) in [("version", json!(1)), ("servers", json!([])), ("groups", json!({}))] {
        let mut template = template.clone();
        template[member] = wrong;
        walk.step("admin", "POST", import, &template);
    }
    walk.step("admin", "POST", import, &json!([]));
    let harmless = json!({
        "version": "1.0", "name": "t", "groups": [],
        "servers": { "anns": { "url": "https://z.example/mcp", "enabled": false } },
    });
    walk.step("ann", "POST", import, &harmless);
    walk.file("/mcpServers/anns");
    walk.end();
}

#[test]
fn an_exported_template_can_be_imported() {
    let (_one, from) = start(shared_file());
    let sent = json!({ "name": "t", "includeDisabledServers": true });
    let (status, answer) = from.json("POST", "/api/templates/export", &sent);
    assert_eq!(status, 200, "{answer}");
    assert!(!answer.to_string().contains("canary"), "{answer}");

    let (hub, to) = start(settings([]));
    let (status, answer) = to.json("POST", "/api/templates/import", &answer["data"]);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["data"]["requiredEnvVars"], json!(["API_KEY", "AUTHORIZATION", "TOKEN"]));
    assert_eq!(
        in_file(&hub, "/mcpServers/far/url"),
        Some("https://x.example/mcp?token=${TOKEN}".into())
    );
    hub.lists("/mcp/web", &["one-echo", "one-add", "one-count", "one-fail"]);
}
