//! Recognizes clearly harmless values: numbers, switches, versions, dates, addresses and paths
//! without secrets, media types, languages, regions and known words.

use serde_json::Value;

use crate::reference;
use crate::secrets::detect::forms::{is_random, is_token, start_of_pem};
use crate::secrets::detect::names::{is_secret_key, names_secret, precedes_secret};
use crate::secrets::detect::notations::{
    is_date, is_language, is_media_type, is_model, is_number, is_product, is_region, is_version,
    is_zone,
};
use crate::secrets::detect::words::{FINAL_DOMAINS, NON_SECRETS, WORDS};

/// Longer values are not considered harmless.
const PLAIN_BYTES_MAX: usize = 1024;
/// A placeholder for a variable reference while the surrounding text is examined.
const REFERENCE: char = '\u{e000}';

/// Returns whether a value is not a secret although its key names one: a switch, or the path of a
/// file.
pub(super) fn is_non_secret(text: &str) -> bool {
    let text = without_references(text);
    let word = text.to_ascii_lowercase();
    let is_place = is_rooted_path(&text) && text.matches(['/', '\\']).count() > 1;
    is_reference(&text) || NON_SECRETS.contains(&word.as_str()) || is_place
}

/// Returns whether the text is empty or consists of variables without defaults.
pub fn is_harmless(text: &str) -> bool {
    let has_default = text.replace(":-}", "}").contains(":-");
    text.is_empty() || (reference::is_only_references(text) && !has_default)
}

/// Returns whether a value is clearly harmless.
pub(crate) fn is_plain(text: &str) -> bool {
    let text = without_references(text.trim());
    text.len() <= PLAIN_BYTES_MAX
        && !text.contains(char::is_control)
        && start_of_pem(&text).is_none()
        && (is_plain_json(&text) || is_plain_piece(&text) || is_plain_list(&text))
}

/// Replaces each variable reference with one character. References with a default stay unless the
/// default is harmless, because it is a literal value.
fn without_references(text: &str) -> String {
    let Some((before, rest)) = text.split_once(":-") else {
        return reference::respelt(text, |_| REFERENCE.into());
    };
    let reference = before.rfind("${").zip(rest.find('}'));
    let Some((start, end)) = reference.filter(|(_, end)| is_default_plain(&rest[..*end])) else {
        return text.to_owned();
    };
    let before = reference::respelt(&before[..start], |_| REFERENCE.into());
    format!("{before}{REFERENCE}{}", without_references(&rest[end + 1..]))
}

fn is_default_plain(default: &str) -> bool {
    default.is_empty() || (!default.contains('$') && is_plain_piece(default))
}

fn is_reference(text: &str) -> bool {
    text.chars().all(|c| c == REFERENCE)
}

/// Returns whether the text is a list of harmless values: `a, b;c d`.
fn is_plain_list(text: &str) -> bool {
    let ends = |c: char| ",;|".contains(c) || c.is_whitespace();
    let pieces: Vec<&str> = text.split(ends).filter(|piece| !piece.is_empty()).collect();
    pieces.len() > 1 && pieces.into_iter().all(is_plain_piece)
}

fn is_plain_json(text: &str) -> bool {
    fn holds_no_secret(key: &str, value: &Value) -> bool {
        match value {
            Value::Object(members) => {
                members.iter().all(|(key, value)| holds_no_secret(key, value))
            }
            Value::Array(elements) => elements.iter().all(|value| holds_no_secret(key, value)),
            Value::String(text) if is_secret_key(key) => is_non_secret(text),
            Value::String(text) => is_plain_piece(text) || is_plain_list(text),
            Value::Number(_) => !is_secret_key(key),
            Value::Null | Value::Bool(_) => true,
        }
    }
    text.starts_with(['{', '['])
        && serde_json::from_str(text).is_ok_and(|value: Value| holds_no_secret("", &value))
}

fn is_plain_piece(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    is_reference(text)
        || WORDS.contains(&lower.as_str())
        || NON_SECRETS.contains(&lower.as_str())
        || is_number(&lower)
        || is_port_mapping(text)
        || is_version(text)
        || is_date(text)
        || is_language(text)
        || is_region(&lower)
        || is_zone(text)
        || is_media_type(text)
        || is_model(&lower)
        || is_plain_url(text)
        || is_host(text)
        || is_rooted_path(text)
        || is_path_list(text)
        || is_relative_path(text)
        || is_glob(text)
        || is_flag(text)
        || is_product(text)
        || is_assignment(text)
}

/// Matches port mappings: `8080:80`, `127.0.0.1:8080:80/tcp`.
fn is_port_mapping(text: &str) -> bool {
    let ports = text.trim_end_matches("/tcp").trim_end_matches("/udp");
    let part = |part: &str| {
        is_address(part) || (part.len() <= 5 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    ports.contains(':') && ports.split(':').all(part)
}

/// Matches URLs without a password and without possible secrets in path, query or fragment.
fn is_plain_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_scheme = !scheme.is_empty()
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let path_at = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(path_at);
    let host = match authority.rsplit_once('@') {
        Some((user, host)) => {
            let password = user.split_once(':').map_or(user, |(_, password)| password);
            if !is_reference(password) {
                return false;
            }
            host
        }
        None => authority,
    };
    is_scheme && is_host_of_url(host) && is_plain_tail(path)
}

fn is_host_of_url(host: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_:[],%*".contains(c) || c == REFERENCE;
    host.chars().all(plain) && !is_random(host)
}

/// Returns whether path, query and fragment contain no possible secrets.
fn is_plain_tail(tail: &str) -> bool {
    let (path, query) = tail.split_at(tail.find(['?', '#']).unwrap_or(tail.len()));
    let mut before = "";
    for part in path.split('/') {
        if !is_plain_part(before, part) {
            return false;
        }
        before = part_before(before, part);
    }
    let pairs = query.split(['?', '&', '#', ';']).filter(|pair| !pair.is_empty());
    pairs.into_iter().all(|pair| match pair.split_once('=') {
        Some((key, value)) => is_plain_pair(key, value),
        None => is_name(pair),
    })
}

/// Returns whether the value of a query parameter is harmless.
fn is_plain_pair(key: &str, value: &str) -> bool {
    if names_secret(key) { value.is_empty() || is_non_secret(value) } else { is_plain_value(value) }
}

fn is_plain_value(value: &str) -> bool {
    value.is_empty() || is_plain_piece(value) || is_plain_list(value)
}

/// Returns whether a segment of a URL's path is harmless after the segment `before`.
pub(crate) fn is_plain_part(before: &str, part: &str) -> bool {
    is_name(part) && (!precedes_secret(before) || is_plain_value(part))
}

/// Returns the `before` for the next segment. After a hook, all segments are secret.
pub(crate) fn part_before<'a>(before: &'a str, part: &'a str) -> &'a str {
    if before.to_ascii_lowercase().contains("hook") { before } else { part }
}

/// Returns whether a word may be a name that a person chose.
fn is_name(part: &str) -> bool {
    !is_token(part) && !is_random(part) && !has_base64(part)
}

/// Returns whether the case of letters changes too often for a name.
fn has_base64(part: &str) -> bool {
    let run = |run: &str| {
        let upper = |b: &u8| b.is_ascii_uppercase();
        let changes = run.as_bytes().windows(2).filter(|two| upper(&two[0]) && !upper(&two[1]));
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let mixed = run.bytes().any(|b| upper(&b)) && run.bytes().any(|b| b.is_ascii_lowercase());
        run.len() >= 8 && mixed && (digits >= 2 || (run.len() >= 20 && changes.count() >= 5))
    };
    part.split(|c: char| !c.is_ascii_alphanumeric()).any(run)
}

/// Matches `db.example.com`, `localhost:5432`, `10.0.0.1/8`, `[::1]:80`.
fn is_host(text: &str) -> bool {
    let text = text.trim_start_matches("*.").trim_start_matches('.');
    if is_address(text) {
        return true;
    }
    let (host, port) = text.rsplit_once(':').unwrap_or((text, "0"));
    if port.is_empty() || port.len() > 5 || !port.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 40
            && label
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == REFERENCE)
            && !is_random(label)
    };
    let known = host.rsplit_once('.').is_some_and(|(_, end)| FINAL_DOMAINS.contains(&end));
    let is_word = WORDS.contains(&host) && text.contains(':');
    is_word || is_reference(host) || (known && host.split('.').all(label))
}

fn is_address(text: &str) -> bool {
    let bare = text.split_once('/').map_or(text, |(address, _)| address);
    bare.parse::<std::net::IpAddr>().is_ok()
        || text.parse::<std::net::SocketAddr>().is_ok()
        || text.starts_with('[')
            && text.trim_matches(['[', ']']).parse::<std::net::Ipv6Addr>().is_ok()
}

/// Matches `/usr/lib`, `./data`, `~/.config/x`, `C:\x`, `%APPDATA%\x`.
fn is_rooted_path(text: &str) -> bool {
    let drive = |text: &str| {
        let bytes = text.as_bytes();
        bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && bytes[2] == b'\\'
    };
    let rooted = text.starts_with(['/', '~', REFERENCE])
        || text.starts_with("./")
        || text.starts_with("../")
        || text.starts_with('%')
        || drive(text)
        || text == "."
        || text == "..";
    let is_path = text.starts_with('.') || text.contains(['/', '\\']);
    let plain = |c: char| c.is_alphanumeric() || "/\\~._-@ :%()*+,".contains(c) || c == REFERENCE;
    // A key in Base64 may begin with a slash.
    let base64 = |b: u8| b.is_ascii_alphanumeric() || b == b'/' || b == b'+';
    let is_key = text.len() >= 30
        && text.bytes().all(base64)
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().any(|b| b.is_ascii_uppercase())
        && text.bytes().any(|b| b.is_ascii_lowercase());
    !is_key && rooted && is_path && text.chars().all(plain) && text.split(['/', '\\']).all(is_name)
}

/// Matches lists of paths: `/usr/bin:/bin`.
fn is_path_list(text: &str) -> bool {
    let is_path = |path: &str| path.is_empty() || is_rooted_path(path);
    [':', ';'].iter().any(|mark| text.contains(*mark) && text.split(*mark).all(is_path))
}

/// Matches `data/store.db`, `config.yaml`: known extensions and plain names.
fn is_relative_path(text: &str) -> bool {
    const ENDS: &[&str] = &[
        "cer", "cfg", "conf", "crt", "csv", "db", "env", "html", "ini", "js", "json", "json5",
        "jsonc", "jsonl", "key", "lock", "log", "md", "mjs", "pem", "pid", "png", "py", "sh",
        "sock", "sqlite", "sqlite3", "toml", "ts", "txt", "xml", "yaml", "yml", "zip",
    ];
    let name = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c) || c == REFERENCE;
    let ends = text.rsplit_once('.').is_some_and(|(_, end)| ENDS.contains(&end));
    ends && text.split('/').all(|part| part.chars().all(name) && is_name(part))
}

/// Matches `*`, `**/*.ts`, `src/**`.
fn is_glob(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "*?/._-{},!:".contains(c);
    text.contains('*')
        && text.len() <= 64
        && text.chars().all(plain)
        && text.split(['*', '/', '.']).all(|part| part.len() <= 12 && is_name(part))
}

/// Matches harmless flags: `--max-old-space-size=4096`, `-v`.
fn is_flag(text: &str) -> bool {
    let Some(flag) = text.strip_prefix('-') else { return false };
    let (name, value) = flag.split_once('=').unwrap_or((flag, ""));
    let plain = |c: char| c.is_ascii_lowercase() || c == '-' || c == '_';
    !name.is_empty() && name.len() <= 40 && name.chars().all(plain) && is_plain_pair(name, value)
}

/// Matches harmless assignments: `q=0.9`, `charset=utf-8`.
fn is_assignment(text: &str) -> bool {
    let Some((key, value)) = text.split_once('=') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !key.is_empty()
        && key.len() <= 40
        && key.chars().all(plain)
        && !value.is_empty()
        && !value.contains('=')
        && is_plain_pair(key, value)
}
