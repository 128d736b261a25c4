//! Server status for people, the same in the admin API, `status`, `list`, and the log and page of
//! `serve`.

use std::time::Instant;

use crate::proxy::gateway::Gateway;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::upstream::{State, Status};
use crate::settings::model::server::Server;

/// The status of one server.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServerStatus {
    /// The name in the settings.
    pub(crate) name: String,
    /// The state of its connection.
    pub(crate) standing: StatusKind,
    /// Why it is not connected, or a defect of a connected server, in one line.
    pub(crate) reason: Option<String>,
    /// The same, without the time of the next attempt.
    pub(crate) why: Option<String>,
    /// Number of tools that clients see.
    pub(crate) tools: usize,
    /// Tool calls since the hub started.
    pub(crate) calls: u64,
    /// Failed tool calls among `calls`.
    pub(crate) errors: u64,
    /// Process id of its child.
    pub(crate) pid: Option<u32>,
    /// When it entered this state.
    pub(crate) since: Option<Instant>,
}

/// The state of a server's connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusKind {
    /// The server responds.
    Connected,
    /// The server is starting, or the hub is reconnecting.
    Connecting,
    /// The server requires a credential that the hub lacks.
    NeedsLogin,
    /// The server cannot be reached, or its entry is invalid.
    Failed,
    /// The settings disable the server.
    Disabled,
}

impl StatusKind {
    /// Returns the label for people.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Connecting => "connecting",
            Self::NeedsLogin => "needs login",
            Self::Failed => "failed",
            Self::Disabled => "disabled",
        }
    }

    /// Whether the server is enabled but does not work.
    pub(crate) fn is_down(self) -> bool {
        matches!(self, Self::NeedsLogin | Self::Failed)
    }

    fn of(state: &State) -> Self {
        match state {
            State::Connecting => Self::Connecting,
            State::Ready => Self::Connected,
            State::NeedsLogin(_) => Self::NeedsLogin,
            State::Failed { .. } | State::Stopped => Self::Failed,
        }
    }
}

/// Returns why a server is not connected; never empty for such a server.
pub(crate) fn reason(status: &Status) -> Option<String> {
    let standing = StatusKind::of(&status.state);
    let sentence = status.sentence().filter(|sentence| !sentence.trim().is_empty());
    match (sentence, standing) {
        (None, StatusKind::Connected) => None,
        (None, StatusKind::Connecting) => Some("starting".to_owned()),
        (None, _) => Some("it was stopped".to_owned()),
        (sentence, _) => sentence,
    }
}

impl Gateway {
    /// Returns the status of all servers in file order, followed by those with an invalid entry.
    pub(crate) fn server_statuses(&self) -> Vec<ServerStatus> {
        let settings = &self.hub.catalog().settings;
        let known = settings.servers.iter().map(|server| self.status_of_server(server));
        known.chain(settings.unusable.iter().map(|name| invalid_entry(name))).collect()
    }

    /// Returns the status of one server, if the settings contain it.
    pub(crate) fn server_status(&self, name: &str) -> Option<ServerStatus> {
        self.hub.catalog().settings.server(name).map(|server| self.status_of_server(server))
    }

    fn status_of_server(&self, server: &Server) -> ServerStatus {
        let (calls, errors) = self.metrics.calls_of(&server.name);
        let tools = self
            .hub
            .catalog()
            .describe(&server.name, ListKind::Tools)
            .iter()
            .filter(|tool| tool.enabled)
            .count();
        let status = self.hub.status(&server.name);
        let standing = status.as_ref().map_or(StatusKind::Disabled, |s| StatusKind::of(&s.state));
        let reason = match &status {
            None => Some(format!("`mcphub enable {}` switches it on", server.name)),
            Some(status) => reason(status),
        };
        let (pid, since) = status.as_ref().map_or((None, None), |status| {
            let lives = matches!(standing, StatusKind::Connected | StatusKind::Connecting);
            let since = status.failure.as_ref().map_or(status.progress.since, |f| f.since);
            (status.progress.pid.filter(|_| lives), Some(since))
        });
        let name = server.name.clone();
        let why = status.as_ref().and_then(|status| match &status.state {
            State::Failed { reason, .. } => Some(reason.clone()),
            _ => None,
        });
        let why = why.filter(|why| !why.trim().is_empty()).or_else(|| reason.clone());
        ServerStatus { name, standing, reason, why, tools, calls, errors, pid, since }
    }
}

fn invalid_entry(name: &str) -> ServerStatus {
    ServerStatus {
        name: name.to_owned(),
        standing: StatusKind::Failed,
        reason: Some(UNUSABLE.to_owned()),
        why: Some(UNUSABLE.to_owned()),
        tools: 0,
        calls: 0,
        errors: 0,
        pid: None,
        since: None,
    }
}

/// Reason for a server with an invalid entry.
pub(crate) const UNUSABLE: &str =
    "its entry in the settings file is invalid; `mcphub validate` shows why";
