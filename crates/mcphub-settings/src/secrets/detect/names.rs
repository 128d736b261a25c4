//! Recognizes names of secrets.

use crate::secrets::detect::words::{
    BEFORE_SECRETS, DESCRIBING_HEADERS, METADATA_SUFFIXES, MODEL_TOKEN_COUNTS, PUBLIC_SETTINGS,
    SECRET_KEYS, SECRET_PARAMETERS, SECRET_SUBSTRINGS, SECRET_WORDS, WORDS_BEFORE_HARMLESS_KEYS,
};

/// Returns whether a flag, header or parameter names a secret. Unlike in other keys, `key` is
/// enough.
pub(crate) fn names_secret(flag: &str) -> bool {
    let plain = flag.trim_start_matches('-');
    is_secret_key(flag) || SECRET_PARAMETERS.iter().any(|word| plain.eq_ignore_ascii_case(word))
}

/// Returns whether the next argument is a password. With some programs it is a port or the like.
pub(crate) fn is_password_flag(flag: &str) -> bool {
    flag == "-p"
}

/// Returns whether the next argument is a variable or header with its value.
pub(crate) fn is_pair_flag(flag: &str) -> bool {
    matches!(flag, "-e" | "--env" | "-H" | "--header" | "--headers")
}

/// Returns whether a header describes the message and is never a credential.
pub(crate) fn is_descriptive_header(header: &str) -> bool {
    DESCRIBING_HEADERS.iter().any(|name| header.eq_ignore_ascii_case(name))
}

/// Returns whether a key of a security setting is public, such as a client id.
pub(crate) fn is_public_setting(key: &str) -> bool {
    PUBLIC_SETTINGS.contains(&words_of(key).concat().as_str())
}

/// Returns whether the next segment of a URL's path is secret: `/s/…`, `/webhooks/…`.
pub(super) fn precedes_secret(part: &str) -> bool {
    BEFORE_SECRETS.iter().any(|word| part.eq_ignore_ascii_case(word))
}

/// Returns whether a key names a secret: `GITHUB_TOKEN`, `clientSecret`, `X-Api-Key`.
pub fn is_secret_key(key: &str) -> bool {
    let words = words_of(key);
    let run = words.concat();
    let Some(last) = words.last().map(String::as_str) else { return false };
    if METADATA_SUFFIXES.iter().any(|end| run.ends_with(end)) {
        return false;
    }
    let is_key = matches!(last, "key" | "keys")
        && words.len() > 1
        && !WORDS_BEFORE_HARMLESS_KEYS.contains(&words[words.len() - 2].as_str());
    is_key
        || SECRET_KEYS.contains(&run.as_str())
        || words.iter().any(|word| SECRET_WORDS.contains(&word.as_str()))
        || SECRET_SUBSTRINGS.iter().any(|part| run.contains(part))
            && !MODEL_TOKEN_COUNTS.iter().any(|part| run.contains(part))
}

/// Splits a key such as `X-Api-Key`, `clientSecret` or `OPENAI_KEY` into lowercase words.
fn words_of(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in key.chars() {
        if !c.is_ascii_alphanumeric() {
            before = ' ';
            continue;
        }
        let starts = before == ' ' || (c.is_ascii_uppercase() && !before.is_ascii_uppercase());
        let lower = c.to_ascii_lowercase();
        match words.last_mut().filter(|_| !starts) {
            Some(word) => word.push(lower),
            None => words.push(lower.to_string()),
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_keys_are_not_secrets() {
        for key in [
            "tokenEndpoint",
            "maxTokens",
            "bearerAuthHeaderName",
            "accessTokenLifetime",
            "PUBLIC_KEY",
            "sortKey",
            "TOKEN_LIMIT",
            "monkey",
            "shopping",
            "SSL_KEY_FILE",
            "key",
        ] {
            assert!(!is_secret_key(key), "{key}");
        }
    }

    #[test]
    fn secret_keys_are_recognized_in_any_spelling() {
        for key in [
            "OPENAI_KEY",
            "DD-API-KEY",
            "Ocp-Apim-Subscription-Key",
            "appKey",
            "masterkeys_KEYS",
            "X-Functions-Key",
            "USER_PIN",
            "X-Signature",
            "CONNECTION_STRING",
            "ConnectionStrings",
            "--secret-id",
            "--pat",
            "stripe_sig",
            "Cookie",
            "webhook",
            "LICENSE",
        ] {
            assert!(is_secret_key(key), "{key}");
        }
        assert!(names_secret("--key") && names_secret("code") && !names_secret("--keys"));
    }
}
