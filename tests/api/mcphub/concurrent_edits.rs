//! Concurrent edits of one file through the API and by commands: accepted edits are in the file,
//! rejected ones are not, and the hub matches the file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::api::mcphub::{in_file, start};
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// The items that one client has created.
#[derive(Default)]
struct OwnItems {
    /// Servers by name, and whether each is enabled.
    servers: BTreeMap<String, bool>,
    /// Groups by name, with their servers.
    groups: BTreeMap<String, BTreeSet<String>>,
    /// Keys by name, with their ids.
    keys: BTreeMap<String, String>,
}

/// Returns a pseudorandom number, the same in each run.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

impl OwnItems {
    /// Makes one change of the client's own items and updates the expected state from the response.
    fn change(&mut self, http: &Http, me: usize, dice: u64) {
        let name = |kind: &str| format!("{kind}-{me}-{}", dice / 16 % 4);
        let ask = |method: &str, path: String, body: Value| http.json(method, &path, &body);
        match dice % 8 {
            0..=3 => self.change_server(ask, name("server"), dice),
            4..=6 => self.change_group(ask, name("group"), name("server"), dice),
            _ => self.change_key(ask, name("key")),
        }
    }

    fn change_server(&mut self, ask: impl Ask, server: String, dice: u64) {
        let there = self.servers.contains_key(&server);
        let done = if there { 200 } else { 404 };
        match dice % 8 {
            0 | 1 => {
                let url = "http://127.0.0.1:9/mcp";
                let config = json!({ "url": url, "type": "streamable-http", "enabled": false });
                let sent = json!({ "name": server, "config": config });
                let (status, answer) = ask("POST", "/api/servers".into(), sent);
                assert_eq!(status, if there { 409 } else { 200 }, "{answer}");
                self.servers.entry(server).or_insert(false);
            }
            2 => {
                let enabled = dice & 1024 == 0;
                let path = format!("/api/servers/{server}/toggle");
                let (status, answer) = ask("POST", path, json!({ "enabled": enabled }));
                assert_eq!(status, done, "{answer}");
                self.servers.entry(server).and_modify(|is| *is = enabled);
            }
            _ => {
                let (status, answer) = ask("DELETE", format!("/api/servers/{server}"), Value::Null);
                assert_eq!(status, done, "{answer}");
                self.servers.remove(&server);
                for members in self.groups.values_mut() {
                    members.remove(&server);
                }
            }
        }
    }

    fn change_group(&mut self, ask: impl Ask, group: String, server: String, dice: u64) {
        let there = self.groups.contains_key(&group);
        match dice % 8 {
            4 => {
                let members: BTreeSet<_> = self.servers.keys().cloned().collect();
                let sent = json!({ "name": group, "servers": members });
                let (status, answer) = ask("POST", "/api/groups".into(), sent);
                assert_eq!(status, if there { 400 } else { 201 }, "{answer}");
                self.groups.entry(group).or_insert(members);
            }
            5 => {
                let path = format!("/api/groups/{group}/servers");
                let (status, answer) = ask("POST", path, json!({ "serverName": server }));
                let may = there && self.servers.contains_key(&server);
                assert_eq!(status, if may { 200 } else { 404 }, "{answer}");
                if may {
                    self.groups.entry(group).or_default().insert(server);
                }
            }
            _ => {
                let (status, answer) = ask("DELETE", format!("/api/groups/{group}"), Value::Null);
                assert_eq!(status, if there { 200 } else { 404 }, "{answer}");
                self.groups.remove(&group);
            }
        }
    }

    fn change_key(&mut self, ask: impl Ask, key: String) {
        if let Some(id) = self.keys.remove(&key) {
            let (status, answer) = ask("DELETE", format!("/api/auth/keys/{id}"), Value::Null);
            assert_eq!(status, 200, "{answer}");
        } else {
            let sent = json!({ "name": key, "accessType": "all" });
            let (status, answer) = ask("POST", "/api/auth/keys".into(), sent);
            assert_eq!(status, 201, "{answer}");
            self.keys.insert(key, answer["data"]["id"].as_str().unwrap().to_owned());
        }
    }
}

/// Sends a request: method, path, body.
trait Ask: Fn(&str, String, Value) -> (u16, Value) {}

impl<F: Fn(&str, String, Value) -> (u16, Value)> Ask for F {}

/// Adds and removes servers by commands, as a user at a terminal.
fn type_commands(hub: &Hub, until: Instant) -> OwnItems {
    let (mut own, mut state) = (OwnItems::default(), 99);
    while Instant::now() < until {
        let name = format!("typed-{}", random(&mut state) % 5);
        if own.servers.remove(&name).is_some() {
            hub.run(&["remove", &name, "--yes"]);
        } else {
            hub.run(&["add", &name, "http://127.0.0.1:9/mcp", "--disabled"]);
            own.servers.insert(name, false);
        }
    }
    own
}

fn edit_concurrently(clients: usize, time: Duration) {
    let (hub, admin) = start(settings([("one", demo(&[]))]));
    // An edit waits for all edits before it, so it may take long without a fault.
    let admin = admin.patient(Duration::from_mins(1));
    let until = Instant::now() + time;
    let changes = AtomicU64::new(0);
    let all: Vec<OwnItems> = thread::scope(|scope| {
        let clients = (0..clients).map(|me| {
            let (admin, changes) = (&admin, &changes);
            scope.spawn(move || {
                let (mut own, mut state) = (OwnItems::default(), me as u64);
                while Instant::now() < until {
                    own.change(admin, me, random(&mut state));
                    changes.fetch_add(1, Ordering::Relaxed);
                }
                own
            })
        });
        let clients: Vec<_> = clients.collect();
        let typed = scope.spawn(|| type_commands(&hub, until));
        clients.into_iter().chain([typed]).map(|thread| thread.join().unwrap()).collect()
    });
    println!("{} changes", changes.load(Ordering::Relaxed));

    compare(&hub, &admin, all);
}

/// Checks that the file and the hub contain the items of all clients.
fn compare(hub: &Hub, admin: &Http, all: Vec<OwnItems>) {
    let mut servers = BTreeMap::from([("one".to_owned(), true)]);
    let (mut groups, mut keys) = (BTreeMap::new(), BTreeSet::from(["admin".to_owned()]));
    for own in all {
        servers.extend(own.servers);
        groups.extend(own.groups);
        keys.extend(own.keys.into_keys());
    }
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = |pointer: &str| {
        in_file(hub, pointer).unwrap_or_default().as_array().cloned().unwrap_or_default()
    };
    let in_file_servers: BTreeMap<_, _> = in_file(hub, "/mcpServers")
        .unwrap()
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, entry)| (name.clone(), entry["enabled"] != false))
        .collect();
    assert_eq!(in_file_servers, servers);
    let in_file_groups: BTreeMap<_, BTreeSet<_>> = list("/groups")
        .iter()
        .map(|group| {
            (
                text(&group["name"]),
                group["servers"].as_array().unwrap().iter().map(|m| text(&m["name"])).collect(),
            )
        })
        .collect();
    assert_eq!(in_file_groups, groups);
    assert_eq!(
        list("/bearerKeys").iter().map(|key| text(&key["name"])).collect::<BTreeSet<_>>(),
        keys
    );

    becomes(&servers, || {
        let shown = admin.json("GET", "/api/servers", &Value::Null).1;
        shown["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| (text(&s["name"]), s["enabled"] == true))
            .collect::<BTreeMap<_, _>>()
    });
    becomes(&groups, || {
        let shown = admin.json("GET", "/api/groups", &Value::Null).1;
        let members =
            |g: &Value| g["servers"].as_array().unwrap().iter().map(|m| text(&m["name"])).collect();
        shown["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| (text(&g["name"]), members(g)))
            .collect::<BTreeMap<_, BTreeSet<_>>>()
    });
}

#[test]
fn concurrent_edits_are_applied_exactly_if_accepted() {
    edit_concurrently(12, Duration::from_secs(2));
}

#[test]
#[ignore = "fifty clients for half a minute"]
fn fifty_concurrent_clients_edits_are_applied_exactly_if_accepted() {
    edit_concurrently(50, Duration::from_secs(30));
}
