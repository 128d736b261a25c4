//! The bodies of an API's requests: which media type is sent, and what is asked of callers for it.

use serde_json::{Map, Value, json};

/// What a body is.
#[derive(Debug, PartialEq)]
pub(super) struct Body {
    /// The media type, as it is sent.
    pub(super) media: String,
    /// How the argument is written.
    pub(super) kind: BodyKind,
}

/// How a body is written.
#[derive(Debug, PartialEq)]
pub(super) enum BodyKind {
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`; the members named are files, given in Base64.
    Multipart(Vec<String>),
    Text,
    /// Given in Base64.
    Bytes,
}

/// A body that can be sent.
pub(super) struct Found<'a> {
    /// As it is declared.
    pub(super) media: String,
    /// What is said of it.
    pub(super) content: &'a Value,
    /// Whether there must be one.
    pub(super) required: bool,
    /// Words for people and models.
    pub(super) words: Option<&'a str>,
}

/// The media type among those of a body that is easiest to write.
pub(super) fn body_of(body: &Value) -> Option<Found<'_>> {
    let content = body.get("content")?.as_object()?;
    let ease = |media: &str| match essence(media).as_str() {
        "application/json" => 0,
        media if is_json(media) => 1,
        "application/x-www-form-urlencoded" => 2,
        "multipart/form-data" => 3,
        media if is_text(media) => 4,
        _ => 5,
    };
    let (media, content) = content.iter().min_by_key(|(media, _)| ease(media))?;
    let required = body.get("required") == Some(&Value::Bool(true));
    let words = body.get("description").and_then(Value::as_str);
    Some(Found { media: media.clone(), content, required, words })
}

/// How a body of that media type is written; its schema becomes that of the argument.
pub(super) fn kind_of(media: &str, schema: &mut Value) -> BodyKind {
    match essence(media).as_str() {
        media if is_json(media) => BodyKind::Json,
        "application/x-www-form-urlencoded" => BodyKind::Form,
        "multipart/form-data" => BodyKind::Multipart(files(schema)),
        media if is_text(media) => {
            *schema = json!({ "type": "string" });
            BodyKind::Text
        }
        _ => {
            *schema = json!({ "type": "string", "description": "in Base64" });
            BodyKind::Bytes
        }
    }
}

/// The members of a form that are files. They are given in Base64, and their schemas say so.
fn files(schema: &mut Value) -> Vec<String> {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    let mut files = Vec::new();
    for (name, property) in properties.into_iter().flatten() {
        let is_list = property.get("items").is_some();
        let file = if is_list { &mut property["items"] } else { property };
        let Some(file) = file.as_object_mut().filter(|file| is_file(file)) else { continue };
        file.remove("format");
        file.remove("contentMediaType");
        let words = file.get("description").and_then(Value::as_str).unwrap_or("A file");
        file.insert("description".into(), format!("{words} (in Base64)").into());
        files.push(name.clone());
    }
    files
}

fn is_file(schema: &Map<String, Value>) -> bool {
    let says = |key: &str, word: &str| schema.get(key).and_then(Value::as_str) == Some(word);
    says("format", "binary") || says("contentMediaType", "application/octet-stream")
}

/// A media type without its parameters, in lower case.
pub(super) fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether an essence is one of JSON, or takes anything.
pub(super) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
}

/// Whether an essence is one of text.
pub(super) fn is_text(essence: &str) -> bool {
    let known = ["application/xml", "application/yaml", "application/graphql"];
    essence.starts_with("text/") || essence.ends_with("+xml") || known.contains(&essence)
}
