//! Reads `bearerKeys` and `users`. An entry that cannot be read gives no access.

use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::group::Group;
use crate::model::key::{Access, BearerKey};
use crate::model::plan::Plan;
use crate::model::secret::Secret;
use crate::model::user::{FIRST_USER, User};
use crate::reference::{self, Outside, Source};
use crate::text::tree::{Item, Node};
use crate::validate::findings::Findings;
use crate::validate::read::{self, Members};
use crate::validate::tokens::Tokens;

/// The items that keys may refer to.
pub(super) struct KnownNames<'a> {
    /// Names in `mcpServers`.
    pub(super) servers: &'a [&'a str],
    pub(super) groups: &'a [Group],
    /// Users of the file; empty if the hub creates them itself.
    pub(super) users: &'a [User],
}

/// Reads all keys; an entry with an error is omitted.
pub(super) fn read_keys(
    node: &Node,
    known: &KnownNames<'_>,
    tokens: &mut Tokens,
    findings: &mut Findings,
) -> Vec<BearerKey> {
    let mut reader = KeyReader { known, ids: HashSet::new(), tokens, findings };
    node.items().iter().filter_map(|item| reader.key(item)).collect()
}

/// Reads all users; an entry with an error is omitted.
pub(super) fn read_users(node: &Node, findings: &mut Findings) -> Vec<User> {
    let mut names = HashSet::new();
    let mut read_one = |item: &Item| {
        let Value::Object(entry) = item.value.to_value() else { return None };
        let username = read::non_blank(&entry, "username")?;
        if !names.insert(username.clone()) {
            let place = &item.value.get("username")?.place;
            findings.error(Code::DuplicateUser, place, format!("user `{username}` is duplicated"));
        }
        let password = read::text(&entry, "password").unwrap_or_default();
        if let Some(node) = item.value.get("password")
            && !password.is_empty()
            && !password.starts_with("$2")
        {
            let message = format!("the password of user `{username}` is not a bcrypt hash");
            let found = Diagnostic::warning(Code::PlainPassword, node.place.clone(), message);
            findings.push(found.help("no login with it can succeed"));
        }
        findings.allow(&item.value.place).then(|| User {
            username,
            password: Secret::new(password),
            is_admin: read::flag(&entry, "isAdmin").unwrap_or(false),
            email: read::non_blank(&entry, "email"),
        })
    };
    node.items().iter().filter_map(&mut read_one).collect()
}

/// Returns whether entries of `owner` are trusted like those of an admin. An entry without an owner
/// was written to the file by hand, and system keys act for `admin`. Source: MCPHub's rule for
/// expansion.
pub(super) fn is_trusted(owner: Option<&str>, users: &[User]) -> bool {
    let Some(owner) = owner.filter(|_| !users.is_empty()) else { return true };
    let user = users.iter().find(|user| user.username == owner);
    user.map_or(owner == FIRST_USER, |user| user.is_admin)
}

/// Reports unknown users in `owner` and `sharedWithUsers` of an entry.
pub(super) fn check_users(node: &Node, users: &[User], findings: &mut Findings) {
    let owner = node.get("owner").into_iter();
    let shared = node.get("sharedWithUsers").map_or(&[][..], Node::items);
    for node in owner.chain(shared.iter().map(|item| &item.value)) {
        let Value::String(name) = node.to_value() else { continue };
        // The hub creates `admin` itself if there are no users.
        let known = name.is_empty() || name == FIRST_USER || users.is_empty();
        if !known && !users.iter().any(|user| user.username == name) {
            findings.warn(Code::UnknownUser, &node.place, format!("there is no user `{name}`"));
        }
    }
}

struct KeyReader<'a> {
    known: &'a KnownNames<'a>,
    ids: HashSet<String>,
    tokens: &'a mut Tokens,
    findings: &'a mut Findings,
}

impl KeyReader<'_> {
    fn key(&mut self, item: &Item) -> Option<BearerKey> {
        let node = &item.value;
        let Value::Object(entry) = node.to_value() else { return None };
        let id = read::non_blank(&entry, "id");
        let name = read::non_blank(&entry, "name").or_else(|| id.clone()).unwrap_or_default();
        if let (Some(id), Some(place)) = (&id, node.get("id"))
            && !self.ids.insert(id.clone())
        {
            let message = format!("there is already a bearer key with the id `{id}`");
            self.findings.error(Code::DuplicateKeyId, &place.place, message);
        }
        let token = read::text(&entry, "token").unwrap_or_default();
        let whose = format!("bearer key `{name}`");
        let reference = only_reference(&token);
        match (&reference, node.get("token")) {
            (Some(one), Some(place)) => self.check_reference(one, place, &whose),
            _ => self.tokens.check(node.get("token"), &whose, &token, self.findings),
        }
        let user = match entry.get("kind").and_then(Value::as_str) {
            Some("user") => read::non_blank(&entry, "owner"),
            _ => None,
        };
        if entry.get("kind").and_then(Value::as_str) == Some("user") && user.is_none() {
            let start = node.place.start;
            let message = format!("bearer key `{name}` is of kind user and lacks `owner`");
            self.findings.error(Code::MissingField, &(start..start + 1), message);
        }
        check_users(node, self.known.users, self.findings);
        let access = access(&entry);
        self.check_access(node, &name, access.as_ref());
        self.findings.allow(&node.place).then(|| BearerKey {
            id,
            name,
            token: Secret::new(if reference.is_some() { String::new() } else { token }),
            reference,
            enabled: read::flag(&entry, "enabled").unwrap_or(true),
            user,
            manages: manages(&entry),
            access: access.unwrap_or(Access::Servers(Vec::new())),
            plan: Plan::of(&entry),
        })
    }

    fn check_reference(&mut self, reference: &Outside, node: &Node, whose: &str) {
        let fault = match reference.source {
            Source::User => Some("is of one user, and a key is not"),
            source => source.fault(&reference.name),
        };
        if let Some(why) = fault {
            let message = format!("the token of {whose}: `{reference}` {why}");
            self.findings.error(Code::BadReference, &node.place, message);
        }
    }

    fn check_access(&mut self, node: &Node, name: &str, access: Option<&Access>) {
        let (groups, servers) = match access {
            None | Some(Access::All) => return,
            Some(Access::Groups(groups)) => (&groups[..], &[][..]),
            Some(Access::Servers(servers)) => (&[][..], &servers[..]),
            Some(Access::Custom { groups, servers }) => (&groups[..], &servers[..]),
        };
        if groups.is_empty() && servers.is_empty() {
            let place = node.member("accessType").map_or(node.place.clone(), Item::name_place);
            let message = format!("bearer key `{name}` opens nothing");
            let found = Diagnostic::warning(Code::EmptyAccess, place, message);
            self.findings.push(found.help("name groups or servers, or set accessType to all"));
        }
        let is_group = |name: &String| {
            let mut groups = self.known.groups.iter();
            groups.any(|group| group.name == *name || group.id.as_ref() == Some(name))
        };
        let is_server = |name: &String| self.known.servers.contains(&name.as_str());
        let no_groups = groups.iter().filter(|name| !is_group(name)).map(|name| ("Groups", name));
        let no_servers =
            servers.iter().filter(|name| !is_server(name)).map(|name| ("Servers", name));
        let strangers: Vec<_> = no_groups.chain(no_servers).collect();
        for (what, stranger) in strangers {
            let list = node.get(&format!("allowed{what}")).map_or(&[][..], Node::items);
            let at = list.iter().find(|item| item.value.to_value() == **stranger);
            let place = at.map_or(node.place.clone(), Item::name_place);
            let message = format!("bearer key `{name}` allows `{stranger}`, which does not exist");
            self.findings.warn(Code::UnknownAccess, &place, message);
        }
    }
}

/// Returns the reference that a token consists of.
fn only_reference(token: &str) -> Option<Outside> {
    let token = token.trim();
    let mut found = reference::outside(token);
    let is_whole = found.len() == 1 && found[0].to_string() == token;
    found.pop().filter(|_| is_whole)
}

/// A value that is not a boolean counts as false.
fn manages(entry: &Members) -> Option<bool> {
    let value = entry.get("manages").filter(|value| !value.is_null())?;
    Some(value.as_bool().unwrap_or(false))
}

fn access(entry: &Members) -> Option<Access> {
    let groups = read::texts(entry, "allowedGroups");
    let servers = read::texts(entry, "allowedServers");
    Some(match entry.get("accessType")?.as_str()? {
        "all" => Access::All,
        "groups" => Access::Groups(groups),
        "servers" => Access::Servers(servers),
        "custom" => Access::Custom { groups, servers },
        _ => return None,
    })
}
