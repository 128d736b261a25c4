//! A thousand concurrent edits by commands, the API and hand: none is lost, all other bytes stay
//! unchanged, and no reader ever sees a partial file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::MetadataExt as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::server::Hub;

const KEY: &str = "mcphub_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

const COMMANDS: usize = 300;
const CALLS: usize = 600;
const HAND: usize = 100;
/// The number of threads that run commands, and of threads that call the API.
const WORKERS: usize = 3;

/// Returns whether the server is never edited; its text must stay unchanged.
fn is_left_alone(n: usize) -> bool {
    n >= 50
}

/// Returns the text of one server, in one of several layouts, with a comment and an unknown key.
fn server(n: usize) -> String {
    match n % 4 {
        0 => format!(
            "    \"s{n:02}\": {{ \"enabled\": false, \"command\": \"true\", \"x-unknown\": [ {n} ,1.10 ] }}"
        ),
        1 => format!(
            "    // about s{n:02}\n    \"s{n:02}\":{{\n\t\t\"command\":\"true\",\n\n\t\t\"enabled\" :false , // off\n\t\t\"x-unknown\":{{}}\n    }}"
        ),
        2 => format!(
            "\"s{n:02}\"  :  {{\"command\":\"true\",\"enabled\":false,\"args\":[\n\"a\",\n   \"b\" ] }}"
        ),
        _ => format!(
            "    \"s{n:02}\": {{\n      \"enabled\": false,\n      \"command\": \"true\", /* {n} */\n      \"description\": \"d\\u00fc {n}\"\n    }}"
        ),
    }
}

/// Returns a hundred servers, with comments, unusual spacing, and the marks for the edits by hand.
fn original() -> String {
    let servers: Vec<_> = (0..100).map(server).collect();
    format!(
        "// The team's servers.\n{{\n  \"x-marks\": {{ \"renamed\": 0, \"overwritten\": 0 }},\n  \"bearerKeys\": [{{ \"id\": \"k\", \"name\": \"all\", \"token\": \"{KEY}\", \"enabled\": true, \"accessType\": \"all\" }}],\n  \"mcpServers\": {{\n{}\n  }},\n\n\n  \"x-end\" : true\n}}\n",
        servers.join(",\n")
    )
}

/// A deterministic random number generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// An edit that both a command and the API can make.
enum Edit {
    Add(String),
    Remove(String),
    Describe { server: String, tool: String, text: String },
    Enable { server: String, tool: String, enabled: bool },
}

/// The changes that one worker made to its own servers.
#[derive(Default)]
struct Made {
    added: Vec<String>,
    /// By server and tool: enabled, description.
    overrides: BTreeMap<(String, String), (Option<bool>, Option<String>)>,
}

impl Made {
    /// Returns the next edit; worker `me` edits the servers with the remainder `me`.
    fn next(&mut self, me: usize, round: usize, dice: &mut Dice) -> Edit {
        let servers: Vec<_> =
            (0..100).filter(|n| !is_left_alone(*n) && n % (2 * WORKERS) == me).collect();
        let server = format!("s{:02}", servers[dice.below(servers.len())]);
        let tool = format!("t{}", dice.below(3));
        match dice.below(4) {
            0 => {
                self.added.push(format!("w{me}-{round}"));
                Edit::Add(format!("w{me}-{round}"))
            }
            1 if !self.added.is_empty() => {
                Edit::Remove(self.added.swap_remove(dice.below(self.added.len())))
            }
            2 => {
                let enabled = dice.below(2) == 0;
                self.overrides.entry((server.clone(), tool.clone())).or_default().0 = Some(enabled);
                Edit::Enable { server, tool, enabled }
            }
            _ => {
                let text = format!("said by {me} in round {round}");
                let key = (server.clone(), tool.clone());
                self.overrides.entry(key).or_default().1 = Some(text.clone());
                Edit::Describe { server, tool, text }
            }
        }
    }
}

fn by_command(hub: &Hub, edit: &Edit) {
    match edit {
        Edit::Add(name) => hub.run(&["add", "--disabled", name, "--", "true"]),
        Edit::Remove(name) => hub.run(&["remove", "--yes", name]),
        Edit::Describe { server, tool, text } => hub.run(&["tool", "describe", server, tool, text]),
        Edit::Enable { server, tool, enabled } => {
            hub.run(&["tool", if *enabled { "enable" } else { "disable" }, server, tool])
        }
    };
}

fn by_api(hub: &Hub, edit: &Edit) {
    let (method, path, body) = match edit {
        Edit::Add(name) => {
            let config = json!({ "command": "true", "enabled": false });
            ("POST", "/api/servers".to_owned(), json!({ "name": name, "config": config }))
        }
        Edit::Remove(name) => ("DELETE", format!("/api/servers/{name}"), Value::Null),
        Edit::Describe { server, tool, text } => (
            "PUT",
            format!("/api/servers/{server}/tools/{tool}/description"),
            json!({ "description": text }),
        ),
        Edit::Enable { server, tool, enabled } => (
            "POST",
            format!("/api/servers/{server}/tools/{tool}/toggle"),
            json!({ "enabled": enabled }),
        ),
    };
    let (status, answer) = hub.http().bearer(KEY).json(method, &path, &body);
    assert_eq!((status, &answer["success"]), (200, &json!(true)), "{method} {path}: {answer}");
}

/// Edits by hand, like an editor that takes the lock to keep others' edits.
fn by_hand(hub: &Hub, round: usize, overwriting: &AtomicBool) {
    let path = hub.folder.path().join(".mcp_settings.json.lock");
    // The previous holder has removed the file, so its lock excludes no process.
    let _lock = loop {
        let lock = File::options().create(true).append(true).open(&path).unwrap();
        lock.lock().unwrap();
        let is_there = |found: fs::Metadata| found.ino() == lock.metadata().unwrap().ino();
        if fs::metadata(&path).is_ok_and(is_there) {
            break lock;
        }
    };
    let text = fs::read_to_string(hub.settings()).unwrap();
    let mark = |text: &str, name: &str| {
        let before = text.split_once(&format!("\"{name}\": ")).unwrap().0.len() + name.len() + 4;
        let digits = text[before..].find(|c: char| !c.is_ascii_digit()).unwrap();
        let (head, tail) = (&text[..before], &text[before + digits..]);
        format!("{head}{round}{tail}")
    };
    if round.is_multiple_of(2) {
        hub.replace(&mark(&text, "renamed"));
    } else {
        // Writing in place exposes a partial file; this is caused by the edit by hand, not by the
        // hub.
        overwriting.store(true, Ordering::SeqCst);
        hub.overwrite(&mark(&text, "overwritten"));
        overwriting.store(false, Ordering::SeqCst);
    }
}

/// Reads the file repeatedly; returns the number of different texts.
fn watch(hub: &Hub, overwriting: &AtomicBool, over: &AtomicBool) -> usize {
    let (mut seen, mut last) = (0, String::new());
    while !over.load(Ordering::SeqCst) {
        // Leaves the processor to the workers.
        std::thread::park_timeout(Duration::from_millis(1));
        let before = overwriting.load(Ordering::SeqCst);
        let text = fs::read_to_string(hub.settings()).unwrap();
        if text == last {
            continue;
        }
        if let Err(error) = parse(&text) {
            let by_hand = before || overwriting.load(Ordering::SeqCst);
            assert!(by_hand, "half a file: {error}\n{text}");
        }
        (seen, last) = (seen + 1, text);
    }
    seen
}

/// Sets the flag when dropped.
struct Switch<'a>(&'a AtomicBool);

impl Drop for Switch<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn parse(text: &str) -> Result<Value, String> {
    let options = jsonc_parser::ParseOptions::default();
    let value: Option<Value> =
        jsonc_parser::parse_to_serde_value(text, &options).map_err(|error| error.to_string())?;
    value.filter(Value::is_object).ok_or_else(|| "no object".to_owned())
}

#[test]
fn a_thousand_concurrent_edits_are_all_applied() {
    let original = original();
    let hub = Hub::start_text(&original);
    let (over, overwriting) = (AtomicBool::new(false), AtomicBool::new(false));
    let (one_more, done) = channel();
    let made: Vec<Made> = std::thread::scope(|scope| {
        // Stops the reader on every exit, including a failed assertion.
        let _end = Switch(&over);
        let reader = scope.spawn(|| watch(&hub, &overwriting, &over));
        let workers: Vec<_> = (0..2 * WORKERS)
            .map(|me| {
                let (hub, done) = (&hub, one_more.clone());
                scope.spawn(move || {
                    let (mut made, mut dice) = (Made::default(), Dice(0x9e37_79b9 + me as u64));
                    let is_command = me < WORKERS;
                    let rounds = if is_command { COMMANDS } else { CALLS } / WORKERS;
                    for round in 0..rounds {
                        let edit = made.next(me, round, &mut dice);
                        if is_command {
                            by_command(hub, &edit);
                        } else {
                            by_api(hub, &edit);
                        }
                        done.send(()).unwrap();
                    }
                    made
                })
            })
            .collect();
        // The edits by hand are spread over the others.
        drop(one_more);
        for round in 1..=HAND {
            by_hand(&hub, round, &overwriting);
            done.iter().take((COMMANDS + CALLS) / HAND).for_each(drop);
        }
        let made: Result<Vec<_>, _> =
            workers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        let made = made.expect("each worker's edits were taken");
        over.store(true, Ordering::SeqCst);
        let seen = reader.join().unwrap();
        assert!(seen > 100, "only {seen} texts seen");
        made
    });

    let text = fs::read_to_string(hub.settings()).unwrap();
    let file = parse(&text).unwrap();
    assert_eq!(file["x-marks"], json!({ "renamed": HAND, "overwritten": HAND - 1 }));
    let mut wanted: Vec<String> = (0..100).map(|n| format!("s{n:02}")).collect();
    for made in &made {
        wanted.extend(made.added.iter().cloned());
        for ((server, tool), (enabled, description)) in &made.overrides {
            let entry = &file["mcpServers"][server]["tools"][tool];
            assert_eq!(entry.get("description"), description.clone().map(Value::from).as_ref());
            // Enabled is the default and may be omitted.
            let is_enabled = entry.get("enabled").and_then(Value::as_bool).unwrap_or(true);
            assert_eq!(is_enabled, enabled.unwrap_or(true), "{server} {tool}: {entry}");
        }
    }
    let mut names: Vec<_> = file["mcpServers"].as_object().unwrap().keys().cloned().collect();
    names.sort();
    wanted.sort();
    assert_eq!(names, wanted);

    for n in (0..100).filter(|n| is_left_alone(*n)) {
        assert!(text.contains(&server(n)), "s{n:02} is not what it was:\n{text}");
    }
    assert!(text.starts_with("// The team's servers.\n{\n  \"x-marks\": { \"renamed\": "));
    assert!(text.ends_with("\n  },\n\n\n  \"x-end\" : true\n}\n"), "{text}");
    assert!(text.contains("// about s01\n") && text.contains("/* 3 */"), "comments are gone");
}
