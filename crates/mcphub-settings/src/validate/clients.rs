//! Reads `mcpClients`. An entry that cannot be read gives no access.

use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::Code;
use crate::model::client::Client;
use crate::model::secret::Secret;
use crate::text::tree::{Item, Node};
use crate::validate::findings::Findings;
use crate::validate::read;
use crate::validate::tokens::Tokens;

/// Reads all clients; an entry with an error is omitted. `servers` are the names in the file.
pub(super) fn read(
    node: &Node,
    servers: &[&str],
    tokens: &mut Tokens,
    findings: &mut Findings,
) -> Vec<Client> {
    let mut names = HashSet::new();
    let mut read_one = |item: &Item| {
        let node = &item.value;
        let Value::Object(entry) = node.to_value() else { return None };
        let name = read::non_blank(&entry, "name").unwrap_or_default();
        if let Some(place) = node.get("name").map(|node| &node.place) {
            if name.is_empty() {
                findings.error(Code::MissingField, place, "a client has an empty name");
            } else if !names.insert(name.clone()) {
                let message = format!("there is already a client `{name}`");
                findings.error(Code::DuplicateClient, place, message);
            }
        }
        let token = read::text(&entry, "accessToken").unwrap_or_default();
        tokens.check(node.get("accessToken"), &format!("client `{name}`"), &token, findings);
        let client = Client {
            name,
            description: read::text(&entry, "description"),
            token: Secret::new(token),
            has_custom_token: read::flag(&entry, "isCustomAccessToken").unwrap_or(false),
            allow_list: read::texts(&entry, "allowList"),
        };
        check_allowed(node, &client, servers, findings);
        findings.allow(&node.place).then_some(client)
    };
    node.items().iter().filter_map(&mut read_one).collect()
}

fn check_allowed(node: &Node, client: &Client, servers: &[&str], findings: &mut Findings) {
    if client.allows_all() {
        return;
    }
    for item in node.get("allowList").map_or(&[][..], Node::items) {
        let Value::String(server) = item.value.to_value() else { continue };
        if !servers.contains(&server.as_str()) {
            let name = &client.name;
            let message = format!("client `{name}` allows `{server}`, which does not exist");
            findings.warn(Code::UnknownAccess, &item.value.place, message);
        }
    }
}
