//! One thing that validation found, and the list of all that it can find.

use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Worth knowing.
    Warning,
    /// The entry, or the file, cannot be used.
    Error,
}

/// A stable code; the word in reports is [`Code::word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Code {
    /// The text is not JSON.
    Syntax,
}

impl Code {
    /// Every code, in the order of the documentation.
    pub(crate) const ALL: &[Self] = &[Self::Syntax];

    /// The word in reports, kebab-case.
    pub(crate) fn word(self) -> &'static str {
        "syntax"
    }

    /// Why it matters and what to do, for `explain`.
    pub(crate) fn explanation(self) -> &'static str {
        ""
    }
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
