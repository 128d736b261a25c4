//! The secrets of identity providers in `systemConfig.oauth`: responses mask them, and a mask that a
//! dashboard sends back keeps them.

use serde_json::{Map, Value};

use crate::settings::Document;
use crate::settings::secrets::redact::MASK;

/// Masks the secrets in `systemConfig`. References to variables stay.
pub(super) fn mask(system: &mut Value) {
    let Some(oauth) = system.get_mut("oauth") else { return };
    for_each_secret(oauth, &mut |_, secret| {
        let is_reference = secret.starts_with("${") && secret.ends_with('}');
        if !is_reference && !secret.is_empty() {
            MASK.clone_into(secret);
        }
    });
}

/// Replaces masks in a patch of `systemConfig` by the stored secrets. A mask without one stays.
pub(super) fn restore(document: &Document, patch: &mut Map<String, Value>) {
    let place = ["systemConfig".into(), "oauth".into()];
    let Some(oauth) = patch.get_mut("oauth") else { return };
    let mut stored = Vec::new();
    if let Some(mut old) = document.get(&place).cloned() {
        for_each_secret(&mut old, &mut |place, secret| {
            stored.push((place.to_owned(), secret.clone()));
        });
    }
    for_each_secret(oauth, &mut |place, secret| {
        let known = stored.iter().find(|(known, _)| known == place);
        if let Some((_, known)) = known.filter(|_| secret == MASK) {
            secret.clone_from(known);
        }
    });
}

/// Calls `visit` with each secret and the name of its place, which contains the issuer.
fn for_each_secret(oauth: &mut Value, visit: &mut dyn FnMut(&str, &mut String)) {
    in_provider(oauth, "", visit);
    for provider in oauth.get_mut("issuers").and_then(Value::as_array_mut).into_iter().flatten() {
        let issuer = provider.get("issuer").and_then(Value::as_str).unwrap_or_default().to_owned();
        in_provider(provider, &issuer, visit);
    }
}

fn in_provider(provider: &mut Value, issuer: &str, visit: &mut dyn FnMut(&str, &mut String)) {
    let secret = provider.get_mut("introspection").and_then(|all| all.get_mut("clientSecret"));
    if let Some(Value::String(secret)) = secret {
        visit(&format!("{issuer} clientSecret"), secret);
    }
    let headers = provider.get_mut("verifyAccessToken").and_then(|all| all.get_mut("headers"));
    for (name, value) in headers.and_then(Value::as_object_mut).into_iter().flatten() {
        if let Value::String(value) = value {
            visit(&format!("{issuer} header {name}"), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn masked_secrets_are_kept_and_others_replaced() {
        let provider = |secret: &str, header: &str| {
            json!({ "introspection": { "clientId": "c", "clientSecret": secret },
                "verifyAccessToken": { "headers": { "X-A": header } } })
        };
        let oauth = |one: Value, mut two: Value| {
            two["issuer"] = json!("https://two.test");
            let mut oauth = one;
            oauth["issuers"] = json!([two]);
            json!({ "oauth": oauth })
        };
        let stored = oauth(provider("s1", "h1"), provider("${S2}", "h2"));
        let mut shown = stored.clone();
        mask(&mut shown);
        let masked = oauth(provider(MASK, MASK), provider("${S2}", MASK));
        assert_eq!(shown, masked);
        let document = Document::parse(&json!({ "systemConfig": stored }).to_string()).unwrap();
        let mut patch = masked.as_object().unwrap().clone();
        restore(&document, &mut patch);
        assert_eq!(Value::Object(patch), stored);
        let other = oauth(provider("s3", MASK), provider(MASK, "h3"));
        let mut patch = other.as_object().unwrap().clone();
        restore(&document, &mut patch);
        assert_eq!(Value::Object(patch), oauth(provider("s3", "h1"), provider("${S2}", "h3")));
    }
}
