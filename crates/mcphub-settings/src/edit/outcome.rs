//! Results and errors of edits.

use crate::diagnostic::Diagnostic;
use crate::name::near;
use crate::text::document::Document;

/// The kind of item that an edit concerns, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// An entry of `mcpServers`.
    Server,
    /// An entry of `groups`.
    Group,
    /// A server as a member of a group.
    Member,
    /// An entry of `bearerKeys`.
    Key,
    /// An entry of `mcpClients`.
    Client,
    /// An entry of `oauthClients`.
    OauthClient,
    /// An entry of `users`.
    User,
    /// An entry of `prompts`.
    Prompt,
    /// An entry of `resources`.
    Resource,
    /// An entry of `mcpRegistry`.
    RegistryEntry,
}

/// The reason why an edit failed. The document is unchanged.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refused {
    /// The item does not exist.
    #[error("no {} `{name}`", kind.word())]
    Absent {
        kind: ItemKind,
        name: String,
        /// Similar names, best match first.
        near: Vec<String>,
    },
    /// The item exists with different content.
    #[error("{} `{name}` already exists with different content", kind.word())]
    Exists { kind: ItemKind, name: String },
    /// The new content is not valid.
    #[error("{message}")]
    Invalid {
        /// Names the field.
        message: String,
        /// The findings of validation on the new entry.
        findings: Vec<Diagnostic>,
    },
    /// The caller is not authorized for this edit.
    #[error("{message}")]
    Forbidden {
        /// Names the protected item and the rule.
        message: String,
    },
}

impl Refused {
    /// Creates [`Self::Absent`]. Suggests similar names among `known`.
    pub(super) fn absent<'a>(
        kind: ItemKind,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::Absent { kind, name: name.to_owned(), near: near(name, known) }
    }

    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden { message: message.into() }
    }

    /// Creates [`Self::Invalid`] for a reason that is not a finding.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid { message: message.into(), findings: Vec::new() }
    }
}

impl ItemKind {
    /// Returns the word in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Group => "group",
            Self::Member => "member",
            Self::Key => "key",
            Self::Client => "client",
            Self::OauthClient => "OAuth client",
            Self::User => "user",
            Self::Prompt => "prompt",
            Self::Resource => "resource",
            Self::RegistryEntry => "registry entry",
        }
    }
}

/// The effect of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The document already had this content.
    Unchanged,
    Added,
    /// An existing item was replaced.
    Replaced,
    /// An existing item was changed in part.
    Changed,
    Removed,
}

/// The behavior of an addition if the name is used by different content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    Refuse,
    /// Replaces the whole entry.
    Replace,
}

/// The kinds of items of a server that can be overridden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    Tool,
    Prompt,
    Resource,
}

impl Capability {
    /// Returns the key of the overrides in a server's entry.
    pub fn section(self) -> &'static str {
        match self {
            Self::Tool => "tools",
            Self::Prompt => "prompts",
            Self::Resource => "resources",
        }
    }
}

impl Outcome {
    /// Returns `self` if the text differs from `before`, else [`Self::Unchanged`].
    pub(super) fn unless_same(self, before: &str, document: &Document) -> Self {
        if document.text() == before { Self::Unchanged } else { self }
    }
}
