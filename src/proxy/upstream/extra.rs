//! Further connections of a legacy server: it fixes at `initialize` what it may ask its client, so
//! clients that can be asked get a connection that says so. Equal capabilities share one; a session
//! that wants its upstream for itself has its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::protocol::Era;
use crate::proxy::exchange::{Exchange, SessionRef};
use crate::proxy::limits;
use crate::proxy::scope::Target;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::handshake::{self, Greeting};
use crate::proxy::upstream::link::{CallError, Link, Wire};

/// What one further connection is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Purpose {
    /// The interactive capabilities, raw members.
    pub(crate) capabilities: String,
    /// The session that has it for itself.
    pub(crate) session: Option<String>,
    /// Counts connections for the same, where calls have to be kept apart.
    pub(crate) lane: usize,
}

/// One further connection, from its first use on.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    /// Held while it is being opened: whoever comes meanwhile waits and shares it.
    link: tokio::sync::Mutex<Option<Arc<Link>>>,
    /// Its lists may have changed.
    pub(crate) relist: Notify,
}

/// The further connections of one server.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    by_purpose: Mutex<HashMap<Purpose, Arc<Extra>>>,
}

impl Upstream {
    /// The connection for a caller: a legacy server must have been told what this client can be
    /// asked, and whoever wants its upstream for itself has it.
    pub(super) async fn link_for(
        self: &Arc<Self>,
        exchange: &Exchange,
    ) -> Result<Arc<Link>, CallError> {
        let base = self.ready().await?;
        if base.facts.era == Era::Modern {
            return Ok(base);
        }
        let caller = &exchange.caller;
        let capabilities = caller.interactive();
        let direct = matches!(caller.target, Target::Direct(_)) && !capabilities.is_empty();
        let own = caller.session.as_ref().filter(|_| direct || self.server.per_session_client);
        if capabilities.is_empty() && own.is_none() {
            return Ok(base);
        }
        // Boxed where it is rare, so that every call is not as large as the opening of a connection.
        Box::pin(self.extra(capabilities, own)).await
    }

    /// Opens the connection that clients with these capabilities share, so that its lists are known.
    pub(crate) async fn prepare(self: &Arc<Self>, capabilities: &str) {
        let legacy = self.link.load().as_ref().is_some_and(|l| l.facts.era == Era::Legacy);
        if legacy && !capabilities.is_empty() && self.inventory_for(capabilities).is_none() {
            let opened = Box::pin(self.extra(capabilities.to_owned(), None));
            if let Ok(Err(e)) = tokio::time::timeout(limits::SETTLE, opened).await {
                tracing::warn!(
                    server = self.name,
                    "no connection for a client with capabilities: {e}"
                );
            }
        }
    }

    async fn extra(
        self: &Arc<Self>,
        capabilities: String,
        own: Option<&SessionRef>,
    ) -> Result<Arc<Link>, CallError> {
        let session = own.map(|session| session.id.clone());
        let purpose = Purpose { capabilities, session, lane: 0 };
        let purpose = self.extras.free_lane(purpose).await;
        let extra = self.extras.entry(&purpose)?;
        let ended = own.map(|session| session.ended.clone());
        extra
            .link(async || {
                let link = self.open(Greeting::Legacy, &purpose.capabilities, Some(&extra)).await?;
                let (upstream, extra, purpose) =
                    (Arc::clone(self), Arc::clone(&extra), purpose.clone());
                tokio::spawn(upstream.keep(Arc::clone(&link), extra, purpose, ended));
                Ok(link)
            })
            .await
    }

    /// Keeps a further connection as long as it is wanted.
    async fn keep(
        self: Arc<Self>,
        link: Arc<Link>,
        extra: Arc<Extra>,
        purpose: Purpose,
        session: Option<CancellationToken>,
    ) {
        while unwanted(&link, &extra, session.as_ref(), &self.stop).await {
            tokio::time::sleep(limits::GATHER).await;
            match handshake::inventory(&link).await {
                Ok(inventory) => self.publish(inventory, &purpose.capabilities),
                Err(e) => tracing::warn!(server = self.name, "cannot list again: {e}"),
            }
        }
        self.extras.forget(&purpose);
        link.wire.close().await;
        if !self.extras.knows(&purpose.capabilities) {
            self.inventories.rcu(|all| {
                let mut all = HashMap::clone(all);
                all.remove(&purpose.capabilities);
                all
            });
        }
    }
}

impl Extras {
    /// The connection for that purpose, which may not be open yet.
    ///
    /// # Errors
    /// There are too many.
    pub(crate) fn entry(&self, purpose: &Purpose) -> Result<Arc<Extra>, CallError> {
        let mut all = self.lock();
        if let Some(extra) = all.get(purpose) {
            return Ok(Arc::clone(extra));
        }
        if all.len() >= limits::EXTRAS {
            return Err(CallError::Nonsense("it has too many connections already".into()));
        }
        let extra = Arc::new(Extra::default());
        all.insert(purpose.clone(), Arc::clone(&extra));
        Ok(extra)
    }

    /// The purpose with the first lane on which a call can begin at once.
    pub(crate) async fn free_lane(&self, mut purpose: Purpose) -> Purpose {
        for lane in 0..limits::LANES {
            purpose.lane = lane;
            let extra = self.lock().get(&purpose).cloned();
            let Some(extra) = extra else { return purpose };
            if !extra.is_taken().await {
                return purpose;
            }
        }
        purpose.lane = 0;
        purpose
    }

    /// Forgets a connection.
    pub(crate) fn forget(&self, purpose: &Purpose) {
        self.lock().remove(purpose);
    }

    /// Whether another session still uses these capabilities.
    pub(crate) fn knows(&self, capabilities: &str) -> bool {
        self.lock().keys().any(|purpose| purpose.capabilities == capabilities)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Purpose, Arc<Extra>>> {
        self.by_purpose.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Extra {
    async fn is_taken(&self) -> bool {
        let link = self.link.lock().await;
        match link.as_ref().map(|link| &link.wire) {
            Some(Wire::Duplex(wire)) => wire.is_taken(),
            _ => false,
        }
    }

    /// The open link; opens it where there is none, or where it has ended.
    pub(crate) async fn link(
        &self,
        open: impl AsyncFnOnce() -> Result<Arc<Link>, CallError>,
    ) -> Result<Arc<Link>, CallError> {
        let mut link = self.link.lock().await;
        if let Some(link) = link.as_ref().filter(|link| !link.wire.is_ended()) {
            return Ok(Arc::clone(link));
        }
        let fresh = open().await?;
        *link = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}

/// Completes when a connection is no longer wanted: its session or its server ends, it is lost, or
/// nobody has used it for long. Says whether its lists are to be read again instead.
pub(crate) async fn unwanted(
    link: &Link,
    extra: &Extra,
    session: Option<&CancellationToken>,
    server: &CancellationToken,
) -> bool {
    let session_ends = async {
        match session {
            Some(ended) => ended.cancelled().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = session_ends => false,
        () = server.cancelled() => false,
        _ = link.wire.closed() => false,
        () = idle(link) => false,
        () = extra.relist.notified() => true,
    }
}

async fn idle(link: &Link) {
    let pause = Duration::from_secs(30);
    let mut quiet = Duration::ZERO;
    while quiet < limits::EXTRA_IDLE {
        let before = link.wire.calls();
        tokio::time::sleep(pause).await;
        let used = link.wire.busy() > 0 || link.wire.calls() != before;
        quiet = if used { Duration::ZERO } else { quiet + pause };
    }
}
