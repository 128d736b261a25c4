//! Parses text into a tree of places of each key, value, comma and comment. Accepts JSON with
//! comments and trailing commas. This module does not know the meaning of the keys.

use std::collections::HashSet;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::secrets::locate::shown_key;

/// The maximum nesting depth. It is above the 128 of `serde_json`, so that any value that it parses
/// can be inserted.
const DEPTH_MAX: usize = 200;

/// A parsed text: its root, and its comments in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    pub root: Node,
    /// Byte ranges of all comments; a line comment ends before the line break.
    pub comments: Vec<Range<usize>>,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Byte range of the value.
    pub place: Range<usize>,
    pub kind: NodeKind,
}

/// The kinds of values that matter for editing.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    Object(Vec<Item>),
    Array(Vec<Item>),
    /// A string, number, boolean or null.
    Scalar(Value),
}

/// A member of an object or an element of an array.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// `None` in arrays.
    pub key: Option<Key>,
    pub value: Node,
    /// The position of the comma after it, if any.
    pub(crate) comma: Option<usize>,
}

/// A member's key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key with escapes resolved.
    pub text: String,
    /// Byte range, including the quotes.
    pub place: Range<usize>,
}

impl Tree {
    /// Parses `text`. Returns the tree and the duplicate keys.
    ///
    /// # Errors
    ///
    /// Returns the first syntax error.
    pub fn read(text: &str) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut parser =
            Parser { text, at, depth: 0, comments: Vec::new(), duplicates: Vec::new() };
        let root = parser.document().map_err(|found| vec![found])?;
        Ok((Self { root, comments: parser.comments }, parser.duplicates))
    }
}

impl Node {
    /// Converts the node to a value.
    pub(crate) fn to_value(&self) -> Value {
        match &self.kind {
            NodeKind::Scalar(value) => value.clone(),
            NodeKind::Array(items) => items.iter().map(|item| item.value.to_value()).collect(),
            NodeKind::Object(items) => {
                let member = |item: &Item| {
                    let key = item.key.as_ref().map_or_else(String::new, |key| key.text.clone());
                    (key, item.value.to_value())
                };
                Value::Object(items.iter().map(member).collect::<Map<_, _>>())
            }
        }
    }

    /// Returns its items; a scalar has none.
    pub fn items(&self) -> &[Item] {
        match &self.kind {
            NodeKind::Object(items) | NodeKind::Array(items) => items,
            NodeKind::Scalar(_) => &[],
        }
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.kind, NodeKind::Object(_))
    }

    /// Returns the position of the member with this key.
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.items().iter().position(|item| item.key.as_ref().is_some_and(|k| k.text == key))
    }

    /// Returns the member with this key.
    pub(crate) fn member(&self, key: &str) -> Option<&Item> {
        self.position(key).map(|index| &self.items()[index])
    }

    /// Returns the value of the member with this key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.member(key).map(|item| &item.value)
    }
}

impl Item {
    /// Returns the start of its key, otherwise of its value.
    pub(crate) fn start(&self) -> usize {
        self.key.as_ref().map_or(self.value.place.start, |key| key.place.start)
    }

    /// Returns the end of its value.
    pub(crate) fn end(&self) -> usize {
        self.value.place.end
    }

    /// Returns the place of its key, otherwise of its value.
    pub(crate) fn name_place(&self) -> Range<usize> {
        self.key.as_ref().map_or_else(|| self.value.place.clone(), |key| key.place.clone())
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    comments: Vec<Range<usize>>,
    duplicates: Vec<Diagnostic>,
}

type Parsed<T> = Result<T, Diagnostic>;

impl Parser<'_> {
    fn document(&mut self) -> Parsed<Node> {
        self.trivia()?;
        if self.at == self.text.len() {
            let place = self.at..self.at;
            return Err(Diagnostic::error(Code::Syntax, place, "the file is empty")
                .help("an empty settings file is written `{}`"));
        }
        let root = self.value()?;
        self.trivia()?;
        if self.at < self.text.len() {
            return Err(self.unexpected_error("the end of the file"));
        }
        Ok(root)
    }

    /// Skips whitespace and comments.
    fn trivia(&mut self) -> Parsed<()> {
        loop {
            let rest = &self.text[self.at..];
            let start =
                self.at + (rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len());
            let rest = &self.text[start..];
            self.at = start;
            if rest.starts_with("//") {
                let line = rest.split('\n').next().unwrap_or(rest);
                self.at += line.strip_suffix('\r').unwrap_or(line).len();
            } else if let Some(inner) = rest.strip_prefix("/*") {
                let Some(length) = inner.find("*/") else {
                    let place = start..start + 2;
                    return Err(Diagnostic::error(
                        Code::Syntax,
                        place,
                        "this comment is not closed",
                    )
                    .help("close it with `*/`"));
                };
                self.at += length + 4;
            } else {
                return Ok(());
            }
            self.comments.push(start..self.at);
        }
    }

    fn value(&mut self) -> Parsed<Node> {
        let start = self.at;
        let kind = match self.peek() {
            Some('{') => self.container('}')?,
            Some('[') => self.container(']')?,
            Some('"') => NodeKind::Scalar(Value::String(self.string()?)),
            _ => NodeKind::Scalar(self.word()?),
        };
        Ok(Node { place: start..self.at, kind })
    }

    fn container(&mut self, close: char) -> Parsed<NodeKind> {
        let open = self.at;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let message = format!("nested more than {DEPTH_MAX} levels deep");
            return Err(Diagnostic::error(Code::Syntax, open..open + 1, message));
        }
        self.at += 1;
        let mut items: Vec<Item> = Vec::new();
        loop {
            self.trivia()?;
            if self.peek() == Some(close) {
                break;
            }
            if self.peek().is_none() {
                let what = if close == '}' { "object" } else { "array" };
                let message = format!("this {what} is not closed");
                return Err(Diagnostic::error(Code::Syntax, open..open + 1, message)
                    .help(format!("close it with `{close}`")));
            }
            if items.last().is_some_and(|item| item.comma.is_none()) {
                return Err(self.unexpected_error(&format!("`,` or `{close}`")));
            }
            items.push(self.item(close)?);
            self.trivia()?;
            if self.peek() == Some(',')
                && let Some(item) = items.last_mut()
            {
                item.comma = Some(self.at);
                self.at += 1;
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(if close == '}' {
            self.note_duplicates(&items);
            NodeKind::Object(items)
        } else {
            NodeKind::Array(items)
        })
    }

    fn item(&mut self, close: char) -> Parsed<Item> {
        if close == ']' {
            return Ok(Item { key: None, value: self.value()?, comma: None });
        }
        let start = self.at;
        if self.peek() != Some('"') {
            return Err(self.unexpected_error("a key in double quotes"));
        }
        let key = Key { text: self.string()?, place: start..self.at };
        self.trivia()?;
        if self.peek() != Some(':') {
            return Err(self.unexpected_error("`:` after the key"));
        }
        self.at += 1;
        self.trivia()?;
        Ok(Item { key: Some(key), value: self.value()?, comma: None })
    }

    fn note_duplicates(&mut self, items: &[Item]) {
        let mut seen: HashSet<&str> = HashSet::with_capacity(items.len());
        for key in items.iter().filter_map(|item| item.key.as_ref()) {
            if !seen.insert(&key.text) {
                let message = format!("the key `{}` is duplicated", shown_key(&key.text));
                self.duplicates.push(
                    Diagnostic::error(Code::DuplicateKey, key.place.clone(), message)
                        .help("readers disagree on which one counts: keep one, or rename one"),
                );
            }
        }
    }

    fn string(&mut self) -> Parsed<String> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        let mut at = start + 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    at += 1;
                }
                Some(b'\n' | b'\r') | None => {
                    let message = "this string is not closed";
                    return Err(Diagnostic::error(
                        Code::Syntax,
                        start..at.min(bytes.len()),
                        message,
                    )
                    .help("close it with `\"`; a line break inside a string is written `\\n`"));
                }
                Some(0..0x20) => {
                    let message = "a string contains a control character";
                    return Err(Diagnostic::error(Code::Syntax, at..at + 1, message)
                        .help("write it as an escape, for instance `\\t`"));
                }
                Some(_) => {}
            }
            at += 1;
        }
        self.at = at + 1;
        let quoted = &self.text[start..self.at];
        if !escaped {
            return Ok(quoted[1..quoted.len() - 1].to_owned());
        }
        serde_json::from_str(quoted).map_err(|_| {
            Diagnostic::error(Code::Syntax, start..self.at, "an escape in this string is not JSON")
                .help("a backslash is written `\\\\`")
        })
    }

    /// Parses a number, `true`, `false` or `null`.
    fn word(&mut self) -> Parsed<Value> {
        let rest = &self.text[self.at..];
        let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '+' | '-' | '.'));
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        if word.is_empty() {
            return Err(self.unexpected_error("a value"));
        }
        let start = self.at;
        self.at += word.len();
        serde_json::from_str(word).map_err(|_| {
            // The word is not quoted in the message: it may be a token without its quotes.
            let message = "this word is not a JSON value";
            Diagnostic::error(Code::Syntax, start..self.at, message)
                .help("text needs double quotes; the only words are true, false and null")
        })
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn unexpected_error(&self, wanted: &str) -> Diagnostic {
        let Some(found) = self.peek() else {
            let place = self.at..self.at;
            let message = format!("expected {wanted}, found the end of the file");
            return Diagnostic::error(Code::Syntax, place, message);
        };
        let place = self.at..self.at + found.len_utf8();
        let shown = if found.is_control() { "a control character" } else { &format!("`{found}`") };
        let message = format!("expected {wanted}, found {shown}");
        let help = match found {
            '\'' => "JSON has double quotes only",
            '"' if wanted.starts_with("`,`") => "a comma is missing before this",
            ',' => "there is one comma too many",
            _ => return Diagnostic::error(Code::Syntax, place, message),
        };
        Diagnostic::error(Code::Syntax, place, message).help(help)
    }
}
