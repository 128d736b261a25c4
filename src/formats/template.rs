//! MCPHub's templates: servers and groups to share, without owners and without secrets.

use serde_json::{Map, Value, json};

use crate::settings::expand;

/// The fields of a server that a template carries.
const CARRIED: &[&str] = &[
    "type",
    "description",
    "url",
    "command",
    "args",
    "env",
    "headers",
    "passthroughHeaders",
    "enabled",
    "enableKeepAlive",
    "keepAliveInterval",
    "tools",
    "prompts",
    "resources",
    "options",
    "proxy",
    "oauth",
    "openapi",
];

/// The template of `servers` and `groups`, both as the settings file has them, secrets taken out.
/// `created_at` is an ISO date and time.
pub(crate) fn write(
    name: &str,
    created_at: &str,
    servers: &Map<String, Value>,
    groups: &[Value],
) -> Value {
    let servers: Map<String, Value> =
        servers.iter().map(|(name, server)| (name.clone(), carried(server))).collect();
    let groups: Vec<_> = groups.iter().map(|group| shared_group(group, &servers)).collect();
    let mut variables = Vec::new();
    collect_variables(&Value::Object(servers.clone()), &mut variables);
    variables.sort();
    variables.dedup();
    json!({
        "version": "1.0",
        "name": name,
        "createdAt": created_at,
        "servers": servers,
        "groups": groups,
        "requiredEnvVars": variables,
    })
}

fn carried(server: &Value) -> Value {
    let fields = server.as_object().into_iter().flatten();
    fields
        .filter(|(key, _)| CARRIED.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// A group with its members as objects, as far as the template has their servers.
fn shared_group(group: &Value, servers: &Map<String, Value>) -> Value {
    let members = group.get("servers").and_then(Value::as_array).into_iter().flatten();
    let members = members.filter_map(|member| {
        let name = member.as_str().or_else(|| member.get("name")?.as_str())?;
        servers.contains_key(name).then(|| {
            let selector = |key: &str| member.get(key).cloned().unwrap_or_else(|| "all".into());
            json!({"name": name, "tools": selector("tools"), "prompts": selector("prompts"),
                   "resources": selector("resources")})
        })
    });
    let mut shared = Map::new();
    shared.insert("name".into(), group.get("name").cloned().unwrap_or_default());
    if let Some(description) = group.get("description") {
        shared.insert("description".into(), description.clone());
    }
    shared.insert("servers".into(), members.collect());
    Value::Object(shared)
}

fn collect_variables(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => names.extend(expand::names(text).into_iter().map(str::to_owned)),
        Value::Array(elements) => elements.iter().for_each(|one| collect_variables(one, names)),
        Value::Object(members) => members.values().for_each(|one| collect_variables(one, names)),
        _ => {}
    }
}
