//! Whose credential a client showed, as far as MCP has to know it: sessions are bound to it, and a
//! user who is no admin sees only what is shared with them.

/// Whose credential a client showed. The default is nobody's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Tells one from another, for sessions and logs: `key <id>`, `user <name>`, or empty.
    pub(crate) principal: String,
    /// The user who acts; `None` for keys of the system and where no credential was needed.
    pub(crate) user: Option<String>,
    /// The bearer key shown: its id, where it has one, and its name.
    pub(crate) key: Option<(Option<String>, String)>,
    /// The user as whom servers and groups are seen; `None` sees all.
    pub(crate) viewer: Option<String>,
}
