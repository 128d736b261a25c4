//! What holds of any bytes whatsoever, each law as a function that panics where it does not. The
//! fuzz targets search for such bytes; `cargo test` replays what they found worth keeping.

use std::borrow::Cow;

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::protocol::json::{self, Span};
use crate::protocol::lines::Lines;
use crate::protocol::message::{self, Kind, Malformed, Message};
use crate::protocol::request::{self, Forward, MetaEdit, Request};
use crate::protocol::sse::{Decoder, Event};
use crate::protocol::{headers, meta, sse, uri_template};

#[path = "../support/raw.rs"]
mod raw;

/// A law, and the name of its fuzz target and corpus.
pub(crate) type Law = (&'static str, fn(&[u8]));

/// All of them.
pub(crate) const ALL: [Law; 7] = [
    ("envelope", envelope),
    ("splices", splices),
    ("events", events),
    ("lines", lines),
    ("scan", scan),
    ("headers", headers),
    ("uri_template", uri_template),
];

/// Where a message is one, its members are those that a parser finds.
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
    assert!(is_json, "no JSON, but a message");
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

/// What is not spliced stays, and what comes out is a message again. The first byte says how.
pub(crate) fn splices(data: &[u8]) {
    let Some((how, text)) = data.split_first() else { return };
    let Ok(message) = Message::parse(Bytes::copy_from_slice(text)) else { return };
    match message.kind() {
        Kind::Response => respliced(&message, *how),
        Kind::Request | Kind::Notification => {
            if let Ok(request) = Request::read(message) {
                forwarded(&request, *how);
            }
        }
    }
}

fn forwarded(request: &Request, how: u8) {
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

    // Level by level: everything but what is named is there, in order, as it was.
    assert_eq!(but(before, &["id", "params"]), but(after, &["id", "params"]));
    let params = |text| raw::get(text, "params").unwrap_or("{}").to_owned();
    let (old, new) = (params(before), params(after));
    assert_eq!(but(&old, &["name", "_meta"]), but(&new, &["name", "_meta"]));
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
    let kept = |text: Option<&str>| but(text.filter(|_| is_object).unwrap_or("{}"), &named);
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

/// The members of an object but for those named, as they are written.
fn but(text: &str, named: &[&str]) -> Vec<(String, String)> {
    let mut members = raw::members(text).expect("an object");
    members.retain(|(key, _)| !named.iter().any(|name| raw::says(key, name)));
    members.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn respliced(response: &Message, how: u8) {
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
    assert_eq!(but(before, &["id", "result"]), but(after, &["id", "result"]));
    let (Some(old), Some(new)) = (response.result(), again.result()) else {
        assert_eq!(response.result(), again.result());
        return;
    };
    if how == 0 || !old.starts_with('{') {
        assert_eq!(old, new);
        return;
    }
    assert_eq!(but(old, &ERA), but(new, &ERA));
    let complete = [("resultType", "\"complete\"")];
    for (key, value) in complete.iter().chain(fresh) {
        let wanted = (how == 1).then(|| raw::get(old, key).unwrap_or(value));
        assert_eq!(raw::get(new, key), wanted);
    }
}

/// Where a stream of events is cut makes no difference, and nothing in it is longer than allowed.
/// The first byte is the limit, the second tells where to cut.
pub(crate) fn events(data: &[u8]) {
    let [limit, cut, stream @ ..] = data else { return };
    let limit_bytes = usize::from(*limit);
    let (whole, refused) = decoded(&[stream], limit_bytes);
    for event in &whole {
        assert!(event.data.len() <= limit_bytes);
    }
    let pieces: Vec<&[u8]> = stream.chunks(usize::from(*cut).max(1)).collect();
    let (cut, cut_refused) = decoded(&pieces, limit_bytes);
    assert_eq!((&whole, refused), (&cut, cut_refused));
    if !stream.iter().any(|b| matches!(b, b'\r' | b'\n')) {
        let sent = sse::encode(None, sse::MESSAGE, stream);
        let (got, _) = decoded(&[&sent], usize::MAX);
        assert_eq!(got.iter().map(|event| &event.data[..]).collect::<Vec<_>>(), [stream]);
    }
}

fn decoded(chunks: &[&[u8]], limit_bytes: usize) -> (Vec<Event>, bool) {
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

/// Where lines are cut makes no difference, and none is longer than allowed. The first byte is the
/// limit, the second tells where to cut.
pub(crate) fn lines(data: &[u8]) {
    let [limit, cut, stream @ ..] = data else { return };
    let limit_bytes = usize::from(*limit);
    let says = |line: &&[u8]| !line.iter().all(u8::is_ascii_whitespace);
    let all = stream.split(|byte| *byte == b'\n');
    let fit = all.clone().take_while(|line| line.len() <= limit_bytes);
    let wanted: Vec<&[u8]> = fit.filter(says).collect();
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

/// The scan finds in JSON what a parser finds, and stays within any other text.
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
    // What stands around a value is none of its text.
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

/// Every text survives a header, and what any header says can be said again.
pub(crate) fn headers(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        let sent = headers::encode(text);
        assert!(sent.bytes().all(|b| (0x20..0x7f).contains(&b)), "{sent:?}");
        assert_eq!(headers::decode(sent.as_bytes()).as_deref(), Some(text));
    }
    if let Some(said) = headers::decode(data) {
        assert_eq!(headers::decode(headers::encode(&said).as_bytes()).as_deref(), Some(&*said));
    }
}

/// A URI fits a template where trying all ways to read it finds one. A line feed parts the two.
pub(crate) fn uri_template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((template, uri)) = text.split_once('\n') else { return };
    let fits = uri_template::fits(template, uri);
    assert!(template.starts_with(uri_template::static_prefix(template)));
    if template.len() <= 24 && uri.len() <= 24 {
        assert_eq!(fits, fits_somehow(template, uri.as_bytes()));
    }
}

fn fits_somehow(template: &str, uri: &[u8]) -> bool {
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
        .any(|end| fits_somehow(rest, &uri[end..]))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_laws_hold_for_everything_that_the_search_found_worth_keeping() {
        for (name, law) in super::ALL {
            let folder = Path::new("tests/fuzz/corpus").join(name);
            let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
            assert!(files.len() > 5, "{}", folder.display());
            for file in files {
                let data = fs::read(&file).unwrap();
                let broken = std::panic::catch_unwind(|| law(&data)).is_err();
                assert!(!broken, "{}", file.display());
            }
        }
    }
}
