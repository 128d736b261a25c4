//! The verbs: every edit a user can mean, as a pure function on the document.
//! A command and a handler only phrase them. Each says what changed, or why it refused.

use serde_json::{Map, Value};

use crate::settings::diagnostic::Diagnostic;
use crate::settings::document::Document;

/// What a verb acts on, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    /// An entry of `mcpServers`.
    Server,
    /// An entry of `groups`.
    Group,
    /// A server's place in a group.
    Member,
    /// An entry of `bearerKeys`.
    Key,
    /// An entry of `users`.
    User,
}

/// Why a verb refused. The document is unchanged.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum Refused {
    /// There is no such thing.
    #[error("no {} `{name}`", thing.word())]
    Absent {
        /// What was looked for.
        thing: Thing,
        /// The name given.
        name: String,
        /// Names that look alike, best first.
        near: Vec<String>,
    },
    /// It exists, with other content.
    #[error("{} `{name}` is already there with other content", thing.word())]
    Exists {
        /// What is in the way.
        thing: Thing,
        /// Its name.
        name: String,
    },
    /// What was given would not be valid.
    #[error("{message}")]
    Invalid {
        /// What is wrong, naming the field.
        message: String,
        /// Findings on the entry as it would stand.
        findings: Vec<Diagnostic>,
    },
}

impl Thing {
    /// The word in messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Group => "group",
            Self::Member => "member",
            Self::Key => "key",
            Self::User => "user",
        }
    }
}

/// What a verb did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was so already.
    Unchanged,
    /// It is new.
    Added,
    /// It replaced what was there.
    Replaced,
    /// It changed in part.
    Changed,
    /// It is gone.
    Removed,
}

/// What `add` does where the name is taken by other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnConflict {
    /// `Refused::Exists`.
    Refuse,
    /// The new entry replaces the old one; keys it does not name are removed.
    Replace,
}

/// The three kinds of things that can be overridden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capability {
    /// `tools`.
    Tool,
    /// `prompts`.
    Prompt,
    /// `resources`.
    Resource,
}

/// Adds a server. `entry` is its JSON; `type` is filled in where it can be inferred.
pub(crate) fn add_server(
    document: &mut Document,
    name: &str,
    entry: &Map<String, Value>,
    on_conflict: OnConflict,
) -> Result<Outcome, Refused> {
    let _ = (document, name, entry, on_conflict);
    Ok(Outcome::Unchanged)
}

/// Merges `patch` into a server's entry, member by member at the top level; `null` removes a member.
pub(crate) fn patch_server(
    document: &mut Document,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let _ = (document, name, patch);
    Ok(Outcome::Unchanged)
}

/// Removes a server. Groups and keys that name it lose it as well.
pub(crate) fn remove_server(document: &mut Document, name: &str) -> Result<Outcome, Refused> {
    let _ = (document, name);
    Ok(Outcome::Unchanged)
}

/// Renames a server in place; groups and keys follow.
pub(crate) fn rename_server(
    document: &mut Document,
    name: &str,
    new_name: &str,
) -> Result<Outcome, Refused> {
    let _ = (document, name, new_name);
    Ok(Outcome::Unchanged)
}

/// Switches a server on or off.
pub(crate) fn enable_server(
    document: &mut Document,
    name: &str,
    enabled: bool,
) -> Result<Outcome, Refused> {
    let _ = (document, name, enabled);
    Ok(Outcome::Unchanged)
}

/// Switches a tool, prompt or resource of a server on or off. It need not exist upstream.
pub(crate) fn enable_capability(
    document: &mut Document,
    server: &str,
    capability: Capability,
    name: &str,
    enabled: bool,
) -> Result<Outcome, Refused> {
    let _ = (document, server, capability, name, enabled);
    Ok(Outcome::Unchanged)
}

/// Replaces the description that clients see.
pub(crate) fn describe_capability(
    document: &mut Document,
    server: &str,
    capability: Capability,
    name: &str,
    description: &str,
) -> Result<Outcome, Refused> {
    let _ = (document, server, capability, name, description);
    Ok(Outcome::Unchanged)
}

/// Drops the description override; the entry stays only where it still says `enabled: false`.
pub(crate) fn reset_capability(
    document: &mut Document,
    server: &str,
    capability: Capability,
    name: &str,
) -> Result<Outcome, Refused> {
    let _ = (document, server, capability, name);
    Ok(Outcome::Unchanged)
}

/// Creates a group. `group` is its JSON without `id`; `id` is a UUID made by the caller.
pub(crate) fn create_group(
    document: &mut Document,
    id: &str,
    group: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let _ = (document, id, group);
    Ok(Outcome::Unchanged)
}

/// Merges `patch` into a group, found by name or id; `null` removes a member.
pub(crate) fn patch_group(
    document: &mut Document,
    name_or_id: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let _ = (document, name_or_id, patch);
    Ok(Outcome::Unchanged)
}

/// Deletes a group; keys that name it lose it.
pub(crate) fn delete_group(document: &mut Document, name_or_id: &str) -> Result<Outcome, Refused> {
    let _ = (document, name_or_id);
    Ok(Outcome::Unchanged)
}

/// Puts a server into a group, or changes how it is in it: `member` is a name or an object with `name`.
pub(crate) fn put_member(
    document: &mut Document,
    name_or_id: &str,
    member: &Value,
) -> Result<Outcome, Refused> {
    let _ = (document, name_or_id, member);
    Ok(Outcome::Unchanged)
}

/// Takes a server out of a group.
pub(crate) fn remove_member(
    document: &mut Document,
    name_or_id: &str,
    server: &str,
) -> Result<Outcome, Refused> {
    let _ = (document, name_or_id, server);
    Ok(Outcome::Unchanged)
}
