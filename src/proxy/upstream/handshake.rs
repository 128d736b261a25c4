//! How a connection begins: the wire is opened, the era found by asking, the lists read.
//! Source: MCP 2026-07-28 basic/versioning (probe, then fall back), 2025-11-25 basic/lifecycle.

use std::sync::Arc;

use crate::protocol::era::{self, Era};
use crate::protocol::error;
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::meta;
use crate::proxy::exchange::Caller;
use crate::proxy::hops;
use crate::proxy::inventory::{CacheHint, Facts, Inventory, ListKind, Listing, read_page};
use crate::proxy::limits;
use crate::proxy::upstream::attempt::{Attempt, Phase};
use crate::proxy::upstream::child::{Child, Surroundings};
use crate::proxy::upstream::http::HttpWire;
use crate::proxy::upstream::link::{CallError, Link, Listener, Wire, own_info};
use crate::proxy::upstream::openapi::wire;
use crate::proxy::upstream::{sse, stdio};
use crate::settings::server::{Remote, Server, Transport, TransportKind};
use crate::settings::system::System;

/// What a legacy server is told of its client, once and for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// A raw JSON object.
    pub(crate) capabilities: String,
    /// A raw JSON object.
    pub(crate) client_info: String,
    /// One client's session has the connection for itself.
    pub(crate) is_own: bool,
    /// The hubs that its requests come through.
    pub(crate) hops: String,
}

impl Told {
    /// The hub speaks, for clients that declared these `capabilities`, raw members.
    pub(crate) fn of_hub(capabilities: &str) -> Self {
        let capabilities = format!("{{{capabilities}}}");
        Self { capabilities, client_info: own_info(), is_own: false, hops: String::new() }
    }

    /// One client speaks, all by itself.
    pub(crate) fn of_client(caller: &Caller) -> Self {
        let info = caller.client_info.clone().filter(|info| info.starts_with('{'));
        Self {
            capabilities: caller.capabilities.raw().to_owned(),
            client_info: info.unwrap_or_else(own_info),
            is_own: true,
            hops: String::new(),
        }
    }
}

/// How a server is addressed whose era is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greeting {
    /// `server/discover`, else `initialize`.
    ModernFirst,
    /// `initialize`, else `server/discover`: it was a legacy server when it was last heard.
    LegacyFirst,
    /// `initialize` alone.
    Legacy,
}

impl Greeting {
    /// For a server that spoke like this when it was last heard.
    pub(crate) fn of(era: Option<Era>) -> Self {
        if era == Some(Era::Legacy) { Self::LegacyFirst } else { Self::ModernFirst }
    }

    /// For a server that died of this one.
    pub(crate) fn other(self) -> Self {
        if self == Self::ModernFirst { Self::LegacyFirst } else { Self::ModernFirst }
    }
}

/// Opens a connection to a server whose strings are expanded and finds out how it speaks. A legacy
/// server learns of its client what it is `told`.
pub(crate) async fn connect(
    server: &Server,
    system: &System,
    around: &Surroundings,
    listener: Arc<dyn Listener>,
    attempt: &Arc<Attempt>,
    (greeting, told): (Greeting, Told),
) -> Result<Link, CallError> {
    attempt.enters(Phase::Connecting);
    let told = Told { hops: around.hops.said(), ..told };
    match &server.transport {
        Transport::Stdio(stdio) => {
            let child = Child::start(&server.name, stdio, system, around, attempt).await;
            let child = child.map_err(CallError::Gone)?;
            let pipes = stdio::open(child, listener, Arc::clone(attempt));
            begin(Wire::Duplex(Box::new(pipes)), greeting, told).await
        }
        Transport::Remote(remote) if remote.kind == TransportKind::Sse => {
            begin_sse(remote, around, listener, told).await
        }
        Transport::Remote(remote) => {
            let wire = HttpWire::new(remote, around, Arc::clone(&listener))
                .map_err(CallError::Nonsense)?;
            match begin(Wire::Http(Box::new(wire)), greeting, told.clone()).await {
                Err(CallError::Refused { status, text, .. }) if remote.untyped && is_no(status) => {
                    begin_sse(remote, around, listener, told).await.map_err(|e| {
                        CallError::Nonsense(format!(
                            "neither streamable HTTP ({text}) nor SSE ({e})"
                        ))
                    })
                }
                begun => begun,
            }
        }
        Transport::OpenApi(openapi) => Box::pin(wire::connect(openapi, around, told)).await,
    }
}

/// Whether a server that answers `initialize` like this may be one of HTTP with SSE.
/// Source: MCP 2025-11-25 basic/transports, backwards compatibility.
fn is_no(status: u16) -> bool {
    matches!(status, 400..500) && !matches!(status, 401 | 403 | 429)
}

/// The transport is older than the modern era: there is nothing to probe.
async fn begin_sse(
    remote: &Remote,
    around: &Surroundings,
    listener: Arc<dyn Listener>,
    told: Told,
) -> Result<Link, CallError> {
    let stream = sse::open(remote, around, listener).await?;
    begin(Wire::Duplex(Box::new(stream)), Greeting::Legacy, told).await
}

async fn begin(wire: Wire, greeting: Greeting, told: Told) -> Result<Link, CallError> {
    match greet(&wire, greeting, &told).await {
        Ok(facts) => {
            if let Wire::Http(http) = &wire {
                listen(http, &facts, &told).await;
            }
            Ok(Link::new(wire, facts, told))
        }
        Err(e) => {
            wire.close().await;
            Err(e)
        }
    }
}

/// Opens the stream for what nobody asked for, where there may be such. A server that may ask its
/// client often does so there, in the middle of a call: it must be open before.
async fn listen(http: &HttpWire, facts: &Facts, told: &Told) {
    let legacy = facts.era == Era::Legacy;
    let asks = legacy && told.capabilities != "{}";
    let logs = legacy && facts.can("logging");
    if !(asks || logs || changes(facts)) {
        return;
    }
    let opened = http.listen(facts.era, &facts.version);
    if asks {
        let _ = tokio::time::timeout(limits::STANDING_OPENS, opened).await;
    }
}

/// Whether the server may say that something has changed.
pub(crate) fn changes(facts: &Facts) -> bool {
    let updates = facts.era == Era::Legacy && facts.says("resources", "subscribe");
    updates || ["tools", "prompts", "resources"].iter().any(|list| facts.says(list, "listChanged"))
}

/// Finds out how the server speaks.
pub(crate) async fn greet(
    wire: &Wire,
    greeting: Greeting,
    told: &Told,
) -> Result<Facts, CallError> {
    match greeting {
        Greeting::Legacy => initialize(wire, told).await,
        Greeting::ModernFirst => match discover(wire, told).await? {
            Some(facts) => Ok(facts),
            None => initialize(wire, told).await,
        },
        Greeting::LegacyFirst => match initialize(wire, told).await {
            Err(
                e @ (CallError::Refused { .. }
                | CallError::Nonsense(_)
                | CallError::BadAnswer(_)
                | CallError::SessionLost),
            ) => discover(wire, told).await?.ok_or(e),
            other => other,
        },
    }
}

/// The probe for the modern era; `None` where it is not spoken. A server that refuses the revision and
/// names it among those that it supports is asked once more.
async fn discover(wire: &Wire, told: &Told) -> Result<Option<Facts>, CallError> {
    let limit = limits::PROBE;
    let params = format!("{{{}}}", through(told));
    for _ in 0..2 {
        let asked = wire.ask(Era::Modern, era::MODERN, "server/discover", &params, limit).await;
        match asked {
            Ok(message) if message.error().is_some_and(supports_modern) => {}
            Ok(message) => return Ok(message.result().and_then(discovered)),
            Err(
                CallError::Timeout(_)
                | CallError::Refused { .. }
                | CallError::Nonsense(_)
                | CallError::BadAnswer(_)
                | CallError::SessionLost,
            ) => return Ok(None),
            Err(e) => return Err(e),
        }
    }
    Ok(None)
}

/// Whether an error says that the modern revision is supported after all.
fn supports_modern(raw: &str) -> bool {
    let whole = 0..raw.len();
    let code = json::get(raw, &whole, "code").and_then(|span| raw[span].parse().ok());
    let data = json::get(raw, &whole, "data");
    let supported = data.and_then(|data| json::get(raw, &data, "supported"));
    code == Some(error::UNSUPPORTED_VERSION) && supported.is_some_and(|s| names_modern(raw, &s))
}

/// Whether the modern revision is among these.
fn names_modern(text: &str, versions: &json::Span) -> bool {
    let is_modern = |span| json::string(text, &span).as_deref() == Some(era::MODERN);
    json::elements(text, versions).into_iter().any(is_modern)
}

/// The legacy handshake.
pub(crate) async fn initialize(wire: &Wire, told: &Told) -> Result<Facts, CallError> {
    let params = format!(
        r#"{{"protocolVersion":"{}","capabilities":{},"clientInfo":{},{}}}"#,
        era::LEGACY[0],
        told.capabilities,
        told.client_info,
        through(told),
    );
    let answer =
        wire.ask(Era::Legacy, era::LEGACY[0], "initialize", &params, limits::INITIALIZE).await?;
    let Some(result) = answer.result() else {
        let why = answer.error().unwrap_or_default();
        if let Some(why) = hops::refused(why) {
            return Err(CallError::Loop(why));
        }
        return Err(CallError::Nonsense(format!("it refuses to initialize: {why}")));
    };
    let facts = initialized(result)?;
    let ready = br#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    wire.notify(bytes::Bytes::from_static(ready), Era::Legacy, &facts.version).await?;
    Ok(facts)
}

/// The member of `params` that says through which hubs a request comes.
fn through(told: &Told) -> String {
    format!(r#""_meta":{{"{}":{}}}"#, hops::META, json::quote(&told.hops))
}

/// All lists that the server announces, asked for at once.
pub(crate) async fn inventory(link: &Link) -> Result<Inventory, CallError> {
    inventory_for(link, "").await
}

/// The same as a modern server shows them to clients that declare these capabilities, raw members.
pub(crate) async fn inventory_for(link: &Link, capabilities: &str) -> Result<Inventory, CallError> {
    let announced = async |kind: ListKind| {
        let can = link.facts.can(kind.capability());
        if can { list(link, kind, capabilities).await } else { Ok(Listing::default()) }
    };
    let lists = futures_util::future::try_join_all(ListKind::ALL.map(announced)).await?;
    let lists = <[Listing; 4]>::try_from(lists).unwrap_or_default();
    Ok(Inventory { facts: link.facts.clone(), lists })
}

/// All pages of one list. An error of the server ends the list; what was read before counts.
async fn list(link: &Link, kind: ListKind, capabilities: &str) -> Result<Listing, CallError> {
    let mut listing = Listing::default();
    let mut params = "{}".to_owned();
    for _ in 0..limits::UPSTREAM_PAGES {
        let (era, version) = (link.facts.era, &link.facts.version);
        let method = kind.method();
        let answer = link.wire.ask_for(capabilities, era, version, method, &params, limits::LIST);
        let answer: Message = answer.await?;
        let Some(result) = answer.result() else {
            if let Some(why) = answer.error().and_then(hops::refused) {
                return Err(CallError::Loop(why));
            }
            let code = answer.error_code().unwrap_or_default();
            tracing::debug!("{} was answered with the error {code}", kind.method());
            break;
        };
        let (items, cursor, hint) = read_page(kind, result);
        listing.items.extend(items);
        listing.hint = strictest(listing.hint, hint);
        match cursor {
            Some(cursor) if listing.items.len() < limits::UPSTREAM_ITEMS => {
                params = format!(r#"{{"cursor":{}}}"#, json::quote(&cursor));
            }
            _ => break,
        }
    }
    Ok(listing)
}

/// The shortest life and the narrowest audience of two.
pub(crate) fn strictest(a: Option<CacheHint>, b: Option<CacheHint>) -> Option<CacheHint> {
    match (a, b) {
        (Some(a), Some(b)) => {
            Some(CacheHint { ttl_ms: a.ttl_ms.min(b.ttl_ms), public: a.public && b.public })
        }
        (a, b) => a.or(b),
    }
}

/// What a `server/discover` result says, where the modern era is spoken.
fn discovered(result: &str) -> Option<Facts> {
    let whole = 0..result.len();
    let versions = json::get(result, &whole, "supportedVersions")?;
    if !names_modern(result, &versions) {
        return None;
    }
    let raw = |name| json::get(result, &whole, name).map(|span| result[span].to_owned());
    let info = json::get(result, &whole, "_meta")
        .and_then(|span| json::get(result, &span, meta::SERVER_INFO))
        .map(|span| result[span].to_owned());
    Some(Facts {
        era: Era::Modern,
        version: era::MODERN.to_owned(),
        capabilities: raw("capabilities").unwrap_or_else(|| "{}".into()),
        server_info: info.or_else(|| raw("serverInfo")),
        instructions: raw("instructions").filter(|i| i.starts_with('"')),
    })
}

fn initialized(result: &str) -> Result<Facts, CallError> {
    let whole = 0..result.len();
    let raw = |name| json::get(result, &whole, name).map(|span| result[span].to_owned());
    let version = json::get(result, &whole, "protocolVersion");
    let version = version.and_then(|span| json::string(result, &span)).unwrap_or_default();
    if !era::is_legacy(&version) {
        return Err(CallError::Nonsense(format!("it speaks only an unknown revision `{version}`")));
    }
    Ok(Facts {
        era: Era::Legacy,
        version: version.into_owned(),
        capabilities: raw("capabilities").unwrap_or_else(|| "{}".into()),
        server_info: raw("serverInfo"),
        instructions: raw("instructions").filter(|i| i.starts_with('"')),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_that_is_refused_and_supported_is_worth_another_try() {
        let supports = |code: i64, supported: &str| {
            supports_modern(&format!(r#"{{"code":{code},"data":{{"supported":{supported}}}}}"#))
        };
        assert!(supports(-32022, r#"["2025-11-25","2026-07-28"]"#));
        assert!(!supports(-32022, r#"["2025-11-25"]"#) && !supports(-32022, "null"));
        assert!(!supports(-32601, r#"["2026-07-28"]"#) && !supports_modern("{}"));
    }
}
