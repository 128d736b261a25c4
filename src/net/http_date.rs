//! Dates in HTTP headers (RFC 9110, 5.6.7).

/// Returns the seconds from now until an HTTP date.
pub(crate) fn seconds_until(date: &str) -> Option<i64> {
    // Some servers write hyphens, as Netscape did.
    let (day, rest) = date.trim().split_once(", ")?;
    let at = format!("{day}, {}", rest.replacen('-', " ", 2));
    let at = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(at).ok()?;
    Some(at.as_second() - jiff::Timestamp::now().as_second())
}
