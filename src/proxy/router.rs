//! Routes each request to the hub or to an upstream. Depends on the methods, not on the transports.

use std::sync::Arc;

use crate::protocol::error::{self, RpcError};
use crate::protocol::json::{self, Span};
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::protocol::{Era, headers};
use crate::proxy::catalog::absent;
use crate::proxy::catalog::built_in;
use crate::proxy::catalog::discovery;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::extensions;
use crate::proxy::catalog::pagination;
use crate::proxy::catalog::param_headers;
use crate::proxy::catalog::view::{Route, View};
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::exchange::subscription::Subscription;
use crate::proxy::exchange::tasks;
use crate::proxy::hub::Hub;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::limits;
use crate::proxy::lookup::{Lookup, find_when_settled};
use crate::proxy::mrtr::to_legacy_client::InputRequired;
use crate::proxy::mrtr::to_modern_client;
use crate::proxy::observe::call_recorder::Recording;
use crate::proxy::repeatable;
use crate::proxy::result_compression::compress_result;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::{CallError, CallOptions};
use crate::settings::model::server::Transport;

/// Returns the response to a request.
pub(crate) async fn handle(hub: &Hub, exchange: &Exchange, request: &Request) -> RpcResponse {
    let id = request.message.id().unwrap_or("null");
    match route(hub, exchange, request, id).await {
        Ok(answer) => answer,
        Err(error) => RpcResponse::from_error(&error, Some(id)),
    }
}

async fn route(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
    id: &str,
) -> Result<RpcResponse, RpcError> {
    let method = request.message.method();
    let modern = exchange.caller.era == Era::Modern;
    match method.as_ref() {
        "tools/call" => call_or_get(hub, exchange, request, ListKind::Tools).await,
        "prompts/get" => call_or_get(hub, exchange, request, ListKind::Prompts).await,
        "resources/read" => read_resource(hub, exchange, request).await,
        "completion/complete" => complete(hub, exchange, request).await,
        "server/discover" if modern => discovery::discover(hub, exchange, id).await,
        "ping" if !modern => Ok(RpcResponse::new(error::success(id, "{}"))),
        "logging/setLevel" if !modern => {
            let (_, view) = hub.view(&exchange.caller)?;
            if let Some(level) = &exchange.log_level {
                let updates =
                    view.sources.iter().map(|s| s.upstream.tell_level(&exchange.caller, level));
                futures_util::future::join_all(updates).await;
            }
            Ok(RpcResponse::new(error::success(id, "{}")))
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
        task_method if tasks::addresses_task(task_method, exchange.caller.era) => {
            task(hub, exchange, request).await
        }
        other => match ListKind::ALL.into_iter().find(|kind| kind.method() == other) {
            Some(kind) => list(hub, exchange, request, kind, id).await,
            None => other_method(hub, exchange, request).await,
        },
    }
}

async fn list(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
    kind: ListKind,
    id: &str,
) -> Result<RpcResponse, RpcError> {
    hub.wait_startup().await;
    prepare(hub, exchange).await?;
    let (_, view) = hub.view(&exchange.caller)?;
    let cursor = match request.raw("cursor") {
        None | Some("null") => None,
        // The modern era does not restrict cursors; they may be empty.
        Some("\"\"") if exchange.caller.era == Era::Modern => None,
        Some(_) => {
            Some(request.string("cursor").ok_or_else(|| RpcError::params("Invalid cursor"))?)
        }
    };
    let era = exchange.caller.era;
    let parts = pagination::page(kind, view.list_for(kind, era), cursor.as_deref(), era, id)?;
    Ok(RpcResponse { parts: parts.into(), code: None })
}

/// Fetches the lists for this client's capabilities from servers that depend on them.
async fn prepare(hub: &Hub, exchange: &Exchange) -> Result<(), RpcError> {
    let caller = &exchange.caller;
    if caller.capability_key().is_empty() {
        return Ok(());
    }
    let (_, view) = hub.view(&exchange.caller)?;
    let prepared = view.sources.iter().map(|source| source.upstream.prepare(caller));
    futures_util::future::join_all(prepared).await;
    Ok(())
}

/// Handles `tools/call` and `prompts/get`.
async fn call_or_get(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
    kind: ListKind,
) -> Result<RpcResponse, RpcError> {
    let (Some(name), Some(span)) = (request.string("name"), request.span("name")) else {
        return Err(RpcError::params("`params.name` must be a string"));
    };
    if kind == ListKind::Prompts
        && let Some(prompt) = hub.view(&exchange.caller)?.1.built_in.prompt(&name)
    {
        let (text, era) = (request.message.text(), exchange.caller.era);
        let result = built_in::get(prompt, text, request.span("arguments"), era)?;
        return Ok(hub_response(request, &result));
    }
    let find = |view: &View| {
        let of_app = || view.app_tool(&name).filter(|_| kind == ListKind::Tools);
        view.route(kind, &name).or_else(of_app).cloned()
    };
    let lookup = Lookup::Name(&name);
    let Some((route, source)) = find_when_settled(hub, exchange, lookup, find).await? else {
        let what = if kind == ListKind::Tools { "tool" } else { "prompt" };
        let unknown = || RpcError::params(format!("Unknown {what}: {name}"));
        return Err(absent::why(hub, exchange, &name).unwrap_or_else(unknown));
    };
    // An inventory from an earlier run may be outdated.
    let declared = route.repeatable && source.upstream.is_heard();
    let repeatable = kind == ListKind::Prompts || declared;
    let mut options =
        CallOptions { name: Some(route.original.clone()), repeatable, ..CallOptions::default() };
    if route.original != name {
        options.values.push((span.clone(), json::quote(&route.original)));
    }
    if !route.header_params.is_empty() {
        let (text, arguments) = (request.message.text(), request.span("arguments"));
        if exchange.headers.contains_key(headers::METHOD) {
            param_headers::check(&route.header_params, text, arguments, &exchange.headers)?;
        }
        options.headers = param_headers::expected_headers(&route.header_params, text, arguments);
    }
    if kind != ListKind::Tools {
        return forward(hub, &source, exchange, request, &options).await;
    }
    let counting = hub.metrics.begin(&source.server.name, &route.original);
    let recording = Recording::start(hub, exchange, &source, &route.original, request);
    let result = call_tool(hub, &source, exchange, request, options, &route.original).await;
    let outcome = result.as_ref().map(|(response, _)| response);
    let failed = outcome.map_or(true, |it| it.error().is_some() || it.is_tool_error());
    counting.end(failed);
    if let Some(recording) = recording {
        recording.end(outcome, failed);
    }
    let (mut response, era) = result?;
    if let Some(how) = source.compression {
        response = compress_result(response, how).await;
    }
    Ok(RpcResponse::translate(&response, era, exchange.caller.era, request))
}

/// Calls a tool. Repeats the call if the server rejected it because its required headers have
/// changed.
async fn call_tool(
    hub: &Hub,
    source: &CatalogEntry,
    exchange: &Exchange,
    request: &Request,
    options: CallOptions,
    tool: &str,
) -> Result<(Message, Era), RpcError> {
    let result = send_to_server(hub, source, exchange, request, &options, None).await?;
    // Other servers have no headers and may use the code for something else.
    let has_headers =
        result.1 == Era::Modern && matches!(source.server.transport, Transport::Remote(_));
    if has_headers && result.0.error_code() == Some(error::HEADER_MISMATCH) {
        let headers = Box::pin(current_headers(source, exchange, tool, request)).await;
        if let Some(headers) = headers.filter(|headers| *headers != options.headers) {
            let options = CallOptions { headers, ..options };
            return send_to_server(hub, source, exchange, request, &options, None).await;
        }
    }
    Ok(result)
}

/// Returns the headers that a tool requires now, after a mismatch showed that they have changed
/// since it was listed (MCP 2026-07-28, basic/transports/streamable-http, client behavior).
async fn current_headers(
    source: &CatalogEntry,
    exchange: &Exchange,
    tool: &str,
    request: &Request,
) -> Option<Vec<(String, String)>> {
    let plain = source.upstream.list_again().await?;
    let inventory =
        source.upstream.inventory_for(exchange.caller.capability_key()).unwrap_or(plain);
    let item = inventory.list(ListKind::Tools).items.iter().find(|item| item.key == tool)?;
    let params = param_headers::header_params(&item.raw).ok()?;
    Some(param_headers::expected_headers(
        &params,
        request.message.text(),
        request.span("arguments"),
    ))
}

async fn read_resource(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
) -> Result<RpcResponse, RpcError> {
    let Some(uri) = request.string("uri") else {
        return Err(RpcError::params("`params.uri` must be a string"));
    };
    if let Some(resource) = hub.view(&exchange.caller)?.1.built_in.resource(&uri) {
        return Ok(hub_response(request, &built_in::read(resource, exchange.caller.era)));
    }
    let find = |view: &View| view.reader(&uri);
    let Some((route, source)) = find_when_settled(hub, exchange, Lookup::Uri, find).await? else {
        let (_, view) = hub.view(&exchange.caller)?;
        let answer = try_skill_servers(hub, &view, exchange, request, &uri).await;
        return answer.ok_or_else(|| no_resource(&uri, exchange.caller.era));
    };
    let options =
        CallOptions { name: Some(route.original), repeatable: true, ..CallOptions::default() };
    forward(hub, &source, exchange, request, &options).await
}

/// Returns the error for a URI that belongs to nothing visible to the client.
fn no_resource(uri: &str, era: Era) -> RpcError {
    let code = match era {
        Era::Legacy => error::RESOURCE_NOT_FOUND,
        Era::Modern => error::INVALID_PARAMS,
    };
    let data = format!(r#"{{"uri":{}}}"#, json::quote(uri));
    RpcError::new(code, "Resource not found").with_data(data)
}

/// Subscribes to a resource until the result is dropped.
///
/// # Errors
/// Fails if the caller cannot see the resource, or its server does not support subscriptions.
pub(crate) fn subscribe(hub: &Hub, caller: &Caller, uri: &str) -> Result<Subscription, RpcError> {
    let (_, view) = hub.view(caller)?;
    if view.built_in.resource(uri).is_some() {
        return Ok(Subscription::to_own());
    }
    let source = view.offerer(uri).and_then(|index| view.sources.get(index));
    let source = source.ok_or_else(|| no_resource(uri, caller.era))?;
    if !source.inventory.as_ref().is_some_and(|i| i.server_info.says("resources", "subscribe")) {
        let text = "this resource does not support subscriptions";
        return Err(RpcError::new(error::RESOURCE_NOT_FOUND, text));
    }
    Ok(source.upstream.subscribe(uri, caller))
}

/// Forwards a client's notification to the servers of its view. Must not be used for notifications
/// about requests and sessions, which the hub handles itself.
pub(crate) fn forward_notification(hub: &Hub, caller: &Caller, notification: &Request) {
    let Ok((_, view)) = hub.view(caller) else { return };
    for source in &view.sources {
        source.upstream.tell(caller, notification);
    }
}

async fn complete(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
) -> Result<RpcResponse, RpcError> {
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
    let of_built_in = if kind == ListKind::Prompts { kind } else { ListKind::Resources };
    if hub.view(&exchange.caller)?.1.built_in.has(of_built_in, &key) {
        return Ok(hub_response(request, &built_in::complete(exchange.caller.era)));
    }
    let find = |view: &View| match kind {
        ListKind::Prompts => view.route(kind, &key).cloned(),
        _ => view.route(kind, &key).cloned().or_else(|| view.reader(&key)),
    };
    let lookup = if kind == ListKind::Prompts { Lookup::Name(&key) } else { Lookup::Uri };
    let Some((route, source)) = find_when_settled(hub, exchange, lookup, find).await? else {
        return Err(RpcError::params("Unknown completion reference"));
    };
    let mut options = CallOptions { repeatable: true, ..CallOptions::default() };
    if route.original != key {
        options.values.push((span, json::quote(&route.original)));
    }
    forward(hub, &source, exchange, request, &options).await
}

/// Routes a request about a task to the server that created the task.
async fn task(hub: &Hub, exchange: &Exchange, request: &Request) -> Result<RpcResponse, RpcError> {
    let Some(id) = request.string("taskId") else {
        return Err(RpcError::params("`params.taskId` must be a string"));
    };
    let origin = hub.mcp_tasks.origin(&exchange.caller, &id);
    let (_, view) = hub.view(&exchange.caller)?;
    let named = origin.as_ref().map(|origin| &origin.server);
    let source = view.sources.iter().find(|source| Some(&source.server.name) == named);
    let Some(source) = source else {
        let declared = exchange.caller.capability_key().contains(tasks::EXTENSION);
        return match view.single() {
            // The only server may have tasks unknown to the hub.
            Some(_) => other_method(hub, exchange, request).await,
            None if exchange.caller.era == Era::Modern && !declared => Err(tasks::not_declared()),
            None => Err(RpcError::params("Unknown task")),
        };
    };
    let connection = origin.and_then(|origin| origin.connection(&exchange.caller));
    let repeatable = repeatable::is_read_only(&request.message.method());
    let options = CallOptions { name: Some(id.into_owned()), repeatable, ..CallOptions::default() };
    let sent =
        send_to_server(hub, source, exchange, request, &options, connection.as_ref()).await?;
    Ok(RpcResponse::translate(&sent.0, sent.1, exchange.caller.era, request))
}

/// Handles an unknown method: forwards it if the view has a single server.
async fn other_method(
    hub: &Hub,
    exchange: &Exchange,
    request: &Request,
) -> Result<RpcResponse, RpcError> {
    let method = request.message.method();
    let (_, view) = hub.view(&exchange.caller)?;
    if view.single().is_none() {
        return extension(hub, &view, exchange, request).await;
    }
    let find = |view: &View| view.single().map(|_| route_to(0, String::new()));
    let Some((_, source)) = find_when_settled(hub, exchange, Lookup::Method, find).await? else {
        return Err(RpcError::method(&method));
    };
    let name = headers::named_by(&method).and_then(|member| request.string(member));
    let options =
        CallOptions { name: name.map(std::borrow::Cow::into_owned), ..CallOptions::default() };
    forward(hub, &source, exchange, request, &options).await
}

/// Handles an extension method on an endpoint of several servers; the item that it names determines
/// the server.
async fn extension(
    hub: &Hub,
    view: &View,
    exchange: &Exchange,
    request: &Request,
) -> Result<RpcResponse, RpcError> {
    let method = request.message.method();
    let repeatable = repeatable::is_read_only(&method);
    if method == extensions::SKILLS_LIST {
        return Ok(extensions::skills(view, exchange, request).await);
    }
    if let Some(uri) = request.string("uri") {
        let Some(route) = view.reader(&uri) else {
            let answer = try_skill_servers(hub, view, exchange, request, &uri).await;
            return answer.ok_or_else(|| no_resource(&uri, exchange.caller.era));
        };
        let options =
            CallOptions { name: Some(uri.into_owned()), repeatable, ..CallOptions::default() };
        return forward(hub, &view.sources[route.source], exchange, request, &options).await;
    }
    if let (Some(name), Some(span)) = (request.string("name"), request.span("name")) {
        let tool = view.route(ListKind::Tools, &name).or_else(|| view.app_tool(&name));
        if let Some(route) = tool.or_else(|| view.route(ListKind::Prompts, &name)) {
            let values = vec![(span.clone(), json::quote(&route.original))];
            let name = Some(route.original.clone());
            let options = CallOptions { values, name, repeatable, ..CallOptions::default() };
            return forward(hub, &view.sources[route.source], exchange, request, &options).await;
        }
    }
    let only = extensions::only_extended(view).and_then(|index| view.sources.get(index));
    let source = only.ok_or_else(|| RpcError::method(&method))?;
    forward(hub, source, exchange, request, &CallOptions::default()).await
}

/// Returns the response of the first server that knows a URI from no list, because skill files need
/// not be listed. Returns `None` for methods that may have side effects.
async fn try_skill_servers(
    hub: &Hub,
    view: &View,
    exchange: &Exchange,
    request: &Request,
    uri: &str,
) -> Option<RpcResponse> {
    let reads = ["resources/read", "resources/directory/read", "skills/get"];
    if !reads.contains(&request.message.method().as_ref()) || view.excludes(uri) {
        return None;
    }
    for source in extensions::with_skills(view) {
        let options =
            CallOptions { name: Some(uri.to_owned()), repeatable: true, ..CallOptions::default() };
        let answer = send_to_server(hub, &source, exchange, request, &options, None).await;
        if let Ok((response, era)) = answer
            && response.error().is_none()
        {
            return Some(RpcResponse::translate(&response, era, exchange.caller.era, request));
        }
    }
    None
}

/// Creates a route to the server at that index.
fn route_to(source: usize, original: String) -> Route {
    Route { source, original, header_params: Vec::new(), repeatable: false }
}

/// Creates a response from a result of the hub itself.
fn hub_response(request: &Request, result: &str) -> RpcResponse {
    let id = request.message.id().unwrap_or("null");
    RpcResponse::new(error::success(id, result))
}

async fn forward(
    hub: &Hub,
    source: &CatalogEntry,
    exchange: &Exchange,
    request: &Request,
    options: &CallOptions,
) -> Result<RpcResponse, RpcError> {
    let (response, era) = send_to_server(hub, source, exchange, request, options, None).await?;
    Ok(RpcResponse::translate(&response, era, exchange.caller.era, request))
}

/// Returns a server's response and that server's era. Uses the connection `pinned` as long as it is
/// alive.
async fn send_to_server(
    hub: &Hub,
    source: &CatalogEntry,
    exchange: &Exchange,
    request: &Request,
    options: &CallOptions,
    pinned: Option<&Arc<Connection>>,
) -> Result<(Message, Era), RpcError> {
    let timeouts = source.server.timeouts;
    // Legacy servers create no state, so this one is from an earlier run or invalid.
    let legacy = source.inventory.as_ref().is_some_and(|i| i.server_info.era == Era::Legacy);
    if legacy && exchange.caller.era == Era::Modern && request.raw("requestState").is_some() {
        return Err(to_modern_client::expired_state(request));
    }
    let result = source.upstream.call(exchange, request, options, pinned, timeouts).await;
    let to_client_error = |e: CallError| {
        e.to_rpc_error(&source.server.name, !repeatable::is_read_only(&request.message.method()))
    };
    let (mut response, connection) = result.map_err(to_client_error)?;
    let era = connection.server_info.era;
    if era == Era::Modern && exchange.caller.era == Era::Legacy {
        for _ in 0..limits::ROUNDS {
            let Some(required) = InputRequired::parse(&response) else { break };
            let again = required.resolve(exchange, request).await?;
            let rename = options.values.first().zip(again.span("name"));
            let values = rename.map(|((_, value), span)| (span.clone(), value.clone()));
            let options = CallOptions { values: values.into_iter().collect(), ..options.clone() };
            let result = source.upstream.call(exchange, &again, &options, None, timeouts).await;
            (response, _) = result.map_err(to_client_error)?;
        }
    }
    hub.mcp_tasks.record(exchange, request, &response, &source.server.name, &connection);
    Ok((response, era))
}
