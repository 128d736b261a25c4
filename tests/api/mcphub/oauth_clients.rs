//! Clients of the hub's own OAuth server.

use serde_json::{Value, json};

use crate::api::mcphub::{log_in, users, walk};
use crate::support::browser::CALLBACK;
use crate::support::upstream::settings;

#[test]
fn oauth_client_routes_match_their_walk() {
    let mut file = settings([]);
    file["users"] = users(&["ann"]);
    let mut walk = walk("oauth_clients", file);
    let none = Value::Null;
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    let all = "/api/oauth/clients";
    walk.note("create; the secret is returned once");
    let made =
        walk.step("admin", "POST", all, &json!({ "name": "App", "redirectUris": [CALLBACK] }));
    walk.file("/oauthClients/0");
    walk.hide(made["client"]["clientId"].as_str().unwrap(), "<client>");
    let public = json!({
        "name": "Desktop", "redirectUris": ["cursor://x/callback"], "requireSecret": false,
        "scopes": ["read"],
    });
    walk.step("admin", "POST", all, &public);
    walk.step(
        "admin",
        "POST",
        all,
        &json!({ "name": " ", "redirectUris": ["http://evil.example/"] }),
    );
    walk.step("admin", "POST", all, &json!({ "name": "x" }));
    walk.step("ann", "POST", all, &json!({ "name": "x", "redirectUris": [CALLBACK] }));
    walk.note("read");
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "GET", all, &none);
    }
    let path = format!("{all}/{}", made["client"]["clientId"].as_str().unwrap());
    walk.step("admin", "GET", &path, &none);
    walk.step("ann", "GET", &path, &none);
    walk.step("admin", "GET", "/api/oauth/clients/none", &none);
    walk.note("change");
    walk.step("admin", "PUT", &path, &json!({ "name": "Other", "scopes": ["read"] }));
    walk.step("admin", "PUT", &path, &json!({ "redirectUris": [] }));
    walk.step("admin", "PUT", &path, &json!({}));
    walk.step("admin", "PUT", "/api/oauth/clients/none", &json!({ "name": "x" }));
    walk.step("admin", "POST", &format!("{path}/regenerate-secret"), &json!({}));
    walk.step("ann", "POST", &format!("{path}/regenerate-secret"), &json!({}));
    walk.note("remove");
    walk.step("ann", "DELETE", &path, &none);
    walk.step("admin", "DELETE", &path, &none);
    walk.step("admin", "DELETE", &path, &none);
    walk.end();
}
