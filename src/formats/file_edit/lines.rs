//! Line breaks and lines of a text.

use std::ops::Range;

/// Returns the line break that a text uses.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Returns the start of the line with the byte at `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

/// Returns the end of the line with the byte at `at`, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// Returns the position behind the line break at `at`, if there is one.
pub(super) fn behind_break(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + ["\r\n", "\n"].iter().find(|it| rest.starts_with(**it)).map_or(0, |it| it.len())
}

/// Returns the position before the line break that ends at `at`, if there is one.
pub(super) fn before_break(text: &str, at: usize) -> usize {
    let head = &text[..at];
    at - ["\r\n", "\n"].iter().find(|it| head.ends_with(**it)).map_or(0, |it| it.len())
}

/// Returns the text with one range replaced.
pub(super) fn splice(text: &str, place: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..place.start], &text[place.end..])
}
