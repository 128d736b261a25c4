//! Converts the OAuth settings of a server.

use serde_json::{Map, Value};

use crate::formats::reference;
use crate::formats::spelling::{normalize, take};

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
    let Some(value) = value else { return };
    let Value::Object(mut oauth) = value else {
        if value != Value::Bool(false) {
            notes.push("`oauth` was omitted".into());
        }
        return;
    };
    for (theirs, ours) in [
        ("client_id", "clientId"),
        ("client_secret", "clientSecret"),
        ("CLIENT_ID", "clientId"),
        ("CLIENT_SECRET", "clientSecret"),
    ] {
        if let Some(value) = oauth.shift_remove(theirs) {
            oauth.insert(ours.into(), value);
        }
    }
    if let Some(Value::String(scopes)) = oauth.get("scopes") {
        let scopes: Vec<_> = scopes.split_whitespace().map(Value::from).collect();
        oauth.insert("scopes".into(), scopes.into());
    }
    for key in ["callbackPort", "callback_port", "callback_url", "enabled"] {
        if oauth.shift_remove(key).is_some() {
            notes.push(format!("`oauth.{key}` was omitted"));
        }
    }
    for value in oauth.values_mut() {
        if let Value::String(text) = value {
            *text = reference::translate(text, notes);
        }
    }
    if !oauth.is_empty() {
        notes.push("`oauth` is kept, but the hub does not use it yet".into());
        entry.insert("oauth".into(), Value::Object(oauth));
    }
}
