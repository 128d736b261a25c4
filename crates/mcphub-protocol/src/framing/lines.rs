//! Splits a byte stream into lines (MCP basic/transports, stdio: one message per line), with a size
//! limit and independent of how the stream is chunked. Some servers write as language servers do:
//! headers, an empty line, and a message without a line end.

use bytes::{Bytes, BytesMut};

use crate::framing::buffer_growth::make_room;
use crate::framing::headed;
use crate::framing::headed::End;

/// Error: a line is longer than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a line has more than {limit_bytes} bytes")]
pub struct TooLong {
    pub(crate) limit_bytes: usize,
}

/// An incremental line splitter.
#[derive(Debug)]
pub struct Lines {
    buffer: BytesMut,
    /// Offset at which the search for a line end continues.
    searched: usize,
    limit_bytes: usize,
    headed: Headed,
}

/// The state of a message with headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Headed {
    /// No headers were read.
    No,
    /// They name this length; an empty line must follow.
    Header(usize),
    /// The message of this length follows.
    Body(usize),
}

impl Lines {
    /// Creates a splitter that fails on lines of more than `limit_bytes`.
    pub fn new(limit_bytes: usize) -> Self {
        Self { buffer: BytesMut::new(), searched: 0, limit_bytes, headed: Headed::No }
    }

    /// Returns the buffer to append input to, with capacity for `more` bytes.
    pub fn buffer(&mut self, more: usize) -> &mut BytesMut {
        make_room(&mut self.buffer, more);
        &mut self.buffer
    }

    /// Returns the next complete line, without its end, or the next message after headers. Skips
    /// blank lines.
    ///
    /// # Errors
    /// Returns [`TooLong`]; the splitter must not be used any more.
    #[expect(clippy::should_implement_trait, reason = "an iterator returns no error")]
    pub fn next(&mut self) -> Result<Option<Bytes>, TooLong> {
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
            if let Headed::Header(length) = self.headed
                && !is_not_blank(&line)
            {
                self.headed = Headed::Body(length);
                continue;
            }
            let header = headed::header(&line).filter(|(_, length)| *length <= self.limit_bytes);
            if let Some((begin, length)) = header {
                self.headed = Headed::Header(length);
                line.truncate(begin);
            }
            if is_not_blank(&line) {
                return Ok(Some(line.freeze()));
            }
        }
        self.searched = self.buffer.len();
        if self.searched > self.limit_bytes { Err(too_long) } else { Ok(None) }
    }

    /// Returns the rest as the last line if the input did not end with a line end.
    pub fn last(self) -> Option<Bytes> {
        is_not_blank(&self.buffer).then(|| self.buffer.freeze())
    }
}

fn is_not_blank(line: &[u8]) -> bool {
    !line.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Splits these chunks, and includes the unterminated last line.
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
        fn chunking_does_not_change_the_lines(text in "[ab\r\n ]{0,40}", cut in 0usize..40) {
            let (first, second) = text.as_bytes().split_at(cut.min(text.len()));
            let wanted: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
            prop_assert_eq!(lines(&[first, second], 100).unwrap(), wanted);
        }
    }

    #[test]
    fn a_message_after_headers_needs_no_line_end() {
        let long = "Listening... content-length:9\r\nContent-Type: x\r\n\r\n{\"a\":\"é\"}";
        for (text, wanted) in [
            ("Content-Length: 7\r\n\r\n{\"a\":1}Content-Length: 2\n\n{}", &["{\"a\":1}", "{}"][..]),
            // Other headers are lines like others.
            (long, &["Listening... ", "Content-Type: x\r", "{\"a\":\"é\"}"]),
            ("{}Content-Length: 9\n{}\n", &["{}", "{}"]),
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
    fn a_line_over_the_limit_is_an_error_at_once() {
        let too_long = Err(TooLong { limit_bytes: 3 });
        assert_eq!(lines(&[b"abc\nabc"], 3).unwrap(), ["abc", "abc"]);
        assert_eq!(lines(&[b"abcd\n"], 3), too_long);
        assert_eq!(lines(&[b"ab", b"cd"], 3), too_long);
    }
}
