//! Which names say that a value is secret.

use crate::settings::look::words::{
    ABOUT, BEFORE_SECRETS, COUNTED, DESCRIBING_HEADERS, HARMLESS_KEYS, SECRET_KEYS,
    SECRET_PARAMETERS, SECRET_RUNS, SECRET_WORDS, TOLD,
};

/// Whether a flag, a header or a parameter says that its value is secret. `key` says so only there.
pub(in crate::settings) fn tells_a_secret(flag: &str) -> bool {
    let plain = flag.trim_start_matches('-');
    is_secret_key(flag) || SECRET_PARAMETERS.iter().any(|word| plain.eq_ignore_ascii_case(word))
}

/// Whether what follows a flag is a password, or else a number, a port or the like.
pub(in crate::settings) fn takes_a_password(flag: &str) -> bool {
    flag == "-p"
}

/// Whether what follows a flag is a variable or a header with its value.
pub(in crate::settings) fn opens_a_place(flag: &str) -> bool {
    matches!(flag, "-e" | "--env" | "-H" | "--header" | "--headers")
}

/// Whether a header is about the message, and never a credential.
pub(in crate::settings) fn says_what_is_sent(header: &str) -> bool {
    DESCRIBING_HEADERS.iter().any(|name| header.eq_ignore_ascii_case(name))
}

/// Whether a key of a security setting is told to anybody, as a client's id is.
pub(in crate::settings) fn is_told_to_anybody(key: &str) -> bool {
    TOLD.contains(&words_of(key).concat().as_str())
}

/// Whether the next part of a URL's path is secret: `/s/…`, `/webhooks/…`.
pub(super) fn comes_before_a_secret(part: &str) -> bool {
    BEFORE_SECRETS.iter().any(|word| part.eq_ignore_ascii_case(word))
}

/// Whether a key says that its value is secret: `GITHUB_TOKEN`, `clientSecret`, `X-Api-Key`.
pub(crate) fn is_secret_key(key: &str) -> bool {
    let words = words_of(key);
    let run = words.concat();
    let Some(last) = words.last().map(String::as_str) else { return false };
    if ABOUT.iter().any(|end| run.ends_with(end)) {
        return false;
    }
    let is_key = matches!(last, "key" | "keys")
        && words.len() > 1
        && !HARMLESS_KEYS.contains(&words[words.len() - 2].as_str());
    is_key
        || SECRET_KEYS.contains(&run.as_str())
        || words.iter().any(|word| SECRET_WORDS.contains(&word.as_str()))
        || SECRET_RUNS.iter().any(|part| run.contains(part))
            && !COUNTED.iter().any(|part| run.contains(part))
}

/// `X-Api-Key`, `clientSecret` and `OPENAI_KEY` in words, in lower case.
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
    fn keys_about_secrets_are_not_secrets() {
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
    fn keys_that_open_something_are_secrets_however_they_are_spelt() {
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
        assert!(tells_a_secret("--key") && tells_a_secret("code") && !tells_a_secret("--keys"));
    }
}
