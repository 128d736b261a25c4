//! Further connections of a legacy server: it fixes at `initialize` what it may ask its client, so
//! clients that can be asked get a connection that says so. Equal capabilities share one; a session
//! that wants its upstream for itself has its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::proxy::limits;
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
            Some(Wire::Stdio(wire)) => wire.is_taken(),
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
