//! One request → who answers it. Joins what comes from downstream with the upstreams; knows the
//! methods, not the transports.

use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::error::{self, RpcError};
use crate::protocol::json::{self, Span};
use crate::protocol::message::Message;
use crate::protocol::request::{self, Request};
use crate::protocol::splice::Splice;
use crate::protocol::{Era, era, headers, meta};
use crate::proxy::answer::Answer;
use crate::proxy::catalog::Source;
use crate::proxy::exchange::{Caller, Exchange};
use crate::proxy::hub::Hub;
use crate::proxy::inventory::{Facts, ListKind};
use crate::proxy::limits;
use crate::proxy::lists;
use crate::proxy::param_headers;
use crate::proxy::parked;
use crate::proxy::rounds::Wanted;
use crate::proxy::scope::Scope;
use crate::proxy::subscription::Subscription;
use crate::proxy::upstream::link::own_info;
use crate::proxy::upstream::{CallError, Plan};
use crate::proxy::view::{Route, View};

/// Answers a request.
pub(crate) async fn answer(hub: &Hub, exchange: &Exchange, request: &Request) -> Answer {
    let id = request.message.id().unwrap_or("null");
    match route(hub, exchange, request, id).await {
        Ok(answer) => answer,
        Err(error) => Answer::error(&error, Some(id)),
    }
}

async fn route(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
    id: &str,
) -> Result<Answer, RpcError> {
    let method = request.message.method();
    let modern = exchange.caller.era == Era::Modern;
    match method.as_ref() {
        "tools/call" => named(hub, exchange, request, ListKind::Tools).await,
        "prompts/get" => named(hub, exchange, request, ListKind::Prompts).await,
        "resources/read" => read(hub, exchange, request).await,
        "completion/complete" => complete(hub, exchange, request).await,
        "server/discover" if modern => discover(hub, exchange, id).await,
        "ping" if !modern => Ok(Answer::whole(error::success(id, "{}"))),
        "logging/setLevel" if !modern => {
            let (_, view) = view(hub, exchange)?;
            if let Some(level) = &exchange.log_level {
                let told =
                    view.sources.iter().map(|s| s.upstream.tell_level(&exchange.caller, level));
                futures_util::future::join_all(told).await;
            }
            Ok(Answer::whole(error::success(id, "{}")))
        }
        "initialize"
        | "ping"
        | "logging/setLevel"
        | "resources/subscribe"
        | "resources/unsubscribe"
            if modern =>
        {
            Err(RpcError::method(&method))
        }
        other => match ListKind::ALL.into_iter().find(|kind| kind.method() == other) {
            Some(kind) => list(hub, exchange, request, kind, id).await,
            None => other_method(hub, exchange, request).await,
        },
    }
}

/// The scope that a caller is in, and what it shows to this caller now.
fn view(hub: &Hub, exchange: &Exchange) -> Result<(Scope, Arc<View>), RpcError> {
    let catalog = hub.catalog();
    match catalog.resolve(&exchange.caller.target) {
        Some(scope) => {
            let view = catalog.view(&scope, exchange.caller.declared());
            Ok((scope, view))
        }
        None => Err(RpcError::params("this server or group is no longer there")),
    }
}

async fn list(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
    kind: ListKind,
    id: &str,
) -> Result<Answer, RpcError> {
    hub.settle_at_start().await;
    prepare(hub, exchange).await?;
    let (_, view) = view(hub, exchange)?;
    let cursor = match request.raw("cursor") {
        None | Some("null") => None,
        Some(_) => {
            Some(request.string("cursor").ok_or_else(|| RpcError::params("Invalid cursor"))?)
        }
    };
    let parts = lists::page(kind, view.list(kind), cursor.as_deref(), exchange.caller.era, id)?;
    Ok(Answer { parts: parts.into(), code: None })
}

/// Sees to it that servers whose lists depend on the client have been asked for this client's.
async fn prepare(hub: &Hub, exchange: &Exchange) -> Result<(), RpcError> {
    let caller = &exchange.caller;
    if caller.declared().is_empty() {
        return Ok(());
    }
    let (_, view) = view(hub, exchange)?;
    let prepared = view.sources.iter().map(|source| source.upstream.prepare(caller));
    futures_util::future::join_all(prepared).await;
    Ok(())
}

/// `tools/call` and `prompts/get`.
async fn named(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
    kind: ListKind,
) -> Result<Answer, RpcError> {
    let (Some(name), Some(span)) = (request.string("name"), request.span("name")) else {
        return Err(RpcError::params("`params.name` must be a string"));
    };
    let find = |view: &View| view.route(kind, &name).cloned();
    let Some((route, source)) = find_when_settled(hub, exchange, find).await? else {
        let what = if kind == ListKind::Tools { "tool" } else { "prompt" };
        return Err(RpcError::params(format!("Unknown {what}: {name}")));
    };
    let mut plan = Plan { name: Some(route.original.clone()), ..Plan::default() };
    if route.original != name {
        plan.values.push((span.clone(), json::quote(&route.original)));
    }
    if !route.marked.is_empty() {
        let (text, arguments) = (request.message.text(), request.span("arguments"));
        if exchange.headers.contains_key(headers::METHOD) {
            param_headers::check(&route.marked, text, arguments, &exchange.headers)?;
        }
        plan.headers = param_headers::expected(&route.marked, text, arguments);
    }
    let answer = forward(&source, exchange, request, plan.clone()).await?;
    if kind == ListKind::Tools && answer.code == Some(error::HEADER_MISMATCH) {
        let headers = Box::pin(headers_now(&source, &route.original, request)).await;
        if let Some(headers) = headers.filter(|headers| *headers != plan.headers) {
            return forward(&source, exchange, request, Plan { headers, ..plan }).await;
        }
    }
    Ok(answer)
}

/// What a tool wants repeated as headers by now: a mismatch says that it has changed since it was
/// listed (MCP 2026-07-28, basic/transports/streamable-http, client behaviour).
async fn headers_now(
    source: &Source,
    tool: &str,
    request: &Request,
) -> Option<Vec<(String, String)>> {
    let inventory = source.upstream.list_again().await?;
    let item = inventory.list(ListKind::Tools).items.iter().find(|item| item.key == tool)?;
    let marked = param_headers::marked(&item.raw).ok()?;
    Some(param_headers::expected(&marked, request.message.text(), request.span("arguments")))
}

async fn read(hub: &Hub, exchange: &Exchange, request: &Request) -> Result<Answer, RpcError> {
    let Some(uri) = request.string("uri") else {
        return Err(RpcError::params("`params.uri` must be a string"));
    };
    let find = |view: &View| view.reader(&uri);
    let Some((route, source)) = find_when_settled(hub, exchange, find).await? else {
        let data = format!(r#"{{"uri":{}}}"#, json::quote(&uri));
        let code = match exchange.caller.era {
            Era::Legacy => error::RESOURCE_NOT_FOUND,
            Era::Modern => error::INVALID_PARAMS,
        };
        return Err(RpcError::new(code, "Resource not found").with_data(data));
    };
    let plan = Plan { name: Some(route.original), ..Plan::default() };
    forward(&source, exchange, request, plan).await
}

/// Subscribes to a resource for as long as the answer is kept. `None` where nobody offers it.
pub(crate) fn subscribe(hub: &Hub, caller: &Caller, uri: &str) -> Option<Subscription> {
    let catalog = hub.catalog();
    let view = catalog.view(&catalog.resolve(&caller.target)?, caller.declared());
    let source = view.sources.get(view.reader(uri)?.source)?;
    let can = source.inventory.as_ref().is_some_and(|i| i.facts.says("resources", "subscribe"));
    can.then(|| source.upstream.subscribe(uri, caller))
}

/// Passes a client's notification on to the servers that it concerns. Not for those about requests
/// and sessions, which are the hub's own.
pub(crate) fn tell(hub: &Hub, caller: &Caller, notification: &Request) {
    let catalog = hub.catalog();
    let Some(scope) = catalog.resolve(&caller.target) else { return };
    for source in &catalog.view(&scope, caller.declared()).sources {
        source.upstream.tell(caller, notification);
    }
}

async fn complete(hub: &Hub, exchange: &Exchange, request: &Request) -> Result<Answer, RpcError> {
    let text = request.message.text();
    let reference = request.span("ref");
    let part = |name: &str| -> Option<(Span, String)> {
        let span = json::get(text, reference?, name)?;
        let value = json::string(text, &span)?.into_owned();
        Some((span, value))
    };
    let (kind, (span, key)) = match (part("name"), part("uri")) {
        (Some(name), None) => (ListKind::Prompts, name),
        (None, Some(uri)) => (ListKind::Templates, uri),
        _ => return Err(RpcError::params("`params.ref` must name a prompt or a resource")),
    };
    let find = |view: &View| match kind {
        ListKind::Prompts => view.route(kind, &key).cloned(),
        _ => view.route(kind, &key).cloned().or_else(|| view.reader(&key)),
    };
    let Some((route, source)) = find_when_settled(hub, exchange, find).await? else {
        return Err(RpcError::params("Unknown completion reference"));
    };
    let mut plan = Plan::default();
    if route.original != key {
        plan.values.push((span, json::quote(&route.original)));
    }
    forward(&source, exchange, request, plan).await
}

/// A method that we do not know: where one upstream is meant, it answers.
async fn other_method(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
) -> Result<Answer, RpcError> {
    let method = request.message.method();
    let find = |view: &View| {
        view.single().map(|_| Route { source: 0, original: String::new(), marked: Vec::new() })
    };
    let Some((_, source)) = find_when_settled(hub, exchange, find).await? else {
        return Err(RpcError::method(&method));
    };
    let name = headers::named_by(&method).and_then(|member| request.string(member));
    let plan = Plan { name: name.map(std::borrow::Cow::into_owned), ..Plan::default() };
    forward(&source, exchange, request, plan).await
}

/// Looks a route up; where it is not there and a server is still coming up for the first time,
/// waits for that and looks again.
async fn find_when_settled(
    hub: &Hub,
    exchange: &Exchange,
    find: impl Fn(&View) -> Option<Route>,
) -> Result<Option<(Route, Source)>, RpcError> {
    let deadline = tokio::time::Instant::now() + limits::AWAIT_READY;
    loop {
        let (_, view) = view(hub, exchange)?;
        if let Some(route) = find(&view) {
            let source = view.sources.get(route.source).cloned();
            return Ok(source.map(|source| (route, source)));
        }
        let unheard = |s: &&Source| !s.upstream.is_heard() && !s.upstream.state().is_settled();
        let Some(waiting) = view.sources.iter().find(unheard) else { return Ok(None) };
        if tokio::time::timeout_at(deadline, waiting.upstream.settled()).await.is_err() {
            return Ok(None);
        }
    }
}

async fn forward(
    source: &Source,
    exchange: &Exchange,
    request: &Request,
    plan: Plan,
) -> Result<Answer, RpcError> {
    let method = request.message.method();
    let id = request.message.id().unwrap_or("null");
    let (name, headers) = (plan.name.clone(), plan.headers.clone());
    let rename = plan.values.first().map(|(_, value)| value.clone());
    let timeouts = source.server.timeouts;
    // A legacy server has made no state: this one is of an earlier run, or of nobody.
    let legacy = source.inventory.as_ref().is_some_and(|i| i.facts.era == Era::Legacy);
    if legacy && exchange.caller.era == Era::Modern && request.raw("requestState").is_some() {
        return Err(RpcError::params(parked::EXPIRED));
    }
    let called = source.upstream.call(exchange, request, plan, timeouts).await;
    let (mut response, era) = called.map_err(|e| failed(&source.server.name, &e))?;
    if era == Era::Modern && exchange.caller.era == Era::Legacy {
        for _ in 0..limits::ROUNDS {
            let Some(wanted) = Wanted::of(&response) else { break };
            let again = wanted.gather(exchange, request).await?;
            let mut plan = Plan { name: name.clone(), headers: headers.clone(), ..Plan::default() };
            if let (Some(rename), Some(span)) = (&rename, again.span("name")) {
                plan.values.push((span.clone(), rename.clone()));
            }
            let called = source.upstream.call(exchange, &again, plan, timeouts).await;
            (response, _) = called.map_err(|e| failed(&source.server.name, &e))?;
        }
    }
    Ok(back(&response, era, exchange.caller.era, id, &method))
}

/// A server's response in the caller's era, under the caller's id.
fn back(response: &Message, from: Era, to: Era, id: &str, method: &str) -> Answer {
    let code = response.error_span().and_then(|span| {
        let text = response.text();
        let code = json::get(text, span, "code")?;
        text[code].parse::<i64>().ok()
    });
    let parts = match (from, to) {
        (Era::Legacy, Era::Modern) if code == Some(error::RESOURCE_NOT_FOUND) => {
            return Answer {
                parts: vec![renumbered(response, id)],
                code: Some(error::INVALID_PARAMS),
            };
        }
        (Era::Legacy, Era::Modern) => {
            let cached = [("ttlMs", "0"), ("cacheScope", "\"private\"")];
            let fresh = if method == "resources/read" { &cached[..] } else { &[] };
            request::to_modern(response, id, fresh)
        }
        (Era::Modern, Era::Legacy) => request::to_legacy(response, id),
        _ => request::under_id(response, id),
    };
    Answer { parts, code }
}

/// A modern server may not say -32002: "no such resource" is a bad parameter there.
fn renumbered(response: &Message, id: &str) -> Bytes {
    let text = response.text();
    let mut splice = Splice::new();
    if let Some(span) = response.id_span() {
        splice.replace(span, id);
    }
    if let Some(code) = response.error_span().and_then(|span| json::get(text, span, "code")) {
        splice.replace(&code, error::INVALID_PARAMS.to_string());
    }
    Bytes::from(splice.apply(text))
}

/// A failure on our side of the wire, in words.
pub(crate) fn failed(server: &str, e: &CallError) -> RpcError {
    let kind = match e {
        CallError::Gone(_) | CallError::SessionLost => "upstream_down",
        CallError::Timeout(_) => "timeout",
        CallError::NeedsLogin(_) => "needs_login",
        CallError::Nonsense(_) | CallError::Refused { .. } => "upstream_invalid",
    };
    RpcError::hub(kind, server, format!("server `{server}`: {e}"))
}

async fn discover(hub: &Hub, exchange: &Exchange, id: &str) -> Result<Answer, RpcError> {
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

/// What `initialize` answers: raw JSON.
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

/// Who the caller is told that it speaks to: on `/direct/{server}` that server, where it can be
/// reached; elsewhere the hub, with the only upstream's instructions.
async fn about(hub: &Hub, exchange: &Exchange) -> Result<Facts, RpcError> {
    let (scope, view) = view(hub, exchange)?;
    if matches!(scope, Scope::Direct(_))
        && let Some(source) = view.single()
    {
        let link = source.upstream.ready().await.map_err(|e| failed(&source.server.name, &e))?;
        return Ok(Facts {
            era: exchange.caller.era,
            version: exchange.caller.version.clone(),
            ..link.facts.clone()
        });
    }
    // What the only server says is said for it: it may be coming up still.
    let view = if view.single().is_some_and(|source| source.inventory.is_none()) {
        hub.settle_at_start().await;
        self::view(hub, exchange)?.1
    } else {
        view
    };
    let single = view.single().and_then(|source| source.inventory.as_ref());
    let extensions = single.and_then(|inventory| {
        let text = &inventory.facts.capabilities;
        json::get(text, &(0..text.len()), "extensions").map(|span| text[span].to_owned())
    });
    let extensions = extensions.map(|raw| format!(r#","extensions":{raw}"#)).unwrap_or_default();
    Ok(Facts {
        era: exchange.caller.era,
        version: exchange.caller.version.clone(),
        capabilities: format!(
            r#"{{"tools":{{"listChanged":true}},"prompts":{{"listChanged":true}},"resources":{{"listChanged":true,"subscribe":true}},"completions":{{}},"logging":{{}}{extensions}}}"#
        ),
        server_info: None,
        instructions: single.and_then(|inventory| inventory.facts.instructions.clone()),
    })
}
