//! `logs`: the last lines of a running hub's log, and those to come.

use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub;
use crate::cli::running::{Running, Where};
use crate::settings::visible;

/// Show the last lines of the running hub's log
///
/// Among them is what its servers say on their standard error. The hub keeps the last 1000 lines.
/// With --json each line is one JSON object. Exit code 4: no hub answers.
#[derive(clap::Args, Debug)]
#[command(before_help = "Examples:
  mcphub logs
  mcphub logs -f --server time
  mcphub logs --json")]
pub(crate) struct Args {
    /// Go on with each new line, until the hub ends
    #[arg(short, long)]
    follow: bool,
    /// Only what this server says, and what is said of it
    #[arg(long, value_name = "NAME")]
    server: Option<String>,
    #[command(flatten)]
    place: Where,
}

/// Prints a line for each record, oldest first.
pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let running = Running::find(context, args.place)?;
    let server = args.server.as_deref();
    hub::runtime()?.block_on(async {
        if !args.follow {
            print(context, &running.logs(server).await?)?;
            return Ok(Exit::DONE);
        }
        let mut stream = running.follow_logs(server).await?;
        while let Some(records) = stream.next().await? {
            print(context, &records)?;
        }
        Ok(Exit::DONE)
    })
}

fn print(context: &mut Context, records: &[Value]) -> Result<(), Failure> {
    if context.global.json {
        return context.ui.json_lines(records);
    }
    let text: String = records.iter().map(|record| line(record) + "\n").collect();
    context.ui.answer(&text)
}

/// `2026-01-02T03:04:05Z warn  time: not connected`.
fn line(record: &Value) -> String {
    let at = record["timestamp"].as_i64().unwrap_or_default();
    let at = jiff::Timestamp::from_millisecond(at).unwrap_or_default().strftime("%FT%TZ");
    let word = |key: &str| record[key].as_str().unwrap_or_default();
    let line = format!("{at} {:5} {}: {}", word("type"), word("source"), word("message"));
    visible::one_line(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::line;

    #[test]
    fn a_record_is_one_line_that_does_not_steer_the_terminal() {
        let record = json!({
            "timestamp": 1_700_000_000_000_i64, "type": "warn", "source": "time",
            "message": "\u{1b}[2Jgone\nand more",
        });
        assert_eq!(line(&record), "2023-11-14T22:13:20Z warn  time: \\u{1b}[2Jgone\\nand more");
    }
}
