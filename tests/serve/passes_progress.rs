//! Progress reaches the caller under its own token.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

fn progress_of(client: &Client, name: &str, token: &Value) -> Vec<Value> {
    let params =
        json!({ "name": name, "arguments": { "steps": 3 }, "_meta": { "progressToken": token } });
    let mut heard = Vec::new();
    let answer = client.open("tools/call", &params).answer(&mut heard);
    assert_eq!(answer["result"]["content"][0]["text"], "done", "{answer}");
    heard.retain(|message| message["method"] == "notifications/progress");
    heard.iter_mut().map(|message| message["params"].take()).collect()
}

#[test]
fn progress_arrives_with_the_callers_token_in_every_pairing_of_eras() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    let farther = HttpUpstream::start(&["--era", "modern"]);
    let hub = Hub::start(&settings([
        ("legacy", scripted_server(&["--era", "legacy"])),
        ("modern", scripted_server(&["--era", "modern"])),
        ("far", far.entry()),
        ("farther", farther.entry()),
    ]));
    for server in ["legacy", "modern", "far", "farther"] {
        hub.lists_tool("/mcp", &format!("{server}-progress"));
        for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
            for token in [json!("a token"), json!(7)] {
                let name = format!("{server}-progress");
                let wanted: Vec<_> = (1..=3)
                    .map(|step| json!({ "progressToken": token, "progress": step, "total": 3 }))
                    .collect();
                assert_eq!(progress_of(&client, &name, &token), wanted, "{server}");
            }
        }
    }
}

#[test]
fn callers_with_the_same_token_receive_only_their_own_progress() {
    let hub = Hub::start(&settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-hold");
    let clients = [hub.legacy("/mcp"), hub.modern("/mcp"), hub.legacy("/mcp")];
    let mut held: Vec<_> = clients
        .iter()
        .enumerate()
        .map(|(n, client)| {
            let params = json!({ "name": "one-hold", "arguments": { "key": n.to_string() }, "_meta": { "progressToken": 1 } });
            client.open("tools/call", &params)
        })
        .collect();
    for call in &mut held {
        assert_eq!(call.message().unwrap()["params"]["message"], "held");
    }
    for n in 0..clients.len() {
        clients[0].call("one-release", json!({ "key": n.to_string() }));
    }
    for call in &mut held {
        let mut heard = Vec::new();
        call.answer(&mut heard);
        assert_eq!(heard, Vec::<Value>::new());
    }
}

#[test]
fn without_a_token_there_is_no_progress() {
    let hub = Hub::start(&settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-progress");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.call("one-progress", json!({ "steps": 2 })), "done");
        assert_eq!(*client.heard.borrow(), Vec::<Value>::new());
    }
}
