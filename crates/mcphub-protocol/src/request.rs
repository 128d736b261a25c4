//! A parsed request or notification with the members of its `params` and `_meta`, and the edits for
//! the next hop. Also edits responses on the way back.

use std::borrow::Cow;

use bytes::Bytes;

use crate::error::{INVALID_REQUEST, RpcError};
use crate::json::{self, Member, Span};
use crate::message::Message;
use crate::meta;
use crate::splice::Splice;

/// The members of `params` that decide the route.
const ROUTED: [&str; 6] = ["name", "uri", "cursor", "taskId", "ref", "_meta"];

/// Limit for the raw id and for the progress token: both are kept while the request is in flight.
const ID_BYTES: usize = 4 << 10;

/// A message with the spans of the members of its params.
#[derive(Clone, Debug)]
pub struct Request {
    pub message: Message,
    params: Vec<Member>,
    meta: Option<(Span, Vec<Member>)>,
}

/// The edit of `_meta` for the next hop.
#[derive(Clone, Debug)]
pub enum MetaEdit<'a> {
    Keep,
    /// Removes the keys of this hop and adds these (key that needs no escapes, raw value).
    Rebuild(&'a [(&'a str, &'a str)]),
}

/// The edits of a request for the next hop.
#[derive(Debug)]
pub struct Forward<'a> {
    /// The new raw id; `None` keeps the message's own.
    pub id: Option<&'a str>,
    /// The new raw progress token; `None` keeps the present one.
    pub progress_token: Option<&'a str>,
    /// Replacements: a span of the message and its new raw JSON.
    pub values: &'a [(Span, String)],
    pub meta: MetaEdit<'a>,
}

impl Request {
    /// Finds the members of `params` and `_meta`.
    ///
    /// # Errors
    /// Fails if a member that routing depends on occurs twice, or if the id or progress token is
    /// too long.
    pub fn read(message: Message) -> Result<Self, RpcError> {
        let text = message.text();
        let params = message.params_span().map(|s| json::members(text, s)).unwrap_or_default();
        refuse_twice(text, "params", &params, &ROUTED)?;
        let meta = json::find(text, &params, "_meta").0.cloned();
        let meta = meta.map(|span| (span.clone(), json::members(text, &span)));
        if let Some((_, members)) = &meta {
            refuse_twice(text, "_meta", members, &meta::PER_HOP)?;
            refuse_twice(text, "_meta", members, &["progressToken"])?;
        }
        let request = Self { message, params, meta };
        let id = ("the id", request.message.id());
        for (what, raw) in [id, ("`_meta.progressToken`", request.meta("progressToken"))] {
            if raw.is_some_and(|raw| raw.len() > ID_BYTES) {
                let text = format!("{what} has more than {ID_BYTES} bytes");
                return Err(RpcError::new(INVALID_REQUEST, text));
            }
        }
        Ok(request)
    }

    /// Returns the span of a member of `params`.
    pub fn span(&self, name: &str) -> Option<&Span> {
        json::find(self.message.text(), &self.params, name).0
    }

    /// Returns a member of `params` as raw JSON.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.span(name).map(|span| &self.message.text()[span.clone()])
    }

    /// Returns a member of `params` if it is a string.
    pub fn string(&self, name: &str) -> Option<Cow<'_, str>> {
        self.span(name).and_then(|span| json::string(self.message.text(), span))
    }

    pub fn has_meta(&self) -> bool {
        self.meta
            .as_ref()
            .is_some_and(|(span, _)| self.message.text()[span.clone()].starts_with('{'))
    }

    /// Returns a member of `_meta` as raw JSON.
    pub fn meta(&self, key: &str) -> Option<&str> {
        let (_, members) = self.meta.as_ref()?;
        let span = json::find(self.message.text(), members, key).0?;
        Some(&self.message.text()[span.clone()])
    }

    /// Returns a member of `_meta` if it is a string.
    pub fn meta_string(&self, key: &str) -> Option<Cow<'_, str>> {
        let (_, members) = self.meta.as_ref()?;
        let span = json::find(self.message.text(), members, key).0?;
        json::string(self.message.text(), span)
    }

    /// Returns the raw progress token if the caller wants progress.
    pub fn progress_token(&self) -> Option<&str> {
        self.meta("progressToken").filter(|token| *token != "null")
    }

    /// Returns the request without these members of `params`.
    ///
    /// # Errors
    /// Fails as [`Self::read`] does.
    pub fn without(&self, names: &[&str]) -> Result<Self, RpcError> {
        let text = self.message.text();
        let goes = |member: &Member| names.iter().any(|name| json::is_key(text, &member.key, name));
        let mut splice = Splice::new();
        remove_members(&self.params, goes, &mut splice);
        Self::read(Message::parse(Bytes::from(splice.apply(text)))?)
    }

    /// Returns the message for the next hop.
    pub fn forward(&self, how: &Forward<'_>) -> Bytes {
        let text = self.message.text();
        let mut splice = Splice::new();
        if let (Some(id), Some(span)) = (how.id, self.message.id_span()) {
            splice.replace(span, id);
        }
        for (span, value) in how.values {
            splice.replace(span, value.as_str());
        }
        match &how.meta {
            MetaEdit::Keep => {
                if let (Some(token), Some((_, members))) = (how.progress_token, &self.meta)
                    && let Some(span) = json::find(text, members, "progressToken").0
                {
                    splice.replace(span, token);
                }
            }
            MetaEdit::Rebuild(fresh) => self.rebuild_meta(&mut splice, how.progress_token, fresh),
        }
        Bytes::from(splice.apply(text))
    }

    /// Removes the keys of this hop from `_meta` and adds `fresh`.
    fn rebuild_meta<'a>(
        &self,
        splice: &mut Splice<'a>,
        token: Option<&'a str>,
        fresh: &[(&str, &str)],
    ) {
        let text = self.message.text();
        let fresh = members_json(fresh);
        match (&self.meta, self.message.params_span()) {
            (Some((span, members)), _) if self.has_meta() => {
                let goes = |m: &Member| meta::PER_HOP.iter().any(|k| json::is_key(text, &m.key, k));
                let comma = if fresh.is_empty() || members.iter().all(goes) { "" } else { "," };
                splice.replace(&(span.start + 1..span.start + 1), fresh + comma);
                if let (Some(token), Some(span)) =
                    (token, json::find(text, members, "progressToken").0)
                {
                    splice.replace(span, token);
                }
                remove_members(members, goes, splice);
            }
            (Some((span, _)), _) => splice.replace(span, format!("{{{fresh}}}")),
            _ if fresh.is_empty() => {}
            (None, Some(params)) => {
                let comma = if self.params.is_empty() { "" } else { "," };
                let inside = params.start + 1;
                splice.replace(&(inside..inside), format!("\"_meta\":{{{fresh}}}{comma}"));
            }
            (None, None) => {
                let after = self.message.method_span().map_or(0, |span| span.end);
                splice.replace(&(after..after), format!(",\"params\":{{\"_meta\":{{{fresh}}}}}"));
            }
        }
    }
}

/// Fails if one of `names` occurs twice among the members of `what`.
fn refuse_twice(
    text: &str,
    what: &str,
    members: &[Member],
    names: &[&str],
) -> Result<(), RpcError> {
    let Some(name) = names.iter().find(|name| json::find(text, members, name).1) else {
        return Ok(());
    };
    Err(RpcError::new(INVALID_REQUEST, format!("`{what}.{name}` is given twice")))
}

/// Joins members of an object as raw JSON, without the braces.
fn members_json(members: &[(&str, &str)]) -> String {
    let length = members.iter().map(|(key, raw)| key.len() + raw.len() + r#""":,"#.len()).sum();
    let mut text = String::with_capacity(length);
    for (key, raw) in members {
        let comma = if text.is_empty() { "" } else { "," };
        for part in [comma, "\"", key, "\":", raw] {
            text.push_str(part);
        }
    }
    text
}

/// Returns the edit that replaces the id of a response.
pub fn under<'a>(response: &Message, id: &'a str) -> Splice<'a> {
    let mut splice = Splice::new();
    if let Some(span) = response.id_span() {
        splice.replace(span, id);
    }
    splice
}

/// Returns the response with another id and otherwise the same bytes.
pub fn with_id(response: &Message, id: &str) -> Bytes {
    Bytes::from(under(response, id).apply(response.text()))
}

/// Like [`with_id`], as parts of a body.
pub fn under_id(response: &Message, id: &str) -> Vec<Bytes> {
    under(response, id).apply_to(response.bytes())
}

/// Converts a legacy server's response for a modern client, as parts of a body: adds `resultType`
/// and `fresh` (key, raw value), each only if the result lacks it.
pub fn to_modern(response: &Message, id: &str, fresh: &[(&str, &str)]) -> Vec<Bytes> {
    let text = response.text();
    let mut splice = under(response, id);
    if let Some(result) = response.result_span().filter(|s| text[s.start..].starts_with('{')) {
        let members = json::members(text, result);
        let lacking = |(key, _): &(&str, &str)| json::find(text, &members, key).0.is_none();
        let complete = [("resultType", "\"complete\"")];
        let new: Vec<_> = complete.iter().chain(fresh).copied().filter(lacking).collect();
        if !new.is_empty() {
            let comma = if members.is_empty() { "" } else { "," };
            splice.replace(&(result.start + 1..result.start + 1), members_json(&new) + comma);
        }
    }
    splice.apply_to(response.bytes())
}

/// Converts a modern server's response for a legacy client, as parts of a body: removes the members
/// that exist only in the modern era.
pub fn to_legacy(response: &Message, id: &str) -> Vec<Bytes> {
    let text = response.text();
    let mut splice = under(response, id);
    if let Some(result) = response.result_span() {
        let members = json::members(text, result);
        let goes = |m: &Member| {
            ["resultType", "ttlMs", "cacheScope"].iter().any(|key| json::is_key(text, &m.key, key))
        };
        remove_members(&members, goes, &mut splice);
    }
    splice.apply_to(response.bytes())
}

/// Removes members of an object, each with its comma.
pub fn remove_members(members: &[Member], goes: impl Fn(&Member) -> bool, splice: &mut Splice<'_>) {
    let Some(last) = members.last() else { return };
    let kept = members.iter().rposition(|m| !goes(m));
    for (i, member) in members.iter().enumerate().filter(|(_, m)| goes(m)) {
        match members.get(i + 1) {
            Some(next) if kept.is_some_and(|k| k > i) => {
                splice.replace(&(member.key.start..next.key.start), "");
            }
            _ => {
                let from = kept.map_or(members[0].key.start, |k| members[k].value.end);
                splice.replace(&(from..last.value.end), "");
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request {
        Request::read(Message::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()).unwrap()
    }

    fn response(text: &str) -> Message {
        Message::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
    }

    #[test]
    fn ids_and_progress_tokens_have_a_size_limit() {
        let read = |id: &str, token: &str| {
            let params = format!(r#"{{"_meta":{{"progressToken":{token}}}}}"#);
            let text = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"m","params":{params}}}"#);
            Request::read(response(&text)).map(|_| ())
        };
        let most = format!("\"{}\"", "x".repeat(ID_BYTES - 2));
        let more = format!("\"{}\"", "x".repeat(ID_BYTES - 1));
        let too_long =
            |what| Err(RpcError::new(INVALID_REQUEST, format!("{what} has more than 4096 bytes")));
        assert_eq!(read(&most, &most), Ok(()));
        assert_eq!(read(&more, "1"), too_long("the id"));
        assert_eq!(read("1", &more), too_long("`_meta.progressToken`"));
    }

    #[test]
    fn forwarding_changes_only_the_named_members() {
        let r = request(
            r#"{"jsonrpc":"2.0", "id":"x","method":"tools/call","params":{"name":"a-t", "arguments":{"name":1e400},"_meta":{"progressToken":7,"k":[ ]}},"z":0}"#,
        );
        let values = &[(r.span("name").unwrap().clone(), "\"t\"".to_owned())];
        let forward =
            Forward { id: Some("5"), progress_token: Some("9"), values, meta: MetaEdit::Keep };
        assert_eq!(
            r.forward(&forward),
            r#"{"jsonrpc":"2.0", "id":5,"method":"tools/call","params":{"name":"t", "arguments":{"name":1e400},"_meta":{"progressToken":9,"k":[ ]}},"z":0}"#
        );
    }

    #[test]
    fn meta_of_this_hop_is_removed_and_the_rest_kept() {
        let r = request(
            r#"{"id":1,"method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","traceparent":"00-1","progressToken":"p"}}}"#,
        );
        let strip = |fresh: &[(&str, &str)]| {
            let meta = MetaEdit::Rebuild(fresh);
            r.forward(&Forward { id: None, progress_token: Some("3"), values: &[], meta })
        };
        assert_eq!(
            strip(&[]),
            r#"{"id":1,"method":"ping","params":{"_meta":{"traceparent":"00-1","progressToken":3}}}"#
        );
        assert_eq!(
            strip(&[("k", "{}")]),
            r#"{"id":1,"method":"ping","params":{"_meta":{"k":{},"traceparent":"00-1","progressToken":3}}}"#
        );
    }

    #[test]
    fn missing_meta_is_added_once() {
        let add = |text: &str| {
            let meta = MetaEdit::Rebuild(&[("k", "1")]);
            request(text).forward(&Forward { id: None, progress_token: None, values: &[], meta })
        };
        assert_eq!(
            add(r#"{"method":"a","id":1}"#),
            r#"{"method":"a","params":{"_meta":{"k":1}},"id":1}"#
        );
        assert_eq!(
            add(r#"{"method":"a","params":{}}"#),
            r#"{"method":"a","params":{"_meta":{"k":1}}}"#
        );
        assert_eq!(
            add(r#"{"method":"a","params":{"x":2}}"#),
            r#"{"method":"a","params":{"_meta":{"k":1},"x":2}}"#
        );
    }

    #[test]
    fn duplicate_routing_params_are_rejected() {
        let text = r#"{"id":1,"method":"tools/call","params":{"name":"a","n\u0061me":"b"}}"#;
        let message = Message::parse(Bytes::from_static(text.as_bytes())).unwrap();
        assert_eq!(Request::read(message).unwrap_err().message, "`params.name` is given twice");
    }

    #[test]
    fn results_gain_and_lose_only_the_members_of_one_era() {
        let legacy = response(r#"{"id":1,"result":{"contents":[],"ttlMs":5}}"#);
        assert_eq!(
            to_modern(&legacy, "\"a\"", &[("ttlMs", "0"), ("cacheScope", "\"private\"")]).concat(),
            br#"{"id":"a","result":{"resultType":"complete","cacheScope":"private","contents":[],"ttlMs":5}}"#
        );
        assert_eq!(
            to_modern(&response(r#"{"id":1,"result":{}}"#), "2", &[]).concat(),
            br#"{"id":2,"result":{"resultType":"complete"}}"#
        );
        for (modern, wanted) in [
            (
                r#"{"id":1,"result":{"resultType":"complete","a":1,"ttlMs":1, "cacheScope":"p"}}"#,
                r#"{"id":2,"result":{"a":1}}"#,
            ),
            (r#"{"id":1,"result":{"resultType":"complete"}}"#, r#"{"id":2,"result":{}}"#),
            (
                r#"{"id":1,"result":{"a":1, "ttlMs":1,"b":2}}"#,
                r#"{"id":2,"result":{"a":1, "b":2}}"#,
            ),
            (r#"{"id":1,"error":{"code":1}}"#, r#"{"id":2,"error":{"code":1}}"#),
        ] {
            assert_eq!(to_legacy(&response(modern), "2").concat(), wanted.as_bytes());
        }
    }
}
