//! The catalog: everything exposed at one moment. It is immutable and replaced as a whole, so a
//! request sees one catalog from start to end. Each scope's view is built on first use.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use arc_swap::ArcSwap;
use serde_json::Value;

use crate::protocol::json;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::naming::{Claims, Naming};
use crate::proxy::catalog::overrides;
use crate::proxy::catalog::scope::{Part, Scope, Target};
use crate::proxy::catalog::view::{View, ViewContent};
use crate::proxy::inventory::items::{Inventory, Item, ListKind};
use crate::proxy::inventory::repair::mended;
use crate::proxy::viewer::{self, Viewer};
use crate::settings::model::group::{Group, Member, Selector};
use crate::settings::model::server::Server;
use crate::settings::{Named, Settings};

/// One item of a server as its managers see it, including hidden items.
#[derive(Clone, Debug)]
pub(crate) struct ManagedItem {
    /// The server's own JSON.
    pub(crate) raw: String,
    /// The server's own name, URI or template.
    pub(crate) key: String,
    /// The name on the endpoint of all servers.
    pub(crate) exposed: String,
    /// Whether clients see the item.
    pub(crate) enabled: bool,
    /// The description from the user's override.
    pub(crate) description_override: Option<String>,
    /// Corrections made to the item on endpoints of several servers.
    pub(crate) notes: Vec<String>,
}

impl ManagedItem {
    /// Returns the description that clients receive: the user's, else the server's.
    pub(crate) fn description(&self) -> Option<String> {
        self.description_override.clone().or_else(|| self.text("description"))
    }

    /// Returns the JSON Schema of a tool's arguments.
    pub(crate) fn input_schema(&self) -> Option<Value> {
        serde_json::from_str(self.member("inputSchema")?).ok()
    }

    /// Returns a string member of the server's own JSON.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let value = self.member(name)?;
        json::string(value, &(0..value.len())).map(Cow::into_owned)
    }

    /// Returns a member of the server's own JSON, verbatim.
    pub(crate) fn member(&self, name: &str) -> Option<&str> {
        Some(&self.raw[json::get(&self.raw, &(0..self.raw.len()), name)?])
    }
}

#[derive(Debug)]
pub(crate) struct Catalog {
    /// The settings this catalog was built from.
    pub(crate) settings: Arc<Settings>,
    /// The servers, in file order.
    pub(crate) sources: Vec<CatalogEntry>,
    /// The prefixes of all servers in the settings.
    pub(crate) claims: Arc<Claims>,
    /// The names on the endpoint of all servers.
    pub(crate) naming: Naming,
    /// Views by declared capabilities, then by scope.
    views: ArcSwap<HashMap<String, HashMap<Scope, Arc<View>>>>,
}

impl Catalog {
    /// Builds the catalog of these servers.
    pub(crate) fn new(settings: Arc<Settings>, sources: Vec<CatalogEntry>) -> Self {
        let claims = Arc::new(Claims::of_settings(&settings, &settings.system.name_separator));
        let names = sources.iter().map(|source| source.server.name.as_str());
        let naming = Naming::new(&claims, names.map(|name| (name, name)));
        Self { settings, sources, claims, naming, views: ArcSwap::default() }
    }

    /// Resolves `target` for `viewer`. Returns `None` if the group or server does not exist, the
    /// settings disable the endpoint, or `viewer` may not see it.
    pub(crate) fn resolve(&self, target: &Target, viewer: Option<&Viewer>) -> Option<Scope> {
        let is_reachable = |s: &&CatalogEntry| viewer::reaches(viewer, &self.settings, &s.server);
        let server =
            |name: &str| self.sources.iter().filter(is_reachable).any(|s| s.server.name == name);
        let opens = |g: &Group| viewer.is_none_or(|who| who.opens(g));
        let part = match target {
            Target::All => Part::All,
            Target::Direct(name) => server(name).then(|| Part::Direct(name.clone()))?,
            Target::Tools(name) => {
                let group = self.settings.group(name).filter(|group| opens(group))?;
                Part::Tools(group.name.clone())
            }
            Target::Named(name) => match self.settings.named(name)? {
                Named::Group(group) => opens(group).then(|| Part::Group(group.name.clone()))?,
                Named::Server => server(name).then(|| Part::Server(name.clone()))?,
            },
        };
        Some(Scope { part, viewer: viewer.cloned() })
    }

    /// Returns the view of a scope for clients with these declared capabilities that act for this
    /// user.
    pub(crate) fn view(&self, scope: &Scope, capabilities: &str, user: Option<&str>) -> Arc<View> {
        // Only servers with a login for each user depend on the user.
        let user = user.filter(|_| self.sources.iter().any(|s| s.upstream.has_users()));
        // If no server depends on the capabilities, all clients share one view: otherwise clients
        // could fill the memory.
        let differs = |source: &CatalogEntry| source.upstream.inventory_for(capabilities).is_some();
        let matters = !capabilities.is_empty() && self.sources.iter().any(differs);
        let capabilities = if matters { capabilities } else { "" };
        let key = match user {
            Some(user) => Cow::Owned(format!("{capabilities}\n{user}")),
            None => Cow::Borrowed(capabilities),
        };
        let known = self.views.load();
        if let Some(view) = known.get(&*key).and_then(|by_scope| by_scope.get(scope)) {
            return Arc::clone(view);
        }
        let view = Arc::new(self.build_view(scope, capabilities, user));
        self.views.rcu(|all| {
            let mut all = HashMap::clone(all);
            let by_scope = all.entry(key.to_string()).or_default();
            by_scope.insert(scope.clone(), Arc::clone(&view));
            all
        });
        view
    }

    /// Builds the view of a scope for clients with these declared capabilities that act for this
    /// user.
    pub(crate) fn build_view(&self, scope: &Scope, capabilities: &str, user: Option<&str>) -> View {
        View::new(ViewContent {
            members: self.members(scope, capabilities, user),
            part: &scope.part,
            settings: &self.settings,
            claims: &self.claims,
            naming: &self.naming,
        })
    }

    /// Returns the items of a server with the user's overrides.
    pub(crate) fn describe(&self, server: &str, kind: ListKind) -> Vec<ManagedItem> {
        let found = self.sources.iter().find(|source| source.server.name == server);
        let Some(source) = found else { return Vec::new() };
        let items =
            source.inventory.as_ref().map(|inventory| inventory.list(kind).items.as_slice());
        let describe = |item: &Item| {
            let name = overrides::name_of(&self.naming, kind, source.index, &item.key);
            describe_item(&source.server, kind, item, name)
        };
        items.unwrap_or_default().iter().map(describe).collect()
    }

    /// Returns the members of a scope with their group settings, as clients with these declared
    /// capabilities that act for this user see them. Trusted servers come first, because the first server wins a name
    /// conflict.
    pub(crate) fn members(
        &self,
        scope: &Scope,
        capabilities: &str,
        user: Option<&str>,
    ) -> Vec<(CatalogEntry, Member)> {
        let for_client = |source: &CatalogEntry| {
            let own = user.and_then(|user| source.upstream.of_user(user));
            let source = match own {
                Some(upstream) => {
                    let inventory = upstream.inventory_for("");
                    CatalogEntry { upstream, inventory, ..source.clone() }
                }
                None => source.clone(),
            };
            match source.upstream.inventory_for(capabilities) {
                Some(inventory) if !capabilities.is_empty() => {
                    CatalogEntry { inventory: Some(inventory), ..source }
                }
                _ => source,
            }
        };
        let whole = |source: &CatalogEntry| (for_client(source), whole_member(&source.server.name));
        let viewer = scope.viewer.as_ref();
        let is_listed = |s: &&CatalogEntry| viewer::lists(viewer, &self.settings, &s.server);
        let is_reachable = |s: &&CatalogEntry| viewer::reaches(viewer, &self.settings, &s.server);
        let mut members: Vec<(CatalogEntry, Member)> = match &scope.part {
            Part::All => self.sources.iter().filter(is_listed).map(whole).collect(),
            Part::Server(name) | Part::Direct(name) => {
                let mut sources = self.sources.iter().filter(is_reachable);
                sources.find(|s| s.server.name == *name).map(whole).into_iter().collect()
            }
            Part::Group(name) | Part::Tools(name) => {
                let named = |name: &str| {
                    self.sources.iter().filter(is_listed).find(|s| s.server.name == name)
                };
                let members = self
                    .settings
                    .group(name)
                    .map(|g| g.members.as_slice())
                    .unwrap_or_default()
                    .iter();
                members.filter_map(|m| Some((for_client(named(&m.server)?), m.clone()))).collect()
            }
        };
        if let Part::Direct(_) = scope.part {
            // The direct path passes results on unchanged.
            for (source, _) in &mut members {
                source.compression = None;
            }
        }
        members.sort_by_key(|(source, _)| !source.server.trusted);
        members
    }
}

/// Returns the items of a disabled server from its last known inventory.
pub(crate) fn describe_disabled(
    server: &Server,
    inventory: &Inventory,
    claims: &Arc<Claims>,
    kind: ListKind,
) -> Vec<ManagedItem> {
    let naming = Naming::new(claims, [(server.name.as_str(), server.name.as_str())]);
    let of =
        |item| describe_item(server, kind, item, overrides::name_of(&naming, kind, 0, &item.key));
    inventory.list(kind).items.iter().map(of).collect()
}

/// Describes one item. Only tools and prompts are renamed on the endpoint of all servers.
fn describe_item(server: &Server, kind: ListKind, item: &Item, name: String) -> ManagedItem {
    let exposed = match kind {
        ListKind::Tools | ListKind::Prompts => name,
        ListKind::Resources | ListKind::Templates => item.key.clone(),
    };
    let rule = overrides::rule(&server.overrides, kind, item, [&exposed, &exposed]);
    ManagedItem {
        raw: item.raw.clone(),
        key: item.key.clone(),
        enabled: overrides::is_on(&server.overrides, kind, item, [&exposed, &exposed]),
        description_override: rule
            .and_then(|rule| overrides::overridden_description(kind, rule))
            .map(str::to_owned),
        exposed,
        notes: mended(kind, &item.raw).map(|mended| mended.notes).unwrap_or_default(),
    }
}

fn whole_member(server: &str) -> Member {
    Member {
        server: server.to_owned(),
        alias: None,
        tools: Selector::All,
        excluded_tools: Vec::new(),
        prompts: Selector::All,
        resources: Selector::All,
        pinned_tools: Vec::new(),
    }
}
