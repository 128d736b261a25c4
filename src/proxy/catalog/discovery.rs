//! Builds the results of `initialize` and `server/discover`.

use crate::protocol::error::{self, RpcError};
use crate::protocol::{Era, era, json, meta};
use crate::proxy::catalog::absent;
use crate::proxy::catalog::extensions;
use crate::proxy::catalog::scope::Part;
use crate::proxy::catalog::snapshot::Snapshot;
use crate::proxy::catalog::view::View;
use crate::proxy::exchange::exchange::Exchange;
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::exchange::tasks;
use crate::proxy::hub::Hub;
use crate::proxy::inventory::items::ServerInfo;
use crate::proxy::upstream::connection::outgoing::hub_client_info;

/// Capabilities of the hub itself, independent of its servers.
const HUB: &str = r#""tools":{"listChanged":true},"prompts":{"listChanged":true},"resources":{"listChanged":true,"subscribe":true},"completions":{},"logging":{}"#;
/// The same for endpoints that list tools only.
const HUB_TOOLS_ONLY: &str = r#""tools":{"listChanged":true},"logging":{}"#;
/// The keys of [`HUB`].
const HUB_KEYS: [&str; 5] = ["tools", "prompts", "resources", "completions", "logging"];

/// Returns the response to `server/discover`.
pub(crate) async fn discover(
    hub: &Hub,
    exchange: &Exchange,
    snapshot: Snapshot,
    id: &str,
) -> Result<RpcResponse, RpcError> {
    let server_info = server_info(hub, exchange, snapshot).await?;
    let versions: Vec<String> =
        [era::MODERN].iter().chain(&era::LEGACY).map(|v| json::quote(v)).collect();
    let instructions =
        server_info.instructions.map(|i| format!(r#","instructions":{i}"#)).unwrap_or_default();
    let result = format!(
        r#"{{"resultType":"complete","supportedVersions":[{}],"capabilities":{},"ttlMs":0,"cacheScope":"private"{instructions},"_meta":{{"{}":{}}}}}"#,
        versions.join(","),
        server_info.capabilities,
        meta::SERVER_INFO,
        server_info.implementation.unwrap_or_else(hub_client_info),
    );
    Ok(RpcResponse::new(error::success(id, &result)))
}

/// Returns the result of `initialize`, raw JSON.
pub(crate) async fn initialize(hub: &Hub, exchange: &Exchange) -> Result<String, RpcError> {
    let snapshot = hub.snapshot(&exchange.caller)?;
    let server_info = server_info(hub, exchange, snapshot).await?;
    let instructions =
        server_info.instructions.map(|i| format!(r#","instructions":{i}"#)).unwrap_or_default();
    Ok(format!(
        r#"{{"protocolVersion":{},"capabilities":{},"serverInfo":{}{instructions}}}"#,
        json::quote(&exchange.caller.version),
        server_info.capabilities,
        server_info.implementation.unwrap_or_else(hub_client_info),
    ))
}

/// Returns the `ServerInfo` of the hub, with the additional capabilities and the instructions of the only
/// server. For `/direct/{server}`, returns that of this server, and fails if it is not
/// connected.
async fn server_info(
    hub: &Hub,
    exchange: &Exchange,
    snapshot: Snapshot,
) -> Result<ServerInfo, RpcError> {
    let Snapshot { scope, view, .. } = snapshot;
    let (era, version) = (exchange.caller.era, exchange.caller.version.clone());
    if matches!(scope.part, Part::Direct(_))
        && let Some(source) = view.single()
    {
        let server_info = source
            .upstream
            .wait_server_info()
            .await
            .map_err(|e| e.to_rpc_error(&source.server.name, false))?;
        return Ok(ServerInfo { era, version, ..server_info });
    }
    // The only server may still be starting; its capabilities and instructions are needed here.
    let view = if view.single().is_some_and(|source| source.inventory.is_none()) {
        hub.wait_startup().await;
        hub.snapshot(&exchange.caller)?.view
    } else {
        view
    };
    let single = view.single().and_then(|source| source.inventory.as_ref());
    let more = match single {
        Some(inventory) => additional_capabilities(&inventory.server_info.capabilities),
        None => capabilities_of_several(&view, era),
    };
    let hub_capabilities = if matches!(scope.part, Part::Tools(_)) { HUB_TOOLS_ONLY } else { HUB };
    let own = single.and_then(|inventory| inventory.server_info.instructions.clone());
    let instructions = match absent::summary(&view, !hub.startup_left().is_zero()) {
        None => own,
        Some(summary) => {
            let own = own.and_then(|raw| serde_json::from_str::<String>(&raw).ok());
            let all = own.map_or(summary.clone(), |own| format!("{own}\n\n{summary}"));
            Some(json::quote(&all))
        }
    };
    Ok(ServerInfo {
        era,
        version,
        capabilities: format!("{{{hub_capabilities}{more}}}"),
        implementation: None,
        instructions,
    })
}

/// Returns the members of a server's capabilities that the hub lacks, raw, each after a comma.
fn additional_capabilities(capabilities: &str) -> String {
    let members = json::members(capabilities, &(0..capabilities.len()));
    let own = |m: &json::Member| HUB_KEYS.iter().any(|n| json::is_key(capabilities, &m.key, n));
    let foreign = members.iter().filter(|member| !own(member));
    foreign.flat_map(|m| [",", &capabilities[m.key.start..m.value.end]]).collect()
}

/// Returns the extensions and task support of several servers. The hub routes each task to the
/// server that created it. Tasks differ between the eras, so only servers of the caller's era
/// count.
fn capabilities_of_several(view: &View, era: Era) -> String {
    let inventories = view.sources.iter().filter_map(|source| source.inventory.as_ref());
    let server_info: Vec<&ServerInfo> =
        inventories.map(|inventory| &inventory.server_info).collect();
    let mut extensions = extensions::merge_extensions(&server_info);
    if view.has_apps()
        && !server_info.iter().any(|server_info| server_info.says_extension(extensions::APPS))
    {
        // Only clients must declare MCP Apps; a server with apps need not.
        extensions.push(format!(r#""{}":{{}}"#, extensions::APPS));
    }
    let mut tasks = server_info.iter().filter(|server_info| server_info.era == era);
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
    fn capabilities_of_the_hub_are_not_repeated() {
        let said = r#"{ "tasks": {"list":{}}, "to\u006fls":{},"logging":{}, "x-own" : [1.50],"experimental":{}}"#;
        assert_eq!(
            additional_capabilities(said),
            r#","tasks": {"list":{}},"x-own" : [1.50],"experimental":{}"#
        );
        assert_eq!(additional_capabilities("{}"), "");
    }
}
