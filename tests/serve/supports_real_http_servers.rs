//! Real-world HTTP servers: behind gateways that redirect, compress, balance loads and require a
//! user agent.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::support::coded::{CODINGS, encode};
use crate::support::odd_http::{OddHttp, ReceivedRequest, Reply};
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::settings;

/// Waits until the server's tool is listed, and calls it.
fn calls(hub: &Hub, name: &str) {
    hub.lists_tool("/mcp", &format!("{name}-hello"));
    assert_eq!(hub.modern("/mcp").call(&format!("{name}-hello"), json!({ "n": 1 })), "hi");
}

fn path(request: &ReceivedRequest) -> &str {
    request.line.split(' ').nth(1).unwrap()
}

#[test]
fn a_redirect_to_the_same_host_is_followed_with_the_message() {
    for (status, to) in [(307, "/mcp/"), (308, "?x=1"), (308, "http://HOST/mcp/2?y")] {
        let server = OddHttp::start(move |request| {
            let host = request.header("host").unwrap();
            match path(request) {
                "/mcp" => Reply::status(status).with("location", &to.replace("HOST", host)),
                _ => request.default_response(Some("s")),
            }
        });
        let mut entry = server.entry();
        entry["headers"] = json!({ "Authorization": "Bearer s3cret" });
        let hub = Hub::start(&settings([("far", entry)]));
        calls(&hub, "far");
        let request: Vec<_> =
            server.requests().into_iter().filter(ReceivedRequest::is_call).collect();
        assert_eq!(request.len(), 2, "{request:?}");
        for request in &request {
            assert_eq!(request.body["params"]["arguments"], json!({ "n": 1 }));
            assert_eq!(request.header("authorization"), Some("Bearer s3cret"));
            assert_eq!(request.header("mcp-session-id"), Some("s"));
        }
    }
}

#[test]
fn a_redirect_to_another_host_is_reported_and_not_followed() {
    let other = OddHttp::start(|request| request.default_response(None));
    for (status, to, said) in [
        (307, other.url("/mcp?key=s3cret"), format!("redirects to {};", other.url("/mcp"))),
        (302, "/login".to_owned(), "HTTP 302 Found from".to_owned()),
        (301, "/mcp/".to_owned(), "it redirects to /mcp/; use that as `url`".to_owned()),
        (303, String::new(), "HTTP 303 See Other from".to_owned()),
        (307, "/mcp".to_owned(), "redirects too often, last to /mcp".to_owned()),
    ] {
        let server = OddHttp::start(move |_| match to.as_str() {
            "" => Reply::status(status),
            to => Reply::status(status).with("location", to),
        });
        let hub = Hub::start(&settings([("far", server.entry())]));
        hub.wait_for_log(&said);
        assert!(!hub.log().contains("s3cret"), "{}", hub.log());
    }
    assert_eq!(other.requests().len(), 0);
}

#[test]
fn responses_are_decoded_from_every_content_coding() {
    for (way, name) in CODINGS {
        let server = OddHttp::start(move |request| {
            let mut reply = request.default_response(None);
            if request.is_call() {
                reply.body = format!("data: {}\n\n", String::from_utf8(reply.body).unwrap()).into();
                reply.headers = vec![("content-type".into(), "text/event-stream".into())];
            }
            if !reply.body.is_empty() {
                let text = String::from_utf8(std::mem::take(&mut reply.body)).unwrap();
                reply.body = encode(way, &[&text]).concat();
            }
            reply.with("content-encoding", name)
        });
        let hub = Hub::start(&settings([("far", server.entry())]));
        calls(&hub, "far");
        let request = server.requests();
        assert!(
            request
                .iter()
                .all(|request| request.all("accept-encoding") == ["gzip, deflate, br, zstd"])
        );
    }
}

#[test]
fn a_compressed_stream_is_decoded_as_it_arrives() {
    for (way, name) in CODINGS {
        let added = std::sync::Arc::new(AtomicUsize::new(0));
        let seen = std::sync::Arc::clone(&added);
        let server = OddHttp::start(move |request| {
            let changed = seen.load(Ordering::SeqCst) > 0;
            match request.method() {
                _ if request.line.starts_with("GET") => {
                    seen.fetch_add(1, Ordering::SeqCst);
                    let said = r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#;
                    let event = format!("data: {said}\n\n");
                    let pieces = encode(way, &[&event, ""]);
                    let reply = Reply::stream().with("content-encoding", name);
                    Reply { pieces: vec![Some(pieces[0].clone()), None], ..reply }
                }
                "initialize" => {
                    let mut answer = request.default_response(Some("s"));
                    let text = String::from_utf8(answer.body).unwrap();
                    let text = text.replace(r#""tools":{}"#, r#""tools":{"listChanged":true}"#);
                    answer.body = text.into();
                    answer
                }
                "tools/list" if changed => {
                    let mut answer = request.default_response(Some("s"));
                    answer.body =
                        String::from_utf8(answer.body).unwrap().replace("hello", "added").into();
                    answer
                }
                _ => request.default_response(Some("s")),
            }
        });
        let hub = Hub::start(&settings([("far", server.entry())]));
        hub.lists_tool("/mcp", "far-added");
        assert_eq!(added.load(Ordering::SeqCst), 1);
    }
}

#[test]
fn a_decompression_bomb_is_rejected() {
    let server = OddHttp::start(|request| {
        let reply = request.default_response(None);
        if !request.is_call() {
            return reply;
        }
        let bomb = encode("gzip", &[" ".repeat(70 << 20).as_str()]).concat();
        Reply::text(200, "application/json", bomb).with("content-encoding", "gzip")
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.lists_tool("/mcp", "far-hello");
    let call = json!({ "name": "far-hello", "arguments": {} });
    let answer = hub.modern("/mcp").request("tools/call", call);
    let said = "server `far`: cannot read the response: length limit exceeded (outcome_unknown: it may \
                have been carried out; check before you repeat it)";
    assert_eq!(answer["error"]["message"], said, "{answer}");
}

#[test]
fn an_unrequested_content_coding_is_reported() {
    let server =
        OddHttp::start(|_| Reply::text(200, "text/x", "?").with("content-encoding", "lzw"));
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.wait_for_log("cannot read the response: its content coding `lzw` is not supported");
}

#[test]
fn the_user_agent_and_accept_headers_can_be_configured() {
    let servers = ["plain", "own"]
        .map(|name| (name, OddHttp::start(|request| request.default_response(None))));
    let mut entries = servers.each_ref().map(|(name, server)| (*name, server.entry()));
    entries[1].1["headers"] = json!({
        "user-agent": "Own/1", "Accept-Encoding": "identity", "Accept": "application/json",
        "Content-Type": "text/plain", "Content-Length": "5", "Transfer-Encoding": "chunked",
        "MCP-Protocol-Version": "2024-11-05", "Mcp-Session-Id": "mine", "Connection": "close"
    });
    let hub = Hub::start(&settings(entries));
    for (name, server) in &servers {
        calls(&hub, name);
        let call = server.requests().into_iter().find(ReceivedRequest::is_call).unwrap();
        let agent = format!("mcphub/{}", env!("CARGO_PKG_VERSION"));
        let (agent, coding) = match *name {
            "own" => ("Own/1", "identity"),
            _ => (agent.as_str(), "gzip, deflate, br, zstd"),
        };
        for (header, wanted) in [
            ("user-agent", vec![agent]),
            ("accept-encoding", vec![coding]),
            ("accept", vec!["application/json, text/event-stream"]),
            ("content-type", vec!["application/json"]),
            ("mcp-protocol-version", vec!["2025-11-25"]),
            ("mcp-session-id", vec![]),
            ("transfer-encoding", vec![]),
        ] {
            assert_eq!(call.all(header), wanted, "{name}: {header}");
        }
        assert_eq!(call.all("content-length").len(), 1);
    }
}

#[test]
fn the_cookie_of_a_load_balancer_is_sent_back() {
    let server = OddHttp::start(|request| match (request.method(), request.header("cookie")) {
        ("initialize", _) => request
            .default_response(Some("s"))
            .with("set-cookie", "route=a; Path=/; HttpOnly")
            .with("set-cookie", "other=b; Path=/elsewhere"),
        (_, Some("own=1; route=a")) => request.default_response(Some("s")),
        _ => Reply::text(404, "text/plain", "another backend"),
    });
    let mut entry = server.entry();
    entry["headers"] = json!({ "Cookie": "own=1" });
    let hub = Hub::start(&settings([("far", entry)]));
    calls(&hub, "far");
    assert_eq!(server.count(|request| request.method() == "initialize"), 1);
}

#[test]
fn credentials_in_a_url_are_sent() {
    let server = OddHttp::start(|request| match request.header("authorization") {
        Some("Basic dXNyOnBAc3M=") => request.default_response(None),
        _ => Reply::text(401, "text/plain", "who are you?"),
    });
    let url = format!("http://usr:p%40ss@{}/mcp", server.address);
    let hub = Hub::start(&settings([("far", json!({ "type": "streamable-http", "url": url }))]));
    calls(&hub, "far");
    assert!(!hub.log().contains("p%40ss") && !hub.log().contains("dXNyOn"), "{}", hub.log());
}

#[test]
fn a_response_head_may_be_long() {
    let server = OddHttp::start(|request| {
        let mut reply = request.default_response(None);
        for n in 0..150 {
            reply = reply.with(&format!("x-{n}"), &"v".repeat(300));
        }
        reply
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    calls(&hub, "far");
}

#[test]
fn json_may_begin_with_a_byte_order_mark() {
    let server = OddHttp::start(|request| {
        let mut reply = request.default_response(None);
        if !reply.body.is_empty() {
            reply.body.splice(0..0, *b"\xef\xbb\xbf");
        }
        reply
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    calls(&hub, "far");
}

#[test]
fn an_html_response_is_reported_by_its_title() {
    let server = OddHttp::start(|_| {
        Reply::text(200, "text/html; charset=utf-8", "<html><title>Sign in</title><body>x</body>")
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.wait_for_log("not connected: HTTP 200 OK without a JSON-RPC response (text/html): Sign in");
}

#[test]
fn rejected_and_missing_credentials_are_distinguished() {
    let server = OddHttp::start(|_| {
        Reply::text(401, "text/plain", "no").with("www-authenticate", "Bearer realm=\"x\"")
    });
    let entry = |key: &str, value: Value| {
        let mut entry = server.entry();
        entry[key] = value;
        entry
    };
    let hub = Hub::start(&settings([
        ("bare", entry("headers", json!({ "X-Own": "1" }))),
        ("header", entry("headers", json!({ "Authorization": "Bearer s3cret" }))),
        ("key", entry("headers", json!({ "X-Api-Key": "s3cret" }))),
        ("token", entry("bearerToken", json!("s3cret"))),
    ]));
    let place = format!("HTTP 401 Unauthorized from http://{}: no", server.address);
    hub.wait_for_log(&format!("it requires a credential ({place}; Bearer realm=\"x\")"));
    for at in ["headers.Authorization", "headers.X-Api-Key", "bearerToken"] {
        hub.wait_for_log(&format!("it rejected the credential of {at} ({place})"));
    }
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}

#[test]
fn retry_after_is_respected() {
    let server = OddHttp::start(|_| Reply::status(503).with("retry-after", "60"));
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.wait_for_log("not connected: HTTP 503");
    let before = server.requests().len();
    let call = json!({ "name": "far-hello", "arguments": {} });
    for _ in 0..3 {
        hub.modern("/mcp").request("tools/call", call.clone());
    }
    // Longer than the first retry delay of any other server.
    let begun = std::time::Instant::now();
    becomes(&true, || begun.elapsed() > std::time::Duration::from_millis(900));
    assert_eq!(server.requests().len(), before);
}

#[test]
fn an_endpoint_that_rejects_messages_is_reported() {
    let server = OddHttp::start(|request| match request.line.as_str() {
        "GET /sse" => {
            let event = b"event: endpoint\ndata: /gone?s=1\n\n".to_vec();
            Reply { pieces: vec![Some(event), None], ..Reply::stream() }
        }
        _ => Reply::text(404, "text/plain", "no route"),
    });
    let entry = json!({ "type": "sse", "url": server.url("/sse") });
    let hub = Hub::start(&settings([("far", entry)]));
    let place = format!("http://{}", server.address);
    hub.wait_for_log(&format!(
        "not connected: it rejects messages at /gone: HTTP 404 Not Found from {place}: no route"
    ));
}

#[test]
fn an_api_is_called_at_its_paths_and_may_compress() {
    let here = OddHttp::start(|_| Reply::json(200, &json!({ "at": "here" })));
    let there = OddHttp::start(|_| {
        let body = encode("gzip", &[r#"{"at":"there"}"#]).concat();
        Reply::text(200, "application/json", body).with("content-encoding", "gzip")
    });
    let entry = json!({ "type": "openapi", "openapi": { "schema": {
        "openapi": "3.1.0", "info": { "title": "Two", "version": "1" },
        "servers": [{ "url": here.url("") }],
        "paths": {
            "/x": { "get": { "operationId": "here" } },
            "/y": { "servers": [{ "url": there.url("/v2") }], "get": { "operationId": "there" } }
        }
    }}});
    let hub = Hub::start(&settings([("api", entry)]));
    hub.lists_tool("/mcp", "api-here");
    let client = hub.modern("/mcp");
    for (tool, server, line) in [("here", &here, "GET /x"), ("there", &there, "GET /v2/y")] {
        let said = client.call(&format!("api-{tool}"), json!({}));
        assert_eq!(said, json!({ "at": tool }).to_string());
        let request = server.requests();
        assert_eq!(request.iter().map(|request| request.line.as_str()).collect::<Vec<_>>(), [line]);
        let agent = format!("mcphub/{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(request[0].all("user-agent"), [agent]);
    }
}

#[test]
fn an_unsupported_document_is_rejected_without_retries() {
    let api = OddHttp::start(|_| Reply::json(200, &json!({ "swagger": "2.0", "paths": {} })));
    let old = json!({ "type": "openapi", "openapi": { "url": api.url("/doc.json") } });
    let down = OddHttp::start(|_| Reply::status(500));
    let hub = Hub::start(&settings([("old", old), ("down", down.entry())]));
    hub.wait_for_log("not connected: the document is Swagger 2.0; convert it to OpenAPI 3");
    // Another server has been retried in the meantime.
    becomes(&true, || down.count(|request| request.method() == "initialize") > 2);
    assert_eq!(api.requests().len(), 1);
}
