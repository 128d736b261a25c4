//! Default timeouts.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::time::Duration;

use crate::proxy::limits;

/// A timeout that expired, and the setting that controls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) after: Duration,
    /// `None` if no setting controls it.
    pub(crate) setting: Option<&'static str>,
}

impl Limit {
    /// Opening a connection.
    pub(crate) fn of_connection(after: Duration) -> Self {
        Self { after, setting: Some("INIT_TIMEOUT") }
    }

    /// One call without progress.
    pub(crate) fn of_call(after: Duration) -> Self {
        Self { after, setting: Some("the server's options.timeout, else REQUEST_TIMEOUT") }
    }

    /// One call in total, regardless of progress.
    pub(crate) fn of_whole_call(after: Duration) -> Self {
        Self { after, setting: Some("the server's options.maxTotalTimeout") }
    }
}

impl From<Duration> for Limit {
    fn from(after: Duration) -> Self {
        Self { after, setting: None }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ms", self.after.as_millis())?;
        self.setting.map_or(Ok(()), |setting| write!(f, " (set by {setting})"))
    }
}

/// Timeouts for servers whose settings contain none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// Opening a connection, including the first lists.
    pub(crate) connect: Duration,
    /// A request without a server-specific timeout.
    pub(crate) request: Duration,
}

impl Times {
    /// Reads the environment, in milliseconds. Source: MCPHub's variables, including the older name
    /// of one.
    pub(crate) fn of(environment: &BTreeMap<OsString, OsString>) -> Self {
        let millis = |name: &str| {
            let text = environment.get(OsStr::new(name))?.to_str()?;
            text.trim().parse().ok().filter(|millis| *millis > 0).map(Duration::from_millis)
        };
        let request = millis("DEFAULT_REQUEST_TIMEOUT").or_else(|| millis("REQUEST_TIMEOUT"));
        Self {
            connect: millis("INIT_TIMEOUT").unwrap_or(limits::CONNECT),
            request: request.unwrap_or(limits::REQUEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_timeouts_apply_and_invalid_ones_are_ignored() {
        let times = |pairs: &[(&str, &str)]| {
            let environment = pairs.iter().map(|(name, value)| (name.into(), value.into()));
            let times = Times::of(&environment.collect());
            (times.connect.as_millis(), times.request.as_millis())
        };
        assert_eq!(times(&[]), (60_000, 60_000));
        assert_eq!(times(&[("INIT_TIMEOUT", "300000"), ("REQUEST_TIMEOUT", "5")]), (300_000, 5));
        let both = [("REQUEST_TIMEOUT", "5"), ("DEFAULT_REQUEST_TIMEOUT", "7")];
        assert_eq!(times(&both), (60_000, 7));
        assert_eq!(times(&[("INIT_TIMEOUT", "0"), ("REQUEST_TIMEOUT", "1 min")]), (60_000, 60_000));
    }
}
