//! Compares the text with the table of fields: types, words, unknown and missing keys, surrounding
//! whitespace.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::name::near;
use crate::schema::fields::TRANSPORTS;
use crate::schema::shape::{Shape, Table};
use crate::secrets::locate::shown_key;
use crate::text::tree::{Node, NodeKind};
use crate::validate::findings::Findings;

/// Compares `node` at `path` with `shape`.
pub(super) fn check(node: &Node, shape: &Shape, path: &str, findings: &mut Findings) {
    if let Shape::Either(choices) = shape {
        let fitting = choices.iter().find(|choice| fits(node, choice));
        return match fitting.or_else(|| words_of(choices).filter(|_| is_text(node))) {
            Some(choice) => check(node, choice, path, findings),
            None => wrong_type(node, shape, path, findings),
        };
    }
    if !fits(node, shape) {
        return wrong_type(node, shape, path, findings);
    }
    match (shape, &node.kind) {
        (Shape::Text | Shape::Plain, NodeKind::Scalar(Value::String(text)))
            if text.trim() != text =>
        {
            let message = format!("{} begins or ends with whitespace", quote(path));
            findings.warn(Code::Whitespace, &node.place, message);
        }
        (Shape::Word(words), NodeKind::Scalar(Value::String(word)))
            if !words.contains(&&**word) =>
        {
            findings.push(unknown_word(node, words, word, path));
        }
        (Shape::Object(table), NodeKind::Object(_)) => check_table(node, table, path, findings),
        (Shape::List(inner), NodeKind::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                check(&item.value, inner, &format!("{path}[{index}]"), findings);
            }
        }
        (Shape::Map(inner), NodeKind::Object(items)) => {
            for item in items {
                let key = item.key.as_ref().map_or("", |key| &key.text);
                let path = join_path(path, key);
                if is_null(&item.value) && matches!(inner, Shape::Plain) {
                    let message = format!("{} is null", quote(&path));
                    let place = item.value.place.clone();
                    let found = Diagnostic::warning(Code::WrongType, place, message);
                    findings.push(found.help("it counts as not set"));
                    continue;
                }
                check(&item.value, inner, &path, findings);
            }
        }
        _ => {}
    }
}

fn check_table(node: &Node, table: &Table, path: &str, findings: &mut Findings) {
    for item in node.items() {
        let Some(key) = &item.key else { continue };
        let path = join_path(path, &key.text);
        match table.field(&key.text) {
            // Programs write null for fields without a value.
            Some(field) if !field.required && is_null(&item.value) => {}
            Some(field) => {
                check(&item.value, &field.shape, &path, findings);
                if !field.implemented && promises(&item.value) {
                    let message = format!("{} has no effect yet", quote(&path));
                    let found =
                        Diagnostic::warning(Code::NotImplemented, key.place.clone(), message);
                    findings.push(found.help("do not rely on it"));
                }
            }
            None if table.open || key.text.starts_with('$') => {}
            None => {
                let message = format!("`{}` is not a key of {}", shown_key(&key.text), table.what);
                let found = Diagnostic::warning(Code::UnknownKey, key.place.clone(), message);
                let known = table.fields.iter().map(|field| field.name);
                findings.push(match near(&key.text, known).first() {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help("it is kept and has no effect"),
                });
            }
        }
    }
    for field in table.fields.iter().filter(|field| field.required) {
        if node.get(field.name).is_none() {
            let message = format!("{} lacks `{}`", subject(path, table), field.name);
            let start = node.place.start;
            findings.error(Code::MissingField, &(start..start + 1), message);
        }
    }
}

/// Returns whether a value requests a feature: it is not empty, and does not disable it.
fn promises(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar(Value::Null | Value::Bool(false)) => false,
        NodeKind::Scalar(Value::String(text)) => !text.is_empty(),
        NodeKind::Scalar(_) => true,
        NodeKind::Array(items) => !items.is_empty(),
        NodeKind::Object(items) => {
            let switch = node.get("enabled").map(Node::to_value);
            switch != Some(Value::Bool(false)) && items.iter().any(|item| promises(&item.value))
        }
    }
}

fn subject(path: &str, table: &Table) -> String {
    if path.is_empty() { table.what.to_owned() } else { quote(path) }
}

fn fits(node: &Node, shape: &Shape) -> bool {
    match (shape, &node.kind) {
        (Shape::Any, _)
        | (Shape::Bool, NodeKind::Scalar(Value::Bool(_)))
        | (
            Shape::Text | Shape::Prose | Shape::Plain | Shape::Word(_),
            NodeKind::Scalar(Value::String(_)),
        )
        | (Shape::Number, NodeKind::Scalar(Value::Number(_)))
        | (Shape::Object(_) | Shape::Map(_), NodeKind::Object(_))
        | (Shape::List(_), NodeKind::Array(_)) => true,
        (Shape::Whole(least), NodeKind::Scalar(Value::Number(number))) => {
            number.as_u64().is_some_and(|number| number >= *least)
        }
        (Shape::Either(choices), _) => choices.iter().any(|choice| fits(node, choice)),
        _ => false,
    }
}

fn wrong_type(node: &Node, shape: &Shape, path: &str, findings: &mut Findings) {
    let found = match &node.kind {
        NodeKind::Object(_) => "an object",
        NodeKind::Array(_) => "a list",
        NodeKind::Scalar(Value::String(_)) => "a string",
        NodeKind::Scalar(Value::Number(_)) if matches!(shape, Shape::Whole(_)) => "this number",
        NodeKind::Scalar(Value::Number(_)) => "a number",
        NodeKind::Scalar(Value::Bool(_)) => "a boolean",
        NodeKind::Scalar(_) => "null",
    };
    let message = format!("{} must be {}, not {found}", quote(path), expected_type(shape));
    let scalar = matches!(&node.kind, NodeKind::Scalar(Value::Number(_) | Value::Bool(_)));
    if scalar && matches!(shape, Shape::Prose | Shape::Plain) {
        let found = Diagnostic::warning(Code::WrongType, node.place.clone(), message);
        findings.push(found.help("it is read as text; put it in double quotes"));
    } else {
        findings.error(Code::WrongType, &node.place, message);
    }
}

fn expected_type(shape: &Shape) -> String {
    match shape {
        Shape::Any => "anything".to_owned(),
        Shape::Bool => "true or false".to_owned(),
        Shape::Text | Shape::Prose | Shape::Plain => "a string".to_owned(),
        Shape::Word(words) => format!("one of {}", words.join(", ")),
        Shape::Whole(least) => format!("a whole number from {least}"),
        Shape::Number => "a number".to_owned(),
        Shape::Object(_) | Shape::Map(_) => "an object".to_owned(),
        Shape::List(Shape::Text | Shape::Prose) => "a list of strings".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Either(choices) => {
            let choices: Vec<String> = choices.iter().map(expected_type).collect();
            choices.join(" or ")
        }
    }
}

fn unknown_word(node: &Node, words: &[&str], word: &str, path: &str) -> Diagnostic {
    let transport = words == TRANSPORTS;
    let code = if transport { Code::UnknownTransport } else { Code::UnknownValue };
    let message = format!("{} cannot be `{}`", quote(path), shown_key(word).escape_debug());
    let alias = ["http", "https", "streamablehttp", "streamable_http", "remote"];
    let help = match near(word, words.iter().copied()).first() {
        _ if transport && alias.contains(&word.to_lowercase().as_str()) => {
            "write streamable-http".to_owned()
        }
        Some(near) => format!("did you mean {near}?"),
        None => format!("it is one of {}", words.join(", ")),
    };
    Diagnostic::error(code, node.place.clone(), message).help(help)
}

fn words_of(choices: &'static [Shape]) -> Option<&'static Shape> {
    choices.iter().find(|choice| matches!(choice, Shape::Word(_)))
}

fn is_text(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Scalar(Value::String(_)))
}

fn is_null(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Scalar(Value::Null))
}

fn quote(path: &str) -> String {
    format!("`{path}`")
}

fn join_path(path: &str, key: &str) -> String {
    let key = shown_key(key);
    if path.is_empty() { key.into_owned() } else { format!("{path}.{key}") }
}
