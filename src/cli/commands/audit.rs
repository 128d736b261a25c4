//! `audit`: prints logins, changes, rejected requests and tool calls.

use std::fmt::Write as _;
use std::thread;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::cli::audit;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::output::render;
use crate::settings::visible;
use crate::state::audit::log::{Filter, Tail};
use crate::state::audit::record as records;
use crate::state::audit::record::{Outcome, Record, time_of};

/// Poll interval when following the log.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// Show logins, changes, rejected requests and tool calls
///
/// Reads the audit log in the state folder, which the hubs and the commands of this user write; no
/// running hub is needed. With --json each line is one JSON object, as in the log.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub audit
  mcphub audit --kind login --since 7d
  mcphub audit --result refused --json")]
pub(crate) struct Args {
    /// Print new lines until interrupted
    #[arg(short, long)]
    follow: bool,
    /// Show only this kind: login, setup, password, write, access, call
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Show only this result: ok, refused, failed, abandoned
    #[arg(long, value_name = "RESULT")]
    result: Option<String>,
    /// Show only lines since a time (2026-01-02T03:04:05Z) or a duration ago (90s, 15m, 12h, 7d)
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Show at most this number of lines, the last ones
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
}

/// Prints a line for each record, oldest first.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let filter = filter(args, Timestamp::now())?;
    let log = audit::log(&context.environment)?;
    let (recent, tail) = log.follow().map_err(unreadable)?;
    let mut wanted: Vec<Value> =
        recent.filter(|record| filter.takes(record)).take(args.limit).collect();
    wanted.reverse();
    print(context, &wanted)?;
    if args.follow {
        follow(context, tail, &filter)?;
    }
    Ok(Exit::DONE)
}

fn follow(context: &mut Context, mut tail: Tail, filter: &Filter) -> Result<(), Failure> {
    loop {
        let records = tail.next().map_err(unreadable)?;
        let wanted: Vec<Value> = records.into_iter().filter(|r| filter.takes(r)).collect();
        print(context, &wanted)?;
        thread::sleep(POLL_INTERVAL);
    }
}

fn filter(args: &Args, now: Timestamp) -> Result<Filter, Failure> {
    let kinds = records::Kind::ALL.map(|(_, word)| word);
    Ok(Filter {
        kind: one_of(args.kind.as_deref(), "--kind", &kinds)?,
        result: one_of(args.result.as_deref(), "--result", &Outcome::WORDS)?,
        since: args.since.as_deref().map(|text| since(text, now)).transpose()?,
        ..Filter::default()
    })
}

fn one_of(
    word: Option<&str>,
    flag: &str,
    words: &[&'static str],
) -> Result<Option<String>, Failure> {
    match word {
        Some(word) if !words.contains(&word) => {
            let failure = Failure::usage(format!("{flag} has the unknown value `{word}`"));
            Err(failure
                .hint(format!("possible values are {}", render::name_list(words.iter().copied()))))
        }
        word => Ok(word.map(str::to_owned)),
    }
}

/// Parses a time, absolute or relative to now, and formats it as records do.
fn since(text: &str, now: Timestamp) -> Result<String, Failure> {
    let ago = text.split_at_checked(text.len().saturating_sub(1)).and_then(|(number, unit)| {
        let seconds = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            _ => return None,
        };
        let seconds = number.parse::<u32>().ok().map(|number| i64::from(number) * seconds)?;
        now.checked_sub(SignedDuration::from_secs(seconds)).ok()
    });
    ago.or_else(|| text.parse().ok()).map(time_of).ok_or_else(|| {
        Failure::usage(format!("--since is `{text}`, which is not a time"))
            .hint("for instance --since 2026-01-02T03:04:05Z, or --since 12h")
    })
}

fn unreadable(error: std::io::Error) -> Failure {
    Failure::from_error(
        Kind::Failed,
        anyhow::Error::new(error).context("cannot read the audit log"),
    )
}

fn print(context: &mut Context, records: &[Value]) -> Result<(), Failure> {
    let mut text = String::new();
    for record in records {
        // Writing to a string cannot fail.
        let _ = if context.global.json {
            writeln!(text, "{}", visible::json(&record.to_string()))
        } else {
            writeln!(text, "{}", line(record))
        };
    }
    context.ui.print(&text)
}

/// Formats `2026-01-02T03:04:05.678Z write ok: user alice from 127.0.0.1, …`. A record of a newer
/// version that this one cannot parse is printed as JSON.
fn line(record: &Value) -> String {
    match serde_json::from_value::<Record>(record.clone()) {
        Ok(known) => format!("{} {}", visible::escape_with_numbers(&known.time), known.sentence()),
        Err(_) => visible::json(&record.to_string()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_is_one_line_that_does_not_steer_the_terminal() {
        let record = json!({
            "time": "2026-01-02T03:04:05.678Z", "kind": "write", "result": "ok", "who": "a\u{1b}[2J\nb",
            "from": "127.0.0.1", "via": "mcphub", "action": "PUT /api/servers/time", "status": 200,
            "changes": ["changed mcpServers.time: args"], "requestId": "r1", "missed": 3, "newer": true,
        });
        assert_eq!(
            line(&record),
            "2026-01-02T03:04:05.678Z write ok: a\\u{1b}[2J\\u{a}b from 127.0.0.1 via mcphub, \
             PUT /api/servers/time, 200; changed mcpServers.time: args [r1] \
             (3 records before it were lost)"
        );
        assert_eq!(line(&json!({ "kind": "newer" })), r#"{"kind":"newer"}"#);
    }

    #[test]
    fn since_is_a_time_or_how_long_ago() {
        let now = "2026-01-02T00:00:00Z".parse().unwrap();
        let read = |text| since(text, now).ok();
        assert_eq!(read("12h").as_deref(), Some("2026-01-01T12:00:00.000Z"));
        assert_eq!(read("7d").as_deref(), Some("2025-12-26T00:00:00.000Z"));
        assert_eq!(read("2026-01-01T00:00:00+01:00").as_deref(), Some("2025-12-31T23:00:00.000Z"));
        for bad in ["", "d", "-1d", "1w", "yesterday", "é"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
