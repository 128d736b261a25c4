//! A located secret.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use crate::secrets::detect::Confidence;
use crate::text::path::{Step, value_at};

/// A part of a string, number or key that must not be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitive {
    /// The path of the value.
    pub path: Vec<Step>,
    /// Whether the secret is in the last key of the path instead of the value.
    pub in_key: bool,
    /// Byte range within the text of the value or key.
    pub(crate) range: Range<usize>,
    pub(crate) name: Name,
    pub confidence: Confidence,
}

/// A suggested name for an environment variable that holds the secret.
#[derive(Clone, Debug, PartialEq)]
pub enum Name {
    Exact(String),
    /// The name is made of a prefix and a word only when it is needed: that masks secrets in them.
    OfWords([String; 2]),
}

impl Name {
    pub(super) fn of_words(prefix: &str, word: &str) -> Self {
        Self::OfWords([prefix.to_owned(), word.to_owned()])
    }
}

/// Returns the text to which the range of `one` applies: a key, string or number.
pub fn text_of<'a>(root: &'a Value, one: &'a Sensitive) -> Option<Cow<'a, str>> {
    match one.path.last() {
        Some(Step::Key(key)) if one.in_key => Some(Cow::Borrowed(key)),
        _ => text(value_at(root, &one.path)?),
    }
}

/// Returns the text of a string or number.
pub fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}
