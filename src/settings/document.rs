//! The user's own text, edited through a concrete syntax tree: order, layout, line ends,
//! comments and unknown keys survive. Nothing here knows what the keys mean.

use std::fmt;
use std::ops::Range;

use serde_json::Value;

use crate::settings::diagnostic::Diagnostic;

/// A step into the document: a key of an object or an index of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A member of an object.
    Key(String),
    /// An element of an array, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Text that parses as one JSON object; comments and trailing commas are allowed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document {
    text: String,
    value: Value,
}

impl Document {
    /// Reads `text`.
    ///
    /// # Errors
    /// Everything found that makes it unreadable: syntax, a root that is no object, duplicate keys.
    pub(crate) fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let value = serde_json::from_str(text).map_err(|_| Vec::new())?;
        Ok(Self { text: text.to_owned(), value })
    }

    /// The text as it stands.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What the text says, comments left out.
    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    /// The value at `path`.
    pub(crate) fn get(&self, path: &[Step]) -> Option<&Value> {
        let _ = path;
        None
    }

    /// The byte range of the value at `path`.
    pub(crate) fn place_of_value(&self, path: &[Step]) -> Option<Range<usize>> {
        let _ = path;
        None
    }

    /// The byte range of the key that `path` ends in, quotes included.
    pub(crate) fn place_of_key(&self, path: &[Step]) -> Option<Range<usize>> {
        let _ = path;
        None
    }

    /// Makes the value at `path` equal to `value`, changing as little text as possible: objects are
    /// merged member by member, missing parents are created, equal values are left alone.
    /// A new member is appended.
    pub(crate) fn set(&mut self, path: &[Step], value: &Value) {
        let _ = (path, value);
    }

    /// Removes the member or element at `path`. Says whether there was one.
    pub(crate) fn remove(&mut self, path: &[Step]) -> bool {
        let _ = path;
        false
    }

    /// Gives the member at `path` another key, in place. Says whether there was one.
    pub(crate) fn rename(&mut self, path: &[Step], key: &str) -> bool {
        let _ = (path, key);
        false
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
