//! Imports a template: adds each of its servers and groups with a free name. Existing entries are
//! never changed.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::edit::groups::{self, create_group};
use crate::edit::outcome::{ItemKind, OnConflict, Outcome, Refused};
use crate::edit::references::member_name;
use crate::edit::servers::{add_server, exists};
use crate::text::document::Document;
use crate::transfer::template::{collect_variables, portable_members};

/// Limit for servers and groups together.
const ITEMS_MAX: usize = 500;

/// The result of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemplateImport {
    /// The variables that the servers refer to, sorted.
    pub variables: Vec<String>,
    /// The results for all servers, then for all groups, in the order of the template.
    pub details: Vec<ItemResult>,
}

/// The result for one server or group.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemResult {
    pub kind: ItemKind,
    pub name: String,
    pub fate: Fate,
    pub message: Option<String>,
}

/// The effect on one server or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Created,
    /// The name is already used.
    Skipped,
    Failed,
}

impl TemplateImport {
    /// Returns the number of items of this kind with this result.
    pub fn count(&self, kind: ItemKind, fate: Fate) -> usize {
        self.details.iter().filter(|one| one.kind == kind && one.fate == fate).count()
    }
}

/// Adds the servers and groups of `template` with `owner`. `new_id` returns the id of a group or an
/// error message. An item that fails does not stop the others.
///
/// # Errors
/// Returns [`Refused::Invalid`] if it is not a template; nothing was added.
pub fn import_template(
    document: &mut Document,
    template: &Map<String, Value>,
    owner: Option<&str>,
    mut new_id: impl FnMut() -> Result<String, String>,
) -> Result<TemplateImport, Refused> {
    let (servers, groups) = parts(template)?;
    let mut variables = BTreeSet::new();
    let mut details = Vec::new();
    let mut note = |kind, name: &str, (fate, message): (Fate, Option<String>)| {
        details.push(ItemResult { kind, name: name.to_owned(), fate, message });
    };
    for (name, entry) in servers {
        collect_variables(entry, &mut variables);
        note(ItemKind::Server, name, server(document, name, entry, owner));
    }
    for entry in groups {
        let name = entry.get("name").and_then(Value::as_str).unwrap_or_default();
        note(ItemKind::Group, name, group(document, name, entry, owner, &mut new_id));
    }
    Ok(TemplateImport { variables: variables.into_iter().collect(), details })
}

/// Returns the servers and groups of a template. Fails if it is not one.
fn parts(template: &Map<String, Value>) -> Result<(&Map<String, Value>, &[Value]), Refused> {
    for key in ["version", "name"] {
        if !template.get(key).is_some_and(Value::is_string) {
            return Err(Refused::invalid(format!("the `{key}` of a template must be a string")));
        }
    }
    let Some(servers) = template.get("servers").and_then(Value::as_object) else {
        return Err(Refused::invalid("the `servers` of a template must be an object"));
    };
    let Some(groups) = template.get("groups").and_then(Value::as_array) else {
        return Err(Refused::invalid("the `groups` of a template must be a list"));
    };
    if servers.len() + groups.len() > ITEMS_MAX {
        let message = format!("a template has at most {ITEMS_MAX} servers and groups together");
        return Err(Refused::invalid(message));
    }
    Ok((servers, groups))
}

fn server(
    document: &mut Document,
    name: &str,
    entry: &Value,
    owner: Option<&str>,
) -> (Fate, Option<String>) {
    if exists(document, name) {
        return (Fate::Skipped, Some(format!("server `{name}` already exists")));
    }
    let Some(entry) = entry.as_object() else {
        return (Fate::Failed, Some(format!("server `{name}` is not an object")));
    };
    let entry = with_owner(portable_members(entry), owner);
    fate(add_server(document, name, &entry, OnConflict::Refuse), None)
}

fn group(
    document: &mut Document,
    name: &str,
    group: &Value,
    owner: Option<&str>,
    new_id: impl FnOnce() -> Result<String, String>,
) -> (Fate, Option<String>) {
    if groups::exists(document, name) {
        return (Fate::Skipped, Some(format!("group `{name}` already exists")));
    }
    let listed = group.get("servers").and_then(Value::as_array);
    let named = |member: &&Value| member_name(member).is_some_and(|one| exists(document, one));
    let all = listed.map_or(&[][..], Vec::as_slice);
    let members: Vec<Value> = all.iter().filter(named).map(member).collect();
    let gone: Vec<&str> = all.iter().filter(|one| !named(one)).filter_map(member_name).collect();
    let without = (!gone.is_empty()).then(|| format!("without {}", gone.join(", ")));
    let fields = ["name", "description"].map(|key| Some((key.to_owned(), group.get(key)?.clone())));
    let mut entry: Map<String, Value> = fields.into_iter().flatten().collect();
    entry.insert("servers".to_owned(), members.into());
    match new_id() {
        Ok(id) => fate(create_group(document, &id, &with_owner(entry, owner)), without),
        Err(why) => (Fate::Failed, Some(why)),
    }
}

/// Converts a group member as in a template to MCPHub's form.
fn member(member: &Value) -> Value {
    let chosen = |key: &str| member.get(key).cloned().unwrap_or_else(|| "all".into());
    json!({
        "name": member_name(member),
        "tools": chosen("tools"),
        "prompts": chosen("prompts"),
        "resources": chosen("resources"),
    })
}

fn with_owner(mut entry: Map<String, Value>, owner: Option<&str>) -> Map<String, Value> {
    if let Some(owner) = owner {
        entry.insert("owner".to_owned(), owner.into());
    }
    entry
}

fn fate(answer: Result<Outcome, Refused>, note: Option<String>) -> (Fate, Option<String>) {
    match answer {
        Ok(_) => (Fate::Created, note),
        Err(refused) => (Fate::Failed, Some(refused.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::group::Group;
    use crate::model::server::Server;
    use crate::text::path::Step;
    use crate::transfer::template::{About, Template, servers_of, write};
    use crate::validate::{Settings, validate};

    fn import(text: &str, template: &Value, owner: Option<&str>) -> (Document, String) {
        let mut document = Document::parse(text).unwrap();
        let mut ids = (1..).map(|n: u32| n.to_string());
        let new_id = || Ok(ids.next().unwrap());
        let template = template.as_object().unwrap();
        let report = match import_template(&mut document, template, owner, new_id) {
            Err(refused) => {
                assert_eq!(document.text(), text);
                refused.to_string()
            }
            Ok(imported) => {
                let line = |one: &ItemResult| {
                    let message = one.message.as_deref().unwrap_or("");
                    format!("{:?} {} {:?} {message}", one.kind, one.name, one.fate)
                        .trim_end()
                        .to_owned()
                };
                let lines: Vec<String> = imported.details.iter().map(line).collect();
                format!("{}\nneeds {:?}", lines.join("\n"), imported.variables)
            }
        };
        (document, report)
    }

    #[test]
    fn new_items_are_added_and_existing_ones_kept() {
        let text = r#"{
  "mcpServers": { "a": { "command": "mine" } },
  "groups": [ { "name": "g", "servers": [] } ]
}"#;
        let template = json!({
            "version": "1.0",
            "name": "t",
            "servers": {
                "a": { "command": "theirs", "env": { "K": "${K}" } },
                "b": { "command": "x", "args": ["--token", "${TOKEN}"], "inheritEnv": true,
                       "owner": "eve", "description": "costs $COINS" },
                "c": { "command": 7 },
                "d": "x",
                "e/": { "command": "x" },
            },
            "groups": [
                { "name": "g", "servers": ["b"] },
                { "name": "h", "description": "H", "id": "theirs", "owner": "eve", "servers": [
                    { "name": "a", "tools": "all", "prompts": "all", "resources": "all" },
                    { "name": "b", "alias": "x", "tools": ["t"], "prompts": "all" },
                    "c",
                    7,
                ] },
                { "servers": [] },
                { "name": "i", "servers": [{ "name": "a", "tools": 7 }] },
                { "name": "j" },
            ],
        });
        let (document, report) = import(text, &template, Some("ann"));
        insta::assert_snapshot!(report, @r#"
        Server a Skipped server `a` already exists
        Server b Created
        Server c Failed server `c` needs `command`, `url` or `openapi`
        Server d Failed server `d` is not an object
        Server e/ Failed `e/` cannot name a server: `/` must separate two parts of a name
        Group g Skipped group `g` already exists
        Group h Created without c
        Group  Failed a group needs a `name`
        Group i Failed `groups[0].servers[0].tools` must be one of all or a list of strings, not a number
        Group j Created
        needs ["K", "TOKEN"]
        "#);
        insta::assert_snapshot!(document.text(), @r#"
        {
          "mcpServers": { "a": { "command": "mine" }, "b": { "type": "stdio", "command": "x", "args": ["--token", "${TOKEN}"], "description": "costs $COINS", "owner": "ann" } },
          "groups": [ { "name": "g", "servers": [] }, { "id": "1", "name": "h", "description": "H", "servers": [{ "name": "a", "tools": "all", "prompts": "all", "resources": "all" }, { "name": "b", "tools": ["t"], "prompts": "all", "resources": "all" }], "owner": "ann" }, { "id": "4", "name": "j", "servers": [], "owner": "ann" } ]
        }
        "#);
    }

    #[test]
    fn an_invalid_template_is_rejected_with_the_member() {
        let whole = json!({ "version": "1.0", "name": "t", "servers": {}, "groups": [] });
        let with = |key: &str, value: Value| {
            let mut template = whole.clone();
            template[key] = value;
            import("{}", &template, None).1
        };
        insta::assert_snapshot!(
            [
                import("{}", &whole, None).1,
                import("{}", &json!({}), None).1,
                with("version", json!(1)),
                with("name", json!(null)),
                with("servers", json!([])),
                with("groups", json!({})),
                with("groups", vec![json!({}); ITEMS_MAX + 1].into()),
            ].join("\n"), @r#"
            needs []
            the `version` of a template must be a string
            the `version` of a template must be a string
            the `name` of a template must be a string
            the `servers` of a template must be an object
            the `groups` of a template must be a list
            a template has at most 500 servers and groups together
            "#);
    }

    fn exported(settings: &Settings) -> Template {
        let groups: Vec<&Group> = settings.groups.iter().collect();
        let about = About { name: "t", description: None, created_at: "1970-01-01T00:00:00Z" };
        write(about, &servers_of(settings, &groups, true), &groups)
    }

    /// A word that occurs only in secrets.
    const SECRET: &str = "canary";

    /// A server by number, and its selected tools if there is a selection.
    type Chosen = (usize, Option<Vec<String>>);

    fn entry() -> impl Strategy<Value = Value> {
        let word = || prop_oneof!["[a-z]{1,8}", "\\$\\{[A-Z]{1,4}\\}"];
        let plain = || prop::sample::select(vec!["info", "8080", "/srv/data", "${AB}"]);
        let secret = || prop_oneof![Just(format!("{SECRET}1")), Just(format!("{SECRET}2"))];
        let key =
            || prop::sample::select(vec!["API_KEY", "GITHUB_TOKEN", "github-token", "DB_PASSWORD"]);
        let program = (
            prop::collection::vec(word(), 0..3),
            prop::collection::btree_map("[ABC]{1,4}", plain(), 0..3),
            prop::option::of((key(), secret())),
            prop::option::of(secret()),
            any::<bool>(),
        );
        let program = program.prop_map(|(args, env, secret_env, secret_arg, enabled)| {
            let mut entry = json!({ "type": "stdio", "command": "x", "args": args, "env": env });
            if let Some((key, secret)) = secret_env {
                entry["env"][key] = secret.into();
            }
            if let Some(secret) = secret_arg {
                let more = ["--api-key".to_owned(), secret].map(Value::from);
                entry["args"].as_array_mut().unwrap().extend(more);
            }
            entry["enabled"] = enabled.into();
            entry
        });
        let remote = (secret(), secret(), word(), any::<[bool; 3]>());
        let remote = remote.prop_map(|(token, password, word, [in_url, in_header, in_oauth])| {
            let query = if in_url { format!("?token={token}") } else { String::new() };
            let mut entry = json!({ "type": "streamable-http", "headers": { "Accept": word },
                                    "url": format!("https://x.example/mcp{query}") });
            if in_header {
                entry["headers"]["Authorization"] = format!("Bearer {token}").into();
            }
            if in_oauth {
                entry["oauth"] = json!({ "clientId": "c", "clientSecret": password });
            }
            entry
        });
        prop_oneof![program, remote]
    }

    fn settings() -> impl Strategy<Value = Settings> {
        let servers = prop::collection::vec(entry(), 1..5);
        let member = (0..5_usize, prop::option::of(prop::collection::vec("[a-z]{1,3}", 0..3)));
        let groups = prop::collection::vec(prop::collection::vec(member, 0..4), 0..3);
        (servers, groups).prop_map(|(servers, groups)| {
            let count = servers.len();
            let named = servers.into_iter().enumerate().map(|(n, one)| (format!("s{n}"), one));
            let servers: Map<String, Value> = named.collect();
            let group = |(n, members): (usize, Vec<Chosen>)| {
                let mut seen = BTreeSet::new();
                let members = members.into_iter().filter(|(server, _)| seen.insert(server % count));
                let members: Vec<Value> = members
                    .map(|(server, tools)| {
                        let tools = tools.map_or_else(|| "all".into(), Value::from);
                        json!({ "name": format!("s{}", server % count), "tools": tools })
                    })
                    .collect();
                json!({ "name": format!("g{n}"), "servers": members })
            };
            let groups: Vec<Value> = groups.into_iter().enumerate().map(group).collect();
            let root = json!({ "mcpServers": servers, "groups": groups });
            validate(&Document::parse(&root.to_string()).unwrap()).0
        })
    }

    /// Returns whether two values differ only in secrets and their placeholders.
    fn alike(old: &Value, new: &Value) -> bool {
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => {
                old.len() == new.len()
                    && old.iter().all(|(key, old)| new.get(key).is_some_and(|new| alike(old, new)))
            }
            (Value::Array(old), Value::Array(new)) => {
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| alike(old, new))
            }
            (Value::String(old), Value::String(new)) if old.contains(SECRET) => {
                new.contains("${") && !new.contains(SECRET)
            }
            (old, new) => old == new,
        }
    }

    proptest! {
        #[test]
        fn an_exported_template_is_imported_unchanged_except_for_secrets(old in settings()) {
            let template = exported(&old);
            let (document, _) = import("{}", &template.value, None);
            let (new, findings) = validate(&document);
            prop_assert!(!document.text().contains(SECRET), "{}", document.text());
            let groups: Vec<&Group> = old.groups.iter().collect();
            let shared: Vec<&Server> = servers_of(&old, &groups, true);
            prop_assert_eq!(new.servers.len(), shared.len(), "{:?}", findings);
            for (old, new) in shared.into_iter().zip(&new.servers) {
                prop_assert_eq!(&old.name, &new.name);
                let (old, new) = (old.entry.clone().into(), new.entry.clone().into());
                prop_assert!(alike(&old, &new), "{old}\n{new}");
            }
            let fields = |group: &Group| (group.name.clone(), group.members.clone());
            let fields = |settings: &Settings| settings.groups.iter().map(fields).collect::<Vec<_>>();
            prop_assert_eq!(fields(&old), fields(&new));
            prop_assert_eq!(exported(&new).value, template.value);
            let ids = new.groups.iter().map(|group| group.id.clone()).collect::<BTreeSet<_>>();
            prop_assert_eq!(ids.len(), new.groups.len());
            prop_assert!(document.get(&[Step::from("users")]).is_none());
        }
    }
}
