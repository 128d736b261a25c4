//! Expands `${NAME}`, `$NAME` and `${NAME:-default}` in the strings of a server entry, with a
//! lookup function passed by the caller. Expansion works on a copy, at connect time, and is not
//! recursive.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::model::program_proxy::ProgramProxy;
use crate::model::secret::Secret;
use crate::model::server::{OpenApi, Remote, Server, Stdio, Transport};
use crate::reference::{Part, parts};
use crate::text::document::Document;
use crate::text::tree::{Node, NodeKind};

/// The keys of an entry with expanded strings.
const EXPANDED_KEYS: &[&str] = &[
    "command",
    "args",
    "env",
    "envFile",
    "cwd",
    "url",
    "headers",
    "bearerToken",
    "oauth",
    "openapi",
    "proxy",
];

/// A variable without a value, and the field that refers to it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("variable {name} is {} (needed by {place})", if *.empty { "empty" } else { "not set" })]
pub struct Unset {
    pub(crate) name: String,
    /// The field, as a dotted path inside the entry, for instance `headers.Authorization`.
    pub(crate) place: String,
    /// Whether the variable is set to an empty text, in a field that must not be empty.
    pub(crate) empty: bool,
}

/// A server with its strings expanded.
#[derive(Clone, Debug, PartialEq)]
pub struct Expanded {
    /// The expanded server.
    pub server: Server,
    /// Variables of `env` that were omitted because a name in their value is unset.
    pub left_out: Vec<Unset>,
}

/// A use of a variable in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) name: String,
    /// The server with the entry that uses it.
    pub(crate) server: String,
    /// The field, as in [`Unset::place`].
    pub(crate) field: String,
    /// The byte range of the string that uses it.
    pub(crate) place: Range<usize>,
    /// Whether the variable is used in a value of `env`: if it is unset, only that entry of `env`
    /// is omitted.
    pub(crate) in_env: bool,
}

/// Expands a server's transport. A server's own `env` values take precedence over `lookup`, but do
/// not refer to one another. Strings are trimmed, as in MCPHub.
///
/// # Errors
///
/// Returns the names that are unset outside `env`.
pub fn expand(
    server: &Server,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<Expanded, Vec<Unset>> {
    let written = match &server.transport {
        Transport::Stdio(stdio) => stdio.env.clone(),
        Transport::Remote(remote) => remote.env.clone(),
        Transport::OpenApi(openapi) => openapi.env.clone(),
    };
    let mut outer = Expander { lookup, unset: Vec::new() };
    let env = outer.env(&written);
    let own =
        |name: &str| env.get(name).map(|value| value.reveal().to_owned()).or_else(|| lookup(name));
    let mut expander = Expander { lookup: &own, unset: Vec::new() };
    let transport = expander.transport(&server.transport, &env);
    if !expander.unset.is_empty() {
        return Err(expander.unset);
    }
    let server = Server { transport, ..server.clone() };
    Ok(Expanded { server, left_out: outer.unset })
}

/// Expands the references in one string; errors name it `place`.
///
/// # Errors
/// Fails if a name without a default is unset.
pub fn fill_text(
    text: &str,
    place: &str,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Vec<Unset>> {
    let mut expander = Expander { lookup, unset: Vec::new() };
    let text = expander.text(text, place);
    if expander.unset.is_empty() { Ok(text) } else { Err(expander.unset) }
}

/// Returns every variable without a default that the servers of the file need from outside.
pub(crate) fn variables(document: &Document) -> Vec<Variable> {
    let mut found = Vec::new();
    let servers = document.tree().root.get("mcpServers").map_or(&[][..], Node::items);
    for server in servers {
        let Some(key) = &server.key else { continue };
        let own: Vec<&str> = server
            .value
            .get("env")
            .map_or(&[][..], Node::items)
            .iter()
            .filter_map(|item| item.key.as_ref())
            .map(|key| key.text.as_str())
            .collect();
        for item in server.value.items() {
            let field = item.key.as_ref().map_or("", |key| &key.text);
            if EXPANDED_KEYS.contains(&field) {
                let mut collector = Collector { server: &key.text, own: &own, found: &mut found };
                collector.collect(&item.value, field, field == "env");
            }
        }
    }
    found
}

/// Returns whether references in this field of a server are expanded.
pub(crate) fn is_expanded(field: &str) -> bool {
    EXPANDED_KEYS.contains(&field)
}

struct Collector<'a> {
    server: &'a str,
    own: &'a [&'a str],
    found: &'a mut Vec<Variable>,
}

impl Collector<'_> {
    fn collect(&mut self, node: &Node, field: &str, in_env: bool) {
        if let NodeKind::Scalar(Value::String(text)) = &node.kind {
            for part in parts(text) {
                let Part::Name { name, default: None, .. } = part else { continue };
                if in_env || !self.own.contains(&name) {
                    self.found.push(Variable {
                        name: name.to_owned(),
                        server: self.server.to_owned(),
                        field: field.to_owned(),
                        place: node.place.clone(),
                        in_env,
                    });
                }
            }
        }
        for (index, item) in node.items().iter().enumerate() {
            let field = match &item.key {
                Some(key) => format!("{field}.{}", key.text),
                None => format!("{field}[{index}]"),
            };
            self.collect(&item.value, &field, in_env);
        }
    }
}

struct Expander<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    unset: Vec<Unset>,
}

impl Expander<'_> {
    /// Expands `env`, omitting entries with unset names. `X: ${X}` is also omitted if X is empty,
    /// as in Pandora.
    fn env(&mut self, env: &BTreeMap<String, Secret>) -> BTreeMap<String, Secret> {
        let mut filled = BTreeMap::new();
        for (name, value) in env {
            let before = self.unset.len();
            let text = self.text(value.reveal(), &format!("env.{name}"));
            let empty = text.is_empty() && value.reveal() == format!("${{{name}}}");
            if self.unset.len() == before && !empty {
                filled.insert(name.clone(), Secret::new(text));
            }
        }
        filled
    }

    fn transport(&mut self, transport: &Transport, env: &BTreeMap<String, Secret>) -> Transport {
        match transport {
            Transport::Stdio(stdio) => Transport::Stdio(Stdio {
                command: self.text(&stdio.command, "command"),
                args: self.texts(&stdio.args, "args"),
                env: env.clone(),
                cwd: stdio.cwd.as_ref().map(|cwd| self.text(cwd, "cwd")),
                inherit_env: stdio.inherit_env,
                proxy: stdio.proxy.as_ref().map(|proxy| self.proxy(proxy)),
            }),
            Transport::Remote(remote) => Transport::Remote(Remote {
                url: self.text(&remote.url, "url"),
                headers: self.headers(&remote.headers),
                bearer_token: remote
                    .bearer_token
                    .as_ref()
                    .map(|token| Secret::new(self.text(token.reveal(), "bearerToken"))),
                env: env.clone(),
                oauth: remote.oauth.as_ref().map(|oauth| self.members(oauth, "oauth")),
                ..remote.clone()
            }),
            Transport::OpenApi(openapi) => Transport::OpenApi(OpenApi {
                described: self.members(&openapi.described, "openapi"),
                headers: self.headers(&openapi.headers),
                env: env.clone(),
                passthrough_headers: openapi.passthrough_headers.clone(),
            }),
        }
    }

    fn proxy(&mut self, proxy: &ProgramProxy) -> ProgramProxy {
        ProgramProxy {
            kind: self.text(&proxy.kind, "proxy.type"),
            host: self.text(&proxy.host, "proxy.host"),
            port: proxy.port,
            username: self.text(&proxy.username, "proxy.username"),
            password: Secret::new(self.text(proxy.password.reveal(), "proxy.password")),
            config_path: proxy.config_path.as_ref().map(|p| self.text(p, "proxy.configPath")),
        }
    }

    fn headers(&mut self, headers: &BTreeMap<String, Secret>) -> BTreeMap<String, Secret> {
        let mut fill = |(name, value): (&String, &Secret)| {
            let text = self.text(value.reveal(), &format!("headers.{name}"));
            (name.clone(), Secret::new(text))
        };
        headers.iter().map(&mut fill).collect()
    }

    fn texts(&mut self, texts: &[String], place: &str) -> Vec<String> {
        let texts = texts.iter().enumerate();
        texts.map(|(index, text)| self.text(text, &format!("{place}[{index}]"))).collect()
    }

    fn members(&mut self, members: &Map<String, Value>, place: &str) -> Map<String, Value> {
        let mut fill = |(key, value): (&String, &Value)| {
            (key.clone(), self.value(value, &format!("{place}.{key}")))
        };
        members.iter().map(&mut fill).collect()
    }

    fn value(&mut self, value: &Value, place: &str) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text, place)),
            Value::Array(list) => {
                let list = list.iter().enumerate();
                list.map(|(index, value)| self.value(value, &format!("{place}[{index}]"))).collect()
            }
            Value::Object(members) => Value::Object(self.members(members, place)),
            other => other.clone(),
        }
    }

    fn text(&mut self, text: &str, place: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        for part in parts(text) {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Name { name, default } => {
                    let value = (self.lookup)(name);
                    match (value, default) {
                        (Some(value), None) if !(value.is_empty() && must_be_filled(place)) => {
                            filled.push_str(&value);
                        }
                        (Some(value), Some(_)) if !value.is_empty() => filled.push_str(&value),
                        (_, Some(default)) => filled.push_str(default),
                        (value, None) => {
                            let name = name.to_owned();
                            let place = place.to_owned();
                            self.unset.push(Unset { name, place, empty: value.is_some() });
                        }
                    }
                }
            }
        }
        filled.trim().to_owned()
    }
}

/// Returns whether an empty variable counts as unset in a field: in headers, URLs and credentials,
/// an empty part would be sent. Arguments and variables of a program may be empty.
fn must_be_filled(place: &str) -> bool {
    let field = place.split(['.', '[']).next().unwrap_or_default();
    ["url", "headers", "bearerToken", "oauth", "openapi"].contains(&field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::validate;

    fn lookup(name: &str) -> Option<String> {
        match name {
            "A" => Some("a".to_owned()),
            "EMPTY" => Some(String::new()),
            "NESTED" => Some("${A}".to_owned()),
            "lower" => Some("l".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn placeholders_are_filled_in_once() {
        for (text, expected) in [
            ("${A}", "a"),
            ("$A", "a"),
            ("x${A}y$A-z", "xaya-z"),
            ("$Ab", "ab"),
            ("${lower}", "l"),
            ("$lower", "$lower"),
            ("${NESTED}", "${A}"),
            ("${EMPTY}", ""),
            ("${EMPTY:-d}", "d"),
            ("${UNSET:-d}", "d"),
            ("${UNSET:-}", ""),
            ("${UNSET:-a:-b}", "a:-b"),
            ("${A:-d}", "a"),
            (" $A\n", "a"),
            ("$", "$"),
            ("$$A", "$a"),
            ("${", "${"),
            ("${}", "${}"),
            ("${1}", "${1}"),
            ("${input:token}", "${input:token}"),
            ("${A", "${A"),
            ("é${A}é", "éaé"),
        ] {
            let mut expander = Expander { lookup: &lookup, unset: Vec::new() };
            assert_eq!(expander.text(text, "x"), expected, "{text}");
            assert_eq!(expander.unset, [], "{text}");
        }
    }

    fn server(entry: &str) -> Server {
        let document = Document::parse(&format!("{{\"mcpServers\": {{\"s\": {entry}}}}}")).unwrap();
        validate(&document).0.servers.remove(0)
    }

    #[test]
    fn an_env_value_with_an_unset_name_is_left_out() {
        let server = server(
            r#"{"command": "${A}", "args": ["$OWN", "${GONE:-d}"],
                "env": {"OWN": "o$A", "GONE": "${UNSET}", "X": "$OWN", "EMPTY": "${EMPTY}",
                        "SAID": "${EMPTY}"}}"#,
        );
        let expanded = expand(&server, &lookup).unwrap();
        let Transport::Stdio(stdio) = expanded.server.transport else { panic!("not stdio") };
        assert_eq!(stdio.command, "a");
        assert_eq!(stdio.args, ["oa", "d"]);
        let env: Vec<_> = stdio.env.iter().map(|(k, v)| (k.as_str(), v.reveal())).collect();
        assert_eq!(env, [("OWN", "oa"), ("SAID", "")]);
        let left_out: Vec<String> = expanded.left_out.iter().map(ToString::to_string).collect();
        assert_eq!(
            left_out,
            [
                "variable UNSET is not set (needed by env.GONE)",
                "variable OWN is not set (needed by env.X)"
            ]
        );
        assert_eq!(expanded.server.entry["command"], "${A}");
    }

    #[test]
    fn an_empty_variable_makes_no_credential_and_no_address() {
        let empty = |name: &str| (name == "EMPTY").then(String::new);
        for (field, entry) in [
            (
                "headers.Authorization",
                r#"{"url": "https://h", "headers": {"Authorization": "Bearer ${EMPTY}"}}"#,
            ),
            ("bearerToken", r#"{"url": "https://h", "bearerToken": "${EMPTY}"}"#),
            ("url", r#"{"url": "https://h/${EMPTY}/mcp"}"#),
        ] {
            let errors = expand(&server(entry), &empty).unwrap_err();
            let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
            assert_eq!(texts, [format!("variable EMPTY is empty (needed by {field})")]);
        }
        for entry in [
            r#"{"url": "https://h/${EMPTY:-x}/mcp"}"#,
            r#"{"command": "x", "args": ["--flag=${EMPTY}"], "env": {"A": "${EMPTY}"}}"#,
        ] {
            assert!(expand(&server(entry), &empty).is_ok(), "{entry}");
        }
    }

    #[test]
    fn a_name_that_is_unset_elsewhere_is_an_error_with_its_place() {
        let server = server(
            r#"{"url": "https://$HOST/mcp", "headers": {"Authorization": "Bearer ${TOKEN}"},
                "oauth": {"scopes": ["$A", "$B"]}}"#,
        );
        let other = self::server(r#"{"url": "https://h/mcp", "bearerToken": "${TOKEN}"}"#);
        let unset_there: Vec<String> =
            expand(&other, &lookup).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(unset_there, ["variable TOKEN is not set (needed by bearerToken)"]);
        assert_eq!(
            server.transport,
            self::server(
                r#"{"url": "https://$HOST/mcp", "headers": {"Authorization": "Bearer ${TOKEN}"},
                    "bearerToken": "t", "oauth": {"scopes": ["$A", "$B"]}}"#,
            )
            .transport,
            "a header that says who asks counts"
        );
        let unset: Vec<String> =
            expand(&server, &lookup).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(
            unset,
            [
                "variable HOST is not set (needed by url)",
                "variable TOKEN is not set (needed by headers.Authorization)",
                "variable B is not set (needed by oauth.scopes[1])",
            ]
        );
    }

    #[test]
    fn the_settings_of_an_api_are_filled_in_to_the_last_string() {
        let server = server(
            r#"{"openapi": {"url": "https://$A/o.json", "schema": {"servers": [{"url": "$A"}]},
                    "security": {"type": "oauth2", "oauth2": {"scopes": ["${OWN}"]}}},
                "headers": {"X": "${OWN}"}, "env": {"OWN": "o$A"}}"#,
        );
        let Transport::OpenApi(openapi) = expand(&server, &lookup).unwrap().server.transport else {
            panic!("not openapi")
        };
        let wanted = serde_json::json!({
            "url": "https://a/o.json",
            "schema": {"servers": [{"url": "a"}]},
            "security": {"type": "oauth2", "oauth2": {"scopes": ["oa"]}}
        });
        assert_eq!(Value::Object(openapi.described), wanted);
        assert_eq!(openapi.headers["X"].reveal(), "oa");
    }

    #[test]
    fn required_variables_are_collected() {
        let text = r#"{"mcpServers": {"s": {"description": "$NOT", "command": "x",
            "args": ["$P", "${D:-d}", "$OWN"], "env": {"OWN": "${T}"}}}}"#;
        let found = variables(&Document::parse(text).unwrap());
        let found: Vec<_> =
            found.iter().map(|v| (&*v.name, &*v.field, &text[v.place.clone()], v.in_env)).collect();
        assert_eq!(found, [("P", "args[0]", "\"$P\"", false), ("T", "env.OWN", "\"${T}\"", true)]);
    }
}
