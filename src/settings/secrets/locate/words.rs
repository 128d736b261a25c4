//! Finds secrets in the words of a string: command lines, headers, URLs, connection strings, JSON
//! and prose.

use serde_json::Value;

use crate::settings::secrets::detect::{
    Look, SCHEMES, end_of_pem, is_harmless, is_pair_flag, is_password_flag, is_plain,
    is_plain_part, is_secret_key, is_token, look_of, looks_random, names_secret, part_before,
    start_of_pem, without_scheme,
};
use crate::settings::secrets::locate;
use crate::settings::secrets::locate::places::by_key;
use crate::settings::secrets::locate::{Sensitive, variable_name};
use crate::settings::text::document::Step;

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
        let Some(text) = locate::text(word) else { continue };
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

/// Returns whether a program runs another one that its arguments name.
fn is_runner(command: &str) -> bool {
    const RUNNERS: &[&str] = &[
        "bunx", "docker", "mkdir", "nerdctl", "npm", "npx", "pipx", "pnpm", "pnpx", "podman",
        "ssh", "uv", "uvx", "yarn",
    ];
    let program = command.rsplit(['/', '\\']).next().unwrap_or_default();
    let program = program.split('.').next().unwrap_or_default();
    RUNNERS.contains(&program)
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
            let secret = locate::text_of(&value, &one);
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
        self.push_as(look_of(true, literal), word, literal, at);
    }

    /// Adds a value in a place for secrets unless it is clearly harmless.
    fn push_unless_plain(&mut self, word: &str, literal: &str, at: usize) {
        if !is_plain(literal) {
            self.push_as(look_of(false, literal), word, literal, at);
        }
    }

    fn push_as(&mut self, look: Look, word: &str, literal: &str, at: usize) {
        if look > Look::Placed && !is_harmless(literal) {
            self.found.push(Sensitive {
                path: self.path.to_vec(),
                in_key: false,
                range: at..at + literal.len(),
                variable: variable_name(&[self.server, word]),
                look,
            });
        }
    }
}

/// Splits `KEY=value` or a header, in a context that expects one of them.
fn named_pair(word: &str) -> Option<(&str, &str)> {
    let (key, value) = word.split_once(['=', ':'])?;
    let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    (is_plain && !key.is_empty()).then_some((key, value))
}

/// Splits `--key=value`, `KEY=value` or a header, but not an image tag or a URL.
fn named_value(word: &str) -> Option<(&str, &str)> {
    let at = word.find(['=', ':'])?;
    let (key, value) = (&word[..at], &word[at + 1..]);
    let is_header = || {
        let start = key.to_ascii_lowercase();
        value.starts_with(' ')
            || start == "authorization"
            || start.starts_with("x-")
            || (start != "token" && is_secret_key(key) && (value.is_empty() || !key.contains('-')))
    };
    let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (is_plain && (word.as_bytes()[at] == b'=' || is_header())).then_some((key, value))
}
