//! An operation of a document, and the places of its parameters in the HTTP request.

use http::Method;
use serde_json::Value;
use url::Url;

use crate::openapi::body::Body;

/// The name of the argument that holds the request body.
pub(crate) const BODY: &str = "body";

/// An operation, which is one tool.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The tool name, unique in the document.
    pub(crate) name: String,
    /// The tool description.
    pub(crate) description: String,
    /// The tool's input schema.
    pub(crate) input: Value,
    pub(crate) method: Method,
    /// The base URL that the operation or its path declares, if it differs from the document's.
    pub(crate) base: Option<Url>,
    /// The path below the base URL, with `{name}` placeholders.
    pub(crate) path: String,
    /// Path, query, header and cookie parameters.
    pub(crate) parameters: Vec<Parameter>,
    /// The request body, if the operation declares one.
    pub(crate) body: Option<Body>,
}

impl Operation {
    /// Returns true if the operation has an argument of this name.
    pub(crate) fn takes(&self, name: &str) -> bool {
        (name == BODY && self.body.is_some()) || self.parameters.iter().any(|p| p.argument == name)
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct Parameter {
    /// The name of its argument.
    pub(crate) argument: String,
    /// The name in the HTTP request.
    pub(crate) name: String,
    pub(crate) place: ParameterLocation,
    /// How arrays and objects are serialized.
    pub(crate) style: Style,
    /// Whether each element is serialized separately (OpenAPI `explode`).
    pub(crate) explode: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

/// How arrays and objects are serialized (OpenAPI 3.1, style values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Comma-separated: `simple` and `form`.
    Commas,
    /// Space-separated.
    Spaces,
    /// Pipe-separated.
    Bars,
    /// `name[key]=value`.
    DeepObject,
    /// A dot and the values: `label`, in paths only.
    Label,
    /// A semicolon, the name and the values: `matrix`, in paths only.
    Matrix,
    /// A JSON text, because the parameter declares a media type.
    Json,
}

pub(super) fn place_of(word: &str) -> Option<ParameterLocation> {
    match word {
        "path" => Some(ParameterLocation::Path),
        "query" => Some(ParameterLocation::Query),
        "header" => Some(ParameterLocation::Header),
        "cookie" => Some(ParameterLocation::Cookie),
        _ => None,
    }
}

pub(super) fn style_of(raw: &Value, place: ParameterLocation, has_media: bool) -> (Style, bool) {
    if has_media {
        return (Style::Json, false);
    }
    let word = raw.get("style").and_then(Value::as_str);
    let style = match word {
        Some("spaceDelimited") => Style::Spaces,
        Some("pipeDelimited") => Style::Bars,
        Some("deepObject") => Style::DeepObject,
        Some("label") if place == ParameterLocation::Path => Style::Label,
        Some("matrix") if place == ParameterLocation::Path => Style::Matrix,
        _ => Style::Commas,
    };
    let form = matches!(place, ParameterLocation::Query | ParameterLocation::Cookie)
        && style == Style::Commas;
    (style, raw.get("explode").and_then(Value::as_bool).unwrap_or(form))
}
