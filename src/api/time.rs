//! Time formats of the admin API.

use jiff::Timestamp;

/// Returns the current time as ISO 8601 in UTC, with milliseconds.
pub(crate) fn iso_now() -> String {
    iso(Timestamp::now())
}

/// Formats a time as ISO 8601 in UTC, with milliseconds.
pub(crate) fn iso(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Formats milliseconds since 1970 as [`iso`] does.
pub(crate) fn iso_ms(ms: i64) -> String {
    iso(Timestamp::from_millisecond(ms).unwrap_or_default())
}

/// Returns the current time in milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}
