//! Valid names of servers and groups, and suggestions for misspelled ones.

/// The maximum length of a name, in bytes.
const BYTES_MAX: usize = 128;

/// The maximum length of a name generated from an invalid one.
const PLAIN_MAX: usize = 64;

/// The maximum number of suggestions.
const NEAR_MAX: usize = 3;

/// Checks the name of a new server or group: `[A-Za-z0-9._-]+`, also `/` as in registry names; at
/// most 128 bytes; no `..`. The error is the reason.
pub fn check(name: &str) -> Result<(), String> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    if name.is_empty() {
        Err("a name must not be empty".to_owned())
    } else if name.len() > BYTES_MAX {
        Err(format!("a name has at most {BYTES_MAX} bytes, this one has {}", name.len()))
    } else if let Some(c) = name.chars().find(|c| !legal(*c)) {
        let c = c.escape_debug();
        Err(format!("a name cannot contain `{c}`; use letters, digits and `. _ - /`"))
    } else if name == "." {
        Err("`.` alone is not a name".to_owned())
    } else if name.contains("..") {
        Err("a name cannot contain `..`".to_owned())
    } else if name.starts_with('/') || name.ends_with('/') || name.contains("//") {
        Err("`/` must separate two parts of a name".to_owned())
    } else {
        Ok(())
    }
}

/// Converts `name` to a valid one, replacing invalid characters with dashes.
pub fn plain(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let mut dashed = String::new();
    for c in name.chars().map(|c| if fits(c) { c } else { '-' }) {
        if !(c == '-' && dashed.ends_with('-') || c == '.' && dashed.ends_with('.')) {
            dashed.push(c);
        }
    }
    let short: String = dashed.trim_matches(['-', '.']).chars().take(PLAIN_MAX).collect();
    let trimmed = short.trim_end_matches(['-', '.']);
    if trimmed.is_empty() { "server".to_owned() } else { trimmed.to_owned() }
}

/// Returns the names among `known` that are similar to `name`, best first, at most three.
pub fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wanted = name.to_lowercase();
    let mut scored: Vec<(usize, &str)> =
        known.into_iter().filter_map(|k| Some((distance(&wanted, k)?, k))).collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().take(NEAR_MAX).map(|(_, known)| known.to_owned()).collect()
}

/// Returns whether a key is another spelling of `known`: it differs in case, in the separators
/// between words, or in singular and plural.
pub(crate) fn is_spelling_of(key: &str, known: &str) -> bool {
    let plain = |word: &str| {
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let word = word.to_lowercase();
        word.strip_suffix('s').map(str::to_owned).unwrap_or(word)
    };
    plain(key) == plain(known)
}

/// Returns the edit distance from `wanted` to `known`, or `None` if they are not similar.
fn distance(wanted: &str, known: &str) -> Option<usize> {
    let known = known.to_lowercase();
    let edits = strsim::osa_distance(wanted, &known);
    let length = wanted.chars().count();
    if edits <= (length / 3).max(1) && edits < length.max(2) {
        return Some(edits);
    }
    let starts = length >= 2 && (known.starts_with(wanted) || wanted.starts_with(known.as_str()));
    (starts && !known.is_empty()).then_some(edits + length)
}

#[cfg(test)]
mod tests {
    use super::{check, is_spelling_of, near};

    #[test]
    fn valid_names_pass_and_others_are_rejected_with_a_reason() {
        for name in ["a", "my-server_2", "io.github.x/y", "A.B", &"x".repeat(128)] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for (name, why) in [
            ("", "a name must not be empty"),
            ("a b", "a name cannot contain ` `; use letters, digits and `. _ - /`"),
            ("a\n", "a name cannot contain `\\n`; use letters, digits and `. _ - /`"),
            ("..", "a name cannot contain `..`"),
            ("a/", "`/` must separate two parts of a name"),
            (&"x".repeat(129), "a name has at most 128 bytes, this one has 129"),
        ] {
            assert_eq!(check(name), Err(why.to_owned()));
        }
    }

    #[test]
    fn another_spelling_of_a_key_is_recognized() {
        for key in ["bearerkeys", "BearerKeys", "bearer_keys", "bearer-key", " bearerKeys "] {
            assert!(is_spelling_of(key, "bearerKeys"), "{key}");
        }
        for key in ["bearerKeyId", "keys", "", "s"] {
            assert!(!is_spelling_of(key, "bearerKeys"), "{key}");
        }
        assert!(is_spelling_of("user", "users") && !is_spelling_of("userConfigs", "users"));
    }

    #[test]
    fn any_name_has_a_plain_form() {
        for (name, plain) in [
            ("my server", "my-server"),
            ("Sequential  Thinking (v2)", "Sequential-Thinking-v2"),
            ("日本", "server"),
            ("Büro", "B-ro"),
            ("a..b/", "a.b"),
            ("", "server"),
        ] {
            assert_eq!(super::plain(name), plain);
            assert_eq!(check(plain), Ok(()));
        }
        assert!(check(&super::plain(&"x ".repeat(200))).is_ok());
        assert_eq!(check("."), Err("`.` alone is not a name".to_owned()));
    }

    #[test]
    fn look_alikes_are_found_and_strangers_are_not() {
        let known = ["fetch", "filesystem", "git", "GitHub", "memory"];
        assert_eq!(near("fecth", known), ["fetch"]);
        assert_eq!(near("github", known), ["GitHub", "git"]);
        assert_eq!(near("file", known), ["filesystem"]);
        assert_eq!(near("x", known), [""; 0]);
        assert_eq!(near("", known), [""; 0]);
    }
}
