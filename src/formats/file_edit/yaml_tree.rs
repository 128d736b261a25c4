//! Parses YAML into nodes with their places in the text.

use granit_parser::{Event, Parser, Span, StructureStyle};
use serde_json::Value;

use crate::formats::file_edit::fault::Fault;

/// Limit for the nodes of a file.
const NODES_MAX: usize = 1 << 20;
/// Limit for the nesting of nodes.
const DEPTH_MAX: usize = 64;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) start: usize,
    /// The end of the last character that belongs to it.
    pub(super) end: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Scalar(String),
    Alias,
    Map { flow: bool, pairs: Vec<(Node, Node)> },
    List { flow: bool, items: Vec<Node> },
}

impl Node {
    /// Returns the key and the value of a member.
    pub(super) fn pair(&self, name: &str) -> Option<&(Self, Self)> {
        let Kind::Map { pairs, .. } = &self.kind else { return None };
        pairs.iter().find(|(key, _)| key.is_text(name))
    }

    pub(super) fn is_text(&self, text: &str) -> bool {
        matches!(&self.kind, Kind::Scalar(known) if known == text)
    }

    /// Returns whether nothing stands in its place.
    pub(super) fn is_absent(&self) -> bool {
        self.start >= self.end && matches!(self.kind, Kind::Scalar(_))
    }
}

/// Parses a text as a value.
pub(super) fn read(text: &str) -> Result<Value, Fault> {
    if tree(text)?.is_none() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let options = serde_saphyr::options! {
        strict_booleans: true,
        budget: serde_saphyr::budget! {
            max_nodes: NODES_MAX,
            max_events: 2 * NODES_MAX,
        },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        // The next lines of the error quote the text.
        let why = error.to_string();
        Fault::syntax(0, why.lines().next().unwrap_or_default().to_owned())
    })
}

/// Parses a text with one document; `None` if it has no content.
pub(super) fn tree(text: &str) -> Result<Option<Node>, Fault> {
    let mut events = Vec::new();
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = byte_at(text, error.marker().index());
            let what = error.to_string();
            Fault::syntax(at, what.lines().next().unwrap_or_default().to_owned())
        })?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX || events.len() > 2 * NODES_MAX {
            return Err(Fault::Layout("is too large or too deeply nested".into()));
        }
        events.push((event, span));
    }
    let documents = events.iter().filter(|(event, _)| matches!(event, Event::DocumentStart(..)));
    if documents.count() > 1 {
        return Err(Fault::Layout("has more than one document".into()));
    }
    let mut reader = Reader { text, events: events.into_iter().peekable(), at: Index::default() };
    reader.skip_to_content();
    Ok(reader.node().filter(|node| !node.is_absent()))
}

/// Converts character positions, which grow, to byte positions.
#[derive(Default)]
struct Index {
    chars: usize,
    bytes: usize,
}

impl Index {
    fn byte(&mut self, text: &str, chars: usize) -> usize {
        if chars < self.chars {
            *self = Self::default();
        }
        let ahead = text[self.bytes..].chars().take(chars - self.chars);
        self.bytes += ahead.map(char::len_utf8).sum::<usize>();
        self.chars = chars;
        self.bytes
    }
}

fn byte_at(text: &str, chars: usize) -> usize {
    Index::default().byte(text, chars)
}

struct Reader<'a, I: Iterator<Item = (Event<'a>, Span)>> {
    text: &'a str,
    events: std::iter::Peekable<I>,
    at: Index,
}

impl<'a, I: Iterator<Item = (Event<'a>, Span)>> Reader<'a, I> {
    fn skip_to_content(&mut self) {
        let is_outside = |event: &Event<'_>| {
            matches!(event, Event::StreamStart | Event::DocumentStart(..) | Event::Comment(..))
        };
        while self.events.next_if(|(event, _)| is_outside(event)).is_some() {}
    }

    fn next(&mut self) -> Option<(Event<'a>, usize, usize)> {
        loop {
            let (event, span) = self.events.next()?;
            if matches!(event, Event::Comment(..)) {
                continue;
            }
            let start = self.at.byte(self.text, span.start.index());
            let end = self.at.byte(self.text, span.end.index());
            return Some((event, start, end));
        }
    }

    fn node(&mut self) -> Option<Node> {
        let (event, start, end) = self.next()?;
        self.node_of(event, start, end)
    }

    fn node_of(&mut self, event: Event<'a>, start: usize, end: usize) -> Option<Node> {
        match event {
            Event::Scalar(value, ..) => {
                // The end of a block of lines may be the start of the next token.
                let shown = self.text[start..end].trim_end_matches(['\n', '\r', ' ', '\t']);
                let end = start + shown.len();
                Some(Node { start, end, kind: Kind::Scalar(value.into_owned()) })
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Some(Node { start, end, kind: Kind::Alias })
            }
            Event::MappingStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                let mut pairs: Vec<(Node, Node)> = Vec::new();
                loop {
                    match self.next()? {
                        (Event::MappingEnd, _, close) => {
                            let last =
                                pairs.last().map_or(start, |(key, value)| value.end.max(key.end));
                            let end = if flow { close } else { last };
                            return Some(Node { start, end, kind: Kind::Map { flow, pairs } });
                        }
                        (event, from, to) => {
                            let key = self.node_of(event, from, to)?;
                            pairs.push((key, self.node()?));
                        }
                    }
                }
            }
            Event::SequenceStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                let mut items: Vec<Node> = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _, close) => {
                            let last = items.last().map_or(start, |item| item.end);
                            let end = if flow { close } else { last };
                            return Some(Node { start, end, kind: Kind::List { flow, items } });
                        }
                        (event, from, to) => items.push(self.node_of(event, from, to)?),
                    }
                }
            }
            _ => None,
        }
    }
}
