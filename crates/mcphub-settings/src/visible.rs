//! Escapes characters that are invisible or that control a terminal: control characters and escape
//! sequences, bidirectional marks, zero-width characters, and tags.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Escapes such characters, including line breaks and tabs, so that the text is one line.
pub fn one_line(text: &str) -> Cow<'_, str> {
    escape(text, is_hidden, rust_escape)
}

/// Escapes such characters, including line breaks and tabs, by their number.
pub fn escape_with_numbers(text: &str) -> Cow<'_, str> {
    escape(text, is_hidden, |c, out| out.extend(c.escape_unicode()))
}

/// Escapes such characters except line breaks and tabs.
pub fn lines(text: &str) -> Cow<'_, str> {
    escape(text, |c| is_hidden(c) && c != '\n' && c != '\t', rust_escape)
}

/// Escapes such characters in JSON text without changing its values. Line breaks and tabs occur
/// only between the values.
pub fn json(text: &str) -> Cow<'_, str> {
    let is_raw = |c| is_hidden(c) && !matches!(c, '\n' | '\r' | '\t');
    escape(text, is_raw, |c, out| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

/// Replaces such characters, except line breaks and tabs, with question marks, so that every byte
/// stays in its place.
pub fn same_length(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) && !matches!(c, '\n' | '\r' | '\t') {
            out.extend(std::iter::repeat_n('?', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns whether a character is invisible or controls a terminal.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

fn rust_escape(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c => out.extend(c.escape_unicode()),
    }
}

fn escape(
    text: &str,
    hidden: impl Fn(char) -> bool,
    escape: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    let Some(first) = text.find(&hidden) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    for c in text[first..].chars() {
        if hidden(c) { escape(c, &mut out) } else { out.push(c) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn control_and_invisible_characters_are_escaped() {
        let said = "a\x1b]0;t\x07\u{9b}31m\x08\r\n\tb\x7f\u{202e}\u{2066}\u{200b}\u{e0041}ä→";
        let seen = "a\\u{1b}]0;t\\u{7}\\u{9b}31m\\u{8}\\r\\n\\tb\\u{7f}\\u{202e}\\u{2066}\\u{200b}\\u{e0041}ä→";
        assert_eq!(one_line(said), seen);
        assert_eq!(lines(said), seen.replace("\\n\\t", "\n\t"));
        assert!(matches!(one_line("plain text, ä → 日本"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn json_keeps_its_value_and_escapes_hidden_characters(text in any::<String>(), tag in 0xe0000_u32..0xe0100) {
            let value = Value::from(format!("{text}\u{7f}{}", char::from_u32(tag).unwrap_or('x')));
            let written = format!("{:#}\n", serde_json::json!({ "a": value }));
            let shown = json(&written);
            prop_assert!(!shown.contains(|c| is_hidden(c) && c != '\n'));
            prop_assert_eq!(&serde_json::from_str::<Value>(&shown).unwrap()["a"], &value);
        }
    }
}
