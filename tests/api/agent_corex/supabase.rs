//! The export of the registry to Supabase, with a fake server.

use serde_json::{Value, json};

use crate::api::hub::{KEY, start, walk};
use crate::support::api::{Api, ReceivedRequest, Reply};
use crate::support::server::Hub;
use crate::support::upstream::settings;

const SECRET: &str = "sb_secret_0123456789";
const SYNC: &str = "/admin/mcp_registry/sync-to-supabase";

fn supabase() -> Api {
    Api::start(|asked: &ReceivedRequest| {
        let has_key = asked.header("apikey") == SECRET
            && asked.header("authorization") == format!("Bearer {SECRET}");
        let refuse = |status, why: &str| {
            Reply::new(status, "application/json", json!({ "message": why }).to_string())
        };
        Some(match asked.line.as_str() {
            _ if !has_key => refuse("401 Unauthorized", "Invalid API key"),
            "POST /rest/v1/mcp_registry?on_conflict=name" => {
                Reply::new("201 Created", "text/plain", "")
            }
            _ => refuse("404 Not Found", "Could not find the table in the schema cache"),
        })
    })
}

fn file(supabase: Value) -> Value {
    let mut file = settings([]);
    file["mcpRegistry"] = json!([
        { "name": "clock-mcp", "display_name": "Clock", "tags": ["time"], "own": 1 },
        { "name": "demo", "command": "mcphub", "args": ["demo"], "is_active": false },
    ]);
    file["bearerKeys"] = json!([{ "id": "k", "name": "admin", "token": KEY, "accessType": "all" }]);
    file["systemConfig"]["supabase"] = supabase;
    file
}

#[test]
fn every_entry_becomes_a_row() {
    let supabase = supabase();
    let mut walk =
        walk("agent_corex", "supabase", file(json!({ "url": supabase.url, "apiKey": SECRET })));
    walk.step("admin", "POST", SYNC, &Value::Null);
    walk.step("nobody", "POST", SYNC, &Value::Null);
    let asked = &supabase.seen()[0];
    assert_eq!(asked.header("prefer"), "resolution=merge-duplicates,return=minimal");
    assert_eq!(asked.header("content-type"), "application/json");
    let rows: Value = serde_json::from_str(&asked.body).unwrap();
    let expected = json!([
        { "name": "clock-mcp", "display_name": "Clock", "description": "", "version": "",
          "tools_count": 0, "category": "", "tags": ["time"], "url": "", "icon": "",
          "command": null, "args": null, "is_active": null },
        { "name": "demo", "display_name": "demo", "description": "", "version": "",
          "tools_count": 0, "category": "", "tags": [], "url": "", "icon": "",
          "command": "mcphub", "args": ["demo"], "is_active": false },
    ]);
    assert_eq!(rows, expected);

    walk.note("errors contain the reason and no secret");
    walk.hub.edit(|file| file["systemConfig"]["supabase"]["table"] = json!("other"));

    walk.step("admin", "POST", SYNC, &Value::Null);
    walk.hub.edit(|file| file["systemConfig"]["supabase"]["apiKey"] = json!("sb_secret_wrong"));
    let refused = walk.step("admin", "POST", SYNC, &Value::Null);
    assert!(!refused.to_string().contains("sb_"), "{refused}");
    walk.hub.edit(|file| file["systemConfig"]["supabase"]["url"] = json!("nowhere"));
    walk.step("admin", "POST", SYNC, &Value::Null);
    walk.hub.edit(|file| file["systemConfig"]["supabase"] = json!({}));
    walk.step("admin", "POST", SYNC, &Value::Null);
    assert!(!walk.hub.log().contains("sb_"), "{}", walk.hub.log());
    walk.end();
}

#[test]
fn the_environment_configures_it_if_the_settings_do_not() {
    let supabase = supabase();
    let variables =
        [("SUPABASE_URL", supabase.url.as_str()), ("SUPABASE_SERVICE_ROLE_KEY", SECRET)];
    let hub = Hub::start_env(&file(json!({})), &variables);
    let (status, answer) = hub.http().bearer(KEY).json("POST", SYNC, &Value::Null);
    assert_eq!((status, &answer["synced_count"]), (200, &json!(2)), "{answer}");
}

#[test]
fn many_entries_are_sent_in_chunks() {
    let supabase = supabase();
    let mut file = file(json!({ "url": supabase.url, "apiKey": SECRET }));
    file["mcpRegistry"] = (0..450).map(|n| json!({ "name": format!("n{n}") })).collect();
    let (_hub, admin) = start(file);
    let (_, answer) = admin.json("POST", SYNC, &Value::Null);
    assert_eq!(answer["synced_count"], 450, "{answer}");
    let rows =
        |asked: &ReceivedRequest| serde_json::from_str::<Vec<Value>>(&asked.body).unwrap().len();
    assert_eq!(supabase.seen().iter().map(rows).collect::<Vec<_>>(), [200, 200, 50]);
}
