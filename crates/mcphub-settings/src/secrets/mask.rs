//! The mask of a secret.

use std::ops::Range;

/// The text that replaces a secret.
pub const MASK: &str = "***";

/// Replaces the ranges of `text`. Of ranges that overlap, the last one counts.
pub(super) fn mask_ranges(text: &str, mut found: Vec<Range<usize>>) -> String {
    found.sort_by_key(|range| std::cmp::Reverse(range.start));
    let mut out = text.to_owned();
    let mut before = text.len();
    for range in found {
        if range.end <= before {
            before = range.start;
            out.replace_range(range, MASK);
        }
    }
    out
}
