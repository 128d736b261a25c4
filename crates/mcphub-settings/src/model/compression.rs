//! `systemConfig.toolResultCompression`: shortens long tool results.

use serde_json::{Map, Value};

/// The shortening of tool results. The defaults are those of MCPHub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compression {
    /// The minimum number of tokens of a text that is shortened. Default 2000.
    pub min_tokens: usize,
    /// The maximum number of tokens after that. Default 1200.
    pub max_output_tokens: usize,
    /// Selects the parts of a text that are kept.
    pub strategy: Strategy,
}

/// The strategies of MCPHub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Selects one of the other strategies by the text.
    Auto,
    /// Keeps the first items of each list.
    Json,
    /// Keeps errors, warnings and the last lines.
    Log,
    /// Keeps the first matches of each file.
    Search,
    /// Keeps headers, then changed lines.
    Diff,
    /// Keeps the beginning and the end.
    Text,
}

impl Strategy {
    /// Returns the word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Json => "json",
            Self::Log => "log",
            Self::Search => "search",
            Self::Diff => "diff",
            Self::Text => "text",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        [Self::Auto, Self::Json, Self::Log, Self::Search, Self::Diff, Self::Text]
            .into_iter()
            .find(|strategy| strategy.word() == word)
    }
}

impl Compression {
    /// Reads the section. Returns `None` unless `enabled` is true. 0 means the default, as in MCPHub.
    pub(crate) fn of(section: &Map<String, Value>) -> Option<Self> {
        let number = |key: &str, default| {
            let number = section.get(key).and_then(Value::as_u64).filter(|number| *number > 0);
            number.map_or(default, |number| usize::try_from(number).unwrap_or(usize::MAX))
        };
        let word = section.get("strategy").and_then(Value::as_str);
        let read = Self {
            min_tokens: number("minTokens", 2_000),
            max_output_tokens: number("maxOutputTokens", 1_200),
            strategy: word.and_then(Strategy::of_word).unwrap_or(Strategy::Auto),
        };
        (section.get("enabled").and_then(Value::as_bool) == Some(true)).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_shortened_unless_the_section_says_enabled() {
        let of = |section: Value| Compression::of(section.as_object().unwrap());
        let default =
            Compression { min_tokens: 2_000, max_output_tokens: 1_200, strategy: Strategy::Auto };
        for off in [json!({}), json!({"enabled": false, "minTokens": 1}), json!({"enabled": "yes"})]
        {
            assert_eq!(of(off.clone()), None, "{off}");
        }
        for on in [
            json!({"enabled": true}),
            json!({"enabled": true, "minTokens": 0, "maxOutputTokens": 0, "strategy": "none"}),
        ] {
            assert_eq!(of(on.clone()), Some(default), "{on}");
        }
        assert_eq!(
            of(json!({"enabled": true, "minTokens": 7, "maxOutputTokens": 5, "strategy": "diff"})),
            Some(Compression { min_tokens: 7, max_output_tokens: 5, strategy: Strategy::Diff })
        );
    }
}
