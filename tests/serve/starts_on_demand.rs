//! A server that starts on demand runs for calls and stops when idle; a server with keep-alive is
//! pinged.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use crate::support::process::{becomes, wait_for};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

#[test]
#[cfg(target_os = "linux")]
fn an_idle_server_stops_and_its_lists_stay() {
    let mut lazy = scripted_server(&[]);
    lazy["startOnDemand"] = json!(true);
    lazy["idleTimeoutMs"] = json!(200);
    let hub = Hub::start(&settings([("lazy", lazy)]));
    hub.lists_tool("/mcp", "lazy-pid");
    let client = hub.legacy("/mcp");
    let runs = |pid: &str| Path::new("/proc").join(pid).exists();
    let first = client.call("lazy-pid", json!({}));
    becomes(&false, || runs(&first));
    hub.lists_tool("/mcp", "lazy-pid");
    assert!(!runs(&first));
    let second = client.call("lazy-pid", json!({}));
    assert_ne!(first, second);
    becomes(&false, || runs(&second));
}

#[test]
fn a_server_that_is_kept_alive_is_pinged() {
    let folder = TempDir::new().unwrap();
    let record = folder.path().join("record");
    let upstream = HttpUpstream::start(&["--era", "legacy", "--record", record.to_str().unwrap()]);
    let mut entry = upstream.entry();
    entry["enableKeepAlive"] = json!(true);
    entry["keepAliveInterval"] = json!(50);
    let _hub = Hub::start(&settings([("far", entry)]));
    wait_for("two pings", || {
        let heard = fs::read_to_string(&record).unwrap_or_default();
        (heard.matches(r#""method":"ping""#).count() > 1).then_some(())
    });
}
