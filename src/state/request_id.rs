//! What one HTTP request is called, in its response and wherever something is written down about it.

use std::fmt;
use std::io::Write as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::state::random;

/// Characters of an id that a client chose.
const CHARS_MAX: usize = 64;

/// Up to 64 of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_` and `-`: fit for headers, logs and file names. A copy
/// allocates nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct RequestId {
    bytes: [u8; CHARS_MAX],
    length: usize,
}

impl RequestId {
    /// A new id, in the form that Agent-Corex and Aeontel give theirs: `req_` and 32 digits, of which the
    /// first 16 are this process's own and the others count.
    pub(crate) fn new() -> Self {
        static PROCESS: OnceLock<[u8; 8]> = OnceLock::new();
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        // Without randomness the time tells processes apart well enough.
        let by_time = || jiff::Timestamp::now().as_microsecond().to_be_bytes();
        let process = PROCESS.get_or_init(|| random::bytes().unwrap_or_else(|_| by_time()));
        let process = u64::from_be_bytes(*process);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let mut id = Self { bytes: [0; CHARS_MAX], length: 0 };
        let mut rest = &mut id.bytes[..];
        // 36 characters find room.
        let _ = write!(rest, "req_{process:016x}{number:016x}");
        id.length = CHARS_MAX - rest.len();
        id
    }

    /// The id that a client chose, if it is short and plain.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let is_plain = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
        if text.is_empty() || text.len() > CHARS_MAX || !text.iter().all(is_plain) {
            return None;
        }
        let mut id = Self { bytes: [0; CHARS_MAX], length: text.len() };
        id.bytes[..text.len()].copy_from_slice(text);
        Some(id)
    }

    /// The id as text.
    pub(crate) fn as_str(&self) -> &str {
        // Only such characters come in.
        str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
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
    fn a_new_id_is_new_and_is_one_that_a_client_could_choose() {
        let (one, two) = (RequestId::new(), RequestId::new());
        assert!(one != two && RequestId::parse(one.as_str().as_bytes()) == Some(one), "{one}");
    }

    #[test]
    fn a_clients_id_is_taken_if_it_is_short_and_plain() {
        let takes = |text: &[u8]| RequestId::parse(text).map(|id| id.to_string());
        assert_eq!(takes(b"req_1.A-z"), Some("req_1.A-z".into()));
        assert_eq!(takes(&[b'a'; 64]), Some("a".repeat(64)));
        for bad in [&b""[..], &[b'a'; 65], b"a b", b"a\n", b"\xc3\xa9", b"a/b", b"a\"b", b"a:b"] {
            assert_eq!(takes(bad), None, "{bad:?}");
        }
    }
}
