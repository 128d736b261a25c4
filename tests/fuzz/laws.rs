//! Laws that hold for any bytes. Each is a function that panics on a counterexample. The fuzz
//! targets search for counterexamples; `cargo test` replays the corpus of inputs worth keeping.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::value::RawValue;

use mcphub_protocol::framing::lines::Lines;
use mcphub_protocol::framing::sse;
use mcphub_protocol::framing::sse::{Decoder, Event};
use mcphub_protocol::json::{self, Span};
use mcphub_protocol::message::{self, Kind, Malformed, Message};
use mcphub_protocol::request::{self, Forward, MetaEdit, Request};
use mcphub_protocol::{headers, meta, uri_template};

#[path = "../support/raw.rs"]
mod raw;

/// The name of the fuzz target and of its corpus, and the law.
pub(crate) type Law = (&'static str, fn(&[u8]));

pub(crate) const ALL: [Law; 7] = [
    ("envelope", envelope),
    ("splices", splices),
    ("events", events),
    ("lines", lines),
    ("scan", scan),
    ("headers", headers),
    ("uri_template", uri_template),
];

/// If the bytes parse as a message, its members are those that an independent parser finds.
pub(crate) fn envelope(data: &[u8]) {
    let is_json = serde_json::from_slice::<&RawValue>(data).is_ok();
    let parsed = Message::parse(Bytes::copy_from_slice(data));
    let Ok(message) = parsed else {
        if parsed.is_err_and(|e| matches!(e, Malformed::Batch)) {
            let all = message::batch(&Bytes::copy_from_slice(data));
            let text = std::str::from_utf8(data).expect("it was parsed");
            assert!(all.iter().eq(raw::elements(text).expect("an array").iter()));
        }
        return;
    };
    assert!(is_json, "a message that is not JSON");
    let text = message.text();
    assert_eq!(message.id(), raw::get(text, "id"));
    assert_eq!(message.params(), raw::get(text, "params"));
    assert_eq!(message.result(), raw::get(text, "result"));
    assert_eq!(message.error(), raw::get(text, "error"));
    let method: Option<String> =
        raw::get(text, "method").map(|raw| serde_json::from_str(raw).expect("a string"));
    assert_eq!(message.method(), method.unwrap_or_default());
    if let Ok(request) = Request::read(message.clone()) {
        let params = message.params().unwrap_or("{}");
        for name in ["name", "uri", "cursor", "taskId", "ref", "_meta", "arguments"] {
            assert_eq!(request.raw(name), raw::get(params, name));
        }
        let inside = request.raw("_meta").unwrap_or("{}");
        for key in meta::PER_HOP.iter().chain(&["progressToken"]) {
            assert_eq!(request.meta(key), raw::get(inside, key));
        }
    }
}

/// A splice changes only the named members, and its result parses as a message again. The first
/// byte selects the edit.
pub(crate) fn splices(data: &[u8]) {
    let Some((how, text)) = data.split_first() else { return };
    let Ok(message) = Message::parse(Bytes::copy_from_slice(text)) else { return };
    match message.kind() {
        Kind::Response => check_response_edits(&message, *how),
        Kind::Request | Kind::Notification => {
            if let Ok(request) = Request::read(message) {
                check_forward(&request, *how);
            }
        }
    }
}

fn check_forward(request: &Request, how: u8) {
    let before = request.message.text();
    let fresh: &[(&str, &str)] = match how & 3 {
        0 => &[],
        1 => &[(meta::PROTOCOL_VERSION, "\"2026-07-28\"")],
        _ => &[(meta::CLIENT_CAPABILITIES, "{\"a\":[]}"), (meta::CLIENT_INFO, "{}")],
    };
    let rebuild = how & 4 != 0;
    let name = request.span("name").filter(|_| how & 8 != 0).cloned();
    let id = request.message.id().map(|_| "17").filter(|_| how & 16 != 0);
    let token = request.progress_token().map(|_| "17").filter(|_| how & 16 != 0);
    let values: Vec<_> = name.iter().map(|s| (s.clone(), "\"new\"".to_owned())).collect();
    let after = request.forward(&Forward {
        id,
        progress_token: token,
        values: &values,
        meta: if rebuild { MetaEdit::Rebuild(fresh) } else { MetaEdit::Keep },
    });
    let again = Message::parse(after.clone()).expect("a message again");
    Request::read(again.clone()).expect("a request again");
    let after = again.text();
    assert_eq!(again.id(), id.or(request.message.id()));

    // At each level, all other members are unchanged and in order.
    assert_eq!(without(before, &["id", "params"]), without(after, &["id", "params"]));
    let params = |text| raw::get(text, "params").unwrap_or("{}").to_owned();
    let (old, new) = (params(before), params(after));
    assert_eq!(without(&old, &["name", "_meta"]), without(&new, &["name", "_meta"]));
    let wanted = if name.is_some() { Some("\"new\"") } else { raw::get(&old, "name") };
    assert_eq!(raw::get(&new, "name"), wanted);
    let (old, new) = (raw::get(&old, "_meta"), raw::get(&new, "_meta"));
    if !rebuild && token.is_none() {
        assert_eq!(old, new);
        return;
    }
    let hop: &[&str] = if rebuild { &meta::PER_HOP } else { &[] };
    let named = [hop, &["progressToken"]].concat();
    let is_object = old.is_some_and(|old| old.starts_with('{'));
    let kept = |text: Option<&str>| without(text.filter(|_| is_object).unwrap_or("{}"), &named);
    let hopped = |(key, _): &(String, String)| fresh.iter().any(|(name, _)| raw::says(key, name));
    let mut left = kept(new);
    left.retain(|member| !rebuild || !hopped(member));
    assert_eq!(kept(old), left);
    let new = new.unwrap_or("{}");
    for (key, value) in fresh.iter().filter(|_| rebuild) {
        assert_eq!(raw::get(new, key), Some(*value));
    }
    let token = token.or(old.filter(|_| is_object).and_then(|old| raw::get(old, "progressToken")));
    assert_eq!(raw::get(new, "progressToken"), token);
}

/// Returns the members of an object except the named ones, as raw JSON.
fn without(text: &str, named: &[&str]) -> Vec<(String, String)> {
    let mut members = raw::members(text).expect("an object");
    members.retain(|(key, _)| !named.iter().any(|name| raw::says(key, name)));
    members.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn check_response_edits(response: &Message, how: u8) {
    const ERA: [&str; 3] = ["resultType", "ttlMs", "cacheScope"];
    let before = response.text();
    let fresh: &[(&str, &str)] = &[("ttlMs", "0"), ("cacheScope", "\"private\"")];
    let fresh = if how & 4 == 0 { fresh } else { &[] };
    let how = how % 4;
    let after = match how {
        0 => request::with_id(response, "\"new\""),
        1 => request::to_modern(response, "\"new\"", fresh).concat().into(),
        _ => request::to_legacy(response, "\"new\"").concat().into(),
    };
    let again = Message::parse(after).expect("a message again");
    assert_eq!(again.id(), Some("\"new\""));
    let after = again.text();
    assert_eq!(without(before, &["id", "result"]), without(after, &["id", "result"]));
    let (Some(old), Some(new)) = (response.result(), again.result()) else {
        assert_eq!(response.result(), again.result());
        return;
    };
    if how == 0 || !old.starts_with('{') {
        assert_eq!(old, new);
        return;
    }
    assert_eq!(without(old, &ERA), without(new, &ERA));
    let complete = [("resultType", "\"complete\"")];
    for (key, value) in complete.iter().chain(fresh) {
        let wanted = (how == 1).then(|| raw::get(old, key).unwrap_or(value));
        assert_eq!(raw::get(new, key), wanted);
    }
}

/// The chunking of a stream does not change its events, and no event is longer than the limit. The
/// first byte is the limit, the second the chunk size.
pub(crate) fn events(data: &[u8]) {
    let [limit, cut, stream @ ..] = data else { return };
    let limit_bytes = usize::from(*limit);
    let (whole, is_too_long) = decode(&[stream], limit_bytes);
    for event in &whole {
        assert!(event.data.len() <= limit_bytes);
    }
    let pieces: Vec<&[u8]> = stream.chunks(usize::from(*cut).max(1)).collect();
    let (cut, cut_is_too_long) = decode(&pieces, limit_bytes);
    assert_eq!((&whole, is_too_long), (&cut, cut_is_too_long));
    if !stream.iter().any(|b| matches!(b, b'\r' | b'\n')) {
        let sent = sse::encode(None, sse::MESSAGE, stream);
        let (got, _) = decode(&[&sent], usize::MAX);
        assert_eq!(got.iter().map(|event| &event.data[..]).collect::<Vec<_>>(), [stream]);
    }
}

fn decode(chunks: &[&[u8]], limit_bytes: usize) -> (Vec<Event>, bool) {
    let mut decoder = Decoder::new(limit_bytes);
    let mut events = Vec::new();
    for chunk in chunks {
        decoder.feed(chunk);
        loop {
            match decoder.next() {
                Ok(Some(event)) => events.push(event),
                Ok(None) => break,
                Err(_) => return (events, true),
            }
        }
    }
    (events, false)
}

/// The chunking of a stream does not change its lines, and no line is longer than the limit. The
/// first byte is the limit, the second the chunk size.
pub(crate) fn lines(data: &[u8]) {
    let [limit, cut, stream @ ..] = data else { return };
    let limit_bytes = usize::from(*limit);
    let is_not_blank = |line: &&[u8]| !line.iter().all(u8::is_ascii_whitespace);
    let all = stream.split(|byte| *byte == b'\n');
    let fit = all.clone().take_while(|line| line.len() <= limit_bytes);
    let wanted: Vec<&[u8]> = fit.filter(is_not_blank).collect();
    let too_long = all.clone().any(|line| line.len() > limit_bytes);
    for size in [stream.len().max(1), usize::from(*cut).max(1)] {
        let (got, refused) = split(stream.chunks(size), limit_bytes);
        assert_eq!((got.iter().map(Bytes::as_ref).collect(), refused), (wanted.clone(), too_long));
    }
}

fn split<'a>(chunks: impl Iterator<Item = &'a [u8]>, limit_bytes: usize) -> (Vec<Bytes>, bool) {
    let mut lines = Lines::new(limit_bytes);
    let mut out = Vec::new();
    for chunk in chunks {
        lines.buffer(chunk.len()).extend_from_slice(chunk);
        loop {
            match lines.next() {
                Ok(Some(line)) => out.push(line),
                Ok(None) => break,
                Err(_) => return (out, true),
            }
        }
    }
    out.extend(lines.last());
    (out, false)
}

/// In valid JSON the scan finds the same members and elements as a parser; on other text it returns
/// without a panic.
pub(crate) fn scan(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let valid = serde_json::from_str::<&RawValue>(text).is_ok();
    scan_value(text, &(0..text.len()), valid, 3);
}

fn scan_value(text: &str, span: &Span, valid: bool, levels: u8) {
    let members = json::members(text, span);
    let elements = json::elements(text, span);
    if !valid {
        return;
    }
    let value = &text[span.clone()];
    let listed: Vec<_> =
        members.iter().map(|m| (&text[m.key.clone()], &text[m.value.clone()])).collect();
    assert_eq!(listed, raw::members(value).unwrap_or_default());
    let items: Vec<_> = elements.iter().map(|span| &text[span.clone()]).collect();
    assert_eq!(items, raw::elements(value).unwrap_or_default());
    // The span may include white space around the value.
    let trimmed = value.trim_matches([' ', '\t', '\r', '\n']);
    let start = span.start + value.find(trimmed).unwrap_or_default();
    let string = json::string(text, &(start..start + trimmed.len()));
    assert_eq!(string.map(Cow::into_owned), serde_json::from_str::<String>(trimmed).ok());
    for (key, _) in &listed {
        let name: Option<String> = serde_json::from_str(key).ok();
        let Some(name) = name else { continue };
        let first = listed.iter().find(|(key, _)| raw::says(key, &name)).map(|(_, value)| *value);
        let twice = listed.iter().filter(|(key, _)| raw::says(key, &name)).count() > 1;
        let (found, given_twice) = json::find(text, &members, &name);
        assert_eq!((found.map(|span| &text[span.clone()]), given_twice), (first, twice));
    }
    let Some(levels) = levels.checked_sub(1) else { return };
    for inner in members.iter().map(|m| &m.value).chain(&elements) {
        scan_value(text, inner, true, levels);
    }
}

/// Every text survives an encoded header, and every header that decodes can be encoded again.
pub(crate) fn headers(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        let sent = headers::encode(text);
        assert!(sent.bytes().all(|b| (0x20..0x7f).contains(&b)), "{sent:?}");
        assert_eq!(headers::decode(sent.as_bytes()).as_deref(), Some(text));
    }
    if let Some(decoded) = headers::decode(data) {
        let sent = headers::encode(&decoded);
        assert_eq!(headers::decode(sent.as_bytes()).as_deref(), Some(&*decoded));
    }
}

/// A URI matches a template if and only if an exhaustive search finds a match. A line feed
/// separates the template from the URI.
pub(crate) fn uri_template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((template, uri)) = text.split_once('\n') else { return };
    let fits = uri_template::fits(template, uri);
    assert!(template.starts_with(uri_template::static_prefix(template)));
    if template.len() <= 24 && uri.len() <= 24 {
        assert_eq!(fits, matches_exhaustively(template, uri.as_bytes()));
    }
}

fn matches_exhaustively(template: &str, uri: &[u8]) -> bool {
    let Some((literal, rest)) = template.split_once('{').filter(|(_, rest)| rest.contains('}'))
    else {
        return template.as_bytes() == uri;
    };
    let Some(uri) = uri.strip_prefix(literal.as_bytes()) else { return false };
    let (expression, rest) = rest.split_once('}').expect("it has one");
    let least = usize::from(!expression.starts_with(['?', '&', '#', '/', '.', ';']));
    let spans = expression.starts_with(['+', '#', '?', '&', '/']) || expression.ends_with('*');
    (least..=uri.len())
        .filter(|end| spans || !uri[..*end].contains(&b'/'))
        .any(|end| matches_exhaustively(rest, &uri[end..]))
}
