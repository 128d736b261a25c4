//! References in strings: to variables, `${NAME}`, `$NAME`, `${NAME:-default}` and `${env:NAME}`, and to
//! values that are kept outside the file and the environment, `${secret:NAME}` and the like.

use std::collections::BTreeSet;

use serde_json::Value;

/// A part of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Literal text.
    Text(&'a str),
    /// A reference to a variable.
    Name { name: &'a str, default: Option<&'a str> },
    /// A reference to a value outside the file and the environment.
    Outside { source: Source, name: &'a str },
}

/// Where a value outside the file and the environment is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// `${secret:NAME}`: the store of secrets.
    Secret,
    /// `${user:NAME}`: the store of secrets; each user has a value of their own.
    User,
    /// `${file:PATH}`: the content of a file.
    File,
    /// `${cmd:PROGRAM ARGUMENTS}`: the output of a program.
    Command,
    /// `${op://VAULT/ITEM/FIELD}`: 1Password, by its program `op`.
    OnePassword,
}

/// A reference to a value outside the file and the environment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outside {
    pub source: Source,
    /// What follows the first word: the name of a secret, a path, or a command line.
    pub name: String,
}

/// What a reference to a variable may begin with, as in other clients.
pub(crate) const ENV: &str = "env:";

/// The longest name of a secret, in bytes.
const SECRET_NAME_BYTES: usize = 128;

impl Source {
    const ALL: [Self; 5] = [Self::Secret, Self::User, Self::File, Self::Command, Self::OnePassword];

    /// Returns what a reference begins with, inside its braces.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Secret => "secret:",
            Self::User => "user:",
            Self::File => "file:",
            Self::Command => "cmd:",
            Self::OnePassword => "op://",
        }
    }

    /// Returns whether a value is obtained by running a program.
    pub fn runs_program(self) -> bool {
        matches!(self, Self::Command | Self::OnePassword)
    }

    /// Returns why a name cannot be used, or `None` if it can.
    pub fn fault(self, name: &str) -> Option<&'static str> {
        match self {
            Self::Secret | Self::User => secret_name_fault(name),
            Self::File | Self::Command if name.trim().is_empty() => Some("names nothing"),
            Self::File | Self::Command => None,
            Self::OnePassword => {
                let parts: Vec<&str> = name.split('/').collect();
                let is_whole = (3..=4).contains(&parts.len()) && !parts.contains(&"");
                (!is_whole).then_some("has not the form `op://VAULT/ITEM/FIELD`")
            }
        }
    }
}

impl Outside {
    /// Returns the reference of a secret.
    pub fn secret(name: &str) -> Self {
        Self { source: Source::Secret, name: name.to_owned() }
    }

    /// Returns the text between the braces, such as `secret:NAME`.
    pub fn key(&self) -> String {
        key(self.source, &self.name)
    }
}

/// Writes the reference as in the file, such as `${secret:NAME}`.
impl std::fmt::Display for Outside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "${{{}}}", self.key())
    }
}

/// Returns the text of a reference between its braces.
pub(crate) fn key(source: Source, name: &str) -> String {
    format!("{}{name}", source.prefix())
}

/// Returns why a secret cannot have this name, or `None` if it can.
pub fn secret_name_fault(name: &str) -> Option<&'static str> {
    let first = |c: char| c == '_' || c.is_ascii_alphabetic();
    let other = |c: char| first(c) || c.is_ascii_digit() || c == '-' || c == '.';
    if name.is_empty() {
        Some("names nothing")
    } else if !name.starts_with(first) || !name.chars().all(other) {
        Some("has a name with other characters than letters, digits and `_ - .`")
    } else {
        (name.len() > SECRET_NAME_BYTES).then_some("has a name of more than 128 bytes")
    }
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

/// Returns the references to values outside in `text`, in order, once each.
pub fn outside(text: &str) -> Vec<Outside> {
    let mut found = Vec::new();
    for part in parts(text) {
        if let Part::Outside { source, name } = part {
            let one = Outside { source, name: name.to_owned() };
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}

/// Adds the references to values outside in any string of `value`.
pub fn collect_outside(value: &Value, found: &mut BTreeSet<Outside>) {
    match value {
        Value::String(text) => found.extend(outside(text)),
        Value::Array(elements) => elements.iter().for_each(|one| collect_outside(one, found)),
        Value::Object(members) => members.values().for_each(|one| collect_outside(one, found)),
        _ => {}
    }
}

/// Returns whether `text` contains a reference of any kind.
pub fn has_any(text: &str) -> bool {
    parts(text).iter().any(|part| !matches!(part, Part::Text(_)))
}

/// Returns whether `text` consists of references alone.
pub fn is_only_references(text: &str) -> bool {
    !text.is_empty() && !parts(text).iter().any(|part| matches!(part, Part::Text(_)))
}

/// Rewrites the references of every kind in `text`, dropping their defaults.
pub(crate) fn respelt(text: &str, spell: impl Fn(&str) -> String) -> String {
    let respell = |part: Part<'_>| match part {
        Part::Text(text) => text.to_owned(),
        Part::Name { name, .. } | Part::Outside { name, .. } => spell(name),
    };
    parts(text).into_iter().map(respell).collect()
}

/// Rewrites the references to variables in `text`; `spell` receives the name and the default. Other
/// references stay.
pub fn rewritten(text: &str, mut spell: impl FnMut(&str, Option<&str>) -> String) -> String {
    let respell = |part: Part<'_>| match part {
        Part::Text(text) => text.to_owned(),
        Part::Name { name, default } => spell(name, default),
        Part::Outside { source, name } => format!("${{{}}}", key(source, name)),
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
        let part = Source::ALL
            .iter()
            .find_map(|source| Some((*source, inner.strip_prefix(source.prefix())?)))
            .map(|(source, name)| Part::Outside { source, name });
        return part.or_else(|| variable(inner)).map(|part| (part, inner.len() + 3));
    }
    let length = name_length(rest, false);
    let name = &rest[..length];
    (length > 0).then_some((Part::Name { name, default: None }, length + 1))
}

/// Parses the text between the braces of a reference to a variable.
fn variable(inner: &str) -> Option<Part<'_>> {
    let inner = inner.strip_prefix(ENV).unwrap_or(inner);
    let (name, default) = match inner.split_once(":-") {
        Some((name, default)) => (name, Some(default)),
        None => (inner, None),
    };
    let is_name = name_length(name, true) == name.len() && !name.is_empty();
    is_name.then_some(Part::Name { name, default })
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
        assert_eq!(respelt("${secret:X}-$Y", |_| "$".into()), "$-$");
    }

    #[test]
    fn a_reference_names_its_source() {
        for (text, expected) in [
            ("${secret:A}", Part::Outside { source: Source::Secret, name: "A" }),
            ("${user:A}", Part::Outside { source: Source::User, name: "A" }),
            ("${file:~/a b}", Part::Outside { source: Source::File, name: "~/a b" }),
            ("${cmd:pass show x}", Part::Outside { source: Source::Command, name: "pass show x" }),
            ("${op://v/i/f}", Part::Outside { source: Source::OnePassword, name: "v/i/f" }),
            ("${secret:}", Part::Outside { source: Source::Secret, name: "" }),
            ("${env:A}", Part::Name { name: "A", default: None }),
            ("${env:a:-b}", Part::Name { name: "a", default: Some("b") }),
            ("${env:}", Part::Text("${env:}")),
            ("${secrets:A}", Part::Text("${secrets:A}")),
            ("$secret:A", Part::Text("$secret:A")),
            ("${secret:A", Part::Text("${secret:A")),
        ] {
            assert_eq!(parts(text), [expected], "{text}");
        }
        let text = "a ${secret:A} $B ${file:c}${secret:A}";
        let written: Vec<String> = outside(text).iter().map(ToString::to_string).collect();
        assert_eq!(written, ["${secret:A}", "${file:c}"]);
        assert_eq!(rewritten(text, |name, _| format!("<{name}>")), text.replace("$B", "<B>"));
        assert!(is_only_references("${secret:A}") && has_any("x${secret:A}") && !has_any("$a"));
    }

    #[test]
    fn a_malformed_name_is_told_with_its_fault() {
        for (source, name, fault) in [
            (Source::Secret, "GITHUB_TOKEN", None),
            (Source::Secret, "a.b-c", None),
            (Source::Secret, "", Some("names nothing")),
            (Source::File, " ", Some("names nothing")),
            (Source::OnePassword, "v/i/s/f", None),
            (Source::OnePassword, "v/i", Some("has not the form `op://VAULT/ITEM/FIELD`")),
            (Source::OnePassword, "v//f", Some("has not the form `op://VAULT/ITEM/FIELD`")),
        ] {
            assert_eq!(source.fault(name), fault, "{name}");
        }
        for name in ["1a", "a b", "a/b", "é", "a:b"] {
            assert!(Source::User.fault(name).is_some_and(|why| why.contains("letters")), "{name}");
        }
        assert_eq!(secret_name_fault(&"a".repeat(128)), None);
        assert!(secret_name_fault(&"a".repeat(129)).is_some_and(|why| why.contains("128")));
    }
}
