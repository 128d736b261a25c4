//! Encoder and decoder of server-sent events (WHATWG HTML). The decoder has a size limit, and
//! accepts any line end and any chunking.

use bytes::{Bytes, BytesMut};

use crate::framing::buffer_growth::make_room;

/// Some servers begin a stream with it.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// `id:`; `None` if the event has none.
    pub id: Option<String>,
    /// `event:`; `None` means `message`.
    pub kind: Option<String>,
    /// `data:` lines, joined by line feeds.
    pub data: Bytes,
    /// `retry:` in milliseconds.
    pub retry_ms: Option<u64>,
}

/// Error: an event, or a line of one, is longer than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a server-sent event is longer than {limit_bytes} bytes")]
pub struct TooLong {
    pub(crate) limit_bytes: usize,
}

/// An incremental decoder of events.
#[derive(Debug)]
pub struct Decoder {
    buffer: BytesMut,
    /// Offset at which the search for a line end continues.
    searched: usize,
    event: Event,
    /// The data of an event with several `data:` lines.
    lines: Vec<u8>,
    began: bool,
    has_data: bool,
    after_cr: bool,
    limit_bytes: usize,
}

impl Decoder {
    /// Creates a decoder that fails on events of more than `limit_bytes`.
    pub fn new(limit_bytes: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            searched: 0,
            event: Event::default(),
            lines: Vec::new(),
            began: false,
            has_data: false,
            after_cr: false,
            limit_bytes,
        }
    }

    /// Appends a chunk of the stream.
    pub fn feed(&mut self, chunk: &[u8]) {
        make_room(&mut self.buffer, chunk.len());
        self.buffer.extend_from_slice(chunk);
    }

    /// Ends the event that has arrived so far, as if an empty line followed it.
    pub fn finish(&mut self) {
        self.feed(b"\n\n");
    }

    /// Returns the next complete event, if there is one. An event with an id, a kind or a retry but
    /// without data counts.
    ///
    /// # Errors
    /// Returns [`TooLong`]; the decoder must not be used any more.
    #[expect(clippy::should_implement_trait, reason = "an iterator returns no error")]
    pub fn next(&mut self) -> Result<Option<Event>, TooLong> {
        while let Some(line) = self.line() {
            if line.is_empty() {
                let mut event = std::mem::take(&mut self.event);
                if !self.lines.is_empty() {
                    event.data = Bytes::from(std::mem::take(&mut self.lines));
                }
                let is_event = std::mem::take(&mut self.has_data)
                    || event.retry_ms.is_some()
                    || event.id.is_some()
                    || event.kind.is_some();
                if is_event {
                    return Ok(Some(event));
                }
                continue;
            }
            self.field(&line);
            if self.lines.len().max(self.event.data.len()).max(line.len()) > self.limit_bytes {
                return Err(TooLong { limit_bytes: self.limit_bytes });
            }
        }
        if self.began && self.buffer.len() > self.limit_bytes {
            return Err(TooLong { limit_bytes: self.limit_bytes });
        }
        Ok(None)
    }

    fn line(&mut self) -> Option<Bytes> {
        if !self.began {
            // The mark may arrive in pieces, and counts only at the beginning of the stream.
            if self.buffer.len() < BYTE_ORDER_MARK.len()
                && BYTE_ORDER_MARK.starts_with(&self.buffer)
            {
                return None;
            }
            self.began = true;
            if self.buffer.starts_with(BYTE_ORDER_MARK) {
                let _ = self.buffer.split_to(BYTE_ORDER_MARK.len());
            }
        }
        if self.after_cr && !self.buffer.is_empty() {
            self.after_cr = false;
            if self.buffer.first() == Some(&b'\n') {
                let _ = self.buffer.split_to(1);
                self.searched = self.searched.saturating_sub(1);
            }
        }
        let from = self.searched.min(self.buffer.len());
        let Some(found) = memchr::memchr2(b'\n', b'\r', &self.buffer[from..]) else {
            self.searched = self.buffer.len();
            return None;
        };
        let line = self.buffer.split_to(from + found);
        let end = self.buffer.split_to(1);
        self.after_cr = end.first() == Some(&b'\r');
        self.searched = 0;
        Some(line.freeze())
    }

    fn field(&mut self, line: &Bytes) {
        let (name, value) = match memchr::memchr(b':', line) {
            Some(0) => return,
            Some(at) => {
                let value = &line[at + 1..];
                (&line[..at], value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (&line[..], &b""[..]),
        };
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                if !self.has_data {
                    // Mostly the only line: a slice of the input.
                    self.event.data = line.slice_ref(value);
                } else if self.lines.is_empty() {
                    self.lines = [&self.event.data, value].join(&b'\n');
                } else {
                    self.lines.push(b'\n');
                    self.lines.extend_from_slice(value);
                }
                self.has_data = true;
            }
            b"id" if !value.contains(&0) => self.event.id = Some(text()),
            b"event" => self.event.kind = Some(text()),
            b"retry" => self.event.retry_ms = text().parse().ok().or(self.event.retry_ms),
            _ => {}
        }
    }
}

/// The kind of events that carry a message.
pub const MESSAGE: &str = "message";
/// The kind of the event that contains the POST URL of the legacy HTTP+SSE transport.
pub const ENDPOINT: &str = "endpoint";

/// Encodes one line of text, mostly a message, as an event.
pub fn encode(id: Option<&str>, kind: &str, data: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(data.len() + 56);
    if let Some(id) = id {
        out.extend_from_slice(b"id: ");
        out.extend_from_slice(id.as_bytes());
        out.push(b'\n');
    }
    out.extend_from_slice(b"event: ");
    out.extend_from_slice(kind.as_bytes());
    out.extend_from_slice(b"\ndata: ");
    let from = out.len();
    out.extend_from_slice(data);
    crate::splice::flatten(&mut out[from..]);
    out.extend_from_slice(b"\n\n");
    Bytes::from(out)
}

/// A comment that keeps an idle stream open.
pub const KEEP_ALIVE: Bytes = Bytes::from_static(b":\n\n");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(chunks: &[&[u8]]) -> Vec<Event> {
        let mut decoder = Decoder::new(1 << 20);
        let mut out = Vec::new();
        for chunk in chunks {
            decoder.feed(chunk);
            while let Some(event) = decoder.next().unwrap() {
                out.push(event);
            }
        }
        out
    }

    proptest! {
        #[test]
        fn chunking_does_not_change_the_events(cut in 0usize..200, second in 0usize..200) {
            let stream: &[u8] = b"\xef\xbb\xbf: hello\r\nid: 1\r\ndata: {\"a\":\r\ndata: 1}\r\n\r\nretry: 5\n\nevent: endpoint\rdata:/x\r\rdata\n\n";
            let a = cut.min(stream.len());
            let b = second.clamp(a, stream.len());
            prop_assert_eq!(decode(&[&stream[..a], &stream[a..b], &stream[b..]]), decode(&[stream]));
        }

        #[test]
        fn a_message_comes_back_as_it_was_sent(text in "[^\r\n]{0,80}") {
            let sent = encode(Some("7"), MESSAGE, text.as_bytes());
            let got = decode(&[&sent]);
            prop_assert_eq!(got.len(), 1);
            prop_assert_eq!(&got[0].data[..], text.as_bytes());
            prop_assert_eq!(got[0].id.as_deref(), Some("7"));
        }
    }

    #[test]
    fn events_are_decoded_as_the_standard_requires() {
        let got = decode(&[b": c\nid: 1\ndata: a\ndata:b\n\nretry: 5\n\nevent: end\rdata: c\r\r"]);
        let event = |id: Option<&str>, kind: Option<&str>, data: &[u8], retry_ms| Event {
            id: id.map(Into::into),
            kind: kind.map(Into::into),
            data: Bytes::copy_from_slice(data),
            retry_ms,
        };
        let wanted = [
            event(Some("1"), None, b"a\nb", None),
            event(None, None, b"", Some(5)),
            event(None, Some("end"), b"c", None),
        ];
        assert_eq!(got, wanted);
    }

    #[test]
    fn a_byte_order_mark_counts_only_at_the_beginning() {
        let data =
            |chunks: &[&[u8]]| decode(chunks).into_iter().map(|e| e.data).collect::<Vec<_>>();
        assert_eq!(data(&[b"\xef", b"\xbb\xbfdata:a\n\n"]), [&b"a"[..]]);
        assert_eq!(data(&[b"\n", b"\xef\xbb\xbfdata:a\n\n", b"data:b\n\n"]), [&b"b"[..]]);
    }

    #[test]
    fn an_event_over_the_limit_is_an_error() {
        let mut decoder = Decoder::new(100);
        decoder.feed(&[b'x'; 101]);
        assert_eq!(decoder.next(), Err(TooLong { limit_bytes: 100 }));
    }
}
