//! Edits of a message's text that keep all other bytes.

use bytes::Bytes;

use crate::json::Span;

/// Longer texts are passed on in slices; shorter ones are cheaper to copy.
const SLICED_BYTES: usize = 32 << 10;

/// Replacements of non-overlapping spans of one text.
#[derive(Debug, Default)]
pub struct Splice<'a> {
    edits: Vec<(Span, std::borrow::Cow<'a, str>)>,
}

impl<'a> Splice<'a> {
    pub fn new() -> Self {
        Self { edits: Vec::with_capacity(4) }
    }

    /// Replaces `span` with `text`. An empty span inserts.
    pub fn replace(&mut self, span: &Span, text: impl Into<std::borrow::Cow<'a, str>>) {
        self.edits.push((span.clone(), text.into()));
    }

    /// Applies all edits and returns the pieces; unchanged parts of a long text are not copied.
    pub(crate) fn apply_to(mut self, text: &Bytes) -> Vec<Bytes> {
        if text.len() < SLICED_BYTES {
            return vec![Bytes::from(self.apply_to_bytes(text))];
        }
        self.edits.sort_by_key(|(span, _)| span.start);
        let mut parts = Vec::with_capacity(2 * self.edits.len() + 1);
        let mut at = 0;
        for (span, new) in self.edits {
            parts.push(text.slice(at..span.start.max(at)));
            parts.push(Bytes::from(new.into_owned()));
            at = span.end.max(at);
        }
        parts.push(text.slice(at..));
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// Applies all edits and returns a copy.
    pub fn apply(self, text: &str) -> Vec<u8> {
        self.apply_to_bytes(text.as_bytes())
    }

    fn apply_to_bytes(mut self, text: &[u8]) -> Vec<u8> {
        self.edits.sort_by_key(|(span, _)| span.start);
        let added_bytes: usize = self.edits.iter().map(|(_, new)| new.len()).sum();
        let mut out = Vec::with_capacity(text.len() + added_bytes + 1);
        let mut at = 0;
        for (span, new) in &self.edits {
            debug_assert!(at <= span.start, "edits overlap");
            out.extend_from_slice(text.get(at..span.start).unwrap_or_default());
            out.extend_from_slice(new.as_bytes());
            at = span.end.max(at);
        }
        out.extend_from_slice(text.get(at..).unwrap_or_default());
        out
    }
}

/// Replaces line breaks by spaces: in valid JSON they are only white space.
pub fn on_one_line(bytes: Bytes) -> Bytes {
    if memchr::memchr2(b'\n', b'\r', &bytes).is_none() {
        return bytes;
    }
    let mut flat = Vec::from(bytes);
    flatten(&mut flat);
    Bytes::from(flat)
}

/// Replaces line breaks by spaces, in place.
pub(crate) fn flatten(bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'\n', b'\r', rest)) {
        at += found;
        if let Some(byte) = bytes.get_mut(at) {
            *byte = b' ';
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_outside_the_edits_stay(text in "\\PC{0,60}", at in 0usize..60, new in "\\PC{0,9}") {
            let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
            let end = (at..=text.len()).find(|i| *i > at && text.is_char_boundary(*i)).unwrap_or(at);
            let mut splice = Splice::new();
            splice.replace(&(at..end), new.as_str());
            let spliced = String::from_utf8(splice.apply(&text)).unwrap();
            prop_assert_eq!(spliced, format!("{}{}{}", &text[..at], new, &text[end..]));
        }
    }

    #[test]
    fn a_long_text_is_not_copied() {
        let text = Bytes::from("x".repeat(SLICED_BYTES));
        let mut splice = Splice::new();
        splice.replace(&(10..12), "new");
        splice.replace(&(0..0), "");
        let parts = splice.apply_to(&text);
        assert_eq!(parts.concat().len(), SLICED_BYTES + 1);
        let [head, new, tail] = parts.as_slice() else { panic!("{} parts", parts.len()) };
        assert_eq!(*new, "new");
        let at = |part: &Bytes| part.as_ptr() as usize - text.as_ptr() as usize;
        assert_eq!((at(head), head.len(), at(tail)), (0, 10, 12));
    }

    #[test]
    fn edits_apply_in_the_order_of_their_spans() {
        let mut splice = Splice::new();
        splice.replace(&(4..5), "E");
        splice.replace(&(0..0), ">");
        splice.replace(&(1..3), "");
        assert_eq!(splice.apply("abcdef"), b">adEf");
    }

    #[test]
    fn a_message_fits_on_one_line() {
        let flat = on_one_line(Bytes::from_static(b"{\r\n \"a\":\n1}"));
        assert_eq!(flat, Bytes::from_static(b"{   \"a\": 1}"));
    }
}
