//! Time formats of the admin API.

/// Returns the current time as ISO 8601 in UTC, with milliseconds.
pub(crate) fn iso_now() -> String {
    iso(jiff::Timestamp::now())
}

/// Formats a time as ISO 8601 in UTC, with milliseconds.
pub(crate) fn iso(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Returns the current time in milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
