//! Servers of the AI Assistant in IDEs before 2025.3: `llm.mcpServers.xml`, and a component of
//! `workspace.xml`. The result has the form of other clients' lists of servers.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

/// Depth of elements that is read.
const DEPTH_MAX: usize = 64;
/// The components with servers.
const COMPONENTS: [&str; 2] = ["McpApplicationServerCommands", "McpProjectServerCommands"];

/// Returns whether a text looks like XML.
pub(super) fn is_xml(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

/// An element. Text between elements is not kept.
#[derive(Debug, Default)]
struct Element {
    tag: String,
    name: String,
    value: String,
    key: String,
    children: Vec<Element>,
}

/// Returns `{"mcpServers": […]}`, and the names of servers whose entry has only a state: newer
/// versions keep the rest elsewhere.
///
/// # Errors
/// Returns one line if the text is not XML, or has no component with servers.
pub(super) fn parse(text: &str) -> Result<(Value, Vec<String>), String> {
    let root = read(text)?;
    let mut components = Vec::new();
    find(&root, &mut components);
    if components.is_empty() {
        return Err("it has no component with the MCP servers of a JetBrains IDE".into());
    }
    let mut servers = Vec::new();
    let mut states = Vec::new();
    for component in components {
        collect(component, &mut servers, &mut states);
    }
    Ok((json!({ "mcpServers": servers }), states))
}

fn find<'a>(element: &'a Element, found: &mut Vec<&'a Element>) {
    if element.tag == "component" && COMPONENTS.contains(&element.name.as_str()) {
        found.push(element);
    } else {
        element.children.iter().for_each(|child| find(child, found));
    }
}

/// Collects the servers below an element: those with a name and options.
fn collect(element: &Element, servers: &mut Vec<Value>, states: &mut Vec<String>) {
    for child in &element.children {
        let option = |names: &[&str]| {
            let is_it = |it: &&Element| it.tag == "option" && names.contains(&it.name.as_str());
            child.children.iter().find(is_it)
        };
        let text =
            |names: &[&str]| option(names).map(|it| it.value.as_str()).filter(|it| !it.is_empty());
        let Some(name) = text(&["name"]) else {
            collect(child, servers, states);
            continue;
        };
        let mut server = Map::new();
        server.insert("name".into(), name.into());
        for (key, names) in [("command", &["programPath", "command"][..]), ("url", &["url"])] {
            server.extend(text(names).map(|value| (key.to_owned(), value.into())));
        }
        if server.len() == 1 {
            states.push(name.to_owned());
            continue;
        }
        let args = match option(&["arguments", "args"]) {
            Some(list) if !list.children.is_empty() => values(list),
            Some(one) => words(&one.value),
            None => Vec::new(),
        };
        if !args.is_empty() {
            server.insert("args".into(), args.into());
        }
        server.extend(text(&["workingDirectory"]).map(|folder| ("cwd".to_owned(), folder.into())));
        for (key, names) in [("env", ["envs", "env"]), ("headers", ["headers", "headers"])] {
            let is_it = |it: &&Element| {
                names.contains(&it.tag.as_str()) || names.contains(&it.name.as_str())
            };
            let mut pairs = Map::new();
            child.children.iter().filter(is_it).for_each(|it| collect_pairs(it, &mut pairs));
            if !pairs.is_empty() {
                server.insert(key.into(), Value::Object(pairs));
            }
        }
        server
            .extend(text(&["enabled"]).map(|word| ("enabled".to_owned(), (word == "true").into())));
        if let Some(allowed) = option(&["allowedToolsNames"]).filter(|it| !it.children.is_empty()) {
            server.insert("allowedTools".into(), values(allowed).into());
        }
        servers.push(Value::Object(server));
    }
}

/// Returns the values of the items of a list, at any depth.
fn values(element: &Element) -> Vec<String> {
    if element.children.is_empty() {
        return vec![element.value.clone()];
    }
    element
        .children
        .iter()
        .filter(|it| it.tag != "set" || !it.children.is_empty())
        .flat_map(values)
        .collect()
}

/// Collects `<env name value/>` and `<entry key value/>`.
fn collect_pairs(element: &Element, pairs: &mut Map<String, Value>) {
    for child in &element.children {
        let name = if child.key.is_empty() { &child.name } else { &child.key };
        if child.children.is_empty() && !name.is_empty() {
            pairs.insert(name.clone(), child.value.as_str().into());
        }
        collect_pairs(child, pairs);
    }
}

/// Splits arguments at blanks, except inside quotes, as the IDE does.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            ('\\', Some('"') | None) => {
                let next = chars.clone().next();
                let is_escape = next.is_some_and(|next| "\"\\".contains(next));
                let c = if is_escape { chars.next().unwrap_or(c) } else { c };
                word.get_or_insert_default().push(c);
            }
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Reads all elements. Entities other than those of XML itself are not expanded.
fn read(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|error| {
            format!("it is not valid XML: {error}").lines().next().unwrap_or_default().to_owned()
        })?;
        match event {
            Event::Start(start) => {
                if open.len() > DEPTH_MAX {
                    return Err("its elements are nested too deeply".into());
                }
                open.push(element(&start)?);
            }
            Event::Empty(start) => {
                let element = element(&start)?;
                open.last_mut().into_iter().for_each(|it| it.children.push(element_of(&element)));
            }
            Event::End(_) => {
                if let (Some(done), Some(parent)) = (open.pop(), open.last_mut()) {
                    parent.children.push(done);
                }
            }
            Event::Eof if open.len() > 1 => return Err("it is not valid XML: it ends early".into()),
            Event::Eof => return open.pop().ok_or_else(|| "it is not valid XML".into()),
            _ => {}
        }
    }
}

fn element_of(element: &Element) -> Element {
    Element {
        tag: element.tag.clone(),
        name: element.name.clone(),
        value: element.value.clone(),
        key: element.key.clone(),
        children: Vec::new(),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let invalid = || "it is not valid XML: an attribute cannot be read".to_owned();
    let tag = String::from_utf8_lossy(start.name().as_ref()).into_owned();
    let mut element = Element { tag, ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| invalid())?;
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&raw).map_err(|_| invalid())?.into_owned();
        match attribute.key.as_ref() {
            b"name" => element.name = value,
            b"value" => element.value = value,
            b"key" => element.key = value,
            _ => {}
        }
    }
    Ok(element)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_versions_of_the_component_are_read() {
        let text = r#"<application>
  <component name="McpApplicationServerCommands" modifiable="true">
    <McpServerCommand sourceId="UserConfigurationSource">
      <option name="allowedToolsNames" />
      <option name="enabled" value="false" />
      <option name="name" value="files" />
      <option name="programPath" value="npx" />
      <option name="arguments" value="-y pkg &quot;/a b&quot; 'c d' e\\f" />
      <option name="workingDirectory" value="" />
      <envs><env name="A" value="1 &amp; 2" /></envs>
    </McpServerCommand>
    <commands>
      <McpServerConfigurationProperties>
        <option name="allowedToolsNames"><set><option value="read" /></set></option>
        <option name="command" value="node" />
        <option name="args"><list><option value="x.mjs" /><option value="" /></list></option>
        <option name="env"><map><entry key="URL" value="https://a" /></map></option>
        <option name="workingDirectory" value="/w" />
        <option name="name" value="bridge" />
      </McpServerConfigurationProperties>
      <McpServerConfigurationProperties>
        <option name="enabled" value="true" />
        <option name="name" value="newer" />
      </McpServerConfigurationProperties>
    </commands>
    <urls />
  </component>
  <component name="Other"><option name="name" value="x" /></component>
</application>"#;
        let expected = json!({"mcpServers": [
            {"name": "files", "command": "npx", "args": ["-y", "pkg", "/a b", "c d", "e\\f"],
                "env": {"A": "1 & 2"}, "enabled": false},
            {"name": "bridge", "command": "node", "args": ["x.mjs", ""], "cwd": "/w",
                "env": {"URL": "https://a"}, "allowedTools": ["read"]},
        ]});
        assert_eq!(parse(text), Ok((expected, vec!["newer".to_owned()])));
    }

    #[test]
    fn other_texts_are_refused() {
        let refusal = |text: &str| parse(text).unwrap_err();
        assert_eq!(refusal("<a/>"), "it has no component with the MCP servers of a JetBrains IDE");
        assert_eq!(refusal("<a><b></b>"), "it is not valid XML: it ends early");
        assert!(refusal("<a></b>").starts_with("it is not valid XML"));
        assert_eq!(refusal(&"<a>".repeat(100)), "its elements are nested too deeply");
        let entity = "<!DOCTYPE a [<!ENTITY x \"y\">]><a value=\"&x;\"/>";
        assert_eq!(refusal(entity), "it is not valid XML: an attribute cannot be read");
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in "[<>/a-c=\"'&; !?\\[\\]-]{0,60}") {
            let _ = parse(&text);
        }
    }
}
