//! The text of client addresses, formatted once for a series of calls from the same address.

use std::net::IpAddr;

/// Keeps the text of the last address.
#[derive(Default)]
pub(super) struct Addresses {
    last: Option<(IpAddr, String)>,
}

impl Addresses {
    /// Returns the address as text.
    pub(super) fn text(&mut self, address: IpAddr) -> &str {
        if self.last.as_ref().is_none_or(|(known, _)| *known != address) {
            self.last = None;
        }
        &self.last.get_or_insert_with(|| (address, address.to_string())).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_own_text() {
        let mut addresses = Addresses::default();
        for text in ["127.0.0.1", "127.0.0.1", "::1", "10.0.0.1"] {
            assert_eq!(addresses.text(text.parse().unwrap()), text);
        }
    }
}
