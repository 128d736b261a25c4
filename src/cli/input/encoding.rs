//! Text encodings of input files: UTF-8, and UTF-16 as PowerShell writes it.

use std::io::{Error, ErrorKind, Result};

/// Decodes `bytes` according to the byte order mark.
///
/// # Errors
///
/// Fails if they are neither UTF-8 nor UTF-16 with a mark.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String> {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        let text: Option<String> = char::decode_utf16(units).map(std::result::Result::ok).collect();
        text.filter(|_| bytes.len().is_multiple_of(2))
    };
    let text = match bytes.get(..2) {
        Some([0xff, 0xfe]) => wide(u16::from_le_bytes),
        Some([0xfe, 0xff]) => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes).ok(),
    };
    text.ok_or_else(|| Error::new(ErrorKind::InvalidData, "it is not text in UTF-8 or UTF-16"))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_byte_order_mark_selects_the_encoding() {
        assert_eq!(text(b"\xff\xfe{\0}\0".to_vec()).unwrap(), "{}");
        assert_eq!(text(b"\xfe\xff\0{\x20\xac".to_vec()).unwrap(), "{\u{20ac}");
        assert_eq!(text("{é}".into()).unwrap(), "{é}");
        for bad in [&b"\xff\xfe{"[..], b"\xff\xfe\0\xd8", b"\xe9"] {
            let error = text(bad.to_vec()).unwrap_err();
            assert_eq!(error.to_string(), "it is not text in UTF-8 or UTF-16");
        }
    }
}
