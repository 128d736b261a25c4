//! Allow and exclude lists for the tools of a server: names, or patterns with `*`.

use serde_json::{Map, Value};

/// `allowedTools` and `excludedTools` of a server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolFilter {
    /// The only visible tools; `None` if the server has no such list.
    pub(crate) allowed: Option<Vec<String>>,
    /// Hidden tools; takes precedence over `allowed`.
    pub(crate) excluded: Vec<String>,
}

impl ToolFilter {
    /// Reads the lists of a server's entry.
    pub fn of(entry: &Map<String, Value>) -> Self {
        let list = |key: &str| {
            let list = entry.get(key)?.as_array()?;
            Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        };
        Self { allowed: list("allowedTools"), excluded: list("excludedTools").unwrap_or_default() }
    }

    /// Returns whether a tool passes the filter. An entry may contain the tool's own name or an
    /// exposed one; patterns match own names only, since a group can expose a server under any
    /// prefix.
    pub fn takes(&self, own: &str, shown: &[&str]) -> bool {
        let names = |list: &[String]| {
            list.iter().any(|entry| fits(entry, own) || shown.contains(&entry.as_str()))
        };
        self.allowed.as_deref().is_none_or(names) && !names(&self.excluded)
    }
}

/// Returns whether an entry of a list is a pattern.
pub fn is_pattern(entry: &str) -> bool {
    entry.contains('*')
}

/// Returns whether `name` matches `entry`; each `*` matches any text.
pub fn fits(entry: &str, name: &str) -> bool {
    let mut parts = entry.split('*');
    let Some(rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let Some(end) = parts.next_back() else { return rest.is_empty() };
    let Some(mut middle) = rest.strip_suffix(end) else { return false };
    for part in parts {
        let Some(at) = middle.find(part) else { return false };
        middle = &middle[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{ToolFilter, fits};

    #[test]
    fn a_star_matches_any_text() {
        for (entry, name) in [
            ("a", "a"),
            ("*", ""),
            ("*", "a"),
            ("a*", "a"),
            ("*b", "ab"),
            ("a*c*e", "abcde"),
            ("**", "a"),
        ] {
            assert!(fits(entry, name), "{entry} {name}");
        }
        for (entry, name) in
            [("a", "ab"), ("", "a"), ("a*", "b"), ("*b", "ba"), ("ab*ba", "aba"), ("a*c*e", "ace!")]
        {
            assert!(!fits(entry, name), "{entry} {name}");
        }
    }

    #[test]
    fn exclusion_takes_precedence_over_the_allow_list() {
        let texts = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let of = |allowed: Option<&[&str]>, excluded: &[&str]| ToolFilter {
            allowed: allowed.map(texts),
            excluded: texts(excluded),
        };
        let takes = |filter: &ToolFilter| {
            ["read", "read_all", "rm"].map(|own| filter.takes(own, &[&format!("s-{own}")]))
        };
        assert_eq!(takes(&of(None, &[])), [true; 3]);
        assert_eq!(takes(&of(Some(&[]), &[])), [false; 3]);
        assert_eq!(takes(&of(Some(&["read"]), &[])), [true, false, false]);
        assert_eq!(takes(&of(Some(&["s-rm"]), &[])), [false, false, true]);
        assert_eq!(takes(&of(Some(&["s-*"]), &[])), [false; 3]);
        assert_eq!(takes(&of(Some(&["*"]), &["read*"])), [false, false, true]);
        assert_eq!(takes(&of(None, &["s-rm"])), [true, true, false]);
    }
}
