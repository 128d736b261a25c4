//! The systems whose admin APIs the hub implements.

/// An admin API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// MCPHub; also used by the hub's own commands.
    McpHub,
    McpJungle,
    Pandora,
    AgentCorex,
    Aeontel,
}

impl Dialect {
    pub const ALL: [Self; 5] =
        [Self::McpHub, Self::McpJungle, Self::Pandora, Self::AgentCorex, Self::Aeontel];

    /// Returns the name in the file and in `/dialect/{word}`.
    pub fn word(self) -> &'static str {
        match self {
            Self::McpHub => "mcphub",
            Self::McpJungle => "mcpjungle",
            Self::Pandora => "pandora",
            Self::AgentCorex => "agent-corex",
            Self::Aeontel => "aeontel",
        }
    }

    /// Parses the name returned by [`Self::word`].
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word)
    }
}
