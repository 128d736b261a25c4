//! How servers and groups may be spelt, and which known name a misspelt one resembles.

/// Says why `name` cannot be a new server's or group's name.
/// `[A-Za-z0-9._-]+`, also `/` as in registry names; at most 128 bytes; no `..`.
pub(crate) fn check(name: &str) -> Result<(), String> {
    let _ = name;
    Ok(())
}

/// The names among `known` that look like `name`, best first, at most three.
pub(crate) fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let _ = (name, known.into_iter());
    Vec::new()
}
