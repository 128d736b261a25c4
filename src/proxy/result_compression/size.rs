//! How long a text is for a model, without its tokenizer.

/// What one token weighs.
const TOKEN: usize = 4;

/// The weight of a text, in quarters of a token: the usual tokenizers make about one token of four
/// ASCII characters, and one of each other character.
pub(super) fn weight(text: &str) -> usize {
    let of_byte = |byte: u8| match byte {
        0..0x80 => 1,
        // The rest of a character that has been counted.
        0x80..0xC0 => 0,
        0xC0.. => TOKEN,
    };
    text.bytes().map(of_byte).sum()
}

/// About how many tokens a text has.
pub(super) fn tokens(text: &str) -> usize {
    weight(text).div_ceil(TOKEN)
}

/// What so many tokens weigh.
pub(super) fn weight_of(tokens: usize) -> usize {
    tokens.saturating_mul(TOKEN)
}
