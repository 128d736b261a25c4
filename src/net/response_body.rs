//! Decodes response bodies with a content coding (RFC 9110). Bodies without one pass through
//! unchanged.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use async_compression::tokio::bufread::{
    BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder,
};
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;
use futures_util::stream::MapErr;
use http::Response;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http_body_util::BodyDataStream;
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncBufRead, AsyncRead, BufReader};
use tokio_util::io::{StreamReader, poll_read_buf};

use crate::net::kept_connection::ReceivedBody;

/// The default `Accept-Encoding`.
pub(crate) const ACCEPTED: &str = "gzip, deflate, br, zstd";
/// Size of a decoded chunk.
const PIECE_BYTES: usize = 16 << 10;
/// Maximum number of nested codings; servers use one.
const CODINGS: usize = 3;

type Raw = StreamReader<MapErr<BodyDataStream<ReceivedBody>, fn(hyper::Error) -> io::Error>, Bytes>;

pub(crate) enum AnswerBody {
    Plain(ReceivedBody),
    Coded(Box<Coded>),
}

/// A body that is being decoded.
pub(crate) enum Coded {
    /// No bytes have arrived yet: an empty body needs no decoder.
    Unread {
        raw: Raw,
        codings: Vec<Coding>,
    },
    Open(Pin<Box<dyn AsyncRead + Send>>),
    Over,
    /// The coding is unknown.
    Unknown(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Gzip,
    /// With or without the zlib header; some servers omit it.
    Deflate,
    Brotli,
    Zstd,
}

impl AnswerBody {
    /// Decodes the body if the headers declare a content coding.
    pub(crate) fn of(mut response: Response<ReceivedBody>) -> Response<Self> {
        if !response.headers().contains_key(CONTENT_ENCODING) {
            return response.map(Self::Plain);
        }
        let said: Vec<_> = response
            .headers()
            .get_all(CONTENT_ENCODING)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        let read = codings(&said.join(","));
        match &read {
            Ok(codings) if codings.is_empty() => return response.map(Self::Plain),
            _ => {
                response.headers_mut().remove(CONTENT_ENCODING);
                response.headers_mut().remove(CONTENT_LENGTH);
            }
        }
        response.map(|body| {
            let broken: fn(hyper::Error) -> io::Error = io::Error::other;
            let raw = || StreamReader::new(BodyDataStream::new(body).map_err(broken));
            Self::Coded(Box::new(match read {
                Ok(codings) => Coded::Unread { raw: raw(), codings },
                Err(unknown) => Coded::Unknown(unknown),
            }))
        })
    }
}

/// Parses `Content-Encoding` into codings in the order they were applied.
///
/// # Errors
/// Returns the first unknown name.
fn codings(said: &str) -> Result<Vec<Coding>, String> {
    let names = said
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty() && name != "identity");
    let read = |name: String| match name.as_str() {
        "gzip" | "x-gzip" => Ok(Coding::Gzip),
        "deflate" => Ok(Coding::Deflate),
        "br" => Ok(Coding::Brotli),
        "zstd" => Ok(Coding::Zstd),
        _ => Err(name),
    };
    let read: Vec<Coding> = names.map(read).collect::<Result<_, _>>()?;
    if read.len() > CODINGS { Err(said.to_owned()) } else { Ok(read) }
}

/// Returns a reader that undoes the codings, the last one first. `begins` is the start of the body.
fn decoder(raw: Raw, codings: &[Coding], begins: &[u8]) -> Pin<Box<dyn AsyncRead + Send>> {
    let is_zlib = match begins {
        [first, second, ..] => {
            first & 0xf == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31)
        }
        _ => true,
    };
    let mut codings = codings.iter().rev();
    let mut read: Pin<Box<dyn AsyncRead + Send>> = match codings.next() {
        Some(Coding::Deflate) if !is_zlib => Box::pin(DeflateDecoder::new(raw)),
        Some(coding) => decoding(raw, *coding),
        None => Box::pin(raw),
    };
    for coding in codings {
        read = decoding(BufReader::new(read), *coding);
    }
    read
}

fn decoding<R>(from: R, coding: Coding) -> Pin<Box<dyn AsyncRead + Send>>
where
    R: AsyncBufRead + Send + 'static,
{
    match coding {
        Coding::Gzip => {
            let mut gzip = GzipDecoder::new(from);
            gzip.multiple_members(true);
            Box::pin(gzip)
        }
        Coding::Deflate => Box::pin(ZlibDecoder::new(from)),
        Coding::Brotli => Box::pin(BrotliDecoder::new(from)),
        Coding::Zstd => {
            let mut zstd = ZstdDecoder::new(from);
            zstd.multiple_members(true);
            Box::pin(zstd)
        }
    }
}

impl Coded {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        if let Self::Unread { raw, codings } = self {
            let begins = ready!(Pin::new(&mut *raw).poll_fill_buf(context))?;
            if begins.is_empty() {
                *self = Self::Over;
            } else {
                let begins = [begins[0], begins.get(1).copied().unwrap_or_default()];
                let codings = std::mem::take(codings);
                let Self::Unread { raw, .. } = std::mem::replace(self, Self::Over) else {
                    return Poll::Ready(Ok(None));
                };
                *self = Self::Open(decoder(raw, &codings, &begins));
            }
        }
        match self {
            Self::Open(reader) => {
                let mut piece = BytesMut::with_capacity(PIECE_BYTES);
                let read = ready!(poll_read_buf(reader.as_mut(), context, &mut piece));
                if !matches!(read, Ok(1..)) {
                    *self = Self::Over;
                }
                Poll::Ready(read.map(|bytes| (bytes > 0).then(|| piece.freeze())))
            }
            Self::Unknown(coding) => {
                let why = format!("its content coding `{coding}` is not supported");
                *self = Self::Over;
                Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, why)))
            }
            Self::Over | Self::Unread { .. } => Poll::Ready(Ok(None)),
        }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match &mut *self {
            Self::Plain(body) => {
                let frame = ready!(Pin::new(body).poll_frame(context));
                Poll::Ready(frame.map(|frame| frame.map_err(io::Error::other)))
            }
            Self::Coded(coded) => {
                let piece = ready!(coded.poll_piece(context));
                Poll::Ready(piece.map(|piece| piece.map(Frame::data)).transpose())
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Plain(body) => body.is_end_stream(),
            Self::Coded(coded) => matches!(**coded, Coded::Over),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Plain(body) => body.size_hint(),
            Self::Coded(_) => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_content_codings_are_rejected() {
        use Coding::{Brotli, Deflate, Gzip, Zstd};
        assert_eq!(codings("GZIP"), Ok(vec![Gzip]));
        assert_eq!(codings("deflate, identity, x-gzip"), Ok(vec![Deflate, Gzip]));
        assert_eq!(codings(" br ,, zstd"), Ok(vec![Brotli, Zstd]));
        assert_eq!(codings("identity"), Ok(vec![]));
        assert_eq!(codings("gzip, compress"), Err("compress".into()));
        let many = "gzip, gzip, gzip, gzip";
        assert_eq!(codings(many), Err(many.into()));
    }
}
