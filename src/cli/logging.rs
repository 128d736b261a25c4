//! Logging to stderr, quiet by default, and to the ring buffer that a running hub shows.

use tracing::Level;
use tracing_subscriber::Layer as _;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::debug_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::cli::error::Failure;
use crate::cli::output::progress::Progress;
use crate::serve::log_layer::log_layer;
use crate::settings::visible;
use crate::state::audit::log;
use crate::state::log_ring::LogRing;

/// Starts logging with `directives` (`warn`, `mcphub::proxy=debug,info`) if given, otherwise with
/// the level of `-v` and `-q`. A command that runs once reports its own errors; one that keeps
/// running has only the log, and also writes all records to the ring buffer.
pub(crate) fn start(
    verbose: u8,
    quiet: bool,
    runs_on: Option<&LogRing>,
    directives: Option<&str>,
    progress: &Progress,
    ansi: bool,
) -> Result<(), Failure> {
    let targets = match directives {
        Some(text) => text.parse::<Targets>().map_err(|error| {
            Failure::usage(format!("MCPHUB_LOG: {error}"))
                .hint("for instance MCPHUB_LOG=info, or MCPHUB_LOG=mcphub::proxy=debug,warn")
        })?,
        None => by_flags(verbose, quiet || (verbose == 0 && runs_on.is_none())),
    };
    // Escapes quoted text, so that it cannot end the line or control the terminal.
    let fields = debug_fn(|out, field, value| {
        let value = format!("{value:?}");
        let value = visible::one_line(&value);
        if field.name() == "message" {
            write!(out, "{value}")
        } else {
            write!(out, "{field}={value}")
        }
    });
    let lines = tracing_subscriber::fmt::layer()
        .fmt_fields(fields.delimited(" "))
        .with_writer(progress.clone())
        .with_ansi(ansi);
    // A second initialization, as in tests, keeps the first.
    let kept = runs_on.map(|ring| log_layer(ring.clone()));
    let _ = tracing_subscriber::registry().with(lines.with_filter(targets)).with(kept).try_init();
    Ok(())
}

fn by_flags(verbose: u8, quiet: bool) -> Targets {
    let (ours, others) = match (quiet, verbose) {
        (true, _) => (Level::ERROR, Level::ERROR),
        (_, 0) => (Level::WARN, Level::WARN),
        (_, 1) => (Level::INFO, Level::WARN),
        (_, 2) => (Level::DEBUG, Level::INFO),
        _ => (Level::TRACE, Level::DEBUG),
    };
    let targets = Targets::new().with_default(others).with_target("mcphub", ours);
    // The audit log of a running hub is always shown: logins and changes matter to every operator.
    if quiet { targets } else { targets.with_target(log::TARGET, ours.max(Level::INFO)) }
}
