//! Converts the OAuth settings of a server, in both directions.

use serde_json::{Map, Value, json};

use crate::clients::record::OAuthSyntax;
use crate::formats::reference;
use crate::formats::spelling::{normalize, take};

/// Keys of other clients within `oauth`, and ours.
const RENAMED: [(&str, &str); 9] = [
    ("client_id", "clientId"),
    ("client_secret", "clientSecret"),
    ("CLIENT_ID", "clientId"),
    ("CLIENT_SECRET", "clientSecret"),
    ("scope", "scopes"),
    ("callback_url", "redirectUri"),
    ("callback_port", "callbackPort"),
    ("authorizationUrl", "authorizationEndpoint"),
    ("tokenUrl", "tokenEndpoint"),
];
/// The same within `dynamicRegistration`.
const OF_REGISTRATION: [(&str, &str); 2] =
    [("registrationUrl", "registrationEndpoint"), ("issuer", "issuer")];
/// Keys without an equivalent.
const WITHOUT_EQUIVALENT: [&str; 2] = ["audiences", "tokenParamName"];

/// Moves the settings from `source` to `entry`, in our spelling.
pub(super) fn carry(
    source: &mut Map<String, Value>,
    entry: &mut Map<String, Value>,
    notes: &mut Vec<String>,
) {
    // Cursor names it `auth`, which other clients use for a string or something else.
    let is_client =
        |key: &String| ["clientid", "clientsecret", "scopes"].contains(&&*normalize(key));
    let auth = source
        .get("auth")
        .and_then(Value::as_object)
        .is_some_and(|auth| auth.keys().any(is_client));
    let value = if auth { take(source, &["oauth", "auth"]) } else { take(source, &["oauth"]) };
    let mut oauth = match value {
        None | Some(Value::Bool(false)) => Map::new(),
        Some(Value::Object(oauth)) => oauth,
        Some(_) => {
            notes.push("`oauth` was omitted".into());
            Map::new()
        }
    };
    // Codex has these beside it.
    for (theirs, ours) in [("scopes", "scopes"), ("oauth_resource", "resource")] {
        if let Some(value) = take(source, &[theirs]) {
            oauth.entry(ours).or_insert(value);
        }
    }
    rename(&mut oauth, notes);
    for value in oauth.values_mut() {
        if let Value::String(text) = value {
            *text = reference::translate(text, notes);
        }
    }
    if !oauth.is_empty() {
        entry.insert("oauth".into(), Value::Object(oauth));
    }
}

/// Renames the keys, and removes those that have no effect.
fn rename(oauth: &mut Map<String, Value>, notes: &mut Vec<String>) {
    for (theirs, ours) in RENAMED {
        if let Some(value) = oauth.shift_remove(theirs) {
            oauth.entry(ours).or_insert(value);
        }
    }
    for (theirs, ours) in OF_REGISTRATION {
        if let Some(value) = oauth.shift_remove(theirs) {
            let registration = oauth.entry("dynamicRegistration").or_insert_with(|| json!({}));
            if let Some(registration) = registration.as_object_mut() {
                registration.entry(ours).or_insert(value);
            }
        }
    }
    if let Some(Value::String(scopes)) = oauth.get("scopes") {
        let scopes: Vec<_> = scopes.split_whitespace().map(Value::from).collect();
        oauth.insert("scopes".into(), scopes.into());
    }
    // Logins are on by default.
    if oauth.get("enabled") == Some(&Value::Bool(true)) {
        oauth.shift_remove("enabled");
    }
    for key in WITHOUT_EQUIVALENT {
        if oauth.shift_remove(key).is_some() {
            notes.push(format!("`oauth.{key}` was omitted"));
        }
    }
}

/// Adds our settings to a client's entry. Returns the keys that the client does not have.
pub(super) fn write(
    syntax: OAuthSyntax,
    oauth: &Map<String, Value>,
    entry: &mut Map<String, Value>,
) -> Vec<String> {
    if syntax == OAuthSyntax::Never {
        return vec!["oauth".to_owned()];
    }
    let is_off = oauth.get("enabled") == Some(&Value::Bool(false));
    if syntax == OAuthSyntax::OpenCode && is_off {
        entry.insert("oauth".into(), false.into());
        return Vec::new();
    }
    let (mut written, mut left) = (Map::new(), Vec::new());
    for (key, value) in oauth {
        match client_key(syntax, key) {
            Some("scopes" | "scope")
                if matches!(syntax, OAuthSyntax::Claude | OAuthSyntax::OpenCode) =>
            {
                let scopes = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                let scopes = scopes.collect::<Vec<_>>().join(" ");
                written.insert(client_key(syntax, key).unwrap_or(key).to_owned(), scopes.into());
            }
            Some(theirs) => {
                written.insert(theirs.to_owned(), value.clone());
            }
            None => left.push(format!("oauth.{key}")),
        }
    }
    if !written.is_empty() {
        let place = if syntax == OAuthSyntax::Cursor { "auth" } else { "oauth" };
        if syntax == OAuthSyntax::Gemini && !is_off {
            written.shift_insert(0, "enabled".into(), true.into());
        }
        entry.insert(place.into(), Value::Object(written));
    }
    left
}

/// Returns the client's name of one of our keys, if it has one.
fn client_key(syntax: OAuthSyntax, ours: &str) -> Option<&'static str> {
    let known: &[(&str, &'static str)] = match syntax {
        OAuthSyntax::Never => &[],
        OAuthSyntax::Claude => &[
            ("clientId", "clientId"),
            ("callbackPort", "callbackPort"),
            ("scopes", "scopes"),
            ("authServerMetadataUrl", "authServerMetadataUrl"),
        ],
        OAuthSyntax::Cursor => {
            &[("clientId", "CLIENT_ID"), ("clientSecret", "CLIENT_SECRET"), ("scopes", "scopes")]
        }
        OAuthSyntax::VsCode => &[("clientId", "clientId")],
        OAuthSyntax::Gemini => &[
            ("enabled", "enabled"),
            ("clientId", "clientId"),
            ("clientSecret", "clientSecret"),
            ("authorizationEndpoint", "authorizationUrl"),
            ("tokenEndpoint", "tokenUrl"),
            ("redirectUri", "redirectUri"),
            ("scopes", "scopes"),
        ],
        OAuthSyntax::OpenCode => &[
            ("clientId", "clientId"),
            ("clientSecret", "clientSecret"),
            ("scopes", "scope"),
            ("redirectUri", "redirectUri"),
            ("callbackPort", "callbackPort"),
        ],
    };
    known.iter().find(|(key, _)| *key == ours).map(|(_, theirs)| *theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn settings_of_each_client_become_ours_and_go_back() {
        let claude = json!({ "oauth": {
            "clientId": "c", "callbackPort": 8765, "scopes": "a b",
            "authServerMetadataUrl": "https://id.test/meta",
        } });
        let cursor =
            json!({ "auth": { "CLIENT_ID": "c", "CLIENT_SECRET": "${S}", "scopes": ["a"] } });
        let vscode = json!({ "oauth": { "clientId": "c" } });
        let gemini = json!({ "oauth": {
            "enabled": true, "clientId": "c", "clientSecret": "${S}", "scopes": ["a"],
            "authorizationUrl": "https://id.test/a", "tokenUrl": "https://id.test/t",
        } });
        let opencode = json!({ "oauth": {
            "clientId": "c", "clientSecret": "${S}", "scope": "a b",
            "redirectUri": "http://127.0.0.1:1/x", "callbackPort": 8765,
        } });
        for (syntax, theirs, ours) in [
            (
                OAuthSyntax::Claude,
                claude,
                json!({ "clientId": "c", "callbackPort": 8765, "scopes": ["a", "b"],
                        "authServerMetadataUrl": "https://id.test/meta" }),
            ),
            (
                OAuthSyntax::Cursor,
                cursor,
                json!({ "clientId": "c", "clientSecret": "${S}", "scopes": ["a"] }),
            ),
            (OAuthSyntax::VsCode, vscode, json!({ "clientId": "c" })),
            (
                OAuthSyntax::Gemini,
                gemini,
                json!({ "clientId": "c", "clientSecret": "${S}", "scopes": ["a"],
                        "authorizationEndpoint": "https://id.test/a",
                        "tokenEndpoint": "https://id.test/t" }),
            ),
            (
                OAuthSyntax::OpenCode,
                opencode,
                json!({ "clientId": "c", "clientSecret": "${S}", "scopes": ["a", "b"],
                        "redirectUri": "http://127.0.0.1:1/x", "callbackPort": 8765 }),
            ),
        ] {
            let (mut source, mut entry, mut notes) = (object(&theirs), Map::new(), Vec::new());
            carry(&mut source, &mut entry, &mut notes);
            // The order of keys does not matter.
            assert_eq!(json!(entry), json!({ "oauth": ours }), "{syntax:?}");
            assert_eq!((source.len(), notes), (0, Vec::new()), "{syntax:?}");
            let mut back = Map::new();
            assert_eq!(write(syntax, &object(&ours), &mut back), [""; 0], "{syntax:?}");
            assert_eq!(Value::Object(back), theirs, "{syntax:?}");
        }
    }

    #[test]
    fn settings_of_codex_are_beside_the_client() {
        let mut source = object(&json!({
            "oauth": { "client_id": "c", "callback_url": "http://localhost:1/x", "callback_port": 1 },
            "oauth_resource": "https://a.test", "scopes": ["a"],
        }));
        let (mut entry, mut notes) = (Map::new(), Vec::new());
        carry(&mut source, &mut entry, &mut notes);
        assert_eq!(
            json!(entry),
            json!({ "oauth": {
                "scopes": ["a"], "resource": "https://a.test", "clientId": "c",
                "redirectUri": "http://localhost:1/x", "callbackPort": 1,
            } })
        );
        assert_eq!((source.len(), notes), (0, Vec::new()));
    }

    #[test]
    fn settings_without_an_equivalent_are_named() {
        let mut source = object(&json!({ "oauth": {
            "audiences": ["x"], "issuer": "https://id.test", "registrationUrl": "https://id.test/r",
        } }));
        let (mut entry, mut notes) = (Map::new(), Vec::new());
        carry(&mut source, &mut entry, &mut notes);
        assert_eq!(notes, ["`oauth.audiences` was omitted"]);
        let registration = json!({
            "registrationEndpoint": "https://id.test/r", "issuer": "https://id.test",
        });
        assert_eq!(json!(entry), json!({ "oauth": { "dynamicRegistration": registration } }));
        let ours = object(&json!({ "clientId": "c", "relax": ["http"], "grant": "device_code" }));
        let mut back = Map::new();
        let left = write(OAuthSyntax::Claude, &ours, &mut back);
        assert_eq!(left, ["oauth.relax", "oauth.grant"]);
        assert_eq!(Value::Object(back), json!({ "oauth": { "clientId": "c" } }));
        assert_eq!(write(OAuthSyntax::Never, &ours, &mut Map::new()), ["oauth"]);
        let mut off = Map::new();
        write(OAuthSyntax::OpenCode, &object(&json!({ "enabled": false })), &mut off);
        assert_eq!(Value::Object(off), json!({ "oauth": false }));
    }
}
