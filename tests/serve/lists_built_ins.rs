//! Prompts and resources of the settings are listed on every route, before those of servers.

use serde_json::{Value, json};

use crate::support::client::{Client, wait_for_notification};
use crate::support::pipe::Pipe;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

fn built_in() -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["groups"] = json!([{ "name": "none", "servers": [] }]);
    file["prompts"] = json!([
        {
            "name": "welcome",
            "title": "Welcome",
            "template": "Hello {{who}} of {{place}}",
            "arguments": [{ "name": "who", "required": true }],
        },
        { "name": "one-tour", "template": "mine" },
        { "name": "off", "template": "hidden", "enabled": false },
    ]);
    file["resources"] = json!([
        { "uri": "note://1", "content": "first" },
        { "uri": "demo://about", "mimeType": "text/markdown", "content": "mine" },
        { "uri": "note://off", "content": "hidden", "enabled": false },
    ]);
    file
}

fn names(client: &Client, method: &str, list: &str, key: &str) -> Vec<String> {
    let items = client.list(method, list);
    items.iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
}

#[test]
fn built_ins_are_listed_first_on_every_route_in_both_eras() {
    let hub = Hub::start(&built_in());
    hub.lists_tool("/mcp", "one-echo");
    for path in ["/mcp", "/mcp/one", "/mcp/none"] {
        for client in [hub.legacy(path), hub.modern(path)] {
            let prompts = client.list("prompts/list", "prompts");
            assert_eq!(
                prompts[..2],
                [
                    json!({ "name": "welcome", "title": "Welcome",
                            "arguments": [{ "name": "who", "required": true }] }),
                    json!({ "name": "one-tour", "arguments": [] }),
                ]
            );
            let resources = client.list("resources/list", "resources");
            assert_eq!(
                resources[..2],
                [
                    json!({ "uri": "note://1", "name": "note://1", "mimeType": "text/plain" }),
                    json!({ "uri": "demo://about", "name": "demo://about",
                            "mimeType": "text/markdown" }),
                ]
            );
            // Each is listed once, even if a server has it too; disabled ones are not listed.
            let once = |all: Vec<String>, name: &str| all.iter().filter(|n| *n == name).count();
            let prompts = || names(&client, "prompts/list", "prompts", "name");
            let resources = || names(&client, "resources/list", "resources", "uri");
            assert_eq!([once(prompts(), "one-tour"), once(prompts(), "off")], [1, 0]);
            assert_eq!(
                [once(resources(), "demo://about"), once(resources(), "note://off")],
                [1, 0]
            );

            let welcome = json!({ "name": "welcome", "arguments": { "who": "Ann" } });
            let got = client.result("prompts/get", welcome);
            let text = json!({ "type": "text", "text": "Hello Ann of {{place}}" });
            assert_eq!(got["messages"], json!([{ "role": "user", "content": text }]));
            let got = client.result("prompts/get", json!({ "name": "one-tour" }));
            assert_eq!(got["messages"][0]["content"]["text"], "mine");
            let read = client.result("resources/read", json!({ "uri": "demo://about" }));
            let content =
                json!({ "uri": "demo://about", "mimeType": "text/markdown", "text": "mine" });
            assert_eq!(read["contents"], json!([content]));

            let refused = client.request("prompts/get", json!({ "name": "welcome" }));
            let error =
                json!({ "code": -32602, "message": "prompt `welcome` needs the argument `who`" });
            assert_eq!(refused["error"], error);
            let refused = client.request("prompts/get", json!({ "name": "off" }));
            assert_eq!(refused["error"]["code"], -32602);
            let refused = client.request("resources/read", json!({ "uri": "note://off" }));
            assert_eq!(refused["error"]["data"]["uri"], "note://off");
            for reference in [
                json!({ "type": "ref/prompt", "name": "welcome" }),
                json!({ "type": "ref/resource", "uri": "note://1" }),
            ] {
                let request =
                    json!({ "ref": reference, "argument": { "name": "who", "value": "A" } });
                let completed = client.result("completion/complete", request);
                assert_eq!(completed["completion"], json!({ "values": [] }));
            }
        }
    }
}

#[test]
fn results_have_the_form_of_the_era() {
    let hub = Hub::start(&built_in());
    let welcome = json!({ "name": "one-tour" });
    let note = json!({ "uri": "note://1" });
    let message = json!({ "role": "user", "content": { "type": "text", "text": "mine" } });
    let content = json!({ "uri": "note://1", "mimeType": "text/plain", "text": "first" });
    let legacy = hub.legacy("/mcp");
    assert_eq!(legacy.result("prompts/get", welcome.clone()), json!({ "messages": [message] }));
    assert_eq!(legacy.result("resources/read", note.clone()), json!({ "contents": [content] }));
    let modern = hub.modern("/mcp");
    assert_eq!(
        modern.result("prompts/get", welcome),
        json!({ "messages": [message], "resultType": "complete" })
    );
    assert_eq!(
        modern.result("resources/read", note),
        json!({ "contents": [content], "resultType": "complete", "ttlMs": 0, "cacheScope": "private" })
    );
}

#[test]
fn the_legacy_transport_has_them_too() {
    let hub = Hub::start(&built_in());
    let mut pipe = Pipe::sse(&hub.http(), "/sse/none");
    pipe.initialize("2024-11-05", &json!({}));
    let read = pipe.request("resources/read", json!({ "uri": "note://1" }));
    assert_eq!(read["result"]["contents"][0]["text"], "first");
}

#[test]
fn a_direct_endpoint_has_no_built_ins() {
    let hub = Hub::start(&built_in());
    hub.lists_tool("/direct/one", "echo");
    for client in [hub.legacy("/direct/one"), hub.modern("/direct/one")] {
        let prompts = names(&client, "prompts/list", "prompts", "name");
        assert!(!prompts.contains(&"welcome".to_owned()), "{prompts:?}");
        let read = client.result("resources/read", json!({ "uri": "demo://about" }));
        assert_ne!(read["contents"][0]["text"], "mine");
        let refused = client.request("prompts/get", json!({ "name": "welcome" }));
        assert!(refused.get("error").is_some(), "{refused}");
    }
}

#[test]
fn clients_are_notified_of_changes() {
    let hub = Hub::start(&built_in());
    hub.lists_tool("/mcp", "one-echo");
    let (legacy, modern) = (hub.legacy("/mcp/none"), hub.modern("/mcp/none"));
    legacy.result("resources/subscribe", json!({ "uri": "note://1" }));
    let mut told = [legacy.listen(&[]), modern.listen(&["note://1"])];

    hub.edit(|file| file["resources"][0]["content"] = "second".into());
    for stream in &mut told {
        let update = wait_for_notification(stream, "notifications/resources/updated");
        assert_eq!(update["params"]["uri"], "note://1");
    }
    let read = modern.result("resources/read", json!({ "uri": "note://1" }));
    assert_eq!(read["contents"][0]["text"], "second");

    hub.edit(|file| file["prompts"][2]["enabled"] = true.into());
    for stream in &mut told {
        wait_for_notification(stream, "notifications/prompts/list_changed");
    }
    for client in [&legacy, &modern] {
        becomes(&["welcome", "one-tour", "off"][..], || {
            names(client, "prompts/list", "prompts", "name")
        });
    }

    hub.edit(|file| file["resources"] = json!([]));
    for stream in &mut told {
        wait_for_notification(stream, "notifications/resources/list_changed");
    }
    assert_eq!(names(&legacy, "resources/list", "resources", "uri"), [] as [&str; 0]);
}
