//! Reorders the arguments of `add` so that command lines published for other programs work as
//! intended. It is pure; clap does the rest.
//!
//! 1. After `--` all words are the command. A command that began before it continues after it.
//! 2. Our value options are ours anywhere before `--`.
//! 3. Once a command has begun, an unknown dash word belongs to it, and so does an option whose
//!    value could not be ours (`docker run -e TOKEN`).
//! 4. Otherwise an unknown dash word is left for clap to reject.

use std::collections::BTreeMap;
use std::ffi::OsString;

/// Puts the words of `add` in the order options, `--`, name, command; drops the `mcp` of `mcphub
/// mcp …`. The words of other commands stay unchanged. `command` is the whole grammar, built.
pub(crate) fn normalize(words: &[OsString], command: &clap::Command) -> Vec<OsString> {
    let global = CommandOptions::of(command);
    let mut before = Vec::new();
    let mut rest = words.iter().cloned();
    before.extend(rest.next());
    while let Some(word) = rest.next() {
        let text = word.to_str().unwrap_or_default().to_owned();
        match global.role(&text) {
            Role::Value { glued: false } => {
                before.push(word);
                before.extend(rest.next());
            }
            _ if text.starts_with('-') => before.push(word),
            _ if text == "mcp" => {}
            _ if text == "add" => {
                before.push(word);
                let known =
                    command.find_subcommand("add").map(CommandOptions::of).unwrap_or_default();
                before.extend(known.sort(rest.collect()));
                return before;
            }
            _ => {
                before.push(word);
                before.extend(rest);
                return before;
            }
        }
    }
    before
}

/// The options of a command: their spellings, and whether a value follows.
#[derive(Debug, Default)]
struct CommandOptions {
    /// Spelling with its dashes → the option.
    options: BTreeMap<String, OptionSpec>,
}

#[derive(Clone, Debug)]
struct OptionSpec {
    id: String,
    takes_value: bool,
    /// Whether a value is optional, and follows `=`.
    needs_equals: bool,
    is_global: bool,
}

/// The role of a word before `--`.
#[derive(Debug, PartialEq, Eq)]
enum Role {
    /// An option with a value: the next word, or glued to this one.
    Value { glued: bool },
    /// An option without a value.
    Switch,
    /// A word that starts with a dash and is not one of our options.
    Unknown,
    /// A word that does not start with a dash.
    Plain,
}

impl CommandOptions {
    fn of(command: &clap::Command) -> Self {
        let mut options = BTreeMap::new();
        for argument in command.get_arguments() {
            let id = argument.get_id().to_string();
            let known = OptionSpec {
                takes_value: argument.get_action().takes_values()
                    && !argument.is_require_equals_set(),
                needs_equals: argument.is_require_equals_set(),
                is_global: argument.is_global_set() || id == "help" || id == "version",
                id,
            };
            let longs = argument
                .get_long()
                .into_iter()
                .chain(argument.get_all_aliases().unwrap_or_default())
                .map(|long| format!("--{long}"));
            let shorts = argument
                .get_short()
                .into_iter()
                .chain(argument.get_all_short_aliases().unwrap_or_default())
                .map(|short| format!("-{short}"));
            for spelling in longs.chain(shorts) {
                options.insert(spelling, known.clone());
            }
        }
        Self { options }
    }

    /// Determines the role by the spelling alone.
    fn role(&self, word: &str) -> Role {
        if !word.starts_with('-') || word == "-" {
            return Role::Plain;
        }
        if let Some(option) = self.options.get(word) {
            return if option.takes_value { Role::Value { glued: false } } else { Role::Switch };
        }
        if word.starts_with("--") {
            let name = word.split_once('=').map(|(name, _)| name);
            return match name.and_then(|name| self.options.get(name)) {
                Some(_) => Role::Value { glued: true },
                None => Role::Unknown,
            };
        }
        self.cluster(word)
    }

    /// Parses short options in one word: `-eA=1`, `-qv`, `-qs user`.
    fn cluster(&self, word: &str) -> Role {
        for (at, letter) in word.char_indices().skip(1) {
            match self.options.get(&format!("-{letter}")) {
                None => return Role::Unknown,
                Some(option) if option.takes_value => {
                    return Role::Value { glued: at + letter.len_utf8() < word.len() };
                }
                Some(_) => {}
            }
        }
        Role::Switch
    }

    /// Sorts the words after `add`.
    fn sort(&self, words: Vec<OsString>) -> Vec<OsString> {
        let mut options = Vec::new();
        let mut plain: Vec<OsString> = Vec::new();
        let mut words = words.into_iter().peekable();
        let mut has_tail = false;
        while let Some(word) = words.next() {
            let text = word.to_str().unwrap_or_default().to_owned();
            if text == "--" {
                has_tail = true;
                break;
            }
            let in_command = plain.get(1).is_some_and(|target| !is_url(target));
            let next = words.peek().and_then(|next| next.to_str()).unwrap_or_default();
            if in_command && !self.is_ours_in_command(&text, next) {
                plain.push(word);
                continue;
            }
            match self.role(&text) {
                Role::Plain => plain.push(word),
                // A value of this option follows `=`, except for standard input.
                Role::Switch if next == "-" && self.takes_optional_value(&text) => {
                    options.push(format!("{text}=-").into());
                    words.next();
                }
                Role::Switch | Role::Value { glued: true } | Role::Unknown => options.push(word),
                Role::Value { glued: false } => {
                    options.push(word.clone());
                    // Clap reports a missing value; `--` is never a value.
                    options.extend(words.next_if(|value| value != "--"));
                    // `-e A=1 B=2 name`: pairs that follow a pair.
                    while !in_command && self.goes_on(&text, words.peek()) {
                        options.push(word.clone());
                        options.extend(words.next());
                    }
                }
            }
        }
        if has_tail || !plain.is_empty() {
            options.push("--".into());
        }
        options.extend(plain);
        options.extend(words);
        options
    }

    fn takes_optional_value(&self, word: &str) -> bool {
        self.options.get(word).is_some_and(|option| option.needs_equals)
    }

    /// Returns whether a word after the start of a command is still one of our options.
    fn is_ours_in_command(&self, word: &str, next: &str) -> bool {
        let name = word.split_once('=').map_or(word, |(name, _)| name);
        let Some(option) = self.options.get(name) else { return false };
        let value = word.split_once('=').map_or(next, |(_, value)| value);
        if !option.takes_value {
            return word.starts_with("--") && option.id != "help" && option.id != "version";
        }
        let is_short = !word.starts_with("--");
        match option.id.as_str() {
            _ if is_short && name != word => false,
            "env" => is_env_pair(value),
            "header" => is_header(value) || is_env_pair(value),
            "scope" => matches!(value, "local" | "project" | "user" | "global"),
            "transport" => !is_short || is_transport(value),
            // A command and a URL exclude each other.
            "url" => false,
            _ => !option.is_global && !is_short,
        }
    }

    fn goes_on(&self, option: &str, next: Option<&OsString>) -> bool {
        let Some(next) = next.and_then(|next| next.to_str()) else { return false };
        match self.options.get(option).map(|option| option.id.as_str()) {
            Some("env") => is_env_pair(next),
            Some("header") => is_header(next),
            _ => false,
        }
    }
}

/// Returns whether `word` names a transport in some client.
pub(crate) fn is_transport(word: &str) -> bool {
    matches!(
        word,
        "stdio"
            | "local"
            | "http"
            | "streamable-http"
            | "streamable_http"
            | "streamableHttp"
            | "remote"
            | "sse"
            | "ws"
            | "websocket"
    )
}

/// Returns whether a word is a URL and not a command.
pub(crate) fn is_url(word: &std::ffi::OsStr) -> bool {
    let text = word.to_str().unwrap_or_default();
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let known = ["http", "https", "ws", "wss"];
    known.iter().any(|known| scheme.eq_ignore_ascii_case(known)) && !rest.is_empty()
}

/// Returns whether the word is `NAME=…`, where `NAME` is a valid variable name.
fn is_env_pair(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// Returns whether the word is `Name: …` or `Name:…`, and not a URL.
fn is_header(word: &str) -> bool {
    word.split_once(':').is_some_and(|(name, value)| {
        !name.is_empty()
            && !value.starts_with("//")
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cli::dispatch;

    fn sorted(words: &[&str]) -> Vec<String> {
        let mut grammar = dispatch::grammar_of_all();
        grammar.build();
        let words: Vec<OsString> =
            std::iter::once("mcphub").chain(words.iter().copied()).map(OsString::from).collect();
        let sorted = normalize(&words, &grammar);
        sorted.into_iter().skip(1).map(|word| word.into_string().unwrap()).collect()
    }

    /// Splits at whitespace, except in single quotes.
    fn words(line: &str) -> Vec<&str> {
        let outside = |(index, part): (usize, &'static str)| -> Vec<&'static str> {
            if index % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }
        };
        let line: &'static str = Box::leak(line.to_owned().into_boxed_str());
        line.split('\'').enumerate().flat_map(outside).collect()
    }

    fn check(line: &str, expected: &str) {
        assert_eq!(sorted(&words(line)), words(expected), "{line}");
    }

    #[test]
    fn lines_of_claude() {
        check(
            "mcp add --transport http sentry https://mcp.sentry.dev/mcp",
            "add --transport http -- sentry https://mcp.sentry.dev/mcp",
        );
        check(
            "add -e AIRTABLE_API_KEY=x airtable -- npx -y airtable-mcp-server",
            "add -e AIRTABLE_API_KEY=x -- airtable npx -y airtable-mcp-server",
        );
        check(
            "add --transport stdio --env KEY=x airtable -- npx -y airtable-mcp-server",
            "add --transport stdio --env KEY=x -- airtable npx -y airtable-mcp-server",
        );
        check("add -e A=1 B=2 -s user name -- cmd", "add -e A=1 -e B=2 -s user -- name cmd");
        check(
            "add corridor https://app.corridor.dev/api/mcp --header 'Authorization: Bearer x'",
            "add --header 'Authorization: Bearer x' -- corridor https://app.corridor.dev/api/mcp",
        );
        check(
            "add -H 'X-A: 1' 'X-B: 2' api https://a/mcp -t http",
            "add -H 'X-A: 1' -H 'X-B: 2' -t http -- api https://a/mcp",
        );
        check(
            "add --client-id id --client-secret - x https://a",
            "add --client-id id --client-secret=- -- x https://a",
        );
        check(
            "add --client-id id --client-secret --callback-port 8080 x https://a -t http",
            "add --client-id id --client-secret --callback-port 8080 -t http -- x https://a",
        );
    }

    #[test]
    fn lines_of_codex() {
        check(
            "mcp add context7 -- npx -y @upstash/context7-mcp",
            "add -- context7 npx -y @upstash/context7-mcp",
        );
        check(
            "add x --url https://a/mcp --bearer-token-env-var TOK",
            "add --url https://a/mcp --bearer-token-env-var TOK -- x",
        );
        check(
            "add docs --env A=1 -- docs-server --port 4000",
            "add --env A=1 -- docs docs-server --port 4000",
        );
        check("add x npx -y pkg", "add -- x npx -y pkg");
    }

    #[test]
    fn lines_of_gemini_and_copilot() {
        check("add py python server.py -- --flag v", "add -- py python server.py --flag v");
        check("add x npx -y pkg", "add -- x npx -y pkg");
        check(
            "add --transport http --header 'Authorization: Bearer abc' secure https://a/mcp",
            "add --transport http --header 'Authorization: Bearer abc' -- secure https://a/mcp",
        );
        check(
            "add -e API_KEY=1 -e MODE=b my-server /path/to/server arg1 arg2",
            "add -e API_KEY=1 -e MODE=b -- my-server /path/to/server arg1 arg2",
        );
        check(
            "add x python s.py --timeout 5000 --trust",
            "add --timeout 5000 --trust -- x python s.py",
        );
        check(
            "add --tools 'a,b' --json x -- node server.js",
            "add --tools 'a,b' --json -- x node server.js",
        );
    }

    #[test]
    fn a_command_keeps_options_that_cannot_be_ours() {
        check(
            "add github --env T=x -- docker run -i --rm -e T img",
            "add --env T=x -- github docker run -i --rm -e T img",
        );
        check("add x docker run -i --rm -e T img", "add -- x docker run -i --rm -e T img");
        check("add x docker run -e T=1 img", "add -e T=1 -- x docker run img");
        check("add x npx -s -t -v -g -h pkg", "add -- x npx -s -t -v -g -h pkg");
        check(
            "add x npx pkg --config c.json --url https://a",
            "add -- x npx pkg --config c.json --url https://a",
        );
        check("add x npx pkg --help --version", "add -- x npx pkg --help --version");
        check("add x npx -y pkg --dry-run --json", "add --dry-run --json -- x npx -y pkg");
    }

    #[test]
    fn unknown_options_before_a_command_are_left_to_clap() {
        check("add -y x npx", "add -y -- x npx");
        check("add x https://a --what", "add --what -- x https://a");
        check("add", "add");
        check("add --help", "add --help");
    }

    #[test]
    fn other_commands_and_arguments_before_add_stay() {
        check("--config add list -v", "--config add list -v");
        check("-qs user --config=f mcp add x y", "-qs user --config=f add -- x y");
        check("mcp list", "list");
        check("tool list mcp", "tool list mcp");
    }

    proptest! {
        #[test]
        fn arguments_after_two_dashes_stay_unchanged(
            before in prop::collection::vec("-{0,2}[a-z:=./ ]{0,8}|-e|-H|--env|--url|-s", 0..6),
            tail in prop::collection::vec("(?s).{0,6}|--|-e|--help", 0..6),
        ) {
            prop_assume!(before.iter().all(|word| word != "--"));
            let line: Vec<&str> = std::iter::once("add")
                .chain(before.iter().map(String::as_str))
                .chain(std::iter::once("--"))
                .chain(tail.iter().map(String::as_str))
                .collect();
            let sorted = sorted(&line);
            prop_assert!(sorted.ends_with(&tail), "{:?}", sorted);
        }
    }
}
