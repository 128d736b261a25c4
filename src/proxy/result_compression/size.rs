//! Estimates how many tokens a text has, without a tokenizer.

/// The weight of one token.
const TOKEN: usize = 4;

/// Returns the weight of a text, in quarters of a token. The usual tokenizers make about one token of
/// four ASCII characters, and one of each other character.
pub(super) fn weigh(text: &str) -> usize {
    let of_byte = |byte: u8| match byte {
        0..0x80 => 1,
        // A continuation byte: its character is already counted.
        0x80..0xC0 => 0,
        0xC0.. => TOKEN,
    };
    text.bytes().map(of_byte).sum()
}

/// Returns the estimated number of tokens of a text.
pub(super) fn count_tokens(text: &str) -> usize {
    weigh(text).div_ceil(TOKEN)
}

/// Returns the weight of that many tokens.
pub(super) fn weigh_tokens(tokens: usize) -> usize {
    tokens.saturating_mul(TOKEN)
}
