//! Room in the buffer that a message is collected in.

use bytes::BytesMut;

/// A larger buffer is not kept for the next message.
const KEPT_BYTES: usize = 256 << 10;

/// Makes room for `more` bytes. A buffer grows fourfold: with twice the size, all that it grew out of
/// would together be as large as the message.
pub(crate) fn make_room(buffer: &mut BytesMut, more: usize) {
    if buffer.is_empty() && buffer.capacity() > KEPT_BYTES {
        *buffer = BytesMut::new();
    }
    if buffer.capacity() - buffer.len() < more {
        buffer.reserve(more.max(3 * buffer.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_grows_in_few_steps_and_is_let_go_when_it_was_large() {
        let mut buffer = BytesMut::new();
        let mut grown = 0;
        while buffer.len() < 20 << 20 {
            let before = buffer.capacity();
            make_room(&mut buffer, 64 << 10);
            grown += usize::from(buffer.capacity() > before);
            buffer.resize(buffer.len() + (64 << 10), 0);
        }
        assert!(grown <= 6, "{grown}");
        let message = buffer.split();
        make_room(&mut buffer, 1000);
        assert!(buffer.capacity() >= 1000 && buffer.capacity() < KEPT_BYTES);
        assert_eq!(message.len(), 20 << 20);
    }
}
