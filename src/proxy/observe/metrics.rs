//! Counts and durations of tool calls, per tool since the start of the hub, in the Prometheus text
//! format. Names, labels and buckets are those of MCPJungle. Only the first call of a tool
//! allocates.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;

use crate::proxy::limits;

const CALLS: &str = "mcpjungle_tool_calls_ratio_total";
const LATENCY: &str = "mcpjungle_tool_call_latency_seconds";

/// Upper bounds of the buckets: in milliseconds, and in seconds as exported.
const BUCKETS: [(u64, &str); 12] = [
    (5, "0.005"),
    (10, "0.01"),
    (25, "0.025"),
    (50, "0.05"),
    (100, "0.1"),
    (250, "0.25"),
    (500, "0.5"),
    (1_000, "1"),
    (2_500, "2.5"),
    (5_000, "5"),
    (10_000, "10"),
    (30_000, "30"),
];

/// Maximum length of a label value.
const LABEL_CHARS: usize = 64;
/// Label value for tools beyond [`limits::METRIC_SERIES`].
const OTHER: &str = "other";

/// All counters of the hub.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    table: ArcSwap<SeriesTable>,
    /// Counts tools beyond the limit.
    other: Arc<Series>,
}

/// The tools called so far. Replaced as a whole when a tool is added, so that readers never block.
#[derive(Clone, Debug, Default)]
struct SeriesTable {
    /// The counters by server, then by tool.
    tools: BTreeMap<String, BTreeMap<String, Arc<Series>>>,
    /// The number of tools.
    count: usize,
}

/// The calls of one tool.
#[derive(Debug, Default)]
struct Series {
    succeeded: Histogram,
    failed: Histogram,
}

#[derive(Debug, Default)]
struct Histogram {
    /// Calls by the smallest bucket that fits; the last one counts slower calls.
    calls: [AtomicU64; BUCKETS.len() + 1],
    nanos: AtomicU64,
}

/// A call in flight. If dropped without `end`, it counts as failed.
#[derive(Debug)]
pub(crate) struct Counting {
    series: Arc<Series>,
    started: Instant,
    succeeded: bool,
}

impl Metrics {
    /// Starts a call of a server's tool, by its original name.
    pub(crate) fn begin(&self, server: &str, tool: &str) -> Counting {
        let series = self.series(label(server), label(tool));
        Counting { series, started: Instant::now(), succeeded: false }
    }

    fn series(&self, server: &str, tool: &str) -> Arc<Series> {
        let find = |table: &SeriesTable| {
            let series = table.tools.get(server).and_then(|tools| tools.get(tool));
            series.or((table.count >= limits::METRIC_SERIES).then_some(&self.other)).cloned()
        };
        if let Some(series) = find(&self.table.load()) {
            return series;
        }
        self.table.rcu(|table| {
            let mut table = SeriesTable::clone(table);
            // A concurrent call may have added it.
            if find(&table).is_none() {
                table.count += 1;
                let tools = table.tools.entry(server.to_owned()).or_default();
                tools.entry(tool.to_owned()).or_default();
            }
            table
        });
        find(&self.table.load()).unwrap_or_else(|| Arc::clone(&self.other))
    }

    /// Returns the number of calls of a server's tools, and the number of failed ones.
    pub(crate) fn calls_of(&self, server: &str) -> (u64, u64) {
        let table = self.table.load();
        let series = table.tools.get(label(server)).into_iter().flat_map(BTreeMap::values);
        let counts = series.map(|series| (series.succeeded.total(), series.failed.total()));
        counts.fold((0, 0), |(calls, errors), (good, bad)| (calls + good + bad, errors + bad))
    }

    /// Returns all counters in the Prometheus text format (version 0.0.4).
    pub(crate) fn render(&self) -> String {
        let table = self.table.load();
        let table = table.tools.iter().flat_map(|(server, tools)| {
            tools.iter().map(move |(tool, series)| (server.as_str(), tool.as_str(), series))
        });
        let all = table.chain([(OTHER, OTHER, &self.other)]).flat_map(|(server, tool, series)| {
            let (server, tool) = (escape_label(server), escape_label(tool));
            let labels = move |outcome| {
                format!(r#"mcp_server_name="{server}",tool_name="{tool}",outcome="{outcome}""#)
            };
            [(labels("success"), &series.succeeded), (labels("error"), &series.failed)]
        });
        format_series(all)
    }

    /// Returns the sums over all servers and tools, without their names.
    pub(crate) fn render_sums(&self) -> String {
        let table = self.table.load();
        let sums = Series::default();
        for series in table.tools.values().flat_map(BTreeMap::values).chain([&self.other]) {
            sums.succeeded.add(&series.succeeded);
            sums.failed.add(&series.failed);
        }
        let labels = |outcome| format!(r#"outcome="{outcome}""#);
        format_series([(labels("success"), &sums.succeeded), (labels("error"), &sums.failed)])
    }
}

impl Counting {
    /// Records the outcome; the response may come from the server or from the hub.
    pub(crate) fn end(mut self, failed: bool) {
        self.succeeded = !failed;
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        let Series { succeeded, failed } = &*self.series;
        let histogram = if self.succeeded { succeeded } else { failed };
        histogram.count(self.started.elapsed());
    }
}

impl Histogram {
    fn count(&self, took: Duration) {
        let fits = |(millis, _): &(u64, &str)| took <= Duration::from_millis(*millis);
        let bucket = BUCKETS.iter().position(fits).unwrap_or(BUCKETS.len());
        self.calls[bucket].fetch_add(1, Ordering::Relaxed);
        let nanos = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
        self.nanos.fetch_add(nanos, Ordering::Relaxed);
    }

    fn total(&self) -> u64 {
        self.calls.iter().map(|calls| calls.load(Ordering::Relaxed)).sum()
    }

    /// Adds the counts of another histogram.
    fn add(&self, other: &Self) {
        for (sum, calls) in self.calls.iter().zip(&other.calls) {
            sum.fetch_add(calls.load(Ordering::Relaxed), Ordering::Relaxed);
        }
        self.nanos.fetch_add(other.nanos.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// Appends the lines of both metrics, if there were calls.
    fn render(&self, labels: &str, calls: &mut String, latency: &mut String) {
        let counted: Vec<u64> = self.calls.iter().map(|n| n.load(Ordering::Relaxed)).collect();
        let total: u64 = counted.iter().sum();
        if total == 0 {
            return;
        }
        let seconds = Duration::from_nanos(self.nanos.load(Ordering::Relaxed)).as_secs_f64();
        // Writing to a string cannot fail.
        let _ = writeln!(calls, "{CALLS}{{{labels}}} {total}");
        let bounds = BUCKETS.iter().map(|(_, seconds)| *seconds).chain(["+Inf"]);
        let mut below = 0;
        for (bound, counted) in bounds.zip(counted) {
            below += counted;
            let _ = writeln!(latency, "{LATENCY}_bucket{{{labels},le=\"{bound}\"}} {below}");
        }
        let _ = writeln!(latency, "{LATENCY}_sum{{{labels}}} {seconds}");
        let _ = writeln!(latency, "{LATENCY}_count{{{labels}}} {total}");
    }
}

/// Formats histograms with their labels in the Prometheus text format.
fn format_series<'a>(all: impl IntoIterator<Item = (String, &'a Histogram)>) -> String {
    let (mut calls, mut latency) = (String::new(), String::new());
    for (labels, histogram) in all {
        histogram.render(&labels, &mut calls, &mut latency);
    }
    format!(
        "# HELP {CALLS} Calls of tools.\n# TYPE {CALLS} counter\n{calls}\
         # HELP {LATENCY} How long calls of tools took.\n# TYPE {LATENCY} histogram\n{latency}"
    )
}

/// Truncates a name to [`LABEL_CHARS`].
fn label(name: &str) -> &str {
    match name.char_indices().nth(LABEL_CHARS) {
        Some((end, _)) => &name[..end],
        None => name,
    }
}

/// Escapes a label value.
fn escape_label(value: &str) -> String {
    value.replace('\\', r"\\").replace('"', r#"\""#).replace('\n', r"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_by_tool_outcome_and_duration() {
        let metrics = Metrics::default();
        let echo = metrics.series("one", "echo");
        for millis in [5, 6, 40_000] {
            echo.succeeded.count(Duration::from_millis(millis));
        }
        metrics.series("a\"b\\", "x\ny").failed.count(Duration::from_millis(1_500));
        let below = |labels: &str, counts: [u64; 13]| -> String {
            let bounds = BUCKETS.iter().map(|(_, seconds)| *seconds).chain(["+Inf"]);
            let line = |(bound, count)| {
                format!(
                    "mcpjungle_tool_call_latency_seconds_bucket{{{labels},le=\"{bound}\"}} {count}\n"
                )
            };
            bounds.zip(counts).map(line).collect()
        };
        let odd = r#"mcp_server_name="a\"b\\",tool_name="x\ny",outcome="error""#;
        let plain = r#"mcp_server_name="one",tool_name="echo",outcome="success""#;
        let wanted = format!(
            "# HELP mcpjungle_tool_calls_ratio_total Calls of tools.
# TYPE mcpjungle_tool_calls_ratio_total counter
mcpjungle_tool_calls_ratio_total{{{odd}}} 1
mcpjungle_tool_calls_ratio_total{{{plain}}} 3
# HELP mcpjungle_tool_call_latency_seconds How long calls of tools took.
# TYPE mcpjungle_tool_call_latency_seconds histogram
{}mcpjungle_tool_call_latency_seconds_sum{{{odd}}} 1.5
mcpjungle_tool_call_latency_seconds_count{{{odd}}} 1
{}mcpjungle_tool_call_latency_seconds_sum{{{plain}}} 40.011
mcpjungle_tool_call_latency_seconds_count{{{plain}}} 3
",
            below(odd, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]),
            below(plain, [1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3]),
        );
        assert_eq!(metrics.render(), wanted);
    }

    #[test]
    fn sums_contain_no_names() {
        let metrics = Metrics::default();
        metrics.begin("one", "echo").end(false);
        metrics.begin("two", "add").end(false);
        metrics.begin("two", "add").end(true);
        assert_eq!([metrics.calls_of("two"), metrics.calls_of("none")], [(2, 1), (0, 0)]);
        let text = metrics.render_sums();
        let calls: Vec<&str> = text.lines().filter(|line| line.starts_with(CALLS)).collect();
        let line = |outcome, count| format!(r#"{CALLS}{{outcome="{outcome}"}} {count}"#);
        assert_eq!(calls, [line("success", 2), line("error", 1)]);
        assert!(["one", "two", "echo", "add"].iter().all(|name| !text.contains(name)), "{text}");
    }

    #[test]
    fn a_call_counts_once_however_it_ends() {
        let metrics = Metrics::default();
        let long = "é".repeat(70);
        metrics.begin("one", &long).end(false);
        metrics.begin("one", &long).end(true);
        drop(metrics.begin("one", &long));
        let text = metrics.render();
        let calls: Vec<&str> = text.lines().filter(|line| line.starts_with(CALLS)).collect();
        let tool = "é".repeat(64);
        let line = |outcome, count| {
            format!(
                r#"{CALLS}{{mcp_server_name="one",tool_name="{tool}",outcome="{outcome}"}} {count}"#
            )
        };
        assert_eq!(calls, [line("success", 1), line("error", 2)]);
    }

    #[test]
    fn tools_beyond_the_limit_are_counted_together() {
        let metrics = Metrics::default();
        for n in 0..limits::METRIC_SERIES + 2 {
            metrics.begin("one", &n.to_string()).end(false);
        }
        metrics.begin("one", "0").end(false);
        let text = metrics.render();
        let has = |line: &str| text.lines().any(|other| other == line);
        let line = |server: &str, tool: &str, count| {
            format!(
                r#"{CALLS}{{mcp_server_name="{server}",tool_name="{tool}",outcome="success"}} {count}"#
            )
        };
        assert!(has(&line("one", "0", 2)) && has(&line("other", "other", 2)));
        let lines = text.lines().filter(|line| line.starts_with(CALLS)).count();
        assert_eq!(lines, limits::METRIC_SERIES + 1);
    }
}
