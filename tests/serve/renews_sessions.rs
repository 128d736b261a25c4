//! A lost session is renewed, however the server reports the loss; a call that may have run is not
//! sent again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::support::odd_http::{OddHttp, ReceivedRequest, Reply};
use crate::support::server::Hub;
use crate::support::upstream::settings;

type Refuse = fn(&ReceivedRequest) -> Reply;

fn text(status: u16, text: &str) -> Reply {
    Reply::text(status, "text/plain", text)
}

fn error(request: &ReceivedRequest, status: u16, code: i64, message: &str) -> Reply {
    Reply::json(status, &request.error(code, message))
}

/// Returns an error with the id `null`.
fn nobodys(status: u16, code: i64, message: &str) -> Reply {
    let error = json!({ "code": code, "message": message });
    Reply::json(status, &json!({ "jsonrpc": "2.0", "id": null, "error": error }))
}

/// The ways in which servers reject an unknown session.
const REFUSALS: [(&str, Refuse); 16] = [
    ("404", |_| text(404, "")),
    ("404json", |_| nobodys(404, -32001, "Session not found")),
    ("400valid", |_| nobodys(400, -32000, "Bad Request: No valid session ID provided")),
    ("400text", |_| text(400, "Invalid session ID\n")),
    ("400init", |_| nobodys(400, -32000, "Bad Request: Server not initialized")),
    ("400missing", |request| error(request, 400, -32600, "Bad Request: Missing session ID")),
    ("400bare", |_| text(400, "")),
    ("401", |_| nobodys(401, -32001, "session expired")),
    ("403", |_| text(403, "session terminated")),
    ("410", |_| text(410, "")),
    ("422", |_| text(422, "Unexpected message, expect initialize request")),
    ("200err", |request| error(request, 200, -32001, "Session not found")),
    ("200params", |request| error(request, 200, -32602, "Session expired: Invalid session")),
    ("200uninit", |request| error(request, 200, -32002, "Server not initialized")),
    ("200null", |_| nobodys(200, -32000, "Session not found")),
    ("200stream", |request| {
        let said = request.error(-32001, "Session not found");
        Reply::text(200, "text/event-stream", format!("data: {said}\n\n"))
    }),
];

/// Starts a server that ends its sessions when its counter is increased; returns it with the
/// counter.
fn forgetful(refuse: Refuse) -> (OddHttp, Arc<AtomicUsize>) {
    let generation = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&generation);
    let server = OddHttp::start(move |request| {
        let session = format!("s{}", now.load(Ordering::SeqCst));
        match request.header("mcp-session-id") {
            None if request.method() == "initialize" => request.default_response(Some(&session)),
            None => text(400, "no session"),
            Some(known) if known == session => request.default_response(Some(&session)),
            Some(_) => refuse(request),
        }
    });
    (server, generation)
}

fn count_initializations(server: &OddHttp) -> usize {
    server.count(|request| request.method() == "initialize")
}

#[test]
fn a_lost_session_is_renewed_however_the_server_reports_it() {
    let servers = REFUSALS.map(|(name, refuse)| (name, forgetful(refuse)));
    let entries = servers.each_ref().map(|(name, (server, _))| (*name, server.entry()));
    let hub = Hub::start(&settings(entries));
    for (name, (server, generation)) in &servers {
        let tool = format!("{name}-hello");
        hub.lists_tool("/mcp", &tool);
        assert_eq!(count_initializations(server), 1, "{name}");
        generation.fetch_add(1, Ordering::SeqCst);
        let client = hub.modern("/mcp");
        for _ in 0..3 {
            assert_eq!(client.call(&tool, json!({})), "hi", "{name}");
        }
        assert_eq!(count_initializations(server), 2, "{name}");
        let run = |request: &ReceivedRequest| {
            request.is_call() && request.header("mcp-session-id") == Some("s1")
        };
        assert_eq!(server.count(run), 3, "{name}");
    }
}

#[test]
fn concurrent_calls_renew_a_lost_session_once() {
    for (name, refuse) in [REFUSALS[2], REFUSALS[11]] {
        let (server, generation) = forgetful(refuse);
        let hub = Hub::start(&settings([("far", server.entry())]));
        hub.lists_tool("/mcp", "far-hello");
        generation.fetch_add(1, Ordering::SeqCst);
        std::thread::scope(|scope| {
            for _ in 0..24 {
                scope.spawn(|| {
                    assert_eq!(hub.modern("/mcp").call("far-hello", json!({})), "hi", "{name}");
                });
            }
        });
        assert_eq!(count_initializations(&server), 2, "{name}");
    }
}

#[test]
fn a_session_lost_at_a_gateway_is_renewed_for_the_next_call() {
    let (server, generation) = forgetful(|_| text(502, "upstream session not found"));
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.lists_tool("/mcp", "far-hello");
    generation.fetch_add(1, Ordering::SeqCst);
    let client = hub.modern("/mcp");
    let call = json!({ "name": "far-hello", "arguments": {} });
    let answer: Value = client.request("tools/call", call);
    assert_eq!(answer["error"]["data"]["mcphub"]["outcome_unknown"], true, "{answer}");
    assert_eq!(client.call("far-hello", json!({})), "hi");
    assert_eq!((count_initializations(&server), server.count(ReceivedRequest::is_call)), (2, 2));
}

#[test]
fn tool_errors_about_sessions_do_not_renew_the_session() {
    let server = OddHttp::start(|request| match request.method() {
        "tools/call" => error(request, 200, -32602, "Session not found: browser-7"),
        _ => request.default_response(Some("s")),
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.lists_tool("/mcp", "far-hello");
    for _ in 0..3 {
        let call = json!({ "name": "far-hello", "arguments": {} });
        let answer = hub.modern("/mcp").request("tools/call", call);
        assert_eq!(answer["error"]["message"], "Session not found: browser-7");
    }
    assert_eq!((count_initializations(&server), server.count(ReceivedRequest::is_call)), (1, 3));
}

#[test]
fn a_session_that_cannot_be_renewed_is_reported() {
    let broken = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&broken);
    let server = OddHttp::start(move |request| match now.load(Ordering::SeqCst) {
        0 => request.default_response(Some("s")),
        _ if request.method() == "initialize" => text(403, "no more"),
        _ => text(404, ""),
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.lists_tool("/mcp", "far-hello");
    broken.store(1, Ordering::SeqCst);
    let call = json!({ "name": "far-hello", "arguments": {} });
    let answer = hub.modern("/mcp").request("tools/call", call);
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.contains("no more"), "{message}");
    hub.wait_for_log("not connected: the session was lost and cannot be renewed");
}

/// Starts a server that can change its list and notifies on its GET streams.
fn changing(refuse: impl Fn(usize) -> Option<Reply> + Send + Sync + 'static) -> OddHttp {
    let opened = AtomicUsize::new(0);
    OddHttp::start(move |request| {
        if request.line.starts_with("GET") {
            let n = opened.fetch_add(1, Ordering::SeqCst);
            return refuse(n).unwrap_or_else(Reply::stream);
        }
        let mut reply = request.default_response(Some("s"));
        let text = String::from_utf8(reply.body).unwrap();
        let text = text.replace(r#""tools":{}"#, r#""tools":{"listChanged":true}"#);
        // After the second attempt there is another tool.
        let tool = if opened.load(Ordering::SeqCst) > 2 { "added" } else { "hello" };
        reply.body = text.replace("hello", tool).into();
        reply
    })
}

/// Returns a stream that ends immediately.
fn empty_stream() -> Reply {
    Reply::text(200, "text/event-stream", "retry: 10\n\n")
}

#[test]
fn a_get_stream_is_reopened_after_a_rejection() {
    let statuses = [400, 404, 409, 429, 500, 502, 503];
    let servers = statuses.map(|status| {
        let refuse = move |n| match n {
            0 => Some(empty_stream()),
            1 => Some(Reply::status(status)),
            _ => None,
        };
        (format!("s{status}"), changing(refuse))
    });
    let entries = servers.each_ref().map(|(name, server)| (name.as_str(), server.entry()));
    let hub = Hub::start(&settings(entries));
    for (name, server) in &servers {
        hub.lists_tool("/mcp", &format!("{name}-added"));
        assert_eq!(server.count(|request| request.line.starts_with("GET")), 3, "{name}");
        assert_eq!(count_initializations(server), 1, "{name}");
    }
}

#[test]
fn a_server_without_a_get_stream_is_not_asked_again() {
    let never = changing(|_| Some(Reply::status(405)));
    let back = changing(|n| (n < 2).then(empty_stream));
    let hub = Hub::start(&settings([("never", never.entry()), ("back", back.entry())]));
    hub.lists_tool("/mcp", "back-added");
    assert_eq!(never.count(|request| request.line.starts_with("GET")), 1);
}

#[test]
fn a_session_found_lost_by_a_stream_is_renewed_without_a_call() {
    let lost = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&lost);
    let server = OddHttp::start(move |request| {
        let session = format!("s{}", now.load(Ordering::SeqCst));
        if request.line.starts_with("GET") {
            // The session is lost while the first stream is open.
            return match now.fetch_max(1, Ordering::SeqCst) {
                0 => empty_stream(),
                _ if request.header("mcp-session-id") == Some("s1") => Reply::stream(),
                _ => text(410, ""),
            };
        }
        let known = request.header("mcp-session-id").is_none_or(|known| known == session);
        let mut reply =
            if known { request.default_response(Some(&session)) } else { text(410, "") };
        let text = String::from_utf8(reply.body).unwrap();
        let text = text.replace(r#""tools":{}"#, r#""tools":{"listChanged":true}"#);
        reply.body = text.replace("hello", &format!("hello{session}")).into();
        reply
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.lists_tool("/mcp", "far-hellos1");
    assert_eq!((count_initializations(&server), server.count(ReceivedRequest::is_call)), (2, 0));
}
