//! `logs`: prints the last lines of a hub's log, and with `--follow` the new ones.

use std::collections::VecDeque;

use clap::ValueEnum;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::cli::hub::client::{HubAddress, HubClient};
use crate::cli::hub::in_process;
use crate::settings::{name, visible};
use crate::state::log_file::LogFile;

/// Show the last lines of the hub's log
///
/// The log includes the standard error of its servers. A running hub keeps the last 1000 lines; if
/// none runs, the log on disk is read, which contains the last few megabytes. With --json each line
/// is one JSON object. Exit code 4: no hub responds, and there is no log; 6: the server does not
/// exist.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub logs
  mcphub logs -n 20 --level warn
  mcphub logs --since 10m --server time
  mcphub logs -f --json")]
pub(crate) struct Args {
    /// Print new lines until the hub ends
    #[arg(short, long)]
    follow: bool,
    /// Show only the last N lines
    #[arg(short = 'n', long, value_name = "N")]
    lines: Option<usize>,
    /// Show only lines since 10m, 2h, 1d ago, or since a time such as 2026-01-31T08:00:00Z
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    since: Option<Timestamp>,
    /// Show only lines of and about this server
    #[arg(long, value_name = "NAME")]
    server: Option<String>,
    /// Show only lines of at least this level
    #[arg(long, value_name = "LEVEL")]
    level: Option<Level>,
    #[command(flatten)]
    place: HubAddress,
}

/// The severity of a line, the most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Level {
    /// Failures
    Error,
    /// Warnings and failures
    Warn,
    /// Information, warnings and failures
    Info,
    /// Everything
    Debug,
}

/// Prints a line for each record, oldest first.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let running = HubClient::find(context, args.place)?;
    let server = args.server.as_deref();
    in_process::runtime()?.block_on(async {
        if let Some(server) = server {
            match running.servers().await {
                Ok(servers) => check(server, servers.iter().map(|server| &server["name"]))?,
                Err(failure) if failure.kind == Kind::Unreachable && !args.follow => {}
                Err(failure) => return Err(failure),
            }
        }
        if !args.follow {
            let records = match running.logs(server).await {
                Err(failure) if failure.kind == Kind::Unreachable => {
                    on_disk(context, args, failure)?
                }
                records => records?,
            };
            print(context, args, args.lines, records)?;
            return Ok(Exit::DONE);
        }
        let mut stream = running.follow_logs(server).await?;
        // The limit applies to the existing lines only.
        let mut lines = args.lines;
        while let Some(records) = stream.next().await? {
            print(context, args, lines.take(), records)?;
        }
        Ok(Exit::DONE)
    })
}

/// Returns the log that this user's hubs have written to disk, for use if no hub runs; only that of
/// the hub on `--port` if given.
fn on_disk(context: &mut Context, args: &Args, silent: Failure) -> Result<Vec<Value>, Failure> {
    let log = LogFile::of(&in_process::state_folder(&context.environment)?);
    let path = log.path().display().to_string();
    let mut records = log.read().map_err(|error| {
        let error = anyhow::Error::new(error).context(format!("cannot read {path}"));
        Failure::from_error(Kind::Failed, error)
    })?;
    if let Some(port) = args.place.given().map(|port| port.to_string()) {
        records.retain(|record| record["hub"] == port.as_str());
    }
    if records.is_empty() {
        return Err(silent);
    }
    if let Some(server) = &args.server {
        let is_known = |found: &Value| found.get("server").is_some_and(|name| name == server);
        if !records.iter().any(is_known) {
            let settings = context.settings().ok().and_then(|found| found.file.read().ok());
            let servers = settings.as_ref().and_then(|file| file.value().get("mcpServers"));
            let names: Vec<Value> = servers
                .and_then(Value::as_object)
                .map(|servers| servers.keys().map(|name| name.as_str().into()).collect())
                .unwrap_or_default();
            check(server, names.iter())?;
        }
        records.retain(is_known);
    }
    context.ui.note(&format!("no hub is running; this is from {path}"));
    Ok(records)
}

/// Fails if the server does not exist.
fn check<'a>(wanted: &str, names: impl Iterator<Item = &'a Value>) -> Result<(), Failure> {
    let names: Vec<&str> = names.filter_map(Value::as_str).collect();
    if names.contains(&wanted) {
        return Ok(());
    }
    let mut failure = Failure::new(Kind::Absent, format!("no server `{wanted}`"));
    failure.hints.extend(did_you_mean(&name::near(wanted, names)));
    Err(failure)
}

fn print(
    context: &mut Context,
    args: &Args,
    lines: Option<usize>,
    records: Vec<Value>,
) -> Result<(), Failure> {
    let records = select(args, lines, records);
    if context.global.json {
        return context.ui.print_json_lines(&records);
    }
    let text: String = records.iter().map(|record| line(record) + "\n").collect();
    context.ui.print(&text)
}

/// Filters the records by the options.
fn select(args: &Args, lines: Option<usize>, records: Vec<Value>) -> Vec<Value> {
    let is_late = |record: &Value| {
        let at = record["timestamp"].as_i64().unwrap_or_default();
        args.since.is_none_or(|since| at >= since.as_millisecond())
    };
    let is_grave = |record: &Value| {
        let level = record["type"].as_str().and_then(|word| Level::from_str(word, true).ok());
        args.level.is_none_or(|least| level.is_none_or(|level| level <= least))
    };
    let records = records.into_iter().filter(|record| is_late(record) && is_grave(record));
    let Some(most) = lines else { return records.collect() };
    let mut last = VecDeque::new();
    for record in records {
        last.push_back(record);
        if last.len() > most {
            last.pop_front();
        }
    }
    last.into()
}

/// Parses a point in time: `10m` ago, or a time, in UTC if it has no zone, as in the log.
fn parse_time(text: &str) -> Result<Timestamp, String> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(time);
    }
    let utc = |time: DateTime| time.to_zoned_datetime(TimeZone::UTC).map(|time| time.timestamp());
    if let Ok(time) = text.parse::<DateTime>().or_else(|_| text.parse::<Date>().map(Into::into)) {
        return utc(time).map_err(|error| error.to_string());
    }
    let now = Timestamp::now().to_zoned_datetime(TimeZone::UTC);
    let span = text.parse::<Span>().map(Span::abs);
    let past = span.and_then(|span| now.checked_sub(span)).map(|time| time.timestamp());
    past.map_err(|_| "expected a time such as 2026-01-31T08:00:00Z or 10m".to_owned())
}

/// Formats `2026-01-02T03:04:05Z warn  time: not connected`.
fn line(record: &Value) -> String {
    let ms = record["timestamp"].as_i64().unwrap_or_default();
    let at = Timestamp::from_millisecond(ms).unwrap_or_default().strftime("%FT%TZ");
    let word = |key: &str| record[key].as_str().unwrap_or_default();
    let line = format!("{at} {:5} {}: {}", word("type"), word("source"), word("message"));
    visible::one_line(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use serde_json::json;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn a_record_is_one_line_that_does_not_steer_the_terminal() {
        let record = json!({
            "timestamp": 1_700_000_000_000_i64, "type": "warn", "source": "time",
            "message": "\u{1b}[2Jgone\nand more",
        });
        assert_eq!(line(&record), "2023-11-14T22:13:20Z warn  time: \\u{1b}[2Jgone\\nand more");
    }

    #[test]
    fn lines_are_filtered_by_number_time_and_level() {
        let record = |n: i64, kind| json!({"timestamp": n * 1000, "type": kind, "message": n});
        let kinds = ["debug", "info", "warn", "error", "info"];
        let all: Vec<Value> = (1..).zip(kinds).map(|(n, kind)| record(n, kind)).collect();
        let chosen = |words: &[&str]| -> Vec<i64> {
            let line = Line::parse_from([&["logs"], words].concat());
            let chosen = select(&line.args, line.args.lines, all.clone());
            chosen.iter().map(|record| record["message"].as_i64().unwrap()).collect()
        };
        assert_eq!(chosen(&[]), [1, 2, 3, 4, 5]);
        assert_eq!(chosen(&["-n", "2"]), [4, 5]);
        assert_eq!(chosen(&["-n", "0"]), [0; 0]);
        assert_eq!(chosen(&["--level", "warn"]), [3, 4]);
        assert_eq!(
            chosen(&["--since", "1970-01-01T00:00:03Z", "--level", "info", "-n", "2"]),
            [4, 5]
        );
        assert_eq!(chosen(&["--since", "10m"]), [0; 0]);
    }

    #[test]
    fn a_time_is_a_moment_or_how_long_ago_it_was() {
        let ago = |text: &str| Timestamp::now().as_second() - parse_time(text).unwrap().as_second();
        for (text, seconds) in [("10m", 600), ("2h", 7200), ("1d", 86_400), ("90 seconds", 90)] {
            assert!((seconds..seconds + 60).contains(&ago(text)), "{text}: {}", ago(text));
        }
        assert_eq!(parse_time("1970-01-01T00:01:00Z").unwrap().as_second(), 60);
        assert!(parse_time("1970-01-02").unwrap().as_second().abs() < 3 * 86_400);
        for wrong in ["", "soon", "10"] {
            assert!(parse_time(wrong).is_err(), "{wrong}");
        }
    }
}
