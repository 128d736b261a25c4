//! Subscribers of a resource are notified of changes, regardless of their other capabilities.

use serde_json::json;

use crate::support::client::{Client, wait_for_notification};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

#[test]
fn an_update_reaches_the_subscribers_of_the_resource() {
    let (legacy, modern) = (["--era", "legacy"], ["--era", "modern"]);
    let (far, farther) = (HttpUpstream::start(&legacy), HttpUpstream::start(&modern));
    let servers = [
        ("legacy", scripted_server(&legacy)),
        ("modern", scripted_server(&modern)),
        ("far", far.entry()),
        ("farther", farther.entry()),
    ];
    for (name, entry) in servers {
        let hub = Hub::start(&settings([("one", entry)]));
        for (path, update) in [("/mcp", "one-update_resource"), ("/direct/one", "update_resource")]
        {
            hub.lists_tool(path, update);
            for able in [json!({}), json!({ "sampling": {} })] {
                let uri = "test://scripted/one";
                let legacy = Client::legacy(&hub.http(), path, able.clone());
                let modern = Client::modern(&hub.http(), path, able.clone());
                let mut streams = [legacy.listen(&[]), modern.listen(&[uri])];
                legacy.result("resources/subscribe", json!({ "uri": uri }));
                legacy.call(update, json!({ "uri": uri }));
                let told =
                    wait_for_notification(&mut streams[0], "notifications/resources/updated");
                assert_eq!(told["params"]["uri"], uri, "{name} {path} {able}");
                modern.call(update, json!({ "uri": uri }));
                let told =
                    wait_for_notification(&mut streams[1], "notifications/resources/updated");
                assert_eq!(told["params"]["uri"], uri, "{name} {path} {able}");
            }
        }
    }
}

#[test]
fn a_list_change_is_notified_with_several_instances_of_the_server() {
    let hub = Hub::start(&settings([("one", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "one-ask");
    let able = json!({ "sampling": {} });
    let client = Client::modern(&hub.http(), "/mcp", able.clone());
    let mut changes = client.listen(&[]);
    client.call("one-change_tools", json!({}));
    wait_for_notification(&mut changes, "notifications/tools/list_changed");

    // While a call waits for its client, others are routed to a second process, and its list is
    // unchanged.
    let params = json!({
        "name": "one-ask", "arguments": { "method": "sampling/createMessage", "params": "{}" }
    });
    for _ in 0..2 {
        client.result("tools/call", params.clone());
    }
    let names = client.tool_names();
    assert!(names.iter().any(|name| name == "one-added"), "{names:?}");
}
