//! Arguments that a tool requires as `Mcp-Param-*` headers too: `x-mcp-header` in its input schema
//! (MCP 2026-07-28, basic/transports/streamable-http).

use http::HeaderMap;

use crate::protocol::json::{self, Span};
use crate::protocol::{RpcError, error, headers};

/// An argument that is repeated in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderParam {
    /// The header name, in lower case.
    pub(crate) header: String,
    /// The path of the argument in `arguments`.
    path: Vec<String>,
    /// Whether to compare values as numbers.
    number: bool,
}

/// An `x-mcp-header` that is invalid; such a tool is not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InvalidHeaderParam;

/// Returns the arguments of a raw tool that are repeated in headers.
pub(crate) fn header_params(tool: &str) -> Result<Vec<HeaderParam>, InvalidHeaderParam> {
    if !tool.contains("x-mcp-header") {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    if let Some(schema) = json::get(tool, &(0..tool.len()), "inputSchema") {
        walk(tool, &schema, &mut Vec::new(), &mut found)?;
    }
    let mut names: Vec<&str> = found.iter().map(|m| m.header.as_str()).collect();
    names.sort_unstable();
    let unique = names.windows(2).all(|pair| pair[0] != pair[1]);
    if unique { Ok(found) } else { Err(InvalidHeaderParam) }
}

/// Returns the required headers for these arguments: header name and plain value.
pub(crate) fn expected_headers(
    params: &[HeaderParam],
    text: &str,
    arguments: Option<&Span>,
) -> Vec<(String, String)> {
    let value = |m: &HeaderParam| Some((m.header.clone(), value_at(text, arguments?, &m.path)?));
    params.iter().filter_map(value).collect()
}

/// Compares a caller's headers with its arguments.
pub(crate) fn check(
    params: &[HeaderParam],
    text: &str,
    arguments: Option<&Span>,
    inbound: &HeaderMap,
) -> Result<(), RpcError> {
    for param in params {
        let value = inbound.get(param.header.as_str());
        let wanted = arguments.and_then(|span| value_at(text, span, &param.path));
        let why = match (value, wanted) {
            (None, None) => continue,
            (None, Some(_)) => "is missing",
            (Some(_), None) => "has no value in the body",
            (Some(value), Some(wanted)) => match headers::decode(value.as_bytes()) {
                Some(value) if value == wanted => continue,
                Some(value) if param.number && same_number(&value, &wanted) => continue,
                _ => "differs from the body",
            },
        };
        let text = format!("Header mismatch: {} {why}", param.header);
        return Err(RpcError::new(error::HEADER_MISMATCH, text));
    }
    Ok(())
}

fn same_number(a: &str, b: &str) -> bool {
    matches!((a.parse::<f64>(), b.parse::<f64>()), (Ok(a), Ok(b)) if a.total_cmp(&b).is_eq())
}

fn walk(
    text: &str,
    schema: &Span,
    path: &mut Vec<String>,
    found: &mut Vec<HeaderParam>,
) -> Result<(), InvalidHeaderParam> {
    /// Maximum depth of schemas that are searched.
    const DEPTH_MAX: usize = 32;
    let Some(properties) = json::get(text, schema, "properties") else { return Ok(()) };
    for member in json::members(text, &properties) {
        let Some(name) = json::string(text, &member.key) else { continue };
        path.push(name.into_owned());
        let kind = json::get(text, &member.value, "type")
            .and_then(|span| json::string(text, &span))
            .unwrap_or_default();
        if let Some(span) = json::get(text, &member.value, "x-mcp-header") {
            let suffix = json::string(text, &span).ok_or(InvalidHeaderParam)?;
            let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
            let plain = ["string", "integer", "number", "boolean"].contains(&kind.as_ref());
            if suffix.is_empty() || !suffix.bytes().all(token) || !plain {
                return Err(InvalidHeaderParam);
            }
            let header = format!("mcp-param-{}", suffix.to_ascii_lowercase());
            let number = kind == "integer" || kind == "number";
            found.push(HeaderParam { header, path: path.clone(), number });
        }
        if path.len() < DEPTH_MAX {
            walk(text, &member.value, path, found)?;
        }
        path.pop();
    }
    Ok(())
}

/// Returns the plain text of a primitive value; `None` if it is missing, null or not a primitive.
fn value_at(text: &str, arguments: &Span, path: &[String]) -> Option<String> {
    let mut at = arguments.clone();
    for step in path {
        at = json::get(text, &at, step)?;
    }
    let raw = &text[at.clone()];
    match raw.as_bytes().first()? {
        b'"' => json::string(text, &at).map(std::borrow::Cow::into_owned),
        b'n' | b'{' | b'[' => None,
        _ => Some(raw.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOOL: &str = r#"{"name":"t","inputSchema":{"type":"object","properties":{
        "region":{"type":"string","x-mcp-header":"Region"},
        "deep":{"type":"object","properties":{"n":{"type":"integer","x-mcp-header":"N"}}}}}}"#;

    #[test]
    fn headers_repeat_the_arguments() {
        let params = header_params(TOOL).unwrap();
        let text = r#"{"region":"é","deep":{"n":42}}"#;
        let got = expected_headers(&params, text, Some(&(0..text.len())));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(got, [pair("mcp-param-region", "é"), pair("mcp-param-n", "42")]);
        assert_eq!(expected_headers(&params, r#"{"region":null}"#, Some(&(0..15))), []);
    }

    #[test]
    fn headers_must_match_the_arguments() {
        let params = header_params(TOOL).unwrap();
        let text = r#"{"region":"eu","deep":{"n":42}}"#;
        let matches = |value: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in value {
                headers.insert(*name, value.parse().unwrap());
            }
            check(&params, text, Some(&(0..text.len())), &headers).is_ok()
        };
        assert!(matches(&[("mcp-param-region", "eu"), ("mcp-param-n", "42.0")]));
        assert!(matches(&[("mcp-param-region", "=?base64?ZXU=?="), ("mcp-param-n", "42")]));
        assert!(!matches(&[("mcp-param-region", "EU"), ("mcp-param-n", "42")]));
        assert!(!matches(&[("mcp-param-region", "eu")]));
    }

    #[test]
    fn an_invalid_x_mcp_header_makes_a_tool_invalid() {
        for bad in [r#""x-mcp-header":"""#, r#""x-mcp-header":"a b""#, r#""x-mcp-header":1"#] {
            let tool =
                format!(r#"{{"inputSchema":{{"properties":{{"a":{{"type":"string",{bad}}}}}}}}}"#);
            assert_eq!(header_params(&tool), Err(InvalidHeaderParam), "{bad}");
        }
        let twice = r#"{"inputSchema":{"properties":{"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}}}}"#;
        assert_eq!(header_params(twice), Err(InvalidHeaderParam));
        let object = r#"{"inputSchema":{"properties":{"a":{"type":"object","x-mcp-header":"A"}}}}"#;
        assert_eq!(header_params(object), Err(InvalidHeaderParam));
    }
}
