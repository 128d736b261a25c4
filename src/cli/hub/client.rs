//! Client of the hub that runs on this machine. It uses the admin API with the token that the hub
//! stores for commands of the same user.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url, redirect};
use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub::in_process;
use crate::protocol::framing::sse::Decoder;
use crate::settings::model::secret::Secret;
use crate::state::admin_token;

/// Timeout of a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a stream may be silent. A hub sends a keep-alive every few seconds.
const STREAM_SILENCE_MAX: Duration = Duration::from_mins(1);
/// Total timeout of a stream, longer than any session.
const STREAM_TIMEOUT: Duration = Duration::from_hours(10_000);
/// Limit for one event of a stream.
const EVENT_BYTES_MAX: usize = 64 << 20;

/// The address of the hub.
#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct HubAddress {
    /// The port that the hub listens on [default: $PORT or 3000]
    #[arg(long)]
    port: Option<u16>,
}

impl HubAddress {
    /// Returns the port, if one was given.
    pub(crate) fn given(self) -> Option<u16> {
        self.port
    }

    pub(crate) fn at(port: u16) -> Self {
        Self { port: Some(port) }
    }
}

/// A hub that may be running.
pub(crate) struct HubClient {
    base: Url,
    token: Option<Secret>,
    client: Client,
}

impl HubClient {
    /// Returns a client for the hub at `place`. It does not connect yet.
    pub(crate) fn find(context: &Context, place: HubAddress) -> Result<Self, Failure> {
        let environment = &context.environment;
        let port = in_process::port(environment, place.port)?;
        let folder = in_process::state_folder(environment)?;
        let token = admin_token::read(&folder, port).map_err(|error| {
            let path = admin_token::path(&folder, port);
            let text = format!("the token of the hub is ignored: {} {error}", path.display());
            Failure::new(Kind::Failed, text)
                .hint("remove the file, and start the hub again as the user who runs this command")
        })?;
        let prefix = environment.variable("BASE_PATH").unwrap_or_default().trim_matches('/');
        let base = Url::parse(&format!("http://127.0.0.1:{port}/{prefix}")).map_err(|_| {
            Failure::usage(format!("BASE_PATH is `{prefix}`, which cannot be part of a URL"))
        })?;
        // The hub is on this machine, so no proxy or redirect applies.
        let builder = Client::builder().no_proxy().redirect(redirect::Policy::none());
        let client = builder.timeout(REQUEST_TIMEOUT).build().map_err(|error| {
            Failure::from_error(
                Kind::Failed,
                anyhow::Error::new(error).context("cannot create an HTTP client"),
            )
        })?;
        Ok(Self { base, token, client })
    }

    /// Returns the URL of the hub.
    pub(crate) fn address(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// Returns all servers as the API describes them.
    pub(crate) async fn servers(&self) -> Result<Vec<Value>, Failure> {
        let mut answer = self.call(Method::GET, &["api", "servers"]).await?;
        match answer["data"].take() {
            Value::Array(servers) => Ok(servers),
            _ => Err(self.not_a_hub()),
        }
    }

    /// Returns the status of the hub, its clients and its servers.
    pub(crate) async fn status(&self) -> Result<Value, Failure> {
        let result = self.call(Method::GET, &["api", "hub"]).await;
        let mut answer = result.map_err(|failure| match failure.kind {
            Kind::Absent => {
                let text = format!("the hub at {} is of an older release", self.address());
                Failure::new(Kind::Failed, text).hint("restart it with this release")
            }
            _ => failure,
        })?;
        Ok(answer["data"].take())
    }

    /// Reconnects a server. Returns the names of the variables of `.env` that changed since it was
    /// last read.
    pub(crate) async fn reload(&self, server: &str) -> Result<Vec<String>, Failure> {
        let answer = self.call(Method::POST, &["api", "servers", server, "reload"]).await?;
        let names = answer["changedVariables"].as_array().into_iter().flatten();
        Ok(names.filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Returns the last lines of the log, oldest first; only those of `server` if given.
    pub(crate) async fn logs(&self, server: Option<&str>) -> Result<Vec<Value>, Failure> {
        let request = self.request(Method::GET, &["api", "logs"]).query(&of_server(server));
        match self.send(request).await?["data"].take() {
            Value::Array(records) => Ok(records),
            _ => Err(self.not_a_hub()),
        }
    }

    /// Returns the same lines, then each new one.
    pub(crate) async fn follow_logs(&self, server: Option<&str>) -> Result<LogStream<'_>, Failure> {
        let answer = self
            .request(Method::GET, &["api", "logs", "stream"])
            .query(&of_server(server))
            .timeout(STREAM_TIMEOUT)
            .send()
            .await
            .map_err(|error| self.connection_error(error))?;
        if answer.status().is_success() {
            return Ok(LogStream { hub: self, answer, events: Decoder::new(EVENT_BYTES_MAX) });
        }
        Err(self.response_error(answer).await)
    }

    async fn call(&self, method: Method, path: &[&str]) -> Result<Value, Failure> {
        self.send(self.request(method, path)).await
    }

    fn request(&self, method: Method, path: &[&str]) -> RequestBuilder {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            // This path works whatever dialect the settings mount at the root.
            segments.pop_if_empty().extend(["dialect", "mcphub"]).extend(path);
        }
        let request = self.client.request(method, url);
        match &self.token {
            Some(token) => request.bearer_auth(token.reveal()),
            None => request,
        }
    }

    async fn send(&self, request: RequestBuilder) -> Result<Value, Failure> {
        let answer = request.send().await.map_err(|error| self.connection_error(error))?;
        if !answer.status().is_success() {
            return Err(self.response_error(answer).await);
        }
        let body = answer.json::<Value>().await.ok().filter(|body| body["success"].is_boolean());
        body.ok_or_else(|| self.not_a_hub())
    }

    async fn response_error(&self, answer: Response) -> Failure {
        let status = answer.status();
        let body = answer.json::<Value>().await.ok().filter(|body| body["success"].is_boolean());
        let Some(body) = body else { return self.not_a_hub() };
        let said = body["message"]
            .as_str()
            .or(body["error"].as_str())
            .unwrap_or("the hub rejected the request without a reason");
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Failure::new(
                Kind::Failed,
                format!("the hub at {} rejected the request: {said}", self.address()),
            )
            .hint("it runs as another user, or with another MCPHUB_STATE_DIR"),
            StatusCode::NOT_FOUND => Failure::new(Kind::Absent, said),
            _ => Failure::new(Kind::Failed, said),
        }
    }

    fn connection_error(&self, error: reqwest::Error) -> Failure {
        let message = if error.is_connect() {
            format!("no hub is running at {}", self.address())
        } else {
            format!("the hub at {} does not respond", self.address())
        };
        // The message already contains the URL.
        let error = anyhow::Error::new(error.without_url()).context(message);
        Failure::from_error(Kind::Unreachable, error)
            .hint("`mcphub serve` starts one; `--port` selects one that listens elsewhere")
    }

    fn not_a_hub(&self) -> Failure {
        Failure::new(
            Kind::Unreachable,
            format!("the service at {} is not an mcphub server", self.address()),
        )
        .hint("`--port` selects a hub that listens elsewhere")
    }
}

fn of_server(server: Option<&str>) -> Vec<(&'static str, &str)> {
    server.map(|name| ("server", name)).into_iter().collect()
}

/// The log of a hub as a stream.
pub(crate) struct LogStream<'a> {
    hub: &'a HubClient,
    answer: Response,
    events: Decoder,
}

impl LogStream<'_> {
    /// Returns the next lines, or `None` if the hub closes the stream.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Value>>, Failure> {
        loop {
            while let Some(event) = self.events.next().map_err(|_| self.hub.not_a_hub())? {
                let Ok(mut data @ Value::Object(_)) = serde_json::from_slice(&event.data) else {
                    continue;
                };
                match (data["logs"].take(), data["log"].take()) {
                    (Value::Array(records), _) => return Ok(Some(records)),
                    (_, record @ Value::Object(_)) => return Ok(Some(vec![record])),
                    _ => {}
                }
            }
            match tokio::time::timeout(STREAM_SILENCE_MAX, self.answer.chunk()).await {
                Ok(Ok(Some(chunk))) => self.events.feed(&chunk),
                Ok(Ok(None)) => return Ok(None),
                Ok(Err(error)) => return Err(self.hub.connection_error(error)),
                Err(_) => {
                    let text = format!("the hub at {} stopped responding", self.hub.address());
                    return Err(Failure::new(Kind::Unreachable, text));
                }
            }
        }
    }
}
