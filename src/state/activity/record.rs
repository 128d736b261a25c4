//! Records of finished tool calls, and filters and summaries for queries.

use std::net::IpAddr;

use crate::state::request_id::RequestId;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Call {
    /// Whether the activity log includes it.
    pub(crate) listed: bool,
    /// Whether the audit log includes it.
    pub(crate) audited: bool,
    /// The id of its HTTP request.
    pub(crate) request_id: Option<RequestId>,
    /// Start of the call, in milliseconds since 1970.
    pub(crate) at_ms: i64,
    /// Duration, in milliseconds.
    pub(crate) took_ms: i64,
    pub(crate) server: String,
    /// The server's own name of the tool.
    pub(crate) tool: String,
    /// Whether it ended with an error, with an error result, or was given up.
    pub(crate) failed: bool,
    pub(crate) error: Option<String>,
    /// The arguments as JSON text, if the settings keep them.
    pub(crate) input: Option<String>,
    /// The result or error as JSON text, if the settings keep it.
    pub(crate) output: Option<String>,
    /// The group that the client connected to.
    pub(crate) group: Option<String>,
    pub(crate) username: Option<String>,
    /// The id of the bearer key.
    pub(crate) key_id: Option<String>,
    /// The name of the bearer key.
    pub(crate) key_name: Option<String>,
    pub(crate) source_ip: Option<IpAddr>,
}

/// A call with the id that the store gave it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Activity {
    /// Ids increase and are never reused.
    pub(crate) id: i64,
    pub(crate) call: Call,
}

/// Filters calls; all given conditions must match. Source: MCPHub's `ActivityRepository`, which
/// compares names by substring, but usernames and ids in full.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filter {
    /// A substring of the server's name.
    pub(crate) server: Option<String>,
    /// A substring of the tool's name.
    pub(crate) tool: Option<String>,
    /// Whether the call failed.
    pub(crate) failed: Option<bool>,
    /// A substring of the group's name.
    pub(crate) group: Option<String>,
    /// The exact username.
    pub(crate) username: Option<String>,
    /// The exact key id.
    pub(crate) key_id: Option<String>,
    /// A substring of the key's name.
    pub(crate) key_name: Option<String>,
    /// The earliest start, in milliseconds since 1970.
    pub(crate) from_ms: Option<i64>,
    /// The latest start, in milliseconds since 1970.
    pub(crate) until_ms: Option<i64>,
}

/// One page of calls, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    pub(crate) activities: Vec<Activity>,
    /// The number of matching calls on all pages.
    pub(crate) total: i64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stats {
    pub(crate) total: i64,
    pub(crate) failed: i64,
    /// Average duration in milliseconds; 0 without calls.
    pub(crate) average_ms: i64,
}

/// The distinct values that occur in calls, sorted, for filter menus.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Choices {
    pub(crate) servers: Vec<String>,
    pub(crate) tools: Vec<String>,
    pub(crate) groups: Vec<String>,
    pub(crate) usernames: Vec<String>,
    pub(crate) key_names: Vec<String>,
}
