//! Suggests names of environment variables for secrets.

use crate::reference;
use crate::secrets::locate::keys;
use crate::secrets::locate::sensitive::{Name, Sensitive};

/// Returns the suggested name for the variable that holds a secret.
pub fn variable_of(one: &Sensitive) -> String {
    match &one.name {
        Name::Exact(name) => name.clone(),
        Name::OfWords(words) => variable_name(&words.each_ref().map(String::as_str)),
    }
}

/// Returns a variable's own name, or a normalized one if it cannot be used in a reference.
pub(super) fn reference_name(variable: &str) -> String {
    if reference::names(&format!("${{{variable}}}")) == [variable] {
        variable.to_owned()
    } else {
        variable_name(&[variable])
    }
}

/// Joins words to a variable name, split at changes of case: `["github", "api-key"]` →
/// `GITHUB_API_KEY`. Secrets in the words are left out.
pub fn variable_name(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words.iter().map(|word| keys::shown(word)) {
        let mut lower_before = false;
        for c in word.chars() {
            if c.is_ascii_alphanumeric() {
                if c.is_ascii_uppercase() && lower_before {
                    name.push('_');
                }
                lower_before = c.is_ascii_lowercase();
                name.push(c.to_ascii_uppercase());
            } else {
                lower_before = false;
                if !name.is_empty() && !name.ends_with('_') {
                    name.push('_');
                }
            }
        }
        if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() {
        "SECRET".to_owned()
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}
