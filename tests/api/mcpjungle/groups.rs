//! Tool groups: three lists of names, and an endpoint per group.

use serde_json::{Value, json};

use crate::api::mcpjungle::{in_file, start, walk};
use crate::support::upstream::{demo, settings};

const NONE: Value = Value::Null;
const GROUPS: &str = "/api/v0/tool-groups";

#[test]
fn tool_group_routes_match_their_walk() {
    let mut walk = walk("groups", settings([("one", demo(&[])), ("two", demo(&[]))]));
    walk.hub.lists_tool("/mcp", "one-echo");
    walk.hub.lists_tool("/mcp", "two-echo");
    let off = "/api/v0/tools/disable?entity=two__count";
    walk.step("admin", "POST", off, &NONE);

    walk.note("a group of tools and servers, with exclusions");
    let readers = json!({
        "name": "readers", "description": "For reading", "included_tools": ["one__echo", "one__add"],
        "included_servers": ["two"], "excluded_tools": ["two__fail", "one__add"],
    });
    walk.step("admin", "POST", GROUPS, &readers);
    walk.file("/groups/0/servers");
    walk.step("admin", "GET", "/api/v0/tool-groups/readers", &NONE);
    walk.step("admin", "GET", "/api/v0/tool-groups/readers/effective-tools", &NONE);
    walk.hub.lists("/v0/groups/readers/mcp", &["one__echo", "two__add", "two__echo"]);

    walk.note("invalid groups");
    let mut refuse = |body: Value| walk.step("admin", "POST", GROUPS, &body);
    refuse(readers.clone());
    refuse(json!({ "name": "_a", "included_servers": ["one"] }));
    refuse(json!({ "included_servers": ["one"] }));
    refuse(json!({ "name": "a" }));
    refuse(json!({ "name": "a", "included_servers": ["none"] }));
    refuse(json!({ "name": "a", "included_tools": ["one__none"] }));
    refuse(json!({ "name": "a", "included_tools": ["two__count"] }));
    refuse(
        json!({ "name": "a", "included_tools": ["one__echo"], "excluded_tools": ["one__echo"] }),
    );
    walk.step("nobody", "POST", GROUPS, &readers);

    walk.note("a change of the given members");
    let own = "/api/v0/tool-groups/readers";
    walk.step("admin", "PUT", own, &json!({ "name": "other", "description": "Readers" }));
    walk.step("admin", "PUT", own, &json!({ "included_tools": [], "excluded_tools": [] }));
    walk.step("admin", "PUT", own, &json!({ "included_servers": [] }));
    walk.step("admin", "PUT", "/api/v0/tool-groups/none", &json!({ "description": "x" }));
    walk.step("admin", "GET", GROUPS, &NONE);
    walk.step("nobody", "GET", GROUPS, &NONE);
    walk.step("admin", "GET", "/api/v0/tool-groups/none", &NONE);
    walk.step("admin", "GET", "/api/v0/tool-groups/none/effective-tools", &NONE);

    walk.note("removal, twice");
    walk.step("admin", "DELETE", own, &NONE);
    walk.step("admin", "DELETE", own, &NONE);
    walk.step("nobody", "DELETE", own, &NONE);
    walk.end();
}

#[test]
fn a_group_made_elsewhere_keeps_its_unknown_members() {
    let mut file = settings([("one", demo(&[])), ("two", demo(&[]))]);
    file["groups"] = json!({ "team": {
        "id": "t", "ownKey": 1,
        "servers": ["one", { "name": "two", "alias": "second", "tools": ["echo"], "prompts": "all" }],
    } });
    let (hub, admin) = start(file);
    let (_, group) = admin.json("GET", "/api/v0/tool-groups/team", &NONE);
    let lists = ["included_servers", "included_tools", "excluded_tools"].map(|list| &group[list]);
    assert_eq!(lists, [&json!(["one"]), &json!(["two__echo"]), &json!([])], "{group}");
    let sent = json!({ "excluded_tools": ["one__fail"] });
    let (status, answer) = admin.json("PUT", "/api/v0/tool-groups/team", &sent);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(
        in_file(&hub, "/groups/team"),
        Some(json!({
            "id": "t", "ownKey": 1,
            "servers": [
                { "name": "one", "tools": "all", "excludedTools": ["fail"] },
                { "name": "two", "alias": "second", "tools": ["echo"], "prompts": "all" },
            ],
        }))
    );
}

#[test]
fn endpoints_have_the_host_and_scheme_of_the_request() {
    let (_hub, admin) = start(settings([("one", demo(&[]))]));
    let outside = admin.with("host", "localhost:99").with("x-forwarded-proto", "HTTPS");
    let sent = json!({ "name": "g", "included_servers": ["one"] });
    let made = outside.json("POST", "/dialect/mcpjungle/api/v0/tool-groups", &sent);
    let expected = json!({
        "streamable_http_endpoint": "https://localhost:99/v0/groups/g/mcp",
        "sse_endpoint": "https://localhost:99/v0/groups/g/sse",
        "sse_message_endpoint": "https://localhost:99/v0/groups/g/message",
    });
    assert_eq!(made, (201, expected));
}
