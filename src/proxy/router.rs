//! Routes each request to the hub or to an upstream. Depends on the methods, not on the transports.

use crate::protocol::error::{self, RpcError};
use crate::protocol::json::{self, Span};
use crate::protocol::request::Request;
use crate::protocol::{Era, headers};
use crate::proxy::catalog::absent;
use crate::proxy::catalog::built_in;
use crate::proxy::catalog::discovery;
use crate::proxy::catalog::extensions;
use crate::proxy::catalog::pagination;
use crate::proxy::catalog::param_headers;
use crate::proxy::catalog::snapshot::Snapshot;
use crate::proxy::catalog::view::{Route, View};
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::exchange::subscription::Subscription;
use crate::proxy::exchange::tasks;
use crate::proxy::forward::Incoming;
use crate::proxy::gateway::Gateway;
use crate::proxy::hub::Hub;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::login_answer;
use crate::proxy::lookup::{self, Lookup, find_when_settled};
use crate::proxy::repeatable;
use crate::proxy::upstream::CallOptions;

/// Returns the response to a request.
pub(crate) async fn handle(
    gateway: &Gateway,
    exchange: &Exchange,
    request: &Request,
) -> RpcResponse {
    let id = request.message.id().unwrap_or("null");
    let incoming = Incoming { gateway, exchange, request };
    match route(incoming, id).await {
        Ok(answer) => answer,
        Err(error) => failure(incoming, &error, id),
    }
}

/// Returns the response to a request that a client repeats because it was sent to a login. Waits for
/// a limited time until the login is complete.
pub(crate) async fn handle_after_login(
    gateway: &Gateway,
    exchange: &Exchange,
    request: &Request,
) -> RpcResponse {
    let id = request.message.id().unwrap_or("null");
    let incoming = Incoming { gateway, exchange, request };
    match route(incoming, id).await {
        Ok(answer) => answer,
        Err(error) if login_answer::wait(gateway, exchange, &error).await => {
            handle(gateway, exchange, request).await
        }
        Err(error) => failure(incoming, &error, id),
    }
}

fn failure(incoming: Incoming<'_>, error: &RpcError, id: &str) -> RpcResponse {
    login_answer::respond(incoming, error)
        .unwrap_or_else(|| RpcResponse::from_error(error, Some(id)))
}

async fn route(incoming: Incoming<'_>, id: &str) -> Result<RpcResponse, RpcError> {
    let method = incoming.request.message.method();
    let modern = incoming.exchange.caller.era == Era::Modern;
    match method.as_ref() {
        "ping" if !modern => Ok(RpcResponse::new(error::success(id, "{}"))),
        "initialize"
        | "ping"
        | "logging/setLevel"
        | "resources/subscribe"
        | "resources/unsubscribe"
            if modern =>
        {
            Err(RpcError::method(&method))
        }
        other => {
            if let Some(kind) = ListKind::ALL.into_iter().find(|kind| kind.method() == other) {
                let snapshot =
                    lookup::list_snapshot(&incoming.gateway.hub, &incoming.exchange.caller).await?;
                return list(incoming, &snapshot, kind, id);
            }
            let snapshot = incoming.gateway.hub.snapshot(&incoming.exchange.caller)?;
            dispatch(incoming, snapshot, id).await
        }
    }
}

/// Handles a request that sees `snapshot` from here to its end.
async fn dispatch(
    incoming: Incoming<'_>,
    snapshot: Snapshot,
    id: &str,
) -> Result<RpcResponse, RpcError> {
    let exchange = incoming.exchange;
    let method = incoming.request.message.method();
    let era = exchange.caller.era;
    match method.as_ref() {
        "tools/call" => call_or_get(incoming, snapshot, ListKind::Tools).await,
        "prompts/get" => call_or_get(incoming, snapshot, ListKind::Prompts).await,
        "resources/read" => read_resource(incoming, snapshot).await,
        "completion/complete" => complete(incoming, snapshot).await,
        "server/discover" if era == Era::Modern => {
            discovery::discover(&incoming.gateway.hub, exchange, snapshot, id).await
        }
        "logging/setLevel" if era == Era::Legacy => {
            if let Some(level) = &exchange.log_level {
                let sources = snapshot.view.sources.iter();
                let updates = sources.map(|s| s.upstream.tell_level(&exchange.caller, level));
                futures_util::future::join_all(updates).await;
            }
            Ok(RpcResponse::new(error::success(id, "{}")))
        }
        method if tasks::addresses_task(method, era) => task(incoming, snapshot).await,
        _ => other_method(incoming, snapshot).await,
    }
}

fn list(
    incoming: Incoming<'_>,
    snapshot: &Snapshot,
    kind: ListKind,
    id: &str,
) -> Result<RpcResponse, RpcError> {
    let request = incoming.request;
    let era = incoming.exchange.caller.era;
    let cursor = match request.raw("cursor") {
        None | Some("null") => None,
        // The modern era does not restrict cursors; they may be empty.
        Some("\"\"") if era == Era::Modern => None,
        Some(_) => {
            Some(request.string("cursor").ok_or_else(|| RpcError::params("Invalid cursor"))?)
        }
    };
    let list = snapshot.view.list_for(kind, era);
    let parts = pagination::page(kind, list, cursor.as_deref(), era, id)?;
    Ok(RpcResponse { parts: parts.into(), code: None })
}

/// Handles `tools/call` and `prompts/get`.
async fn call_or_get(
    incoming: Incoming<'_>,
    mut snapshot: Snapshot,
    kind: ListKind,
) -> Result<RpcResponse, RpcError> {
    let Incoming { gateway, exchange, request } = incoming;
    let (Some(name), Some(span)) = (request.string("name"), request.span("name")) else {
        return Err(RpcError::params("`params.name` must be a string"));
    };
    if kind == ListKind::Prompts
        && let Some(prompt) = snapshot.view.built_in.prompt(&name)
    {
        let (text, era) = (request.message.text(), exchange.caller.era);
        let result = built_in::get(prompt, text, request.span("arguments"), era)?;
        return Ok(incoming.hub_response(&result));
    }
    let find = |view: &View| {
        let of_app = || view.app_tool(&name).filter(|_| kind == ListKind::Tools);
        view.route(kind, &name).or_else(of_app).cloned()
    };
    let lookup = Lookup::Name(&name);
    let found = find_when_settled(&gateway.hub, exchange, &mut snapshot, lookup, find).await?;
    let Some((route, source)) = found else {
        let what = if kind == ListKind::Tools { "tool" } else { "prompt" };
        let unknown = || RpcError::params(format!("Unknown {what}: {name}"));
        return Err(absent::why(&snapshot, &name).unwrap_or_else(unknown));
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
        return incoming.forward(&source, &options).await;
    }
    incoming.call_tool(&snapshot.catalog, &source, options, &route.original).await
}

async fn read_resource(
    incoming: Incoming<'_>,
    mut snapshot: Snapshot,
) -> Result<RpcResponse, RpcError> {
    let Incoming { gateway, exchange, request } = incoming;
    let Some(uri) = request.string("uri") else {
        return Err(RpcError::params("`params.uri` must be a string"));
    };
    if let Some(resource) = snapshot.view.built_in.resource(&uri) {
        return Ok(incoming.hub_response(&built_in::read(resource, exchange.caller.era)));
    }
    let find = |view: &View| view.reader(&uri);
    let hub = &gateway.hub;
    let found = find_when_settled(hub, exchange, &mut snapshot, Lookup::Uri, find).await?;
    let Some((route, source)) = found else {
        let answer = try_skill_servers(incoming, &snapshot.view, &uri).await;
        return answer.ok_or_else(|| no_resource(&uri, exchange.caller.era));
    };
    let options =
        CallOptions { name: Some(route.original), repeatable: true, ..CallOptions::default() };
    incoming.forward(&source, &options).await
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
    let view = hub.snapshot(caller)?.view;
    if view.built_in.resource(uri).is_some() {
        return Ok(Subscription::to_own());
    }
    let source = view
        .offerer(uri)
        .and_then(|index| view.sources.get(index))
        .ok_or_else(|| no_resource(uri, caller.era))?;
    if !source.inventory.as_ref().is_some_and(|i| i.server_info.says("resources", "subscribe")) {
        let text = "this resource does not support subscriptions";
        return Err(RpcError::new(error::RESOURCE_NOT_FOUND, text));
    }
    Ok(source.upstream.subscribe(uri, caller))
}

/// Forwards a client's notification to the servers of its view. Must not be used for notifications
/// about requests and sessions, which the hub handles itself.
pub(crate) fn forward_notification(hub: &Hub, caller: &Caller, notification: &Request) {
    let Ok(snapshot) = hub.snapshot(caller) else { return };
    for source in &snapshot.view.sources {
        source.upstream.tell(caller, notification);
    }
}

async fn complete(incoming: Incoming<'_>, mut snapshot: Snapshot) -> Result<RpcResponse, RpcError> {
    let Incoming { gateway, exchange, request } = incoming;
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
    if snapshot.view.built_in.has(of_built_in, &key) {
        return Ok(incoming.hub_response(&built_in::complete(exchange.caller.era)));
    }
    let find = |view: &View| match kind {
        ListKind::Prompts => view.route(kind, &key).cloned(),
        _ => view.route(kind, &key).cloned().or_else(|| view.reader(&key)),
    };
    let lookup = if kind == ListKind::Prompts { Lookup::Name(&key) } else { Lookup::Uri };
    let found = find_when_settled(&gateway.hub, exchange, &mut snapshot, lookup, find).await?;
    let Some((route, source)) = found else {
        return Err(RpcError::params("Unknown completion reference"));
    };
    let mut options = CallOptions { repeatable: true, ..CallOptions::default() };
    if route.original != key {
        options.values.push((span, json::quote(&route.original)));
    }
    incoming.forward(&source, &options).await
}

/// Routes a request about a task to the server that created the task.
async fn task(incoming: Incoming<'_>, snapshot: Snapshot) -> Result<RpcResponse, RpcError> {
    let Incoming { gateway, exchange, request } = incoming;
    let Some(id) = request.string("taskId") else {
        return Err(RpcError::params("`params.taskId` must be a string"));
    };
    let origin = gateway.tasks.origin(&exchange.caller, &id);
    let view = &snapshot.view;
    let named = origin.as_ref().map(|origin| &origin.server);
    let source = view.sources.iter().find(|source| Some(&source.server.name) == named);
    let Some(source) = source else {
        let declared = exchange.caller.capability_key().contains(tasks::EXTENSION);
        return match view.single() {
            // The only server may have tasks unknown to the hub.
            Some(_) => other_method(incoming, snapshot).await,
            None if exchange.caller.era == Era::Modern && !declared => Err(tasks::not_declared()),
            None => Err(RpcError::params("Unknown task")),
        };
    };
    let connection = origin.and_then(|origin| origin.connection(&exchange.caller));
    let repeatable = repeatable::is_read_only(&request.message.method());
    let options = CallOptions { name: Some(id.into_owned()), repeatable, ..CallOptions::default() };
    incoming.forward_over(source, &options, connection.as_ref()).await
}

/// Handles an unknown method: forwards it if the view has a single server.
async fn other_method(
    incoming: Incoming<'_>,
    mut snapshot: Snapshot,
) -> Result<RpcResponse, RpcError> {
    let Incoming { gateway, exchange, request } = incoming;
    let method = request.message.method();
    if snapshot.view.single().is_none() {
        return extension(incoming, &snapshot.view).await;
    }
    let find = |view: &View| view.single().map(|_| route_to(0, String::new()));
    let hub = &gateway.hub;
    let found = find_when_settled(hub, exchange, &mut snapshot, Lookup::Method, find).await?;
    let Some((_, source)) = found else {
        return Err(RpcError::method(&method));
    };
    let name = headers::named_by(&method).and_then(|member| request.string(member));
    let options =
        CallOptions { name: name.map(std::borrow::Cow::into_owned), ..CallOptions::default() };
    incoming.forward(&source, &options).await
}

/// Handles an extension method on an endpoint of several servers; the item that it names determines
/// the server.
async fn extension(incoming: Incoming<'_>, view: &View) -> Result<RpcResponse, RpcError> {
    let Incoming { exchange, request, .. } = incoming;
    let method = request.message.method();
    let repeatable = repeatable::is_read_only(&method);
    if method == extensions::SKILLS_LIST {
        return Ok(extensions::skills(view, exchange, request).await);
    }
    if let Some(uri) = request.string("uri") {
        let Some(route) = view.reader(&uri) else {
            let answer = try_skill_servers(incoming, view, &uri).await;
            return answer.ok_or_else(|| no_resource(&uri, exchange.caller.era));
        };
        let options =
            CallOptions { name: Some(uri.into_owned()), repeatable, ..CallOptions::default() };
        return incoming.forward(&view.sources[route.source], &options).await;
    }
    if let (Some(name), Some(span)) = (request.string("name"), request.span("name")) {
        let tool = view.route(ListKind::Tools, &name).or_else(|| view.app_tool(&name));
        if let Some(route) = tool.or_else(|| view.route(ListKind::Prompts, &name)) {
            let values = vec![(span.clone(), json::quote(&route.original))];
            let name = Some(route.original.clone());
            let options = CallOptions { values, name, repeatable, ..CallOptions::default() };
            return incoming.forward(&view.sources[route.source], &options).await;
        }
    }
    let only = extensions::only_extended(view).and_then(|index| view.sources.get(index));
    let source = only.ok_or_else(|| RpcError::method(&method))?;
    incoming.forward(source, &CallOptions::default()).await
}

/// Returns the response of the first server that knows a URI from no list, because skill files need
/// not be listed. Returns `None` for methods that may have side effects.
async fn try_skill_servers(incoming: Incoming<'_>, view: &View, uri: &str) -> Option<RpcResponse> {
    let reads = ["resources/read", "resources/directory/read", "skills/get"];
    if !reads.contains(&incoming.request.message.method().as_ref()) || view.excludes(uri) {
        return None;
    }
    for source in extensions::with_skills(view) {
        let options =
            CallOptions { name: Some(uri.to_owned()), repeatable: true, ..CallOptions::default() };
        if let Ok((response, era)) = incoming.send(&source, &options, None).await
            && response.error().is_none()
        {
            return Some(incoming.translate(&response, era));
        }
    }
    None
}

/// Creates a route to the server at that index.
fn route_to(source: usize, original: String) -> Route {
    Route { source, original, header_params: Vec::new(), repeatable: false }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use std::sync::Arc;

    use bytes::Bytes;
    use http::HeaderMap;

    use super::*;
    use crate::protocol::{Message, era};
    use crate::proxy::catalog::scope::Target;
    use crate::proxy::exchange::capabilities::Capabilities;
    use crate::proxy::hub_config::HubConfig;
    use crate::proxy::identity::Identity;
    use crate::proxy::references::References;
    use crate::settings::{Document, Settings, validate};

    fn settings(prompt: &str) -> Arc<Settings> {
        let text = format!(r#"{{"prompts": [{{"name": "{prompt}", "template": "of {prompt}"}}]}}"#);
        Arc::new(validate(&Document::parse(&text).unwrap()).0)
    }

    fn gateway() -> Arc<Gateway> {
        let config = HubConfig {
            environment: BTreeMap::new(),
            references: References::default(),
            executable: PathBuf::from("mcphub"),
            folder: None,
            cache: None,
            credentials: None,
            address: None,
        };
        Gateway::new(config, None)
    }

    fn exchange() -> Exchange {
        let caller = Caller {
            era: Era::Legacy,
            version: era::LEGACY[0].to_owned(),
            capabilities: Capabilities::new(None),
            client_info: None,
            target: Target::All,
            identity: Identity::of_keeper(),
            peer: None,
            session: None,
        };
        Exchange {
            caller: Arc::new(caller),
            headers: Arc::new(HeaderMap::new()),
            events: Arc::default(),
            log_level: None,
        }
    }

    fn request(text: &'static str) -> Request {
        Request::read(Message::parse(Bytes::from_static(text.as_bytes())).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_request_sees_one_catalog_although_the_settings_change_meanwhile() {
        let (gateway, exchange) = (gateway(), exchange());
        gateway.hub.apply(&settings("old"));
        let snapshot = gateway.hub.snapshot(&exchange.caller).unwrap();
        gateway.hub.apply(&settings("new"));
        let answer = async |text, snapshot: &Snapshot| {
            let request = request(text);
            let incoming = Incoming { gateway: &gateway, exchange: &exchange, request: &request };
            match incoming.request.message.method().as_ref() {
                "prompts/list" => list(incoming, snapshot, ListKind::Prompts, "1"),
                _ => dispatch(incoming, snapshot.clone(), "1").await,
            }
        };
        let list = r#"{"jsonrpc":"2.0","id":1,"method":"prompts/list"}"#;
        let old = r#"{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"old"}}"#;
        let new = r#"{"jsonrpc":"2.0","id":1,"method":"prompts/get","params":{"name":"new"}}"#;
        let text = |answer: Result<RpcResponse, RpcError>| {
            answer.map(|answer| String::from_utf8(answer.into_bytes().to_vec()).unwrap())
        };
        let now = gateway.hub.snapshot(&exchange.caller).unwrap();
        for (snapshot, known, unknown, name) in
            [(&snapshot, old, new, "old"), (&now, new, old, "new")]
        {
            let listed = text(answer(list, snapshot).await).unwrap();
            assert!(listed.contains(&format!(r#""name":"{name}""#)), "{listed}");
            let got = text(answer(known, snapshot).await).unwrap();
            assert!(got.contains(&format!("of {name}")), "{got}");
            assert!(text(answer(unknown, snapshot).await).is_err());
        }
    }
}
