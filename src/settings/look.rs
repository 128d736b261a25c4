//! What a secret looks like: by the key that it stands under, and by its own form.

use crate::settings::expand;

/// How much a text looks like a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// It only stands where secrets often do.
    Placed,
    /// Its key says so, or it looks random.
    Likely,
    /// It has the form of a token, written in clear: no placeholder, path or address.
    Evident,
}

/// How the tokens of well-known services begin.
const PREFIXES: &[&str] = &[
    "AIza",
    "AKIA",
    "ASIA",
    "SG.",
    "dop_v1_",
    "eyJ",
    "fc-",
    "figd_",
    "gho_",
    "ghp_",
    "ghr_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "gsk_",
    "hf_",
    "lin_api_",
    "mcphub_",
    "npm_",
    "ntn_",
    "pk_live_",
    "pplx-",
    "pypi-",
    "rk_live_",
    "secret_",
    "shpat_",
    "sk-",
    "sk_",
    "tvly-",
    "xapp-",
    "xoxa-",
    "xoxb-",
    "xoxp-",
    "ya29.",
];

/// Words in a key that say that its value is secret.
const SECRET_WORDS: &[&str] = &[
    "secret",
    "token",
    "password",
    "passwd",
    "passphrase",
    "apikey",
    "accesskey",
    "privatekey",
    "authkey",
    "credential",
    "cookie",
];

/// Whole keys that say so.
const SECRET_KEYS: &[&str] =
    &["auth", "authorization", "proxyauthorization", "pwd", "pass", "bearer", "pat"];

/// What a key is about where it ends in this: not the secret itself.
const ABOUT: &[&str] =
    &["url", "uri", "endpoint", "path", "file", "name", "type", "lifetime", "method"];

/// Tokens that language models count.
const COUNTED: &[&str] =
    &["maxtoken", "mintoken", "outputtoken", "tokenizer", "tokencount", "tokenlimit"];

/// How credentials begin in headers.
pub(super) const SCHEMES: &[&str] = &["Bearer ", "bearer ", "Basic ", "basic ", "token "];

/// The shortest text under a telling key that is worth a warning.
const CLEAR_MIN: usize = 8;

/// What follows the scheme of a credential, `Bearer` for instance.
pub(super) fn without_scheme(text: &str) -> &str {
    SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text)
}

/// Whether there is nothing to hide: nothing at all, or variables without a default.
pub(crate) fn is_harmless(text: &str) -> bool {
    let has_default = text.replace(":-}", "}").contains(":-");
    text.is_empty() || (expand::is_only_references(text) && !has_default)
}

/// How much a text looks like a secret; `named`: the key that it stands under says so.
pub(super) fn look_of(named: bool, literal: &str) -> Look {
    let literal = literal.trim();
    if is_token(literal) || (named && is_opaque(literal) && literal.len() >= CLEAR_MIN) {
        Look::Evident
    } else if named || looks_random(literal) {
        Look::Likely
    } else {
        Look::Placed
    }
}

/// Whether a flag or a parameter says that what follows is secret. `key` says so only there.
pub(super) fn tells_a_secret(flag: &str) -> bool {
    is_secret_key(flag) || flag.trim_start_matches('-').eq_ignore_ascii_case("key")
}

/// Whether a key says that its value is secret: `GITHUB_TOKEN`, `clientSecret`, `X-Api-Key`.
pub(super) fn is_secret_key(key: &str) -> bool {
    let plain: String =
        key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if ABOUT.iter().any(|end| plain.ends_with(end)) {
        return false;
    }
    SECRET_KEYS.contains(&plain.as_str())
        || (SECRET_WORDS.iter().any(|word| plain.contains(word))
            && !COUNTED.iter().any(|word| plain.contains(word)))
}

/// Whether text has the form of a known service's token.
pub(super) fn is_token(text: &str) -> bool {
    PREFIXES.iter().any(|prefix| {
        text.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= CLEAR_MIN
                && is_opaque(rest)
                && rest.contains(|c: char| c.is_ascii_digit())
        })
    })
}

/// Whether text is so long and mixed that nobody can have thought of it.
pub(super) fn looks_random(text: &str) -> bool {
    let (mut digits, mut letters) = (0, 0);
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            'a'..='z' | 'A'..='Z' => letters += 1,
            '_' | '-' | '+' | '=' => {}
            _ => return false,
        }
    }
    text.len() >= 32 && digits >= 6 && letters >= 6
}

/// Whether text is one run of the characters of tokens, and no placeholder, path or address.
fn is_opaque(text: &str) -> bool {
    let placeholder = text.contains('$') || text.to_ascii_lowercase().contains("your");
    let token = |c: char| c.is_ascii_alphanumeric() || "_-.=+/~:!@#%^&*".contains(c);
    let address = text.contains("://") || text.starts_with(['/', '.', '~', '<']);
    let same = text.chars().next().is_some_and(|first| text.chars().all(|c| c == first));
    !placeholder && !address && !same && text.chars().all(token)
}

#[cfg(test)]
mod tests {
    use super::is_secret_key;

    #[test]
    fn keys_about_secrets_are_not_secrets() {
        for key in ["tokenEndpoint", "maxTokens", "bearerAuthHeaderName", "accessTokenLifetime"] {
            assert!(!is_secret_key(key), "{key}");
        }
    }
}
