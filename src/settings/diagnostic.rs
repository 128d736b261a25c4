//! One thing that validation found: what, how bad, where, and what to do.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

pub(crate) use crate::settings::code::Code;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Worth knowing.
    Warning,
    /// The entry, or the file, cannot be used.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Diagnostic {
    /// What kind of finding.
    pub(crate) code: Code,
    /// How bad.
    pub(crate) severity: Severity,
    /// Byte range in the document's text.
    pub(crate) place: Range<usize>,
    /// What is wrong, naming the thing; never a secret value.
    pub(crate) message: String,
    /// What to do next.
    pub(crate) help: Option<String>,
}

impl Diagnostic {
    /// A finding that makes the entry, or the file, unusable.
    pub(crate) fn error(code: Code, place: Range<usize>, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, place, message: message.into(), help: None }
    }

    /// A finding that is worth knowing.
    pub(crate) fn warning(code: Code, place: Range<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// The same with what to do next.
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl Display for Diagnostic {
    /// What is wrong and what to do, on one line.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.help {
            Some(help) => write!(f, "{} ({help})", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Line and column of a byte, both from 1; the column counts characters.
pub(crate) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
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
