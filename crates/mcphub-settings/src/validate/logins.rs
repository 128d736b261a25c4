//! Reports mistakes in the `oauth` of a server.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::reference;
use crate::text::tree::{Item, Node};
use crate::validate::findings::Findings;
use crate::validate::read::{self, Members};
use crate::validate::url;

/// The checks that `relax` can turn off.
const RELAXABLE: [&str; 5] = [
    "http",
    "private-addresses",
    "resource-mismatch",
    "pkce-unadvertised",
    "refresh-without-resource",
];

/// Secrets that the hub never writes there, and the names of variables for them.
const SECRETS: [(&[&str], &str); 2] = [
    (&["clientSecret"], "CLIENT_SECRET"),
    (&["dynamicRegistration", "initialAccessToken"], "INITIAL_ACCESS_TOKEN"),
];

/// URLs that codes, tokens or secrets are sent to.
const ENDPOINTS: [&[&str]; 5] = [
    &["authorizationEndpoint"],
    &["tokenEndpoint"],
    &["revocationEndpoint"],
    &["authServerMetadataUrl"],
    &["dynamicRegistration", "registrationEndpoint"],
];

/// Reports mistakes in the `oauth` of each server. `has_users` is whether the file has users.
pub(super) fn check(servers: Option<&Node>, has_users: bool, findings: &mut Findings) {
    for item in servers.map_or(&[][..], Node::items) {
        if let Some(key) = &item.key {
            check_server(item, &key.text, has_users, findings);
        }
    }
}

fn check_server(item: &Item, name: &str, has_users: bool, findings: &mut Findings) {
    let Some(node) = item.value.get("oauth") else { return };
    let Value::Object(oauth) = node.to_value() else { return };
    let place = |key: &str| node.member(key).map_or_else(|| item.name_place(), Item::name_place);
    if oauth.contains_key("clientSecret") && read::non_blank(&oauth, "clientId").is_none() {
        let message = format!("`oauth` of server `{name}` has a `clientSecret` and no `clientId`");
        let found = Diagnostic::warning(Code::IncompleteLogin, place("clientSecret"), message);
        findings.push(found.help("add the `clientId` that the secret belongs to"));
    }
    if read::flag(&oauth, "perUser") == Some(true) && !has_users {
        let message = format!("server `{name}` has a login per user, and the file has no users");
        let found = Diagnostic::warning(Code::IncompleteLogin, place("perUser"), message);
        findings.push(found.help("`mcphub user create` creates one"));
    }
    check_key(&oauth, name, place("grant"), findings);
    check_relax(node, name, findings);
    check_endpoints(node, name, &oauth, findings);
    check_secrets(node, name, findings);
}

/// Reports a grant that lacks the credential of the client.
fn check_key(oauth: &Members, name: &str, place: std::ops::Range<usize>, findings: &mut Findings) {
    let has = |key: &str| read::non_blank(oauth, key).is_some();
    let is_own = read::text(oauth, "grant").as_deref() == Some("client_credentials");
    if is_own && !(has("clientId") && (has("clientSecret") || has("privateKeyFile"))) {
        let message =
            format!("server `{name}` has the grant client_credentials and no credentials");
        let found = Diagnostic::warning(Code::IncompleteLogin, place, message);
        findings.push(found.help("add `clientId`, and `clientSecret` or `privateKeyFile`"));
    }
}

fn check_relax(oauth: &Node, name: &str, findings: &mut Findings) {
    let words = oauth.get("relax").map_or(&[][..], Node::items);
    for word in words {
        let Value::String(text) = word.value.to_value() else { continue };
        if !RELAXABLE.contains(&text.as_str()) {
            let message = format!("`oauth.relax` of server `{name}` has an unknown word, `{text}`");
            let found = Diagnostic::warning(Code::UnknownRelax, word.value.place.clone(), message);
            findings.push(found.help(format!("the words are {}", RELAXABLE.join(", "))));
        }
    }
}

fn check_endpoints(oauth: &Node, name: &str, members: &Members, findings: &mut Findings) {
    if read::texts(members, "relax").iter().any(|word| word == "http") {
        return;
    }
    for path in ENDPOINTS {
        let Some(node) = member(oauth, path) else { continue };
        let Value::String(text) = node.to_value() else { continue };
        let is_plain = text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("http:"));
        if is_plain && url::host(&text).is_ok_and(|host| !url::is_loopback(host)) {
            let key = path.join(".");
            let message = format!("`oauth.{key}` of server `{name}` is plain http");
            let found = Diagnostic::warning(Code::PlainHttp, node.place.clone(), message);
            findings.push(found.help("use https; otherwise there is no login"));
        }
    }
}

fn check_secrets(oauth: &Node, name: &str, findings: &mut Findings) {
    for (path, variable) in SECRETS {
        let Some(node) = member(oauth, path) else { continue };
        let Value::String(text) = node.to_value() else { continue };
        if text.is_empty() || reference::has_any(&text) || findings.has(&node.place) {
            continue;
        }
        let message = format!("`oauth.{}` of server `{name}` is a secret in clear", path.join("."));
        let found = Diagnostic::warning(Code::SecretLiteral, node.place.clone(), message);
        findings.push(found.help(format!("write \"${{{variable}}}\" and set it outside the file")));
    }
}

fn member<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, key| node.get(key))
}
