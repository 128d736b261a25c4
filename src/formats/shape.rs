//! The supported formats of servers, and what is read from a text in one of them.

use crate::formats::imported::Read;
use crate::settings::{Code, Diagnostic, Severity};

/// A format of servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `{"mcpServers": {…}}`: MCPHub, Claude, Cursor, Windsurf, Cline, Gemini and many more.
    McpServers,
    /// `{"servers": {…}}`: VS Code; also MCPHub's templates.
    Vscode,
    /// `{"context_servers": {…}}`: Zed.
    Zed,
    /// `{"mcp": {…}}`: opencode, Crush, Kilo.
    Opencode,
    /// `[mcp_servers.name]`: Codex.
    Codex,
    /// `extensions`: Goose.
    Goose,
    /// `registry`: catalogs of Docker's MCP gateway.
    Docker,
    /// `[{"name": …, "config": {…}}]` or `{"servers": […]}`: MCPHub's REST API.
    Batch,
    /// `server.json` of the MCP registry.
    Registry,
    /// `{"name": {"command": …}, …}` without a wrapper.
    Bare,
}

impl Shape {
    /// All formats with their names, in the order of detection.
    pub(crate) const ALL: &[(Self, &str)] = &[
        (Self::McpServers, "mcpservers"),
        (Self::Vscode, "vscode"),
        (Self::Zed, "zed"),
        (Self::Opencode, "opencode"),
        (Self::Codex, "codex"),
        (Self::Goose, "goose"),
        (Self::Docker, "docker"),
        (Self::Batch, "batch"),
        (Self::Registry, "registry"),
        (Self::Bare, "bare"),
    ];

    /// Returns the name on the command line.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(shape, _)| *shape == self).map_or("", |(_, word)| word)
    }

    /// Parses the name on the command line.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(shape, _)| *shape)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    pub(crate) shape: Shape,
    /// In source order.
    pub(crate) servers: Vec<Read>,
    /// Notes on parts that were not read.
    pub(crate) notes: Vec<String>,
    /// Servers that count in one folder only.
    pub(crate) projects: Vec<Project>,
}

/// Servers of one project in a file of several.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Project {
    pub(crate) folder: String,
    pub(crate) servers: Vec<Read>,
}

/// The reason why a whole source cannot be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unreadable {
    /// In none of the syntaxes: JSON, TOML, YAML and XML.
    #[error("syntax error")]
    Syntax { finding: Box<Diagnostic> },
    /// Valid, but in no known format.
    #[error("no servers found")]
    Unrecognized {
        /// The keys at the top level.
        keys: Vec<String>,
    },
    /// Not in the requested format.
    #[error("the text is not in the format `{}`", .0.word())]
    NotOfShape(Shape),
}

/// Returns the error for a syntax error.
pub(crate) fn syntax(place: std::ops::Range<usize>, message: String) -> Unreadable {
    let finding =
        Diagnostic { code: Code::Syntax, severity: Severity::Error, place, message, help: None };
    Unreadable::Syntax { finding: Box::new(finding) }
}
