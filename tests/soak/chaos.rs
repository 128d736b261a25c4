//! Injected faults: servers die and come back, the settings change.

use std::fs;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::soak::dice::Dice;
use crate::support::process::{descendants, wait_within};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server};

/// A server over HTTP that can be killed and restarted at the same address.
pub(super) struct Far {
    pub(super) name: &'static str,
    args: Vec<String>,
    address: String,
    entry: Value,
    server: Mutex<Option<HttpUpstream>>,
}

impl Far {
    pub(super) fn start(name: &'static str, args: &[&str]) -> Self {
        let args = [&["--name", name], args].concat();
        let server = HttpUpstream::start(&args);
        Self {
            name,
            args: args.into_iter().map(str::to_owned).collect(),
            address: server.address().to_owned(),
            entry: server.entry(),
            server: Mutex::new(Some(server)),
        }
    }

    pub(super) fn entry(&self) -> Value {
        self.entry.clone()
    }

    fn restart(&self) {
        let mut server = self.server.lock().unwrap();
        drop(server.take());
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        // The address may still be in use for a moment.
        *server = Some(wait_within(Duration::from_secs(20), self.name, || {
            let fresh = HttpUpstream::start_at(&self.address, &args);
            (!fresh.url.is_empty()).then_some(fresh)
        }));
    }
}

/// All injected faults.
pub(super) struct Chaos {
    far: [Far; 3],
    /// The original settings.
    settings: Value,
}

impl Chaos {
    pub(super) fn new(hub: &Hub, far: [Far; 3]) -> Self {
        let text = fs::read_to_string(hub.settings()).unwrap();
        Self { far, settings: serde_json::from_str(&text).unwrap() }
    }

    /// Injects one fault.
    pub(super) fn strike(&self, hub: &Hub, dice: &mut Dice) {
        match dice.roll(8) {
            0..=2 => kill_a_child(hub, dice),
            3 => dice.pick(&self.far).restart(),
            4 => hub.edit(|settings| {
                let servers = settings["mcpServers"].as_object_mut().unwrap();
                if servers.remove("passing").is_none() {
                    servers.insert("passing".into(), scripted_server(&["--name", "passing"]));
                }
            }),
            5 => {
                let kept = serde_json::to_string_pretty(&self.settings).unwrap();
                hub.overwrite(&kept[..dice.roll(kept.len())]);
                hub.replace(&kept);
            }
            6 => {
                let timeout = 10_000 + dice.roll(1000);
                let name = *dice.pick(&["pipe_legacy", "pipe_modern", "http_legacy"]);
                hub.edit(|settings| {
                    settings["mcpServers"][name]["options"]["timeout"] = json!(timeout);
                });
            }
            _ => {
                let name = *dice.pick(&["pipe_modern", "http_modern"]);
                let word = format!("note {}", dice.roll(1000));
                hub.edit(|settings| {
                    let echo = format!("{name}-echo");
                    settings["mcpServers"][name]["tools"][echo] =
                        json!({ "enabled": true, "description": word });
                });
            }
        }
    }

    /// Restores the settings and waits until all servers are connected.
    pub(super) fn repair(&self, hub: &Hub, names: &[String]) {
        hub.replace(&serde_json::to_string_pretty(&self.settings).unwrap());
        for name in names {
            let client = hub.modern("/mcp");
            let start = Instant::now();
            loop {
                let name = format!("{name}-echo");
                let params = json!({ "name": name, "arguments": { "text": "x" } });
                let answer = client.request("tools/call", params);
                if answer["result"]["content"][0]["text"] == "x" {
                    break;
                }
                assert!(start.elapsed() < Duration::from_mins(1), "{name} is not back: {answer}");
                thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

/// Kills one of the hub's servers.
fn kill_a_child(hub: &Hub, dice: &mut Dice) {
    let is_server = |pid: &u32| {
        let words = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        words.contains("scripted_upstream")
    };
    let children: Vec<u32> = descendants(hub.pid()).into_iter().filter(is_server).collect();
    if let Some(pid) = children.get(dice.roll(children.len().max(1))) {
        let pid = Pid::from_raw(i32::try_from(*pid).unwrap()).unwrap();
        // It may have exited already.
        let _ = kill_process(pid, Signal::KILL);
    }
}
