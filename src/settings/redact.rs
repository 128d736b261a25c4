//! Takes secrets out of what is kept of messages: free text, and JSON that may be cut off. Where
//! they are, `sensitive` says.

use std::ops::Range;

use crate::settings::look::is_secret_key;
use crate::settings::sensitive;

/// Stands where a secret stood.
const MASK: &str = "***";

/// Free text without the secrets in it.
pub(crate) fn text(text: &str) -> String {
    masked(text, sensitive::in_text(text))
}

/// JSON without the secrets in it: values under telling keys, and what looks like a secret itself.
/// A string that is cut off loses its last word, of which nobody knows how it goes on.
pub(crate) fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut key, mut last) = ("", "");
    let mut at = 0;
    while let Some(found) = text[at..].find(['"', '{', '}', ':', ',']) {
        let mark = at + found;
        let scalar = &text[at..mark];
        let hidden = is_secret_key(key) && scalar.contains(|c: char| c.is_ascii_digit());
        out.push_str(if hidden { "\"***\"" } else { scalar });
        at = mark + 1;
        match text.as_bytes()[mark] {
            b'"' => {
                let end = end_of_string(text, at);
                let literal = &text[at..end];
                let rest = &text[end..];
                let is_key = rest.get(1..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                let end_of_words = || literal.rfind(char::is_whitespace).unwrap_or(0);
                out.push('"');
                match (rest.is_empty(), is_key) {
                    (true, _) => out.push_str(&value(key, &literal[..end_of_words()])),
                    (_, true) => out.push_str(literal),
                    (_, false) => out.push_str(&value(key, literal)),
                }
                out.push_str(&rest[..rest.len().min(1)]);
                last = literal;
                at = (end + 1).min(text.len());
                continue;
            }
            b':' => key = last,
            b'{' | b'}' => key = "",
            // Elements of a list stand under one key.
            _ => {}
        }
        out.push_str(&text[mark..at]);
    }
    out.push_str(&text[at..]);
    out
}

/// The inside of a JSON string under `key`.
fn value(key: &str, literal: &str) -> String {
    if is_secret_key(key) && !literal.contains("://") {
        return if literal.is_empty() { String::new() } else { MASK.to_owned() };
    }
    if !literal.contains('\\') {
        return text(literal);
    }
    let Ok(unescaped) = serde_json::from_str::<String>(&format!("\"{literal}\"")) else {
        // Half an escape, or of a surrogate pair.
        return text(literal);
    };
    let found = sensitive::in_text(&unescaped);
    if found.is_empty() {
        return literal.to_owned();
    }
    let quoted = serde_json::Value::from(masked(&unescaped, found)).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn masked(text: &str, mut found: Vec<Range<usize>>) -> String {
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

/// The place of the quote that ends the string of which the inside begins at `start`.
fn end_of_string(text: &str, start: usize) -> usize {
    let mut escaped = false;
    let ends = |c| match c {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        c => c == '"',
    };
    text[start..].find(ends).map_or(text.len(), |at| start + at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{json, text};

    #[test]
    fn secrets_leave_free_text_and_words_stay() {
        let said = "login failed for https://u:pw1@host/x: token=abc123 was refused, try --help";
        let kept = "login failed for https://u:***@host/x: token=*** was refused, try --help";
        assert_eq!(text(said), kept);
    }

    #[test]
    fn secrets_leave_json_and_the_rest_keeps_its_bytes() {
        let said = r#"{"password": "p1", "pin": 12, "token":12345, "n":[1.50, null],"tokens":["a","b"],
            "text":"say \"hi\" to ghp_0123456789abcdef01234567\nnow", "x":{"apiKey":"k","url":"https://h/?key=k1&n=1"}}"#;
        let kept = r#"{"password": "***", "pin": 12, "token":"***", "n":[1.50, null],"tokens":["***","***"],
            "text":"say \"hi\" to ***\nnow", "x":{"apiKey":"***","url":"https://h/?key=***&n=1"}}"#;
        assert_eq!(json(said), kept);
    }

    #[test]
    fn of_json_that_is_cut_off_the_last_word_is_gone() {
        assert_eq!(json(r#"{"text":"one two thr"#), r#"{"text":"one two"#);
        assert_eq!(json(r#"{"password":"abc"#), r#"{"password":""#);
        assert_eq!(json(r#"{"a":"\"#), r#"{"a":""#);
        assert_eq!(json(r#"{"a""#), r#"{"a""#);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(said in r#"[\[\]{}:,"\\ a1é]{0,40}"#) {
            json(&said);
            text(&said);
        }
    }
}
