//! A named subset of servers, and of what each offers.

use crate::settings::server::Sharing;

/// One entry of `groups`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// Made by the hub; absent in files written by hand.
    pub(crate) id: Option<String>,
    /// Unique across the file.
    pub(crate) name: String,
    /// A note for people.
    pub(crate) description: Option<String>,
    /// In file order.
    pub(crate) members: Vec<Member>,
    /// Who may see it.
    pub(crate) sharing: Sharing,
    /// It is an admin's or nobody's: its names go before those of users who are no admins.
    pub(crate) trusted: bool,
}

/// A server inside a group.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    /// The server's name.
    pub(crate) server: String,
    /// The server's exposed name inside this group.
    pub(crate) alias: Option<String>,
    /// By original tool name.
    pub(crate) tools: Selector,
    /// Tools that are left out of those, by original name.
    pub(crate) excluded_tools: Vec<String>,
    /// By original prompt name.
    pub(crate) prompts: Selector,
    /// By URI.
    pub(crate) resources: Selector,
    /// Tools that smart routing lists beside its own.
    pub(crate) pinned_tools: Vec<String>,
}

impl Member {
    /// Whether the tool of that original name is shown.
    pub(crate) fn takes_tool(&self, name: &str) -> bool {
        self.tools.takes(name) && !self.excluded_tools.iter().any(|excluded| excluded == name)
    }
}

/// `"all"`, or the chosen ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Selector {
    /// Everything the server offers.
    #[default]
    All,
    /// Only these original names or URIs.
    Only(Vec<String>),
}

impl Selector {
    /// Whether `name` is chosen.
    pub(crate) fn takes(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.iter().any(|n| n == name),
        }
    }
}
