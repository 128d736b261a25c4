//! The view of one scope: items under their exposed names with the user's overrides, and the route
//! from each name back to its server. Lists and calls use the same view.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::Era;
use crate::protocol::uri_template;
use crate::proxy::catalog::apps::ui_resource;
use crate::proxy::catalog::built_in::BuiltIn;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::naming::{Claims, Naming};
use crate::proxy::catalog::overrides::{is_on, is_selected, name_of, overridden_description, rule};
use crate::proxy::catalog::param_headers::{HeaderParam, header_params};
use crate::proxy::catalog::projection::{project, project_text};
use crate::proxy::catalog::rendered_list::{Draft, RenderedList};
use crate::proxy::catalog::scope::Part;
use crate::proxy::inventory::items::{CacheHint, Item, ListKind};
use crate::proxy::inventory::repair::mended;
use crate::proxy::repeatable::{self, ToolHints};
use crate::settings::Settings;
use crate::settings::model::group::{Member, Selector};

/// The target of an exposed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    /// Index of the server in [`View::sources`].
    pub(crate) source: usize,
    /// The server's own name or URI.
    pub(crate) original: String,
    /// The arguments to repeat in headers.
    pub(crate) header_params: Vec<HeaderParam>,
    /// What the server declares about the tool.
    pub(crate) hints: ToolHints,
}

/// Default cache hint: do not cache.
const NO_CACHE: CacheHint = CacheHint { ttl_ms: 0, public: false };

/// Separator of server and tool in the tools-only endpoint of a group. Source: MCPJungle.
const TOOLS_ONLY_SEPARATOR: &str = "__";

/// What a view is built from.
pub(crate) struct ViewContent<'a> {
    /// The servers with their group settings, as the clients of the view see them.
    pub(crate) members: Vec<(CatalogEntry, Member)>,
    pub(crate) part: &'a Part,
    pub(crate) settings: &'a Arc<Settings>,
    /// The prefixes of all servers in the settings.
    pub(crate) claims: &'a Arc<Claims>,
    /// The names on the endpoint of all servers.
    pub(crate) naming: &'a Naming,
}

/// The view of one scope.
#[derive(Debug)]
pub(crate) struct View {
    /// The hub's own items, which come first in each list.
    pub(crate) built_in: BuiltIn,
    /// The servers, in order.
    pub(crate) sources: Vec<CatalogEntry>,
    lists: [RenderedList; 4],
    /// The lists whose text differs for clients of the legacy era.
    legacy_lists: [Option<RenderedList>; 4],
    routes: [HashMap<String, Route>; 4],
    templates: Vec<Route>,
    /// URIs hidden by the settings, each with whether a trusted server hides it. Templates do not
    /// expose them again, except those of a trusted server if only untrusted servers hide the URI.
    hidden: HashSet<(String, bool)>,
    /// Whether a member exposes only selected resources.
    is_selective: bool,
    /// UI resources (MCP Apps), with the server whose tool names each.
    apps: HashMap<String, usize>,
    /// Tools of servers with MCP Apps, by the server's own name, if that name is unique.
    app_tools: HashMap<String, Route>,
    /// The naming of servers; `None` if items keep their own names.
    naming: Option<Arc<Naming>>,
}

impl View {
    /// Builds the view.
    pub(crate) fn new(content: ViewContent<'_>) -> Self {
        let members = content.members;
        let direct = matches!(content.part, Part::Direct(_));
        let tools_only = matches!(content.part, Part::Tools(_));
        let claims = if tools_only {
            Arc::new(Claims::of_settings(content.settings, TOOLS_ONLY_SEPARATOR))
        } else {
            Arc::clone(content.claims)
        };
        let shown = members.iter().map(|(source, member)| {
            let (name, alias) = (source.server.name.as_str(), member.alias.as_deref());
            (name, alias.filter(|_| !tools_only).unwrap_or(name))
        });
        let naming = Naming::new(&claims, shown);
        let has_built_ins = !direct && !tools_only;
        let built_in = if has_built_ins {
            BuiltIn::from_settings(content.settings)
        } else {
            BuiltIn::default()
        };
        let mut view = Self {
            built_in,
            sources: members.iter().map(|(source, _)| source.clone()).collect(),
            lists: Default::default(),
            legacy_lists: Default::default(),
            routes: Default::default(),
            templates: Vec::new(),
            hidden: HashSet::new(),
            is_selective: tools_only
                || members.iter().any(|(_, member)| member.resources != Selector::All),
            apps: HashMap::new(),
            app_tools: HashMap::new(),
            naming: (!direct).then(|| Arc::new(naming)),
        };
        let kinds = ListKind::ALL.into_iter();
        for kind in kinds.filter(|kind| !tools_only || *kind == ListKind::Tools) {
            let mut draft = Draft::default();
            view.add_built_in(kind, &mut draft);
            let mut originals_wanted = view.single().is_some();
            for (index, (source, member)) in members.iter().enumerate() {
                // Must precede the other servers: only the single server's own names are accepted.
                if index > 0 && std::mem::take(&mut originals_wanted) {
                    view.accept_original_names(kind);
                }
                view.add(kind, index, source, member, content.naming, &mut draft);
            }
            if originals_wanted {
                view.accept_original_names(kind);
            }
            let list = &mut view.lists[kind as usize];
            let mut hasher = DefaultHasher::new();
            draft.text.hash(&mut hasher);
            list.digest = hasher.finish();
            list.joined = Bytes::from(draft.text);
            view.legacy_lists[kind as usize] = draft.legacy.map(|rewritten| {
                let keys = list.items.iter().map(|(key, _)| key.clone());
                RenderedList {
                    joined: Bytes::from(rewritten.text),
                    items: keys.zip(rewritten.ends).collect(),
                    ..list.clone()
                }
            });
        }
        view.collect_app_tools();
        view
    }

    /// Returns whether the view contains that server.
    pub(crate) fn has_server(&self, name: &str) -> bool {
        self.sources.iter().any(|source| source.server.name == name)
    }

    /// Collects the tools that apps may call; an app uses its server's own tool names.
    fn collect_app_tools(&mut self) {
        if self.apps.is_empty() {
            return;
        }
        let mut by_name: HashMap<&str, Vec<&Route>> = HashMap::new();
        for route in self.routes[ListKind::Tools as usize].values() {
            let same = by_name.entry(&route.original).or_default();
            if same.iter().all(|known| known.source != route.source) {
                same.push(route);
            }
        }
        let with_apps: HashSet<usize> = self.apps.values().copied().collect();
        let only = |(name, routes): (&str, Vec<&Route>)| match routes.as_slice() {
            [only] if with_apps.contains(&only.source) => Some((name.to_owned(), (*only).clone())),
            _ => None,
        };
        self.app_tools = by_name.into_iter().filter_map(only).collect();
    }

    /// Whether a tool names a UI resource.
    pub(crate) fn has_apps(&self) -> bool {
        !self.apps.is_empty()
    }

    /// Returns the route of a tool that an app calls by its server's own name.
    pub(crate) fn app_tool(&self, name: &str) -> Option<&Route> {
        self.app_tools.get(name)
    }

    /// Returns the list of that kind for clients of that era.
    pub(crate) fn list_for(&self, kind: ListKind, era: Era) -> &RenderedList {
        let legacy = self.legacy_lists[kind as usize].as_ref();
        legacy.filter(|_| era == Era::Legacy).unwrap_or_else(|| self.list(kind))
    }

    /// Returns the list of that kind for clients of the modern era.
    pub(crate) fn list(&self, kind: ListKind) -> &RenderedList {
        &self.lists[kind as usize]
    }

    /// Returns the route of an exposed key.
    pub(crate) fn route(&self, kind: ListKind, key: &str) -> Option<&Route> {
        self.routes[kind as usize].get(key)
    }

    /// Returns the exposed key of a server's own `original`; `None` if it is not exposed.
    pub(crate) fn exposed(&self, kind: ListKind, server: &str, original: &str) -> Option<&str> {
        let leads_there = |key: &&str| {
            let route = self.route(kind, key);
            let source = |route: &Route| self.sources.get(route.source);
            route.is_some_and(|route| {
                route.original == original && source(route).is_some_and(|s| s.server.name == server)
            })
        };
        self.list(kind).items.iter().map(|(key, _)| key.as_str()).find(leads_there)
    }

    /// Returns the server that reads `uri`: the one that lists it, else the single server, which
    /// may have more resources than it lists.
    pub(crate) fn reader(&self, uri: &str) -> Option<Route> {
        let hidden = |by: bool| self.hidden.contains(&(uri.to_owned(), by));
        let shows =
            |source: &&CatalogEntry| !hidden(true) && (source.server.trusted || !hidden(false));
        let single = || self.single().filter(|_| !self.is_selective).filter(shows).map(|_| 0);
        let source = self.offerer(uri).or_else(single)?;
        Some(Route {
            source,
            original: uri.to_owned(),
            header_params: Vec::new(),
            hints: ToolHints::default(),
        })
    }

    /// Returns the index of the server that offers `uri`: one that lists it, else the first with a
    /// matching template. Trusted servers take precedence over untrusted ones. A single server
    /// without any listed resource may offer every URI.
    pub(crate) fn offerer(&self, uri: &str) -> Option<usize> {
        let listed = self.route(ListKind::Resources, uri);
        if let Some(route) = listed.filter(|route| self.is_trusted(route)) {
            return Some(route.source);
        }
        let is_hidden = |trusted: bool| self.hidden.contains(&(uri.to_owned(), trusted));
        let fitting = |trusted: bool| {
            let mut templates = self.templates.iter();
            let fits =
                |t: &&Route| self.is_trusted(t) == trusted && uri_template::fits(&t.original, uri);
            templates.find(fits).map(|template| template.source)
        };
        let of_trusted = || fitting(true).filter(|_| !is_hidden(true));
        let of_user = || fitting(false).filter(|_| !is_hidden(true) && !is_hidden(false));
        let is_shown = |trusted: bool| !is_hidden(true) && (trusted || !is_hidden(false));
        let of_app = || {
            let source = self.apps.get(uri).copied()?;
            is_shown(self.sources.get(source)?.server.trusted).then_some(source)
        };
        let none = [ListKind::Resources, ListKind::Templates]
            .iter()
            .all(|kind| self.routes[*kind as usize].is_empty());
        let may_offer_all = none && self.hidden.is_empty() && !self.is_selective;
        let single = || self.single().filter(|_| may_offer_all).map(|_| 0);
        let listed = listed.map(|route| route.source);
        of_trusted().or(listed).or_else(of_app).or_else(of_user).or_else(single)
    }

    /// Whether the settings exclude a URI that no server lists.
    pub(crate) fn excludes(&self, uri: &str) -> bool {
        self.is_selective
            || [true, false].iter().any(|by| self.hidden.contains(&(uri.to_owned(), *by)))
    }

    /// Whether a route leads to a trusted server.
    pub(crate) fn is_trusted(&self, route: &Route) -> bool {
        self.sources.get(route.source).is_some_and(|source| source.server.trusted)
    }

    /// Returns the server that a tool or prompt of this name would belong to, even if it does not
    /// list one.
    pub(crate) fn owner(&self, name: &str) -> Option<&CatalogEntry> {
        let index = self.naming.as_ref().and_then(|naming| naming.owner(name));
        index.and_then(|index| self.sources.get(index)).or_else(|| self.single())
    }

    /// Returns the only server, or the only trusted one: untrusted servers must not change the
    /// result.
    pub(crate) fn single(&self) -> Option<&CatalogEntry> {
        match self.sources.as_slice() {
            [only] => Some(only),
            [first, second, ..] if first.server.trusted && !second.server.trusted => Some(first),
            _ => None,
        }
    }

    fn add_built_in(&mut self, kind: ListKind, draft: &mut Draft) {
        let list = &mut self.lists[kind as usize];
        for (key, item) in self.built_in.items(kind) {
            draft.push(list, key, item.to_string().as_bytes(), None);
            list.hint = Some(NO_CACHE);
        }
    }

    fn add(
        &mut self,
        kind: ListKind,
        index: usize,
        source: &CatalogEntry,
        member: &Member,
        canonical: &Naming,
        draft: &mut Draft,
    ) {
        let Some(inventory) = &source.inventory else { return };
        let naming = self.naming.clone();
        let listing = inventory.list(kind);
        let list = &mut self.lists[kind as usize];
        if inventory.server_info.can(kind.capability()) {
            list.hint = CacheHint::strictest(list.hint, Some(listing.hint.unwrap_or(NO_CACHE)));
        }
        for item in &listing.items {
            if !is_selected(kind, member, &item.key) {
                self.hide(kind, item, source);
                continue;
            }
            let named = matches!(kind, ListKind::Tools | ListKind::Prompts);
            let exposed = match naming.as_ref().filter(|_| named) {
                Some(naming) => {
                    let name = name_of(naming, kind, index, &item.key);
                    let is_taken = self.routes[kind as usize].contains_key(&name);
                    if is_taken { naming.with_digest(index, &item.key) } else { name }
                }
                None => item.key.clone(),
            };
            let canonical_name = || name_of(canonical, kind, source.index, &item.key);
            let everywhere = if named { canonical_name() } else { item.key.clone() };
            let rule = rule(&source.server.overrides, kind, item, [&exposed, &everywhere]);
            if !is_on(&source.server.overrides, kind, item, [&exposed, &everywhere]) {
                self.hide(kind, item, source);
                continue;
            }
            let header_params =
                if kind == ListKind::Tools { header_params(&item.raw) } else { Ok(Vec::new()) };
            let Ok(header_params) = header_params else {
                tracing::warn!("{exposed}: its `x-mcp-header` is invalid; the tool is not listed");
                continue;
            };
            if kind == ListKind::Tools
                && let Some(uri) = ui_resource(&item.raw)
                && member.resources.takes(&uri)
            {
                self.apps.entry(uri).or_insert(index);
            }
            let list = &mut self.lists[kind as usize];
            let routes = &mut self.routes[kind as usize];
            if routes.contains_key(&exposed) || self.built_in.has(kind, &exposed) {
                tracing::debug!("{exposed} of {} is hidden by an earlier one", source.server.name);
                continue;
            }
            let description = rule.and_then(|rule| overridden_description(kind, rule));
            // Not on `/direct/{server}`, where an invalid item hides no items of other servers.
            match naming.as_ref().and_then(|_| mended(kind, &item.raw)) {
                None => draft.push(list, &exposed, &project(item, &exposed, description), None),
                Some(mended) => {
                    let text = |era| project_text(kind, mended.of(era), &exposed, description);
                    let legacy = (mended.modern != mended.legacy).then(|| text(Era::Legacy));
                    draft.push(list, &exposed, &text(Era::Modern), legacy.as_deref());
                }
            }
            let of_tool = kind == ListKind::Tools;
            let hints = if of_tool { repeatable::hints(&item.raw) } else { ToolHints::default() };
            let route = Route { source: index, original: item.key.clone(), header_params, hints };
            if kind == ListKind::Templates {
                self.templates.push(route.clone());
            }
            routes.insert(exposed, route.clone());
            // The plain name is accepted too.
            if let Some(naming) = naming.as_ref().filter(|_| named) {
                let plain = naming.plain(index, &item.key);
                if naming.owns(index, &plain) {
                    self.routes[kind as usize].entry(plain).or_insert(route);
                }
            }
        }
    }

    fn hide(&mut self, kind: ListKind, item: &Item, source: &CatalogEntry) {
        if kind == ListKind::Resources {
            self.hidden.insert((item.key.clone(), source.server.trusted));
        }
    }

    /// Accepts the single server's own names, which are unambiguous.
    fn accept_original_names(&mut self, kind: ListKind) {
        if !matches!(kind, ListKind::Tools | ListKind::Prompts) {
            return;
        }
        let routes = &mut self.routes[kind as usize];
        let originals: Vec<Route> = routes.values().cloned().collect();
        for route in originals {
            routes.entry(route.original.clone()).or_insert(route);
        }
    }
}
