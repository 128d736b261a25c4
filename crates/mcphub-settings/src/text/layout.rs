//! Detects the formatting of a text, and prints new values to match.

use serde_json::Value;

use crate::text::tree::{Item, Node, NodeKind, Tree};

/// An array of scalars stays on one line up to this number of characters.
const LINE_MAX: usize = 100;

/// The formatting of one text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    pub(crate) newline: &'static str,
    /// One level of indentation.
    pub(crate) unit: String,
    /// `:` with the surrounding spaces.
    colon: String,
    /// Whether arrays of scalars are printed over several lines.
    tall_arrays: bool,
}

/// The form in which a value is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form<'a> {
    /// Over several lines; contains the indentation of the first line.
    Tall(&'a str),
    /// On one line; contains the padding inside the braces of an object.
    Flat(&'a str),
}

impl Layout {
    /// Detects the formatting of `text`.
    pub(crate) fn of(text: &str, tree: &Tree) -> Self {
        let newline = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        };
        let unit = unit_of(text, &tree.root).unwrap_or_else(|| "  ".to_owned());
        let colon = colon_of(text, &tree.root).unwrap_or_else(|| ": ".to_owned());
        let tall_arrays = first_plain_array(&tree.root)
            .is_some_and(|node| text[node.place.clone()].contains('\n'));
        Self { newline, unit, colon, tall_arrays }
    }

    /// Returns `,` with the space that follows it on one line.
    pub(crate) fn comma(&self) -> &'static str {
        if self.colon == ":" { "," } else { ", " }
    }

    /// Returns whether arrays of scalars are printed over several lines.
    pub(crate) fn has_tall_arrays(&self) -> bool {
        self.tall_arrays
    }

    /// Prints a member, or an element if `key` is `None`.
    pub(crate) fn item(&self, key: Option<&str>, value: &Value, form: Form<'_>) -> String {
        let value = self.value(value, form);
        key.map_or_else(|| value.clone(), |key| format!("{}{}{value}", quote(key), self.colon))
    }

    pub(crate) fn value(&self, value: &Value, form: Form<'_>) -> String {
        match value {
            Value::Object(map) if !map.is_empty() => {
                let inner = self.inner(form, true);
                let member =
                    |(key, value): (&String, &Value)| self.item(Some(key), value, inner.form());
                inner.around(map.iter().map(member))
            }
            Value::Array(list) if !list.is_empty() => {
                let flat = !self.tall_arrays && is_plain(list) && self.fits(list);
                let form = if flat { Form::Flat("") } else { form };
                let inner = self.inner(form, false);
                inner.around(list.iter().map(|value| self.value(value, inner.form())))
            }
            other => other.to_string(),
        }
    }

    fn fits(&self, list: &[Value]) -> bool {
        let widths = list.iter().map(|value| value.to_string().chars().count());
        widths.map(|width| width + self.comma().len()).sum::<usize>() <= LINE_MAX
    }

    fn inner<'a>(&self, form: Form<'a>, braces: bool) -> Inner<'a> {
        match form {
            Form::Tall(indent) => {
                let inside = format!("{indent}{}", self.unit);
                Inner {
                    before: format!("{}{inside}", self.newline),
                    between: format!(",{}{inside}", self.newline),
                    after: format!("{}{indent}", self.newline),
                    brackets: if braces { ('{', '}') } else { ('[', ']') },
                    indent: Some(inside),
                    padding: "",
                }
            }
            Form::Flat(padding) => Inner {
                before: if braces { padding.to_owned() } else { String::new() },
                between: self.comma().to_owned(),
                after: if braces { padding.to_owned() } else { String::new() },
                brackets: if braces { ('{', '}') } else { ('[', ']') },
                indent: None,
                padding,
            },
        }
    }
}

/// The text around and between the items of a container.
struct Inner<'a> {
    brackets: (char, char),
    before: String,
    between: String,
    after: String,
    indent: Option<String>,
    padding: &'a str,
}

impl Inner<'_> {
    fn form(&self) -> Form<'_> {
        self.indent.as_deref().map_or(Form::Flat(self.padding), Form::Tall)
    }

    fn around(&self, items: impl Iterator<Item = String>) -> String {
        let items = items.collect::<Vec<_>>().join(&self.between);
        let (open, close) = self.brackets;
        format!("{open}{}{items}{}{close}", self.before, self.after)
    }
}

fn is_plain(list: &[Value]) -> bool {
    !list.iter().any(|value| value.is_object() || value.is_array())
}

/// Formats a JSON string.
pub(crate) fn quote(text: &str) -> String {
    Value::from(text).to_string()
}

/// Returns the leading whitespace of the line that contains `at`.
pub(crate) fn indent_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].trim_start_matches('\u{feff}');
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn unit_of(text: &str, node: &Node) -> Option<String> {
    let own = node.items().first().and_then(|item| {
        let gap = &text[node.place.start + 1..item.start()];
        if !gap.contains('\n') {
            // On one long line, searching back to its start for each node would take too long.
            return None;
        }
        let outer = indent_at(text, node.place.start);
        let inner = indent_at(text, item.start()).strip_prefix(outer)?;
        (!inner.is_empty()).then(|| inner.to_owned())
    });
    own.or_else(|| node.items().iter().find_map(|item| unit_of(text, &item.value)))
}

fn colon_of(text: &str, node: &Node) -> Option<String> {
    let of_item = |item: &Item| {
        let between = item.key.as_ref().map(|key| &text[key.place.end..item.value.place.start])?;
        between.chars().all(|c| matches!(c, ':' | ' ' | '\t')).then(|| between.to_owned())
    };
    node.items().iter().find_map(|item| of_item(item).or_else(|| colon_of(text, &item.value)))
}

/// Returns the first non-empty array that contains only scalars.
fn first_plain_array(node: &Node) -> Option<&Node> {
    let scalar = |item: &Item| matches!(item.value.kind, NodeKind::Scalar(_));
    match &node.kind {
        NodeKind::Array(items) if !items.is_empty() && items.iter().all(scalar) => Some(node),
        _ => node.items().iter().find_map(|item| first_plain_array(&item.value)),
    }
}
