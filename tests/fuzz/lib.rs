//! Compiles the pure protocol layer a second time, for the fuzz targets that search for bytes that
//! break its laws.

mod laws;
#[expect(dead_code, unused_imports, reason = "the laws use only a part of it")]
#[path = "../../src/protocol/mod.rs"]
mod protocol;

/// Runs the law `name` on `data`. Panics if the law does not hold.
pub fn check(name: &str, data: &[u8]) {
    let law = laws::ALL.iter().find(|(known, _)| *known == name);
    law.expect("the law exists").1(data);
}
