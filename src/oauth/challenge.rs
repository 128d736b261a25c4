//! The `WWW-Authenticate` challenge of a server that requires a token (RFC 6750, RFC 9728).

use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

/// The `error` of a token that lacks a scope.
pub(crate) const INSUFFICIENT_SCOPE: &str = "insufficient_scope";

/// The parameters of a `Bearer` challenge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Challenge {
    /// The URL of the metadata of the resource.
    pub(crate) resource_metadata: Option<String>,
    /// The scopes that the request needs, separated by spaces.
    pub(crate) scope: Option<String>,
    pub(crate) error: Option<String>,
}

impl Challenge {
    /// Returns the parameters of all `Bearer` challenges in these headers; the first of a name
    /// counts.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut challenge = Self::default();
        for value in headers.get_all(WWW_AUTHENTICATE) {
            challenge.add(&String::from_utf8_lossy(value.as_bytes()));
        }
        challenge
    }

    fn add(&mut self, text: &str) {
        let mut rest = text;
        let mut is_bearer = false;
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',']);
            let end = rest.find([' ', '\t', ',', '=']).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if word.is_empty() && after.is_empty() {
                return;
            }
            let Some(value) = after.trim_start().strip_prefix('=') else {
                is_bearer = word.eq_ignore_ascii_case("bearer");
                rest = after;
                continue;
            };
            let (value, after) = take_value(value.trim_start());
            rest = after;
            let place = match word.to_ascii_lowercase().as_str() {
                "resource_metadata" => &mut self.resource_metadata,
                "scope" => &mut self.scope,
                "error" => &mut self.error,
                _ => continue,
            };
            if is_bearer && place.is_none() && !value.trim().is_empty() {
                *place = Some(value.trim().to_owned());
            }
        }
    }
}

/// Splits a quoted or bare value off.
fn take_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '\t', ',']).unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, c)| c)),
            _ => value.push(c),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(values: &[&str]) -> [Option<String>; 3] {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(WWW_AUTHENTICATE, value.parse().unwrap());
        }
        let Challenge { resource_metadata, scope, error } = Challenge::of(&headers);
        [resource_metadata, scope, error]
    }

    #[test]
    fn parameters_of_bearer_challenges_are_found() {
        let wanted = |parts: [&str; 3]| {
            parts.map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()))
        };
        for (values, parts) in [
            (
                &[r#"Bearer resource_metadata="https://a.test/x?y=1,2", scope="a b""#][..],
                ["https://a.test/x?y=1,2", "a b", ""],
            ),
            (
                &["bearer Resource_Metadata=https://a.test/x, error = invalid_token"],
                ["https://a.test/x", "", "invalid_token"],
            ),
            (&[r#"Basic realm="a, b=c", scope=no"#, r#"BEARER scope="s\"t""#], ["", "s\"t", ""]),
            (&["Negotiate abc==, Bearer realm=x,scope=a,Digest scope=b"], ["", "a", ""]),
            (
                &["Bearer scope=a", "Bearer scope=b, error=insufficient_scope"],
                ["", "a", "insufficient_scope"],
            ),
            (&["Bearer", "Bearer scope="], ["", "", ""]),
            (&[r#"Bearer scope="open"#], ["", "open", ""]),
            (&["", ",,, =", "="], ["", "", ""]),
        ] {
            assert_eq!(read(values), wanted(parts), "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[Bbearer =,\"\\\\a-c\t]{0,40}") {
            Challenge::default().add(&text);
        }
    }
}
