//! How often somebody may manage servers, in the words of Agent-Corex.

use serde_json::{Map, Value};

/// What a credential may ask of the routes that manage servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// So many requests in a minute.
    PerMinute(u32),
    /// As many as it likes.
    Unlimited,
}

impl Plan {
    /// What `requestsPerMinute`, else `plan` of a key or of `systemConfig` says; nothing where neither
    /// is there. The numbers are Agent-Corex's; its enterprise plan has one of its own, or none.
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

    /// Requests in a minute; nothing where there is no limit.
    pub(crate) fn per_minute(self) -> Option<u32> {
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
    fn a_number_goes_before_a_word() {
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
