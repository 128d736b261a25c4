//! The laws of the protocol, for the fuzz targets that search for bytes that break them.

mod laws;

/// Runs the law `name` on `data`. Panics if the law does not hold.
pub fn check(name: &str, data: &[u8]) {
    let law = laws::ALL.iter().find(|(known, _)| *known == name);
    law.expect("the law exists").1(data);
}
