//! Everything exposed, at one moment. Immutable and replaced whole: a request sees one catalogue
//! from start to end. Views of it are made when first asked for, once for each scope.

use std::collections::HashMap;
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::proxy::inventory::{Inventory, Item, ListKind};
use crate::proxy::mend::mended;
use crate::proxy::naming::{Claims, Naming};
use crate::proxy::scope::{Part, Scope, Target};
use crate::proxy::upstream::Upstream;
use crate::proxy::view::{self, View};
use crate::proxy::viewer::{self, Viewer};
use crate::settings::compression::Compression;
use crate::settings::group::{Group, Member, Selector};
use crate::settings::server::Server;
use crate::settings::{Named, Settings};

/// One enabled server with what it offers.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// As configured.
    pub(crate) server: Arc<Server>,
    /// The handle that calls go through.
    pub(crate) upstream: Arc<Upstream>,
    /// What it offers; `None` before its first answer.
    pub(crate) inventory: Option<Arc<Inventory>>,
    /// Its place among all enabled servers.
    pub(crate) index: usize,
    /// How results of its tools are shortened; `None` if they are not.
    pub(crate) compression: Option<Compression>,
}

/// One item of a server as a user manages it, hidden ones included.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    /// The server's own JSON.
    pub(crate) raw: String,
    /// The name, URI or template there.
    pub(crate) key: String,
    /// The name on the endpoint of all servers.
    pub(crate) exposed: String,
    /// Whether it is shown.
    pub(crate) enabled: bool,
    /// The user's own description.
    pub(crate) description: Option<String>,
    /// What is mended of it on the endpoints of several servers.
    pub(crate) notes: Vec<String>,
}

/// All enabled servers, in file order.
#[derive(Debug)]
pub(crate) struct Catalog {
    /// The settings it was made from.
    pub(crate) settings: Arc<Settings>,
    /// In file order.
    pub(crate) sources: Vec<Source>,
    /// The prefixes of all servers in the settings.
    pub(crate) claims: Arc<Claims>,
    /// The names on the endpoint of all servers.
    pub(crate) naming: Naming,
    /// By declared capabilities, then by scope.
    views: ArcSwap<HashMap<String, HashMap<Scope, Arc<View>>>>,
}

impl Catalog {
    /// The catalogue of these servers.
    pub(crate) fn new(settings: Arc<Settings>, sources: Vec<Source>) -> Self {
        let claims = Arc::new(claims(&settings, &settings.system.name_separator));
        let names = sources.iter().map(|source| source.server.name.as_str());
        let naming = Naming::new(&claims, names.map(|name| (name, name)));
        Self { settings, sources, claims, naming, views: ArcSwap::default() }
    }

    /// What `target` means now to `viewer`; `None` where there is no such group or server, or the
    /// settings close that door: what they may not see is not there.
    pub(crate) fn resolve(&self, target: &Target, viewer: Option<&Viewer>) -> Option<Scope> {
        let reached = |s: &&Source| viewer::reaches(viewer, &self.settings, &s.server);
        let server =
            |name: &str| self.sources.iter().filter(reached).any(|s| s.server.name == name);
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

    /// What a scope shows to clients with these declared capabilities.
    pub(crate) fn view(&self, scope: &Scope, capabilities: &str) -> Arc<View> {
        // Where no server makes a difference, one view serves all: clients cannot fill the memory.
        let differs = |source: &Source| source.upstream.inventory_for(capabilities).is_some();
        let matters = !capabilities.is_empty() && self.sources.iter().any(differs);
        let capabilities = if matters { capabilities } else { "" };
        let known = self.views.load();
        if let Some(view) = known.get(capabilities).and_then(|by_scope| by_scope.get(scope)) {
            return Arc::clone(view);
        }
        let view = Arc::new(View::new(self, scope, capabilities));
        self.views.rcu(|all| {
            let mut all = HashMap::clone(all);
            let by_scope = all.entry(capabilities.to_owned()).or_default();
            by_scope.insert(scope.clone(), Arc::clone(&view));
            all
        });
        view
    }

    /// What a server offers, with what the user made of it.
    pub(crate) fn describe(&self, server: &str, kind: ListKind) -> Vec<Described> {
        let found = self.sources.iter().find(|source| source.server.name == server);
        let Some(source) = found else { return Vec::new() };
        let items =
            source.inventory.as_ref().map(|inventory| inventory.list(kind).items.as_slice());
        let described = |item: &Item| {
            let name = view::name_of(&self.naming, kind, source.index, &item.key);
            described(&source.server, kind, item, name)
        };
        items.unwrap_or_default().iter().map(described).collect()
    }

    /// The members of a scope, each with how it is in there, as clients with these declared
    /// capabilities see it. Trusted servers come first, so that theirs is what two offer.
    pub(crate) fn members(&self, scope: &Scope, capabilities: &str) -> Vec<(Source, Member)> {
        let seen = |source: &Source| match source.upstream.inventory_for(capabilities) {
            Some(inventory) if !capabilities.is_empty() => {
                Source { inventory: Some(inventory), ..source.clone() }
            }
            _ => source.clone(),
        };
        let whole = |source: &Source| (seen(source), whole(&source.server.name));
        let viewer = scope.viewer.as_ref();
        let shown = |s: &&Source| viewer::lists(viewer, &self.settings, &s.server);
        let reached = |s: &&Source| viewer::reaches(viewer, &self.settings, &s.server);
        let mut members: Vec<(Source, Member)> = match &scope.part {
            Part::All => self.sources.iter().filter(shown).map(whole).collect(),
            Part::Server(name) | Part::Direct(name) => {
                let mut sources = self.sources.iter().filter(reached);
                sources.find(|s| s.server.name == *name).map(whole).into_iter().collect()
            }
            Part::Group(name) | Part::Tools(name) => {
                let named =
                    |name: &str| self.sources.iter().filter(shown).find(|s| s.server.name == name);
                let members = self.settings.group(name).map(|g| g.members.as_slice());
                let members = members.unwrap_or_default().iter();
                members.filter_map(|m| Some((seen(named(&m.server)?), m.clone()))).collect()
            }
        };
        if let Part::Direct(_) = scope.part {
            // The direct path passes results on unchanged.
            members.iter_mut().for_each(|(source, _)| source.compression = None);
        }
        members.sort_by_key(|(source, _)| !source.server.trusted);
        members
    }
}

/// The prefixes of all servers in the settings, those that are switched off or cannot be used
/// included: a server keeps its names meanwhile.
pub(crate) fn claims(settings: &Settings, separator: &str) -> Claims {
    let unusable = settings.unusable.iter().map(|name| (name.as_str(), true));
    let servers = settings.servers.iter().map(|server| (server.name.as_str(), server.trusted));
    Claims::new(separator, servers.chain(unusable))
}

/// What a server offers that is switched off, by what it offered when it was last heard.
pub(crate) fn describe_resting(
    server: &Server,
    inventory: &Inventory,
    claims: &Arc<Claims>,
    kind: ListKind,
) -> Vec<Described> {
    let naming = Naming::new(claims, [(server.name.as_str(), server.name.as_str())]);
    let of = |item| described(server, kind, item, view::name_of(&naming, kind, 0, &item.key));
    inventory.list(kind).items.iter().map(of).collect()
}

/// One item; tools and prompts have a name of their own on the endpoint of all servers.
fn described(server: &Server, kind: ListKind, item: &Item, name: String) -> Described {
    let exposed = match kind {
        ListKind::Tools | ListKind::Prompts => name,
        ListKind::Resources | ListKind::Templates => item.key.clone(),
    };
    let rule = view::rule(&server.overrides, kind, item, [&exposed, &exposed]);
    Described {
        raw: item.raw.clone(),
        key: item.key.clone(),
        enabled: view::is_on(&server.overrides, kind, item, [&exposed, &exposed]),
        description: rule.and_then(|rule| view::description(kind, rule)).map(str::to_owned),
        exposed,
        notes: mended(kind, &item.raw).map(|mended| mended.notes).unwrap_or_default(),
    }
}

fn whole(server: &str) -> Member {
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
