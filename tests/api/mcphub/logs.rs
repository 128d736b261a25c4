//! Logs: recent lines and the stream of new ones, for admins; and `mcphub logs`.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::api::mcphub::{log_in, start as start_alone, users, walk};
use crate::support::http::{Http, Response};
use crate::support::process::wait_for;
use crate::support::server::{Hub, mcphub};
use crate::support::upstream::{demo, program, settings};

/// Starts a hub with a server that writes a secret of its environment to stderr.
fn start() -> (Hub, Http) {
    let says = r#"echo "started with $SERVICE_TOKEN" >&2; exec "$0""#;
    let talker = json!({
        "command": "sh", "args": ["-c", says, program()], "env": { "SERVICE_TOKEN": "swordfish" },
    });
    let mut file = settings([("talker", talker), ("quiet", demo(&[]))]);
    file["users"] = users(&["ann"]);
    let (hub, admin) = start_alone(file);
    wait_for("both servers", || {
        let text = lines(&admin, "").concat();
        (text.matches("connected").count() == 2 && text.contains("started")).then_some(())
    });
    (hub, admin)
}

/// Returns `type source: message` of each line.
fn lines(who: &Http, query: &str) -> Vec<String> {
    let (status, answer) = who.json("GET", &format!("/api/logs{query}"), &Value::Null);
    assert_eq!((status, &answer["success"]), (200, &json!(true)), "{answer}");
    answer["data"].as_array().unwrap().iter().map(line).collect()
}

fn line(record: &Value) -> String {
    let word = |key: &str| record[key].as_str().unwrap().to_owned();
    assert!(record["timestamp"].as_i64().unwrap() > 1_700_000_000_000, "{record}");
    format!("{} {}: {}", word("type"), word("source"), word("message"))
}

fn event(stream: &mut Response) -> Value {
    serde_json::from_str(&stream.event().unwrap()).unwrap()
}

#[test]
fn log_routes_match_their_walk() {
    let mut file = settings([]);
    file["users"] = users(&["ann"]);
    let mut walk = walk("logs", file);
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "DELETE", "/api/logs", &Value::Null);
    }
    walk.note("read");
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "GET", "/api/logs?server=one", &Value::Null);
    }
    walk.note("the audit log; this hub has no setup record");
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "GET", "/api/audit?kind=setup", &Value::Null);
    }
    walk.step("admin", "GET", "/api/audit?kind=other", &Value::Null);
    walk.step("admin", "GET", "/api/audit?since=yesterday", &Value::Null);
    walk.step("admin", "GET", "/api/audit?limit=501", &Value::Null);
    walk.end();
}

#[test]
fn recent_lines_are_listed_until_they_are_cleared() {
    let (hub, admin) = start();
    let all = lines(&admin, "");
    let listens = format!("info hub: listening on {}", hub.address);
    assert!(all.contains(&listens), "{all:?}");
    let mut own = lines(&admin, "?server=talker");
    own.sort();
    assert_eq!(own, ["info talker: connected", "info talker: started with ***"]);
    assert_eq!(lines(&admin, "?server=nobody"), [""; 0]);
    let (status, answer) = admin.json("DELETE", "/api/logs", &Value::Null);
    assert_eq!((status, &answer["success"]), (200, &json!(true)), "{answer}");
    let left = lines(&admin, "");
    assert!(left.iter().all(|line| !line.contains("connected")), "{left:?}");
}

#[test]
fn a_follower_gets_recent_and_new_lines_until_the_hub_ends() {
    let (mut hub, admin) = start();
    let mut stream = admin.open("GET", "/api/logs/stream", &[], "");
    assert!(stream.is_stream());
    let first = event(&mut stream);
    assert_eq!(first["type"], "initial");
    let before: Vec<_> = first["logs"].as_array().unwrap().iter().map(line).collect();
    assert_eq!(before, lines(&admin, ""));
    let mut quiet = admin.open("GET", "/api/logs/stream?server=quiet", &[], "");
    assert_eq!(
        event(&mut quiet)["logs"].as_array().unwrap().iter().map(line).collect::<Vec<_>>(),
        ["info quiet: connected"]
    );
    admin.json("POST", "/api/servers/talker/reload", &Value::Null);
    admin.json("POST", "/api/servers/quiet/reload", &Value::Null);
    let reloaded = "info hub: write ok: key admin from 127.0.0.1 via mcphub, \
                    POST /api/servers/talker/reload, 200";
    loop {
        let come = event(&mut stream);
        assert_eq!(come["type"], "log");
        if line(&come["log"]).starts_with(reloaded) {
            break;
        }
    }
    assert_eq!(line(&event(&mut quiet)["log"]), "info quiet: connected");
    hub.terminate();
    while stream.event().is_some() {}
    assert!(hub.wait_for_exit().success());
}

#[test]
fn logs_require_an_admin_and_errors_have_an_error_member() {
    let (hub, _) = start();
    let ann = log_in(&hub, "ann");
    for (method, path) in
        [("GET", "/api/logs"), ("DELETE", "/api/logs"), ("GET", "/api/logs/stream")]
    {
        let (status, answer) = hub.http().json(method, path, &Value::Null);
        assert_eq!((status, &answer["success"]), (401, &json!(false)), "{answer}");
        assert!(answer["error"].is_string() && answer.get("message").is_none(), "{answer}");
        let (status, answer) = ann.json(method, path, &Value::Null);
        let refusal = json!({ "success": false, "error": "only an admin may do this" });
        assert_eq!((status, answer), (403, refusal));
    }
}

#[test]
fn the_command_prints_and_follows_the_log() {
    let (mut hub, admin) = start();
    let port = hub.address.port().to_string();
    let printed = hub.run(&["logs", "--server", "quiet", "--port", &port]);
    assert_eq!(&printed[printed.find('Z').unwrap()..], "Z info  quiet: connected\n");
    let json = hub.run(&["logs", "--json", "--port", &port]);
    let records: Vec<Value> =
        json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.iter().map(line).collect::<Vec<_>>(), lines(&admin, ""));

    let mut command = mcphub(hub.folder.path());
    command.args(["logs", "-f", "--server", "quiet", "--port", &port]).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut read = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(read.next().unwrap().unwrap().ends_with("info  quiet: connected"));
    admin.json("POST", "/api/servers/quiet/reload", &Value::Null);
    assert!(read.next().unwrap().unwrap().ends_with("info  quiet: connected"));
    hub.terminate();
    hub.wait_for_exit();
    assert!(child.wait().unwrap().success());
    let output = hub.try_run(&["logs", "-f", "--port", &port]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: no hub is running at "), "{stderr}");
    assert_eq!(output.status.code(), Some(4));
}
