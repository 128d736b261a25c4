//! Records of the audit log: actor, action, origin and result. A record names servers, keys, users
//! and fields; it contains no value of the settings and no content of a call.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

use serde::{Deserialize, Serialize};

use crate::settings::visible;

/// Limit for one text of a record; a change may list some twenty fields.
const TEXT_BYTES: usize = 1024;
/// Limit for the changes of one record.
const CHANGES_MAX: usize = 60;

/// The kind of event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// A login, or the renewal or end of one.
    Login,
    /// The creation of a hub's first user or key, also if it failed.
    Setup,
    /// A change of a user's password, also if it failed.
    Password,
    /// A change by a request, a command or an editor, also if it failed.
    #[default]
    Write,
    /// A credential was rejected at an MCP endpoint.
    Access,
    Call,
}

impl Kind {
    /// All kinds with their words in records.
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Login, "login"),
        (Self::Setup, "setup"),
        (Self::Password, "password"),
        (Self::Write, "write"),
        (Self::Access, "access"),
        (Self::Call, "call"),
    ];

    /// Returns the word in records.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    #[default]
    Ok,
    /// The caller is not authorized, or exceeded a rate limit.
    Refused,
    /// The request was invalid, or an error occurred.
    Failed,
    /// The client disconnected before the response. The listed changes are in effect.
    Abandoned,
}

impl Outcome {
    /// The words in records, in the order of the variants.
    pub(crate) const WORDS: [&'static str; 4] = ["ok", "refused", "failed", "abandoned"];

    /// Returns the word in records.
    pub(crate) fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// Converts an HTTP status.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            401 | 403 | 429 => Self::Refused,
            400.. => Self::Failed,
            _ => Self::Ok,
        }
    }
}

/// One event. Times are ISO 8601 in UTC with milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Record {
    /// The end of the event.
    pub(crate) time: String,
    pub(crate) kind: Kind,
    pub(crate) result: Outcome,
    /// The actor, if known: the name of a user or key, or the user of the operating system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) who: Option<String>,
    /// An IP address, `cli`, `file` or `stdio`.
    pub(crate) from: String,
    /// The dialect of an API request; `mcp` at an MCP endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) via: Option<String>,
    /// The method and route of a request, or the name of a command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) action: Option<String>,
    /// The HTTP status of the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The names of the changed entries and fields of the settings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) changes: Vec<String>,
    /// The path of the settings file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    /// A digest of the file after the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    /// The server of a tool call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) server: Option<String>,
    /// The server's own name of the tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tool: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) duration_ms: Option<i64>,
    /// The value of `X-Request-Id` in the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request_id: Option<String>,
    /// The number of records lost before this one, because the queue was full or the disk failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missed: Option<u64>,
}

impl Record {
    /// Creates a record with the current time.
    pub(crate) fn now(kind: Kind, from: impl Into<String>) -> Self {
        Self { time: time_of(jiff::Timestamp::now()), kind, from: from.into(), ..Self::default() }
    }

    /// Formats the record without its time as one line that is safe to print to a terminal.
    pub(crate) fn sentence(&self) -> String {
        let mut text = format!("{} {}:", self.kind.word(), self.result.word());
        let who = self.who.as_deref().unwrap_or("unknown");
        // Writing to a string cannot fail.
        let _ = write!(text, " {who} from {}", self.from);
        if let Some(via) = &self.via {
            let _ = write!(text, " via {via}");
        }
        if let Some(action) = &self.action {
            let _ = write!(text, ", {action}");
        }
        if let (Some(server), Some(tool)) = (&self.server, &self.tool) {
            let _ = write!(text, ", {server} {tool}");
        }
        if let Some(duration_ms) = self.duration_ms {
            let _ = write!(text, " in {duration_ms} ms");
        }
        if let Some(status) = self.status {
            let _ = write!(text, ", {status}");
        }
        for change in &self.changes {
            let _ = write!(text, "; {change}");
        }
        if let Some(id) = &self.request_id {
            let _ = write!(text, " [{id}]");
        }
        if let Some(missed) = self.missed {
            let _ = write!(text, " ({missed} records before it were lost)");
        }
        visible::escape_with_numbers(&text).into_owned()
    }

    /// Appends the record to `lines` as one line of JSON. Truncates long texts.
    pub(crate) fn write_line(mut self, lines: &mut Vec<u8>) {
        let texts = [&mut self.who, &mut self.action, &mut self.server, &mut self.tool];
        for text in texts.into_iter().flatten().chain([&mut self.from]).chain(&mut self.changes) {
            cut(text);
        }
        self.changes.truncate(CHANGES_MAX);
        json(lines, &self);
        lines.push(b'\n');
    }
}

/// Writes the line of a call without building a [`Record`]: many calls are recorded, and few of
/// their lines are read. The result is the same as the line of a record.
pub(crate) struct CallLine<'a> {
    /// The end of the call.
    pub(crate) time: &'a str,
    /// Whether it ended with an error or without a response.
    pub(crate) failed: bool,
    /// A prefix (`user ` or `key `) and a name.
    pub(crate) who: Option<(&'static str, &'a str)>,
    /// The client's address; `None` for a client on stdio.
    pub(crate) from: Option<&'a str>,
    pub(crate) server: &'a str,
    /// The server's own name of the tool.
    pub(crate) tool: &'a str,
    pub(crate) duration_ms: i64,
    /// The id of the call's HTTP request.
    pub(crate) request_id: Option<&'a str>,
    /// The number of records lost before this one.
    pub(crate) missed: Option<u64>,
}

impl CallLine<'_> {
    /// Appends the line to `lines`.
    pub(crate) fn write(&self, lines: &mut Vec<u8>) {
        let result = if self.failed { Outcome::Failed } else { Outcome::Ok };
        lines.extend_from_slice(b"{\"time\":\"");
        lines.extend_from_slice(self.time.as_bytes());
        lines.extend_from_slice(b"\",\"kind\":\"call\",\"result\":\"");
        lines.extend_from_slice(result.word().as_bytes());
        lines.push(b'"');
        if let Some((word, name)) = self.who {
            text(lines, "who", word, name);
        }
        match self.from {
            Some(address) => text(lines, "from", "", address),
            None => lines.extend_from_slice(b",\"from\":\"stdio\""),
        }
        lines.extend_from_slice(b",\"via\":\"mcp\"");
        text(lines, "server", "", self.server);
        text(lines, "tool", "", self.tool);
        let _ = write!(lines, ",\"durationMs\":{}", self.duration_ms);
        if let Some(id) = self.request_id {
            text(lines, "requestId", "", id);
        }
        if let Some(missed) = self.missed {
            let _ = write!(lines, ",\"missed\":{missed}");
        }
        lines.extend_from_slice(b"}\n");
    }
}

/// Appends a string member with the value `word` + `name`.
fn text(lines: &mut Vec<u8>, key: &str, word: &str, name: &str) {
    lines.extend_from_slice(b",\"");
    lines.extend_from_slice(key.as_bytes());
    lines.extend_from_slice(b"\":");
    let is_plain = |b: u8| (b' '..0x7f).contains(&b) && b != b'"' && b != b'\\';
    if word.len() + name.len() <= TEXT_BYTES && name.bytes().all(is_plain) {
        lines.push(b'"');
        lines.extend_from_slice(word.as_bytes());
        lines.extend_from_slice(name.as_bytes());
        lines.push(b'"');
        return;
    }
    let mut whole = format!("{word}{name}");
    cut(&mut whole);
    json(lines, &whole);
}

/// Appends JSON. Escapes terminal control characters, because the file is also read with other
/// programs.
fn json(lines: &mut Vec<u8>, value: &impl Serialize) {
    let start = lines.len();
    // Serializing a struct of texts and numbers cannot fail, and JSON escapes line ends.
    let _ = serde_json::to_writer(&mut *lines, value);
    let written = std::str::from_utf8(&lines[start..]).unwrap_or_default();
    if let Cow::Owned(escaped) = visible::json(written) {
        lines.truncate(start);
        lines.extend_from_slice(escaped.as_bytes());
    }
}

/// Formats times. Caches the text up to the second, as many calls fall into the same one.
#[derive(Debug, Default)]
pub(crate) struct Times {
    second: Option<i64>,
    text: String,
}

impl Times {
    /// Formats milliseconds since 1970; the epoch if the value is out of range.
    pub(crate) fn text(&mut self, ms: i64) -> &str {
        let (second, rest) = (ms.div_euclid(1000), ms.rem_euclid(1000));
        if self.second == Some(second) {
            let at = self.text.len() - "000Z".len();
            self.text.truncate(at);
            let _ = std::fmt::Write::write_fmt(&mut self.text, format_args!("{rest:03}Z"));
            return &self.text;
        }
        let time = jiff::Timestamp::from_millisecond(ms);
        self.second = time.is_ok().then_some(second);
        self.text = time_of(time.unwrap_or_default());
        &self.text
    }
}

/// Formats a time as in records.
pub(crate) fn time_of(time: jiff::Timestamp) -> String {
    format!("{time:.3}")
}

fn cut(text: &mut String) {
    if text.len() > TEXT_BYTES {
        text.truncate(text.floor_char_boundary(TEXT_BYTES));
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_one_line_with_any_texts() {
        let record = Record {
            time: "t".into(),
            kind: Kind::Login,
            result: Outcome::Refused,
            who: Some("eve\n{\"kind\":\"write\"}\u{1b}[2J".into()),
            status: Some(401),
            ..Record::now(Kind::Login, "127.0.0.1")
        };
        let mut line = Vec::new();
        Record { time: "t".into(), ..record }.write_line(&mut line);
        let line = String::from_utf8(line).unwrap();
        let expected = r#"{"time":"t","kind":"login","result":"refused","who":"eve\n{\"kind\":\"write\"}\u001b[2J","from":"127.0.0.1","status":401}"#;
        assert_eq!(line, format!("{expected}\n"));
    }

    #[test]
    fn times_have_equal_length_and_sort_as_text() {
        let time = |ms| time_of(jiff::Timestamp::from_millisecond(ms).unwrap());
        assert_eq!(time(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(time(1_796_000_000_120), "2026-11-30T00:53:20.120Z");
        assert_eq!(time(1_796_000_000_007), "2026-11-30T00:53:20.007Z");
    }

    #[test]
    fn a_line_has_a_limit() {
        let long = "é".repeat(100_000);
        let changes = vec![long.clone(); 1000];
        let record = Record { who: Some(long), changes, ..Record::now(Kind::Write, "cli") };
        let mut line = Vec::new();
        record.write_line(&mut line);
        assert!(line.len() < 128 << 10);
    }

    #[test]
    fn a_line_is_json_without_terminal_control_characters() {
        let who = "a\u{9b}31m\u{202e}\u{1b}[2J\u{e0041}é";
        let record = Record { who: Some(who.into()), ..Record::now(Kind::Login, "127.0.0.1") };
        let mut line = Vec::new();
        record.write_line(&mut line);
        let line = String::from_utf8(line).unwrap();
        let seen = r#""who":"a\u009b31m\u202e\u001b[2J\udb40\udc41é""#;
        assert!(line.contains(seen), "{line}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap()["who"], who);
    }

    #[test]
    fn words_match_the_serialized_variants() {
        for (kind, word) in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), word);
        }
        let all = [Outcome::Ok, Outcome::Refused, Outcome::Failed, Outcome::Abandoned];
        for outcome in all {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.word());
        }
    }

    #[test]
    fn text_for_a_terminal_is_one_line_without_control_characters() {
        let seen = visible::escape_with_numbers("a\n\u{1b}[2J\u{202e}é");
        assert_eq!(seen, "a\\u{a}\\u{1b}[2J\\u{202e}é");
    }
}
