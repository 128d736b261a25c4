//! The bearer token of a server that was given separately from its headers. It is stored as the
//! `Authorization` header, so that every reader of the file sends it; `authType` records that it
//! was given separately. If the headers contain an `Authorization` of their own, which takes
//! precedence, the token is stored as `bearerToken`.

use serde_json::{Map, Value};

const SCHEME: &str = "Bearer ";

/// Returns the entry's headers without the token, and the token if it was given separately.
pub fn apart(entry: &Map<String, Value>) -> (Map<String, Value>, Option<String>) {
    let mut headers = headers(entry);
    if let Some(token) = entry.get("bearerToken").and_then(Value::as_str) {
        return (headers, Some(token.to_owned()));
    }
    if entry.get("authType").and_then(Value::as_str) != Some("api_key") {
        return (headers, None);
    }
    let Some(name) = authorization(&headers) else { return (headers, None) };
    let token =
        headers[&name].as_str().and_then(|value| value.strip_prefix(SCHEME)).map(str::to_owned);
    if token.is_some() {
        headers.shift_remove(&name);
    }
    (headers, token)
}

/// Sets an entry's headers, and a token separate from them.
pub fn put(entry: &mut Map<String, Value>, mut headers: Map<String, Value>, token: Option<&str>) {
    entry.shift_remove("bearerToken");
    match token {
        Some(token) => {
            if authorization(&headers).is_some() {
                entry.insert("bearerToken".to_owned(), token.into());
            } else {
                headers.insert("Authorization".to_owned(), format!("{SCHEME}{token}").into());
            }
            entry.insert("authType".to_owned(), "api_key".into());
        }
        None if entry.get("authType").and_then(Value::as_str) == Some("api_key") => {
            entry.shift_remove("authType");
        }
        None => {}
    }
    if headers.is_empty() {
        entry.shift_remove("headers");
    } else {
        entry.insert("headers".to_owned(), Value::Object(headers));
    }
}

fn headers(entry: &Map<String, Value>) -> Map<String, Value> {
    entry.get("headers").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Returns the name of the `Authorization` header as spelled in the entry.
fn authorization(headers: &Map<String, Value>) -> Option<String> {
    headers.keys().find(|name| name.eq_ignore_ascii_case("authorization")).cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_token_survives_a_round_trip() {
        let team = object(&json!({ "X-Team": "docs" }));
        let own = object(&json!({ "authorization": "Basic eA==" }));
        for headers in [Map::new(), team, own] {
            for token in [None, Some("t")] {
                let mut entry = object(&json!({ "url": "https://a.example" }));
                put(&mut entry, headers.clone(), token);
                assert_eq!(apart(&entry), (headers.clone(), token.map(str::to_owned)));
                put(&mut entry, Map::new(), None);
                assert_eq!(entry, object(&json!({ "url": "https://a.example" })));
            }
        }
    }

    #[test]
    fn every_reader_of_the_file_finds_the_token_in_the_headers() {
        let mut entry = Map::new();
        put(&mut entry, Map::new(), Some("t"));
        let wanted = json!({ "authType": "api_key", "headers": { "Authorization": "Bearer t" } });
        assert_eq!(Value::Object(entry), wanted);
    }
}
