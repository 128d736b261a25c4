//! Walks: recorded sequences of requests and responses, compared with a checked-in file. `UPDATE=1
//! cargo test` writes the current responses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::api::schema::mismatch;
use crate::artifacts::is_checked_in;
use crate::support::http::Http;
use crate::support::server::Hub;

/// Names of the dialects' folders.
const FOLDERS: [&str; 5] = ["aeontel", "agent_corex", "mcphub", "mcpjungle", "pandora"];

/// Returns the folder with a dialect's walks.
pub(crate) fn folder(dialect: &str) -> String {
    format!("tests/api/{dialect}/walks")
}

/// A walk that is being recorded.
pub(crate) struct Walk {
    /// The hub that receives the requests.
    pub(crate) hub: Hub,
    /// The checked-in file.
    file: String,
    callers: BTreeMap<&'static str, Http>,
    text: String,
    /// Further texts that differ between runs, and their placeholders.
    hidden: Vec<(String, &'static str)>,
    /// Values that differ between runs, in order of appearance.
    seen: Vec<(&'static str, String)>,
    /// Secret values from requests.
    secrets: BTreeSet<String>,
}

impl Walk {
    /// Starts a walk through this hub; `admin` has an admin's key.
    pub(crate) fn new(dialect: &str, name: &str, hub: Hub, admin: Http) -> Self {
        let file = format!("{}/{name}.txt", folder(dialect));
        let nobody = hub.http();
        let callers = BTreeMap::from([("nobody", nobody), ("admin", admin)]);
        Self {
            hub,
            file,
            callers,
            text: String::new(),
            hidden: Vec::new(),
            seen: Vec::new(),
            secrets: BTreeSet::new(),
        }
    }

    /// Adds a caller to the walk.
    pub(crate) fn add_caller(&mut self, who: &'static str, http: Http) {
        self.callers.insert(who, http);
    }

    /// Replaces a text that differs between runs by `name`.
    pub(crate) fn hide(&mut self, text: &str, name: &'static str) {
        self.hidden.push((text.to_owned(), name));
    }

    /// Writes a heading for the next steps.
    pub(crate) fn note(&mut self, text: &str) {
        self.text.extend(["\n# ", text, "\n"]);
    }

    /// Sends a request; writes it and the response.
    pub(crate) fn step(&mut self, who: &str, method: &str, path: &str, body: &Value) -> Value {
        secrets_in(body, false, &mut self.secrets);
        let answer = self.callers[who].json(method, path, body);
        let body = if body.is_null() { String::new() } else { format!(" {}", self.redact(body)) };
        self.write(&format!("{who} {method} {path}{body}"), answer)
    }

    /// Writes a request that was sent in another way, and its response.
    pub(crate) fn write(&mut self, asked: &str, (status, answer): (u16, Value)) -> Value {
        let asked = self.replace_varying(asked);
        let shown = self.redact(&answer);
        let lines = format!("{asked}\n  {status} {shown}\n");
        self.text.push_str(&lines);
        answer
    }

    /// Writes the value at `pointer` in the settings file.
    pub(crate) fn file(&mut self, pointer: &str) {
        let text = fs::read_to_string(self.hub.settings()).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let there = file.pointer(pointer).cloned().unwrap_or_default();
        let there = self.redact(&there);
        let line = format!("  in the file, {}: {there}\n", self.replace_varying(pointer));
        self.text.push_str(&line);
    }

    /// Compares the walk with the checked-in file.
    #[track_caller]
    pub(crate) fn end(self) {
        self.assert_no_secret_in_audit_log();
        is_checked_in(&self.file, self.text.trim_start());
    }

    /// Checks that the audit log contains no secret of a request or response.
    #[track_caller]
    fn assert_no_secret_in_audit_log(&self) {
        let log = self.hub.folder.path().join(".local/state/mcphub/audit/audit.jsonl");
        // A walk that only reads leaves no records.
        let lines = fs::read_to_string(log).unwrap_or_default();
        let secret = |kind: &str| ["token", "login", "secret", "hash"].contains(&kind);
        let given = self.seen.iter().filter(|(kind, _)| secret(kind)).map(|(_, text)| text);
        for text in given.chain(&self.secrets) {
            let line = lines.lines().find(|line| line.contains(text.as_str()));
            assert_eq!(line, None, "`{text}` is in the audit log");
        }
    }

    fn redact(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.replace_varying(text)),
            Value::Number(number) if number.as_u64().is_some_and(|n| n > 1_600_000_000_000) => {
                Value::from("<time>")
            }
            Value::Array(list) => list.iter().map(|value| self.redact(value)).collect(),
            Value::Object(members) => {
                let lasts = |key: &str, value: &Value| {
                    (key.ends_with("uration") || key.ends_with("_time_ms")) && value.is_u64()
                };
                let shown = |(key, value): (&String, &Value)| match value {
                    value if lasts(key, value) => (key.clone(), Value::from("<duration>")),
                    value if ["pid", "uptimeSeconds"].contains(&key.as_str()) && value.is_u64() => {
                        (key.clone(), Value::from("<number>"))
                    }
                    value => (key.clone(), self.redact(value)),
                };
                members.iter().map(shown).collect()
            }
            other => other.clone(),
        }
    }

    /// Replaces values that differ between runs by placeholders.
    fn replace_varying(&mut self, text: &str) -> String {
        let address = self.hub.address.to_string();
        let folder = self.hub.folder.path().to_string_lossy().into_owned();
        let program = env!("CARGO_BIN_EXE_mcphub");
        let mut out = text.replace(&address, "<hub>").replace(&folder, "<folder>");
        out = out.replace(program, "mcphub").replace(env!("CARGO_MANIFEST_DIR"), "<project>");
        for (text, name) in &self.hidden {
            out = out.replace(text.as_str(), name);
        }
        // All times have one placeholder, because two times may be equal.
        if kind_of(&out) == Some("time") {
            return "<time>".to_owned();
        }
        let kind = kind_of(&out).filter(|_| !self.seen.iter().any(|(_, seen)| *seen == out));
        self.seen.extend(kind.map(|kind| (kind, out.clone())));
        let mut counts = BTreeMap::new();
        for (kind, seen) in &self.seen {
            let number = counts.entry(*kind).and_modify(|n| *n += 1).or_insert(1);
            out = out.replace(seen.as_str(), &format!("<{kind} {number}>"));
        }
        out
    }
}

/// Collects the strings of a body below a key for secrets.
fn secrets_in(body: &Value, below: bool, secrets: &mut BTreeSet<String>) {
    const KEYS: [&str; 10] = [
        "env", "headers", "token", "password", "secret", "apikey", "api_key", "key", "args", "url",
    ];
    match body {
        Value::String(text) if below && text.len() >= 8 => drop(secrets.insert(text.clone())),
        Value::Array(list) => list.iter().for_each(|value| secrets_in(value, below, secrets)),
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.to_lowercase();
                let is = below || KEYS.iter().any(|word| key.ends_with(word));
                secrets_in(value, is, secrets);
            }
        }
        _ => {}
    }
}

fn is_base64url(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Returns the kind of a text that differs between runs.
fn kind_of(text: &str) -> Option<&'static str> {
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    let is_id = text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let is_time = text.len() >= 20 && text.ends_with('Z') && text.get(10..11) == Some("T");
    if is_id && hex(&text.replace('-', "")) {
        Some("id")
    } else if text.strip_prefix("mcphub_").is_some_and(|rest| rest.len() == 64 && hex(rest)) {
        Some("token")
    } else if text.strip_prefix("req_").is_some_and(|rest| rest.len() == 32 && hex(rest)) {
        Some("request")
    } else if text.starts_with("mcphub_") && text.contains("...") {
        Some("masked")
    } else if text.starts_with("eyJ") && text.matches('.').count() == 2 {
        Some("login")
    } else if text.len() == 43 && is_base64url(text) {
        Some("secret")
    } else if text.starts_with("$2b$") {
        Some("hash")
    } else if text.strip_prefix("mcp_").is_some_and(|rest| rest.len() == 24) {
        Some("server")
    } else if is_time {
        Some("time")
    } else {
        None
    }
}

/// Routes with responses other than JSON, which other tests cover.
const NOT_JSON: [(&str, &str); 5] = [
    ("get", "/api/logs/stream"),
    ("get", "/oauth/callback"),
    ("get", "/oauth/mcp/callback"),
    ("get", "/oauth/connect/{id}"),
    ("post", "/oauth/connect/{id}"),
];

/// A request with its response.
struct Step {
    method: String,
    /// Path without the query.
    path: String,
    status: u16,
    /// `None` if the response is not JSON.
    answer: Option<Value>,
}

/// Returns all steps of all walks.
fn steps() -> Vec<Step> {
    let mut steps = Vec::new();
    let folders = FOLDERS.iter().filter_map(|dialect| fs::read_dir(folder(dialect)).ok());
    for entry in folders.flatten() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2) {
            let asked: Vec<&str> = pair[0].split(' ').collect();
            let answered = pair[1].strip_prefix("  ").and_then(|line| line.split_once(' '));
            let status = answered.and_then(|(status, _)| status.parse::<u16>().ok());
            let ([_, method, path, ..], Some(status)) = (&asked[..], status) else { continue };
            steps.push(Step {
                method: method.to_lowercase(),
                path: path.split('?').next().unwrap_or_default().to_owned(),
                status,
                answer: answered.and_then(|(_, text)| serde_json::from_str(text).ok()),
            });
        }
    }
    assert!(steps.len() > 100);
    steps
}

/// Splits a path below a dialect's prefix into the prefix and the path at the root.
fn at_root(path: &str) -> Option<(&str, &str)> {
    let below = path.strip_prefix("/dialect/")?;
    Some(path.split_at(path.len() - below.len() + below.find('/')?))
}

#[test]
fn every_route_is_walked_with_success_and_with_an_error() {
    let document = document();
    let steps = steps();
    let mut missing = Vec::new();
    for (template, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if NOT_JSON.contains(&(method.as_str(), template.as_str())) {
                continue;
            }
            let is_here = |step: &&Step| {
                // A path below a dialect's prefix also exists at the root.
                let root = at_root(&step.path).map_or(step.path.as_str(), |(_, root)| root);
                step.method == *method && (matches(template, &step.path) || matches(template, root))
            };
            let here = || steps.iter().filter(is_here);
            let open = operation["security"] == serde_json::json!([{}]);
            let done = here().any(|step| step.status < 400);
            let refused = here().any(|step| step.status >= 400) || (open && method == "get");
            if !done || !refused {
                missing.push(format!("{method} {template}: success {done}, error {refused}"));
            }
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}

#[test]
fn every_response_of_the_walks_matches_the_api_document() {
    let document = document();
    let mut wrong = Vec::new();
    for Step { method, path, status, answer } in steps() {
        let Some(operation) = operation(&document, &method, &path) else {
            // An unknown path or method.
            if status < 400 {
                wrong.push(format!("{method} {path}: {status}, and is not in the document"));
            }
            continue;
        };
        let response = &operation["responses"][status.to_string()];
        let schema = &response["content"]["application/json"]["schema"];
        let why = match answer {
            _ if response.is_null() => Some("this status is not in the document".to_owned()),
            Some(answer) if !schema.is_null() => mismatch(&document, schema, &answer),
            // An empty body, or one that is not JSON.
            Some(Value::String(_)) | None => None,
            Some(_) => Some("the document declares no body".to_owned()),
        };
        wrong.extend(why.map(|why| format!("{method} {path}: {status}: {why}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn document() -> Value {
    let hub = Hub::start(&serde_json::json!({ "mcpServers": {} }));
    hub.http().json("GET", "/api/docs/openapi.json", &Value::Null).1
}

/// Returns the document's operation for a path: of the literal path, else of the template with the
/// fewest parameters, else of the path at the root.
fn operation<'a>(document: &'a Value, method: &str, path: &str) -> Option<&'a Value> {
    let paths = document["paths"].as_object().unwrap();
    let fitting = paths.iter().filter(|(template, _)| matches(template, path));
    let best = fitting.min_by_key(|(template, _)| template.matches('{').count());
    if let Some((_, item)) = best {
        return item.get(method);
    }
    if let Some(unversioned) = path.strip_prefix("/v1") {
        return operation(document, method, unversioned);
    }
    let (prefix, root) = at_root(path)?;
    let found = operation(document, method, root)?;
    let servers = found["servers"].as_array()?;
    servers.iter().any(|server| server["url"] == prefix).then_some(found)
}

/// Returns whether a path matches a template. A literal match takes precedence; see `operation`.
fn matches(template: &str, path: &str) -> bool {
    let (wanted, got): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    wanted.len() == got.len()
        && wanted.iter().zip(&got).all(|(wanted, got)| wanted == got || wanted.starts_with('{'))
}
