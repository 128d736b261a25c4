//! MCPHub's templates: servers and groups to share, without owners and secrets. Each secret becomes
//! a reference to a variable, and the template lists the required variables.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::group::{Group, Member, Selector};
use crate::model::server::Server;
use crate::reference;
use crate::secrets::placeholders;
use crate::validate::Settings;

/// The version of the template format.
pub(crate) const VERSION: &str = "1.0";

/// The fields of a server that a template contains, for both export and import.
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
    "allowedTools",
    "excludedTools",
    "prompts",
    "resources",
    "options",
    "proxy",
    "oauth",
    "openapi",
];

/// Metadata of a template.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub name: &'a str,
    pub description: Option<&'a str>,
    /// An ISO date and time.
    pub created_at: &'a str,
}

/// A template, and the variables that replace secrets.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The template in JSON.
    pub value: Value,
    /// The variables that replace secrets, each with the path of its first use.
    pub variables: Vec<(String, String)>,
}

/// Returns the servers of these groups, in file order; disabled ones only if `disabled` is true.
pub fn servers_of<'a>(
    settings: &'a Settings,
    groups: &[&Group],
    disabled: bool,
) -> Vec<&'a Server> {
    let named = |server: &&Server| {
        let mut members = groups.iter().flat_map(|group| &group.members);
        members.any(|member| member.server == server.name)
    };
    let wanted = |server: &&Server| server.enabled || disabled;
    settings.servers.iter().filter(wanted).filter(named).collect()
}

/// Creates the template of these servers and groups. Group members that are not among `servers` are
/// omitted.
pub fn write(about: About<'_>, servers: &[&Server], groups: &[&Group]) -> Template {
    let entries = servers.iter().map(|one| (one.name.clone(), Value::Object(one.entry.clone())));
    let mut root = json!({ "mcpServers": entries.collect::<Map<_, _>>() });
    // Fields are removed later, so that they do not influence the names of secrets.
    let mut redacted = placeholders::redact(&root);
    placeholders::apply(&mut root, &redacted);
    let redacted_entries = root["mcpServers"].as_object().into_iter().flatten();
    let portable = redacted_entries.map(|(name, entry)| {
        (name.clone(), entry.as_object().map(portable_members).unwrap_or_default().into())
    });
    let servers = Value::Object(portable.collect());
    let mut variables = BTreeSet::new();
    for entry in servers.as_object().into_iter().flatten().map(|(_, entry)| entry) {
        collect_variables(entry, &mut variables);
    }
    redacted.variables.retain(|(name, _)| variables.contains(name));
    let groups: Vec<Value> = groups.iter().map(|group| group_value(group, &servers)).collect();
    let mut value = Map::new();
    value.insert("version".into(), VERSION.into());
    value.insert("name".into(), about.name.into());
    if let Some(description) = about.description {
        value.insert("description".into(), description.into());
    }
    value.insert("createdAt".into(), about.created_at.into());
    value.insert("servers".into(), servers);
    value.insert("groups".into(), groups.into());
    value.insert("requiredEnvVars".into(), variables.into_iter().collect());
    Template { value: Value::Object(value), variables: redacted.variables }
}

/// Returns the fields of a server's entry that a template contains. A pending login belongs to one
/// hub and is omitted.
pub(crate) fn portable_members(entry: &Map<String, Value>) -> Map<String, Value> {
    let fields = entry.iter().filter(|(key, _)| CARRIED.contains(&key.as_str()));
    let mut entry: Map<_, _> = fields.map(|(key, value)| (key.clone(), value.clone())).collect();
    if let Some(oauth) = entry.get_mut("oauth").and_then(Value::as_object_mut) {
        oauth.shift_remove("pendingAuthorization");
    }
    entry
}

/// Returns the fields of a server that a template omits and users could miss.
pub fn left_out(entry: &Map<String, Value>) -> Vec<&str> {
    let own = |key: &str| {
        ["owner", "visibility", "sharedWithUsers", "id", "createdAt", "updatedAt"].contains(&key)
    };
    let keys = entry.keys().map(String::as_str);
    keys.filter(|key| !CARRIED.contains(key) && !own(key)).collect()
}

/// Adds the names of all variables that an entry refers to, except in descriptions.
pub(crate) fn collect_variables(entry: &Value, found: &mut BTreeSet<String>) {
    let prose = ["description", "tools", "prompts", "resources"];
    let fields = entry.as_object().into_iter().flatten();
    for (_, value) in fields.filter(|(key, _)| !prose.contains(&key.as_str())) {
        reference::collect_names(value, found);
    }
}

/// Returns a group in the form of templates.
fn group_value(group: &Group, servers: &Value) -> Value {
    let member = |member: &Member| {
        let mut shared = json!({
            "name": member.server,
            "tools": selector(&member.tools),
            "prompts": selector(&member.prompts),
            "resources": selector(&member.resources),
        });
        if !member.excluded_tools.is_empty() {
            shared["excludedTools"] = member.excluded_tools.as_slice().into();
        }
        shared
    };
    let members = group.members.iter().filter(|one| servers.get(&one.server).is_some());
    let mut shared = Map::from_iter([("name".to_owned(), group.name.as_str().into())]);
    if let Some(description) = &group.description {
        shared.insert("description".into(), description.as_str().into());
    }
    shared.insert("servers".into(), members.map(member).collect());
    Value::Object(shared)
}

fn selector(selector: &Selector) -> Value {
    match selector {
        Selector::All => "all".into(),
        Selector::Only(names) => names.as_slice().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::Document;
    use crate::validate;

    const SETTINGS: &str = r#"{
  "mcpServers": {
    "one": {
      "type": "stdio", "command": "npx", "args": ["-y", "x", "--api-key", "k1", "--level=3"],
      "env": { "GITHUB_TOKEN": "g1", "LEVEL": "info", "my-secret": "s1", "OTHER_TOKEN": "${MINE}" },
      "owner": "ann", "visibility": "public", "perSessionClient": true,
      "proxy": { "enabled": true, "host": "h", "port": 1, "password": "p1" },
      "tools": { "t": { "enabled": false, "description": "costs $COINS" } }
    },
    "two": {
      "type": "streamable-http", "url": "https://u:pw1@x.example/mcp?token=t1&page=2",
      "headers": { "Authorization": "Bearer b1", "X-Auth": "a1", "Accept": "a/b",
                   "X-Api-Key": "${TWO_KEY}" },
      "oauth": {
        "clientId": "c", "clientSecret": "o1", "accessToken": "o2", "refreshToken": "o3",
        "dynamicRegistration": { "enabled": true, "initialAccessToken": "o4" },
        "pendingAuthorization": { "state": "o5", "codeVerifier": "o6" }
      }
    },
    "same": { "command": "x", "env": { "GITHUB_TOKEN": "g1" }, "enabled": false },
    "other": { "command": "x", "env": { "GITHUB_TOKEN": "g2", "MINE_TOKEN": "m1" } },
    "api": {
      "type": "openapi",
      "openapi": { "url": "https://x.example/o.json", "security": {
        "type": "apiKey",
        "apiKey": { "name": "X", "in": "header", "value": "v1" },
        "http": { "scheme": "basic", "credentials": "v2" },
        "oauth2": { "tokenUrl": "https://x.example/t", "clientSecret": "v3", "token": "v4" },
        "openIdConnect": { "url": "https://x.example/i", "clientSecret": "v5", "token": "v6" }
      } }
    },
    "alone": { "command": "x" }
  },
  "groups": [
    { "id": "1", "name": "web", "description": "W", "owner": "ann", "servers": [
      "two", { "name": "one", "alias": "uno", "tools": ["t"] }, "other", "api"
    ] },
    { "id": "2", "name": "rest", "servers": ["same"] }
  ]
}"#;

    fn exported(groups: &[&str], disabled: bool) -> Template {
        let (settings, _) = validate(&Document::parse(SETTINGS).unwrap());
        let groups: Vec<&Group> =
            groups.iter().map(|group| settings.group(group).unwrap()).collect();
        let about = About { name: "t", description: Some("d"), created_at: "now" };
        write(about, &servers_of(&settings, &groups, disabled), &groups)
    }

    /// Formats a value with the members of its outer objects each on a line.
    fn lines(value: &Value, depth: usize) -> String {
        let line = |(key, value): (&String, &Value)| match value {
            Value::Object(_) if depth > 0 => format!("{key}:\n{}", lines(value, depth - 1)),
            value => format!("{key}: {value}"),
        };
        value.as_object().unwrap().iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_template_has_the_servers_of_its_groups_without_their_secrets() {
        let template = exported(&["web", "rest"], true);
        insta::assert_snapshot!(lines(&template.value, 2), @r#"
        version: "1.0"
        name: "t"
        description: "d"
        createdAt: "now"
        servers:
        one:
        type: "stdio"
        command: "npx"
        args: ["-y","x","--api-key","${API_KEY}","--level=3"]
        env: {"GITHUB_TOKEN":"${GITHUB_TOKEN}","LEVEL":"info","my-secret":"${MY_SECRET}","OTHER_TOKEN":"${MINE}"}
        proxy: {"enabled":true,"host":"h","port":1,"password":"${PROXY_PASSWORD}"}
        tools: {"t":{"enabled":false,"description":"costs $COINS"}}
        two:
        type: "streamable-http"
        url: "https://u:${PASSWORD}@x.example/mcp?token=${TOKEN}&page=2"
        headers: {"Authorization":"${AUTHORIZATION}","X-Auth":"${X_AUTH}","Accept":"a/b","X-Api-Key":"${TWO_KEY}"}
        oauth: {"clientId":"c","clientSecret":"${OAUTH_CLIENT_SECRET}","accessToken":"${OAUTH_ACCESS_TOKEN}","refreshToken":"${OAUTH_REFRESH_TOKEN}","dynamicRegistration":{"enabled":true,"initialAccessToken":"${OAUTH_INITIAL_ACCESS_TOKEN}"}}
        same:
        command: "x"
        env: {"GITHUB_TOKEN":"${GITHUB_TOKEN}"}
        enabled: false
        other:
        command: "x"
        env: {"GITHUB_TOKEN":"${OTHER_GITHUB_TOKEN}","MINE_TOKEN":"${MINE_TOKEN}"}
        api:
        type: "openapi"
        openapi: {"url":"https://x.example/o.json","security":{"type":"apiKey","apiKey":{"name":"X","in":"header","value":"${OPENAPI_API_KEY}"},"http":{"scheme":"basic","credentials":"${OPENAPI_HTTP_CREDENTIALS}"},"oauth2":{"tokenUrl":"https://x.example/t","clientSecret":"${OPENAPI_OAUTH2_CLIENT_SECRET}","token":"${OPENAPI_OAUTH2_TOKEN}"},"openIdConnect":{"url":"https://x.example/i","clientSecret":"${OPENAPI_OPENID_CLIENT_SECRET}","token":"${OPENAPI_OPENID_TOKEN}"}}}
        groups: [{"name":"web","description":"W","servers":[{"name":"two","tools":"all","prompts":"all","resources":"all"},{"name":"one","tools":["t"],"prompts":"all","resources":"all"},{"name":"other","tools":"all","prompts":"all","resources":"all"},{"name":"api","tools":"all","prompts":"all","resources":"all"}]},{"name":"rest","servers":[{"name":"same","tools":"all","prompts":"all","resources":"all"}]}]
        requiredEnvVars: ["API_KEY","AUTHORIZATION","GITHUB_TOKEN","MINE","MINE_TOKEN","MY_SECRET","OAUTH_ACCESS_TOKEN","OAUTH_CLIENT_SECRET","OAUTH_INITIAL_ACCESS_TOKEN","OAUTH_REFRESH_TOKEN","OPENAPI_API_KEY","OPENAPI_HTTP_CREDENTIALS","OPENAPI_OAUTH2_CLIENT_SECRET","OPENAPI_OAUTH2_TOKEN","OPENAPI_OPENID_CLIENT_SECRET","OPENAPI_OPENID_TOKEN","OTHER_GITHUB_TOKEN","PASSWORD","PROXY_PASSWORD","TOKEN","TWO_KEY","X_AUTH"]
        "#);
    }

    #[test]
    fn replaced_secrets_are_listed_as_variables() {
        let variables = exported(&["web", "rest"], true).variables;
        let lines: Vec<String> =
            variables.iter().map(|(name, place)| format!("{name} {place}")).collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        API_KEY mcpServers.one.args[3]
        GITHUB_TOKEN mcpServers.one.env.GITHUB_TOKEN
        MY_SECRET mcpServers.one.env.my-secret
        PROXY_PASSWORD mcpServers.one.proxy.password
        TOKEN mcpServers.two.url
        PASSWORD mcpServers.two.url
        AUTHORIZATION mcpServers.two.headers.Authorization
        X_AUTH mcpServers.two.headers.X-Auth
        OAUTH_CLIENT_SECRET mcpServers.two.oauth.clientSecret
        OAUTH_ACCESS_TOKEN mcpServers.two.oauth.accessToken
        OAUTH_REFRESH_TOKEN mcpServers.two.oauth.refreshToken
        OAUTH_INITIAL_ACCESS_TOKEN mcpServers.two.oauth.dynamicRegistration.initialAccessToken
        OTHER_GITHUB_TOKEN mcpServers.other.env.GITHUB_TOKEN
        MINE_TOKEN mcpServers.other.env.MINE_TOKEN
        OPENAPI_API_KEY mcpServers.api.openapi.security.apiKey.value
        OPENAPI_HTTP_CREDENTIALS mcpServers.api.openapi.security.http.credentials
        OPENAPI_OAUTH2_CLIENT_SECRET mcpServers.api.openapi.security.oauth2.clientSecret
        OPENAPI_OAUTH2_TOKEN mcpServers.api.openapi.security.oauth2.token
        OPENAPI_OPENID_CLIENT_SECRET mcpServers.api.openapi.security.openIdConnect.clientSecret
        OPENAPI_OPENID_TOKEN mcpServers.api.openapi.security.openIdConnect.token
        "#);
    }

    #[test]
    fn disabled_servers_are_included_on_request() {
        let names = |disabled| {
            let value = exported(&["rest"], disabled).value;
            let names = |list: &Value| list.as_array().map(Vec::len);
            (value["servers"].as_object().unwrap().len(), names(&value["groups"][0]["servers"]))
        };
        assert_eq!(names(true), (1, Some(1)));
        assert_eq!(names(false), (0, Some(0)));
    }
}
