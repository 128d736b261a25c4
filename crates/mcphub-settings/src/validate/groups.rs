//! Reads `groups`: a list, or, tolerated, an object by name.

use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::group::{Group, Member, Selector};
use crate::model::server::Sharing;
use crate::model::user::User;
use crate::name::{self, near};
use crate::text::tree::{Item, Node};
use crate::validate::access;
use crate::validate::findings::Findings;
use crate::validate::read::{self, Members};

/// The items that groups refer to.
pub(super) struct Around<'a> {
    /// The names in `mcpServers`, and whether each server is trusted.
    pub(super) servers: &'a [(&'a str, bool)],
    pub(super) users: &'a [User],
}

/// Reads all groups; an entry with an error is omitted. If two groups have the same name, the
/// trusted one counts regardless of order; otherwise the first one.
pub(super) fn read(node: &Node, around: &Around<'_>, findings: &mut Findings) -> Vec<Group> {
    if node.is_object() {
        let place = node.place.start..node.place.start + 1;
        let found =
            Diagnostic::warning(Code::GroupsAsMap, place, "`groups` is written as an object");
        findings.push(found.help("MCPHub needs a list of objects with `name`"));
    }
    let mut reader = Reader { around, seen: HashSet::new(), findings };
    let items = node.items().iter().enumerate();
    let (trusted, others): (Vec<_>, Vec<_>) = items.partition(|(_, item)| {
        let entry = item.value.to_value();
        entry.as_object().is_none_or(|entry| is_trusted(&read::sharing(entry), around.users))
    });
    let items = trusted.into_iter().chain(others);
    let mut groups: Vec<_> =
        items.filter_map(|(place, item)| Some((place, reader.group(item)?))).collect();
    groups.sort_by_key(|(place, _)| *place);
    groups.into_iter().map(|(_, group)| group).collect()
}

fn is_trusted(sharing: &Sharing, users: &[User]) -> bool {
    access::is_trusted(sharing.owner.as_deref(), users)
}

struct Reader<'a> {
    around: &'a Around<'a>,
    /// Names and ids of groups read before.
    seen: HashSet<String>,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn group(&mut self, item: &Item) -> Option<Group> {
        let Value::Object(entry) = item.value.to_value() else { return None };
        let key = item.key.as_ref().map(|key| key.text.clone());
        let Some(name) = read::non_blank(&entry, "name").or(key) else {
            let start = item.value.place.start;
            self.findings.error(Code::MissingField, &(start..start + 1), "a group lacks `name`");
            return None;
        };
        let place = item.value.get("name").map_or_else(|| item.name_place(), |n| n.place.clone());
        let sharing = read::sharing(&entry);
        let trusted = is_trusted(&sharing, self.around.users);
        self.check_name(&name, trusted, &place);
        let id = read::non_blank(&entry, "id");
        let names: HashSet<&String> = id.iter().chain([&name]).collect();
        for given in names {
            if !self.seen.insert(given.clone()) {
                let message = format!("there is already a group `{given}`");
                self.findings.error(Code::DuplicateGroup, &place, message);
            }
        }
        let members =
            item.value.get("servers").map_or_else(Vec::new, |list| self.members(&name, list));
        if !self.findings.allow(&(item.start()..item.end())) {
            return None;
        }
        let description = read::text(&entry, "description");
        Some(Group { id, name, description, members, sharing, trusted })
    }

    fn check_name(&mut self, name: &str, trusted: bool, place: &std::ops::Range<usize>) {
        if let Err(why) = name::check(name) {
            let message = format!("group `{}`: {why}", name.escape_debug());
            self.findings.warn(Code::BadName, place, message);
        }
        let mut servers = self.around.servers.iter();
        match servers.find(|(server, _)| *server == name) {
            Some((_, true)) if !trusted => {
                let message =
                    format!("server `{name}` hides the group of that name on /mcp/{name}");
                let found = Diagnostic::warning(Code::ServerHidesGroup, place.clone(), message);
                self.findings.push(found.help("the group is a user's; its `id` still leads to it"));
            }
            Some(_) => {
                let message =
                    format!("group `{name}` hides the server of that name on /mcp/{name}");
                self.findings.warn(Code::GroupHidesServer, place, message);
            }
            None => {}
        }
    }

    fn members(&mut self, group: &str, list: &Node) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        for item in list.items() {
            let Some(member) = member(&item.value.to_value()) else { continue };
            let place = item.value.get("name").unwrap_or(&item.value).place.clone();
            let servers = || self.around.servers.iter().map(|(server, _)| *server);
            if !servers().any(|server| server == member.server) {
                let name = &member.server;
                let message = format!("group `{group}` names an unknown server `{name}`");
                let found = Diagnostic::warning(Code::UnknownGroupMember, place.clone(), message);
                self.findings.push(match near(name, servers()).first() {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found,
                });
            }
            let twin = |other: &&Member| {
                other.server == member.server || exposed_name(other) == exposed_name(&member)
            };
            if let Some(other) = members.iter().find(twin) {
                let what = if other.server == member.server {
                    format!("group `{group}` names server `{}` twice", member.server)
                } else {
                    format!("group `{group}` shows two servers as `{}`", exposed_name(&member))
                };
                self.findings.warn(Code::DuplicateMember, &place, what);
            } else {
                members.push(member);
            }
        }
        members
    }
}

/// Returns the prefix of a member's tools inside its group.
fn exposed_name(member: &Member) -> &str {
    member.alias.as_deref().unwrap_or(&member.server)
}

fn member(value: &Value) -> Option<Member> {
    let all = Members::new();
    let (server, entry) = match value {
        Value::String(name) => (name.clone(), &all),
        Value::Object(entry) => (read::text(entry, "name")?, entry),
        _ => return None,
    };
    Some(Member {
        server,
        alias: read::non_blank(entry, "alias"),
        tools: selector(entry, "tools"),
        excluded_tools: read::texts(entry, "excludedTools"),
        prompts: selector(entry, "prompts"),
        resources: selector(entry, "resources"),
        pinned_tools: read::texts(entry, "pinnedTools"),
    })
}

fn selector(entry: &Members, key: &str) -> Selector {
    match entry.get(key) {
        Some(Value::Array(_)) => Selector::Only(read::texts(entry, key)),
        _ => Selector::All,
    }
}
