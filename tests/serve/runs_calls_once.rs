//! A call that may have reached its server is not sent again, on any transport; its client receives
//! an error with an unknown outcome.

use std::collections::BTreeMap;
use std::fs;
use std::thread;

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::counting::{CUTS, Counting, Way};
use crate::support::pipe::Pipe;
use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

const WAYS: [(&str, Way); 8] = [
    ("old", Way::Legacy { session: true, stream: false }),
    ("olds", Way::Legacy { session: true, stream: true }),
    ("bare", Way::Legacy { session: false, stream: false }),
    ("bares", Way::Legacy { session: false, stream: true }),
    ("new", Way::Modern { stream: false }),
    ("news", Way::Modern { stream: true }),
    ("sse", Way::Sse),
    ("api", Way::Api),
];

/// Starts a hub with one counting server per transport.
fn hub() -> (Hub, Vec<(&'static str, Counting)>) {
    let servers = WAYS.map(|(name, way)| (name, Counting::start(way)));
    let hub = Hub::start(&settings(servers.iter().map(|(name, it)| (*name, it.entry()))));
    for (name, _) in &servers {
        hub.lists_tool("/mcp", &format!("{name}-act"));
    }
    (hub, servers.into())
}

fn call(client: &Client, tool: &str, arguments: &Value) -> Value {
    client.request("tools/call", json!({ "name": tool, "arguments": arguments }))
}

fn is_unknown(answer: &Value) -> bool {
    answer["error"]["data"]["mcphub"]["outcome_unknown"] == true
}

/// A deterministic random number generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Makes calls to one server, each losing its connection at a random moment; returns for each
/// moment the number of calls and of responses.
fn try_out(client: &Client, name: &str, server: &Counting, calls: u64, seed: u64) -> Tally {
    let mut dice = Dice(seed);
    let mut tally = Tally::new();
    for n in 0..calls {
        let dealt = dice.below(CUTS.len() as u64);
        let cut = CUTS[usize::try_from(dealt).unwrap()];
        let (key, hard) = (format!("{name}.{seed}.{n}"), dice.below(2) == 0);
        let mut arguments = server.arguments(&key, cut, dice.below(100), hard);
        if dice.below(40) == 0 {
            // Larger than the socket buffers.
            let body =
                if arguments["body"].is_object() { &mut arguments["body"] } else { &mut arguments };
            body["pad"] = "x".repeat(1 << 20).into();
        }
        let answer = call(client, &format!("{name}-act"), &arguments);
        let runs = server.runs(&key);
        let about = format!("{arguments:.200}: {runs} runs, {answer}");
        let (all, answered) = tally.entry(cut).or_default();
        *all += 1;
        if is_unknown(&answer) {
            assert_eq!(answer["error"]["code"], -32010, "{about}");
            assert!(runs <= 1, "{about}");
        } else if answer.get("error").is_some() {
            assert_eq!(runs, 0, "{about}");
        } else {
            assert_eq!(runs, 1, "{about}");
            *answered += 1;
        }
    }
    for n in 0..calls {
        assert!(server.runs(&format!("{name}.{seed}.{n}")) <= 1, "call {n} of {name}");
    }
    tally
}

type Tally = BTreeMap<&'static str, (usize, usize)>;

/// Tests all servers concurrently, and checks that calls without a lost connection get a response.
fn try_all_out(calls: u64, seed: u64) {
    let (hub, servers) = hub();
    thread::scope(|scope| {
        let tried: Vec<_> = servers
            .iter()
            .zip(1..)
            .map(|((name, server), n)| {
                let client = if n % 2 == 0 { hub.legacy("/mcp") } else { hub.modern("/mcp") };
                scope.spawn(move || (name, try_out(&client, name, server, calls, seed * 100 + n)))
            })
            .collect();
        for tried in tried {
            let (name, tally) = tried.join().unwrap();
            // These calls may run into the loss of the previous call's connection.
            let (all, answered) = tally["never"];
            assert!(answered * 10 >= all * 8, "{name}: {tally:?}");
        }
    });
}

#[test]
fn a_call_runs_at_most_once_whenever_its_connection_is_lost() {
    try_all_out(400, 7);
}

#[test]
#[ignore = "takes some minutes"]
fn a_call_runs_at_most_once_in_many_thousands() {
    for seed in 1..=10 {
        try_all_out(2_000, seed);
    }
}

#[test]
fn a_call_with_a_lost_response_has_an_unknown_outcome() {
    let (hub, servers) = hub();
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        for (name, server) in &servers {
            for cut in ["after_request", "before_run"] {
                let key = format!("{cut}.{:?}", client.session());
                // Over SSE, an odd number means that no response is sent on the stream either.
                let answer =
                    call(&client, &format!("{name}-act"), &server.arguments(&key, cut, 1, true));
                let data = json!({ "mcphub": {
                    "kind": "outcome_unknown", "server": name, "outcome_unknown": true
                }});
                assert_eq!(answer["error"]["data"], data, "{name}: {answer}");
                assert_eq!(answer["error"]["code"], -32010);
                assert_eq!(server.runs(&key), usize::from(cut == "after_request"), "{name}");
            }
        }
    }
}

#[test]
fn a_call_is_retried_only_if_its_server_declares_it_safe() {
    for way in [
        Way::Legacy { session: true, stream: false },
        Way::Legacy { session: false, stream: false },
        Way::Modern { stream: false },
    ] {
        let server = Counting::start(way);
        let hub = Hub::start(&settings([("far", server.entry())]));
        hub.lists_tool("/mcp", "far-act");
        let client = hub.modern("/mcp");
        for (tool, runs) in [("act", 1), ("look", 2), ("set", 2)] {
            // The next call uses the same connection.
            call(&client, "far-act", &server.arguments("before", "never", 0, false));
            let answer =
                call(&client, &format!("far-{tool}"), &server.arguments(tool, "first", 0, true));
            assert_eq!(is_unknown(&answer), runs == 1, "{answer}");
            assert_eq!(server.runs(tool), runs, "{answer}");
        }
    }
}

#[test]
fn a_call_rejected_with_a_lost_session_is_sent_in_a_new_one() {
    let server = Counting::start(Way::Legacy { session: true, stream: false });
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.lists_tool("/mcp", "far-act");
    let client = hub.modern("/mcp");
    for key in ["a", "b", "c"] {
        assert_eq!(client.call("far-act", server.arguments(key, "session", 0, false)), key);
        assert_eq!(server.runs(key), 1);
    }
}

#[test]
fn a_call_that_killed_its_server_is_not_retried() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let args = ["--record", record.to_str().unwrap()];
    let hub = Hub::start(&settings([("weak", scripted_server(&args))]));
    hub.lists_tool("/mcp", "weak-die");
    for (n, client) in [hub.legacy("/mcp"), hub.modern("/mcp")].into_iter().enumerate() {
        let answer = call(&client, "weak-die", &json!({}));
        assert!(is_unknown(&answer), "{answer}");
        wait_for("the server to come back", || {
            call(&client, "weak-pid", &json!({})).get("result").map(drop)
        });
        let calls = fs::read_to_string(&record).unwrap().matches(r#""name":"die""#).count();
        assert_eq!(calls, n + 1);
    }
}

#[test]
fn a_call_to_an_unreachable_server_is_reported_as_unsent() {
    let far = HttpUpstream::start(&[]);
    let hub = Hub::start(&settings([("far", far.entry())]));
    hub.lists_tool("/mcp", "far-echo");
    drop(far);
    let answer = call(&hub.modern("/mcp"), "far-echo", &json!({ "text": "x" }));
    let data = json!({ "mcphub": { "kind": "upstream_down", "server": "far" } });
    assert_eq!(answer["error"]["data"], data, "{answer}");
}

#[test]
fn a_suspended_call_is_not_retried_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let args = ["--era", "legacy", "--record", record.to_str().unwrap()];
    let hub = Hub::start(&settings([("far", scripted_server(&args))]));
    hub.lists_tool("/mcp", "far-ask");
    let able = json!({ "sampling": {} });
    let mut params = json!({
        "name": "far-ask", "arguments": { "method": "sampling/createMessage" }
    });
    let request =
        Client::modern(&hub.http(), "/mcp", able.clone()).result("tools/call", params.clone());
    assert_eq!(request["resultType"], "input_required", "{request}");
    let hub = Hub::start_in(hub.crash(), &[]);
    hub.lists_tool("/mcp", "far-ask");
    params["requestState"] = request["requestState"].clone();
    params["inputResponses"] = json!({ "model_answer": { "role": "user" } });
    let answer = Client::modern(&hub.http(), "/mcp", able).request("tools/call", params);
    assert!(is_unknown(&answer), "{answer}");
    assert_eq!(fs::read_to_string(record).unwrap().matches(r#""name":"ask""#).count(), 1);
}

#[test]
fn neither_bridge_nor_command_line_nor_api_repeats_a_call() {
    const KEY: &str = "a-key-of-the-owner";
    let server = Counting::start(Way::Modern { stream: false });
    let mut file = settings([("far", server.entry())]);
    file["bearerKeys"] =
        json!([{ "name": "all", "token": KEY, "enabled": true, "accessType": "all" }]);
    file["systemConfig"] = json!({ "routing": { "enableBearerAuth": false } });
    let hub = Hub::start(&file);
    hub.lists_tool("/mcp", "far-act");
    let lost = |key: &str| server.arguments(key, "after_request", 0, true);

    let url = format!("http://{}/mcp", server.address);
    let mut bridge = Pipe::process(hub.folder.path(), &["connect", &url]);
    bridge.be_modern(json!({}));
    let request = bridge.ask("tools/call", json!({ "name": "act", "arguments": lost("bridge") }));
    let answer = bridge.answer(request);
    assert!(is_unknown(&answer), "{answer}");

    let ran = hub.try_run(&["call", "far", "act", &lost("cli").to_string()]);
    assert_eq!(ran.status.code(), Some(4));
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(said.contains("outcome_unknown"), "{said}");

    let owner = hub.http().bearer(KEY);
    let (status, said) = owner.json("POST", "/api/tools/far/act", &lost("api"));
    assert!(status == 500 && said.to_string().contains("outcome_unknown"), "{status}: {said}");

    assert_eq!(["bridge", "cli", "api"].map(|key| server.runs(key)), [1, 1, 1]);
}
