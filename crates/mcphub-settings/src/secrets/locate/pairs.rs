//! Recognizes the parts of a word: a name and its value, or a URL.

use crate::secrets::detect::{is_plain_part, is_secret_key, without_scheme};

/// Splits `KEY=value` or a header, in a context that expects one of them.
pub(super) fn named_pair(word: &str) -> Option<(&str, &str)> {
    let (key, value) = word.split_once(['=', ':'])?;
    let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    (is_plain && !key.is_empty()).then_some((key, value))
}

/// Splits `--key=value`, `KEY=value` or a header, but not an image tag or a URL.
pub(super) fn named_value(word: &str) -> Option<(&str, &str)> {
    let at = word.find(['=', ':'])?;
    let (key, value) = (&word[..at], &word[at + 1..]);
    let is_header = || {
        let start = key.to_ascii_lowercase();
        value.starts_with(' ')
            || start == "authorization"
            || start.starts_with("x-")
            || (start != "token" && is_secret_key(key) && (value.is_empty() || !key.contains('-')))
    };
    let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (is_plain && (word.as_bytes()[at] == b'=' || is_header())).then_some((key, value))
}

/// Returns whether the whole text is one URL.
pub(super) fn is_url(text: &str) -> bool {
    let is_scheme = |scheme: &str| scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+');
    !text.contains(char::is_whitespace)
        && text.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// Splits `TOKEN=value` or `Authorization: Bearer value` into the name and the offset of the value,
/// if the name is that of a secret.
pub(super) fn split_name(text: &str) -> Option<(&str, usize)> {
    let (name, value) = text.split_once(['=', ':'])?;
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        && is_secret_key(name)
        && is_plain_part("", name);
    let value = without_scheme(value.trim_start());
    (is_name && !value.trim_matches('=').is_empty()).then_some((name, text.len() - value.len()))
}

/// Returns whether a program runs another one that its arguments name.
pub(super) fn is_runner(command: &str) -> bool {
    const RUNNERS: &[&str] = &[
        "bunx", "docker", "mkdir", "nerdctl", "npm", "npx", "pipx", "pnpm", "pnpx", "podman",
        "ssh", "uv", "uvx", "yarn",
    ];
    let file_name = command.rsplit(['/', '\\']).next().unwrap_or_default();
    let program = file_name.split('.').next().unwrap_or_default();
    RUNNERS.contains(&program)
}
