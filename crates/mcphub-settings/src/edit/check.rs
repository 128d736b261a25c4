//! Validates a single entry before it is written.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic, Severity, line_and_column};
use crate::edit::outcome::{Outcome, Refused};
use crate::text::document::Document;
use crate::text::path::Step;
use crate::validate::validate;

/// Fails if a server's new entry has errors or contradictions that `old` does not have.
pub(super) fn server(
    name: &str,
    old: Option<&Map<String, Value>>,
    new: &Map<String, Value>,
) -> Result<(), Refused> {
    let wrap = |entry: &Map<String, Value>| json!({ "mcpServers": { name: entry } });
    no_new_errors(old.map(wrap).as_ref(), &wrap(new))
}

/// Fails if a new entry of the list `section` has errors that `old` does not have.
pub(super) fn list_entry(
    section: &str,
    old: Option<&Map<String, Value>>,
    new: &Map<String, Value>,
) -> Result<(), Refused> {
    let wrap = |entry: &Map<String, Value>| json!({ section: [entry] });
    no_new_errors(old.map(wrap).as_ref(), &wrap(new))
}

/// Fails if the section exists and is not of the expected kind (list or object).
pub fn section(document: &Document, key: &str, list: bool) -> Result<(), Refused> {
    match document.get(&[Step::from(key)]) {
        None | Some(Value::Null) => Ok(()),
        Some(Value::Object(_)) if !list => Ok(()),
        Some(Value::Array(_)) if list => Ok(()),
        Some(_) => Err(not_of_shape(document, key, if list { "a list" } else { "an object" })),
    }
}

/// Returns the error for a section of another kind than `shape`.
pub(super) fn not_of_shape(document: &Document, key: &str, shape: &str) -> Refused {
    let place = document.place_of_value(&[Step::from(key)]).unwrap_or_default();
    let (line, _) = line_and_column(document.text(), place.start);
    Refused::invalid(format!("`{key}` in line {line} of the file is not {shape}"))
}

/// Runs `verb`, and restores the document if it fails.
pub(super) fn atomically(
    document: &mut Document,
    verb: impl FnOnce(&mut Document) -> Result<Outcome, Refused>,
) -> Result<Outcome, Refused> {
    let before = document.clone();
    verb(document).inspect_err(|_| *document = before)
}

/// Fails if `new`, a whole settings value, has errors that `old` does not have.
pub(super) fn no_new_errors(old: Option<&Value>, new: &Value) -> Result<(), Refused> {
    let known = old.map_or_else(Vec::new, errors);
    let is_new = |found: &Diagnostic| {
        !known.iter().any(|old| old.code == found.code && old.message == found.message)
    };
    let findings: Vec<Diagnostic> = errors(new).into_iter().filter(is_new).collect();
    match findings.first() {
        None => Ok(()),
        Some(found) => Err(Refused::Invalid { message: found.message.clone(), findings }),
    }
}

fn errors(root: &Value) -> Vec<Diagnostic> {
    let mut document = Document::parse("{}").expect("an empty object is a document");
    document.set(&[], root);
    let (_, findings) = validate(&document);
    let refused = [Code::HeadersOnStdio, Code::TwoTransports, Code::DuplicateMember];
    let is_error =
        |found: &Diagnostic| found.severity == Severity::Error || refused.contains(&found.code);
    findings.into_iter().filter(is_error).collect()
}
