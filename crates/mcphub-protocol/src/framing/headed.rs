//! Messages with headers, as language servers write them: `Content-Length: 52`, an empty line, and
//! that many bytes.
//! Source: Language Server Protocol, base protocol.

use serde::de::IgnoredAny;

/// The beginning of the header, in lower case.
const NAME: &[u8] = b"content-length:";

/// The end of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Before the byte at this offset.
    At(usize),
    /// More bytes have to be read.
    Unknown,
    /// The bytes do not begin with a message.
    Nowhere,
}

/// Returns where on a line the header begins, which other text may precede, and the length that it names.
pub(crate) fn header(line: &[u8]) -> Option<(usize, usize)> {
    let line = line.trim_ascii_end();
    let digits = line.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let (before, digits) = line.split_at(line.len() - digits);
    let before = before.trim_ascii_end();
    let begin = before.len().checked_sub(NAME.len())?;
    let length = std::str::from_utf8(digits).ok()?.parse().ok()?;
    before[begin..].eq_ignore_ascii_case(NAME).then_some((begin, length))
}

/// Returns the end of the message at the beginning of `bytes`. Some servers count characters instead
/// of bytes, and a log line may look like a header, so a complete JSON value has priority over
/// `length`.
pub(crate) fn end(bytes: &[u8], length: usize) -> End {
    match bytes.trim_ascii_start().first() {
        None => return End::Unknown,
        Some(b'{' | b'[') => {}
        Some(_) => return End::Nowhere,
    }
    let is_all_there = bytes.len() >= length;
    if !is_all_there && !bytes.ends_with(b"\n") {
        return End::Unknown;
    }
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => End::At(values.byte_offset()),
        Some(Err(e)) if e.is_eof() => End::Unknown,
        _ if is_all_there => End::At(length),
        _ => End::Nowhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_recognized_in_any_case_and_after_other_words() {
        let lines = ["Content-Length: 52\r", "content-length:7", "up. CONTENT-LENGTH:  7 "];
        let found = lines.map(|line| header(line.as_bytes()));
        assert_eq!(found, [Some((0, 52)), Some((0, 7)), Some((4, 7))]);
        let others = ["Content-Length:", "Length: 7", "7", "", "Content-Length: 7}", "x: 99"];
        assert_eq!(others.map(|line| header(line.as_bytes())), [None; 6]);
        assert_eq!(header(b"Content-Length: 99999999999999999999999"), None);
    }
}
