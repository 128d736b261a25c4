//! The audit log: one line of JSON for each login, write, refusal and call, in the state folder.
//! Writers in several processes share it. If a write fails, the hub logs that once and counts the
//! lost records; the next record that is written contains their number.

use std::fs::File;
use std::io::{Read as _, Result, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use ring::digest;
use serde_json::Value;

use crate::files::owner::Trusted;
use crate::state::activity::record::Call;
use crate::state::addresses::Addresses;
use crate::state::audit::files::Files;
use crate::state::audit::record::{CallLine, Outcome, Record, Times};
use crate::state::random;
use crate::state::request_id::RequestId;

/// The tracing target of audit lines in the process's log, for its default filter.
pub(crate) const TARGET: &str = "mcphub::audit";
/// Read size when following the log.
const CHUNK_BYTES: usize = 1 << 20;

/// A handle to the log. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct AuditLog {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    files: Files,
    /// Records lost since the last successful write.
    missed: AtomicU64,
    /// Whether the last write failed, which was logged.
    failing: AtomicBool,
}

/// Filters records; all given conditions must match.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filter {
    pub(crate) kind: Option<String>,
    pub(crate) result: Option<String>,
    /// A substring of the actor's name.
    pub(crate) who: Option<String>,
    /// The earliest time, in the format of records.
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
}

/// An iterator over the records, newest first. Skips invalid lines, which remain if a writer dies.
pub(crate) struct Records {
    files: std::vec::IntoIter<File>,
    /// The records of the current file, oldest first.
    read: Vec<Value>,
    file_bytes: u64,
}

/// Reads new records as they are appended.
pub(crate) struct Tail {
    files: Files,
    file: Option<File>,
    /// The beginning of an incomplete line.
    partial: Vec<u8>,
}

impl AuditLog {
    /// Returns the log in the state folder. It is created by the first write.
    pub(crate) fn of(state: &Path) -> Self {
        Self::of_trusted(state, Trusted::current())
    }

    /// Like [`Self::of`], for a process that trusts these users.
    pub(crate) fn of_trusted(state: &Path, trusted: Trusted) -> Self {
        let files = Files::of(state, trusted);
        let shared = Shared { files, missed: AtomicU64::new(0), failing: AtomicBool::new(false) };
        Self { shared: Arc::new(shared) }
    }

    /// Writes records. Logs the first failure since the last success. Blocks.
    pub(crate) fn write(&self, records: Vec<Record>) {
        self.log_failure(self.append(records));
    }

    fn log_failure(&self, written: Result<()>) {
        match written {
            Ok(()) => self.shared.failing.store(false, Ordering::Relaxed),
            Err(error) => {
                if !self.shared.failing.swap(true, Ordering::Relaxed) {
                    tracing::error!("cannot write the audit log; events are NOT recorded: {error}");
                }
            }
        }
    }

    /// Writes a record, also to the process's log. Blocks.
    pub(crate) fn note(&self, record: Record) {
        if record.result == Outcome::Refused {
            tracing::warn!(target: TARGET, "{}", record.sentence());
        } else {
            tracing::info!(target: TARGET, "{}", record.sentence());
        }
        self.write(vec![record]);
    }

    /// Writes records. Blocks.
    ///
    /// # Errors
    /// Fails if the log cannot be written; the records are counted as lost.
    pub(crate) fn append(&self, records: Vec<Record>) -> Result<()> {
        self.append_lines(records.len(), |mut missed, lines| {
            for record in records {
                Record { missed: missed.take(), ..record }.write_line(lines);
            }
        })
    }

    /// Writes those calls of a batch that the audit log includes. Blocks.
    pub(crate) fn write_calls<'a>(&self, calls: impl Iterator<Item = &'a Call>) {
        let calls: Vec<&Call> = calls.filter(|call| call.audited).collect();
        let written = self.append_lines(calls.len(), |mut missed, lines| {
            let (mut times, mut addresses) = (Times::default(), Addresses::default());
            for call in calls {
                let from = call.source_ip.map(|address| addresses.text(address));
                call_line(call, times.text(ended_ms(call)), from, missed.take()).write(lines);
            }
        });
        self.log_failure(written);
    }

    /// Appends `count` lines that `write` produces. It receives the number of records lost before
    /// them.
    fn append_lines(
        &self,
        count: usize,
        write: impl FnOnce(Option<u64>, &mut Vec<u8>),
    ) -> Result<()> {
        if count == 0 {
            return Ok(());
        }
        let missed = self.shared.missed.swap(0, Ordering::Relaxed);
        let mut lines = Vec::new();
        write((missed > 0).then_some(missed), &mut lines);
        self.shared.files.append(&lines).inspect_err(|_| self.miss(missed + count as u64))
    }

    pub(crate) fn miss(&self, records: u64) {
        self.shared.missed.fetch_add(records, Ordering::Relaxed);
    }

    /// Returns all records, newest first. Blocks.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub(crate) fn newest_first(&self) -> Result<Records> {
        let files = self.shared.files.open_all()?.files.into_iter();
        Ok(Records { files, read: Vec::new(), file_bytes: self.shared.files.read_bytes() })
    }

    /// Returns all present records, and a reader of later ones. Blocks.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub(crate) fn follow(&self) -> Result<(Records, Tail)> {
        let files = self.shared.files.clone();
        let opened = files.open_all()?;
        let mut active = files.open_active()?;
        if let Some(file) = &mut active {
            file.seek(SeekFrom::Start(opened.active_bytes))?;
        }
        let file_bytes = files.read_bytes();
        let records = Records { files: opened.files.into_iter(), read: Vec::new(), file_bytes };
        Ok((records, Tail { files, file: active, partial: Vec::new() }))
    }
}

impl Iterator for Records {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        while self.read.is_empty() {
            let mut bytes = Vec::new();
            // A read error in an old file must not hide the others.
            let _ = self.files.next()?.take(self.file_bytes).read_to_end(&mut bytes);
            self.read = bytes.split(|b| *b == b'\n').filter_map(parse).collect();
        }
        self.read.pop()
    }
}

impl Tail {
    /// Returns the records since the last call, oldest first.
    ///
    /// # Errors
    /// Fails if the log cannot be read.
    pub(crate) fn next(&mut self) -> Result<Vec<Value>> {
        let mut records = Vec::new();
        loop {
            let read = match &mut self.file {
                Some(file) => file.take(CHUNK_BYTES as u64).read_to_end(&mut self.partial)?,
                None => 0,
            };
            let whole = self.partial.iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
            let lines: Vec<u8> = self.partial.drain(..whole).collect();
            records.extend(lines.split(|b| *b == b'\n').filter_map(parse));
            if read > 0 {
                continue;
            }
            // A rotated file receives no more lines.
            let current = self.files.open_active()?;
            if !is_other(self.file.as_ref(), current.as_ref()) {
                return Ok(records);
            }
            self.partial.clear();
            self.file = current;
        }
    }
}

impl Filter {
    /// Returns whether a record matches.
    pub(crate) fn takes(&self, record: &Value) -> bool {
        let text = |key: &str| record[key].as_str().unwrap_or_default();
        let is = |wanted: &Option<String>, key| wanted.as_ref().is_none_or(|w| w == text(key));
        is(&self.kind, "kind")
            && is(&self.result, "result")
            && self.who.as_ref().is_none_or(|who| text("who").contains(who.as_str()))
            && self.since.as_ref().is_none_or(|since| text("time") >= since.as_str())
            && self.until.as_ref().is_none_or(|until| text("time") <= until.as_str())
    }
}

/// Returns a digest that identifies a version of the settings file.
pub(crate) fn version_of(text: &str) -> String {
    let digest = digest::digest(&digest::SHA256, text.as_bytes());
    random::hex(&digest.as_ref()[..8])
}

/// Returns the end of a call in milliseconds since 1970.
fn ended_ms(call: &Call) -> i64 {
    call.at_ms.saturating_add(call.took_ms)
}

fn call_line<'a>(
    call: &'a Call,
    time: &'a str,
    from: Option<&'a str>,
    missed: Option<u64>,
) -> CallLine<'a> {
    let user = call.username.as_deref().map(|user| ("user ", user));
    CallLine {
        time,
        failed: call.failed,
        who: user.or_else(|| call.key_name.as_deref().map(|key| ("key ", key))),
        from,
        server: &call.server,
        tool: &call.tool,
        duration_ms: call.took_ms,
        request_id: call.request_id.as_ref().map(RequestId::as_str),
        missed,
    }
}

fn parse(line: &[u8]) -> Option<Value> {
    serde_json::from_slice(line).ok().filter(Value::is_object)
}

#[cfg(unix)]
fn is_other(old: Option<&File>, new: Option<&File>) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let number = |file: &File| file.metadata().ok().map(|found| (found.dev(), found.ino()));
    new.is_some() && old.and_then(number) != new.and_then(number)
}

/// Without inode numbers, a file shorter than the read position counts as another one.
#[cfg(not(unix))]
fn is_other(old: Option<&File>, new: Option<&File>) -> bool {
    let length = |file: &File| file.metadata().ok().map(|found| found.len());
    let read = old.and_then(|mut old| old.stream_position().ok());
    match new.and_then(length) {
        None => false,
        Some(length) => read.is_none_or(|read| length < read),
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, OpenOptions};
    use std::io::Write as _;

    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::*;
    use crate::state::audit::record::{Kind, time_of};

    fn folder() -> TempDir {
        tempfile::tempdir().unwrap()
    }

    fn record(kind: Kind, who: &str) -> Record {
        Record { who: Some(who.to_owned()), ..Record::now(kind, "cli") }
    }

    fn names(log: &AuditLog) -> Vec<String> {
        let records = log.newest_first().unwrap();
        records.map(|record| record["who"].as_str().unwrap_or("?").to_owned()).collect()
    }

    fn active(folder: &TempDir) -> std::path::PathBuf {
        folder.path().join("audit/audit.jsonl")
    }

    #[test]
    fn records_are_read_newest_first_also_from_an_empty_log() {
        let folder = folder();
        let log = AuditLog::of(folder.path());
        assert_eq!(names(&log), [""; 0]);
        assert!(!folder.path().join("audit").exists(), "reading creates nothing");
        log.append(vec![record(Kind::Write, "a"), record(Kind::Login, "b")]).unwrap();
        AuditLog::of(folder.path()).append(vec![record(Kind::Write, "c")]).unwrap();
        assert_eq!(names(&log), ["c", "b", "a"]);
    }

    #[test]
    fn a_call_line_equals_the_line_of_a_record() {
        let call = |key_name: Option<&str>, failed| Call {
            audited: true,
            request_id: RequestId::parse(b"req-1"),
            at_ms: 1_796_000_000_007,
            took_ms: 113,
            server: "a \"b\"\n\u{9b}".into(),
            tool: "é".repeat(2000),
            failed,
            key_name: key_name.map(str::to_owned),
            source_ip: key_name.and(Some([127, 0, 0, 1].into())),
            ..Call::default()
        };
        let user = Call { username: Some("ann".into()), ..call(Some("k"), false) };
        for (call, who) in [
            (call(None, true), None),
            (call(Some("k"), false), Some("key k")),
            (user, Some("user ann")),
        ] {
            let record = Record {
                time: "2026-11-30T00:53:20.120Z".into(),
                kind: Kind::Call,
                result: if call.failed { Outcome::Failed } else { Outcome::Ok },
                who: who.map(str::to_owned),
                from: call.source_ip.map_or_else(|| "stdio".to_owned(), |ip| ip.to_string()),
                via: Some("mcp".into()),
                server: Some(call.server.clone()),
                tool: Some(call.tool.clone()),
                duration_ms: Some(call.took_ms),
                request_id: Some("req-1".into()),
                missed: Some(3),
                ..Record::default()
            };
            let (mut line, mut wanted) = (Vec::new(), Vec::new());
            let (mut times, mut addresses) = (Times::default(), Addresses::default());
            let from = call.source_ip.map(|address| addresses.text(address));
            call_line(&call, times.text(ended_ms(&call)), from, Some(3)).write(&mut line);
            record.write_line(&mut wanted);
            assert_eq!(String::from_utf8(line).unwrap(), String::from_utf8(wanted).unwrap());
        }
        let mut times = Times::default();
        for ms in [0, 7, 999, 1000, 1_796_000_000_007, 1_796_000_000_120, -1, i64::MAX] {
            let time = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
            assert_eq!(times.text(ms), time_of(time), "{ms}");
        }
    }

    #[test]
    fn a_torn_line_affects_no_other() {
        let folder = folder();
        let log = AuditLog::of(folder.path());
        log.append(vec![record(Kind::Write, "a")]).unwrap();
        let mut file = OpenOptions::new().append(true).open(active(&folder)).unwrap();
        file.write_all(br#"{"kind":"write","who":"to"#).unwrap();
        assert_eq!(names(&log), ["a"]);
        log.append(vec![record(Kind::Write, "b")]).unwrap();
        assert_eq!(names(&log), ["b", "a"]);
        file.write_all(b"\xff\xfe\n[1]\nnull\n\n").unwrap();
        assert_eq!(names(&log), ["b", "a"]);
    }

    #[test]
    fn lost_records_are_counted_in_the_next_line() {
        let folder = folder();
        let log = AuditLog::of(folder.path());
        log.append(vec![record(Kind::Write, "a")]).unwrap();
        fs::rename(active(&folder), folder.path().join("elsewhere")).unwrap();
        fs::create_dir(active(&folder)).unwrap();
        log.write(vec![record(Kind::Write, "b"), record(Kind::Write, "c")]);
        log.miss(5);
        assert!(log.append(vec![record(Kind::Write, "d")]).is_err());
        fs::remove_dir(active(&folder)).unwrap();
        log.append(vec![record(Kind::Write, "e"), record(Kind::Write, "f")]).unwrap();
        let missed: Vec<Value> =
            log.newest_first().unwrap().map(|mut record| record["missed"].take()).collect();
        assert_eq!(missed, [Value::Null, Value::from(8)]);
    }

    #[test]
    fn a_follower_sees_each_new_record_once_across_a_rotation() {
        let folder = folder();
        let log = AuditLog::of(folder.path());
        log.append(vec![record(Kind::Write, "a")]).unwrap();
        let (recent, mut tail) = log.follow().unwrap();
        let seen = |tail: &mut Tail| -> Vec<String> {
            let records = tail.next().unwrap();
            records.iter().map(|record| record["who"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!((recent.count(), seen(&mut tail)), (1, vec![]));
        log.append(vec![record(Kind::Write, "b")]).unwrap();
        assert_eq!(seen(&mut tail), ["b"]);
        log.append(vec![record(Kind::Write, "c")]).unwrap();
        fs::rename(active(&folder), folder.path().join("audit/audit.1.jsonl")).unwrap();
        log.append(vec![record(Kind::Write, "d")]).unwrap();
        assert_eq!(seen(&mut tail), ["c", "d"]);
        let mut file = OpenOptions::new().append(true).open(active(&folder)).unwrap();
        let mut line = Vec::new();
        record(Kind::Write, "e").write_line(&mut line);
        file.write_all(&line[..20]).unwrap();
        assert_eq!(seen(&mut tail), [""; 0]);
        file.write_all(&line[20..]).unwrap();
        assert_eq!(seen(&mut tail), ["e"]);
    }

    #[test]
    fn a_follower_of_a_missing_log_sees_its_first_record() {
        let folder = folder();
        let log = AuditLog::of(folder.path());
        let (recent, mut tail) = log.follow().unwrap();
        assert_eq!((recent.count(), tail.next().unwrap().len()), (0, 0));
        log.append(vec![record(Kind::Write, "a")]).unwrap();
        assert_eq!(tail.next().unwrap().len(), 1);
    }

    #[test]
    fn all_conditions_of_a_filter_must_match() {
        let record = serde_json::json!({
            "time": "2026-01-02T00:00:00.000Z", "kind": "login", "result": "ok", "who": "user alice",
        });
        let text = |text: &str| Some(text.to_owned());
        let (none, early, late) = (Filter::default(), text("2026-01-01"), text("2026-01-03"));
        for (filter, takes) in [
            (none.clone(), true),
            (Filter { kind: text("login"), result: text("ok"), ..none.clone() }, true),
            (Filter { kind: text("login"), result: text("refused"), ..none.clone() }, false),
            (Filter { who: text("alice"), ..none.clone() }, true),
            (Filter { who: text("bob"), ..none.clone() }, false),
            (Filter { since: early.clone(), until: late.clone(), ..none.clone() }, true),
            (Filter { since: late, ..none.clone() }, false),
            (Filter { until: early, ..none.clone() }, false),
        ] {
            assert_eq!(filter.takes(&record), takes, "{filter:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        /// Each writer has a handle of its own, as each process would.
        #[test]
        fn concurrent_writers_tear_no_line_and_lose_none(
            writers in prop::collection::vec(
                prop::collection::vec("[a-z\u{e9}\\n\"]{0,300}", 1..8), 2..6),
        ) {
            let folder = folder();
            std::thread::scope(|scope| {
                for texts in &writers {
                    let log = AuditLog::of(folder.path());
                    scope.spawn(move || {
                        for text in texts {
                            log.append(vec![record(Kind::Write, text), record(Kind::Call, text)]).unwrap();
                        }
                    });
                }
            });
            let mut wanted: Vec<&String> = writers.iter().flatten().flat_map(|t| [t, t]).collect();
            let read = names(&AuditLog::of(folder.path()));
            let mut read: Vec<&String> = read.iter().collect();
            wanted.sort_unstable();
            read.sort_unstable();
            prop_assert_eq!(read, wanted);
        }
    }
}
