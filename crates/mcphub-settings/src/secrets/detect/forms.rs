//! Recognizes secrets by their format: tokens of well-known services, PEM blocks and random text.

use crate::secrets::detect::words::{PREFIXES, SCHEMES};

/// The minimum length for a warning about a text if its key names a secret.
pub(super) const CLEAR_BYTES_MIN: usize = 8;

/// The minimum length of a random run of letters and digits.
const RUN_BYTES: usize = 16;

/// Returns whether the text has the format of a well-known service's token.
pub(crate) fn is_token(text: &str) -> bool {
    let known = PREFIXES.iter().any(|prefix| {
        text.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= CLEAR_BYTES_MIN
                && is_opaque(rest)
                && rest.contains(|c: char| c.is_ascii_digit())
        })
    });
    known || is_bot_token(text)
}

/// Returns whether a key begins like a service's token, with a prefix that names do not have.
pub(crate) fn has_token_prefix(key: &str) -> bool {
    let prefixes = PREFIXES.iter().filter(|prefix| prefix.contains('-'));
    prefixes
        .filter_map(|prefix| key.strip_prefix(prefix))
        .any(|rest| rest.len() >= CLEAR_BYTES_MIN && is_opaque(rest))
}

/// Returns whether the text is a chat bot's token: a number, a colon and at least 30 characters.
fn is_bot_token(text: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.split_once(':').is_some_and(|(id, rest)| {
        id.len() >= 6
            && id.bytes().all(|b| b.is_ascii_digit())
            && rest.len() >= 30
            && rest.chars().all(token)
    })
}

/// Returns the start of a private key in PEM format.
pub(crate) fn start_of_pem(text: &str) -> Option<usize> {
    let start = text.find("-----BEGIN ")?;
    let kind = text[start..].lines().next().unwrap_or_default();
    kind.contains("PRIVATE").then_some(start)
}

/// Returns the end of the PEM block, or of the text if it is truncated.
pub(crate) fn end_of_pem(text: &str, start: usize) -> usize {
    let Some(end) = text[start..].find("-----END ").map(|at| start + at + 9) else {
        return text.len();
    };
    text[end..].find("-----").map_or(text.len(), |at| end + at + 5)
}

/// Returns whether the text is a single random word. Ids are also random.
pub(crate) fn looks_random(text: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || "_-+=".contains(c);
    text.chars().all(token) && is_random(text)
}

/// Like [`looks_random`], for text with other characters in between.
pub(crate) fn is_random(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    (text.len() >= 32 && digits >= 6 && letters >= 6)
        || text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_random_run)
}

fn is_random_run(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    // A single change between letters and digits is a name with a number, or a size.
    let kinds = run.as_bytes().windows(2);
    let changes = kinds.filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count();
    run.len() >= RUN_BYTES && digits >= 2 && run.len() - digits >= 2 && changes >= 2
}

/// Returns whether all characters can be in a token, and it is not a placeholder, path or address.
pub(super) fn is_opaque(text: &str) -> bool {
    let placeholder = text.contains('$') || text.to_ascii_lowercase().contains("your");
    let token = |c: char| c.is_ascii_alphanumeric() || "_-.=+/~:!@#%^&*".contains(c);
    let address = text.contains("://") || text.starts_with(['/', '.', '~', '<']);
    let same = text.chars().next().is_some_and(|first| text.chars().all(|c| c == first));
    !placeholder && !address && !same && text.chars().all(token)
}

/// Strips the scheme of a credential, such as `Bearer`.
pub(crate) fn without_scheme(text: &str) -> &str {
    SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text)
}
