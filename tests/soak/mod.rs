//! A soak test: many clients of all kinds use one hub for a long time, while servers die and the
//! settings change. No client receives another's messages, every call ends, and no resources leak.

mod chaos;
mod dice;
mod line;
mod measures;
mod talker;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::soak::chaos::{Chaos, Far};
use crate::soak::dice::Dice;
use crate::soak::measures::Measures;
use crate::soak::talker::{Talker, Tally};
use crate::support::process::wait_within;
use crate::support::server::Hub;
use crate::support::upstream::{scripted_server, settings};

/// The limit for releasing resources that are no longer used.
const CALM: Duration = Duration::from_mins(1);

/// The parameters of one run.
struct Plan {
    sessions: usize,
    /// In each of the two halves, a session ends after this number of steps or when the time is up.
    steps: usize,
    half: Duration,
    /// The maximum pause between two steps of a session.
    pause: Duration,
    /// The pause between two faults.
    between: Duration,
    seed: u64,
}

#[test]
fn many_clients_are_served_while_servers_die_and_settings_change() {
    soak(&Plan {
        sessions: 32,
        steps: 12,
        half: Duration::from_mins(1),
        pause: Duration::ZERO,
        between: Duration::from_millis(150),
        seed: 1,
    });
}

#[test]
#[ignore = "runs for MCPHUB_SOAK_SECONDS, ten minutes without it"]
fn soak_for_long() {
    #[expect(clippy::disallowed_methods, reason = "this test is run by hand")]
    let asked = |name| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let seconds = asked("MCPHUB_SOAK_SECONDS").unwrap_or(600);
    soak(&Plan {
        sessions: 200,
        steps: usize::MAX,
        half: Duration::from_secs(seconds / 2),
        pause: Duration::from_millis(400),
        between: Duration::from_millis(600),
        seed: asked("MCPHUB_SOAK_SEED").unwrap_or(1),
    });
}

fn soak(plan: &Plan) {
    let far = [
        Far::start("http_legacy", &["--era", "legacy"]),
        Far::start("http_modern", &["--era", "modern", "--sse"]),
        Far::start("old_sse", &["--era", "legacy", "--sse-transport"]),
    ];
    let mut servers: Vec<(&str, Value)> = vec![
        ("pipe_legacy", scripted_server(&["--name", "pipe_legacy", "--era", "legacy"])),
        ("pipe_modern", scripted_server(&["--name", "pipe_modern", "--era", "modern"])),
        ("pipe_own", scripted_server(&["--name", "pipe_own", "--era", "legacy"])),
    ];
    servers[2].1["perSessionClient"] = json!(true);
    servers.extend(far.iter().map(|far| (far.name, far.entry())));
    for (_, entry) in &mut servers {
        entry["options"] = json!({ "timeout": 10_000 });
    }
    let names: Vec<String> = servers.iter().map(|(name, _)| (*name).to_owned()).collect();
    let hub = Hub::start(&settings(servers));
    for name in &names {
        hub.lists_tool("/mcp", &format!("{name}-echo"));
    }
    let chaos = Chaos::new(&hub, far);
    let mut calm = Vec::new();
    for half in 0..2_u64 {
        let tally = one_half(plan, &hub, &chaos, &names, half);
        println!("half {half}: {tally}");
        tally.check();
        chaos.repair(&hub, &names);
        calm.push(Measures::when_calm(hub.pid(), CALM));
    }
    println!("after the first half:  {}", calm[0]);
    println!("after the second half: {}", calm[1]);
    calm[1].check_against(&calm[0]);
    nothing_is_held(&hub, &names);
}

/// Runs all sessions from start to end, with all faults.
fn one_half(plan: &Plan, hub: &Hub, chaos: &Chaos, names: &[String], half: u64) -> Tally {
    let over = Arc::new(AtomicBool::new(false));
    let until = Instant::now() + plan.half;
    thread::scope(|scope| {
        let talkers: Vec<_> = (0..plan.sessions)
            .map(|n| {
                // Session numbers are unique.
                let number = n + plan.sessions * usize::try_from(half).unwrap();
                let dice = Dice::new(plan.seed ^ (number as u64) << 8);
                let talker = Talker::new(hub, names, number, dice);
                scope.spawn(move || talker.talk(plan.steps, until, plan.pause))
            })
            .collect();
        let trouble = Arc::clone(&over);
        let mut dice = Dice::new(plan.seed.rotate_left(32) ^ half);
        let between = plan.between;
        let chaos = scope.spawn(move || {
            while !trouble.load(Ordering::Relaxed) {
                chaos.strike(hub, &mut dice);
                thread::sleep(between);
            }
        });
        let tallies: Vec<_> = talkers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        over.store(true, Ordering::Relaxed);
        chaos.join().unwrap();
        tallies.into_iter().map(Result::unwrap).sum()
    })
}

/// Checks that no server holds a call that its client cancelled.
fn nothing_is_held(hub: &Hub, names: &[String]) {
    let client = hub.modern("/mcp");
    for name in names {
        wait_within(CALM, &format!("the end of what {name} holds"), || {
            let held = client.call(&format!("{name}-held"), json!({}));
            let held: Value = serde_json::from_str(&held).unwrap();
            (held["held"] == json!([])).then_some(())
        });
    }
}
