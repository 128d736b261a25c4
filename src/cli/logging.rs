//! Logging to stderr, quiet by default.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::cli::error::Failure;

/// What is logged: `directives` (`warn`, `mcphub::proxy=debug,info`) if given, else by `-v` and `-q`.
/// A command that runs once tells its troubles itself; one that `runs_on` has only the log.
pub(crate) fn start(
    verbose: u8,
    quiet: bool,
    runs_on: bool,
    directives: Option<&str>,
    ansi: bool,
) -> Result<(), Failure> {
    let targets = match directives {
        Some(text) => text.parse::<Targets>().map_err(|error| {
            Failure::usage(format!("MCPHUB_LOG: {error}"))
                .hint("for instance MCPHUB_LOG=info, or MCPHUB_LOG=mcphub::proxy=debug,warn")
        })?,
        None => by_flags(verbose, quiet || (verbose == 0 && !runs_on)),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(ansi);
    // A second start, as in tests, keeps the first.
    let _ = tracing_subscriber::registry().with(targets).with(lines).try_init();
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
    Targets::new().with_default(others).with_target("mcphub", ours)
}
