//! A legacy client that loses a stream, or its hub, continues from the last event.

use serde_json::{Value, json};

use crate::support::client::{Client, LEGACY, wait_for_notification};
use crate::support::http::Response;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{scripted_server, settings};

fn hub() -> Hub {
    let hub = Hub::start(&settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-hold");
    hub
}

/// Opens the session's stream, after the event `last` if given.
fn get(hub: &Hub, client: &Client, last: Option<&str>) -> Response {
    let mut headers = vec![
        ("accept", "text/event-stream"),
        ("mcp-protocol-version", LEGACY),
        ("mcp-session-id", client.session().unwrap()),
    ];
    headers.extend(last.map(|last| ("last-event-id", last)));
    hub.http().open("GET", "/mcp", &headers, "")
}

#[test]
fn a_response_is_kept_for_a_client_that_reconnects() {
    let hub = hub();
    let client = hub.legacy("/mcp");
    let params = json!({
        "name": "one-hold", "arguments": { "key": "k" }, "_meta": { "progressToken": 1 }
    });
    let mut held = client.open("tools/call", &params);
    let (id, told) = held.response.event_with_id().unwrap();
    assert!(told.contains("held"), "{told}");
    held.hang_up();

    // Disconnecting does not cancel the call; its response is kept.
    client.call("one-release", json!({ "key": "k" }));
    let mut rest = get(&hub, &client, id.as_deref());
    let answer: Value = serde_json::from_str(&rest.event().unwrap()).unwrap();
    assert_eq!(answer["result"]["content"][0]["text"], "released", "{answer}");
    assert_eq!(rest.event(), None, "the stream of a request ends with its answer");

    // The response is kept for a while, so it can be fetched again.
    let mut again = get(&hub, &client, id.as_deref());
    assert_eq!(serde_json::from_str::<Value>(&again.event().unwrap()).unwrap(), answer);
}

#[test]
fn messages_missed_without_a_get_stream_are_replayed() {
    let hub = hub();
    let client = hub.legacy("/mcp");
    let mut standing = get(&hub, &client, None);
    let (first, empty) = standing.primer().unwrap();
    assert_eq!(empty, "");
    client.call("one-change_tools", json!({}));
    wait_for_notification(&mut standing, "notifications/tools/list_changed");
    standing.hang_up();
    let before = hub.modern("/mcp").list("prompts/list", "prompts").len();
    client.call("one-change_prompts", json!({}));
    let prompts = || hub.modern("/mcp").list("prompts/list", "prompts").len();
    becomes(&(before + 1), prompts);
    let mut rest = get(&hub, &client, first.as_deref());
    let mut heard = Vec::new();
    while heard.len() < 2 {
        let message: Value = serde_json::from_str(&rest.event().unwrap()).unwrap();
        heard.push(message["method"].as_str().unwrap().to_owned());
    }
    let wanted = ["notifications/tools/list_changed", "notifications/prompts/list_changed"];
    assert_eq!(heard, wanted);
}

#[test]
fn only_the_sessions_own_streams_can_be_resumed() {
    let hub = hub();
    let (a, b) = (hub.legacy("/mcp"), hub.legacy("/mcp"));
    let params = json!({ "name": "one-progress", "arguments": { "steps": 2 }, "_meta": { "progressToken": "a" } });
    let mut of_a = a.open("tools/call", &params);
    let (id, _) = of_a.response.event_with_id().unwrap();
    of_a.answer(&mut Vec::new());
    // The same id in another session is unknown or belongs to that session, so a new stream starts.
    let mut of_b = get(&hub, &b, id.as_deref());
    assert_eq!(of_b.primer().unwrap().1, "");
}

#[test]
fn sessions_survive_a_restart_if_enabled() {
    let mut file = settings([("one", scripted_server(&[]))]);
    file["systemConfig"] = json!({ "enableSessionRebuild": true });
    let hub = Hub::start(&file);
    hub.lists_tool("/mcp", "one-echo");
    let client = hub.legacy("/mcp");
    let port = hub.address.port().to_string();
    let folder = hub.crash();
    let file = folder.path().join("mcp_settings.json");
    let words = ["serve", "--config", file.to_str().unwrap(), "--port", &port];
    let hub = Hub::start_words(folder.clone(), &words);
    hub.lists_tool("/mcp", "one-echo");
    assert_eq!(client.call("one-echo", json!({ "text": "again" })), "again");

    // Only ids that the hub could have issued are restored.
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let mut refused = hub.http().open("POST", "/mcp", &[("mcp-session-id", "anything")], ping);
    assert_eq!(refused.status, 404);
    assert!(refused.text().contains("-32001"));
    // Without the setting the id is unknown, and the client starts a new session.
    hub.edit(|settings| settings["systemConfig"]["enableSessionRebuild"] = json!(false));
    let mut n = 0;
    becomes(&404, || {
        n += 1;
        let id = format!("{n:032x}");
        hub.http().open("POST", "/mcp", &[("mcp-session-id", &id)], ping).status
    });
}
