//! What was found so far.

use std::ops::Range;

use crate::settings::diagnostic::{Code, Diagnostic, Severity};

/// Collects diagnostics.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Diagnostic>,
    /// Where the errors stand: they are few, and asked for by every entry.
    errors: Vec<Range<usize>>,
}

impl Findings {
    /// Adds one.
    pub(super) fn push(&mut self, found: Diagnostic) {
        if found.severity == Severity::Error {
            self.errors.push(found.place.clone());
        }
        self.list.push(found);
    }

    /// Adds an error without help.
    pub(super) fn error(&mut self, code: Code, place: &Range<usize>, message: impl Into<String>) {
        self.push(Diagnostic::error(code, place.clone(), message));
    }

    /// Adds a warning without help.
    pub(super) fn warn(&mut self, code: Code, place: &Range<usize>, message: impl Into<String>) {
        self.push(Diagnostic::warning(code, place.clone(), message));
    }

    /// Whether no error stands inside `place`.
    pub(super) fn allow(&self, place: &Range<usize>) -> bool {
        !self.errors.iter().any(|error| place.start <= error.start && error.end <= place.end)
    }

    /// All, in the order of the text.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|found| (found.place.start, found.place.end));
        self.list
    }
}
