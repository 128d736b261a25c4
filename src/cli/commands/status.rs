//! `status`: shows the running hub, its clients and the state of its servers.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::client::{HubAddress, HubClient};
use crate::cli::hub::in_process;
use crate::cli::output::render;
use crate::settings::visible;

/// Poll interval of `--wait`.
const POLL_INTERVAL: Duration = Duration::from_millis(250);
/// How many clients are named; of the others the number is shown.
const CLIENTS_NAMED: usize = 8;

/// Show the status of the running hub, its clients and its servers
///
/// Warns if the hub could not apply the current settings file, with the reason. Prints the page of
/// each login that waits for a person. With --wait it waits until every enabled server is connected. Exit code 4: no hub responds, or with --wait, a
/// server is not connected in time.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub status
  mcphub status --wait 120
  mcphub status --port 3001 --json")]
pub(crate) struct Args {
    /// Wait for the hub and its servers, at most this long (60 without a value)
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "60")]
    wait: Option<u64>,
    #[command(flatten)]
    place: HubAddress,
}

/// Prints lines and a table, or JSON.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let patience = args.wait.map(Duration::from_secs);
    let (address, status) =
        in_process::runtime()?.block_on(fetch_status(context, args.place, patience))?;
    let waits = patience.is_some() && servers(&status).any(is_awaited);
    show(context, &address, &status)?;
    Ok(if waits { Exit::UNREACHABLE } else { Exit::DONE })
}

/// Gets the status of the hub, repeatedly with `--wait`.
async fn fetch_status(
    context: &Context,
    place: HubAddress,
    patience: Option<Duration>,
) -> Result<(String, Value), Failure> {
    let due = Instant::now().checked_add(patience.unwrap_or_default());
    loop {
        // A hub that starts meanwhile has a new token.
        let running = HubClient::find(context, place)?;
        let asked = running.status().await;
        let is_over = patience.is_none() || due.is_some_and(|due| due <= Instant::now());
        match asked {
            Ok(status) if is_over || !servers(&status).any(may_connect) => {
                return Ok((running.address().to_owned(), status));
            }
            Err(failure) if is_over || failure.kind != Kind::Unreachable => return Err(failure),
            _ => tokio::time::sleep(POLL_INTERVAL).await,
        }
    }
}

fn show(context: &mut Context, address: &str, status: &Value) -> Result<(), Failure> {
    let settings = &status["settings"];
    let is_outdated = settings["inForce"] == Value::Bool(false);
    if context.global.json {
        let mut answer = json!({"version": 1, "hub": address, "release": status["version"]});
        for key in ["pid", "startedAt", "uptimeSeconds", "settings", "clients", "servers"] {
            answer[key] = status[key].clone();
        }
        if is_outdated {
            answer["outdatedSettings"] = settings.clone();
        }
        return context.ui.print_json(&answer);
    }
    if is_outdated {
        let reason = settings["reason"].as_str().unwrap_or("it cannot be used");
        context.ui.warn(&format!("the settings in force are older than the file: {reason}"));
    }
    let release = word(status, "version");
    let pid = &status["pid"];
    let up = status["uptimeSeconds"].as_i64().unwrap_or_default();
    let path = word(settings, "path");
    let lines = [
        format!("mcphub {release} at {address}, pid {pid}, up for {}", format_duration(up)),
        format!("settings: {path}"),
        format!("clients: {}", clients(status)),
    ];
    let mut text: String = lines.map(|line| visible::one_line(&line).into_owned() + "\n").concat();
    let rows: Vec<Vec<String>> = servers(status).map(row).collect();
    if rows.is_empty() {
        text.push_str("servers: none\n");
    } else {
        let head = ["server", "status", "tools", "calls", "errors", "pid", "since", "reason"];
        let fit = context.environment.stdout_is_terminal;
        text.extend(["\n", &render::table(&head, rows, fit)]);
        text.push_str(&login_lines(servers(status)));
    }
    context.ui.print(&text)
}

fn servers(status: &Value) -> impl Iterator<Item = &Value> {
    status["servers"].as_array().into_iter().flatten()
}

/// Returns a line with the page of each login that waits for a person, after an empty line.
pub(crate) fn login_lines<'a>(servers: impl Iterator<Item = &'a Value>) -> String {
    let mut lines = String::new();
    for server in servers {
        let Some(url) = server["loginUrl"].as_str() else { continue };
        let line = format!("to log in to {}, open {url}", word(server, "name"));
        lines.extend([if lines.is_empty() { "\n" } else { "" }, &visible::one_line(&line), "\n"]);
    }
    lines
}

/// Returns whether a server is enabled but not connected.
fn is_awaited(server: &Value) -> bool {
    !matches!(server["status"].as_str(), Some("connected" | "disabled"))
}

/// Returns whether a server may connect if we wait. One without a credential will not.
fn may_connect(server: &Value) -> bool {
    matches!(server["status"].as_str(), Some("connecting" | "failed"))
}

fn row(server: &Value) -> Vec<String> {
    let number = |key: &str| server[key].as_u64().map_or_else(String::new, |n| n.to_string());
    vec![
        word(server, "name").to_owned(),
        word(server, "status").to_owned(),
        number("tools"),
        number("calls"),
        number("errors"),
        number("pid"),
        since(word(server, "since")),
        word(server, "reason").to_owned(),
    ]
}

/// Formats `claude-code 2.1 on /mcp, 2 times cursor on /mcp/web`.
fn clients(status: &Value) -> String {
    let mut known: Vec<(String, usize)> = Vec::new();
    for client in status["clients"].as_array().into_iter().flatten() {
        let name = client["name"].as_str().unwrap_or("unnamed client");
        let version = client["version"].as_str().map(|version| format!(" {version}"));
        let name = format!("{name}{} on {}", version.unwrap_or_default(), word(client, "endpoint"));
        match known.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += 1,
            None => known.push((name, 1)),
        }
    }
    let more = known.len().saturating_sub(CLIENTS_NAMED);
    known.truncate(CLIENTS_NAMED);
    let mut named: Vec<_> = known
        .into_iter()
        .map(|(name, count)| if count > 1 { format!("{count} times {name}") } else { name })
        .collect();
    match (named.is_empty(), more) {
        (true, _) => return "none".to_owned(),
        (false, 0) => {}
        (false, more) => named.push(format!("{more} more")),
    }
    named.join(", ")
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Returns the time elapsed since `time`.
fn since(time: &str) -> String {
    let Ok(time) = time.parse::<Timestamp>() else { return String::new() };
    format_duration((Timestamp::now().as_second() - time.as_second()).max(0))
}

/// Formats a number of seconds in the two largest units: `3h 5m`.
pub(crate) fn format_duration(seconds: i64) -> String {
    let (days, hours) = (seconds / 86_400, seconds / 3600 % 24);
    let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{rest}s"),
        (0, 0, _) => format!("{minutes}m {rest}s"),
        (0, ..) => format!("{hours}h {minutes}m"),
        _ => format!("{days}d {hours}h"),
    }
}

/// Returns the status of a server from `GET /api/servers`, in the words of `serve --check`.
pub(crate) fn word_of(server: &Value) -> &str {
    match server["status"].as_str() {
        _ if server["enabled"] == Value::Bool(false) => "disabled",
        Some("oauth_required") => "needs login",
        Some("disconnected") | None => "failed",
        Some(other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_their_two_largest_units() {
        let durations = [0, 59, 60, 3_599, 3_600, 86_399, 86_400, 900_000].map(format_duration);
        let wanted = ["0s", "59s", "1m 0s", "59m 59s", "1h 0m", "23h 59m", "1d 0h", "10d 10h"];
        assert_eq!(durations, wanted);
    }

    #[test]
    fn equal_clients_are_counted_and_many_are_not_all_named() {
        let client = |name: &str| json!({"name": name, "version": "1", "endpoint": "/mcp"});
        let nameless = json!({"name": null, "version": null, "endpoint": "/direct/time"});
        let formatted = |list: Vec<Value>| clients(&json!({"clients": list}));
        assert_eq!(formatted(vec![]), "none");
        let twice = vec![client("a"), nameless, client("a")];
        assert_eq!(formatted(twice), "2 times a 1 on /mcp, unnamed client on /direct/time");
        let many = (0..CLIENTS_NAMED + 2).map(|n| client(&n.to_string())).collect();
        assert!(formatted(many).ends_with("7 1 on /mcp, 2 more"));
    }
}
