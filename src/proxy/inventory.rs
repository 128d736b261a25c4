//! What one server offers, as it said it: raw items, and the names to find them by.

use crate::protocol::Era;
use crate::protocol::json::{self, Span};

/// One tool, prompt, resource or template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The raw JSON object.
    pub(crate) raw: String,
    /// The name, URI or URI template that it is used by.
    pub(crate) key: String,
    /// Where the raw key stands.
    pub(crate) key_span: Span,
}

/// One of the four lists.
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
    /// All four, in the order of the protocol's documentation.
    pub(crate) const ALL: [Self; 4] =
        [Self::Tools, Self::Prompts, Self::Resources, Self::Templates];

    /// The method that lists it.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Self::Tools => "tools/list",
            Self::Prompts => "prompts/list",
            Self::Resources => "resources/list",
            Self::Templates => "resources/templates/list",
        }
    }

    /// The member of the result that holds the items.
    pub(crate) fn member(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Prompts => "prompts",
            Self::Resources => "resources",
            Self::Templates => "resourceTemplates",
        }
    }

    /// The member of an item that it is used by.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Tools | Self::Prompts => "name",
            Self::Resources => "uri",
            Self::Templates => "uriTemplate",
        }
    }

    /// The capability that announces it.
    pub(crate) fn capability(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Prompts => "prompts",
            Self::Resources | Self::Templates => "resources",
        }
    }
}

/// How long a list may be kept, and by whom (2026-07-28, server/utilities/caching).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CacheHint {
    /// `ttlMs`.
    pub(crate) ttl_ms: u64,
    /// `cacheScope` is `public`.
    pub(crate) public: bool,
}

/// One list of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listing {
    /// In the server's order.
    pub(crate) items: Vec<Item>,
    /// What the server said of caching.
    pub(crate) hint: Option<CacheHint>,
    /// What is wrong with it, in one line: `12 tools, list broken at page 2: …`.
    pub(crate) note: Option<String>,
}

/// Everything a server said of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    /// How it speaks.
    pub(crate) era: Era,
    /// The revision in use.
    pub(crate) version: String,
    /// Raw JSON.
    pub(crate) capabilities: String,
    /// Raw JSON.
    pub(crate) server_info: Option<String>,
    /// Raw JSON string.
    pub(crate) instructions: Option<String>,
}

impl Facts {
    /// Whether `capabilities` has this member.
    pub(crate) fn can(&self, capability: &str) -> bool {
        json::get(&self.capabilities, &(0..self.capabilities.len()), capability).is_some()
    }

    /// Whether `capabilities.extensions` has this member.
    pub(crate) fn says_extension(&self, extension: &str) -> bool {
        let text = &self.capabilities;
        let extensions = json::get(text, &(0..text.len()), "extensions");
        extensions.is_some_and(|span| json::get(text, &span, extension).is_some())
    }

    /// Whether the capability has this switch set.
    pub(crate) fn says(&self, capability: &str, switch: &str) -> bool {
        let text = &self.capabilities;
        json::get(text, &(0..text.len()), capability)
            .and_then(|span| json::get(text, &span, switch))
            .is_some_and(|span| &text[span] == "true")
    }
}

/// A server's lists, with what it said of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inventory {
    /// About the server.
    pub(crate) facts: Facts,
    /// In the order of [`ListKind::ALL`].
    pub(crate) lists: [Listing; 4],
}

impl Inventory {
    /// The list of that kind.
    pub(crate) fn list(&self, kind: ListKind) -> &Listing {
        &self.lists[kind as usize]
    }
}

/// The items of one page of a list result, and the cursor of the next. Items that lack their key
/// cannot be used and are left out.
pub(crate) fn read_page(
    kind: ListKind,
    result: &str,
) -> (Vec<Item>, Option<String>, Option<CacheHint>) {
    let members = json::members(result, &(0..result.len()));
    let member = |name| json::find(result, &members, name).0;
    let mut items = Vec::new();
    for span in member(kind.member()).map(|s| json::elements(result, s)).unwrap_or_default() {
        let raw = result[span].to_owned();
        let Some(key_span) = json::get(&raw, &(0..raw.len()), kind.key()) else { continue };
        let Some(key) = json::string(&raw, &key_span) else { continue };
        let key = key.into_owned();
        items.push(Item { raw, key, key_span });
    }
    let text = |name| member(name).and_then(|span| json::string(result, span));
    let cursor = text("nextCursor").filter(|c| !c.is_empty()).map(std::borrow::Cow::into_owned);
    let ttl = member("ttlMs").and_then(|span| result[span.clone()].parse().ok());
    let hint = ttl.map(|ttl_ms| CacheHint {
        ttl_ms,
        public: text("cacheScope").as_deref() == Some("public"),
    });
    (items, cursor, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stay_as_the_server_wrote_them() {
        let page = r#"{"tools":[ {"x":1e400,"name":"a\u0062"} ,{"title":"no name"}],"nextCursor":"2","ttlMs":5,"cacheScope":"public"}"#;
        let (items, cursor, hint) = read_page(ListKind::Tools, page);
        let item = Item {
            raw: r#"{"x":1e400,"name":"a\u0062"}"#.into(),
            key: "ab".into(),
            key_span: 18..27,
        };
        assert_eq!(items, [item]);
        assert_eq!(cursor.as_deref(), Some("2"));
        assert_eq!(hint, Some(CacheHint { ttl_ms: 5, public: true }));
    }
}
