//! Parses an OpenAPI 3 document: each operation becomes a tool, with a JSON Schema of its arguments
//! and the place of each argument in the HTTP request. Pure. Tools and arguments get the same names
//! as in MCPHub.

use std::collections::HashSet;

use http::Method;
use serde_json::{Map, Value, json};
use url::Url;

use crate::openapi::body::{Body, DeclaredBody, body_of, kind_of};
use crate::openapi::limits;
use crate::openapi::names::{NAME_MAX, legal, name_of, unique};
use crate::openapi::operation::{
    BODY, Operation, Parameter, ParameterLocation, Style, place_of, style_of,
};
use crate::openapi::schemas::Schemas;

/// The methods that can be operations, in MCPHub's order.
const METHODS: [(&str, Method); 8] = [
    ("get", Method::GET),
    ("post", Method::POST),
    ("put", Method::PUT),
    ("delete", Method::DELETE),
    ("patch", Method::PATCH),
    ("head", Method::HEAD),
    ("options", Method::OPTIONS),
    ("trace", Method::TRACE),
];
/// Headers that no argument may set: OpenAPI describes some of them elsewhere (`accept`,
/// `content-type`, `authorization`), and the others belong to the HTTP client.
const RESERVED_HEADERS: [&str; 12] = [
    "accept",
    "content-type",
    "authorization",
    "cookie",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "upgrade",
];
/// Maximum length of an argument name, in characters, that every client accepts.
const ARGUMENT_MAX: usize = 64;
/// Maximum length of a description, in bytes, approximately.
const DESCRIPTION_MAX: usize = 4 << 10;
/// The parts of a document that are used.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) version: String,
    /// The absolute base URL of requests whose operation declares no server of its own.
    pub(crate) base: Url,
    /// The operations, in the document's order.
    pub(crate) operations: Vec<Operation>,
}

impl Document {
    /// Parses a document; `at` is the URL it was loaded from.
    ///
    /// # Errors
    /// Returns one line if it is not an OpenAPI 3 document, or if it contains no absolute server
    /// URL.
    pub(crate) fn read(root: &Value, at: Option<&Url>) -> Result<Self, String> {
        let version = root.get("openapi").and_then(scalar);
        if !version.as_ref().is_some_and(|version| version.starts_with("3.")) {
            let older = root.get("swagger").and_then(scalar);
            return Err(match (version, older) {
                (None, Some(older)) => {
                    format!("the document is Swagger {older}; convert it to OpenAPI 3")
                }
                (Some(other), _) => format!("the document is OpenAPI {other}, not OpenAPI 3"),
                (None, None) => "the document is not an OpenAPI document".into(),
            });
        }
        let info = |name: &str| root.get("info")?.get(name).and_then(scalar);
        let mut reader = Reader {
            schemas: Schemas::of(root),
            at,
            names: HashSet::new(),
            operations: Vec::new(),
        };
        for (path, item) in root.get("paths").and_then(Value::as_object).into_iter().flatten() {
            if let Some(item) = reader.schemas.resolve(item) {
                reader.read_path(path, item);
            }
        }
        Ok(Self {
            title: info("title").unwrap_or_else(|| "API".into()),
            version: info("version").unwrap_or_default(),
            base: base(root, at)?,
            operations: reader.operations,
        })
    }
}

/// Returns the first server's URL with its variables replaced by their defaults, resolved against
/// the document's own URL.
fn base(root: &Value, at: Option<&Url>) -> Result<Url, String> {
    let server = root.get("servers").and_then(|servers| servers.get(0));
    let mut url = server.and_then(|s| s.get("url")?.as_str()).unwrap_or("/").to_owned();
    let variables = server.and_then(|server| server.get("variables")?.as_object());
    for (name, variable) in variables.into_iter().flatten() {
        if let Some(default) = variable.get("default") {
            url = url.replace(&format!("{{{name}}}"), &scalar(default).unwrap_or_default());
        }
    }
    let base = match at {
        Some(at) => at.join(&url),
        None => Url::parse(&url),
    };
    let base = base.map_err(|_| format!("the document declares no absolute server URL: `{url}`"));
    base.map(|mut base| {
        base.set_query(None);
        base.set_fragment(None);
        base
    })
}

/// Returns the server URL that a path or an operation declares for itself, if it is an HTTP URL.
fn own_base(holder: &Value, at: Option<&Url>) -> Option<Url> {
    holder.get("servers")?.get(0)?;
    base(holder, at).ok().filter(|base| matches!(base.scheme(), "http" | "https"))
}

/// Returns a string, or a number as text: YAML parses an unquoted version as a number.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

struct Reader<'a> {
    schemas: Schemas<'a>,
    at: Option<&'a Url>,
    names: HashSet<String>,
    operations: Vec<Operation>,
}

impl<'a> Reader<'a> {
    fn read_path(&mut self, path: &str, item: &'a Value) {
        for (word, method) in METHODS {
            let Some(operation @ Value::Object(_)) = item.get(word) else { continue };
            if self.operations.len() >= limits::OPERATIONS {
                return;
            }
            self.schemas.next_tool();
            let id = operation.get("operationId").and_then(Value::as_str);
            let name = id
                .filter(|id| !id.is_empty())
                .map_or_else(|| name_of(word, path), |id| legal(id, NAME_MAX, "._-"));
            let name = unique(&self.names, name);
            self.names.insert(name.clone());
            let mut taken = HashSet::new();
            let body = operation
                .get("requestBody")
                .and_then(|body| self.schemas.resolve(body))
                .and_then(body_of);
            if body.is_some() {
                taken.insert(BODY.to_owned());
            }
            let mut input = Input::default();
            let mut parameters = self.parameters(item, operation, &mut taken, &mut input);
            parameters.extend(undeclared_path_parameters(
                path,
                &parameters,
                &mut taken,
                &mut input,
            ));
            let body = body.map(|found| self.body(found, &mut input));
            self.operations.push(Operation {
                name,
                description: description(operation, item, word, path),
                input: input.schema(),
                method,
                base: [operation, item].into_iter().find_map(|holder| own_base(holder, self.at)),
                path: path.to_owned(),
                parameters,
                body,
            });
        }
    }

    /// Returns the operation's parameters, and those of its path that it does not override.
    fn parameters(
        &mut self,
        item: &'a Value,
        operation: &'a Value,
        taken: &mut HashSet<String>,
        input: &mut Input,
    ) -> Vec<Parameter> {
        let mut seen = HashSet::new();
        let mut read = Vec::new();
        let lists = [operation, item].map(|holder| holder.get("parameters"));
        for raw in lists.into_iter().flatten().filter_map(Value::as_array).flatten() {
            let Some(raw) = self.schemas.resolve(raw) else { continue };
            let text = |name: &str| raw.get(name).and_then(Value::as_str);
            let (Some(name), Some(place)) = (text("name"), text("in").and_then(place_of)) else {
                continue;
            };
            let is_reserved = RESERVED_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name))
                || name.to_ascii_lowercase().starts_with("proxy-");
            if !seen.insert((place, name)) || (place == ParameterLocation::Header && is_reserved) {
                continue;
            }
            let argument = unique(taken, legal(name, ARGUMENT_MAX, "._-"));
            taken.insert(argument.clone());
            let content =
                raw.get("content").and_then(Value::as_object).and_then(|c| c.values().next());
            let mut schema = raw
                .get("schema")
                .or_else(|| content?.get("schema"))
                .map_or_else(|| json!({ "type": "string" }), |s| self.schemas.input(s));
            if let (Value::Object(members), Some(words)) = (&mut schema, text("description")) {
                members.insert("description".into(), truncate(words, DESCRIPTION_MAX).into());
            }
            let required =
                raw.get("required") == Some(&Value::Bool(true)) || place == ParameterLocation::Path;
            input.add(&argument, schema, required);
            let (style, explode) = style_of(raw, place, content.is_some());
            read.push(Parameter { argument, name: name.to_owned(), place, style, explode });
        }
        read
    }

    fn body(&mut self, found: DeclaredBody<'a>, input: &mut Input) -> Body {
        let DeclaredBody { media, content, required, words } = found;
        let mut schema =
            content.get("schema").map_or_else(|| json!({}), |schema| self.schemas.input(schema));
        let kind = kind_of(&media, &mut schema);
        if let (Value::Object(members), Some(words)) = (&mut schema, words) {
            members.entry("description").or_insert_with(|| truncate(words, DESCRIPTION_MAX).into());
        }
        input.add(BODY, schema, required);
        let media = if media.contains('*') { "application/json".to_owned() } else { media };
        Body { media, kind }
    }
}

/// Returns the placeholders of a path that no parameter describes.
fn undeclared_path_parameters(
    path: &str,
    declared: &[Parameter],
    taken: &mut HashSet<String>,
    input: &mut Input,
) -> Vec<Parameter> {
    let names = path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let is_declared =
        |name: &str| declared.iter().any(|p| p.place == ParameterLocation::Path && p.name == name);
    let mut read = Vec::new();
    for name in names.filter(|name| !is_declared(name)) {
        let argument = unique(taken, legal(name, ARGUMENT_MAX, "._-"));
        taken.insert(argument.clone());
        input.add(&argument, json!({ "type": "string" }), true);
        let (style, explode) = (Style::Commas, false);
        let name = name.to_owned();
        read.push(Parameter { argument, name, place: ParameterLocation::Path, style, explode });
    }
    read
}

/// The input schema of a tool while it is built.
#[derive(Default)]
struct Input {
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl Input {
    fn add(&mut self, name: &str, schema: Value, required: bool) {
        self.properties.insert(name.to_owned(), schema);
        self.required.extend(required.then(|| name.into()));
    }

    fn schema(self) -> Value {
        let mut schema = json!({ "type": "object", "properties": self.properties });
        if !self.required.is_empty() {
            schema["required"] = self.required.into();
        }
        schema
    }
}

/// Returns the summary and description, or `METHOD /path` if both are missing.
fn description(operation: &Value, item: &Value, method: &str, path: &str) -> String {
    let text_of = |name: &str| {
        let text = [operation, item].into_iter().find_map(|holder| holder.get(name)?.as_str());
        text.map(str::trim).filter(|text| !text.is_empty())
    };
    let words = match (text_of("summary"), text_of("description")) {
        (Some(summary), Some(more)) if !more.starts_with(summary) => format!("{summary}\n\n{more}"),
        (_, Some(more)) => more.to_owned(),
        (Some(summary), None) => summary.to_owned(),
        (None, None) => format!("{} {path}", method.to_ascii_uppercase()),
    };
    truncate(&words, DESCRIPTION_MAX)
}

/// Truncates a text to this many bytes.
fn truncate(text: &str, bytes_max: usize) -> String {
    if text.len() <= bytes_max {
        return text.to_owned();
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= bytes_max).last();
    format!("{}…", &text[..end.unwrap_or_default()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::body::BodyKind;

    fn read(paths: &Value) -> Document {
        let root = json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "servers": [{ "url": "https://a.example/v1" }],
            "paths": paths
        });
        Document::read(&root, None).unwrap()
    }

    fn names(document: &Document) -> Vec<&str> {
        document.operations.iter().map(|operation| operation.name.as_str()).collect()
    }

    #[test]
    fn operations_are_named_by_their_id_else_by_method_and_path() {
        let document = read(&json!({
            "/": { "get": {} },
            "/{x}": { "get": {} },
            "/Pets/{id}/owner-names": { "get": {}, "delete": { "operationId": "" } },
            "/pets/owner-names/{id}": { "get": {} },
            "/ids": {
                "get": { "operationId": "users.list" },
                "post": { "operationId": "repos/list branches!" },
                "put": { "operationId": "users.list" },
                "patch": { "operationId": "ü" }
            }
        }));
        assert_eq!(
            names(&document),
            [
                "get_root",
                "get_root1",
                "get_pets_ownernames",
                "delete_pets_ownernames",
                "get_pets_ownernames1",
                "users.list",
                "repos_list_branches",
                "users.list1",
                "_"
            ]
        );
    }

    #[test]
    fn an_operation_takes_its_parameters_those_of_its_path_and_its_body() {
        let document = read(&json!({ "/pets/{id}/{part}": {
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } },
                { "name": "q", "in": "query", "schema": { "type": "integer" } }
            ],
            "post": {
                "summary": "Changes a pet.",
                "description": "More of it.",
                "parameters": [
                    { "name": "q", "in": "query", "required": true, "description": "words",
                      "style": "pipeDelimited", "schema": { "type": "array" } },
                    { "name": "body", "in": "query" },
                    { "name": "filter[a b]", "in": "query", "style": "deepObject" },
                    { "name": "X-Key", "in": "header" },
                    { "name": "Authorization", "in": "header" },
                    { "name": "X-Key", "in": "cookie",
                      "content": { "application/json": { "schema": { "type": "object" } } } }
                ],
                "requestBody": {
                    "required": true,
                    "description": "A pet.",
                    "content": {
                        "text/plain": {},
                        "application/vnd.pet+json; charset=utf-8": { "schema": { "type": "object" } }
                    }
                }
            }
        }}));
        let operation = &document.operations[0];
        assert_eq!(operation.description, "Changes a pet.\n\nMore of it.");
        let wanted = json!({
            "type": "object",
            "properties": {
                "q": { "type": "array", "description": "words" },
                "body1": { "type": "string" },
                "filter_a_b": { "type": "string" },
                "X-Key": { "type": "string" },
                "X-Key1": { "type": "object" },
                "id": { "type": "integer" },
                "part": { "type": "string" },
                "body": { "type": "object", "description": "A pet." }
            },
            "required": ["q", "id", "part", "body"]
        });
        assert_eq!(operation.input, wanted);
        let of = |p: &Parameter| (p.argument.clone(), p.name.clone(), p.place, p.style, p.explode);
        let wanted = [
            ("q", "q", ParameterLocation::Query, Style::Bars, false),
            ("body1", "body", ParameterLocation::Query, Style::Commas, true),
            ("filter_a_b", "filter[a b]", ParameterLocation::Query, Style::DeepObject, false),
            ("X-Key", "X-Key", ParameterLocation::Header, Style::Commas, false),
            ("X-Key1", "X-Key", ParameterLocation::Cookie, Style::Json, false),
            ("id", "id", ParameterLocation::Path, Style::Commas, false),
            ("part", "part", ParameterLocation::Path, Style::Commas, false),
        ];
        let wanted = wanted.map(|(a, n, p, s, e)| (a.to_owned(), n.to_owned(), p, s, e));
        assert_eq!(operation.parameters.iter().map(of).collect::<Vec<_>>(), wanted);
        let media = "application/vnd.pet+json; charset=utf-8".to_owned();
        assert_eq!(operation.body, Some(Body { media, kind: BodyKind::Json }));
    }

    #[test]
    fn files_in_a_form_are_base64_arguments() {
        let document = read(&json!({ "/files": { "post": { "requestBody": { "content": {
            "multipart/form-data": { "schema": { "type": "object", "properties": {
                "one": { "type": "string", "format": "binary", "description": "A picture" },
                "many": { "type": "array", "items": { "type": "string", "format": "binary" } },
                "note": { "type": "string" }
            }}}
        }}}}}));
        let operation = &document.operations[0];
        let wanted = json!({
            "one": { "type": "string", "description": "A picture (in Base64)" },
            "many": { "type": "array",
                      "items": { "type": "string", "description": "A file (in Base64)" } },
            "note": { "type": "string" }
        });
        assert_eq!(operation.input["properties"]["body"]["properties"], wanted);
        let kind = BodyKind::Multipart(vec!["one".into(), "many".into()]);
        assert_eq!(operation.body.as_ref().unwrap().kind, kind);
    }

    #[test]
    fn requests_go_to_the_first_declared_server() {
        let at = Url::parse("https://docs.example/api/openapi.json?x=1").unwrap();
        let base = |servers: Value, at: Option<&Url>| {
            let root = json!({ "openapi": "3.1.0", "servers": servers });
            Document::read(&root, at).map(|document| document.base.to_string())
        };
        let ok = |url: &str| Ok(url.to_owned());
        assert_eq!(base(json!([{ "url": "/v2/?a#b" }]), Some(&at)), ok("https://docs.example/v2/"));
        assert_eq!(base(json!([{ "url": "v2" }]), Some(&at)), ok("https://docs.example/api/v2"));
        assert_eq!(base(json!([]), Some(&at)), ok("https://docs.example/"));
        let server = json!([{
            "url": "https://{host}:{port}/v2",
            "variables": { "host": { "default": "a.example" }, "port": { "default": 8443 } }
        }]);
        assert_eq!(base(server, None), ok("https://a.example:8443/v2"));
        let none = "the document declares no absolute server URL: `/`";
        assert_eq!(base(json!(null), None), Err(none.to_owned()));
    }

    #[test]
    fn other_versions_are_rejected_by_name() {
        let why = |root: Value| Document::read(&root, None).unwrap_err();
        assert_eq!(
            why(json!({ "swagger": "2.0" })),
            "the document is Swagger 2.0; convert it to OpenAPI 3"
        );
        assert_eq!(why(json!({ "openapi": "4.0" })), "the document is OpenAPI 4.0, not OpenAPI 3");
        assert_eq!(why(json!(["x"])), "the document is not an OpenAPI document");
    }

    #[test]
    fn the_innermost_servers_apply() {
        let servers = |url: &str| json!([{ "url": url }]);
        let document = read(&json!({
            "/a": { "get": {} },
            "/b": {
                "servers": servers("https://b.example/v2"),
                "get": {},
                "put": { "servers": servers("https://c.example") },
                "post": { "servers": [] },
                "delete": { "servers": servers("file:///etc") }
            }
        }));
        let bases: Vec<_> = document
            .operations
            .iter()
            .map(|operation| operation.base.as_ref().map_or("-", Url::as_str))
            .collect();
        let (b, c) = ("https://b.example/v2", "https://c.example/");
        assert_eq!(bases, ["-", b, b, c, b]);
    }

    #[test]
    fn a_huge_document_is_read_up_to_the_limits() {
        let schema: Map<String, Value> = (0..1000)
            .map(|n| (format!("p{n}"), json!({ "description": "x".repeat(99) })))
            .collect();
        let root = json!({
            "openapi": "3.0.0",
            "servers": [{ "url": "https://a.example" }],
            "components": { "schemas": { "big": { "properties": schema } } },
            "paths": (0..limits::OPERATIONS + 5).map(|n| {
                let content = json!({ "*/*": { "schema": { "$ref": "#/components/schemas/big" } } });
                (format!("/p{n}"), json!({ "put": { "requestBody": { "content": content } } }))
            }).collect::<Map<_, _>>()
        });
        let document = Document::read(&root, None).unwrap();
        assert_eq!(document.operations.len(), limits::OPERATIONS);
        let inputs: usize = document.operations.iter().map(|o| o.input.to_string().len()).sum();
        assert!(inputs < 2 * limits::SCHEMAS_BYTES, "{inputs}");
    }
}
