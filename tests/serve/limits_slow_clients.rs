//! Clients that send nothing, stop in the middle, or open many connections do not block other
//! clients.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use crate::support::process::{wait_for, wait_within};
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

fn connect(hub: &Hub, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(hub.http().address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    stream
}

/// Returns whether the hub has closed the connection; data received before is kept in `said`.
fn is_closed(mut stream: &TcpStream, said: &mut Vec<u8>) -> bool {
    stream.set_nonblocking(true).unwrap();
    loop {
        let mut chunk = [0; 1024];
        match stream.read(&mut chunk) {
            Ok(0) => return true,
            Ok(n) => said.extend(&chunk[..n]),
            Err(e) => return e.kind() != ErrorKind::WouldBlock,
        }
    }
}

#[test]
fn a_stalled_body_gets_408_on_every_route() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let _stream = hub.http().open("GET", "/sse", &[("accept", "text/event-stream")], "");
    let framed = ["content-length: 1000\r\n\r\n{", "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n"];
    let paths = ["/mcp", "/mcp/one", "/direct/one", "/api/auth/login"];
    let mut open: Vec<_> = paths
        .iter()
        .flat_map(|path| framed.iter().map(move |rest| (path, rest)))
        .map(|(path, rest)| {
            let head = "HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n";
            (*path, connect(&hub, &format!("POST {path} {head}{rest}")), Vec::new())
        })
        .collect();
    // Sending single bytes does not extend the limit.
    let mut drips = connect(
        &hub,
        "POST /mcp HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{",
    );
    let mut answer = Vec::new();
    wait_within(Duration::from_mins(1), "the end of the last connection", || {
        let dripped = drips.set_nonblocking(true).and_then(|()| drips.write_all(b" "));
        let all = open.iter_mut().all(|(_, stream, said)| is_closed(stream, said));
        (is_closed(&drips, &mut answer) && dripped.is_err() && all).then_some(())
    });
    for (path, _, said) in open {
        let said = String::from_utf8(said).unwrap();
        assert!(said.starts_with("HTTP/1.1 408 "), "{path}: {said}");
        assert!(said.contains("the body arrived too slowly"), "{path}: {said}");
    }
}

/// Starts a hub and then limits its number of open files.
fn hub_of_few_files(files: u32) -> Hub {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let limits = format!("{files}:{files}");
    let pid = hub.pid().to_string();
    let set = std::process::Command::new("prlimit")
        .args(["--pid", &pid, &format!("--nofile={limits}")])
        .status();
    assert!(set.unwrap().success());
    hub
}

#[test]
fn new_clients_are_served_despite_many_idle_connections() {
    let hub = Hub::start_few_files(&settings([("one", demo(&[]))]), 128);
    hub.lists_tool("/mcp", "one-echo");
    let request = "GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    let kept: Vec<_> = (0..300).map(|n| connect(&hub, ["", request][n % 2])).collect();
    assert_eq!(hub.modern("/mcp").call("one-echo", json!({ "text": "x" })), "x");
    wait_for("the end of the oldest", || is_closed(&kept[0], &mut Vec::new()).then_some(()));
    // Some files stay available for other uses.
    let files = fs::read_dir(format!("/proc/{}/fd", hub.pid())).unwrap().count();
    assert!(files < 128, "{files}");
    hub.run(&["add", "two", "--", "mcphub", "demo"]);
    hub.lists_tool("/mcp", "two-echo");
    assert!(!hub.log().contains("cannot accept"), "{}", hub.log());
}

#[test]
fn a_hub_without_free_file_descriptors_reports_it_once_and_recovers() {
    let hub = hub_of_few_files(40);
    let request = "GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    let kept: Vec<_> = (0..200).map(|_| connect(&hub, request)).collect();
    hub.wait_for_log("cannot accept a connection");
    assert_eq!(hub.http().send("GET", "/health", "").0, 200);
    drop(kept);
    hub.lists_tool("/mcp", "one-echo");
    assert_eq!(hub.log().matches("cannot accept").count(), 1);
}
