//! Growth of the buffer in which a message is collected.

use bytes::BytesMut;

/// An empty buffer with more capacity is not reused for the next message.
const KEPT_BYTES: usize = 256 << 10;

/// Reserves capacity for `more` bytes. The buffer grows fourfold: if it doubled, its earlier
/// allocations together would be as large as the message.
pub fn make_room(buffer: &mut BytesMut, more: usize) {
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
    fn a_buffer_grows_in_few_steps_and_is_freed_if_it_was_large() {
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
