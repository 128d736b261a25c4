//! Ids of HTTP requests, for responses, logs and records.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::state::random;

/// Limit for an id that a client sent, in characters.
const CHARS_MAX: usize = 64;

/// Length of the process's prefix.
const PROCESS_CHARS: usize = 4 + 16;
/// Length of an id that this process created.
const OWN_CHARS: usize = PROCESS_CHARS + 16;

/// An id of up to 64 characters: `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`. It is safe in
/// headers, logs and file names, and copying it does not allocate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct RequestId {
    bytes: [u8; CHARS_MAX],
    length: usize,
}

impl RequestId {
    /// Creates an id in the form that Agent-Corex and Aeontel use: `req_` and 32 digits. The first
    /// 16 identify this process, the others are a counter.
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let mut id = Self { bytes: [0; CHARS_MAX], length: OWN_CHARS };
        id.bytes[..PROCESS_CHARS].copy_from_slice(process());
        let number = hex(NUMBER.fetch_add(1, Ordering::Relaxed));
        id.bytes[PROCESS_CHARS..OWN_CHARS].copy_from_slice(&number);
        id
    }

    /// Returns whether [`Self::new`] of this process created the id.
    pub(crate) fn is_own(text: &[u8]) -> bool {
        text.len() == OWN_CHARS && text.starts_with(process())
    }

    /// Parses an id that a client sent. Returns `None` if it is too long or has other characters.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let is_plain = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
        if text.is_empty() || text.len() > CHARS_MAX || !text.iter().all(is_plain) {
            return None;
        }
        let mut id = Self { bytes: [0; CHARS_MAX], length: text.len() };
        id.bytes[..text.len()].copy_from_slice(text);
        Some(id)
    }

    pub(crate) fn as_str(&self) -> &str {
        // The constructors accept ASCII only.
        str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// Returns the prefix of all ids of this process.
fn process() -> &'static [u8; PROCESS_CHARS] {
    static PROCESS: OnceLock<[u8; PROCESS_CHARS]> = OnceLock::new();
    PROCESS.get_or_init(|| {
        // Without randomness the time distinguishes processes well enough.
        let by_time = || jiff::Timestamp::now().as_microsecond().to_be_bytes();
        let number = u64::from_be_bytes(random::bytes().unwrap_or_else(|_| by_time()));
        let mut start = *b"req_0000000000000000";
        start[4..].copy_from_slice(&hex(number));
        start
    })
}

/// Formats a number as 16 hexadecimal digits.
fn hex(number: u64) -> [u8; 16] {
    std::array::from_fn(|at| b"0123456789abcdef"[((number >> (60 - 4 * at)) & 15) as usize])
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_ids_differ_and_are_valid() {
        let (one, two) = (RequestId::new(), RequestId::new());
        assert!(one != two && RequestId::parse(one.as_str().as_bytes()) == Some(one), "{one}");
        assert_eq!(hex(0x0123_4567_89ab_cdef), *b"0123456789abcdef");
        let is_own = |id: &str| RequestId::is_own(id.as_bytes());
        assert!(is_own(one.as_str()) && !is_own("req_00000000000000000000000000000001"));
    }

    #[test]
    fn a_short_and_plain_id_of_a_client_is_accepted() {
        let parse = |text: &[u8]| RequestId::parse(text).map(|id| id.to_string());
        assert_eq!(parse(b"req_1.A-z"), Some("req_1.A-z".into()));
        assert_eq!(parse(&[b'a'; 64]), Some("a".repeat(64)));
        for bad in [&b""[..], &[b'a'; 65], b"a b", b"a\n", b"\xc3\xa9", b"a/b", b"a\"b", b"a:b"] {
            assert_eq!(parse(bad), None, "{bad:?}");
        }
    }
}
