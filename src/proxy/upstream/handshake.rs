//! Runs the handshake of a new connection, and detects the protocol era of the server.
//! Source: MCP 2026-07-28 basic/versioning (probe, then fall back), 2025-11-25 basic/lifecycle.

use std::time::Duration;

use crate::protocol::era::{self, Era};
use crate::protocol::error;
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::meta;
use crate::proxy::hops;
use crate::proxy::inventory::items::ServerInfo;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::call_error::refusal;
use crate::proxy::upstream::connection::initialize_params::InitializeParams;
use crate::proxy::upstream::connection::transport::Transport;

/// The order of the handshakes for a server of unknown era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greeting {
    /// `server/discover`, then `initialize`.
    ModernFirst,
    /// `initialize`, then `server/discover`: it was a legacy server on its last connection.
    LegacyFirst,
    /// `initialize` only.
    Legacy,
}

impl Greeting {
    /// Picks the order by the era of the last connection.
    pub(crate) fn of(era: Option<Era>) -> Self {
        if era == Some(Era::Legacy) { Self::LegacyFirst } else { Self::ModernFirst }
    }

    /// Returns the other order, for a server that exited on this one.
    pub(crate) fn other(self) -> Self {
        if self == Self::ModernFirst { Self::LegacyFirst } else { Self::ModernFirst }
    }
}

/// Runs the handshake.
pub(crate) async fn greet(
    transport: &Transport,
    greeting: Greeting,
    told: &InitializeParams,
) -> Result<ServerInfo, CallError> {
    match greeting {
        Greeting::Legacy => initialize(transport, told).await,
        Greeting::ModernFirst if matches!(transport, Transport::Duplex(_)) => {
            probe_slow_program(transport, told).await
        }
        Greeting::ModernFirst => match discover(transport, told, limits::PROBE).await? {
            Some(server_info) => Ok(server_info),
            None => {
                discover_if_listed(transport, told, try_initialize(transport, told).await).await
            }
        },
        Greeting::LegacyFirst => match try_initialize(transport, told).await {
            Err(NotBegun { error, .. }) if error.is_an_answer() => {
                discover(transport, told, limits::PROBE).await?.ok_or(error)
            }
            other => other.map_err(|not| not.error),
        },
    }
}

/// Runs the modern handshake with a program, which may need minutes before it reads anything, and
/// which may settle on an era by the first request it reads. The probe waits as long as the program
/// lives. After [`limits::PROBE`], `initialize` follows, for servers that ignore unknown requests.
/// The first response wins.
async fn probe_slow_program(
    transport: &Transport,
    told: &InitializeParams,
) -> Result<ServerInfo, CallError> {
    let probe = discover(transport, told, limits::INITIALIZE);
    tokio::pin!(probe);
    if let Ok(found) = tokio::time::timeout(limits::PROBE, &mut probe).await {
        return match found? {
            Some(server_info) => Ok(server_info),
            None => {
                discover_if_listed(transport, told, try_initialize(transport, told).await).await
            }
        };
    }
    let initialize = try_initialize(transport, told);
    tokio::pin!(initialize);
    tokio::select! {
        biased;
        found = &mut probe => match found? {
            Some(server_info) => {
                // The server rejects `initialize` in a moment. Dropping the request would cancel
                // it, which the specification forbids.
                let _ = tokio::time::timeout(limits::LATE_MESSAGE_WINDOW, initialize).await;
                Ok(server_info)
            }
            None => discover_if_listed(transport, told, initialize.await).await,
        },
        begun = &mut initialize => match begun {
            Err(NotBegun { error, .. }) if error.is_an_answer() => {
                let found = tokio::time::timeout(limits::PROBE, probe).await;
                found.unwrap_or(Ok(None))?.ok_or(error)
            }
            begun => begun.map_err(|not| not.error),
        },
    }
}

/// Sends the modern probe; returns `None` if the server does not support the modern era. If the
/// server rejects the revision but lists it as supported, the probe is sent a second time.
async fn discover(
    transport: &Transport,
    told: &InitializeParams,
    limit: Duration,
) -> Result<Option<ServerInfo>, CallError> {
    let params = format!("{{{}}}", hops_member(told));
    for _ in 0..2 {
        let asked =
            transport.ask(Era::Modern, era::MODERN, "server/discover", &params, limit).await;
        match asked {
            Ok(message) if supported_versions(&message).is_some_and(|all| names_modern(&all)) => {}
            Ok(message) => match message.error().and_then(hops::refused) {
                Some(why) => return Err(CallError::Loop(why)),
                None => return Ok(message.result().and_then(parse_discover_result)),
            },
            Err(e) if e.is_an_answer() || matches!(e, CallError::Timeout(_)) => return Ok(None),
            Err(e) => return Err(e),
        }
    }
    Ok(None)
}

/// Returns the revisions that an error lists as supported.
fn supported_versions(refusal: &Message) -> Option<Vec<String>> {
    let text = refusal.text();
    let data = json::get(text, refusal.error_span()?, "data")?;
    let supported = json::get(text, &data, "supported")?;
    let versions = json::elements(text, &supported).into_iter();
    Some(versions.filter_map(|span| Some(json::string(text, &span)?.into_owned())).collect())
}

fn names_modern(versions: &[String]) -> bool {
    versions.iter().any(|version| version == era::MODERN)
}

/// A failed legacy handshake.
struct NotBegun {
    error: CallError,
    /// Whether the error lists the modern revision.
    is_modern: bool,
}

impl From<CallError> for NotBegun {
    fn from(error: CallError) -> Self {
        Self { error, is_modern: false }
    }
}

pub(crate) async fn initialize(
    transport: &Transport,
    told: &InitializeParams,
) -> Result<ServerInfo, CallError> {
    try_initialize(transport, told).await.map_err(|not| not.error)
}

/// Probes for the modern era if `initialize` failed with an error that lists it.
async fn discover_if_listed(
    transport: &Transport,
    told: &InitializeParams,
    begun: Result<ServerInfo, NotBegun>,
) -> Result<ServerInfo, CallError> {
    match begun {
        Err(NotBegun { error, is_modern: true }) => {
            discover(transport, told, limits::PROBE).await?.ok_or(error)
        }
        begun => begun.map_err(|not| not.error),
    }
}

/// Sends `initialize`. If the server rejects our revision, `initialize` is sent again with the older
/// revisions that the refusal lists or, if it lists none, with each that we know.
async fn try_initialize(
    transport: &Transport,
    told: &InitializeParams,
) -> Result<ServerInfo, NotBegun> {
    let mut answer = ask_initialize(transport, told, era::LEGACY[0]).await;
    for version in older_ones(&answer) {
        let other = ask_initialize(transport, told, version).await;
        let refused = other.as_ref().map_or_else(CallError::is_an_answer, |o| o.result().is_none());
        if !refused {
            answer = other;
            break;
        }
    }
    let answer = answer?;
    let Some(result) = answer.result() else {
        if let Some(why) = answer.error().and_then(hops::refused) {
            return Err(CallError::Loop(why).into());
        }
        let is_modern = supported_versions(&answer).is_some_and(|named| names_modern(&named));
        let error =
            CallError::InvalidResponse(format!("it rejected `initialize`: {}", refusal(&answer)));
        return Err(NotBegun { error, is_modern });
    };
    let server_info = parse_initialize_result(result)?;
    let ready = br#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    match transport
        .notify(bytes::Bytes::from_static(ready), Era::Legacy, &server_info.version)
        .await
    {
        // A notification has no response. If something is wrong, the next request fails.
        Err(e) if e.is_an_answer() => {
            tracing::warn!("`notifications/initialized` was rejected: {e}");
            Ok(server_info)
        }
        sent => Ok(sent.map(|()| server_info)?),
    }
}

/// Returns the older revisions to try after this answer to `initialize`, newest first; empty if the
/// answer does not refuse the revision.
fn older_ones(answer: &Result<Message, CallError>) -> Vec<&'static str> {
    let (said, code) = match answer {
        Ok(answer) => (answer.error().unwrap_or_default(), answer.error_code()),
        Err(CallError::Refused { text, .. }) => (text.as_str(), None),
        Err(_) => return Vec::new(),
    };
    let older = || era::LEGACY.into_iter().skip(1);
    let named: Vec<_> = older().filter(|version| said.contains(version)).collect();
    if !named.is_empty() {
        return named;
    }
    let lower = said.to_ascii_lowercase();
    let is_about_it =
        ["version", "revision", "protocol", era::LEGACY[0]].iter().any(|word| lower.contains(word))
            || matches!(code, Some(error::INVALID_PARAMS | error::UNSUPPORTED_VERSION));
    // A modern server, which the probe finds.
    if is_about_it && !said.contains(era::MODERN) { older().collect() } else { Vec::new() }
}

async fn ask_initialize(
    transport: &Transport,
    told: &InitializeParams,
    version: &str,
) -> Result<Message, CallError> {
    let params = format!(
        r#"{{"protocolVersion":"{version}","capabilities":{},"clientInfo":{},{}}}"#,
        told.capabilities,
        told.client_info,
        hops_member(told),
    );
    transport.ask(Era::Legacy, version, "initialize", &params, limits::INITIALIZE).await
}

/// The `_meta` member of `params` that lists the hubs on the way.
fn hops_member(told: &InitializeParams) -> String {
    format!(r#""_meta":{{"{}":{}}}"#, hops::META, json::quote(&told.hops))
}

/// Parses the result of `server/discover`; returns `None` if the modern era is not supported.
fn parse_discover_result(result: &str) -> Option<ServerInfo> {
    let whole = 0..result.len();
    let versions = json::get(result, &whole, "supportedVersions")?;
    let is_modern = |span| json::string(result, &span).as_deref() == Some(era::MODERN);
    if !json::elements(result, &versions).into_iter().any(is_modern) {
        return None;
    }
    let raw = |name| json::get(result, &whole, name).map(|span| result[span].to_owned());
    let info = json::get(result, &whole, "_meta")
        .and_then(|span| json::get(result, &span, meta::SERVER_INFO))
        .map(|span| result[span].to_owned());
    Some(ServerInfo {
        era: Era::Modern,
        version: era::MODERN.to_owned(),
        capabilities: raw("capabilities").unwrap_or_else(|| "{}".into()),
        implementation: info.or_else(|| raw("serverInfo")),
        instructions: raw("instructions").filter(|i| i.starts_with('"')),
    })
}

fn parse_initialize_result(result: &str) -> Result<ServerInfo, CallError> {
    let whole = 0..result.len();
    let raw = |name| json::get(result, &whole, name).map(|span| result[span].to_owned());
    let version = json::get(result, &whole, "protocolVersion")
        .and_then(|span| json::string(result, &span))
        .unwrap_or_default();
    if version.is_empty() {
        return Err(CallError::InvalidResponse(
            "its answer to `initialize` names no revision".into(),
        ));
    }
    if !era::is_legacy(&version) {
        return Err(CallError::InvalidResponse(format!(
            "it supports only the unknown revision `{version}`"
        )));
    }
    Ok(ServerInfo {
        era: Era::Legacy,
        version: version.into_owned(),
        capabilities: raw("capabilities").unwrap_or_else(|| "{}".into()),
        implementation: raw("serverInfo"),
        instructions: raw("instructions").filter(|i| i.starts_with('"')),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::upstream::fake;

    fn answer(error: &str) -> Message {
        let text = format!(r#"{{"jsonrpc":"2.0","id":1,"error":{error}}}"#);
        Message::parse(bytes::Bytes::from(text)).unwrap()
    }

    #[test]
    fn an_error_lists_the_supported_revisions() {
        let named = |data: &str| {
            supported_versions(&answer(&format!(r#"{{"code":-32022,"data":{data}}}"#)))
        };
        let both = named(r#"{"supported":["2025-11-25","2026-07-28",3]}"#).unwrap();
        assert_eq!(both, ["2025-11-25", "2026-07-28"]);
        assert!(names_modern(&both) && !names_modern(&both[..1]));
        assert_eq!(named("null"), None);
        assert_eq!(named(r#"{"supported":null}"#), Some(Vec::new()));
    }

    #[test]
    fn an_error_is_formatted_with_message_and_code() {
        let told = |error: &str| refusal(&answer(error));
        assert_eq!(told(r#"{"code":-32000,"message":" no key\n"}"#), "no key (error -32000)");
        assert_eq!(told(r#"{"code":-32000,"message":""}"#), "error -32000");
        assert_eq!(told(r#"{"message":"no"}"#), "no (an error without a code)");
    }

    /// Runs the handshake with a [`fake`] server. Returns the outcome, and the methods that the
    /// server received.
    async fn greet_fake(
        slow: u64,
        says: impl FnMut(&str, &str) -> Option<&'static str> + Send + 'static,
    ) -> (Result<ServerInfo, CallError>, Vec<String>) {
        let (transport, server) = fake::server(slow, says);
        let server_info =
            greet(&transport, Greeting::ModernFirst, &InitializeParams::of_hub("")).await;
        transport.close().await;
        (server_info, server.await.unwrap())
    }

    const MODERN: &str =
        r#"{"id":ID,"result":{"supportedVersions":["2026-07-28"],"capabilities":{}}}"#;
    const LEGACY: &str = r#"{"id":ID,"result":{"protocolVersion":"2025-11-25","capabilities":{}}}"#;
    const ONLY_MODERN: &str =
        r#"{"id":ID,"error":{"code":-32022,"message":"m","data":{"supported":["2026-07-28"]}}}"#;
    const ONLY_OLD: &str =
        r#"{"id":ID,"error":{"code":-32602,"data":{"supported":["2024-11-05","2025-03-26","1"]}}}"#;
    const UNKNOWN: &str = r#"{"id":ID,"error":{"code":-32601,"message":"unknown"}}"#;

    #[tokio::test(start_paused = true)]
    async fn a_slow_program_has_the_era_of_its_first_response() {
        // The server settles on an era by the first request it reads.
        let mut settled = None;
        let (server_info, heard) = greet_fake(100, move |method, _| {
            let modern = *settled.get_or_insert(method == "server/discover");
            match (method, modern) {
                ("server/discover", true) => Some(MODERN),
                ("initialize", true) => Some(ONLY_MODERN),
                ("initialize", false) => Some(LEGACY),
                _ => None,
            }
        })
        .await;
        assert_eq!(server_info.unwrap().era, Era::Modern);
        assert_eq!(heard, ["server/discover", "initialize"]);
        // The server ignores unknown requests.
        let (server_info, heard) =
            greet_fake(100, |method, _| (method == "initialize").then_some(LEGACY)).await;
        assert_eq!(server_info.unwrap().era, Era::Legacy);
        let wanted = [
            "server/discover",
            "initialize",
            "notifications/initialized",
            "notifications/cancelled",
        ];
        assert_eq!(heard, wanted);
        // The server rejects the probe.
        let (server_info, _) = greet_fake(100, |method, _| match method {
            "server/discover" => Some(UNKNOWN),
            "initialize" => Some(LEGACY),
            _ => None,
        })
        .await;
        assert_eq!(server_info.unwrap().era, Era::Legacy);
    }

    #[tokio::test(start_paused = true)]
    async fn a_revision_listed_in_an_error_is_used() {
        let (server_info, heard) = greet_fake(0, |method, params| match method {
            "server/discover" => Some(UNKNOWN),
            "initialize" if params.contains("2025-03-26") => {
                Some(r#"{"id":ID,"result":{"protocolVersion":"2025-03-26","capabilities":{}}}"#)
            }
            "initialize" => Some(ONLY_OLD),
            _ => None,
        })
        .await;
        assert_eq!(server_info.unwrap().version, "2025-03-26");
        let wanted = ["server/discover", "initialize", "initialize", "notifications/initialized"];
        assert_eq!(heard, wanted);
        // The server cannot answer the first probe.
        let mut probes = 0;
        let (server_info, heard) = greet_fake(0, move |method, _| match method {
            "server/discover" => {
                probes += 1;
                Some(if probes == 1 { UNKNOWN } else { MODERN })
            }
            "initialize" => Some(ONLY_MODERN),
            _ => None,
        })
        .await;
        assert_eq!(server_info.unwrap().era, Era::Modern);
        assert_eq!(heard, ["server/discover", "initialize", "server/discover"]);
        let (server_info, _) = greet_fake(0, |_, _| Some(ONLY_OLD)).await;
        let why = "it rejected `initialize`: error -32602";
        assert_eq!(server_info.unwrap_err(), CallError::InvalidResponse(why.into()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_that_names_no_revision_leads_down_to_the_oldest_that_is_known() {
        const STRICT: &str =
            r#"{"id":ID,"error":{"code":-32600,"message":"Bad protocol version"}}"#;
        const OLDEST: &str =
            r#"{"id":ID,"result":{"protocolVersion":"2024-11-05","capabilities":{}}}"#;
        let (server_info, heard) = greet_fake(0, |method, params| match method {
            "server/discover" => Some(UNKNOWN),
            "initialize" if params.contains("2024-11-05") => Some(OLDEST),
            "initialize" => Some(STRICT),
            _ => None,
        })
        .await;
        assert_eq!(server_info.unwrap().version, "2024-11-05");
        assert_eq!(heard.iter().filter(|method| *method == "initialize").count(), 4);
        // One that refuses them all, and one that refuses something else.
        for (refusal, why, asked) in [
            (STRICT, "Bad protocol version (error -32600)", 4),
            (r#"{"id":ID,"error":{"code":-32000,"message":"no key"}}"#, "no key (error -32000)", 1),
        ] {
            let (server_info, heard) = greet_fake(0, move |_, _| Some(refusal)).await;
            let why = format!("it rejected `initialize`: {why}");
            assert_eq!(server_info.unwrap_err(), CallError::InvalidResponse(why));
            assert_eq!(heard.iter().filter(|method| *method == "initialize").count(), asked);
        }
    }

    #[test]
    fn a_refusal_by_http_is_read_too() {
        let refused = |text: &str| {
            let text = text.to_owned();
            older_ones(&Err(CallError::Refused { status: 400, retry_after: None, text }))
        };
        let all = ["2025-06-18", "2025-03-26", "2024-11-05"];
        assert_eq!(refused("unknown variant `2025-11-25`"), all);
        assert_eq!(refused("Unsupported (supported: 2024-11-05, 2025-06-18)"), [all[0], all[2]]);
        assert_eq!(refused("only protocol 2026-07-28"), [""; 0]);
        assert_eq!(refused("who are you?"), [""; 0]);
    }
}
