//! Where a server stands, as people are told it everywhere: by the API, by `status` and `list`, by
//! `serve` and its page.

use std::time::Instant;

use crate::proxy::Hub;
use crate::proxy::inventory::ListKind;
use crate::proxy::upstream::{State, Status};
use crate::settings::server::Server;

/// What people are told of a server.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// Its name.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) standing: Standing,
    /// Why it is not connected, in one line; of a connected one what is wrong with it all the same.
    pub(crate) reason: Option<String>,
    /// The same of one that failed without when it is tried again.
    pub(crate) why: Option<String>,
    /// The tools that clients see.
    pub(crate) tools: usize,
    /// Calls of its tools since the hub began.
    pub(crate) calls: u64,
    /// Those of them that failed.
    pub(crate) errors: u64,
    /// The process id of its child.
    pub(crate) pid: Option<u32>,
    /// Since when it stands there.
    pub(crate) since: Option<Instant>,
}

/// Where a server stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It answers.
    Connected,
    /// It is starting, or tried again.
    Connecting,
    /// It wants a credential that the hub does not have.
    NeedsLogin,
    /// It cannot be reached, or its entry cannot be used.
    Failed,
    /// The settings switch it off.
    Disabled,
}

impl Standing {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Connecting => "connecting",
            Self::NeedsLogin => "needs login",
            Self::Failed => "failed",
            Self::Disabled => "disabled",
        }
    }

    /// Whether it is switched on, and does not work.
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

/// Why it is not connected; never empty for a server that is not.
pub(crate) fn reason(status: &Status) -> Option<String> {
    let standing = Standing::of(&status.state);
    let said = status.sentence().filter(|said| !said.trim().is_empty());
    match (said, standing) {
        (None, Standing::Connected) => None,
        (None, Standing::Connecting) => Some("starting".to_owned()),
        (None, _) => Some("it was stopped".to_owned()),
        (said, _) => said,
    }
}

impl Hub {
    /// What people are told of all servers, in file order; last those whose entry cannot be used.
    pub(crate) fn told(&self) -> Vec<Told> {
        let settings = &self.catalog().settings;
        let known = settings.servers.iter().map(|server| self.told_of(server));
        known.chain(settings.unusable.iter().map(|name| unusable(name))).collect()
    }

    /// What people are told of one server, where the settings have it.
    pub(crate) fn told_one(&self, name: &str) -> Option<Told> {
        self.catalog().settings.server(name).map(|server| self.told_of(server))
    }

    fn told_of(&self, server: &Server) -> Told {
        let (calls, errors) = self.metrics.calls_of(&server.name);
        let tools = self.catalog().describe(&server.name, ListKind::Tools);
        let tools = tools.iter().filter(|tool| tool.enabled).count();
        let status = self.status(&server.name);
        let standing = status.as_ref().map_or(Standing::Disabled, |s| Standing::of(&s.state));
        let reason = match &status {
            None => Some(format!("`mcphub enable {}` switches it on", server.name)),
            Some(status) => reason(status),
        };
        let (pid, since) = status.as_ref().map_or((None, None), |status| {
            let lives = matches!(standing, Standing::Connected | Standing::Connecting);
            let since = status.failure.as_ref().map_or(status.progress.since, |f| f.since);
            (status.progress.pid.filter(|_| lives), Some(since))
        });
        let name = server.name.clone();
        let why = status.as_ref().and_then(|status| match &status.state {
            State::Failed { reason, .. } => Some(reason.clone()),
            _ => None,
        });
        let why = why.filter(|why| !why.trim().is_empty()).or_else(|| reason.clone());
        Told { name, standing, reason, why, tools, calls, errors, pid, since }
    }
}

fn unusable(name: &str) -> Told {
    Told {
        name: name.to_owned(),
        standing: Standing::Failed,
        reason: Some(UNUSABLE.to_owned()),
        why: Some(UNUSABLE.to_owned()),
        tools: 0,
        calls: 0,
        errors: 0,
        pid: None,
        since: None,
    }
}

/// Why a server is not there whose entry has an error.
pub(crate) const UNUSABLE: &str =
    "its entry in the settings file cannot be used; `mcphub validate` says why";
