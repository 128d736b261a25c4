//! The pure layer of messages, compiled once more, and the search for bytes that break its laws.

mod laws;
#[expect(dead_code, unused_imports, reason = "not all of it is looked at")]
#[path = "../../src/protocol/mod.rs"]
mod protocol;

/// Panics where `data` breaks the law of that name.
pub fn check(name: &str, data: &[u8]) {
    let law = laws::ALL.iter().find(|(known, _)| *known == name);
    law.expect("there is a law of that name").1(data);
}
