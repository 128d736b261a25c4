//! Rate limits for managing servers, as in Agent-Corex.

use serde_json::{Map, Value};

/// The rate limit of a credential for the routes that manage servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    PerMinute(u32),
    Unlimited,
}

impl Plan {
    /// Reads `requestsPerMinute`, otherwise `plan`, of a key or of `systemConfig`; returns `None`
    /// if neither is present. The numbers are Agent-Corex's; its enterprise plan has an individual
    /// limit or none.
    pub(crate) fn of(entry: &Map<String, Value>) -> Option<Self> {
        let number = entry.get("requestsPerMinute").and_then(Value::as_u64);
        if let Some(number) = number.filter(|number| *number > 0) {
            return Some(Self::PerMinute(u32::try_from(number).unwrap_or(u32::MAX)));
        }
        match entry.get("plan")?.as_str()? {
            "free" => Some(Self::PerMinute(10)),
            "pro" => Some(Self::PerMinute(100)),
            "enterprise" => Some(Self::Unlimited),
            _ => None,
        }
    }

    /// Returns the limit per minute, or `None` if unlimited.
    pub fn per_minute(self) -> Option<u32> {
        match self {
            Self::PerMinute(number) => Some(number),
            Self::Unlimited => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_number_takes_precedence_over_a_plan() {
        for (entry, wanted) in [
            (json!({}), None),
            (json!({ "plan": null }), None),
            (json!({ "plan": "gold" }), None),
            (json!({ "plan": "free" }), Some(Plan::PerMinute(10))),
            (json!({ "plan": "pro" }), Some(Plan::PerMinute(100))),
            (json!({ "requestsPerMinute": 0 }), None),
            (json!({ "plan": "pro", "requestsPerMinute": 0 }), Some(Plan::PerMinute(100))),
            (json!({ "plan": "pro", "requestsPerMinute": 7 }), Some(Plan::PerMinute(7))),
            (json!({ "plan": "enterprise" }), Some(Plan::Unlimited)),
            (json!({ "plan": "enterprise", "requestsPerMinute": 5 }), Some(Plan::PerMinute(5))),
        ] {
            assert_eq!(Plan::of(entry.as_object().unwrap()), wanted, "{entry}");
        }
    }
}
