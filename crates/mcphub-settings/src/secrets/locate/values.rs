//! Finds secrets in values: in JSON by key, and in strings by word. The two are one recursion, since
//! an argument can be JSON, and JSON contains command lines.

use serde_json::Value;

use crate::secrets::detect::{
    Confidence, SCHEMES, confidence_of, end_of_pem, is_harmless, is_pair_flag, is_password_flag,
    is_plain, is_plain_part, is_public_setting, is_secret_key, is_token, looks_random,
    names_secret, part_before, start_of_pem, without_scheme,
};
use crate::secrets::locate::pairs::{is_runner, is_url, named_pair, named_value, split_name};
use crate::secrets::locate::sensitive::{Name, Sensitive, text, text_of};
use crate::text::path::Step;

/// Numbers with more digits are always secret in places for secrets.
const DIGITS_MAX: usize = 9;

/// Selects the values that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// All values, as in `env` and `headers`.
    All,
    /// All values except those of public keys.
    Credentials,
    /// Only values that are not clearly harmless.
    Misplaced,
}

/// Collects the values below one place.
pub(super) struct Leaves<'a> {
    pub(super) rule: Rule,
    /// Prefix for names of variables.
    pub(super) prefix: &'a str,
    pub(super) path: &'a mut Vec<Step>,
    pub(super) found: &'a mut Vec<Sensitive>,
}

impl Leaves<'_> {
    /// Collects `value`. `named` means that a key above it names a secret.
    pub(super) fn of(&mut self, value: &Value, key: &str, named: bool) {
        match value {
            Value::Object(members) => {
                for (member, value) in members {
                    self.path.push(Step::from(member.as_str()));
                    let key = if member == "value" { key } else { member };
                    self.of(value, key, named || is_secret_key(key));
                    self.path.pop();
                }
            }
            Value::Array(elements) => {
                for (index, value) in elements.iter().enumerate() {
                    self.path.push(Step::from(index));
                    self.of(value, key, named);
                    self.path.pop();
                }
            }
            Value::String(text) => self.string(value, text, key, named || is_secret_key(key)),
            Value::Number(number) => {
                self.number(&number.to_string(), key, named || is_secret_key(key));
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn string(&mut self, value: &Value, text: &str, key: &str, named: bool) {
        if self.rule == Rule::Credentials {
            let is_address = is_url(text) && !is_secret_key(key);
            if is_public_setting(key) || is_address {
                return by_key(value, key, self.prefix, self.path, self.found);
            }
            let name = Name::of_words(self.prefix, key);
            return push_rest(text, 0, named, name, self.path, self.found);
        }
        let (name, from) = split_name(text).unwrap_or((key, 0));
        let before = self.found.len();
        let name = Name::of_words(self.prefix, name);
        push_rest(text, from, named || from > 0, name, self.path, self.found);
        if self.rule == Rule::Misplaced {
            let mut at = 0;
            self.found.retain(|one| {
                at += 1;
                at <= before || one.confidence > Confidence::Low
            });
        }
    }

    fn number(&mut self, text: &str, key: &str, named: bool) {
        let is_public = self.rule == Rule::Credentials && is_public_setting(key);
        let confidence = confidence_of(named, text);
        let is_harmless = !named
            && match self.rule {
                Rule::All => text.len() <= DIGITS_MAX,
                Rule::Credentials | Rule::Misplaced => confidence == Confidence::Low,
            };
        if !is_public && !is_harmless {
            self.found.push(Sensitive {
                path: self.path.clone(),
                in_key: false,
                range: 0..text.len(),
                name: Name::of_words(self.prefix, key),
                confidence,
            });
        }
    }
}

/// Collects values at any depth if their key names a secret. In `apiKey.value`, `apiKey` is the
/// key.
pub(super) fn by_key(
    value: &Value,
    key: &str,
    prefix: &str,
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    match value {
        Value::Object(_) | Value::Array(_) | Value::Number(_) if is_secret_key(key) => {
            Leaves { rule: Rule::Credentials, prefix, path, found }.of(value, key, true);
        }
        Value::Object(members) => {
            for (member, value) in members {
                path.push(Step::from(member.as_str()));
                match (member.as_str(), value) {
                    ("env" | "headers", _) => {
                        Leaves { rule: Rule::All, prefix, path, found }.of(value, member, false);
                    }
                    ("args", Value::Array(words)) => in_arguments(prefix, "", words, path, found),
                    ("value", _) => by_key(value, key, prefix, path, found),
                    _ => by_key(value, member, prefix, path, found),
                }
                path.pop();
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                path.push(Step::from(index));
                by_key(value, key, prefix, path, found);
                path.pop();
            }
        }
        Value::String(text) if is_secret_key(key) || is_token(text) => {
            push_whole(value, true, Name::of_words(prefix, key), path, found);
        }
        Value::String(text) if text.contains("://") => {
            Words { server: prefix, path, found }.url(text, 0);
        }
        _ => {}
    }
}

/// Adds the whole string, unless it contains only variable references.
pub(super) fn push_whole(
    value: &Value,
    named: bool,
    name: Name,
    path: &[Step],
    found: &mut Vec<Sensitive>,
) {
    if let Some(text) = value.as_str() {
        push_rest(text, 0, named, name, path, found);
    }
}

/// Adds the part of a string from `from`, unless it contains only variable references.
pub(super) fn push_rest(
    text: &str,
    from: usize,
    named: bool,
    name: Name,
    path: &[Step],
    found: &mut Vec<Sensitive>,
) {
    let literal = without_scheme(&text[from..]);
    if is_harmless(literal) {
        return;
    }
    let mut confidence = confidence_of(named, literal);
    if confidence == Confidence::Low {
        // A password in a database URL makes the whole URL secret.
        let mut parts = Vec::new();
        Words { server: "", path, found: &mut parts }.argument("", literal, 0);
        confidence = parts.iter().map(|part| part.confidence).max().unwrap_or(confidence);
    }
    let range = text.len() - literal.len()..text.len();
    found.push(Sensitive { path: path.to_vec(), in_key: false, range, name, confidence });
}

/// Examines each word of a command line; `words` is the list at `path`. Runners of packages and
/// images have flags of their own before the name.
pub(super) fn in_arguments(
    server: &str,
    command: &str,
    words: &[Value],
    path: &mut Vec<Step>,
    found: &mut Vec<Sensitive>,
) {
    let mut own_flags = is_runner(command);
    let mut flag = String::new();
    for (index, word) in words.iter().enumerate() {
        let Some(text) = text(word) else { continue };
        if own_flags && is_password_flag(&flag) {
            flag.clear();
        }
        path.push(Step::from(index));
        let next = Words { server, path, found }.argument(&flag, &text, 0).to_owned();
        path.pop();
        own_flags = own_flags && (!flag.is_empty() || text.starts_with('-'));
        flag = next;
    }
}

/// Examines the words of one string.
pub(super) struct Words<'a> {
    pub(super) server: &'a str,
    pub(super) path: &'a [Step],
    pub(super) found: &'a mut Vec<Sensitive>,
}

impl Words<'_> {
    /// Examines a line of words that begins at `at`.
    pub(super) fn line(&mut self, line: &str, mut at: usize) {
        let quotes = ['"', '\''];
        let mut flag = "";
        for piece in line.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let unquoted = word.trim_start_matches(quotes);
            let word_at = at + word.len() - unquoted.len();
            flag = self.argument(flag, unquoted.trim_end_matches(quotes), word_at);
            at += piece.len();
        }
    }

    /// Examines an argument: `X` after `--token`, `--api-key=X`, `--env=TOKEN=X`, `Authorization:
    /// Bearer X`, a URL, a token, JSON, a private key, or a line of such words. Returns the flag to
    /// which the next word belongs. `at` is the offset of `text` in the string.
    pub(super) fn argument<'t>(&mut self, flag: &'t str, text: &'t str, at: usize) -> &'t str {
        if let Some(start) = start_of_pem(text) {
            let end = end_of_pem(text, start);
            self.push("PRIVATE_KEY", &text[start..end], at + start);
            self.argument(flag, &text[..start], at);
            return self.argument("", &text[end..], at + end);
        }
        if names_secret(flag) && SCHEMES.iter().any(|scheme| scheme.trim_end() == text) {
            return flag;
        } else if names_secret(flag) && !text.starts_with('-') {
            let literal = without_scheme(text);
            self.push(flag, literal, at + text.len() - literal.len());
        } else if is_password_flag(flag) && !text.starts_with('-') {
            self.push_unless_plain("PASSWORD", text, at);
        } else if let Some((key, value)) = is_pair_flag(flag).then(|| named_pair(text)).flatten() {
            let value = value.trim_start();
            let literal = without_scheme(value);
            let literal_at = at + text.len() - literal.len();
            if names_secret(key) && value.is_empty() {
                return key;
            } else if names_secret(key) {
                self.push(key, literal, literal_at);
            } else {
                self.push_unless_plain(key, literal, literal_at);
            }
        } else if let Some((key, value)) = named_value(text) {
            let value = value.trim_start();
            let value_at = at + text.len() - value.len();
            if names_secret(key) && value.is_empty() {
                return key;
            } else if names_secret(key) {
                let literal = without_scheme(value);
                self.push(key, literal, value_at + value.len() - literal.len());
            } else {
                self.argument(if is_pair_flag(key) { key } else { "" }, value, value_at);
            }
        } else if text.starts_with('{') && self.json(text, at) {
        } else if text.contains(';') && text.contains('=') && !text.contains("://") {
            let mut piece_at = at;
            for piece in text.split(';') {
                self.argument("", piece, piece_at);
                piece_at += piece.len() + 1;
            }
        } else if text.contains(char::is_whitespace) {
            self.line(text, at);
        } else if text.contains("://") {
            self.url(text, at);
        } else if looks_random(text) || is_token(text) {
            self.push("TOKEN", text, at);
        } else if text.starts_with('-') {
            return text;
        }
        ""
    }

    /// Examines a URL: the password before the host, segments of the path that look like secrets,
    /// and parameters that are not clearly harmless.
    pub(super) fn url(&mut self, url: &str, at: usize) {
        let Some(authority) = url.find("://").map(|at| at + 3) else { return };
        let path = url[authority..].find(['/', '?', '#']).map_or(url.len(), |at| authority + at);
        if let Some(host) = url[authority..path].rfind('@').map(|at| authority + at) {
            let colon = url[authority..host].find(':');
            let from = colon.map_or(authority, |colon| authority + colon + 1);
            self.push("PASSWORD", &url[from..host], at + from);
        }
        // In these URLs, a revision follows `@` or `#`.
        let is_source = url.starts_with("git+");
        let mut start = path;
        let mut before = "";
        let mut in_path = true;
        for part in url[path..].split_inclusive(['/', '?', '&', '#']) {
            let mark = part.len() - part.trim_end_matches(['/', '?', '&', '#']).len();
            let part_at = start;
            start += part.len();
            let ended = &part[part.len() - mark..];
            let part = &part[..part.len() - mark];
            match part.split_once('=').filter(|_| !in_path) {
                Some((key, value)) if names_secret(key) => {
                    self.push(key, value, at + part_at + key.len() + 1);
                }
                Some((key, value)) => {
                    self.push_unless_plain(key, value, at + part_at + key.len() + 1);
                }
                None if is_source => {}
                None if !is_plain_part(before, part) => self.push("TOKEN", part, at + part_at),
                None => {}
            }
            before = if in_path { part_before(before, part) } else { "" };
            in_path = in_path && ended == "/";
        }
    }

    /// Examines a JSON argument with the settings of a program. Returns whether it is JSON.
    fn json(&mut self, text: &str, at: usize) -> bool {
        let Ok(value) = serde_json::from_str::<Value>(text) else { return false };
        let mut inner = Vec::new();
        by_key(&value, "", self.server, &mut Vec::new(), &mut inner);
        let mut found: Vec<Sensitive> = Vec::new();
        for one in inner {
            let secret = text_of(&value, &one);
            let Some(secret) = secret.as_deref().and_then(|text| text.get(one.range.clone()))
            else {
                continue;
            };
            // Search for both the plain and the escaped spelling.
            let quoted = Value::from(secret).to_string();
            let spelt = [secret, &quoted[1..quoted.len() - 1]];
            let places = spelt.iter().flat_map(|spelt| {
                text.match_indices(spelt).map(|(start, _)| at + start..at + start + spelt.len())
            });
            for range in places {
                if !found.iter().any(|f| range.start < f.range.end && f.range.start < range.end) {
                    found.push(Sensitive { path: self.path.to_vec(), range, ..one.clone() });
                }
            }
        }
        found.sort_by_key(|one| one.range.start);
        self.found.extend(found);
        true
    }

    /// Adds a value after a word that names a secret.
    fn push(&mut self, word: &str, literal: &str, at: usize) {
        self.push_as(confidence_of(true, literal), word, literal, at);
    }

    /// Adds a value in a place for secrets unless it is clearly harmless.
    fn push_unless_plain(&mut self, word: &str, literal: &str, at: usize) {
        if !is_plain(literal) {
            self.push_as(confidence_of(false, literal), word, literal, at);
        }
    }

    fn push_as(&mut self, confidence: Confidence, word: &str, literal: &str, at: usize) {
        if confidence > Confidence::Low && !is_harmless(literal) {
            self.found.push(Sensitive {
                path: self.path.to_vec(),
                in_key: false,
                range: at..at + literal.len(),
                name: Name::of_words(self.server, word),
                confidence,
            });
        }
    }
}
