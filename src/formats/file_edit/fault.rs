//! Why a text of another program is not read or edited.

use crate::settings::{Code, Diagnostic};

/// The reason why a text was not read or edited.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// The text does not parse.
    Syntax(Vec<Diagnostic>),
    /// The text parses, but the edit does not support its layout. A predicate for the file.
    Layout(String),
}

impl Fault {
    /// Returns a syntax error at a byte position.
    pub(super) fn syntax(at: usize, message: impl Into<String>) -> Self {
        Self::Syntax(vec![Diagnostic::error(Code::Syntax, at..at, message)])
    }
}
