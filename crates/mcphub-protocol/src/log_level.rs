//! Log levels (RFC 5424, with the names of MCP server/utilities/logging).

/// All levels, least severe first.
pub const LEVELS: [&str; 8] =
    ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

/// Returns the severity of a level, from 0 for `debug`; `None` if it is unknown.
pub fn rank(level: &str) -> Option<u8> {
    LEVELS.iter().position(|known| *known == level).and_then(|rank| u8::try_from(rank).ok())
}
