//! Lines out of bytes as they come (MCP basic/transports, stdio: one message a line): bounded, and
//! cut anywhere. Some servers write as language servers do: headers, an empty line, and a message
//! without a line end.

use bytes::{Bytes, BytesMut};

use crate::protocol::headed::{self, End};
use crate::protocol::room::make_room;

/// A line is longer than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a line has more than {limit_bytes} bytes")]
pub(crate) struct TooLong {
    /// The limit.
    pub(crate) limit_bytes: usize,
}

/// Collects lines.
#[derive(Debug)]
pub(crate) struct Lines {
    buffer: BytesMut,
    /// Where in the buffer the search for a line's end goes on.
    searched: usize,
    limit_bytes: usize,
    headed: Headed,
}

/// How far the headers of a message have been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Headed {
    /// There are none.
    No,
    /// They name this length; an empty line must follow.
    Header(usize),
    /// The message of this length follows.
    Body(usize),
}

impl Lines {
    /// Refuses lines of more than `limit_bytes`.
    pub(crate) fn new(limit_bytes: usize) -> Self {
        Self { buffer: BytesMut::new(), searched: 0, limit_bytes, headed: Headed::No }
    }

    /// What is read goes to the end of this; there is room for `more` bytes.
    pub(crate) fn buffer(&mut self, more: usize) -> &mut BytesMut {
        make_room(&mut self.buffer, more);
        &mut self.buffer
    }

    /// The next whole line, without its end, or the next message behind headers. Lines that say
    /// nothing are passed over.
    ///
    /// # Errors
    /// [`TooLong`]; no more lines can then be told apart.
    pub(crate) fn next(&mut self) -> Result<Option<Bytes>, TooLong> {
        let too_long = TooLong { limit_bytes: self.limit_bytes };
        loop {
            if let Headed::Body(length) = self.headed {
                match headed::end(&self.buffer, length) {
                    End::At(end) => {
                        self.headed = Headed::No;
                        self.searched = 0;
                        return Ok(Some(self.buffer.split_to(end).freeze()));
                    }
                    End::Unknown if self.buffer.len() > self.limit_bytes => return Err(too_long),
                    End::Unknown => return Ok(None),
                    End::Nowhere => self.headed = Headed::No,
                }
            }
            let Some(found) = memchr::memchr(b'\n', &self.buffer[self.searched..]) else { break };
            let mut line = self.buffer.split_to(self.searched + found + 1);
            line.truncate(line.len() - 1);
            self.searched = 0;
            if line.len() > self.limit_bytes {
                return Err(too_long);
            }
            let says_something = says_something(&line);
            match self.headed {
                Headed::Header(length) if !says_something => self.headed = Headed::Body(length),
                _ => match headed::length(&line).filter(|length| *length <= self.limit_bytes) {
                    Some(length) => self.headed = Headed::Header(length),
                    None if says_something => return Ok(Some(line.freeze())),
                    None => {}
                },
            }
        }
        self.searched = self.buffer.len();
        if self.searched > self.limit_bytes { Err(too_long) } else { Ok(None) }
    }

    /// The last line, where the bytes ended without a line end.
    pub(crate) fn last(self) -> Option<Bytes> {
        says_something(&self.buffer).then(|| self.buffer.freeze())
    }
}

fn says_something(line: &[u8]) -> bool {
    !line.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The lines of these chunks, the last one too.
    fn lines(chunks: &[&[u8]], limit_bytes: usize) -> Result<Vec<Bytes>, TooLong> {
        let mut lines = Lines::new(limit_bytes);
        let mut out = Vec::new();
        for chunk in chunks {
            lines.buffer(chunk.len()).extend_from_slice(chunk);
            while let Some(line) = lines.next()? {
                out.push(line);
            }
        }
        out.extend(lines.last());
        Ok(out)
    }

    proptest! {
        #[test]
        fn where_the_bytes_are_cut_makes_no_difference(text in "[ab\r\n ]{0,40}", cut in 0usize..40) {
            let (first, second) = text.as_bytes().split_at(cut.min(text.len()));
            let wanted: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
            prop_assert_eq!(lines(&[first, second], 100).unwrap(), wanted);
        }
    }

    #[test]
    fn a_message_behind_headers_needs_no_line_end() {
        let long = "Listening... content-length:9\r\nContent-Type: x\r\n\r\n{\"a\":\"é\"}";
        for (text, wanted) in [
            ("Content-Length: 7\r\n\r\n{\"a\":1}Content-Length: 2\n\n{}", &["{\"a\":1}", "{}"][..]),
            // Other headers are lines like others.
            (long, &["Content-Type: x\r", "{\"a\":\"é\"}"]),
            // Characters were counted, not bytes.
            ("Content-Length: 9\n\n{\"a\":\"é\"}\nx", &["{\"a\":\"é\"}", "x"]),
            // No message follows, or one that is a line like any other.
            ("Content-Length: 500\n\n<html>\n{}\n", &["<html>", "{}"]),
            ("Content-Length: 500\n\n{}\nx\n", &["{}", "x"]),
            ("Content-Length: 500\n{}\n\n{}", &["{}", "{}"]),
            ("Content-Length: 5\n\n{nan}\nx", &["{nan}", "x"]),
            ("Content-Length: 99999999\n\n{}\n", &["Content-Length: 99999999", "{}"]),
        ] {
            for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
                let (first, second) = text.split_at(cut);
                let read = lines(&[first.as_bytes(), second.as_bytes()], 1000).unwrap();
                assert_eq!(read, wanted, "{text} cut at {cut}");
            }
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_refused_as_soon_as_that_is_known() {
        let refusal = Err(TooLong { limit_bytes: 3 });
        assert_eq!(lines(&[b"abc\nabc"], 3).unwrap(), ["abc", "abc"]);
        assert_eq!(lines(&[b"abcd\n"], 3), refusal);
        assert_eq!(lines(&[b"ab", b"cd"], 3), refusal);
    }
}
