//! Protocol extensions on endpoints of several servers: the capabilities to announce, and the
//! server for each extension request. Sources: SEP-2640 (skills), ext-apps (MCP Apps).

use crate::protocol::Era;
use crate::protocol::error;
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::view::View;
use crate::proxy::exchange::exchange::Exchange;
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::exchange::tasks;
use crate::proxy::inventory::items::ServerInfo;
use crate::proxy::limits;
use crate::proxy::upstream::connection::outgoing::hub_request;
use crate::proxy::upstream::{CallOptions, State};

/// The MCP Apps extension.
pub(crate) const APPS: &str = "io.modelcontextprotocol/ui";
/// The skills extension.
pub(crate) const SKILLS: &str = "io.modelcontextprotocol/skills";
/// The list method of the skills extension.
pub(crate) const SKILLS_LIST: &str = "skills/list";
/// Maximum number of skills read from one server.
const SKILLS_MAX: usize = 10_000;
/// Maximum number of pages read from one server.
const PAGES_MAX: usize = 100;

/// Returns the members of `capabilities.extensions` of several servers, raw; the first server wins
/// a conflict. Tasks are excluded because they are routed separately.
pub(crate) fn merge_extensions(all: &[&ServerInfo]) -> Vec<String> {
    let mut names: Vec<String> = vec![tasks::EXTENSION.to_owned()];
    let mut out = Vec::new();
    for server_info in all {
        let text = &server_info.capabilities;
        let Some(span) = json::get(text, &(0..text.len()), "extensions") else { continue };
        for member in json::members(text, &span) {
            let Some(name) = json::string(text, &member.key) else { continue };
            if !names.iter().any(|known| *known == name) {
                names.push(name.into_owned());
                out.push(text[member.key.start..member.value.end].to_owned());
            }
        }
    }
    out
}

/// Returns the connected servers whose `ServerInfo` satisfies `has`.
fn connected_with(view: &View, has: impl Fn(&ServerInfo) -> bool) -> Vec<&CatalogEntry> {
    let ready = |source: &&CatalogEntry| source.upstream.state() == State::Ready;
    let matches =
        |source: &&CatalogEntry| source.inventory.as_ref().is_some_and(|i| has(&i.server_info));
    view.sources.iter().filter(ready).filter(matches).collect()
}

/// Returns the servers of a view that may have a URI that is in no list: those with skills, because
/// skill files need not be listed.
pub(crate) fn with_skills(view: &View) -> Vec<CatalogEntry> {
    connected_with(view, |server_info| server_info.says_extension(SKILLS))
        .into_iter()
        .cloned()
        .collect()
}

/// Returns the only server with any extension, for a request that names no item.
pub(crate) fn only_extended(view: &View) -> Option<usize> {
    let has = |server_info: &ServerInfo| !merge_extensions(&[server_info]).is_empty();
    let mut all = connected_with(view, has).into_iter();
    let only = all.next().filter(|_| all.next().is_none())?;
    view.sources.iter().position(|source| source.server.name == only.server.name)
}

/// Returns the response to `skills/list`: the skills of all servers, unchanged. Servers that fail
/// are skipped.
pub(crate) async fn skills(view: &View, exchange: &Exchange, request: &Request) -> RpcResponse {
    let servers = connected_with(view, |server_info| server_info.says_extension(SKILLS));
    let lists = servers.into_iter().map(|source| skills_of(source, exchange, request));
    let lists = futures_util::future::join_all(lists).await;
    let is_shown = |skill: &String| {
        let uri =
            json::get(skill, &(0..skill.len()), "uri").and_then(|span| json::string(skill, &span));
        uri.is_some_and(|uri| !view.excludes(&uri) || view.reader(&uri).is_some())
    };
    let skills: Vec<String> = lists.into_iter().flatten().filter(is_shown).collect();
    let cached = match exchange.caller.era {
        Era::Modern => r#","resultType":"complete","ttlMs":0,"cacheScope":"private""#,
        Era::Legacy => "",
    };
    let result = format!(r#"{{"skills":[{}]{cached}}}"#, skills.join(","));
    let id = request.message.id().unwrap_or("null");
    RpcResponse::new(error::success(id, &result))
}

/// Returns the skills of one server, raw.
async fn skills_of(source: &CatalogEntry, exchange: &Exchange, request: &Request) -> Vec<String> {
    let mut skills = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..PAGES_MAX {
        let Some(page) = page_of(source, exchange, request, cursor.as_deref()).await else { break };
        let Some(result) = page.result() else { break };
        let whole = 0..result.len();
        let listed = json::get(result, &whole, "skills")
            .map(|span| json::elements(result, &span))
            .unwrap_or_default();
        skills.extend(listed.into_iter().map(|span| result[span].to_owned()));
        let next = json::get(result, &whole, "nextCursor")
            .and_then(|span| json::string(result, &span))
            .map(std::borrow::Cow::into_owned);
        if next.is_none() || next == cursor || skills.len() >= SKILLS_MAX {
            break;
        }
        cursor = next;
    }
    skills
}

async fn page_of(
    source: &CatalogEntry,
    exchange: &Exchange,
    request: &Request,
    cursor: Option<&str>,
) -> Option<Message> {
    let meta = request.raw("_meta").map(|raw| format!(r#""_meta":{raw}"#));
    let cursor = cursor.map(|cursor| format!(r#""cursor":{}"#, json::quote(cursor)));
    let params: Vec<String> = meta.into_iter().chain(cursor).collect();
    let text = format!(
        r#"{{"jsonrpc":"2.0","id":0,"method":"{SKILLS_LIST}","params":{{{}}}}}"#,
        params.join(",")
    );
    let outgoing = hub_request(text).ok()?;
    let plan = CallOptions { repeatable: true, ..CallOptions::default() };
    let call = source.upstream.call(exchange, &outgoing, &plan, None, source.server.timeouts);
    match tokio::time::timeout(limits::LIST, call).await {
        Ok(Ok((answer, _))) => Some(answer),
        Ok(Err(e)) => {
            tracing::debug!(server = source.server.name, "{SKILLS_LIST}: {}", e.kind());
            None
        }
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server_info(capabilities: &str) -> ServerInfo {
        ServerInfo {
            era: Era::Modern,
            version: "2026-07-28".into(),
            capabilities: capabilities.into(),
            implementation: None,
            instructions: None,
        }
    }

    #[test]
    fn extensions_of_several_servers_are_announced_once_and_unchanged() {
        let (a, b, c) = (
            server_info(r#"{"extensions":{"x/a":{"n": 1.0},"io.modelcontextprotocol/tasks":{}}}"#),
            server_info(r#"{"tools":{}}"#),
            server_info(r#"{"extensions":{"x/a":{},"x/b":{"y":[]}}}"#),
        );
        assert_eq!(merge_extensions(&[&a, &b, &c]), [r#""x/a":{"n": 1.0}"#, r#""x/b":{"y":[]}"#]);
    }
}
