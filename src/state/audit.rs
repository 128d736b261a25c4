//! One line of the audit log: who did what, from where, and what came of it. A record names servers,
//! keys, users and fields, and holds no value of the settings and nothing that was said in a call.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

use serde::{Deserialize, Serialize};

use crate::settings::visible;

/// One text in a record: a change may list some twenty fields.
const TEXT_BYTES: usize = 1024;
/// Changes that one record lists.
const CHANGES_MAX: usize = 60;

/// What kind of event a record is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Somebody showed a password, or renewed or ended a login.
    Login,
    /// Somebody made the first user or key of a hub, or tried.
    Setup,
    /// Somebody gave a user another password, or tried.
    Password,
    /// A request, a command or an editor changed something, or tried.
    #[default]
    Write,
    /// A credential was refused at an MCP endpoint.
    Access,
    /// A tool was called.
    Call,
}

impl Kind {
    /// All kinds, with the word for each.
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Login, "login"),
        (Self::Setup, "setup"),
        (Self::Password, "password"),
        (Self::Write, "write"),
        (Self::Access, "access"),
        (Self::Call, "call"),
    ];

    /// The word in records.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// It was done.
    #[default]
    Ok,
    /// Who asked may not do it, or asked too often.
    Refused,
    /// It was wrong in itself, or did not work.
    Failed,
    /// The client went away before it was answered; what is listed as changed is changed.
    Abandoned,
}

impl Outcome {
    /// The words in records.
    pub(crate) const WORDS: [&'static str; 4] = ["ok", "refused", "failed", "abandoned"];

    /// The word in records.
    pub(crate) fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// What an HTTP status comes to.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            401 | 403 | 429 => Self::Refused,
            400.. => Self::Failed,
            _ => Self::Ok,
        }
    }
}

/// One event. Times are ISO 8601 in UTC, to the millisecond.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Record {
    /// When it ended.
    pub(crate) time: String,
    /// What kind of event it is.
    pub(crate) kind: Kind,
    /// What came of it.
    pub(crate) result: Outcome,
    /// Who did it, as far as they are known: a user's or key's name, or the user of the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) who: Option<String>,
    /// An address, `cli`, `file` or `stdio`.
    pub(crate) from: String,
    /// The dialect of a request; `mcp` at an MCP endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) via: Option<String>,
    /// The method and route of a request, or the words of a command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) action: Option<String>,
    /// The HTTP status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The entries of the settings that changed, and their fields, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) changes: Vec<String>,
    /// The settings file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    /// A digest of the file after the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    /// The server whose tool was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) server: Option<String>,
    /// The tool, under the server's own name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tool: Option<String>,
    /// How long the call took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) duration_ms: Option<i64>,
    /// The id that the response carried in `X-Request-Id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request_id: Option<String>,
    /// How many records before this one were not written: there were too many, or the disk refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missed: Option<u64>,
}

impl Record {
    /// A record of this moment.
    pub(crate) fn now(kind: Kind, from: impl Into<String>) -> Self {
        Self { time: time_of(jiff::Timestamp::now()), kind, from: from.into(), ..Self::default() }
    }

    /// The record for people, without its time: one line that steers no terminal.
    pub(crate) fn sentence(&self) -> String {
        let mut text = format!("{} {}:", self.kind.word(), self.result.word());
        let who = self.who.as_deref().unwrap_or("somebody");
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
            let _ = write!(text, " ({missed} before it were not recorded)");
        }
        visible::numbered(&text).into_owned()
    }

    /// Appends the record to `lines` as one line of JSON. Texts that are too long are cut.
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

/// The line of a call, from what is known of it: many calls are recorded, and few of their lines are
/// read. The same as the line of a [`Record`].
pub(crate) struct CallLine<'a> {
    /// When it ended.
    pub(crate) time: &'a str,
    /// It was answered with an error, or not at all.
    pub(crate) failed: bool,
    /// A word and a name.
    pub(crate) who: Option<(&'static str, &'a str)>,
    /// The client's address; `None` for one on standard streams.
    pub(crate) from: Option<&'a str>,
    /// The server.
    pub(crate) server: &'a str,
    /// The tool, under the server's own name for it.
    pub(crate) tool: &'a str,
    /// How long it took.
    pub(crate) duration_ms: i64,
    /// The id of the request that it came in.
    pub(crate) request_id: Option<&'a str>,
    /// How many records before this one were not written.
    pub(crate) missed: Option<u64>,
}

impl CallLine<'_> {
    /// Appends it to `lines`.
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

/// Appends a member of an object.
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

/// Appends JSON. What steers a terminal is escaped: the file is read with other programs, too.
fn json(lines: &mut Vec<u8>, value: &impl Serialize) {
    let start = lines.len();
    // A struct of texts and numbers is always JSON, and JSON escapes line ends.
    let _ = serde_json::to_writer(&mut *lines, value);
    let written = std::str::from_utf8(&lines[start..]).unwrap_or_default();
    if let Cow::Owned(escaped) = visible::json(written) {
        lines.truncate(start);
        lines.extend_from_slice(escaped.as_bytes());
    }
}

/// Writes times, of which many are in one second.
#[derive(Debug, Default)]
pub(crate) struct Times {
    second: Option<i64>,
    text: String,
}

impl Times {
    /// A time in milliseconds since 1970 as records write it; 1970 if it is out of the calendar.
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

/// A time as records write it.
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
    fn a_record_is_one_line_whatever_its_texts_are() {
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
    fn times_are_of_one_length_and_sort_as_texts() {
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
    fn a_line_of_the_file_is_json_and_steers_no_terminal() {
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
    fn the_words_are_those_in_records() {
        for (kind, word) in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), word);
        }
        let all = [Outcome::Ok, Outcome::Refused, Outcome::Failed, Outcome::Abandoned];
        for outcome in all {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.word());
        }
    }

    #[test]
    fn text_for_a_terminal_is_one_line_without_what_steers_it() {
        let seen = visible::numbered("a\n\u{1b}[2J\u{202e}é");
        assert_eq!(seen, "a\\u{a}\\u{1b}[2J\\u{202e}é");
    }
}
