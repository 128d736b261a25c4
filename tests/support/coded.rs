//! Response bodies in the content codings of real servers, in several pieces.

use async_compression::tokio::write::{
    BrotliEncoder, DeflateEncoder, GzipEncoder, ZlibEncoder, ZstdEncoder,
};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

/// The supported codings and their names in `Content-Encoding`; `deflate` has two forms in
/// practice.
pub(crate) const CODINGS: [(&str, &str); 5] =
    [("gzip", "gzip"), ("zlib", "deflate"), ("deflate", "deflate"), ("br", "br"), ("zstd", "zstd")];

/// Compresses the pieces of one body so that each can be decoded before the next arrives.
pub(crate) fn encode(way: &str, pieces: &[&str]) -> Vec<Vec<u8>> {
    match way {
        "gzip" => all(GzipEncoder::new(Vec::new()), pieces, GzipEncoder::get_ref),
        "zlib" => all(ZlibEncoder::new(Vec::new()), pieces, ZlibEncoder::get_ref),
        "deflate" => all(DeflateEncoder::new(Vec::new()), pieces, DeflateEncoder::get_ref),
        "br" => all(BrotliEncoder::new(Vec::new()), pieces, BrotliEncoder::get_ref),
        _ => all(ZstdEncoder::new(Vec::new()), pieces, ZstdEncoder::get_ref),
    }
}

fn all<E>(mut encoder: E, pieces: &[&str], written: fn(&E) -> &Vec<u8>) -> Vec<Vec<u8>>
where
    E: AsyncWrite + Unpin,
{
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut coded = Vec::new();
    let mut before = 0;
    for (n, piece) in pieces.iter().enumerate() {
        runtime.block_on(async {
            encoder.write_all(piece.as_bytes()).await.unwrap();
            encoder.flush().await.unwrap();
            if n + 1 == pieces.len() {
                encoder.shutdown().await.unwrap();
            }
        });
        coded.push(written(&encoder)[before..].to_vec());
        before = written(&encoder).len();
    }
    coded
}
