//! Collects the findings of one validation.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Severity};

#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Diagnostic>,
    /// The places of errors. There are few, and every entry checks them.
    errors: Vec<Range<usize>>,
}

impl Findings {
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

    /// Returns whether `place` contains no error.
    pub(super) fn allow(&self, place: &Range<usize>) -> bool {
        !self.errors.iter().any(|error| place.start <= error.start && error.end <= place.end)
    }

    /// Returns whether there is a finding at exactly this place.
    pub(super) fn has(&self, place: &Range<usize>) -> bool {
        self.list.iter().any(|found| found.place == *place)
    }

    /// Returns all findings in text order.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|found| (found.place.start, found.place.end));
        self.list
    }
}
