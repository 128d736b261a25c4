//! Times as the admin API writes them.

/// The time as ISO 8601, to the millisecond, in UTC.
pub(crate) fn iso_now() -> String {
    iso(jiff::Timestamp::now())
}

/// The same of another time.
pub(crate) fn iso(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// The time, in milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
