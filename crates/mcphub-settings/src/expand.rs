//! Expands the references in the strings of a server entry: to variables, with a lookup function of the
//! caller, and to values outside, which the caller has fetched. Expansion works on a copy, at connect
//! time, and is not recursive.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Map, Value};

use crate::model::program_proxy::ProgramProxy;
use crate::model::secret::Secret;
use crate::model::server::{OpenApi, Remote, Server, Stdio, Transport};
use crate::reference::{self, Outside, Part, Source, parts};
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

/// A reference without a value, and the field that it is in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault} (needed by {place})")]
pub struct Unset {
    /// The field, as a dotted path inside the entry, for instance `headers.Authorization`.
    pub(crate) place: String,
    fault: Fault,
}

/// Why a reference has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Fault {
    #[error("variable {0} is not set")]
    NotSet(String),
    /// The variable is set to an empty text, in a field that must not be empty.
    #[error("variable {0} is empty")]
    Empty(String),
    /// A value outside is missing, for this reason.
    #[error("{why}")]
    Missing { from: Source, why: String },
}

impl Unset {
    /// Returns whether a user has not set their own value.
    pub fn is_of_user(&self) -> bool {
        matches!(self.fault, Fault::Missing { from: Source::User, .. })
    }

    /// Returns whether this is a value outside the file and the environment.
    fn is_outside(&self) -> bool {
        matches!(self.fault, Fault::Missing { .. })
    }
}

/// The values outside that an entry refers to, or why one is missing.
pub type Fetched = BTreeMap<Outside, Result<Secret, String>>;

/// Where expansion finds values.
pub struct Values<'a> {
    /// Returns the value of a variable.
    pub variable: &'a (dyn Fn(&str) -> Option<String> + Sync),
    pub fetched: &'a Fetched,
}

impl<'a> Values<'a> {
    /// Returns the values of variables alone.
    pub fn of_variables(variable: &'a (dyn Fn(&str) -> Option<String> + Sync)) -> Self {
        static NONE: Fetched = Fetched::new();
        Self { variable, fetched: &NONE }
    }
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

/// Returns the references to values outside in the expanded fields of a server.
pub fn outside_of(server: &Server) -> BTreeSet<Outside> {
    let mut found = BTreeSet::new();
    for (_, value) in server.entry.iter().filter(|(key, _)| is_expanded(key)) {
        reference::collect_outside(value, &mut found);
    }
    found
}

/// Expands a server's transport. A server's own `env` values take precedence over other variables, but
/// do not refer to one another. Strings are trimmed, as in MCPHub.
///
/// # Errors
///
/// Returns the variables that are unset outside `env`, and the missing values outside, wherever they
/// are needed: a program must not run without its secret.
pub fn expand(server: &Server, values: &Values<'_>) -> Result<Expanded, Vec<Unset>> {
    let written = match &server.transport {
        Transport::Stdio(stdio) => stdio.env.clone(),
        Transport::Remote(remote) => remote.env.clone(),
        Transport::OpenApi(openapi) => openapi.env.clone(),
    };
    let mut outer = Expander { values, unset: Vec::new() };
    let env = outer.env(&written);
    let (missing, left_out): (Vec<_>, Vec<_>) =
        outer.unset.into_iter().partition(Unset::is_outside);
    let own = |name: &str| {
        let value = env.get(name).map(|value| value.reveal().to_owned());
        value.or_else(|| (values.variable)(name))
    };
    let values = Values { variable: &own, ..*values };
    let mut expander = Expander { values: &values, unset: missing };
    let transport = expander.transport(&server.transport, &env);
    if !expander.unset.is_empty() {
        return Err(expander.unset);
    }
    let server = Server { transport, ..server.clone() };
    Ok(Expanded { server, left_out })
}

/// Expands the references in one string; errors name it `place`.
///
/// # Errors
/// Fails if a name without a default is unset, or a value outside is missing.
pub fn fill_text(text: &str, place: &str, values: &Values<'_>) -> Result<String, Vec<Unset>> {
    let mut expander = Expander { values, unset: Vec::new() };
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
    values: &'a Values<'a>,
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
                Part::Name { name, default } => match self.variable(name, default, place) {
                    Ok(value) => filled.push_str(&value),
                    Err(fault) => self.unset.push(Unset { place: place.to_owned(), fault }),
                },
                Part::Outside { source, name } => match self.outside_value(source, name) {
                    Ok(value) => filled.push_str(value.reveal()),
                    Err(why) => {
                        let fault = Fault::Missing { from: source, why };
                        self.unset.push(Unset { place: place.to_owned(), fault });
                    }
                },
            }
        }
        filled.trim().to_owned()
    }

    fn variable(&self, name: &str, default: Option<&str>, place: &str) -> Result<String, Fault> {
        match ((self.values.variable)(name), default) {
            (Some(value), None) if !(value.is_empty() && must_be_filled(place)) => Ok(value),
            (Some(value), Some(_)) if !value.is_empty() => Ok(value),
            (_, Some(default)) => Ok(default.to_owned()),
            (Some(_), None) => Err(Fault::Empty(name.to_owned())),
            (None, None) => Err(Fault::NotSet(name.to_owned())),
        }
    }

    fn outside_value(&self, source: Source, name: &str) -> Result<&Secret, String> {
        let reference = Outside { source, name: name.to_owned() };
        if let Some(why) = source.fault(name) {
            return Err(format!("`{reference}` {why}"));
        }
        match self.values.fetched.get(&reference) {
            Some(Ok(value)) if value.reveal().trim().is_empty() => {
                Err(format!("`{reference}` is empty"))
            }
            Some(Ok(value)) => Ok(value),
            Some(Err(why)) => Err(why.clone()),
            None => Err(format!("`{reference}` is not available here")),
        }
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
            ("${env:A}", "a"),
            ("${env:UNSET:-d}", "d"),
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
            let values = Values::of_variables(&lookup);
            let mut expander = Expander { values: &values, unset: Vec::new() };
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
        let expanded = expand(&server, &Values::of_variables(&lookup)).unwrap();
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
            let errors = expand(&server(entry), &Values::of_variables(&empty)).unwrap_err();
            let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
            assert_eq!(texts, [format!("variable EMPTY is empty (needed by {field})")]);
        }
        for entry in [
            r#"{"url": "https://h/${EMPTY:-x}/mcp"}"#,
            r#"{"command": "x", "args": ["--flag=${EMPTY}"], "env": {"A": "${EMPTY}"}}"#,
        ] {
            assert!(expand(&server(entry), &Values::of_variables(&empty)).is_ok(), "{entry}");
        }
    }

    #[test]
    fn a_name_that_is_unset_elsewhere_is_an_error_with_its_place() {
        let server = server(
            r#"{"url": "https://$HOST/mcp", "headers": {"Authorization": "Bearer ${TOKEN}"},
                "oauth": {"scopes": ["$A", "$B"]}}"#,
        );
        let other = self::server(r#"{"url": "https://h/mcp", "bearerToken": "${TOKEN}"}"#);
        let unset_there: Vec<String> = expand(&other, &Values::of_variables(&lookup))
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
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
        let unset: Vec<String> = expand(&server, &Values::of_variables(&lookup))
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
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
        let Transport::OpenApi(openapi) =
            expand(&server, &Values::of_variables(&lookup)).unwrap().server.transport
        else {
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

    fn fetched() -> Fetched {
        let mut fetched = Fetched::new();
        let user = Outside { source: Source::User, name: "U".to_owned() };
        fetched.insert(Outside::secret("S"), Ok(Secret::new("s ${A}")));
        fetched.insert(Outside::secret("EMPTY"), Ok(Secret::new(" ")));
        fetched.insert(Outside::secret("GONE"), Err("secret GONE is not set".to_owned()));
        fetched.insert(user, Err("needs credential U".to_owned()));
        fetched
    }

    #[test]
    fn values_outside_fill_every_field_and_are_not_expanded_again() {
        let fetched = fetched();
        let values = Values { variable: &lookup, fetched: &fetched };
        let server = server(
            r#"{"command": "x${secret:S}", "args": ["--a=${secret:S}", "$OWN"],
                "env": {"OWN": "${secret:S}-$A"}, "cwd": "/${secret:S}",
                "proxy": {"enabled": true, "type": "socks5", "host": "h", "port": 1,
                    "password": "${secret:S}"}}"#,
        );
        let references: Vec<String> = outside_of(&server).iter().map(Outside::key).collect();
        assert_eq!(references, ["secret:S"]);
        let expanded = expand(&server, &values).unwrap();
        let Transport::Stdio(stdio) = expanded.server.transport else { panic!("not stdio") };
        let args = ["--a=s ${A}", "s ${A}-a"].map(str::to_owned).to_vec();
        assert_eq!((&*stdio.command, stdio.args), ("xs ${A}", args));
        assert_eq!(stdio.env["OWN"].reveal(), "s ${A}-a");
        assert_eq!(stdio.cwd.as_deref(), Some("/s ${A}"));
        assert_eq!(stdio.proxy.unwrap().password.reveal(), "s ${A}");
    }

    #[test]
    fn a_missing_value_outside_is_an_error_in_every_field_even_in_env() {
        let fetched = fetched();
        let values = Values { variable: &lookup, fetched: &fetched };
        for (reference, reason) in [
            ("${secret:GONE}", "secret GONE is not set"),
            ("${secret:EMPTY}", "`${secret:EMPTY}` is empty"),
            ("${user:U}", "needs credential U"),
            (
                "${secret:a b}",
                "`${secret:a b}` has a name with other characters than letters, digits \
                              and `_ - .`",
            ),
            ("${file:x}", "`${file:x}` is not available here"),
        ] {
            let server = server(&format!(r#"{{"command": "x", "env": {{"T": "a{reference}"}}}}"#));
            let unset = expand(&server, &values).unwrap_err();
            let texts: Vec<String> = unset.iter().map(ToString::to_string).collect();
            assert_eq!(texts, [format!("{reason} (needed by env.T)")]);
            assert_eq!(unset[0].is_of_user(), reference.starts_with("${user:"));
        }
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
