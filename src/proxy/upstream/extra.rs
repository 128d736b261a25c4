//! Further connections of a legacy server: it fixes at `initialize` what its client can do, so
//! clients that can do something get a connection that says so. Equal capabilities share one; a
//! session that wants its upstream for itself has its own.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::protocol::Era;
use crate::proxy::exchange::{Caller, Exchange, Outbox, SessionRef};
use crate::proxy::limits;
use crate::proxy::scope::Target;
use crate::proxy::upstream::Upstream;
use crate::proxy::upstream::attempt::Attempt;
use crate::proxy::upstream::handshake::{Greeting, Told};
use crate::proxy::upstream::link::{CallError, Link, Wire};
use crate::proxy::upstream::listing;
use crate::proxy::upstream::turns::Turns;

/// What one further connection is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Purpose {
    /// The declared capabilities, raw members.
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

/// What a connection is opened for.
pub(super) struct Opening<'a> {
    /// What the server is told of its client.
    pub(super) told: Told,
    /// For which declared capabilities its lists count.
    pub(super) capabilities: &'a str,
    /// It is one more beside another for the same, whose lists count instead.
    pub(super) beside: bool,
    /// The place of a further one.
    pub(super) extra: Option<&'a Arc<Extra>>,
    /// The session that has it for itself.
    pub(super) owner: Option<&'a SessionRef>,
}

impl Opening<'_> {
    /// The first connection, which everybody can share.
    pub(super) fn for_all() -> Self {
        Self { told: Told::of_hub(""), capabilities: "", beside: false, extra: None, owner: None }
    }
}

/// The further connections of one server.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    by_purpose: Mutex<HashMap<Purpose, Arc<Extra>>>,
    /// There was no place for one more, and that has been said.
    crowded: AtomicBool,
    /// There can be only one connection: none more is tried until then.
    exclusive: Mutex<Option<Instant>>,
    /// They are alike in this: one has shown what the next will be.
    pub(super) turns: Arc<Turns>,
}

impl Upstream {
    /// The connection for a caller: a legacy server must have been told what this client can do, and
    /// whoever wants its upstream for itself has it. Where there are too many already, the first one
    /// serves, whose server asks nothing of its clients.
    pub(super) async fn link_for(
        self: &Arc<Self>,
        exchange: &Exchange,
    ) -> Result<Arc<Link>, CallError> {
        let base = self.ready().await?;
        let caller = &exchange.caller;
        if base.facts.era == Era::Modern || self.shares(caller) {
            return Ok(base);
        }
        // Boxed where it is rare, so that every call is not as large as the opening of a connection.
        Ok(Box::pin(self.extra(caller)).await?.unwrap_or(base))
    }

    /// The connection on which a caller's calls are made unless they have to be kept apart: what
    /// they bring about is heard there.
    pub(super) async fn main_link(
        self: &Arc<Self>,
        caller: &Caller,
    ) -> Result<Arc<Link>, CallError> {
        let base = self.ready().await?;
        if base.facts.era == Era::Modern || self.shares(caller) {
            return Ok(base);
        }
        let main = self.purpose(caller);
        Ok(Box::pin(self.extra_for(main, caller)).await?.unwrap_or(base))
    }

    /// Sees to it that the lists for such clients are known: a legacy server is told of them by a
    /// connection, a modern one when it is asked.
    pub(crate) async fn prepare(self: &Arc<Self>, caller: &Caller) {
        let Some(link) = self.link.load_full().filter(|_| !self.is_plain(caller)) else { return };
        let declared = caller.declared();
        if self.inventory_for(declared).is_some() {
            return;
        }
        let prepared = async {
            if link.facts.era == Era::Legacy && self.shares(caller) {
                Ok(())
            } else if link.facts.era == Era::Legacy {
                Box::pin(self.extra(caller)).await.map(|_| ())
            } else if self.inventories.load().len() > limits::EXTRAS {
                Ok(())
            } else {
                let asked = Box::pin(listing::inventory_for(&link, declared));
                asked.await.map(|inventory| self.publish(inventory, declared))
            }
        };
        if let Ok(Err(e)) = tokio::time::timeout(limits::SETTLE, prepared).await {
            tracing::warn!(
                server = self.name,
                "no lists for a client with capabilities: {}",
                self.filter.error(e)
            );
        }
    }

    /// Whether the connection that everybody shares will do.
    pub(super) fn is_plain(&self, caller: &Caller) -> bool {
        caller.declared().is_empty() && self.owner(caller).is_none()
    }

    /// Whether a caller of a legacy server uses that connection.
    pub(super) fn shares(&self, caller: &Caller) -> bool {
        let only_one = self.server.has_one_connection() || self.extras.is_exclusive();
        only_one || self.is_plain(caller)
    }

    /// The session of a caller that has its upstream for itself.
    pub(super) fn owner<'a>(&self, caller: &'a Caller) -> Option<&'a SessionRef> {
        let direct = matches!(caller.target, Target::Direct(_)) && !caller.declared().is_empty();
        caller.session.as_ref().filter(|_| direct || self.server.per_session_client)
    }

    /// The further connection for a caller; `None` where there are too many.
    async fn extra(self: &Arc<Self>, caller: &Caller) -> Result<Option<Arc<Link>>, CallError> {
        let purpose = self.extras.free_lane(self.purpose(caller)).await;
        self.extra_for(purpose, caller).await
    }

    /// What a further connection for a caller is for.
    pub(super) fn purpose(&self, caller: &Caller) -> Purpose {
        let session = self.owner(caller).map(|session| session.id.clone());
        Purpose { capabilities: caller.declared().to_owned(), session, lane: 0 }
    }

    async fn extra_for(
        self: &Arc<Self>,
        purpose: Purpose,
        caller: &Caller,
    ) -> Result<Option<Arc<Link>>, CallError> {
        let owner = self.owner(caller);
        let Some(extra) = self.extras.entry(&purpose) else {
            if !self.extras.crowded.swap(true, Ordering::Relaxed) {
                let text = "has too many connections: clients share one that knows nothing of them";
                tracing::warn!(server = self.name, "{text}");
            }
            return Ok(None);
        };
        let told = match owner {
            Some(_) => Told::of_client(caller),
            None => Told::of_hub(&purpose.capabilities),
        };
        let capabilities = &purpose.capabilities;
        let beside = purpose.lane > 0;
        let what = Opening { told, capabilities, beside, extra: Some(&extra), owner };
        let opening = extra.link(async || {
            let attempt = Arc::new(Attempt::new(Arc::clone(&self.ring)));
            let link = Box::pin(self.open(Greeting::Legacy, what, &attempt)).await?;
            let upstream = Arc::clone(self);
            let (extra, ended) = (Arc::clone(&extra), owner.map(|session| session.ended.clone()));
            tokio::spawn(upstream.keep(Arc::clone(&link), extra, purpose.clone(), ended));
            Ok(link)
        });
        let limit = limits::AWAIT_READY;
        let opened = tokio::time::timeout(limit, opening).await;
        match opened.unwrap_or(Err(CallError::Timeout(limit.into()))) {
            Ok(link) => Ok(Some(link)),
            Err(e) => {
                self.extras.forget_unopened(&purpose, &extra);
                // Where the first one is lost too, it is not that there can be only one.
                let first = self.link.load();
                if first.as_ref().is_none_or(|first| first.wire.is_ended()) {
                    return Err(e);
                }
                self.extras.exclude();
                let text = "no further connection can be opened: all clients share the first, on \
                            which the server can ask them nothing";
                tracing::warn!(server = self.name, "{text}: {}", self.filter.error(e));
                Ok(None)
            }
        }
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
            match listing::inventory(&link).await {
                Ok(inventory) if purpose.lane == 0 => {
                    self.publish(inventory, &purpose.capabilities);
                }
                Ok(_) => {}
                Err(e) => tracing::warn!(
                    server = self.name,
                    "cannot list again: {}",
                    self.filter.error(e)
                ),
            }
        }
        self.extras.forget(&purpose);
        link.wire.close().await;
        // Without capabilities the lists are those of the first connection, which stays.
        if !purpose.capabilities.is_empty() && !self.extras.knows(&purpose.capabilities) {
            self.inventories.rcu(|all| {
                let mut all = HashMap::clone(all);
                all.remove(&purpose.capabilities);
                all
            });
        }
    }
}

impl Extras {
    /// Whether it was seen that there can be only one connection.
    fn is_exclusive(&self) -> bool {
        let until = *self.exclusive.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| until > Instant::now())
    }

    fn exclude(&self) {
        let until = Some(Instant::now() + limits::EXCLUSIVE);
        *self.exclusive.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }

    /// The connection for that purpose, which may not be open yet; `None` where there are too many.
    fn entry(&self, purpose: &Purpose) -> Option<Arc<Extra>> {
        let mut all = self.lock();
        if let Some(extra) = all.get(purpose) {
            return Some(Arc::clone(extra));
        }
        if all.len() >= limits::EXTRAS {
            return None;
        }
        let extra = Arc::new(Extra::default());
        all.insert(purpose.clone(), Arc::clone(&extra));
        Some(extra)
    }

    /// The purpose with the first lane on which a call can begin at once; where there is none, the
    /// client that has been away longest, to find an answer, loses its place, unless a place becomes
    /// free by itself in a moment. What one session has for itself is one lane: all questions on it
    /// are for the same client.
    async fn free_lane(&self, mut purpose: Purpose) -> Purpose {
        if purpose.session.is_some() {
            return purpose;
        }
        let mut longest: Option<(Instant, usize, Arc<Outbox>)> = None;
        let mut soon = None;
        for lane in 0..limits::LANES {
            purpose.lane = lane;
            let extra = self.lock().get(&purpose).cloned();
            let Some(extra) = extra else { return purpose };
            if !extra.is_taken().await {
                return purpose;
            }
            if extra.is_idle() {
                soon = Some(lane);
            }
            let client = extra.client();
            let since = client.as_ref().and_then(|client| client.away_since());
            if let (Some(client), Some(since)) = (client, since)
                && longest.as_ref().is_none_or(|(other, ..)| since < *other)
            {
                longest = Some((since, lane, client));
            }
        }
        purpose.lane = soon.or(longest.as_ref().map(|(_, lane, _)| *lane)).unwrap_or(0);
        if let (Some((_, _, client)), None) = (longest, soon) {
            client.make_room();
        }
        purpose
    }

    /// The open connection that a session has for itself.
    pub(super) fn own_link(&self, session: &str) -> Option<Arc<Link>> {
        let all = self.lock();
        let own = |purpose: &Purpose| purpose.session.as_deref() == Some(session);
        all.iter().find(|(purpose, _)| own(purpose)).and_then(|(_, extra)| extra.opened())
    }

    /// The open ones.
    pub(super) fn links(&self) -> Vec<Arc<Link>> {
        self.lock().values().filter_map(|extra| extra.opened()).collect()
    }

    /// Forgets a connection.
    fn forget(&self, purpose: &Purpose) {
        let mut all = self.lock();
        all.remove(purpose);
        // Where they come and go at the limit, it is said once.
        if all.len() < limits::EXTRAS / 2 {
            self.crowded.store(false, Ordering::Relaxed);
        }
    }

    /// Forgets a connection that could not be opened, unless someone else is about to try.
    fn forget_unopened(&self, purpose: &Purpose, extra: &Arc<Extra>) {
        let mut all = self.lock();
        // The map and the caller: nobody else.
        let alone =
            all.get(purpose).is_some_and(|e| Arc::ptr_eq(e, extra) && Arc::strong_count(e) == 2);
        if alone {
            all.remove(purpose);
        }
    }

    /// Whether another session still uses these capabilities.
    fn knows(&self, capabilities: &str) -> bool {
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

    /// Whether nothing is under way on it, though a call may have to wait for its turn.
    fn is_idle(&self) -> bool {
        self.opened().is_some_and(|link| link.wire.busy() == 0)
    }

    /// The one client that waits for an answer on it.
    fn client(&self) -> Option<Arc<Outbox>> {
        match &self.opened()?.wire {
            Wire::Duplex(wire) => wire.client(),
            Wire::Http(_) | Wire::OpenApi(_) => None,
        }
    }

    /// The link, where it is open.
    fn opened(&self) -> Option<Arc<Link>> {
        let link = self.link.try_lock().ok()?;
        link.as_ref().filter(|link| !link.wire.is_ended()).map(Arc::clone)
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
