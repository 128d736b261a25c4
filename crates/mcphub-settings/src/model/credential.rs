//! Validity of credentials. An empty value, a reference that is never expanded, and an example
//! copied from documentation give no access, however they are configured.

/// The reason why a value cannot serve as a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidCredential {
    /// Empty or blank.
    Empty,
    /// A reference such as `${NAME}`, in a field whose references are not expanded.
    Reference,
    /// An example such as `change-me`.
    Example,
}

/// Prefixes of examples, in lower case and without separators.
const EXAMPLE_BEGINNINGS: [&str; 14] = [
    "changeme",
    "changethis",
    "changeit",
    "replaceme",
    "replacethis",
    "replacewith",
    "insertyour",
    "putyour",
    "enteryour",
    "exampletoken",
    "examplekey",
    "examplesecret",
    "exampleapikey",
    "placeholder",
];
/// Words that follow `your` in examples: `your-api-key`, `YOUR_TOKEN_HERE`.
const YOUR_THINGS: [&str; 6] = ["token", "key", "secret", "password", "credential", "jwt"];

/// Returns why `value` cannot serve as a credential, or `None` if it can.
pub fn find_fault(value: &str) -> Option<InvalidCredential> {
    let value = value.trim();
    if value.is_empty() {
        return Some(InvalidCredential::Empty);
    }
    if value.starts_with('$') || value.contains("${") {
        return Some(InvalidCredential::Reference);
    }
    is_example(value).then_some(InvalidCredential::Example)
}

/// Returns whether the value is an example from documentation, not a generated one.
fn is_example(value: &str) -> bool {
    let in_brackets = value.starts_with('<') && value.ends_with('>');
    let mut characters = value.chars();
    let first = characters.next();
    let repeats_one = characters.all(|c| Some(c) == first);
    let plain: String =
        value.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let rest = plain.strip_prefix("your");
    let names_yours = rest.is_some_and(|rest| YOUR_THINGS.iter().any(|word| rest.contains(word)));
    in_brackets
        || repeats_one
        || names_yours
        || EXAMPLE_BEGINNINGS.iter().any(|beginning| plain.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_values_references_and_examples_are_no_credentials() {
        for (value, fault) in [
            ("", InvalidCredential::Empty),
            (" \t", InvalidCredential::Empty),
            ("${MCPHUB_KEY}", InvalidCredential::Reference),
            ("$MCPHUB_KEY", InvalidCredential::Reference),
            ("Bearer-${KEY:-x}", InvalidCredential::Reference),
            ("change-me-to-something-long-and-random", InvalidCredential::Example),
            ("CHANGE_ME", InvalidCredential::Example),
            ("changeme123", InvalidCredential::Example),
            ("your-api-key-here", InvalidCredential::Example),
            ("YOUR_SECRET_TOKEN", InvalidCredential::Example),
            ("your-secret-key-change-this-in-production", InvalidCredential::Example),
            ("<token>", InvalidCredential::Example),
            ("xxxxxxxxxxxxxxxx", InvalidCredential::Example),
            ("********", InvalidCredential::Example),
            ("x", InvalidCredential::Example),
        ] {
            assert_eq!(find_fault(value), Some(fault), "{value}");
        }
    }

    #[test]
    fn generated_tokens_are_credentials() {
        for value in [
            "0123456789abcdef",
            "KEY-0123456789",
            "yourself-is-fine-8a7f",
            "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy",
            "exchange-me-not",
            "test-token",
        ] {
            assert_eq!(find_fault(value), None, "{value}");
        }
    }
}
