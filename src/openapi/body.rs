//! Request bodies of an API: picks the media type to send and builds the schema of the `body`
//! argument.

use serde_json::{Map, Value, json};

/// The body of an operation's requests.
#[derive(Debug, PartialEq)]
pub(crate) struct Body {
    /// The `Content-Type` to send.
    pub(crate) media: String,
    pub(crate) kind: BodyKind,
}

/// How the `body` argument is encoded.
#[derive(Debug, PartialEq)]
pub(crate) enum BodyKind {
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`. The named members are files, passed in Base64.
    Multipart(Vec<String>),
    Text,
    /// Any other media type, passed in Base64.
    Bytes,
}

/// A declared request body, in the media type chosen for it.
pub(crate) struct DeclaredBody<'a> {
    /// The media type as declared, with its parameters.
    pub(crate) media: String,
    /// Its media type object.
    pub(crate) content: &'a Value,
    pub(crate) required: bool,
    /// Its `description`.
    pub(crate) words: Option<&'a str>,
}

/// Returns the declared media type that is easiest to encode.
pub(crate) fn body_of(body: &Value) -> Option<DeclaredBody<'_>> {
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
    Some(DeclaredBody { media: media.clone(), content, required, words })
}

/// Returns how a body of that media type is encoded, and adapts the schema of the argument.
pub(crate) fn kind_of(media: &str, schema: &mut Value) -> BodyKind {
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

/// Returns the form members that are files, and makes their schemas describe Base64 strings.
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

/// Returns a media type in lower case without its parameters.
pub(crate) fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns true for JSON media types and for `*/*`.
pub(crate) fn is_json(essence: &str) -> bool {
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
}

pub(crate) fn is_text(essence: &str) -> bool {
    let known = ["application/xml", "application/yaml", "application/graphql"];
    essence.starts_with("text/") || essence.ends_with("+xml") || known.contains(&essence)
}
