//! Whether an entry may be written: the findings of validation on the entry alone.

use serde_json::{Map, Value, json};

use crate::settings::diagnostic::{Code, Diagnostic, Severity, line_and_column};
use crate::settings::document::{Document, Step};
use crate::settings::edit::outcome::{Outcome, Refused};
use crate::settings::validate::validate;

/// Refuses a server's entry that could not be used, or that says two things at once.
/// What was wrong with `old` already is no reason to refuse.
pub(super) fn server(
    name: &str,
    old: Option<&Map<String, Value>>,
    new: &Map<String, Value>,
) -> Result<(), Refused> {
    let wrap = |entry: &Map<String, Value>| json!({ "mcpServers": { name: entry } });
    judge(old.map(wrap).as_ref(), &wrap(new))
}

/// The same for an entry of the list `section`.
pub(super) fn listed(
    section: &str,
    old: Option<&Map<String, Value>>,
    new: &Map<String, Value>,
) -> Result<(), Refused> {
    let wrap = |entry: &Map<String, Value>| json!({ section: [entry] });
    judge(old.map(wrap).as_ref(), &wrap(new))
}

/// Refuses where the section is there and cannot take an entry.
pub(crate) fn section(document: &Document, key: &str, list: bool) -> Result<(), Refused> {
    match document.get(&[Step::from(key)]) {
        None | Some(Value::Null) => Ok(()),
        Some(Value::Object(_)) if !list => Ok(()),
        Some(Value::Array(_)) if list => Ok(()),
        Some(_) => Err(not_of_shape(document, key, if list { "a list" } else { "an object" })),
    }
}

/// A section that is there and is something else than its verbs can change.
pub(super) fn not_of_shape(document: &Document, key: &str, shape: &str) -> Refused {
    let place = document.place_of_value(&[Step::from(key)]).unwrap_or_default();
    let (line, _) = line_and_column(document.text(), place.start);
    Refused::invalid(format!("`{key}` in line {line} of the file is not {shape}"))
}

/// Runs `verb`; where it refuses, the document is as it was.
pub(super) fn whole(
    document: &mut Document,
    verb: impl FnOnce(&mut Document) -> Result<Outcome, Refused>,
) -> Result<Outcome, Refused> {
    let before = document.clone();
    verb(document).inspect_err(|_| *document = before)
}

/// Refuses what in these settings is an obstacle and was none in `old`.
pub(super) fn judge(old: Option<&Value>, new: &Value) -> Result<(), Refused> {
    let known = old.map_or_else(Vec::new, obstacles);
    let known = |found: &Diagnostic| {
        known.iter().any(|old| old.code == found.code && old.message == found.message)
    };
    let findings: Vec<Diagnostic> =
        obstacles(new).into_iter().filter(|found| !known(found)).collect();
    match findings.first() {
        None => Ok(()),
        Some(found) => Err(Refused::Invalid { message: found.message.clone(), findings }),
    }
}

fn obstacles(root: &Value) -> Vec<Diagnostic> {
    let mut document = Document::parse("{}").expect("an empty object is a document");
    document.set(&[], root);
    let (_, findings) = validate(&document);
    let refused = [Code::HeadersOnStdio, Code::TwoTransports, Code::DuplicateMember];
    let obstacle =
        |found: &Diagnostic| found.severity == Severity::Error || refused.contains(&found.code);
    findings.into_iter().filter(obstacle).collect()
}
