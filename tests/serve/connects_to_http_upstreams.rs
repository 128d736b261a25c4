//! Streamable HTTP for upstreams: lost sessions, streams, headers, credentials.

use std::fs;

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::process::{becomes, wait_for};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, settings};

#[test]
fn a_session_that_the_server_lost_is_renewed() {
    let upstream = HttpUpstream::start(&["--era", "legacy"]);
    let hub = Hub::start(&settings([("far", upstream.entry())]));
    hub.lists_tool("/mcp", "far-echo");
    let client = hub.modern("/mcp");
    client.call("far-forget_sessions", json!({}));
    wait_for("an answer in a new session", || {
        let call = json!({ "name": "far-echo", "arguments": { "text": "again" } });
        let answer = client.request("tools/call", call);
        (answer["result"]["content"][0]["text"] == "again").then_some(())
    });
}

#[test]
fn responses_may_be_streams() {
    for era in ["legacy", "modern"] {
        let upstream = HttpUpstream::start(&["--era", era, "--sse"]);
        let hub = Hub::start(&settings([("far", upstream.entry())]));
        hub.lists_tool("/mcp", "far-echo");
        for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
            assert_eq!(client.call("far-echo", json!({ "text": "x" })), "x");
        }
    }
}

#[test]
fn headers_match_the_body_and_contain_the_credential() {
    let upstream = HttpUpstream::start(&["--era", "modern", "--bearer", "s3cret"]);
    let mut entry = upstream.entry();
    entry["headers"] = json!({ "Authorization": "Bearer ${TOKEN}", "X-Own": "yes" });
    entry["env"] = json!({ "TOKEN": "s3cret" });
    let hub = Hub::start(&settings([("far", entry)]));
    hub.lists_tool("/mcp", "far-headers");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let headers: Value = serde_json::from_str(&client.call("far-headers", json!({}))).unwrap();
        assert_eq!(headers["mcp-protocol-version"], "2026-07-28");
        assert_eq!(headers["mcp-method"], "tools/call");
        assert_eq!(headers["mcp-name"], "headers");
        assert_eq!(headers["x-own"], "yes");
    }
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}

#[test]
fn a_bearer_token_is_sent_unless_headers_contain_a_credential() {
    let far = HttpUpstream::start(&["--bearer", "s3cret"]);
    let old = HttpUpstream::start(&["--sse-transport", "--bearer", "s3cret"]);
    let servers = [("far", far.entry()), ("old", old.entry())].map(|(name, mut entry)| {
        entry["bearerToken"] = json!("${TOKEN}");
        entry["env"] = json!({ "TOKEN": "s3cret" });
        (name, entry)
    });
    let hub = Hub::start(&settings(servers));
    for name in ["far", "old"] {
        hub.lists_tool("/mcp", &format!("{name}-echo"));
        hub.edit(|file| {
            file["mcpServers"][name]["headers"] = json!({ "AUTHORIZATION": "Bearer other" });
        });
        // Its tools stay listed, and the server rejects the other token.
        let refused = format!("server `{name}` is not connected: ");
        wait_for("the refusal", || {
            let call = json!({ "name": format!("{name}-echo"), "arguments": { "text": "x" } });
            let answer = hub.modern("/mcp").request("tools/call", call);
            let said = answer["error"]["message"].as_str()?.to_owned();
            said.starts_with(&refused).then_some(())
        });
    }
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}

#[test]
fn a_call_with_outdated_headers_is_retried_after_listing() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let upstream = HttpUpstream::start(&["--era", "modern", "--record", record.to_str().unwrap()]);
    let hub = Hub::start(&settings([("far", upstream.entry())]));
    hub.lists_tool("/mcp", "far-region");
    let client = hub.legacy("/mcp");
    assert_eq!(client.call("far-region", json!({ "region": "eu" })), "");
    client.call("far-mark", json!({}));
    assert_eq!(client.call("far-region", json!({ "region": "eu" })), "eu");
    assert_eq!(client.call("far-region", json!({ "region": "zürich" })), "=?base64?esO8cmljaA==?=");
    let calls = fs::read_to_string(record).unwrap().matches(r#""name":"region""#).count();
    assert_eq!(calls, 4, "one more than there were, for the one that was refused");
}

#[test]
fn an_interrupted_response_is_resumed() {
    let upstream = HttpUpstream::start(&["--era", "legacy"]);
    let hub = Hub::start(&settings([("far", upstream.entry())]));
    hub.lists_tool("/mcp", "far-break_off");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.call("far-break_off", json!({})), "the rest");
    }
}

#[test]
fn a_get_stream_is_resumed() {
    let upstream = HttpUpstream::start(&["--era", "legacy", "--event-ids"]);
    let hub = Hub::start(&settings([("far", upstream.entry())]));
    hub.lists_tool("/mcp", "far-standings");
    let client = hub.modern("/mcp");
    let opened = |wanted: &[Option<&str>]| {
        becomes(&json!(wanted), || -> Value {
            serde_json::from_str(&client.call("far-standings", json!({}))).unwrap()
        });
    };
    opened(&[None]);
    client.call("far-change_tools", json!({}));
    hub.lists_tool("/mcp", "far-added");
    client.call("far-break_standing", json!({}));
    opened(&[None, Some("1")]);
    client.call("far-change_tools", json!({}));
    hub.lists_no_tool("/mcp", "far-added");
    client.call("far-break_standing", json!({}));
    opened(&[None, Some("1"), Some("2")]);
}

#[test]
fn changes_missed_without_a_get_stream_are_fetched() {
    let upstream = HttpUpstream::start(&["--era", "legacy"]);
    let hub = Hub::start(&settings([("far", upstream.entry())]));
    hub.lists_tool("/mcp", "far-standings");
    let client = hub.modern("/mcp");
    becomes(&"[null]".to_owned(), || client.call("far-standings", json!({})));
    client.call("far-mark", json!({}));
    let marked = || {
        let tools = client.list("tools/list", "tools");
        let region = tools.iter().find(|tool| tool["name"] == "far-region").unwrap();
        region["inputSchema"]["properties"]["region"]["x-mcp-header"].clone()
    };
    assert_eq!(marked(), Value::Null);
    client.call("far-break_standing", json!({}));
    becomes(&json!("Region"), marked);
}

#[test]
fn connections_lost_while_idle_cause_no_errors() {
    for era in ["legacy", "modern"] {
        let upstream = HttpUpstream::start(&["--era", era, "--reset"]);
        let hub = Hub::start(&settings([("far", upstream.entry())]));
        hub.lists_tool("/mcp", "far-echo");
        let client = hub.modern("/mcp");
        let fixture = Http::to(upstream.address().parse().unwrap());
        let resets = || -> usize { fixture.send("GET", "/resets", "").1.parse().unwrap() };
        for n in 0..100 {
            let before = resets();
            assert_eq!(client.call("far-echo", json!({ "text": n.to_string() })), n.to_string());
            // A call that runs into the loss of the connection is not sent again.
            becomes(&true, || resets() > before);
        }
    }
}

#[test]
fn an_untyped_url_is_streamable_http() {
    let upstream = HttpUpstream::start(&[]);
    let hub = Hub::start(&settings([("far", json!({ "url": upstream.url }))]));
    hub.lists_tool("/mcp", "far-echo");
}

#[test]
fn a_session_lost_under_load_is_renewed_for_all_calls() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    let hub = Hub::start(&settings([("far", far.entry())]));
    hub.lists_tool("/mcp", "far-echo");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let client = hub.modern("/mcp");
                for _ in 0..30 {
                    assert_eq!(client.call("far-echo", json!({ "text": "x" })), "x");
                }
            });
        }
        let client = hub.modern("/mcp");
        for _ in 0..5 {
            client.call("far-forget_sessions", json!({}));
            // Far enough apart that no call is affected twice.
            for _ in 0..10 {
                assert_eq!(client.call("far-echo", json!({ "text": "y" })), "y");
            }
        }
    });
}
