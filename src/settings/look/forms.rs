//! What a secret looks like by its own form: the tokens of well-known services, PEM blocks, and text
//! that nobody can have thought of.

use crate::settings::look::CLEAR_BYTES_MIN;
use crate::settings::look::words::PREFIXES;

/// How many letters and digits in a row, mixed, nobody writes by hand.
const RUN_BYTES: usize = 16;

/// Whether text has the form of a known service's token.
pub(in crate::settings) fn is_token(text: &str) -> bool {
    let known = PREFIXES.iter().any(|prefix| {
        text.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() >= CLEAR_BYTES_MIN
                && is_opaque(rest)
                && rest.contains(|c: char| c.is_ascii_digit())
        })
    });
    known || is_bot_token(text)
}

/// Whether a key begins as the tokens of a service do, in a way that no name does.
pub(in crate::settings) fn begins_like_a_token(key: &str) -> bool {
    let prefixes = PREFIXES.iter().filter(|prefix| prefix.contains('-'));
    prefixes
        .filter_map(|prefix| key.strip_prefix(prefix))
        .any(|rest| rest.len() >= CLEAR_BYTES_MIN && is_opaque(rest))
}

/// A number, a colon, and 30 characters and more: the token of a bot in a chat.
fn is_bot_token(text: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text.split_once(':').is_some_and(|(id, rest)| {
        id.len() >= 6
            && id.bytes().all(|b| b.is_ascii_digit())
            && rest.len() >= 30
            && rest.chars().all(token)
    })
}

/// Where a private key begins that is written out.
pub(in crate::settings) fn start_of_pem(text: &str) -> Option<usize> {
    let start = text.find("-----BEGIN ")?;
    let kind = text[start..].lines().next().unwrap_or_default();
    kind.contains("PRIVATE").then_some(start)
}

/// Where it ends; at the end of a text that is cut off.
pub(in crate::settings) fn end_of_pem(text: &str, start: usize) -> usize {
    let Some(end) = text[start..].find("-----END ").map(|at| start + at + 9) else {
        return text.len();
    };
    text[end..].find("-----").map_or(text.len(), |at| end + at + 5)
}

/// Whether text is one word so mixed that nobody can have thought of it. Ids are such words too.
pub(in crate::settings) fn looks_random(text: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || "_-+=".contains(c);
    text.chars().all(token) && is_random(text)
}

/// The same of text that may have other characters between.
pub(in crate::settings) fn is_random(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    (text.len() >= 32 && digits >= 6 && letters >= 6)
        || text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_random_run)
}

fn is_random_run(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    // One change between letters and digits is a name with a number, or a size.
    let kinds = run.as_bytes().windows(2);
    let changes = kinds.filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count();
    run.len() >= RUN_BYTES && digits >= 2 && run.len() - digits >= 2 && changes >= 2
}

/// Whether text is one run of the characters of tokens, and no placeholder, path or address.
pub(super) fn is_opaque(text: &str) -> bool {
    let placeholder = text.contains('$') || text.to_ascii_lowercase().contains("your");
    let token = |c: char| c.is_ascii_alphanumeric() || "_-.=+/~:!@#%^&*".contains(c);
    let address = text.contains("://") || text.starts_with(['/', '.', '~', '<']);
    let same = text.chars().next().is_some_and(|first| text.chars().all(|c| c == first));
    !placeholder && !address && !same && text.chars().all(token)
}
