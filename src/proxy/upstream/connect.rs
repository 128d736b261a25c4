//! Opens a connection: starts the transport, runs the handshake, and opens the stream for messages
//! that belong to no request.

use std::sync::Arc;

use crate::protocol::era::Era;
use crate::proxy::inventory::items::ServerInfo;
use crate::proxy::limits;
use crate::proxy::upstream::attempt::{Attempt, Phase};
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::initialize_params::InitializeParams;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::connection::transport::Transport;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::handshake::{Greeting, greet};
use crate::proxy::upstream::process::child::Child;
use crate::proxy::upstream::transport::listen_stream::LIST_CHANGES;
use crate::proxy::upstream::transport::openapi::transport;
use crate::proxy::upstream::transport::streamable_http::HttpTransport;
use crate::proxy::upstream::transport::{sse, stdio};
use crate::settings::model::server::{Remote, Server, Transport as ServerTransport, TransportKind};
use crate::settings::model::system::System;

/// How the handshake is run.
pub(crate) struct Handshake {
    pub(crate) greeting: Greeting,
    /// The client to announce to a legacy server.
    pub(crate) params: InitializeParams,
}

/// Opens a connection to a server and runs the handshake. Variables in its settings are already
/// expanded.
pub(crate) async fn connect(
    server: &Server,
    system: &System,
    env: &UpstreamEnv,
    listener: Arc<dyn Listener>,
    attempt: &Arc<Attempt>,
    handshake: Handshake,
) -> Result<Connection, CallError> {
    attempt.enter(Phase::Connecting);
    let Handshake { greeting, params } = handshake;
    let told = InitializeParams { hops: env.hops.said(), ..params };
    match &server.transport {
        ServerTransport::Stdio(stdio) => {
            let child = Child::start(&server.name, stdio, system, env, attempt)
                .await
                .map_err(CallError::Disconnected)?;
            let pipes = stdio::open(child, listener, Arc::clone(attempt));
            begin(Transport::Duplex(Box::new(pipes)), greeting, told).await
        }
        ServerTransport::Remote(remote) if remote.kind == TransportKind::Sse => {
            begin_sse(remote, env, listener, told).await
        }
        ServerTransport::Remote(remote) => {
            let transport = HttpTransport::new(remote, env, Arc::clone(&listener))
                .map_err(CallError::InvalidResponse)?;
            match begin(Transport::Http(Box::new(transport)), greeting, told.clone()).await {
                Err(CallError::Refused { status, text, .. })
                    if remote.untyped && may_be_sse_only(status) =>
                {
                    begin_sse(remote, env, listener, told).await.map_err(|e| {
                        CallError::InvalidResponse(format!(
                            "neither streamable HTTP ({text}) nor SSE ({e})"
                        ))
                    })
                }
                begun => begun,
            }
        }
        ServerTransport::OpenApi(openapi) => {
            let (transport, server_info) = Box::pin(transport::connect(openapi, env)).await?;
            Ok(Connection::new(Transport::OpenApi(Box::new(transport)), server_info, told))
        }
    }
}

/// Returns true if a server that rejects `initialize` with this status may support only HTTP with
/// SSE.
/// Source: MCP 2025-11-25 basic/transports, backwards compatibility.
fn may_be_sse_only(status: u16) -> bool {
    matches!(status, 400..500) && !matches!(status, 401 | 403 | 429)
}

/// The SSE transport is older than the modern era, so no probe is needed.
async fn begin_sse(
    remote: &Remote,
    env: &UpstreamEnv,
    listener: Arc<dyn Listener>,
    told: InitializeParams,
) -> Result<Connection, CallError> {
    let stream = sse::open(remote, env, listener).await?;
    begin(Transport::Duplex(Box::new(stream)), Greeting::Legacy, told).await
}

async fn begin(
    transport: Transport,
    greeting: Greeting,
    told: InitializeParams,
) -> Result<Connection, CallError> {
    match greet(&transport, greeting, &told).await {
        Ok(server_info) => {
            if let Transport::Http(http) = &transport {
                listen(http, &server_info, &told).await;
            }
            Ok(Connection::new(transport, server_info, told))
        }
        Err(e) => {
            transport.close().await;
            Err(e)
        }
    }
}

/// Opens the stream for messages that belong to no request, if the server may send any. A server
/// that sends requests often does so on this stream, in the middle of a call, so it must be open
/// before.
async fn listen(http: &HttpTransport, server_info: &ServerInfo, told: &InitializeParams) {
    let legacy = server_info.era == Era::Legacy;
    let asks = legacy && told.capabilities != "{}";
    let logs = legacy && server_info.can("logging");
    if !(asks || logs || sends_changes(server_info)) {
        return;
    }
    let opened = http.listen(server_info.era, &server_info.version);
    if asks {
        let _ = tokio::time::timeout(limits::LISTEN_OPEN_WAIT, opened).await;
    }
}

/// Sends the modern era's listen request on pipes, where it shares the stream with all other
/// requests and never gets a response.
pub(super) fn listen_on_pipe(connection: &Arc<Connection>) {
    let server_info = &connection.server_info;
    if server_info.era != Era::Modern
        || !matches!(connection.transport, Transport::Duplex(_))
        || !sends_changes(server_info)
    {
        return;
    }
    let connection = Arc::clone(connection);
    tokio::spawn(async move { connection.listen(LIST_CHANGES).await });
}

/// Returns true if the server may send change notifications.
fn sends_changes(server_info: &ServerInfo) -> bool {
    let updates = server_info.era == Era::Legacy && server_info.says("resources", "subscribe");
    updates
        || ["tools", "prompts", "resources"]
            .iter()
            .any(|list| server_info.says(list, "listChanged"))
}
