//! A call that the client cancels is cancelled upstream.

use serde_json::{Value, json};

use crate::support::client::{Client, Open};
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

fn hold(client: &Client, server: &str, key: &str) -> Open {
    let params = json!({
        "name": format!("{server}-hold"),
        "arguments": { "key": key },
        "_meta": { "progressToken": 1 }
    });
    let mut held = client.open("tools/call", &params);
    assert_eq!(held.message().unwrap()["params"]["message"], "held");
    held
}

fn expect_cancellations(client: &Client, server: &str, keys: &[&str]) {
    becomes(&json!(keys), || {
        let held = client.call(&format!("{server}-held"), json!({}));
        serde_json::from_str::<Value>(&held).unwrap()["cancelled"].take()
    });
}

#[test]
fn cancellations_of_both_eras_reach_every_kind_of_upstream() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    let farther = HttpUpstream::start(&["--era", "modern"]);
    let hub = Hub::start(&settings([
        ("legacy", scripted_server(&["--era", "legacy"])),
        ("modern", scripted_server(&["--era", "modern"])),
        ("far", far.entry()),
        ("farther", farther.entry()),
    ]));
    for server in ["legacy", "modern", "far", "farther"] {
        hub.lists_tool("/mcp", &format!("{server}-hold"));
        let (legacy, modern) = (hub.legacy("/mcp"), hub.modern("/mcp"));
        let held = hold(&legacy, server, "first");
        legacy.notify("notifications/cancelled", &json!({ "requestId": held.id() }));
        expect_cancellations(&modern, server, &["first"]);
        hold(&modern, server, "second").hang_up();
        expect_cancellations(&modern, server, &["first", "second"]);
    }
}

#[test]
fn a_cancellation_affects_only_its_own_caller() {
    let hub = Hub::start(&settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-hold");
    // Two sessions use the same request ids.
    let (a, b) = (hub.legacy("/mcp"), hub.legacy("/mcp"));
    let (first, mut second) = (hold(&a, "one", "a"), hold(&b, "one", "b"));
    assert_eq!(first.id(), second.id());
    a.notify("notifications/cancelled", &json!({ "requestId": first.id() }));
    expect_cancellations(&b, "one", &["a"]);
    b.call("one-release", json!({ "key": "b" }));
    assert_eq!(second.answer(&mut Vec::new())["result"]["content"][0]["text"], "released");
}
