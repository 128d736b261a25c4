//! Finds secrets in free text.

use std::ops::Range;

use crate::secrets::detect::{is_token, looks_random};
use crate::secrets::locate::values::Words;

/// Returns the sensitive ranges of free text, in order and without overlaps: passwords in URLs,
/// values after words that name a secret, and words that look like tokens.
pub(crate) fn in_text(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    Words { server: "", path: &[], found: &mut found }.argument("", text, 0);
    let mut ranges: Vec<_> = found.into_iter().map(|one| one.range).collect();
    let mut at = 0;
    for run in text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c))) {
        let word = run.trim_matches('.');
        if is_token(word) || looks_random(word) {
            let start = at + (run.len() - run.trim_start_matches('.').len());
            ranges.push(start..start + word.len());
        }
        // The separator after a run may have several bytes.
        at += run.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}
