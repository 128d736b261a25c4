//! The hub together with the state of its clients: sessions, suspended calls, tasks, and the record
//! of their calls.

use std::sync::{Arc, Weak};

use crate::proxy::audience::{Audience, Client};
use crate::proxy::downstream::session::sessions::Sessions;
use crate::proxy::exchange::tasks::Tasks;
use crate::proxy::hub::Hub;
use crate::proxy::hub_config::HubConfig;
use crate::proxy::login_requests::LoginRequests;
use crate::proxy::mrtr::to_modern_client::SuspendedCalls;
use crate::proxy::observe::metrics::Metrics;
use crate::proxy::upstream::connection::server_notifications::Log;
use crate::state::activity::log::ActivityLog;

/// A running hub with its clients, shared by all endpoints.
pub(crate) struct Gateway {
    pub(crate) hub: Arc<Hub>,
    /// Sessions of legacy clients.
    pub(crate) sessions: Sessions,
    /// Clients that listen without a session.
    pub(crate) audience: Arc<Audience>,
    /// Requests that wait for a login.
    pub(crate) login_requests: LoginRequests,
    /// Suspended calls of modern clients.
    pub(crate) suspended: SuspendedCalls,
    /// Which server created which task.
    pub(crate) tasks: Tasks,
    /// Counts and durations of tool calls.
    pub(crate) metrics: Metrics,
    /// Records tool calls, if enabled.
    pub(crate) activities: Option<ActivityLog>,
}

impl Gateway {
    /// Creates a hub without servers and clients. Must be called within a Tokio runtime.
    pub(crate) fn new(config: HubConfig, activities: Option<ActivityLog>) -> Arc<Self> {
        Arc::new_cyclic(|gateway: &Weak<Self>| {
            let gateway = gateway.clone();
            let on_log = move |log: Log| {
                if let Some(gateway) = gateway.upgrade() {
                    gateway.forward_log(&log);
                }
            };
            Self {
                hub: Hub::new(config, Arc::new(on_log)),
                sessions: Sessions::default(),
                audience: Arc::default(),
                login_requests: LoginRequests::default(),
                suspended: SuspendedCalls::default(),
                tasks: Tasks::default(),
                metrics: Metrics::default(),
                activities,
            }
        })
    }

    /// Returns the connected clients.
    pub(crate) fn clients(&self) -> Vec<Client> {
        [self.sessions.clients(), self.audience.clients()].concat()
    }

    /// Drops abandoned sessions and suspended calls.
    pub(crate) fn sweep(&self) {
        self.sessions.sweep();
        self.suspended.sweep();
    }

    /// Ends the standing streams of sessions and signals shutdown; calls in flight continue.
    pub(crate) fn close_streams(&self) {
        self.hub.begin_closing();
        self.sessions.close_standing();
        self.hub.signal_change();
    }

    /// Stops every upstream and returns once all children have exited.
    pub(crate) async fn shutdown(&self) {
        self.hub.shutdown().await;
        if let Some(activities) = self.activities.clone() {
            let _ = tokio::task::spawn_blocking(move || activities.flush()).await;
        }
    }

    /// Ends the standing streams of clients whose credential has become invalid.
    pub(crate) fn end_revoked_streams(&self) {
        self.hub.signal_change();
    }

    /// Sends a log message to the sessions of its principal that can see the server.
    fn forward_log(&self, log: &Log) {
        for session in self.sessions.of_principal(&log.principal) {
            let snapshot = self.hub.snapshot(&session.caller);
            if snapshot.is_ok_and(|snapshot| snapshot.view.has_server(&log.server)) {
                session.send_unattributed(&log.message);
            }
        }
    }
}
