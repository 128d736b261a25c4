//! The protocol revisions and the two eras into which they fall.

pub const MODERN: &str = "2026-07-28";
/// [`MODERN`] as a JSON string.
pub const MODERN_RAW: &str = r#""2026-07-28""#;

/// The revisions of the legacy era, newest first.
pub const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// The style of a peer. Legacy: `initialize` and sessions. Modern: stateless, `_meta` on each
/// request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Era {
    Legacy,
    Modern,
}

/// Returns the revision for the response to an `initialize` with `requested`: the same one if it is
/// supported, else the newest legacy one.
pub fn negotiate(requested: Option<&str>) -> &'static str {
    LEGACY.into_iter().find(|known| Some(*known) == requested).unwrap_or(LEGACY[0])
}

/// Returns whether `version` is a revision with sessions.
pub fn is_legacy(version: &str) -> bool {
    LEGACY.contains(&version)
}

/// Returns whether `version` has JSON-RPC batches: 2025-06-18 removed them.
pub fn has_batches(version: &str) -> bool {
    version == LEGACY[2] || version == LEGACY[3]
}
