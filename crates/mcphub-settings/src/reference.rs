//! References to variables in strings: `${NAME}`, `$NAME` and `${NAME:-default}`.

use std::collections::BTreeSet;

use serde_json::Value;

/// A part of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Literal text.
    Text(&'a str),
    /// A reference to a variable.
    Name { name: &'a str, default: Option<&'a str> },
}

/// Returns the names that `text` refers to, in order, once each.
pub fn names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in parts(text) {
        match part {
            Part::Name { name, .. } if !names.contains(&name) => names.push(name),
            _ => {}
        }
    }
    names
}

/// Adds the names that any string of `value` refers to.
pub fn collect_names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => found.extend(names(text).into_iter().map(str::to_owned)),
        Value::Array(elements) => elements.iter().for_each(|one| collect_names(one, found)),
        Value::Object(members) => members.values().for_each(|one| collect_names(one, found)),
        _ => {}
    }
}

/// Returns whether `text` consists of references alone.
pub fn is_only_references(text: &str) -> bool {
    !text.is_empty() && !parts(text).iter().any(|part| matches!(part, Part::Text(_)))
}

/// Rewrites the references in `text`, dropping their defaults.
pub(crate) fn respelt(text: &str, spell: impl Fn(&str) -> String) -> String {
    rewritten(text, |name, _| spell(name))
}

/// Rewrites the references in `text`; `spell` receives the name and the default.
pub fn rewritten(text: &str, mut spell: impl FnMut(&str, Option<&str>) -> String) -> String {
    let respell = |part: Part<'_>| match part {
        Part::Text(text) => text.to_owned(),
        Part::Name { name, default } => spell(name, default),
    };
    parts(text).into_iter().map(respell).collect()
}

/// Splits `text` at its references. Malformed references are text.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(dollar) = text[at..].find('$').map(|offset| at + offset) {
        at = dollar + 1;
        if let Some((part, length)) = placeholder(&text[dollar..]) {
            if done < dollar {
                parts.push(Part::Text(&text[done..dollar]));
            }
            parts.push(part);
            at = dollar + length;
            done = at;
        }
    }
    if done < text.len() {
        parts.push(Part::Text(&text[done..]));
    }
    parts
}

/// Parses the reference at the start of `text`; returns it with its length.
fn placeholder(text: &str) -> Option<(Part<'_>, usize)> {
    let rest = text.strip_prefix('$')?;
    if let Some(inner) = rest.strip_prefix('{') {
        let inner = &inner[..inner.find('}')?];
        let (name, default) = match inner.split_once(":-") {
            Some((name, default)) => (name, Some(default)),
            None => (inner, None),
        };
        let is_name = name_length(name, true) == name.len() && !name.is_empty();
        return is_name.then_some((Part::Name { name, default }, inner.len() + 3));
    }
    let length = name_length(rest, false);
    let name = &rest[..length];
    (length > 0).then_some((Part::Name { name, default: None }, length + 1))
}

/// Returns the length of the name at the start of `text`. Without braces, names are upper case
/// only, as in MCPHub.
fn name_length(text: &str, lower: bool) -> usize {
    let letter = |c: char| c == '_' || c.is_ascii_uppercase() || (lower && c.is_ascii_lowercase());
    let mut chars = text.char_indices();
    if !chars.next().is_some_and(|(_, c)| letter(c)) {
        return 0;
    }
    let end = chars.find(|(_, c)| !letter(*c) && !c.is_ascii_digit());
    end.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_pure_references_are_recognized() {
        assert!(is_only_references("${A}$B_1${C:-d}"));
        for text in ["Bearer ${A}", "$lower", ""] {
            assert!(!is_only_references(text), "{text}");
        }
        assert_eq!(names("a ${X:-1} $Y ${X} $5"), ["X", "Y"]);
        assert_eq!(respelt("a $X ${Y:-1}$", |name| format!("<{name}>")), "a <X> <Y>$");
    }
}
