//! The items that one server lists: raw JSON, and the keys to find them by.

use crate::protocol::Era;
use crate::protocol::json::{self, Span};

/// One tool, prompt, resource or resource template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The item as the server sent it, a JSON object.
    pub(crate) raw: String,
    /// The name, URI or URI template of the item.
    pub(crate) key: String,
    /// The span of the key in `raw`.
    pub(crate) key_span: Span,
}

/// Identifies one of the four lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ListKind {
    /// `tools/list`.
    Tools,
    /// `prompts/list`.
    Prompts,
    /// `resources/list`.
    Resources,
    /// `resources/templates/list`.
    Templates,
}

impl ListKind {
    /// All four, in the order of the MCP documentation.
    pub(crate) const ALL: [Self; 4] =
        [Self::Tools, Self::Prompts, Self::Resources, Self::Templates];

    /// Returns the method that requests the list.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Self::Tools => "tools/list",
            Self::Prompts => "prompts/list",
            Self::Resources => "resources/list",
            Self::Templates => "resources/templates/list",
        }
    }

    /// Returns the member of the result that contains the items.
    pub(crate) fn member(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Prompts => "prompts",
            Self::Resources => "resources",
            Self::Templates => "resourceTemplates",
        }
    }

    /// Returns the singular and plural for people.
    pub(crate) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Tools => ("tool", "tools"),
            Self::Prompts => ("prompt", "prompts"),
            Self::Resources => ("resource", "resources"),
            Self::Templates => ("resource template", "resource templates"),
        }
    }

    /// Returns the member that identifies an item.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Tools | Self::Prompts => "name",
            Self::Resources => "uri",
            Self::Templates => "uriTemplate",
        }
    }

    /// Returns the capability that announces the list.
    pub(crate) fn capability(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Prompts => "prompts",
            Self::Resources | Self::Templates => "resources",
        }
    }
}

/// How long a list may be cached, and by whom (2026-07-28, server/utilities/caching).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CacheHint {
    /// The `ttlMs` member.
    pub(crate) ttl_ms: u64,
    /// Whether `cacheScope` is `public`.
    pub(crate) public: bool,
}

impl CacheHint {
    /// Returns the shorter lifetime and the narrower scope of two hints.
    pub(crate) fn strictest(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) => {
                Some(Self { ttl_ms: a.ttl_ms.min(b.ttl_ms), public: a.public && b.public })
            }
            (a, b) => a.or(b),
        }
    }
}

/// One list of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    /// The items in the server's order.
    pub(crate) items: Vec<Item>,
    /// The server's cache hint, if any.
    pub(crate) hint: Option<CacheHint>,
    /// Describes a defect in one line: `12 tools, list broken at page 2: …`.
    pub(crate) note: Option<String>,
    /// It is incomplete and may be complete when it is read again.
    pub(crate) is_broken: bool,
}

/// The facts in a server's `initialize` or `server/discover` result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerInfo {
    /// The protocol era in use.
    pub(crate) era: Era,
    /// The protocol revision in use.
    pub(crate) version: String,
    /// The capabilities, a raw JSON object.
    pub(crate) capabilities: String,
    /// The server's `serverInfo`, a raw JSON object.
    pub(crate) implementation: Option<String>,
    /// The instructions, a raw JSON string.
    pub(crate) instructions: Option<String>,
}

impl ServerInfo {
    /// Whether `capabilities` contains this member.
    pub(crate) fn can(&self, capability: &str) -> bool {
        json::get(&self.capabilities, &(0..self.capabilities.len()), capability).is_some()
    }

    /// Whether `capabilities.extensions` contains this member.
    pub(crate) fn says_extension(&self, extension: &str) -> bool {
        let text = &self.capabilities;
        let extensions = json::get(text, &(0..text.len()), "extensions");
        extensions.is_some_and(|span| json::get(text, &span, extension).is_some())
    }

    /// Whether the capability contains this switch with value `true`.
    pub(crate) fn says(&self, capability: &str, switch: &str) -> bool {
        let text = &self.capabilities;
        json::get(text, &(0..text.len()), capability)
            .and_then(|span| json::get(text, &span, switch))
            .is_some_and(|span| &text[span] == "true")
    }
}

/// A server's lists and `ServerInfo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inventory {
    pub(crate) server_info: ServerInfo,
    /// The lists in the order of [`ListKind::ALL`].
    pub(crate) lists: [Listing; 4],
}

impl Inventory {
    /// Returns the list of that kind.
    pub(crate) fn list(&self, kind: ListKind) -> &Listing {
        &self.lists[kind as usize]
    }
}

/// One page of a list.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The items in the server's order.
    pub(crate) items: Vec<Item>,
    /// Number of unusable items: not an object, or without a key.
    pub(crate) left_out: usize,
    /// Cursor of the next page; may be an empty string.
    pub(crate) cursor: Option<String>,
    /// The server's cache hint, if any.
    pub(crate) hint: Option<CacheHint>,
    /// Why the page cannot be read.
    pub(crate) flaw: Option<String>,
}

/// Parses one page from a list result.
pub(crate) fn read_page(kind: ListKind, result: &str) -> Page {
    let members = json::members(result, &(0..result.len()));
    let member = |name| json::find(result, &members, name).0;
    let mut page = Page::default();
    let list = member(kind.member()).filter(|span| result[(*span).clone()].starts_with('['));
    if list.is_none() {
        page.flaw = Some(format!("its response has no list `{}`", kind.member()));
    }
    for span in list.map(|s| json::elements(result, s)).unwrap_or_default() {
        let raw = result[span].to_owned();
        let key_span = json::get(&raw, &(0..raw.len()), kind.key());
        let key = key_span.clone().and_then(|span| json::string(&raw, &span));
        let (Some(key), Some(key_span)) = (key.map(std::borrow::Cow::into_owned), key_span) else {
            page.left_out += 1;
            continue;
        };
        page.items.push(Item { raw, key, key_span });
    }
    let text = |name| member(name).and_then(|span| json::string(result, span));
    page.cursor = text("nextCursor").map(std::borrow::Cow::into_owned);
    if page.cursor.is_none() && member("nextCursor").is_some_and(|s| &result[s.clone()] != "null") {
        page.flaw = Some("its `nextCursor` is not a string".to_owned());
    }
    let ttl = member("ttlMs").and_then(|span| result[span.clone()].parse().ok());
    page.hint = ttl.map(|ttl_ms| CacheHint {
        ttl_ms,
        public: text("cacheScope").as_deref() == Some("public"),
    });
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stay_as_the_server_wrote_them() {
        let page = r#"{"tools":[ {"x":1e400,"name":"a\u0062"} ,{"title":"no name"}],"nextCursor":"2","ttlMs":5,"cacheScope":"public"}"#;
        let page = read_page(ListKind::Tools, page);
        let item = Item {
            raw: r#"{"x":1e400,"name":"a\u0062"}"#.into(),
            key: "ab".into(),
            key_span: 18..27,
        };
        assert_eq!(page.items, [item]);
        assert_eq!((page.left_out, page.cursor.as_deref(), page.flaw), (1, Some("2"), None));
        assert_eq!(page.hint, Some(CacheHint { ttl_ms: 5, public: true }));
    }
}
