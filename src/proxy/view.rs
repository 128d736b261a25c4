//! What one scope shows: items under their exposed names with the user's overrides applied, and
//! the way back from each name to its server. The same projection serves lists and calls.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::Era;
use crate::protocol::uri_template;
use crate::proxy::built_in::BuiltIn;
use crate::proxy::catalog::{self, Catalog, Source};
use crate::proxy::extensions;
use crate::proxy::inventory::{CacheHint, Item, ListKind};
use crate::proxy::mend::mended;
use crate::proxy::naming::Naming;
use crate::proxy::param_headers::{Marked, marked};
use crate::proxy::projection::{project, project_text};
use crate::proxy::repeatable;
use crate::proxy::scope::{Part, Scope};
use crate::proxy::upstream::handshake::strictest;
use crate::settings::group::{Member, Selector};
use crate::settings::server::{Override, Overrides};

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    /// Index into [`View::sources`].
    pub(crate) source: usize,
    /// The name or URI there.
    pub(crate) original: String,
    /// The arguments that are repeated as headers.
    pub(crate) marked: Vec<Marked>,
    /// A tool whose server declares that a call may be repeated.
    pub(crate) repeatable: bool,
}

/// One list as clients get it: the items' bytes, joined by commas, made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rendered {
    /// All items.
    pub(crate) joined: Bytes,
    /// For each item its exposed key and where its bytes end.
    pub(crate) items: Vec<(String, usize)>,
    /// What clients are told of caching.
    pub(crate) hint: Option<CacheHint>,
    /// Tells whether two lists say the same.
    pub(crate) digest: u64,
}

/// A list that is being written.
#[derive(Default)]
struct Draft {
    text: Vec<u8>,
    /// The same for clients of the legacy era, from where it says something else.
    legacy: Option<Rewritten>,
}

/// Another text of a list's items, and where the bytes of each end.
#[derive(Default)]
struct Rewritten {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Draft {
    /// Adds an item, which stands in `list` from now on.
    fn push(&mut self, list: &mut Rendered, key: &str, modern: &[u8], legacy: Option<&[u8]>) {
        if legacy.is_some() && self.legacy.is_none() {
            let ends = list.items.iter().map(|(_, end)| *end).collect();
            self.legacy = Some(Rewritten { text: self.text.clone(), ends });
        }
        let add = |text: &mut Vec<u8>, item: &[u8]| {
            if !text.is_empty() {
                text.push(b',');
            }
            text.extend(item);
            text.len()
        };
        if let Some(rewritten) = &mut self.legacy {
            let end = add(&mut rewritten.text, legacy.unwrap_or(modern));
            rewritten.ends.push(end);
        }
        let end = add(&mut self.text, modern);
        list.items.push((key.to_owned(), end));
    }
}

/// What is said of caching where nobody said anything: nothing may be kept.
const UNSAID: CacheHint = CacheHint { ttl_ms: 0, public: false };

/// Between server and tool where a group shows its tools alone. Source: MCPJungle.
const TOOLS_ONLY: &str = "__";

/// What one scope shows.
#[derive(Debug)]
pub(crate) struct View {
    /// What the hub itself offers; it comes first.
    pub(crate) built_in: BuiltIn,
    /// The servers, in order.
    pub(crate) sources: Vec<Source>,
    lists: [Rendered; 4],
    /// The lists that say something else to clients of the legacy era.
    legacy_lists: [Option<Rendered>; 4],
    routes: [HashMap<String, Route>; 4],
    templates: Vec<Route>,
    /// URIs that the settings take out of this view, each with whether those of a trusted server do;
    /// a template does not bring them back, unless it is of a trusted server and they are not.
    hidden: HashSet<(String, bool)>,
    /// Whether some member shows chosen resources only.
    chosen: bool,
    /// By URI, whose tool names it as what is shown for it (MCP Apps).
    apps: HashMap<String, usize>,
    /// By their own names, tools of servers with such tools that no other server has.
    app_tools: HashMap<String, Route>,
    /// How names are put together; `None` where servers' own names stand.
    naming: Option<Naming>,
}

impl View {
    /// Projects the members of `scope` for clients with these declared capabilities.
    pub(crate) fn new(catalog: &Catalog, scope: &Scope, capabilities: &str) -> Self {
        let members = catalog.members(scope, capabilities);
        let (direct, tools_only) =
            (matches!(scope.part, Part::Direct(_)), matches!(scope.part, Part::Tools(_)));
        let claims = if tools_only {
            Arc::new(catalog::claims(&catalog.settings, TOOLS_ONLY))
        } else {
            Arc::clone(&catalog.claims)
        };
        let shown = members.iter().map(|(source, member)| {
            let (name, alias) = (source.server.name.as_str(), member.alias.as_deref());
            (name, alias.filter(|_| !tools_only).unwrap_or(name))
        });
        let naming = Naming::new(&claims, shown);
        let own = !direct && !tools_only;
        let built_in = if own { BuiltIn::of(&catalog.settings) } else { BuiltIn::default() };
        let mut view = Self {
            built_in,
            sources: members.iter().map(|(source, _)| source.clone()).collect(),
            lists: Default::default(),
            legacy_lists: Default::default(),
            routes: Default::default(),
            templates: Vec::new(),
            hidden: HashSet::new(),
            chosen: tools_only
                || members.iter().any(|(_, member)| member.resources != Selector::All),
            apps: HashMap::new(),
            app_tools: HashMap::new(),
            naming: (!direct).then(|| naming.clone()),
        };
        let kinds = ListKind::ALL.into_iter();
        for kind in kinds.filter(|kind| !tools_only || *kind == ListKind::Tools) {
            let mut draft = Draft::default();
            view.add_built_in(kind, &mut draft);
            let mut originals_wanted = view.single().is_some();
            for (index, (source, member)) in members.iter().enumerate() {
                // What the single server calls its own is not for those that come after it.
                if index > 0 && std::mem::take(&mut originals_wanted) {
                    view.accept_original_names(kind);
                }
                let names = ((!direct).then_some(&naming), &catalog.naming);
                view.add(kind, index, source, member, names, &mut draft);
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
                Rendered {
                    joined: Bytes::from(rewritten.text),
                    items: keys.zip(rewritten.ends).collect(),
                    ..list.clone()
                }
            });
        }
        view.name_app_tools();
        view
    }

    /// An app knows the tools of its server by their own names.
    fn name_app_tools(&mut self) {
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

    /// Whether some tool names what is to be shown for it.
    pub(crate) fn has_apps(&self) -> bool {
        !self.apps.is_empty()
    }

    /// Where a tool leads that an app calls by its server's own name for it.
    pub(crate) fn app_tool(&self, name: &str) -> Option<&Route> {
        self.app_tools.get(name)
    }

    /// The list of that kind, as clients of that era may read it.
    pub(crate) fn list_for(&self, kind: ListKind, era: Era) -> &Rendered {
        let legacy = self.legacy_lists[kind as usize].as_ref();
        legacy.filter(|_| era == Era::Legacy).unwrap_or_else(|| self.list(kind))
    }

    /// The list of that kind.
    pub(crate) fn list(&self, kind: ListKind) -> &Rendered {
        &self.lists[kind as usize]
    }

    /// Where a tool's, prompt's, resource's or template's exposed key leads.
    pub(crate) fn route(&self, kind: ListKind, key: &str) -> Option<&Route> {
        self.routes[kind as usize].get(key)
    }

    /// The exposed key of what a server itself calls `original`; `None` where it is not shown.
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

    /// Who reads `uri`: who offers it, else the single server, which may know more than it lists.
    pub(crate) fn reader(&self, uri: &str) -> Option<Route> {
        let hidden = |by: bool| self.hidden.contains(&(uri.to_owned(), by));
        let shows = |source: &&Source| !hidden(true) && (source.server.trusted || !hidden(false));
        let single = || self.single().filter(|_| !self.chosen).filter(shows).map(|_| 0);
        let source = self.offerer(uri).or_else(single)?;
        Some(Route { source, original: uri.to_owned(), marked: Vec::new(), repeatable: false })
    }

    /// Whose `uri` is, as an index into the servers: of one that lists it, else of the first with a
    /// template that fits. Trusted servers go before those of users who are no admins. A single server
    /// that lists nothing at all may offer everything.
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
        let may_offer_all = none && self.hidden.is_empty() && !self.chosen;
        let single = || self.single().filter(|_| may_offer_all).map(|_| 0);
        let listed = listed.map(|route| route.source);
        of_trusted().or(listed).or_else(of_app).or_else(of_user).or_else(single)
    }

    /// Whether the settings keep a URI back that no server lists.
    pub(crate) fn keeps_back(&self, uri: &str) -> bool {
        self.chosen || [true, false].iter().any(|by| self.hidden.contains(&(uri.to_owned(), *by)))
    }

    /// Whether a route leads to a trusted server.
    pub(crate) fn is_trusted(&self, route: &Route) -> bool {
        self.sources.get(route.source).is_some_and(|source| source.server.trusted)
    }

    /// The server whose a tool or prompt of this name would be, whether it offers one or not.
    pub(crate) fn owner(&self, name: &str) -> Option<&Source> {
        let index = self.naming.as_ref().and_then(|naming| naming.owner(name));
        index.and_then(|index| self.sources.get(index)).or_else(|| self.single())
    }

    /// The only server, or the only trusted one: servers of users change nothing for it.
    pub(crate) fn single(&self) -> Option<&Source> {
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
            list.hint = Some(UNSAID);
        }
    }

    fn add(
        &mut self,
        kind: ListKind,
        index: usize,
        source: &Source,
        member: &Member,
        (naming, canonical): (Option<&Naming>, &Naming),
        draft: &mut Draft,
    ) {
        let Some(inventory) = &source.inventory else { return };
        let listing = inventory.list(kind);
        let list = &mut self.lists[kind as usize];
        if inventory.facts.can(kind.capability()) {
            list.hint = strictest(list.hint, Some(listing.hint.unwrap_or(UNSAID)));
        }
        for item in &listing.items {
            if !selected(kind, member, &item.key) {
                self.hide(kind, item, source);
                continue;
            }
            let named = matches!(kind, ListKind::Tools | ListKind::Prompts);
            let exposed = match naming.filter(|_| named) {
                Some(naming) => {
                    let name = name_of(naming, kind, index, &item.key);
                    let is_taken = self.routes[kind as usize].contains_key(&name);
                    if is_taken { naming.digested(index, &item.key) } else { name }
                }
                None => item.key.clone(),
            };
            let everywhere = if named {
                name_of(canonical, kind, source.index, &item.key)
            } else {
                item.key.clone()
            };
            let rule = rule(&source.server.overrides, kind, item, [&exposed, &everywhere]);
            if !is_on(&source.server.overrides, kind, item, [&exposed, &everywhere]) {
                self.hide(kind, item, source);
                continue;
            }
            let marked = if kind == ListKind::Tools { marked(&item.raw) } else { Ok(Vec::new()) };
            let Ok(marked) = marked else {
                tracing::warn!("{exposed}: its `x-mcp-header` cannot be a header; it is left out");
                continue;
            };
            if kind == ListKind::Tools
                && let Some(uri) = extensions::shown_for(&item.raw)
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
            let described = rule.and_then(|rule| description(kind, rule));
            // On `/direct/{server}` there is nobody else to suffer.
            match naming.and_then(|_| mended(kind, &item.raw)) {
                None => draft.push(list, &exposed, &project(item, &exposed, described), None),
                Some(mended) => {
                    let text = |era| project_text(kind, mended.of(era), &exposed, described);
                    let legacy = (mended.modern != mended.legacy).then(|| text(Era::Legacy));
                    draft.push(list, &exposed, &text(Era::Modern), legacy.as_deref());
                }
            }
            let repeatable = kind == ListKind::Tools && repeatable::is_declared(&item.raw);
            let route = Route { source: index, original: item.key.clone(), marked, repeatable };
            if kind == ListKind::Templates {
                self.templates.push(route.clone());
            }
            routes.insert(exposed, route.clone());
            // Who knows the plain name may use it as well.
            if let Some(naming) = naming.filter(|_| named) {
                let plain = naming.plain(index, &item.key);
                if naming.owns(index, &plain) {
                    self.routes[kind as usize].entry(plain).or_insert(route);
                }
            }
        }
    }

    fn hide(&mut self, kind: ListKind, item: &Item, source: &Source) {
        if kind == ListKind::Resources {
            self.hidden.insert((item.key.clone(), source.server.trusted));
        }
    }

    /// With one upstream there is nothing to confuse: its own names are accepted too.
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

/// The exposed name of a tool or prompt.
pub(crate) fn name_of(naming: &Naming, kind: ListKind, index: usize, original: &str) -> String {
    if kind == ListKind::Prompts {
        naming.of_prompt(index, original)
    } else {
        naming.exposed(index, original)
    }
}

fn selected(kind: ListKind, member: &Member, key: &str) -> bool {
    match kind {
        ListKind::Tools => member.takes_tool(key),
        ListKind::Prompts => member.prompts.takes(key),
        ListKind::Resources => member.resources.takes(key),
        ListKind::Templates => match &member.resources {
            Selector::All => true,
            Selector::Only(uris) => {
                let prefix = uri_template::static_prefix(key);
                uris.iter().any(|uri| uri == key || uri.starts_with(prefix))
            }
        },
    }
}

/// The user's override of an item: by the name of this view, by the one on the endpoint of all
/// servers, or by its own.
pub(crate) fn rule<'a>(
    overrides: &'a Overrides,
    kind: ListKind,
    item: &Item,
    exposed: [&str; 2],
) -> Option<&'a Override> {
    let rules = match kind {
        ListKind::Tools => &overrides.tools,
        ListKind::Prompts => &overrides.prompts,
        ListKind::Resources | ListKind::Templates => &overrides.resources,
    };
    let [here, everywhere] = exposed;
    rules.get(here).or_else(|| rules.get(everywhere)).or_else(|| rules.get(&item.key))
}

/// Whether the settings show an item: no override switches it off, and the lists of tools take it.
pub(crate) fn is_on(
    overrides: &Overrides,
    kind: ListKind,
    item: &Item,
    exposed: [&str; 2],
) -> bool {
    rule(overrides, kind, item, exposed).is_none_or(|rule| rule.enabled)
        && (kind != ListKind::Tools || overrides.filter.takes(&item.key, &exposed))
}

/// The user's own description. An empty one is one for tools; elsewhere the server's stays. Source:
/// MCPHub.
pub(crate) fn description(kind: ListKind, rule: &Override) -> Option<&str> {
    rule.description.as_deref().filter(|text| kind == ListKind::Tools || !text.is_empty())
}
