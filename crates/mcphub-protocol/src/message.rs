//! A JSON-RPC message: its bytes, and the spans of the envelope's members in them.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use bytes::Bytes;
use bytestring::ByteString;
use memchr::memmem::Finder;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{self, RpcError};
use crate::json::{self, Span};
use crate::splice::Splice;

/// A validated message. Cloning shares the bytes.
#[derive(Clone, Debug)]
pub struct Message {
    text: ByteString,
    id: Option<Span>,
    method: Option<Span>,
    /// Whether the method is written without escapes, as usual.
    is_method_plain: bool,
    params: Option<Span>,
    result: Option<Span>,
    error: Option<Span>,
}

/// The kind of a message, by the members it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Request,
    /// `method` without `id`.
    Notification,
    /// `id` and `result` or `error`.
    Response,
}

/// The reason why bytes are not a valid message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Not JSON, or not UTF-8.
    #[error("not JSON: {0}")]
    Syntax(String),
    #[error("batches are not supported")]
    Batch,
    /// JSON, but not a JSON-RPC message.
    #[error("{0}")]
    Shape(&'static str),
    /// A member that routing depends on occurs twice.
    #[error("`{0}` is given twice")]
    Twice(&'static str),
}

/// The error response for the sender.
impl From<Malformed> for RpcError {
    fn from(malformed: Malformed) -> Self {
        let syntax = matches!(malformed, Malformed::Syntax(_));
        let code = if syntax { error::PARSE_ERROR } else { error::INVALID_REQUEST };
        Self::new(code, malformed.to_string())
    }
}

impl Message {
    /// Parses one message. The bytes are validated in full, so all spans inside are valid JSON.
    ///
    /// # Errors
    /// See [`Malformed`].
    pub fn parse(bytes: Bytes) -> Result<Self, Malformed> {
        let text = ByteString::try_from(bytes).map_err(|e| Malformed::Syntax(e.to_string()))?;
        let mut parser = serde_json::Deserializer::from_str(&text);
        let envelope = parser
            .deserialize_any(Envelope { base: text.as_ptr() as usize })
            .map_err(|e| Malformed::Syntax(e.to_string()))?;
        parser.end().map_err(|e| Malformed::Syntax(e.to_string()))?;
        let Spans { id, method, params, result, error, twice } = envelope?;
        if let Some(member) = twice {
            return Err(Malformed::Twice(member));
        }
        let method = method.filter(|span| &text[span.clone()] != "null");
        let is_method_plain =
            method.as_ref().is_some_and(|span| json::unescaped(&text[span.clone()]).is_some());
        let mut message = Self { text, id, method, is_method_plain, params, result, error };
        if let Some(params) = message.params.clone().filter(|_| message.has_no_params()) {
            let mut splice = Splice::new();
            splice.replace(&params, "{}");
            return Self::parse(splice.apply(message.text()).into());
        }
        message.drop_null_member();
        message.check()?;
        Ok(message)
    }

    /// Returns whether the params of a request or notification are empty in a tolerated form:
    /// `null` or `[]`.
    fn has_no_params(&self) -> bool {
        let params = self.params().filter(|_| self.method.is_some());
        let list = params.and_then(|params| params.strip_prefix('[')?.strip_suffix(']'));
        params == Some("null") || list.is_some_and(|list| list.trim_ascii().is_empty())
    }

    /// Drops the `null` member of a response that has both `result` and `error`: some servers write
    /// both.
    fn drop_null_member(&mut self) {
        if self.method.is_some() || self.result.is_none() {
            return;
        }
        if self.error() == Some("null") {
            self.error = None;
        } else if self.error.is_some() && self.result() == Some("null") {
            self.result = None;
        }
    }

    fn check(&self) -> Result<(), Malformed> {
        if let Some(id) = self.id() {
            let starts = |c: char| c == '"' || c == '-' || c.is_ascii_digit();
            let null_error = id == "null" && self.method.is_none();
            if !id.starts_with(starts) && !null_error {
                return Err(Malformed::Shape("`id` must be a string or a number"));
            }
        }
        if self.method.is_some() {
            if self.result.is_some() || self.error.is_some() {
                return Err(Malformed::Shape("a request has no `result` or `error`"));
            }
            if !self.is_method_plain
                && json::string(self.text(), self.method.as_ref().unwrap_or(&(0..0))).is_none()
            {
                return Err(Malformed::Shape("`method` must be a string"));
            }
            if self.params().is_some_and(|p| !p.starts_with('{')) {
                return Err(Malformed::Shape("`params` must be an object"));
            }
            return Ok(());
        }
        match (self.id.is_some(), self.result.is_some(), self.error.is_some()) {
            (true, true, true) => {
                Err(Malformed::Shape("a response with both `result` and `error`"))
            }
            (true, false, false) => Err(Malformed::Shape("a response without `result` or `error`")),
            (true, _, _) => Ok(()),
            _ => Err(Malformed::Shape("neither a request, a notification nor a response")),
        }
    }

    pub fn kind(&self) -> Kind {
        match (&self.method, &self.id) {
            (Some(_), Some(_)) => Kind::Request,
            (Some(_), None) => Kind::Notification,
            (None, _) => Kind::Response,
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn bytes(&self) -> &Bytes {
        self.text.as_bytes()
    }

    /// Returns the id as raw JSON.
    pub fn id(&self) -> Option<&str> {
        self.id.clone().map(|span| &self.text()[span])
    }

    /// Empty for a response.
    pub fn method(&self) -> Cow<'_, str> {
        let Some(span) = &self.method else { return Cow::Borrowed("") };
        if self.is_method_plain {
            return Cow::Borrowed(&self.text[span.start + 1..span.end - 1]);
        }
        json::string(self.text(), span).unwrap_or_default()
    }

    /// Returns the params as raw JSON.
    pub fn params(&self) -> Option<&str> {
        self.params.clone().map(|span| &self.text()[span])
    }

    /// Returns the result as raw JSON.
    pub fn result(&self) -> Option<&str> {
        self.result.clone().map(|span| &self.text()[span])
    }

    /// Returns the error as raw JSON.
    pub fn error(&self) -> Option<&str> {
        self.error.clone().map(|span| &self.text()[span])
    }

    pub(crate) fn id_span(&self) -> Option<&Span> {
        self.id.as_ref()
    }

    /// Includes the quotes.
    pub(crate) fn method_span(&self) -> Option<&Span> {
        self.method.as_ref()
    }

    pub fn params_span(&self) -> Option<&Span> {
        self.params.as_ref()
    }

    pub fn result_span(&self) -> Option<&Span> {
        self.result.as_ref()
    }

    /// Returns `code` of the error, if it is an integer.
    pub fn error_code(&self) -> Option<i64> {
        let code = json::get(self.text(), self.error.as_ref()?, "code")?;
        self.text()[code].parse().ok()
    }

    /// Returns whether this is a tool result with `isError: true`. A key written with escapes is
    /// not recognized.
    pub fn is_tool_error(&self) -> bool {
        // Few results have it, and a substring search is faster than a walk over all members.
        let Some(result) = self.result.as_ref() else { return false };
        let text = self.text();
        let bytes = &text.as_bytes()[result.clone()];
        let is_true = |at: usize| {
            let after_key = bytes[at + IS_ERROR.needle().len()..].trim_ascii_start();
            let value = after_key.strip_prefix(b":");
            value.is_some_and(|value| value.trim_ascii_start().starts_with(b"true"))
        };
        IS_ERROR.find_iter(bytes).any(is_true)
            && json::get(text, result, "isError").is_some_and(|span| &text[span] == "true")
    }

    pub fn error_span(&self) -> Option<&Span> {
        self.error.as_ref()
    }
}

/// Finds the key of a tool result that marks it as failed.
static IS_ERROR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(r#""isError""#));

/// Splits a batch into unparsed messages. [`Message::parse`] must have returned
/// [`Malformed::Batch`].
pub fn batch(bytes: &Bytes) -> Vec<Bytes> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let elements = json::elements(text, &(0..text.len()));
    elements.into_iter().map(|span| bytes.slice(span)).collect()
}

/// Returns the JSON values at the beginning, one after another, and the remaining bytes.
pub fn several(bytes: &Bytes) -> (Vec<Bytes>, Bytes) {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<&RawValue>();
    let (mut whole, mut end) = (Vec::new(), 0);
    while let Some(Ok(value)) = values.next() {
        whole.push(bytes.slice_ref(value.get().as_bytes()));
        end = values.byte_offset();
    }
    (whole, bytes.slice(end..))
}

/// Returns the JSON objects amid other text. The search ends at a broken object, because the rest
/// may be part of it.
pub fn amid_text(bytes: &Bytes) -> Vec<Bytes> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(brace) = memchr::memchr(b'{', &bytes[at..]) {
        at += brace;
        if !bytes[at + 1..].trim_ascii_start().starts_with(b"\"") {
            at += 1;
            continue;
        }
        let rest = bytes.slice(at..);
        let mut values = serde_json::Deserializer::from_slice(&rest).into_iter::<&RawValue>();
        let Some(Ok(value)) = values.next() else { break };
        found.push(rest.slice_ref(value.get().as_bytes()));
        at += value.get().len();
    }
    found
}

#[derive(Default)]
struct Spans {
    id: Option<Span>,
    method: Option<Span>,
    params: Option<Span>,
    result: Option<Span>,
    error: Option<Span>,
    twice: Option<&'static str>,
}

/// Collects the spans of the envelope. `base` is the address of the first byte.
struct Envelope {
    base: usize,
}

impl<'de> Visitor<'de> for Envelope {
    type Value = Result<Spans, Malformed>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON-RPC message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut spans = Spans::default();
        // Keys are read raw: a key that is not valid Unicode (half a surrogate pair) is unknown to
        // us, but not an error.
        while let Some(key) = map.next_key::<&'de RawValue>()? {
            let key = key.get();
            let decoded = match json::unescaped(key) {
                Some(key) => Some(Cow::Borrowed(key)),
                None => json::string(key, &(0..key.len())),
            };
            let (slot, name) = match decoded.as_deref() {
                Some("id") => (&mut spans.id, "id"),
                Some("method") => (&mut spans.method, "method"),
                Some("params") => (&mut spans.params, "params"),
                Some("result") => (&mut spans.result, "result"),
                Some("error") => (&mut spans.error, "error"),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            let raw: &'de RawValue = map.next_value()?;
            let start = raw.get().as_ptr() as usize - self.base;
            if slot.replace(start..start + raw.get().len()).is_some() {
                spans.twice = Some(name);
            }
        }
        Ok(Ok(spans))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Err(Malformed::Batch))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Err(NOT_AN_OBJECT))
    }
}

const NOT_AN_OBJECT: Malformed = Malformed::Shape("a message is a JSON object");

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Message, Malformed> {
        Message::parse(Bytes::copy_from_slice(text.as_bytes()))
    }

    #[test]
    fn the_envelope_is_found_in_any_order() {
        let text = r#" {"extra":[1e400],"params": {"a":-0.0} ,"id":"x\n","method":"tools/call","jsonrpc":"2.0"}"#;
        let message = parse(text).unwrap();
        assert_eq!(message.kind(), Kind::Request);
        assert_eq!(message.id(), Some(r#""x\n""#));
        assert_eq!(message.method(), "tools/call");
        assert_eq!(message.params(), Some(r#"{"a":-0.0}"#));
        assert_eq!(message.text(), text);
    }

    #[test]
    fn an_escaped_method_is_decoded() {
        assert_eq!(
            parse(r#"{"id":1,"method":"tools\/c\u0061ll"}"#).unwrap().method(),
            "tools/call"
        );
    }

    #[test]
    fn duplicate_routing_members_are_rejected() {
        let twice = parse(r#"{"id":1,"method":"ping","m\u0065thod":"x"}"#);
        assert_eq!(twice.unwrap_err(), Malformed::Twice("method"));
    }

    #[test]
    fn a_tool_error_is_recognized_by_the_member_of_its_result() {
        let failed =
            |result: &str| parse(&format!(r#"{{"id":1,{result}}}"#)).unwrap().is_tool_error();
        assert!(failed(r#""result":{"content":[],"isError":true}"#));
        assert!(failed(r#""result": {"isError" : true , "content":[]}"#));
        assert!(failed(r#""result":{"content":[{"isError":false}],"isError":true}"#));
        for result in [
            r#""result":{"content":[]}"#,
            r#""result":{"isError":false}"#,
            r#""result":{"content":[{"isError":true}]}"#,
            r#""result":{"content":[{"text":"\"isError\":true"}]}"#,
            r#""result":"isError""#,
            r#""error":{"isError":true}"#,
        ] {
            assert!(!failed(result), "{result}");
        }
    }

    #[test]
    fn null_members_are_ignored() {
        for params in ["null", "[]", "[ \n ]"] {
            let message = parse(&format!(r#"{{"id":1,"method":"x","params":{params}}}"#)).unwrap();
            assert_eq!(message.text(), r#"{"id":1,"method":"x","params":{}}"#);
            assert_eq!(message.params(), Some("{}"));
        }
        let read = |members: &str| {
            let message = parse(&format!(r#"{{"id":1,{members}}}"#)).unwrap();
            (message.result().map(str::to_owned), message.error().map(str::to_owned))
        };
        assert_eq!(read(r#""result":{},"error":null"#), (Some("{}".into()), None));
        let all = r#""method":null,"params":null,"result":{},"error":null"#;
        assert_eq!(read(all), (Some("{}".into()), None));
        assert_eq!(read(r#""result":null,"error":{}"#), (None, Some("{}".into())));
        assert_eq!(read(r#""result":null,"error":null"#), (Some("null".into()), None));
    }

    #[test]
    fn malformed_messages_are_rejected() {
        let shape = |text: &str| match parse(text) {
            Err(Malformed::Shape(_)) => "shape",
            Err(Malformed::Batch) => "batch",
            Err(Malformed::Syntax(_)) => "syntax",
            Err(Malformed::Twice(_)) => "twice",
            Ok(_) => "fine",
        };
        let texts = [
            ("[]", "batch"),
            ("3", "shape"),
            ("{", "syntax"),
            ("{} x", "syntax"),
            (r#"{"id":true,"method":"x"}"#, "shape"),
            (r#"{"id":1}"#, "shape"),
            (r#"{"id":null,"method":"x"}"#, "shape"),
            (r#"{"id":null,"error":{}}"#, "fine"),
            (r#"{"method":"x"}"#, "fine"),
            (r#"{"method":"x","params":3}"#, "shape"),
            (r#"{"method":"x","params":[1]}"#, "shape"),
            (r#"{"id":1,"params":[],"result":{}}"#, "fine"),
            (r#"{"id":1,"result":{},"error":{}}"#, "shape"),
            (r#"{"id":1,"method":"a","params":{"x":"\ud800"}}"#, "fine"),
            (r#"{"id":1,"method":"a","\ud800":1,"\ud800":2}"#, "fine"),
        ];
        for (text, wanted) in texts {
            assert_eq!(shape(text), wanted, "{text}");
        }
    }
}
