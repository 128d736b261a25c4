//! A finding of validation: code, severity, place, message and help.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

pub use crate::code::Code;

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The entry can be used.
    Warning,
    /// The entry, or the whole file, cannot be used.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// Byte range in the document's text.
    pub place: Range<usize>,
    /// Describes the problem and names the item; never contains a secret value.
    pub message: String,
    /// Suggests a fix.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Creates a finding that makes the entry, or the file, unusable.
    pub fn error(code: Code, place: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, place, message: message.into(), help: None }
    }

    /// Creates a finding that does not affect the entry's use.
    pub(crate) fn warning(code: Code, place: Range<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Sets the suggested fix.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl Display for Diagnostic {
    /// Formats message and help on one line.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.help {
            Some(help) => write!(f, "{} ({help})", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Returns the line and column of a byte, both starting at 1; the column counts characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(at.min(text.len()))];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_from_one() {
        assert_eq!(line_and_column("ä\nöx", 5), (2, 2));
        assert_eq!(line_and_column("ab", 99), (1, 3));
    }
}
