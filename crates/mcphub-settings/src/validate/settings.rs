//! The validated content of the file.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::expand;
use crate::model::built_in::{Prompt, Resource};
use crate::model::client::Client;
use crate::model::credential;
use crate::model::group::Group;
use crate::model::key::{Access, BearerKey};
use crate::model::oauth_server::OauthClient;
use crate::model::secret::Secret;
use crate::model::server::Server;
use crate::model::system::System;
use crate::model::user::User;
use crate::name;
use crate::reference::Outside;
use crate::schema::fields::SETTINGS;
use crate::schema::shape::Shape;
use crate::text::document::Document;
use crate::text::tree::{Item, Node, Tree};
use crate::validate::findings::Findings;
use crate::validate::tokens::Tokens;
use crate::validate::{
    access, built_in, clients, groups, logins, oauth_server, servers, shapes, system,
};

/// The validated settings. Lists are in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// `mcpServers`.
    pub servers: Vec<Server>,
    /// Names of servers with entries that cannot be used.
    pub unusable: Vec<String>,
    /// `groups`.
    pub groups: Vec<Group>,
    /// `users`.
    pub users: Vec<User>,
    /// `bearerKeys`; `None` if the file does not contain the key (older files: see
    /// `routing.bearerAuthKey`).
    pub keys: Option<Vec<BearerKey>>,
    /// `mcpClients`.
    pub clients: Vec<Client>,
    /// `oauthClients`.
    pub oauth_clients: Vec<OauthClient>,
    /// Whether `oauthClients` contains at least one entry, usable or not.
    pub has_oauth_clients: bool,
    /// Whether MCP endpoints reject requests without a credential if `routing.enableBearerAuth` is
    /// absent: see [`Settings::stay_closed`].
    pub closed: bool,
    /// `prompts`.
    pub prompts: Vec<Prompt>,
    /// `resources`.
    pub resources: Vec<Resource>,
    /// Ids of `workspaces`.
    pub workspaces: Vec<String>,
    /// `mcpRegistry`, as written.
    pub registry: Vec<Map<String, Value>>,
    /// `pandora`, as written.
    pub pandora: Map<String, Value>,
    /// `systemConfig`.
    pub system: System,
}

/// The target of a bare name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Named<'a> {
    Group(&'a Group),
    /// A server of the file, usable or not.
    Server,
}

/// Sections that close the MCP endpoints by their presence, whatever they contain: an empty list or
/// `null` remains when the last credential is removed, and an invalid list was meant to protect.
const CLOSING_SECTIONS: [&str; 4] = ["bearerKeys", "users", "mcpClients", "oauthClients"];

impl Settings {
    /// Returns the server with that name.
    pub fn server(&self, name: &str) -> Option<&Server> {
        self.servers.iter().find(|s| s.name == name)
    }

    /// Keeps the MCP endpoints closed if they were closed before: removing, disabling or damaging a
    /// credential must not open the endpoints that it protected. Only an explicit
    /// `"enableBearerAuth": false` opens them again while the hub runs.
    pub fn stay_closed(&mut self, before: &Self) {
        self.closed |= before.closed;
    }

    /// Returns whether MCP endpoints on loopback addresses reject requests without a credential.
    pub fn wants_credential(&self) -> bool {
        self.system.routing.enable_bearer_auth.unwrap_or(self.closed)
    }

    /// Returns whether the settings contain a credential that a client could use.
    pub fn has_credentials(&self) -> bool {
        self.keys_in_force().iter().any(|key| key.enabled)
            || !self.clients.is_empty()
            || self.has_oauth_clients
            || !self.system.identity_providers.issuers.is_empty()
            || self.system.oauth_server.enabled && !self.users.is_empty()
    }

    /// Returns the bearer keys. Files older than `bearerKeys` have one key in
    /// `routing.bearerAuthKey`.
    pub fn keys_in_force(&self) -> Cow<'_, [BearerKey]> {
        match (&self.keys, &self.system.routing.bearer_auth_key) {
            (Some(keys), _) => keys.into(),
            (None, Some(token)) => vec![BearerKey {
                id: None,
                name: "default".into(),
                token: token.clone(),
                reference: None,
                enabled: self.system.routing.enable_bearer_auth.unwrap_or(true),
                user: None,
                manages: None,
                access: Access::All,
                plan: None,
            }]
            .into(),
            (None, None) => Vec::new().into(),
        }
    }

    /// Returns whether servers or keys depend on values that are kept outside the file.
    pub fn needs_values_outside(&self) -> bool {
        let of_server =
            |server: &Server| !expand::outside_of(server).is_empty() || server.has_slots();
        self.keys.iter().flatten().any(|key| key.reference.is_some())
            || self.servers.iter().any(of_server)
    }

    /// Sets the tokens of keys that are kept outside the file; `fetch` returns their values. Returns why
    /// a key has none, with its name: it opens nothing.
    pub fn fill_tokens(
        &mut self,
        fetch: &dyn Fn(&Outside) -> Result<Secret, String>,
    ) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        for key in self.keys.iter_mut().flatten() {
            let Some(reference) = &key.reference else { continue };
            let token = fetch(reference).and_then(|token| {
                let token = Secret::new(token.reveal().trim());
                match credential::find_fault(token.reveal()) {
                    None => Ok(token),
                    Some(_) => Err(format!("the value of `{reference}` cannot be a token")),
                }
            });
            key.token = match token {
                Ok(token) => token,
                Err(why) => {
                    faults.push((key.name.clone(), why));
                    Secret::new("")
                }
            };
        }
        faults
    }

    /// Returns the user with that name.
    pub fn user(&self, username: &str) -> Option<&User> {
        self.users.iter().find(|user| user.username == username)
    }

    /// Returns the OAuth client with that id.
    pub fn oauth_client(&self, id: &str) -> Option<&OauthClient> {
        self.oauth_clients.iter().find(|client| client.id == id)
    }

    /// Returns the client with that name.
    pub fn client(&self, name: &str) -> Option<&Client> {
        self.clients.iter().find(|client| client.name == name)
    }

    /// Resolves `/mcp/{name}`: the group with that name or id, otherwise the server with that name.
    /// A server of an admin, or without an owner, takes precedence over a non-admin's group, and
    /// keeps its name while it is disabled or unusable. So no user can take over an endpoint,
    /// regardless of which came first.
    pub fn named(&self, name: &str) -> Option<Named<'_>> {
        let by_name = self.system.routing.enable_group_name_route;
        let group = self.group(name).filter(|g| by_name || g.id.as_deref() == Some(name));
        let is_unusable = || self.unusable.iter().any(|server| server == name);
        let server_trusted = self
            .server(name)
            .map(|server| server.trusted)
            .or_else(|| is_unusable().then_some(true));
        match (group, server_trusted) {
            (Some(group), Some(true)) if !group.trusted => Some(Named::Server),
            (Some(group), _) => Some(Named::Group(group)),
            (None, trusted) => trusted.map(|_| Named::Server),
        }
    }

    /// Returns the group with that name, otherwise with that id.
    pub fn group(&self, name_or_id: &str) -> Option<&Group> {
        let by_id = || self.groups.iter().find(|g| g.id.as_deref() == Some(name_or_id));
        self.groups.iter().find(|g| g.name == name_or_id).or_else(by_id)
    }
}

/// Reads the document and reports all findings. An unusable entry is omitted from the settings and
/// has an error among the diagnostics.
pub fn validate(document: &Document) -> (Settings, Vec<Diagnostic>) {
    let Tree { root, comments } = document.tree();
    let mut findings = Findings::default();
    note_comments(root, comments.first().cloned(), &mut findings);
    shapes::check(root, &Shape::Object(&SETTINGS), "", &mut findings);
    let settings = read(root, &mut findings);
    (settings, findings.into_sorted())
}

/// Returns the warnings about names hidden by an edit: those among the findings `after` it that
/// those `before` it do not contain.
pub fn hidden_names<B: AsRef<[Diagnostic]>>(
    after: &[Diagnostic],
    before: impl FnOnce() -> B,
) -> Vec<String> {
    let is_one =
        |found: &&Diagnostic| matches!(found.code, Code::GroupHidesServer | Code::ServerHidesGroup);
    let mut hides = after.iter().filter(is_one).peekable();
    if hides.peek().is_none() {
        return Vec::new();
    }
    let before = before();
    let is_new =
        |found: &&Diagnostic| before.as_ref().iter().all(|old| old.message != found.message);
    hides.filter(is_new).map(|found| found.message.clone()).collect()
}

fn read(root: &Node, findings: &mut Findings) -> Settings {
    let section = |key: &str| root.get(key);
    let system =
        section("systemConfig").map_or_else(System::default, |node| system::read(node, findings));
    let server_list = section("mcpServers");
    let mut servers = server_list.map_or_else(Vec::new, |node| servers::read(node, findings));
    let names: Vec<&str> = server_list
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(|item| item.key.as_ref())
        .map(|key| key.text.as_str())
        .collect();
    if let Some(node) = server_list {
        servers::check_together(node, &system.name_separator, findings);
    }
    let users = section("users").map_or_else(Vec::new, |node| access::read_users(node, findings));
    logins::check(server_list, !users.is_empty(), findings);
    for server in &mut servers {
        server.trusted = access::is_trusted(server.sharing.owner.as_deref(), &users);
    }
    let trusted_names = trusted_names(&names, &servers);
    let around = groups::Around { servers: &trusted_names, users: &users };
    let groups =
        section("groups").map_or_else(Vec::new, |node| groups::read(node, &around, findings));
    let known = access::KnownNames { servers: &names, groups: &groups, users: &users };
    let mut tokens = Tokens::default();
    let keys =
        section("bearerKeys").map(|node| access::read_keys(node, &known, &mut tokens, findings));
    let clients = section("mcpClients")
        .map_or_else(Vec::new, |node| clients::read(node, &names, &mut tokens, findings));
    for entry in ["mcpServers", "groups"].into_iter().filter_map(section).flat_map(Node::items) {
        access::check_users(&entry.value, &users, findings);
    }
    let oauth_clients = section("oauthClients")
        .map_or_else(Vec::new, |node| oauth_server::read_clients(node, &mut tokens, findings));
    let usable: HashSet<&str> =
        servers.iter().map(|server: &Server| server.name.as_str()).collect();
    let others = names.iter().filter(|name| !usable.contains(**name));
    let unusable = others.map(|name| (*name).to_owned()).collect();
    Settings {
        unusable,
        servers,
        groups,
        users,
        keys,
        clients,
        oauth_clients,
        has_oauth_clients: section("oauthClients").is_some_and(|node| !node.items().is_empty()),
        closed: is_closed(root, &system),
        prompts: section("prompts")
            .map_or_else(Vec::new, |node| built_in::read_prompts(node, findings)),
        resources: section("resources")
            .map_or_else(Vec::new, |node| built_in::read_resources(node, findings)),
        workspaces: section("workspaces")
            .map_or(&[][..], Node::items)
            .iter()
            .filter_map(|item| Some(object(&item.value)?.get("id")?.as_str()?.to_owned()))
            .collect(),
        registry: section("mcpRegistry")
            .map_or(&[][..], Node::items)
            .iter()
            .filter(|item| findings.allow(&item.value.place))
            .filter_map(|item| object(&item.value))
            .collect(),
        pandora: section("pandora").and_then(object).unwrap_or_default(),
        system,
    }
}

/// Returns the names of all servers, and whether none of that name is untrusted.
fn trusted_names<'a>(names: &[&'a str], servers: &[Server]) -> Vec<(&'a str, bool)> {
    let untrusted: HashSet<&str> = servers
        .iter()
        .filter(|server| !server.trusted)
        .map(|server| server.name.as_str())
        .collect();
    names.iter().map(|name| (*name, !untrusted.contains(name))).collect()
}

/// Returns whether the file contains, or was meant to contain, a credential: the MCP endpoints on
/// loopback addresses then require one.
fn is_closed(root: &Node, system: &System) -> bool {
    CLOSING_SECTIONS.into_iter().any(|key| spelt_like(root, key).next().is_some())
        || system.routing.bearer_auth_key.is_some()
        || system.routing.enable_bearer_auth == Some(true)
        || system.identity_providers.is_wanted
        || is_closed_by_a_slip(root)
}

/// Returns the members with the key `key` or another spelling of it: a misspelled protection was
/// still meant to protect.
fn spelt_like<'a>(node: &'a Node, key: &'a str) -> impl Iterator<Item = &'a Node> {
    let is_like = |item: &&Item| {
        item.key.as_ref().is_some_and(|there| name::is_spelling_of(&there.text, key))
    };
    node.items().iter().filter(is_like).map(|item| &item.value)
}

/// Returns whether `systemConfig.routing` contains a misspelled switch or key that would close the
/// endpoints.
fn is_closed_by_a_slip(root: &Node) -> bool {
    let routing = spelt_like(root, "systemConfig").flat_map(|node| spelt_like(node, "routing"));
    let mut said = routing.flat_map(|node| {
        spelt_like(node, "enableBearerAuth").chain(spelt_like(node, "bearerAuthKey"))
    });
    said.any(|node| !matches!(node.to_value(), Value::Null | Value::Bool(false)))
}

fn object(node: &Node) -> Option<Map<String, Value>> {
    match node.to_value() {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

fn note_comments(root: &Node, comment: Option<std::ops::Range<usize>>, findings: &mut Findings) {
    let (place, what) = match (comment, trailing_comma(root)) {
        (Some(place), _) => (place, "comments"),
        (None, Some(at)) => (at..at + 1, "trailing commas"),
        (None, None) => return,
    };
    let message = format!("the file has {what}, which stricter readers refuse");
    let found = Diagnostic::warning(Code::Comments, place, message);
    findings.push(found.help("MCPHub itself reads plain JSON only"));
}

fn trailing_comma(node: &Node) -> Option<usize> {
    let own = node.items().last().and_then(|item| item.comma);
    own.or_else(|| node.items().iter().find_map(|item| trailing_comma(&item.value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Settings {
        validate(&Document::parse(text).unwrap()).0
    }

    #[test]
    fn a_section_for_credentials_closes_whatever_it_holds() {
        for key in CLOSING_SECTIONS {
            for value in ["[]", "null", "{}", "[null]", "[{\"token\": 123}]", "\"x\"", "7"] {
                let text = format!("{{\"{key}\": {value}}}");
                assert!(settings(&text).wants_credential(), "{text}");
            }
        }
        for routing in [
            r#"{"enableBearerAuth": true}"#,
            r#"{"enableBearerAuth": "yes"}"#,
            r#"{"bearerAuthKey": "0123456789abcdef"}"#,
            r#"{"bearerAuthKey": "change-me"}"#,
            "[]",
        ] {
            let text = format!(r#"{{"systemConfig": {{"routing": {routing}}}}}"#);
            assert!(settings(&text).wants_credential(), "{text}");
        }
        assert!(settings(r#"{"systemConfig": []}"#).wants_credential());
    }

    #[test]
    fn a_misspelt_section_for_credentials_closes_too() {
        for text in [
            r#"{"bearerkeys": []}"#,
            r#"{"BearerKeys": []}"#,
            r#"{"bearer_keys": []}"#,
            r#"{"user": []}"#,
            r#"{"mcp_clients": []}"#,
            r#"{"system_config": {"routing": {"enableBearerAuth": true}}}"#,
            r#"{"systemConfig": {"Routing": {"enableBearerAuth": "true"}}}"#,
            r#"{"systemConfig": {"routing": {"enable_bearer_auth": true}}}"#,
            r#"{"systemConfig": {"routing": {"bearerAuthkey": "0123456789abcdef"}}}"#,
        ] {
            assert!(settings(text).wants_credential(), "{text}");
        }
        for text in [
            r#"{"userConfigs": {}}"#,
            r#"{"systemConfig": {"routing": {"enable_bearer_auth": false}}}"#,
            r#"{"bearerkeys": [], "systemConfig": {"routing": {"enableBearerAuth": false}}}"#,
        ] {
            assert!(!settings(text).wants_credential(), "{text}");
        }
    }

    #[test]
    fn a_file_that_names_no_credential_is_open() {
        for text in [
            "{}",
            r#"{"systemConfig": {"routing": {}}}"#,
            r#"{"systemConfig": null}"#,
            r#"{"bearerKeys": [], "systemConfig": {"routing": {"enableBearerAuth": false}}}"#,
        ] {
            assert!(!settings(text).wants_credential(), "{text}");
        }
    }

    #[test]
    fn settings_that_were_closed_stay_closed() {
        let mut now = settings("{}");
        now.stay_closed(&settings(r#"{"bearerKeys": [{"token": "0123456789abcdef"}]}"#));
        assert!(now.wants_credential());
        let mut now = settings(r#"{"systemConfig": {"routing": {"enableBearerAuth": false}}}"#);
        now.stay_closed(&settings(r#"{"users": []}"#));
        assert!(!now.wants_credential(), "an explicit `false` opens");
    }

    #[test]
    fn placeholders_are_no_credentials() {
        for token in ["change-me-to-something-long-and-random", "${MCPHUB_KEY}", " ", "<token>"] {
            let text =
                format!(r#"{{"bearerKeys": [{{"token": "{token}", "accessType": "all"}}]}}"#);
            assert!(!settings(&text).has_credentials(), "{text}");
        }
    }

    #[test]
    fn a_bare_name_resolves_to_the_most_trusted_owner_in_any_order() {
        let server = |owner: &str| format!(r#"{{"command": "x", "owner": "{owner}"}}"#);
        let group = |owner: &str| format!(r#"{{"id": "i", "name": "x", "owner": "{owner}"}}"#);
        let users = r#"[{"username": "root", "password": "$2b$", "isAdmin": true}, {"username": "bob", "password": "$2b$"}]"#;
        let leads = |server: &str, group: &str, routing: &str, name: &str| {
            let text = format!(
                r#"{{"mcpServers": {{"x": {server}}}, "groups": [{group}], "users": {users}, "systemConfig": {{"routing": {routing}}}}}"#
            );
            match settings(&text).named(name) {
                Some(Named::Group(_)) => "group",
                Some(Named::Server) => "server",
                None => "nothing",
            }
        };
        let unusable = r#"{"type": "stdio"}"#.to_owned();
        let off = r#"{"command": "x", "enabled": false}"#.to_owned();
        for (server, group, wanted) in [
            (server("root"), group("root"), "group"),
            (server(""), group("root"), "group"),
            (server("bob"), group("root"), "group"),
            (server("bob"), group("bob"), "group"),
            (server("root"), group("bob"), "server"),
            (server(""), group("gone"), "server"),
            (unusable, group("bob"), "server"),
            (off, group("bob"), "server"),
        ] {
            assert_eq!(leads(&server, &group, "{}", "x"), wanted, "{server} {group}");
            assert_eq!(leads(&server, &group, "{}", "i"), "group", "{server} {group}");
            let by_id = r#"{"enableGroupNameRoute": false}"#;
            assert_eq!(leads(&server, &group, by_id, "x"), "server", "{server} {group}");
        }
        assert_eq!(leads(&server("root"), &group("bob"), "{}", "y"), "nothing");
    }

    #[test]
    fn of_two_groups_with_one_name_the_trusted_one_counts_in_any_order() {
        let read = |first: &str, second: &str| {
            let text = format!(
                r#"{{"users": [{{"username": "bob", "password": "$2b$"}}], "groups": [{first}, {second}, {{"name": "last"}}]}}"#
            );
            let groups = settings(&text).groups;
            groups.into_iter().map(|g| (g.name, g.sharing.owner)).collect::<Vec<_>>()
        };
        let last = ("last".to_owned(), None);
        let own = r#"{"id": "ops", "name": "bobs", "owner": "bob"}"#;
        let admins = r#"{"name": "ops"}"#;
        let wanted = [("ops".to_owned(), None), last.clone()];
        assert_eq!(read(own, admins), wanted);
        assert_eq!(read(admins, own), wanted);
        let free = r#"{"name": "bobs", "owner": "bob"}"#;
        let bobs = ("bobs".to_owned(), Some("bob".to_owned()));
        assert_eq!(read(free, admins), [bobs, ("ops".to_owned(), None), last]);
    }

    #[test]
    fn names_newly_hidden_by_an_edit_are_reported() {
        let file = |servers: &str| {
            format!(
                r#"{{"mcpServers": {{{servers}}}, "groups": [{{"name": "a"}}, {{"name": "b"}}]}}"#
            )
        };
        let (a, b) = (r#""a": {"command": "x"}"#, r#""b": {"command": "x"}"#);
        let findings = |text: &str| validate(&Document::parse(text).unwrap()).1;
        let hidden_names =
            |before: &str, after: &str| hidden_names(&findings(after), || findings(before));
        let of_b = "group `b` hides the server of that name on /mcp/b";
        assert_eq!(hidden_names(&file(a), &file(&format!("{a}, {b}"))), [of_b]);
        assert_eq!(hidden_names(&file(a), &file(a)), [""; 0]);
        assert_eq!(hidden_names(&file(a), &file("")), [""; 0]);
    }
}
