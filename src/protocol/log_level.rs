//! The levels of log messages (RFC 5424, as MCP server/utilities/logging names them).

/// All of them, least first.
pub(crate) const LEVELS: [&str; 8] =
    ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

/// Where a level stands among them; the least is 0.
pub(crate) fn rank(level: &str) -> Option<u8> {
    LEVELS.iter().position(|known| *known == level).and_then(|rank| u8::try_from(rank).ok())
}
