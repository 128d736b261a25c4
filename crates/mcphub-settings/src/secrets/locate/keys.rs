//! Finds secrets in keys: a mistake in `env` or `headers` can swap key and value, or write the pair
//! as a key.

use std::borrow::Cow;
use std::ops::Range;

use crate::secrets::detect::has_token_prefix;
use crate::secrets::locate::free_text::in_text;
use crate::secrets::mask::mask_ranges;
use crate::text::path::Step;

/// Shorter keys are names.
const BYTES_MIN: usize = 8;

/// Returns the secret ranges of a key, in order.
pub(super) fn in_key(key: &str) -> Vec<Range<usize>> {
    if key.len() < BYTES_MIN {
        return Vec::new();
    }
    let whole = has_token_prefix(key).then_some(0..key.len());
    whole.map_or_else(|| in_text(key), |whole| std::iter::once(whole).collect())
}

/// Masks the secrets in a key.
pub(crate) fn shown(key: &str) -> Cow<'_, str> {
    let found = in_key(key);
    if found.is_empty() {
        return Cow::Borrowed(key);
    }
    Cow::Owned(mask_ranges(key, found))
}

/// Masks the secrets in a path's keys.
pub(crate) fn shown_path(path: &[Step]) -> Vec<Step> {
    let shown = |step: &Step| match step {
        Step::Key(key) => Step::Key(shown(key).into_owned()),
        Step::Index(index) => Step::Index(*index),
    };
    path.iter().map(shown).collect()
}
