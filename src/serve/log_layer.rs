//! A tracing layer that keeps the last log lines in a ring buffer, including the stderr of children.

use std::fmt::{self, Write as _};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, layer::Filter};

use crate::proxy::upstream::process::stderr;
use crate::settings::visible;
use crate::state::activity::store::now_ms;
use crate::state::log_ring::{LogKind, LogRecord, LogRing};

/// Returns a layer that appends events to `ring`.
pub(crate) fn log_layer<S>(ring: LogRing) -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    Targets: Filter<S>,
{
    let ours = Targets::new().with_target("mcphub", Level::INFO);
    Keeper { ring }.with_filter(ours.with_target(stderr::TARGET, Level::DEBUG))
}

struct Keeper {
    ring: LogRing,
}

impl<S: Subscriber> Layer<S> for Keeper {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut line = Line::default();
        event.record(&mut line);
        let kind = match *event.metadata().level() {
            // The stderr of a child has no level.
            _ if event.metadata().target() == stderr::TARGET => LogKind::Info,
            Level::ERROR => LogKind::Error,
            Level::WARN => LogKind::Warn,
            Level::INFO => LogKind::Info,
            _ => LogKind::Debug,
        };
        let Line { server, mut message } = line;
        if message.starts_with(stderr::PREFIX) {
            message.drain(..stderr::PREFIX.len());
        }
        let message = visible::one_line(&message).into_owned();
        self.ring.push(LogRecord { at_ms: now_ms(), kind, server, message });
    }
}

/// Collects the message and fields of an event.
#[derive(Default)]
struct Line {
    server: Option<String>,
    message: String,
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "server" {
            self.server = Some(value.to_owned());
        } else {
            self.record_debug(field, &format_args!("{value}"));
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.message, " {name}={value:?}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    #[test]
    fn our_events_are_kept_from_info_on_and_all_lines_of_children() {
        let ring = LogRing::default();
        let subscriber = tracing_subscriber::registry().with(log_layer(ring.clone()));
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!(target: "mcphub::api", "taken over");
            tracing::debug!(target: "mcphub::api", "not for everybody");
            tracing::warn!(target: "mcphub::proxy", server = "time", n = 2, "not connected: {}", "x");
            tracing::debug!(target: stderr::TARGET, server = "time", "stderr: an error, they say");
            tracing::error!(target: "hyper", "not ours");
        });
        let kept: Vec<_> = ring
            .records()
            .iter()
            .map(|r| (r.kind.word(), r.server.clone().unwrap_or_default(), r.message.clone()))
            .collect();
        let line =
            |kind, server: &str, message: &str| (kind, server.to_owned(), message.to_owned());
        assert_eq!(
            kept,
            [
                line("info", "", "taken over"),
                line("warn", "time", "not connected: x n=2"),
                line("info", "time", "an error, they say"),
            ]
        );
    }
}
