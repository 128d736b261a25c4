//! Edits of JSON with comments, by the document of our own settings: an item is spliced in, and
//! taking it out gives the same bytes.

use serde_json::Value;

use crate::formats::file_edit::fault::Fault;
use crate::settings::text::document::Document;
use crate::settings::text::path::Step;

pub(super) fn read(text: &str) -> Result<Value, Fault> {
    Ok(parse(text)?.value().clone())
}

fn parse(text: &str) -> Result<Document, Fault> {
    Document::parse(text).map_err(Fault::Syntax)
}

/// Sets an entry. A blank text becomes an object.
pub(super) fn insert(
    text: &str,
    keys: &[&str],
    name: &str,
    entry: &Value,
) -> Result<String, Fault> {
    let (mark, rest) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let mut document = if rest.trim().is_empty() {
        parse(&format!("{mark}{{}}{}", if rest.is_empty() { "\n" } else { rest }))?
    } else {
        parse(text)?
    };
    document.set(&path(keys, Some(name)), entry);
    Ok(document.text().to_owned())
}

/// Removes an entry, or the last of the keys if `name` is `None`.
pub(super) fn remove(text: &str, keys: &[&str], name: Option<&str>) -> Result<String, Fault> {
    let mut document = parse(text)?;
    document.remove(&path(keys, name));
    Ok(document.text().to_owned())
}

fn path(keys: &[&str], name: Option<&str>) -> Vec<Step> {
    keys.iter().copied().chain(name).map(Step::from).collect()
}
