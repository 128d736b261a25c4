//! The hub that runs on this machine, asked through its admin API with the token that it leaves for
//! the commands of its own user.

use std::time::Duration;

use reqwest::{Client, Method, StatusCode, Url, redirect};
use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub;
use crate::settings::secret::Secret;
use crate::state::admin_token;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the hub is.
#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct Where {
    /// The port that the hub listens on; PORT when absent, else 3000
    #[arg(long)]
    port: Option<u16>,
}

/// A hub that may be running.
pub(crate) struct Running {
    base: Url,
    token: Option<Secret>,
    client: Client,
}

impl Running {
    /// The hub on `place`; whether it runs is seen when it is asked.
    pub(crate) fn find(context: &mut Context, place: Where) -> Result<Self, Failure> {
        context.read_dotenv();
        let environment = &context.environment;
        let port = hub::port(environment, place.port)?;
        let token = admin_token::read(&hub::state_folder(environment)?, port);
        let prefix = environment.variable("BASE_PATH").unwrap_or_default().trim_matches('/');
        let base = format!("http://127.0.0.1:{port}/{prefix}");
        let base = Url::parse(&base).map_err(|_| {
            Failure::usage(format!("BASE_PATH is `{prefix}`, which is no part of a URL"))
        })?;
        // The hub is on this machine: a proxy, or another address, is never meant.
        let client = Client::builder().no_proxy().redirect(redirect::Policy::none());
        let client = client.timeout(PATIENCE).build().map_err(|error| {
            Failure::caused(Kind::Failed, anyhow::Error::new(error).context("cannot ask a hub"))
        })?;
        Ok(Self { base, token, client })
    }

    /// Where it would be.
    pub(crate) fn address(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// All servers as the API describes them.
    pub(crate) async fn servers(&self) -> Result<Vec<Value>, Failure> {
        let mut answer = self.ask(Method::GET, &["api", "servers"]).await?;
        match answer["data"].take() {
            Value::Array(servers) => Ok(servers),
            _ => Err(self.stranger()),
        }
    }

    /// Connects a server anew.
    pub(crate) async fn reload(&self, server: &str) -> Result<(), Failure> {
        self.ask(Method::POST, &["api", "servers", server, "reload"]).await.map(drop)
    }

    async fn ask(&self, method: Method, path: &[&str]) -> Result<Value, Failure> {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        let mut request = self.client.request(method, url);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.reveal());
        }
        let answer = request.send().await.map_err(|error| self.silent(error))?;
        let status = answer.status();
        let body = answer.json::<Value>().await.ok().filter(|body| body["success"].is_boolean());
        let Some(body) = body else { return Err(self.stranger()) };
        if status.is_success() {
            return Ok(body);
        }
        let said = body["message"].as_str().unwrap_or("the hub refused, and did not say why");
        Err(match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Failure::new(Kind::Failed, format!("the hub at {} refuses: {said}", self.address()))
                    .hint("it runs as another user, or with another MCPHUB_STATE_DIR")
            }
            StatusCode::NOT_FOUND => Failure::new(Kind::Absent, said),
            _ => Failure::new(Kind::Failed, said),
        })
    }

    fn silent(&self, error: reqwest::Error) -> Failure {
        let message = if error.is_connect() {
            format!("no hub runs at {}", self.address())
        } else {
            format!("the hub at {} does not answer", self.address())
        };
        // The URL is in the message already.
        let error = anyhow::Error::new(error.without_url()).context(message);
        Failure::caused(Kind::Unreachable, error)
            .hint("`mcphub serve` starts one; `--port` names one that listens elsewhere")
    }

    fn stranger(&self) -> Failure {
        Failure::new(Kind::Unreachable, format!("what answers at {} is no hub", self.address()))
            .hint("`--port` names a hub that listens elsewhere")
    }
}
