//! Values that each user sets for themselves.

use serde_json::{Value, json};

use crate::api::mcphub::{log_in, users, walk};
use crate::support::upstream::{scripted_server, settings};

/// A caller without a credential.
const STRANGER: &str = "nobody";

#[test]
fn credential_routes_match_their_walk() {
    let mut one = scripted_server(&[]);
    one["credentialTemplate"] = json!({ "env": { "TOKEN": { "label": "Your token" } } });
    one["visibility"] = "public".into();
    one["env"] = json!({ "OTHER": "${user:OTHER}" });
    let mut file = settings([("one", one), ("plain", scripted_server(&[]))]);
    file["users"] = users(&["ann", "bob"]);
    let mut walk = walk("credentials", file);
    for name in ["ann", "bob"] {
        let session = log_in(&walk.hub, name);
        walk.add_caller(name, session);
    }
    let none = Value::Null;
    let at = "/api/credentials/one";

    walk.note("what is asked for");
    for who in [STRANGER, "admin", "ann"] {
        walk.step(who, "GET", "/api/credentials", &none);
    }

    walk.note("values");
    walk.step(STRANGER, "PUT", at, &json!({ "values": { "env": { "TOKEN": "x" } } }));
    for odd in [
        json!({}),
        json!({ "values": {} }),
        json!({ "values": { "env": "x" } }),
        json!({ "values": { "env": { "TOKEN": 1 } } }),
        json!({ "values": { "env": { "OTHER": "x" } } }),
        json!({ "values": { "args": { "TOKEN": "x" } } }),
    ] {
        walk.step("ann", "PUT", at, &odd);
    }
    walk.step("ann", "PUT", "/api/credentials/plain", &json!({ "values": {} }));
    walk.step("ann", "PUT", "/api/credentials/gone", &json!({ "values": {} }));
    walk.step("ann", "PUT", at, &json!({ "values": { "env": { "TOKEN": "value-of-ann" } } }));
    walk.step("ann", "PUT", at, &json!({ "values": { "user": { "OTHER": "other-of-ann" } } }));
    for who in ["ann", "bob"] {
        walk.step(who, "GET", "/api/credentials", &none);
    }

    walk.note("removal");
    walk.step(STRANGER, "DELETE", at, &none);
    walk.step("ann", "DELETE", "/api/credentials/plain", &none);
    walk.step("ann", "DELETE", at, &none);
    walk.step("ann", "GET", "/api/credentials", &none);
    walk.end();
}
