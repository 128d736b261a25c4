//! The systems whose admin APIs the hub speaks.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Dialect {
    /// MCPHub; the hub's own commands speak it too.
    McpHub,
    /// MCPJungle.
    McpJungle,
    /// Pandora.
    Pandora,
    /// Agent-Corex.
    AgentCorex,
    /// Aeontel.
    Aeontel,
}

impl Dialect {
    /// All of them.
    pub(crate) const ALL: [Self; 5] =
        [Self::McpHub, Self::McpJungle, Self::Pandora, Self::AgentCorex, Self::Aeontel];

    /// Its word in the file and in `/dialect/{word}`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::McpHub => "mcphub",
            Self::McpJungle => "mcpjungle",
            Self::Pandora => "pandora",
            Self::AgentCorex => "agent-corex",
            Self::Aeontel => "aeontel",
        }
    }

    /// The dialect of that word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word)
    }
}
