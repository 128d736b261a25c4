//! A tool call that was, and how calls are asked for: values, whoever keeps them.

use std::net::IpAddr;

use crate::state::request_id::RequestId;

/// One `tools/call` that came to its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Call {
    /// It belongs in the activity log.
    pub(crate) listed: bool,
    /// It belongs in the audit log.
    pub(crate) audited: bool,
    /// The HTTP request that it came in.
    pub(crate) request_id: Option<RequestId>,
    /// When it came in, in milliseconds since 1970.
    pub(crate) at_ms: i64,
    /// Milliseconds until it was answered.
    pub(crate) took_ms: i64,
    /// The server that was called.
    pub(crate) server: String,
    /// The tool, under the server's own name for it.
    pub(crate) tool: String,
    /// It was answered with an error, or with a result that says it is one, or was given up.
    pub(crate) failed: bool,
    /// What went wrong.
    pub(crate) error: Option<String>,
    /// Arguments as JSON text, where they are kept.
    pub(crate) input: Option<String>,
    /// The result, or the error, as JSON text, where it is kept.
    pub(crate) output: Option<String>,
    /// The group that the client is in.
    pub(crate) group: Option<String>,
    /// Who called.
    pub(crate) username: Option<String>,
    /// By which bearer key: its id.
    pub(crate) key_id: Option<String>,
    /// The same key's name.
    pub(crate) key_name: Option<String>,
    /// From which address.
    pub(crate) source_ip: Option<IpAddr>,
}

/// A call that is kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Activity {
    /// Grows with time; never given twice.
    pub(crate) id: i64,
    /// The call.
    pub(crate) call: Call,
}

/// Which calls are meant: those that fit in all that is said. Source: MCPHub's `ActivityRepository`,
/// which takes a part of a name for the name, but not of a user's or of an id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filter {
    /// Of servers with this in their name.
    pub(crate) server: Option<String>,
    /// Of tools with this in their name.
    pub(crate) tool: Option<String>,
    /// Those that failed, or those that did not.
    pub(crate) failed: Option<bool>,
    /// In groups with this in their name.
    pub(crate) group: Option<String>,
    /// By that user.
    pub(crate) username: Option<String>,
    /// By the key of that id.
    pub(crate) key_id: Option<String>,
    /// By keys with this in their name.
    pub(crate) key_name: Option<String>,
    /// Not before, in milliseconds since 1970.
    pub(crate) from_ms: Option<i64>,
    /// Not after, in milliseconds since 1970.
    pub(crate) until_ms: Option<i64>,
}

/// Some of the calls, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Those on this page.
    pub(crate) activities: Vec<Activity>,
    /// How many there are on all pages.
    pub(crate) total: i64,
}

/// Calls in figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stats {
    /// All of them.
    pub(crate) total: i64,
    /// Those that failed.
    pub(crate) failed: i64,
    /// Milliseconds that one took, on average; 0 where there is none.
    pub(crate) average_ms: i64,
}

/// What there is to choose from, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Choices {
    /// Servers.
    pub(crate) servers: Vec<String>,
    /// Tools.
    pub(crate) tools: Vec<String>,
    /// Groups.
    pub(crate) groups: Vec<String>,
    /// Users.
    pub(crate) usernames: Vec<String>,
    /// Names of keys.
    pub(crate) key_names: Vec<String>,
}
