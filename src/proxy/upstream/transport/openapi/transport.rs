//! The transport to an HTTP API. Handles requests like an MCP server of the modern era, and sends
//! an HTTP request for each tool call.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::net::cookies::Jar;
use crate::net::endpoint::Endpoint;
use crate::net::http_client::collect;
use crate::net::response_body::AnswerBody;
use crate::openapi::arguments::Arguments;
use crate::openapi::document::Document;
use crate::openapi::operation::Operation;
use crate::openapi::request::{Prepared, prepare};
use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Message;
use crate::protocol::{Era, era};
use crate::proxy::inventory::items::ServerInfo;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::outgoing::Outgoing;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::transport::busy::Busy;
use crate::proxy::upstream::transport::openapi::answer;
use crate::proxy::upstream::transport::openapi::fetch::ApiClient;
use crate::proxy::upstream::transport::openapi::security::{Credential, Security};
use crate::proxy::upstream::transport::openapi::session_jars::SessionJars;
use crate::settings::model::server::OpenApi;

/// An API with its parsed document.
pub(crate) struct OpenApiTransport {
    ways: ApiClient,
    security: Security,
    /// The base URL of the document.
    base: Base,
    /// Base URLs that operations declare for themselves.
    others: HashMap<Url, Base>,
    /// The cookie jars of sessions; `None` if cookies are not kept.
    jars: Option<SessionJars>,
    /// By tool name.
    operations: HashMap<String, Operation>,
    /// The result of `tools/list`, as raw JSON.
    listed: String,
    calls: AtomicU64,
    busy: AtomicUsize,
    ended: CancellationToken,
}

/// A base URL and its endpoint.
struct Base {
    endpoint: Endpoint,
    /// Without a trailing slash.
    url: String,
}

impl Base {
    fn new(ways: &ApiClient, url: &Url) -> Result<Self, CallError> {
        let endpoint = ways.ours(url.as_str())?;
        // User and password in the URL were moved to a header.
        let url = endpoint.url().to_string().trim_end_matches('/').to_owned();
        Ok(Self { endpoint, url })
    }
}

impl std::fmt::Debug for OpenApiTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenApiTransport")
            .field("endpoint", &self.base.endpoint)
            .finish_non_exhaustive()
    }
}

/// Reads the document of an API. Variables in the settings are already expanded.
pub(in crate::proxy::upstream) async fn connect(
    openapi: &OpenApi,
    env: &UpstreamEnv,
) -> Result<(OpenApiTransport, ServerInfo), CallError> {
    let ways = ApiClient::new(openapi, env);
    let security = Security::read(&openapi.described).map_err(CallError::InvalidResponse)?;
    let document = document(openapi, &ways, &security).await?;
    let base = Base::new(&ways, &document.base)?;
    let mut others = HashMap::new();
    for url in document.operations.iter().filter_map(|operation| operation.base.as_ref()) {
        if !others.contains_key(url) {
            others.insert(url.clone(), Base::new(&ways, url)?);
        }
    }
    let keeps_cookies = openapi.described.get("cookieSession") == Some(&Value::Bool(true));
    let server_info = json!({ "name": document.title, "version": document.version });
    let transport = OpenApiTransport {
        ways,
        security,
        base,
        others,
        jars: keeps_cookies.then(SessionJars::default),
        listed: tools_list_result(&document.operations),
        operations: document.operations.into_iter().map(|o| (o.name.clone(), o)).collect(),
        calls: AtomicU64::new(0),
        busy: AtomicUsize::new(0),
        ended: CancellationToken::new(),
    };
    let server_info = ServerInfo {
        // One connection serves all clients, regardless of their capabilities.
        era: Era::Modern,
        version: era::MODERN.to_owned(),
        capabilities: r#"{"tools":{}}"#.to_owned(),
        implementation: Some(server_info.to_string()),
        instructions: None,
    };
    Ok((transport, server_info))
}

/// Reads the document from the settings or from its URL.
async fn document(
    openapi: &OpenApi,
    ways: &ApiClient,
    security: &Security,
) -> Result<Document, CallError> {
    let url = openapi.described.get("url").and_then(Value::as_str).filter(|url| !url.is_empty());
    let Some(url) = url else {
        let schema = openapi.described.get("schema").unwrap_or(&Value::Null).clone();
        return read(schema, None).await;
    };
    let at = Url::parse(url)
        .map_err(|e| CallError::InvalidResponse(format!("`url` is not a URL: {e}")))?;
    let plain = ways.other(url)?;
    let fetched = tokio::time::timeout(limits::OPENAPI_FETCH, async {
        match fetch(ways, &plain, &Credential::None).await {
            Err(e @ (CallError::NeedsLogin(_) | CallError::Refused { .. })) => {
                // The credentials are for the API. The host of the document receives them only if
                // it requires authentication.
                let proof = security.proof(ways).await?;
                let ours = ways.ours(url)?;
                let proven = ours.has_headers() || proof != Credential::None;
                if proven { fetch(ways, &ours, &proof).await } else { Err(e) }
            }
            fetched => fetched,
        }
    });
    let fetched = fetched.await.map_err(|_| CallError::Timeout(limits::OPENAPI_FETCH.into()))?;
    read(fetched?, Some(at)).await
}

async fn fetch(
    ways: &ApiClient,
    endpoint: &Endpoint,
    proof: &Credential,
) -> Result<Value, CallError> {
    let uri = url_with_credential(&endpoint.url().to_string(), proof)?;
    let mut request = endpoint.request(Method::GET, &uri, Bytes::new());
    let headers = request.headers_mut();
    headers.entry(ACCEPT).or_insert(HeaderValue::from_static("application/json, */*"));
    add_credential(headers, proof);
    ways.document(endpoint, request, limits::OPENAPI_BYTES).await
}

/// Parses a document on the blocking pool, because it may be long.
async fn read(root: Value, at: Option<Url>) -> Result<Document, CallError> {
    let reading = tokio::task::spawn_blocking(move || Document::read(&root, at.as_ref()));
    let read = reading.await.map_err(|e| CallError::InvalidResponse(e.to_string()))?;
    read.map_err(CallError::Unusable)
}

/// Builds the result of `tools/list`, which is the same for all clients.
fn tools_list_result(operations: &[Operation]) -> String {
    let tool = |operation: &Operation| {
        let Operation { name, description, input, .. } = operation;
        json!({ "name": name, "description": description, "inputSchema": input }).to_string()
    };
    let tools: Vec<_> = operations.iter().map(tool).collect();
    format!(r#"{{"tools":[{}],"resultType":"complete"}}"#, tools.join(","))
}

/// Adds a credential that belongs in the query.
fn url_with_credential(url: &str, proof: &Credential) -> Result<Uri, CallError> {
    let whole = match proof {
        Credential::Query(pair) => {
            let mark = if url.contains('?') { '&' } else { '?' };
            format!("{url}{mark}{}", pair.reveal())
        }
        _ => url.to_owned(),
    };
    // The parse error would contain the URL.
    whole.parse().map_err(|_| CallError::InvalidResponse("the request's URL cannot be used".into()))
}

/// Adds a credential that belongs in headers.
fn add_credential(headers: &mut HeaderMap, proof: &Credential) {
    match proof {
        Credential::Header(name, value) => {
            headers.insert(name.clone(), value.clone());
        }
        Credential::Cookie(pair) => add_cookies(headers, pair.reveal()),
        Credential::None | Credential::Query(_) => {}
    }
}

fn add_cookies(headers: &mut HeaderMap, pairs: &str) {
    let before = headers.get(COOKIE).and_then(|cookie| cookie.to_str().ok());
    let all = before.map_or_else(|| pairs.to_owned(), |before| format!("{before}; {pairs}"));
    if let Ok(mut cookie) = HeaderValue::try_from(all) {
        cookie.set_sensitive(true);
        headers.insert(COOKIE, cookie);
    }
}

impl OpenApiTransport {
    pub(crate) async fn call(&self, outgoing: Outgoing<'_>) -> Result<Message, CallError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let _busy = Busy::new(&self.busy);
        let method = outgoing.request.message.method();
        let answer = match method.as_ref() {
            "tools/list" => error::success("0", &self.listed),
            "tools/call" => match self.call_tool(&outgoing).await? {
                Ok(result) => error::success("0", &result),
                Err(refused) => refused.response(Some("0")),
            },
            "ping" => error::success("0", r#"{"resultType":"complete"}"#),
            other => RpcError::method(other).response(Some("0")),
        };
        Message::parse(answer).map_err(|e| CallError::InvalidResponse(e.to_string()))
    }

    async fn call_tool(
        &self,
        outgoing: &Outgoing<'_>,
    ) -> Result<Result<String, RpcError>, CallError> {
        let request = outgoing.request;
        let name = outgoing.options.name.as_deref().map(std::borrow::Cow::Borrowed);
        let name = name.or_else(|| request.string("name")).unwrap_or_default();
        let Some(operation) = self.operations.get(name.as_ref()) else {
            return Ok(Err(RpcError::params(format!("Unknown tool: {name}"))));
        };
        let given = Arguments::at(request.message.text(), request.span("arguments"));
        let prepared = match prepare(operation, &given) {
            Ok(prepared) => prepared,
            Err(why) => return Ok(Ok(answer::text(&why, true))),
        };
        let inbound = outgoing.exchange.map(|exchange| exchange.headers.as_ref());
        let mut proof = self.security.proof(&self.ways).await?;
        let base = operation.base.as_ref().and_then(|url| self.others.get(url));
        let base = base.unwrap_or(&self.base);
        let jar = self.get_jar(outgoing, base);
        let send = async |proof: &Credential| {
            self.send(base, &prepared, inbound, proof, jar.as_deref()).await
        };
        let mut response = send(&proof).await?;
        if response.status() == StatusCode::UNAUTHORIZED
            && self.security.was_refused(&proof, response.headers()).await
        {
            proof = self.security.proof(&self.ways).await?;
            response = send(&proof).await?;
        }
        let status = response.status();
        let media = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|media| media.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let body =
            collect(response.into_body(), limits::MESSAGE_BYTES).await.map_err(CallError::Lost)?;
        let result = answer::of(status, &media, &body);
        // An error response may repeat the hub's own credential, which must not reach the caller.
        let masked =
            (!status.is_success()).then(|| self.ways.filter().without_own(&result)).flatten();
        Ok(Ok(masked.unwrap_or(result)))
    }

    /// Returns the cookie jar of the caller's session, if there is one.
    fn get_jar(&self, outgoing: &Outgoing<'_>, base: &Base) -> Option<Arc<Jar>> {
        let session = outgoing.exchange?.caller.session.as_ref()?;
        self.jars.as_ref()?.get_jar(session, &base.url)
    }

    async fn send(
        &self,
        base: &Base,
        prepared: &Prepared,
        inbound: Option<&HeaderMap>,
        proof: &Credential,
        jar: Option<&Jar>,
    ) -> Result<Response<AnswerBody>, CallError> {
        let slash = if prepared.path.starts_with('/') { "" } else { "/" };
        let mut url = format!("{}{slash}{}", base.url, prepared.path);
        for (i, pair) in prepared.query.iter().enumerate() {
            url.push(if i == 0 && !prepared.path.contains('?') { '?' } else { '&' });
            url.push_str(pair);
        }
        let uri = url_with_credential(&url, proof)?;
        let answer = self.security.answer(&prepared.method, &uri).await;
        let body = prepared.body.as_ref().map_or_else(Bytes::new, |(_, body)| body.clone());
        let mut request = base.endpoint.request(prepared.method.clone(), &uri, body);
        let headers = request.headers_mut();
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("application/json, */*"));
        for (name, value) in &prepared.headers {
            headers.insert(name.clone(), value.clone());
        }
        if let Some((media, _)) = &prepared.body {
            headers.insert(CONTENT_TYPE, media.clone());
        }
        if !prepared.cookies.is_empty() {
            add_cookies(headers, &prepared.cookies.join("; "));
        }
        add_credential(headers, proof);
        headers.extend(answer.map(|answer| (AUTHORIZATION, answer)));
        if let Some(inbound) = inbound {
            base.endpoint.pass_on(inbound, headers);
        }
        self.ways.send(&base.endpoint, request, false, jar).await
    }

    /// Waits until the connection is closed.
    pub(crate) async fn wait_closed(&self) -> String {
        self.ended.cancelled().await;
        "stopped".into()
    }

    /// Returns true if the connection is closed.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended.is_cancelled()
    }

    /// Returns the number of requests handled so far.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// Returns the number of requests in flight.
    pub(crate) fn busy(&self) -> usize {
        self.busy.load(Ordering::Relaxed)
    }

    /// Only wakes [`Self::wait_closed`]: there is no connection to close.
    pub(crate) fn close(&self) {
        self.ended.cancel();
    }
}
