//! Builds the results of `initialize` and `server/discover`.

use crate::protocol::error::{self, RpcError};
use crate::protocol::{Era, era, json, meta};
use crate::proxy::absent;
use crate::proxy::answer::Answer;
use crate::proxy::exchange::Exchange;
use crate::proxy::extensions;
use crate::proxy::hub::Hub;
use crate::proxy::inventory::Facts;
use crate::proxy::scope::Part;
use crate::proxy::tasks;
use crate::proxy::upstream::link::own_info;
use crate::proxy::view::View;

/// Capabilities of the hub itself, independent of its servers.
const OWN: &str = r#""tools":{"listChanged":true},"prompts":{"listChanged":true},"resources":{"listChanged":true,"subscribe":true},"completions":{},"logging":{}"#;
/// The same for endpoints that list tools only.
const OWN_TOOLS: &str = r#""tools":{"listChanged":true},"logging":{}"#;
/// The keys of [`OWN`].
const OWN_NAMES: [&str; 5] = ["tools", "prompts", "resources", "completions", "logging"];

/// Returns the response to `server/discover`.
pub(crate) async fn discover(hub: &Hub, exchange: &Exchange, id: &str) -> Result<Answer, RpcError> {
    let about = about(hub, exchange).await?;
    let versions: Vec<String> =
        [era::MODERN].iter().chain(&era::LEGACY).map(|v| json::quote(v)).collect();
    let instructions =
        about.instructions.map(|i| format!(r#","instructions":{i}"#)).unwrap_or_default();
    let result = format!(
        r#"{{"resultType":"complete","supportedVersions":[{}],"capabilities":{},"ttlMs":0,"cacheScope":"private"{instructions},"_meta":{{"{}":{}}}}}"#,
        versions.join(","),
        about.capabilities,
        meta::SERVER_INFO,
        about.server_info.unwrap_or_else(own_info),
    );
    Ok(Answer::whole(error::success(id, &result)))
}

/// Returns the result of `initialize`, raw JSON.
pub(crate) async fn initialize(hub: &Hub, exchange: &Exchange) -> Result<String, RpcError> {
    let about = about(hub, exchange).await?;
    let instructions =
        about.instructions.map(|i| format!(r#","instructions":{i}"#)).unwrap_or_default();
    Ok(format!(
        r#"{{"protocolVersion":{},"capabilities":{},"serverInfo":{}{instructions}}}"#,
        json::quote(&exchange.caller.version),
        about.capabilities,
        about.server_info.unwrap_or_else(own_info),
    ))
}

/// Returns the facts of the hub, with the additional capabilities and the instructions of the only
/// server. For `/direct/{server}`, returns the facts of that server, and fails if it is not connected.
async fn about(hub: &Hub, exchange: &Exchange) -> Result<Facts, RpcError> {
    let (scope, view) = hub.view(&exchange.caller)?;
    let (era, version) = (exchange.caller.era, exchange.caller.version.clone());
    if matches!(scope.part, Part::Direct(_))
        && let Some(source) = view.single()
    {
        let link = source.upstream.ready().await.map_err(|e| e.told(&source.server.name, false))?;
        return Ok(Facts { era, version, ..link.facts.clone() });
    }
    // The only server may still be starting; its capabilities and instructions are needed here.
    let view = if view.single().is_some_and(|source| source.inventory.is_none()) {
        hub.settle_at_start().await;
        hub.view(&exchange.caller)?.1
    } else {
        view
    };
    let single = view.single().and_then(|source| source.inventory.as_ref());
    let more = match single {
        Some(inventory) => others(&inventory.facts.capabilities),
        None => of_several(&view, era),
    };
    let own = if matches!(scope.part, Part::Tools(_)) { OWN_TOOLS } else { OWN };
    let said = single.and_then(|inventory| inventory.facts.instructions.clone());
    let instructions = match absent::summary(&view, !hub.startup_left().is_zero()) {
        None => said,
        Some(summary) => {
            let said = said.and_then(|raw| serde_json::from_str::<String>(&raw).ok());
            let all = said.map_or(summary.clone(), |said| format!("{said}\n\n{summary}"));
            Some(json::quote(&all))
        }
    };
    Ok(Facts {
        era,
        version,
        capabilities: format!("{{{own}{more}}}"),
        server_info: None,
        instructions,
    })
}

/// Returns the members of a server's capabilities that the hub lacks, raw, each after a comma.
fn others(capabilities: &str) -> String {
    let members = json::members(capabilities, &(0..capabilities.len()));
    let own = |m: &json::Member| OWN_NAMES.iter().any(|n| json::is_key(capabilities, &m.key, n));
    let foreign = members.iter().filter(|member| !own(member));
    foreign.flat_map(|m| [",", &capabilities[m.key.start..m.value.end]]).collect()
}

/// Returns the extensions and task support of several servers. The hub routes each task to the
/// server that created it. Tasks differ between the eras, so only servers of the caller's era
/// count.
fn of_several(view: &View, era: Era) -> String {
    let inventories = view.sources.iter().filter_map(|source| source.inventory.as_ref());
    let facts: Vec<&Facts> = inventories.map(|inventory| &inventory.facts).collect();
    let mut extensions = extensions::merged(&facts);
    if view.has_apps() && !facts.iter().any(|facts| facts.says_extension(extensions::APPS)) {
        // Only clients must declare MCP Apps; a server with apps need not.
        extensions.push(format!(r#""{}":{{}}"#, extensions::APPS));
    }
    let mut tasks = facts.iter().filter(|facts| facts.era == era);
    let mut more = String::new();
    match era {
        Era::Modern if tasks.any(|f| f.says_extension(tasks::EXTENSION)) => {
            extensions.push(format!(r#""{}":{{}}"#, tasks::EXTENSION));
        }
        Era::Legacy if tasks.any(|f| f.can("tasks")) => {
            more.push_str(r#","tasks":{"cancel":{},"requests":{"tools":{"call":{}}}}"#);
        }
        _ => {}
    }
    if !extensions.is_empty() {
        more = format!(r#"{more},"extensions":{{{}}}"#, extensions.join(","));
    }
    more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_hub_does_itself_is_not_said_twice() {
        let said = r#"{ "tasks": {"list":{}}, "to\u006fls":{},"logging":{}, "x-own" : [1.50],"experimental":{}}"#;
        assert_eq!(others(said), r#","tasks": {"list":{}},"x-own" : [1.50],"experimental":{}"#);
        assert_eq!(others("{}"), "");
    }
}
