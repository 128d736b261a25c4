//! Builds the HTTP request of a call from its arguments: path, query, headers, cookies, body. Pure.
//! Values are sent as the caller wrote them: numbers keep all their digits.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::openapi::arguments::{ArgumentValue, Arguments};
use crate::openapi::body::{Body, BodyKind};
use crate::openapi::form;
use crate::openapi::operation::{BODY, Operation, Parameter, ParameterLocation, Style};

/// RFC 3986: encodes everything except unreserved characters.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Characters that are invalid in a path even if the document contains them.
const WRITTEN: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'#').add(b'{').add(b'}');

/// A request without the API's base URL and credentials.
#[derive(Debug, PartialEq)]
pub(crate) struct Prepared {
    pub(crate) method: Method,
    /// The path below the API's base URL, percent-encoded.
    pub(crate) path: String,
    /// Query pairs, percent-encoded.
    pub(crate) query: Vec<String>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// `Cookie` pairs, percent-encoded.
    pub(crate) cookies: Vec<String>,
    /// The media type and the body.
    pub(crate) body: Option<(HeaderValue, Bytes)>,
}

/// Builds the request for a call.
///
/// # Errors
/// Returns one line for the caller if an argument is missing or cannot be sent.
pub(crate) fn prepare(operation: &Operation, given: &Arguments<'_>) -> Result<Prepared, String> {
    let mut prepared = Prepared {
        method: operation.method.clone(),
        path: path(operation, given)?,
        query: Vec::new(),
        headers: Vec::new(),
        cookies: Vec::new(),
        body: None,
    };
    for parameter in &operation.parameters {
        let Some(value) = given.of(operation, parameter) else { continue };
        match parameter.place {
            ParameterLocation::Path => {}
            ParameterLocation::Query => prepared.query.extend(pairs(parameter, &value)),
            ParameterLocation::Cookie => prepared.cookies.extend(pairs(parameter, &value)),
            ParameterLocation::Header => {
                let text = join_value(parameter, &value, ",", str::to_owned);
                let header = HeaderValue::from_bytes(text.as_bytes());
                let name = HeaderName::try_from(&parameter.name);
                let (Ok(name), Ok(header)) = (name, header) else {
                    return Err(format!("`{}` cannot be sent as a header", parameter.argument));
                };
                prepared.headers.push((name, header));
            }
        }
    }
    if let (Some(body), Some(value)) = (&operation.body, given.get(BODY)) {
        prepared.body = Some(encode_body(body, &value)?);
    }
    Ok(prepared)
}

fn path(operation: &Operation, given: &Arguments<'_>) -> Result<String, String> {
    let mut path = String::new();
    let mut missing = Vec::new();
    let mut rest = operation.path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        path.extend(utf8_percent_encode(before, WRITTEN));
        let is_it = |p: &&Parameter| p.place == ParameterLocation::Path && p.name == name;
        let parameter = operation.parameters.iter().find(is_it);
        let value = parameter.and_then(|p| Some(in_path(p, &given.of(operation, p)?)));
        match value.filter(|value| !value.is_empty()) {
            Some(value) => path.push_str(&value),
            None => missing.push(parameter.map_or(name, |p| &p.argument)),
        }
        rest = after;
    }
    path.extend(utf8_percent_encode(rest, WRITTEN));
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
        return Err(format!("missing arguments: {}", names.join(", ")));
    }
    // The server would resolve dot segments to a path outside the declared one.
    if path.split(['/', '?']).any(|segment| segment == "." || segment == "..") {
        return Err("an argument in the path must not be `.` or `..`".into());
    }
    Ok(path)
}

/// Returns a value as a part of a path, encoded; empty if the value is (RFC 6570, label and path-style
/// expansion).
fn in_path(parameter: &Parameter, value: &ArgumentValue<'_>) -> String {
    let join = |separator| join_value(parameter, value, separator, percent_encode);
    let plain = join(",");
    let is_object = value.members().is_some();
    match parameter.style {
        _ if plain.is_empty() => plain,
        Style::Label => format!(".{}", if parameter.explode { join(".") } else { plain }),
        Style::Matrix if parameter.explode && is_object => format!(";{}", join(";")),
        Style::Matrix if parameter.explode => {
            let name = percent_encode(&parameter.name);
            format!(";{name}={}", join(&format!(";{name}=")))
        }
        Style::Matrix => format!(";{}={plain}", percent_encode(&parameter.name)),
        _ => plain,
    }
}

fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Serializes a value as one text: OpenAPI's `simple` style, or JSON.
fn join_value(
    parameter: &Parameter,
    value: &ArgumentValue<'_>,
    separator: &str,
    write: impl Fn(&str) -> String,
) -> String {
    if parameter.style == Style::Json {
        return write(value.raw());
    }
    let parts: Vec<String> = match (value.elements(), value.members()) {
        (Some(elements), _) => elements.iter().map(|element| write(&element.plain())).collect(),
        (None, Some(members)) => {
            let equals = if parameter.explode { "=" } else { separator };
            let part = |(key, value): &(String, ArgumentValue<'_>)| {
                format!("{}{equals}{}", write(key), write(&value.plain()))
            };
            members.iter().map(part).collect()
        }
        (None, None) => vec![write(&value.plain())],
    };
    parts.join(separator)
}

/// Serializes a value as percent-encoded query or cookie pairs.
fn pairs(parameter: &Parameter, value: &ArgumentValue<'_>) -> Vec<String> {
    let name = percent_encode(&parameter.name);
    let pair = |key: &str, value: &str| format!("{key}={value}");
    if let Some(members) = value.members() {
        let each = |key: &dyn Fn(&str) -> String| {
            members.iter().map(|(k, v)| pair(&key(k), &percent_encode(&v.plain()))).collect()
        };
        match (parameter.style, parameter.explode) {
            (Style::DeepObject, _) => {
                return each(&|key| percent_encode(&format!("{}[{key}]", parameter.name)));
            }
            (Style::Commas, true) => return each(&percent_encode),
            _ => {}
        }
    }
    if let (true, Some(elements)) = (parameter.explode, value.elements())
        && parameter.style != Style::Json
    {
        return elements
            .iter()
            .map(|element| pair(&name, &percent_encode(&element.plain())))
            .collect();
    }
    let separator = match parameter.style {
        Style::Spaces => "%20",
        Style::Bars => "%7C",
        _ => ",",
    };
    vec![pair(&name, &join_value(parameter, value, separator, percent_encode))]
}

/// Encodes the body; returns it with its media type.
fn encode_body(body: &Body, value: &ArgumentValue<'_>) -> Result<(HeaderValue, Bytes), String> {
    let mut media = body.media.clone();
    let bytes: Vec<u8> = match &body.kind {
        BodyKind::Json => value.raw().into(),
        BodyKind::Text => value.plain().into(),
        BodyKind::Form => form::encode_urlencoded(value)?.into(),
        BodyKind::Multipart(files) => {
            let (boundary, bytes) = form::encode_multipart(value, files)?;
            media = format!("multipart/form-data; boundary={boundary}");
            bytes
        }
        BodyKind::Bytes => {
            let decoded = BASE64_STANDARD.decode(value.plain().trim());
            decoded.map_err(|_| "`body` must be Base64".to_owned())?
        }
    };
    let media = HeaderValue::try_from(&media);
    let media = media.map_err(|_| "the document declares an invalid media type".to_owned())?;
    Ok((media, bytes.into()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::openapi::document::Document;

    fn prepared(path: &str, operation: &Value, arguments: &str) -> Result<Prepared, String> {
        let root = json!({
            "openapi": "3.0.0",
            "servers": [{ "url": "https://a.example" }],
            "paths": { path: { "post": operation } }
        });
        let document = Document::read(&root, None).unwrap();
        let given = Arguments::at(arguments, Some(&(0..arguments.len())));
        prepare(&document.operations[0], &given)
    }

    fn query(parameter: Value, value: &str) -> String {
        let mut parameter = parameter;
        parameter["name"] = "k y".into();
        parameter["in"] = "query".into();
        let operation = json!({ "parameters": [parameter] });
        prepared("/", &operation, &format!(r#"{{"k y":{value}}}"#)).unwrap().query.join("&")
    }

    #[test]
    fn arguments_go_where_the_document_says() {
        let parameter = |name: &str, place: &str| json!({ "name": name, "in": place });
        let operation = json!({
            "parameters": [
                parameter("id", "path"),
                parameter("n", "query"),
                parameter("X-A", "header"),
                parameter("c", "cookie"),
                parameter("none", "query")
            ],
            "requestBody": { "content": { "application/json": {} } }
        });
        let arguments = r#"{"id":"a/b ü","n":12345678901234567890.10,"X-A":["x","é"],"c":"d;e",
            "none":null,"body":{"b": 1e400},"other":1}"#;
        let wanted = Prepared {
            method: Method::POST,
            path: "/p%20q/a%2Fb%20%C3%BC/r".into(),
            query: vec!["n=12345678901234567890.10".into()],
            headers: vec![(
                HeaderName::from_static("x-a"),
                HeaderValue::from_bytes("x,é".as_bytes()).unwrap(),
            )],
            cookies: vec!["c=d%3Be".into()],
            body: Some((
                HeaderValue::from_static("application/json"),
                Bytes::from_static(br#"{"b": 1e400}"#),
            )),
        };
        assert_eq!(prepared("/p q/{id}/r", &operation, arguments), Ok(wanted));
    }

    #[test]
    fn parameters_of_one_name_in_two_places_are_two_arguments() {
        let parameter = |name: &str, place: &str| json!({ "name": name, "in": place });
        let operation = json!({
            "parameters": [parameter("id", "path"), parameter("id", "query"), parameter("body", "query")],
            "requestBody": { "content": { "application/json": {} } }
        });
        let sent = |arguments: &str| {
            let prepared = prepared("/r/{id}", &operation, arguments).unwrap();
            let body = prepared.body.map(|(_, body)| String::from_utf8(body.into()).unwrap());
            (prepared.path, prepared.query.join("&"), body.unwrap_or_default())
        };
        let all = |path: &str, query: &str, body: &str| (path.into(), query.into(), body.into());
        assert_eq!(sent(r#"{"id":1,"body":{"x":1}}"#), all("/r/1", "", r#"{"x":1}"#));
        assert_eq!(
            sent(r#"{"id":1,"id1":2,"body1":"q","body":3}"#),
            all("/r/1", "id=2&body=q", "3")
        );
    }

    #[test]
    fn lists_and_objects_are_written_in_the_style_of_their_parameter() {
        let (list, object) = (r#"["a","b c",1]"#, r#"{"a":"x y","b":[1,2],"no":null}"#);
        let style = |style: &str, explode: bool| json!({ "style": style, "explode": explode });
        for (parameter, value, wanted) in [
            (json!({}), list, "k%20y=a&k%20y=b%20c&k%20y=1"),
            (style("form", false), list, "k%20y=a,b%20c,1"),
            (style("spaceDelimited", false), list, "k%20y=a%20b%20c%201"),
            (style("pipeDelimited", false), list, "k%20y=a%7Cb%20c%7C1"),
            (json!({}), object, "a=x%20y&b=%5B1%2C2%5D"),
            (style("form", false), object, "k%20y=a,x%20y,b,%5B1%2C2%5D"),
            (
                json!({ "style": "deepObject" }),
                object,
                "k%20y%5Ba%5D=x%20y&k%20y%5Bb%5D=%5B1%2C2%5D",
            ),
            (json!({ "content": { "application/json": {} } }), "[true]", "k%20y=%5Btrue%5D"),
            (json!({}), r#""a&b=c""#, "k%20y=a%26b%3Dc"),
            (json!({}), "[]", ""),
        ] {
            assert_eq!(query(parameter.clone(), value), wanted, "{parameter} {value}");
        }
    }

    #[test]
    fn a_part_of_a_path_is_written_in_the_style_of_its_parameter() {
        let object = r#"{"a":"x y","b":2}"#;
        for (style, explode, value, wanted) in [
            ("simple", false, r#"["a","b/c"]"#, "a,b%2Fc"),
            ("simple", true, object, "a=x%20y,b=2"),
            ("simple", false, object, "a,x%20y,b,2"),
            ("label", false, "\"v\"", ".v"),
            ("label", false, r#"["a","b"]"#, ".a,b"),
            ("label", true, r#"["a","b"]"#, ".a.b"),
            ("label", false, object, ".a,x%20y,b,2"),
            ("label", true, object, ".a=x%20y.b=2"),
            ("matrix", false, "5", ";k%20y=5"),
            ("matrix", false, r#"["a","b"]"#, ";k%20y=a,b"),
            ("matrix", true, r#"["a","b"]"#, ";k%20y=a;k%20y=b"),
            ("matrix", false, object, ";k%20y=a,x%20y,b,2"),
            ("matrix", true, object, ";a=x%20y;b=2"),
        ] {
            let parameter =
                json!({ "name": "k y", "in": "path", "style": style, "explode": explode });
            let operation = json!({ "parameters": [parameter] });
            let sent = prepared("/p/{k y}", &operation, &format!(r#"{{"k y":{value}}}"#));
            assert_eq!(sent.unwrap().path, format!("/p/{wanted}"), "{style} {explode} {value}");
        }
        let parameter = json!({ "name": "k", "in": "path", "style": "label" });
        let refused = |value: &str| {
            let operation = json!({ "parameters": [parameter] });
            prepared("/p/{k}", &operation, &format!(r#"{{"k":{value}}}"#)).unwrap_err()
        };
        assert_eq!(refused("[]"), "missing arguments: `k`");
        assert_eq!(refused("\".\""), "an argument in the path must not be `.` or `..`");
    }

    #[test]
    fn arguments_that_cannot_be_sent_are_errors() {
        let refused = |path: &str, operation: &Value, arguments: &str| {
            prepared(path, operation, arguments).unwrap_err()
        };
        assert_eq!(
            refused("/{a}/{b}/{c}", &json!({}), r#"{"a":"x","b":"","d":1}"#),
            "missing arguments: `b`, `c`"
        );
        for dots in [".", ".."] {
            assert_eq!(
                refused("/x/{a}/y", &json!({}), &format!(r#"{{"a":"{dots}"}}"#)),
                "an argument in the path must not be `.` or `..`"
            );
        }
        let header = json!({ "parameters": [{ "name": "X", "in": "header" }] });
        assert_eq!(refused("/", &header, r#"{"X":"a\nb"}"#), "`X` cannot be sent as a header");
        let bytes = json!({ "requestBody": { "content": { "application/zip": {} } } });
        assert_eq!(refused("/", &bytes, r#"{"body":"?"}"#), "`body` must be Base64");
        let form = "application/x-www-form-urlencoded";
        let form = json!({ "requestBody": { "content": { form: {} } } });
        assert_eq!(refused("/", &form, r#"{"body":[1]}"#), "`body` must be an object");
    }

    #[test]
    fn forms_are_written_as_browsers_do() {
        let body = |media: &str, schema: Value, body: &str| {
            let operation =
                json!({ "requestBody": { "content": { media: { "schema": schema } } } });
            let arguments = format!(r#"{{"body":{body}}}"#);
            let (media, bytes) = prepared("/", &operation, &arguments).unwrap().body.unwrap();
            (media.to_str().unwrap().to_owned(), String::from_utf8(bytes.into()).unwrap())
        };
        let form = r#"{"name":"x y","tags":["a","b"],"meta":{"k":1},"skip":null}"#;
        assert_eq!(
            body("application/x-www-form-urlencoded", json!({}), form),
            (
                "application/x-www-form-urlencoded".into(),
                "name=x+y&tags=a&tags=b&meta=%7B%22k%22%3A1%7D".into()
            )
        );
        let file = json!({ "type": "string", "format": "binary" });
        let schema = json!({ "properties": { "f": file, "g": file } });
        let form = r#"{"f":"aGk=","g":{"content":"aGk=","filename":"a\"b.png","contentType":"image/png"},"n":1}"#;
        let (media, text) = body("multipart/form-data", schema, form);
        let boundary = media.strip_prefix("multipart/form-data; boundary=").unwrap();
        assert_eq!(
            text.replace(boundary, "B"),
            "--B\r\ncontent-disposition: form-data; name=\"f\"; filename=\"upload\"\r\n\
             content-type: application/octet-stream\r\n\r\nhi\r\n\
             --B\r\ncontent-disposition: form-data; name=\"g\"; filename=\"a%22b.png\"\r\n\
             content-type: image/png\r\n\r\nhi\r\n\
             --B\r\ncontent-disposition: form-data; name=\"n\"\r\n\r\n1\r\n--B--\r\n"
        );
        assert_eq!(body("text/xml", json!({}), r#""<a/>""#), ("text/xml".into(), "<a/>".into()));
        let bytes = body("application/octet-stream", json!({}), r#""aGk=""#);
        assert_eq!(bytes, ("application/octet-stream".into(), "hi".into()));
    }
}
