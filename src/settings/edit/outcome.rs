//! What a verb answers: what it did, or why it refused.

use crate::settings::diagnostic::Diagnostic;
use crate::settings::document::Document;
use crate::settings::name::near;

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
    /// An entry of `mcpClients`.
    Client,
    /// An entry of `users`.
    User,
    /// An entry of `prompts`.
    Prompt,
    /// An entry of `resources`.
    Resource,
    /// An entry of `mcpRegistry`.
    RegistryEntry,
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
    /// Whoever asks for the edit may not make it.
    #[error("{message}")]
    Forbidden {
        /// What may not change, and who says so.
        message: String,
    },
}

impl Refused {
    /// There is no `thing` called `name`; `known` are the names that there are.
    pub(super) fn absent<'a>(
        thing: Thing,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::Absent { thing, name: name.to_owned(), near: near(name, known) }
    }

    /// The edit is not allowed.
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden { message: message.into() }
    }

    /// What was given is not valid, for a reason that is no finding.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid { message: message.into(), findings: Vec::new() }
    }
}

impl Thing {
    /// The word in messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Group => "group",
            Self::Member => "member",
            Self::Key => "key",
            Self::Client => "client",
            Self::User => "user",
            Self::Prompt => "prompt",
            Self::Resource => "resource",
            Self::RegistryEntry => "registry entry",
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

impl Capability {
    /// The key in a server's entry that holds the overrides.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Tool => "tools",
            Self::Prompt => "prompts",
            Self::Resource => "resources",
        }
    }
}

impl Outcome {
    /// `self` where the text differs from `before`, else that nothing changed.
    pub(super) fn unless_same(self, before: &str, document: &Document) -> Self {
        if document.text() == before { Self::Unchanged } else { self }
    }
}
