//! What one HTTP request is called, in its response and wherever something is written down about it.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::state::random;

/// Characters of an id that a client chose.
const CHARS_MAX: usize = 64;

/// Characters of an id before its number.
const PROCESS_CHARS: usize = 4 + 16;
/// Characters of an id that this process makes.
const OWN_CHARS: usize = PROCESS_CHARS + 16;

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
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let mut id = Self { bytes: [0; CHARS_MAX], length: OWN_CHARS };
        id.bytes[..PROCESS_CHARS].copy_from_slice(process());
        let number = hex(NUMBER.fetch_add(1, Ordering::Relaxed));
        id.bytes[PROCESS_CHARS..OWN_CHARS].copy_from_slice(&number);
        id
    }

    /// Whether [`Self::new`] of this process has made the id.
    pub(crate) fn is_own(text: &[u8]) -> bool {
        text.len() == OWN_CHARS && text.starts_with(process())
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

/// What all ids of this process begin with.
fn process() -> &'static [u8; PROCESS_CHARS] {
    static PROCESS: OnceLock<[u8; PROCESS_CHARS]> = OnceLock::new();
    PROCESS.get_or_init(|| {
        // Without randomness the time tells processes apart well enough.
        let by_time = || jiff::Timestamp::now().as_microsecond().to_be_bytes();
        let number = u64::from_be_bytes(random::bytes().unwrap_or_else(|_| by_time()));
        let mut start = *b"req_0000000000000000";
        start[4..].copy_from_slice(&hex(number));
        start
    })
}

/// A number in 16 hexadecimal digits.
fn hex(number: u64) -> [u8; 16] {
    let bytes = number.to_be_bytes();
    std::array::from_fn(|at| {
        let half = if at % 2 == 0 { bytes[at / 2] >> 4 } else { bytes[at / 2] & 15 };
        b"0123456789abcdef"[usize::from(half)]
    })
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
        assert_eq!(hex(0x0123_4567_89ab_cdef), *b"0123456789abcdef");
        let is_own = |id: &str| RequestId::is_own(id.as_bytes());
        assert!(is_own(one.as_str()) && !is_own("req_00000000000000000000000000000001"));
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
