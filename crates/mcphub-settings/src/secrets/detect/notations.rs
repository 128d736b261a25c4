//! Recognizes values by their notation: numbers, versions, dates, languages, regions, time zones,
//! media types, models and products.

use crate::secrets::detect::forms::is_random;
use crate::secrets::detect::words::{MEDIA_TYPES, MODELS, REGIONS, UNITS, WORDS, ZONES};

/// Numbers with more digits may be identifiers.
const DIGITS_MAX: usize = 18;

/// Matches `8080`, `-1.5`, `30s`, `10MB`, `0x1f`, `1_000`.
pub(super) fn is_number(lower: &str) -> bool {
    let digits = lower.trim_start_matches(['-', '+']);
    let unsigned = digits.strip_prefix("0x").filter(|hex| hex.len() <= 8);
    if unsigned.is_some_and(|hex| !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit())) {
        return true;
    }
    let end = digits.find(|c: char| !c.is_ascii_digit() && !"._".contains(c));
    let (number, unit) = digits.split_at(end.unwrap_or(digits.len()));
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.len() <= DIGITS_MAX
        && number.matches('.').count() <= 1
        && (unit.is_empty() || UNITS.contains(&unit))
}

/// Matches `v1.2.3`, `^18.0.0-beta.1`, `>=3`.
pub(super) fn is_version(text: &str) -> bool {
    let text = text.trim_start_matches(['^', '~', '>', '<', '=', 'v']);
    let (numbers, rest) = text.split_once(['-', '+']).unwrap_or((text, ""));
    let number = |part: &str| {
        !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit())
    };
    let part = |part: &str| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
        let plain = letters.is_empty() || WORDS.contains(&letters) || letters == "rc";
        plain && part.len() <= 12
    };
    numbers.contains('.')
        && numbers.split('.').all(|one| number(one) || one == "x" || one == "*")
        && (rest.is_empty() || rest.split(['.', '-']).all(part))
}

/// Matches `2025-11-25`, with or without a time.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let time = |c: char| c.is_ascii_digit() || "-:.TZ+".contains(c);
    (bytes.len() == 10 || (bytes.len() > 10 && bytes[10] == b'T' && bytes.len() <= 35))
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && text.chars().all(time)
}

/// Matches `de`, `en-US`, `en_US.UTF-8`, `zh-Hant-TW`, `C.UTF-8`.
pub(super) fn is_language(text: &str) -> bool {
    let (tag, charset) = text.split_once('.').unwrap_or((text, "utf-8"));
    let mut parts = tag.split(['-', '_']);
    let first = parts.next().unwrap_or_default();
    let language = matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_lowercase());
    let part = |part: &str| {
        matches!(part.len(), 2 | 4)
            && part.bytes().all(|b| b.is_ascii_alphabetic())
            && part.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let rest: Vec<&str> = parts.collect();
    let is_tag = tag == "C"
        || (language && rest.len() <= 2 && !rest.is_empty() && rest.into_iter().all(part));
    is_tag && WORDS.contains(&charset.to_ascii_lowercase().as_str())
}

/// Matches `us-east-1`, `europe-west4`, `us-central1-a`, `us-gov-west-1`, `eu-3`.
pub(super) fn is_region(lower: &str) -> bool {
    const SIDES: &[&str] = &[
        "north",
        "south",
        "east",
        "west",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "gov",
        "northcentral",
        "southcentral",
        "multi",
    ];
    let mut parts = lower.split('-');
    let known = parts.next().is_some_and(|first| REGIONS.contains(&first));
    let rest: Vec<&str> = parts.collect();
    let part = |part: &&str| {
        let word = part.trim_end_matches(|c: char| c.is_ascii_digit());
        part.len() - word.len() <= 2 && (word.len() <= 1 || SIDES.contains(&word))
    };
    let numbered = matches!(*rest, [number] if number.bytes().all(|b| b.is_ascii_digit()));
    let has_side = rest.iter().any(|part| SIDES.iter().any(|side| part.starts_with(side)));
    known && matches!(rest.len(), 1..=3) && rest.iter().all(part) && (numbered || has_side)
}

/// Matches time zones: `Europe/Berlin`, `America/Argentina/Buenos_Aires`.
pub(super) fn is_zone(text: &str) -> bool {
    let mut parts = text.split('/');
    let known = parts.next().is_some_and(|first| ZONES.contains(&first));
    let rest: Vec<&str> = parts.collect();
    let place = |part: &&str| {
        part.len() <= 24
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.chars().all(|c| c.is_ascii_alphabetic() || "_-+0123456789".contains(c))
            && !is_random(part)
    };
    known && matches!(rest.len(), 1 | 2) && rest.iter().all(place)
}

/// Matches media types: `application/json`, `text/*`.
pub(super) fn is_media_type(text: &str) -> bool {
    let Some((kind, form)) = text.split_once('/') else { return false };
    let part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "+.-*".contains(c);
    MEDIA_TYPES.contains(&kind)
        && !form.is_empty()
        && form.len() <= 80
        && form.chars().all(part)
        && !is_random(form)
}

/// Matches `gpt-4o-mini`, `anthropic/claude-3.5-sonnet`, `llama3.1:8b`.
pub(super) fn is_model(lower: &str) -> bool {
    let model = lower
        .split_once('/')
        .map_or(lower, |(maker, model)| if WORDS.contains(&maker) { model } else { lower });
    let part = |c: char| c.is_ascii_alphanumeric() || "-.:".contains(c);
    MODELS.iter().any(|start| model.starts_with(start))
        && model.len() <= 48
        && model.chars().all(part)
        && !is_random(model)
}

/// Matches product versions: `mcphub/1.2`, `Mozilla/5.0`.
pub(super) fn is_product(text: &str) -> bool {
    let Some((name, version)) = text.split_once('/') else { return false };
    let plain = |c: char| c.is_ascii_alphabetic() || c == '-';
    !name.is_empty()
        && name.len() <= 24
        && name.chars().all(plain)
        && version.contains('.')
        && is_version(version)
}
