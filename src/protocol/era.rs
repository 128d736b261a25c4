//! The protocol revisions, and the two eras they fall into.

/// The revision of the modern era.
pub(crate) const MODERN: &str = "2026-07-28";
/// The same in JSON.
pub(crate) const MODERN_RAW: &str = r#""2026-07-28""#;

/// The revisions of the legacy era, newest first.
pub(crate) const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// How a peer speaks. Legacy: `initialize` and sessions. Modern: stateless, `_meta` on each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Era {
    /// 2025-11-25 and older.
    Legacy,
    /// 2026-07-28.
    Modern,
}

/// The revision to answer an `initialize` that asks for `asked`.
pub(crate) fn negotiate(asked: Option<&str>) -> &'static str {
    LEGACY.into_iter().find(|known| Some(*known) == asked).unwrap_or(LEGACY[0])
}

/// Whether `version` is one that has sessions.
pub(crate) fn is_legacy(version: &str) -> bool {
    LEGACY.contains(&version)
}

/// Whether `version` has JSON-RPC batches: 2025-06-18 took them out.
pub(crate) fn has_batches(version: &str) -> bool {
    version == LEGACY[2] || version == LEGACY[3]
}
