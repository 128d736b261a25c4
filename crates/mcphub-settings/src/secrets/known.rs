//! Finds the credentials of a server in its output: literally, and in the encodings of URLs, JSON
//! and Base64.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use crate::model::secret::Secret;
use crate::model::server::{Server, Transport};
use crate::reference;
use crate::secrets::detect::{Confidence, confidence_of, is_secret_key};
use crate::secrets::locate;
use crate::secrets::mask::MASK;

/// Shorter secrets are ignored: they would match parts of ordinary words.
const BYTES_MIN: usize = 4;
/// Shorter pieces of Base64 would match by chance.
const BASE64_BYTES_MIN: usize = 8;

/// How many spellings of former secrets are kept.
const OLD_MAX: usize = 1_000;

/// The secrets of one server, in every encoding, the longest first.
#[derive(Clone, Debug, Default)]
pub struct Known(Vec<Secret>);

impl Known {
    /// Collects the secrets of an expanded server. `variable` looks up the variables that the entry
    /// refers to: the value of a secret variable is a secret in every field. So is every value of
    /// `outside`, whatever it looks like.
    pub fn of<'a>(
        server: &Server,
        variable: impl Fn(&str) -> Option<String>,
        outside: impl Iterator<Item = &'a Secret>,
    ) -> Self {
        let entry = Value::Object(filled_in(server));
        let mut found = entry.as_object().map_or_else(Vec::new, |e| locate::in_server("", e));
        found.retain(|one| one.confidence > Confidence::Low);
        let mut secrets = BTreeSet::new();
        for one in &found {
            let text = locate::text_of(&entry, one);
            secrets.extend(text.and_then(|text| text.get(one.range.clone()).map(str::to_owned)));
        }
        let mut names = BTreeSet::new();
        reference::collect_names(&Value::Object(server.entry.clone()), &mut names);
        let values = names.into_iter().filter_map(|name| Some((variable(&name)?, name)));
        let secret = values
            .filter(|(value, name)| confidence_of(is_secret_key(name), value) > Confidence::Low);
        secrets.extend(secret.map(|(value, _)| value));
        secrets.extend(outside.map(|value| value.reveal().to_owned()));
        Self::new(secrets.iter().map(String::as_str))
    }

    fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        // Output is searched line by line, so secrets are split into lines as well.
        let lines = secrets.flat_map(str::lines).map(str::trim);
        let spelt: BTreeSet<String> =
            lines.filter(|line| line.len() >= BYTES_MIN).flat_map(spellings).collect();
        let mut longest_first: Vec<String> = spelt.into_iter().collect();
        longest_first.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Self(longest_first.into_iter().map(Secret::new).collect())
    }

    /// Returns these secrets together with others, which may still be in text of the server.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        let mut all = self.clone();
        all.0.extend(others.0.iter().filter(|one| !self.0.contains(one)).take(OLD_MAX).cloned());
        all.0.sort_by_key(|secret| std::cmp::Reverse(secret.reveal().len()));
        all
    }

    /// Masks the secrets in `text`. The beginning of a secret at the end of the text is masked too,
    /// since the text may be truncated.
    pub fn hidden_in<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for secret in &self.0 {
            if text.contains(secret.reveal()) {
                text = Cow::Owned(text.replace(secret.reveal(), MASK));
            }
        }
        let cut = self.0.iter().filter_map(|secret| cut_off(&text, secret.reveal())).min();
        match cut {
            Some(at) => Cow::Owned(format!("{}{MASK}", &text[..at])),
            None => text,
        }
    }
}

/// Returns the position of a prefix of `secret` at the end of `text`.
fn cut_off(text: &str, secret: &str) -> Option<usize> {
    let ends = (BYTES_MIN.max(secret.len() / 4)..secret.len()).rev();
    ends.filter(|end| secret.is_char_boundary(*end))
        .find(|end| text.ends_with(&secret[..*end]))
        .map(|end| text.len() - end)
}

/// Returns the parts of a server that can be secret, in the layout of the file, with variables
/// expanded.
fn filled_in(server: &Server) -> Map<String, Value> {
    let pairs = |pairs: &std::collections::BTreeMap<String, Secret>| {
        let pairs = pairs.iter().map(|(name, value)| (name.clone(), value.reveal().into()));
        Value::Object(pairs.collect())
    };
    let mut entry = Map::new();
    match &server.transport {
        Transport::Stdio(stdio) => {
            entry.insert("command".into(), stdio.command.as_str().into());
            entry.insert("args".into(), json!(stdio.args));
            entry.insert("env".into(), pairs(&stdio.env));
            if let Some(proxy) = &stdio.proxy {
                let (username, password) = (&proxy.username, proxy.password.reveal());
                let login = json!({ "username": username, "password": password });
                entry.insert("proxy".into(), login);
            }
        }
        Transport::Remote(remote) => {
            entry.insert("url".into(), remote.url.as_str().into());
            entry.insert("headers".into(), pairs(&remote.headers));
            entry.insert("env".into(), pairs(&remote.env));
            let token = remote.bearer_token.as_ref().map(|token| token.reveal().into());
            entry.insert("bearerToken".into(), token.unwrap_or_default());
            entry.insert("oauth".into(), remote.oauth.clone().map_or(Value::Null, Value::Object));
        }
        Transport::OpenApi(api) => {
            entry.insert("openapi".into(), Value::Object(api.described.clone()));
            entry.insert("headers".into(), pairs(&api.headers));
            entry.insert("env".into(), pairs(&api.env));
        }
    }
    entry
}

/// Returns the secret itself and its encodings in URLs, JSON and Base64.
fn spellings(secret: &str) -> Vec<String> {
    let quoted = Value::from(secret).to_string();
    let mut spelt = vec![secret.to_owned(), quoted[1..quoted.len() - 1].to_owned()];
    let plus: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let percent = plus.replace('+', "%20");
    spelt.extend([lower_hex(&plus), lower_hex(&percent), plus, percent]);
    // The secret may be percent-encoded itself, and decoded in the output.
    let plain = percent_encoding::percent_decode_str(secret).decode_utf8().ok();
    spelt.extend(plain.filter(|plain| plain.len() >= BYTES_MIN).map(Cow::into_owned));
    // Inside a longer text it starts at one of three offsets.
    for before in 0..3 {
        let mut bytes = vec![0; before];
        bytes.extend_from_slice(secret.as_bytes());
        let whole = bytes.len() / 3 * 3;
        // The number of characters that contain bits of the preceding bytes.
        let start = [0, 2, 3][before];
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            let text = engine.encode(&bytes[..whole]);
            let piece = text.get(start..).unwrap_or_default();
            if piece.len() >= BASE64_BYTES_MIN {
                spelt.push(piece.to_owned());
            }
        }
    }
    spelt
}

/// Converts `%2F` to `%2f`.
fn lower_hex(text: &str) -> String {
    let mut after = 3;
    let lower = |c: char| {
        after = if c == '%' { 0 } else { after + 1 };
        if after <= 2 { c.to_ascii_lowercase() } else { c }
    };
    text.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_secret_is_found_in_every_spelling() {
        let secret = "p@ss w/rd+1&\"q\"";
        let known = Known::new([secret].into_iter());
        for said in [
            format!("a {secret} b"),
            "a p%40ss%20w%2Frd%2B1%26%22q%22 b".to_owned(),
            "a p%40ss+w%2Frd%2B1%26%22q%22 b".to_owned(),
            format!("a {} b", STANDARD_NO_PAD.encode(secret)),
            "a p@ss w/rd+1&\\\"q\\\" b".to_owned(),
        ] {
            let kept = known.hidden_in(&said);
            assert!(kept.starts_with("a ***") && !kept.contains("w/rd"), "{said} -> {kept}");
        }
        assert_eq!(known.hidden_in("cut: p@ss w"), "cut: ***");
        assert_eq!(known.hidden_in("nothing p@ here"), "nothing p@ here");
    }

    proptest! {
        #[test]
        fn no_piece_of_base64_brings_a_secret_back(
            secret in "[a-zA-Z0-9/+ ]{12,40}",
            before in "[a-z:]{0,7}",
            after in "[a-z]{0,7}",
        ) {
            let known = Known::new([secret.trim()].into_iter());
            prop_assume!(secret.trim() == secret);
            let said = STANDARD_NO_PAD.encode(format!("{before}{secret}{after}"));
            prop_assert!(known.hidden_in(&said).contains(MASK));
        }
    }
}
