//! Prompts and resources defined in the settings. They are available on every route except
//! `/direct/{server}`, under their own names, take precedence over those of servers, and are
//! handled without an upstream request. Shapes and precedence follow MCPHub.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::protocol::json::{self as places, Span};
use crate::protocol::{Era, Message, RpcError};
use crate::proxy::inventory::items::ListKind;
use crate::settings::Settings;
use crate::settings::model::built_in::{Prompt, Resource};

/// The built-in items of a view; the default has none.
#[derive(Clone, Debug, Default)]
pub(crate) struct BuiltIn(Arc<Settings>);

impl BuiltIn {
    /// Uses the enabled items of `settings`.
    pub(crate) fn from_settings(settings: &Arc<Settings>) -> Self {
        Self(Arc::clone(settings))
    }

    /// Returns the enabled prompt with that name.
    pub(crate) fn prompt(&self, name: &str) -> Option<&Prompt> {
        self.0.prompts.iter().find(|prompt| prompt.enabled && prompt.name == name)
    }

    /// Returns the enabled resource with that URI.
    pub(crate) fn resource(&self, uri: &str) -> Option<&Resource> {
        self.0.resources.iter().find(|resource| resource.enabled && resource.uri == uri)
    }

    /// Whether the list contains this name or URI.
    pub(crate) fn has(&self, kind: ListKind, key: &str) -> bool {
        match kind {
            ListKind::Prompts => self.prompt(key).is_some(),
            ListKind::Resources => self.resource(key).is_some(),
            ListKind::Tools | ListKind::Templates => false,
        }
    }

    /// Returns the items of that list, each with its name or URI.
    pub(crate) fn items(&self, kind: ListKind) -> Vec<(&str, Value)> {
        let settings = &self.0;
        match kind {
            ListKind::Prompts => {
                let shown = settings.prompts.iter().filter(|prompt| prompt.enabled);
                shown.map(|prompt| (prompt.name.as_str(), prompt_item(prompt))).collect()
            }
            ListKind::Resources => {
                let shown = settings.resources.iter().filter(|resource| resource.enabled);
                shown.map(|resource| (resource.uri.as_str(), resource_item(resource))).collect()
            }
            ListKind::Tools | ListKind::Templates => Vec::new(),
        }
    }
}

fn prompt_item(prompt: &Prompt) -> Value {
    let mut item = Map::from_iter([("name".to_owned(), prompt.name.as_str().into())]);
    insert_text(&mut item, "title", prompt.title.as_ref());
    insert_text(&mut item, "description", prompt.description.as_ref());
    item.insert("arguments".to_owned(), json!(prompt.arguments));
    Value::Object(item)
}

fn resource_item(resource: &Resource) -> Value {
    let name = resource.name.as_ref().unwrap_or(&resource.uri);
    let mut item = Map::from_iter([
        ("uri".to_owned(), resource.uri.as_str().into()),
        ("name".to_owned(), name.as_str().into()),
    ]);
    insert_text(&mut item, "description", resource.description.as_ref());
    item.insert("mimeType".to_owned(), resource.mime_type.as_str().into());
    Value::Object(item)
}

fn insert_text(item: &mut Map<String, Value>, key: &str, text: Option<&String>) {
    if let Some(text) = text {
        item.insert(key.to_owned(), text.as_str().into());
    }
}

/// Returns the result of `prompts/get`. `arguments` is the span of the request's arguments in
/// `text`.
///
/// # Errors
/// -32602 if a required argument is missing or is not a string.
pub(crate) fn get(
    prompt: &Prompt,
    text: &str,
    arguments: Option<&Span>,
    era: Era,
) -> Result<String, RpcError> {
    let values = |name: &str| {
        let value = places::get(text, arguments?, name.trim())?;
        places::string(text, &value).map(std::borrow::Cow::into_owned)
    };
    let required = prompt.arguments.iter().filter(|argument| argument.required);
    if let Some(missing) = required.map(|one| &one.name).find(|name| values(name).is_none()) {
        let name = &prompt.name;
        return Err(RpcError::params(format!("prompt `{name}` needs the argument `{missing}`")));
    }
    let mut result = Map::new();
    insert_text(&mut result, "description", prompt.description.as_ref());
    let rendered = render(&prompt.template, values);
    let message = json!({ "role": "user", "content": { "type": "text", "text": rendered } });
    result.insert("messages".to_owned(), Value::from(vec![message]));
    Ok(to_result(result, &[("resultType", "complete".into())], era))
}

/// Returns the result of `resources/read`.
pub(crate) fn read(resource: &Resource, era: Era) -> String {
    let Resource { uri, mime_type, content, .. } = resource;
    let contents = json!([{ "uri": uri, "mimeType": mime_type, "text": content }]);
    let cached =
        [("resultType", "complete".into()), ("ttlMs", 0.into()), ("cacheScope", "private".into())];
    to_result(Map::from_iter([("contents".to_owned(), contents)]), &cached, era)
}

/// Returns an update notification for each resource of `new` with other contents than in `old`.
pub(crate) fn updates(old: &Arc<Settings>, new: &Arc<Settings>) -> Vec<Message> {
    let old = BuiltIn::from_settings(old);
    let read = |resource: &Resource| (resource.mime_type.clone(), resource.content.clone());
    let differs =
        |now: &&Resource| old.resource(&now.uri).is_some_and(|was| read(was) != read(now));
    let update = |resource: &Resource| {
        let method = "notifications/resources/updated";
        let params = json!({ "uri": resource.uri });
        let text = json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string();
        Message::parse(Bytes::from(text)).ok()
    };
    let shown = new.resources.iter().filter(|resource| resource.enabled);
    shown.filter(differs).filter_map(update).collect()
}

/// Returns the result of `completion/complete`: no suggestions, because the settings contain none.
pub(crate) fn complete(era: Era) -> String {
    let nothing = Map::from_iter([("completion".to_owned(), json!({ "values": [] }))]);
    to_result(nothing, &[("resultType", "complete".into())], era)
}

/// Adds the members that modern results require.
fn to_result(mut result: Map<String, Value>, modern: &[(&str, Value)], era: Era) -> String {
    if era == Era::Modern {
        let members = modern.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
        result.extend(members);
    }
    Value::Object(result).to_string()
}

/// Replaces each `{{name}}` by its value from `values`, without recursion; unknown names stay.
fn render(template: &str, values: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(close) = rest.find("}}") {
        let (before, after) = (&rest[..close], close + 2);
        let value = before.rfind("{{").and_then(|open| Some((open, values(&before[open + 2..])?)));
        match value {
            Some((open, value)) => {
                out.push_str(&before[..open]);
                out.push_str(&value);
            }
            None => out.push_str(&rest[..after]),
        }
        rest = &rest[after..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::text::document::Document;
    use crate::settings::validate;

    const SETTINGS: &str = r#"{
  "prompts": [
    { "id": "1", "name": "greet", "title": "Greet", "description": "Say hello",
      "template": "Hi {{who}}, {{ who }}, {{other}}",
      "arguments": [{ "name": "who", "description": "Whom", "required": true }, { "name": "other" }] },
    { "name": "off", "template": "", "enabled": false },
    { "name": "plain", "template": "plain" }
  ],
  "resources": [
    { "uri": "a://1", "content": "one" },
    { "uri": "a://2", "name": "two", "description": "2", "mimeType": "text/markdown", "content": "Two" },
    { "uri": "a://3", "content": "", "enabled": false }
  ]
}"#;

    fn built_in() -> BuiltIn {
        BuiltIn::from_settings(&Arc::new(validate(&Document::parse(SETTINGS).unwrap()).0))
    }

    fn list(kind: ListKind) -> String {
        let built_in = built_in();
        let lines = built_in.items(kind).into_iter().map(|(key, item)| format!("{key} {item}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lists_contain_enabled_items_in_file_order() {
        insta::assert_snapshot!(list(ListKind::Prompts), @r#"
        greet {"name":"greet","title":"Greet","description":"Say hello","arguments":[{"name":"who","description":"Whom","required":true},{"name":"other","required":false}]}
        plain {"name":"plain","arguments":[]}
        "#);
        insta::assert_snapshot!(list(ListKind::Resources), @r#"
        a://1 {"uri":"a://1","name":"a://1","mimeType":"text/plain"}
        a://2 {"uri":"a://2","name":"two","description":"2","mimeType":"text/markdown"}
        "#);
        assert_eq!(list(ListKind::Tools) + &list(ListKind::Templates), "");
    }

    #[test]
    fn disabled_items_are_hidden() {
        let built_in = built_in();
        let keys = ["greet", "off", "plain", "other"];
        assert_eq!(
            keys.map(|key| built_in.has(ListKind::Prompts, key)),
            [true, false, true, false]
        );
        let keys = ["a://1", "a://3"];
        assert_eq!(keys.map(|key| built_in.has(ListKind::Resources, key)), [true, false]);
        assert!(BuiltIn::default().prompt("greet").is_none());
    }

    #[test]
    fn a_prompt_is_filled_in_for_each_era() {
        let built_in = built_in();
        let prompt = built_in.prompt("greet").unwrap();
        let answer = |arguments: &str, era| {
            get(prompt, arguments, Some(&(0..arguments.len())), era)
                .unwrap_or_else(|e| format!("{} {e}", e.code))
        };
        insta::assert_snapshot!(
            [
                answer(r#"{"who":"{{other}} \"x\"","other":7}"#, Era::Legacy),
                answer(r#"{"who":"Ann","other":"Bob"}"#, Era::Modern),
                answer(r#"{"who":7}"#, Era::Modern),
                get(prompt, "", None, Era::Legacy).unwrap_err().to_string(),
                get(built_in.prompt("plain").unwrap(), "", None, Era::Legacy).unwrap(),
            ].join("\n"), @r#"
            {"description":"Say hello","messages":[{"role":"user","content":{"type":"text","text":"Hi {{other}} \"x\", {{other}} \"x\", {{other}}"}}]}
            {"description":"Say hello","messages":[{"role":"user","content":{"type":"text","text":"Hi Ann, Ann, Bob"}}],"resultType":"complete"}
            -32602 prompt `greet` needs the argument `who`
            prompt `greet` needs the argument `who`
            {"messages":[{"role":"user","content":{"type":"text","text":"plain"}}]}
            "#);
    }

    #[test]
    fn a_resource_is_read_for_each_era() {
        let built_in = built_in();
        let answer = |uri, era| read(built_in.resource(uri).unwrap(), era);
        insta::assert_snapshot!(
            [
                answer("a://1", Era::Legacy),
                answer("a://2", Era::Modern),
                complete(Era::Legacy),
                complete(Era::Modern),
            ].join("\n"), @r#"
            {"contents":[{"uri":"a://1","mimeType":"text/plain","text":"one"}]}
            {"contents":[{"uri":"a://2","mimeType":"text/markdown","text":"Two"}],"resultType":"complete","ttlMs":0,"cacheScope":"private"}
            {"completion":{"values":[]}}
            {"completion":{"values":[]},"resultType":"complete"}
            "#);
    }

    #[test]
    fn only_double_braces_are_placeholders() {
        let values = |name: &str| (name.trim() == "a").then(|| "X".to_owned());
        for (template, expected) in [
            ("{{a}}{{ a }}", "XX"),
            ("{{{a}}}", "{X}"),
            ("{{b}} {{a}}", "{{b}} X"),
            ("}} {{a}} {{", "}} X {{"),
            ("{{b {{a}}", "{{b X"),
            ("{a} {{}} {{a", "{a} {{}} {{a"),
            ("ä{{a}}ö", "äXö"),
        ] {
            assert_eq!(render(template, values), expected);
        }
    }
}
