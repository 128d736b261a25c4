//! The settings for single items: their exposed names, whether clients see them, and their
//! descriptions.

use crate::protocol::uri_template;
use crate::proxy::catalog::naming::Naming;
use crate::proxy::inventory::items::{Item, ListKind};
use crate::settings::model::group::Member;
use crate::settings::model::group::Selector;
use crate::settings::model::server::{Override, Overrides};

/// Returns the exposed name of a tool or prompt.
pub(crate) fn name_of(naming: &Naming, kind: ListKind, index: usize, original: &str) -> String {
    if kind == ListKind::Prompts {
        naming.exposed_prompt(index, original)
    } else {
        naming.exposed_tool(index, original)
    }
}

/// Returns whether the group takes an item of its member.
pub(super) fn is_selected(kind: ListKind, member: &Member, key: &str) -> bool {
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

/// Returns the user's override of an item. Its key may be the name in this view, the name on the
/// endpoint of all servers, or the item's own name.
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

/// Whether the settings enable an item: no override disables it, and the tool filter accepts it.
pub(crate) fn is_on(
    overrides: &Overrides,
    kind: ListKind,
    item: &Item,
    exposed: [&str; 2],
) -> bool {
    rule(overrides, kind, item, exposed).is_none_or(|rule| rule.enabled)
        && (kind != ListKind::Tools || overrides.filter.takes(&item.key, &exposed))
}

/// Returns the description of an override. An empty one applies to tools only; other items keep the
/// server's description. Source: MCPHub.
pub(crate) fn overridden_description(kind: ListKind, rule: &Override) -> Option<&str> {
    rule.description.as_deref().filter(|text| kind == ListKind::Tools || !text.is_empty())
}
