//! The table of legacy sessions. It is bounded in number and in declared bytes; when it is full,
//! the sessions unused for longest are closed.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use parking_lot::RwLock;

use crate::proxy::audience::Client;
use crate::proxy::catalog::scope::Target;
use crate::proxy::downstream::session::session::{Session, random_id};
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::identity::Identity;
use crate::proxy::limits;

/// All legacy sessions of the hub.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    table: RwLock<Table>,
}

#[derive(Debug, Default)]
struct Table {
    by_id: HashMap<String, Arc<Session>>,
    /// Sum over all sessions.
    declared_bytes: usize,
}

impl Sessions {
    /// Opens a session. If it `is_duplex`, it lives as long as the connection to its client.
    /// Returns `None` if the table is full of sessions in use.
    pub(crate) fn open(&self, caller: Caller, is_duplex: bool) -> Option<Arc<Session>> {
        self.insert(Session::new(random_id()?, caller, is_duplex))
    }

    /// Recreates a session of an earlier run from its id. Returns `None` if another client holds
    /// that id or it does not have the form of our ids.
    pub(crate) fn rebuild(&self, id: &str, caller: Caller) -> Option<Arc<Session>> {
        let hex = id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
        hex.then(|| self.insert(Session::new(id.to_owned(), caller, false))).flatten()
    }

    /// Returns the session now in the table: a second caller with the same id and rights receives
    /// the session of the first.
    fn insert(&self, session: Session) -> Option<Arc<Session>> {
        let mut table = self.table.write();
        if let Some(known) = table.by_id.get(&session.id) {
            return known.belongs_to(&session.caller).then(|| Arc::clone(known));
        }
        let bytes = session.declared_bytes();
        if !table.evict_for(bytes) {
            return None;
        }
        let session = Arc::new(session);
        table.declared_bytes += bytes;
        table.by_id.insert(session.id.clone(), Arc::clone(&session));
        Some(session)
    }

    /// Returns the session with that id, if route and credential are the same.
    pub(crate) fn get(
        &self,
        id: &str,
        target: &Target,
        identity: &Identity,
    ) -> Option<Arc<Session>> {
        let table = self.table.read();
        let session = table.by_id.get(id)?;
        let own = session.caller.target == *target && session.caller.identity == *identity;
        own.then(|| Arc::clone(session))
    }

    /// Returns the clients with a session, most recently active first.
    pub(crate) fn clients(&self) -> Vec<Client> {
        let table = self.table.read();
        let describe = |session: &Arc<Session>| Client::of(&session.caller, session.last_used());
        let mut clients: Vec<_> = table.by_id.values().map(describe).collect();
        clients.sort_by_key(|client| std::cmp::Reverse(client.heard));
        clients
    }

    /// Returns the sessions of one principal.
    pub(crate) fn of_principal(&self, principal: &str) -> Vec<Arc<Session>> {
        let table = self.table.read();
        let sessions = table.by_id.values();
        sessions.filter(|s| s.caller.identity.principal == principal).cloned().collect()
    }

    /// Ends a session and removes it from the table.
    pub(crate) fn close(&self, session: &Session) {
        session.end();
        self.table.write().remove(&session.id);
    }

    /// Ends the sessions that have been unused for [`limits::SESSION_IDLE`].
    pub(crate) fn sweep(&self) {
        let mut table = self.table.write();
        for session in table.by_id.values() {
            session.replay_buffers.sweep();
        }
        let idle = table.idle();
        let old = idle.iter().take_while(|(used, _)| used.elapsed() > limits::SESSION_IDLE);
        for (_, id) in old {
            table.end(id);
        }
    }

    /// Ends the standing streams of all sessions; requests in flight continue.
    pub(crate) fn close_standing(&self) {
        let table = self.table.read();
        for session in table.by_id.values() {
            session.standing_ended.cancel();
        }
    }
}

impl Table {
    /// Ends unused sessions, longest unused first, until there is room for another one with that
    /// many declared bytes. Removes at least 1% of the table at a time, so that a flood of new
    /// sessions does not search the table for each of them. Returns whether there is room.
    fn evict_for(&mut self, bytes: usize) -> bool {
        let fits = |table: &Self| {
            table.by_id.len() < limits::SESSIONS
                && table.declared_bytes + bytes <= limits::SESSIONS_DECLARED_BYTES
        };
        if fits(self) {
            return true;
        }
        let least = self.by_id.len() / 100;
        for (n, (_, id)) in self.idle().iter().enumerate() {
            if n >= least && fits(self) {
                break;
            }
            self.end(id);
        }
        fits(self)
    }

    /// Returns the ids of the sessions not in use, longest unused first.
    fn idle(&self) -> Vec<(Instant, String)> {
        let idle = |session: &Arc<Session>| Some((session.idle_since()?, session.id.clone()));
        let mut all: Vec<_> = self.by_id.values().filter_map(idle).collect();
        all.sort_unstable();
        all
    }

    fn end(&mut self, id: &str) {
        if let Some(session) = self.remove(id) {
            session.end();
        }
    }

    fn remove(&mut self, id: &str) -> Option<Arc<Session>> {
        let session = self.by_id.remove(id)?;
        self.declared_bytes -= session.declared_bytes();
        Some(session)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Era, era};
    use crate::proxy::exchange::capabilities::Capabilities;
    use crate::proxy::exchange::exchange::EventQueue;

    fn caller(capabilities: &str) -> Caller {
        Caller {
            era: Era::Legacy,
            version: era::LEGACY[0].to_owned(),
            capabilities: Capabilities::new(Some(capabilities)),
            client_info: None,
            target: Target::All,
            identity: Identity::default(),
            peer: None,
            session: None,
        }
    }

    fn knows(sessions: &Sessions, session: &Session) -> bool {
        sessions.get(&session.id, &Target::All, &Identity::default()).is_some()
    }

    #[test]
    fn a_full_table_drops_the_sessions_unused_for_longest_and_none_in_use() {
        let sessions = Sessions::default();
        let open = || sessions.open(caller("{}"), false).unwrap();
        let duplex = sessions.open(caller("{}"), true).unwrap();
        let (streaming, running, idle) = (open(), open(), open());
        let (stream, _) = streaming.standing_stream();
        let listening = stream.attach(None, false);
        let request = running.register("1", &Arc::new(EventQueue::default())).unwrap();
        let rest: Vec<_> = (0..limits::SESSIONS - 4).map(|_| open()).collect();
        rest[0].mark_used();

        let newcomer = open();
        assert!(knows(&sessions, &newcomer));
        assert!(!knows(&sessions, &idle) && idle.ended.is_cancelled());
        for open in [&duplex, &streaming, &running, &rest[0], &rest[limits::SESSIONS - 5]] {
            assert!(knows(&sessions, open) && !open.ended.is_cancelled());
        }
        drop((listening, request));
        for _ in 0..limits::SESSIONS {
            open();
        }
        assert!(
            knows(&sessions, &duplex)
                && !knows(&sessions, &streaming)
                && !knows(&sessions, &running)
        );
        assert!(sessions.table.read().by_id.len() <= limits::SESSIONS);
    }

    #[test]
    fn declared_bytes_are_bounded_over_all_sessions() {
        let sessions = Sessions::default();
        let large = format!(r#"{{"x":"{}"}}"#, "x".repeat(limits::DECLARED_BYTES - 8));
        let first = sessions.open(caller(&large), false).unwrap();
        for _ in 0..limits::SESSIONS_DECLARED_BYTES / limits::DECLARED_BYTES {
            sessions.open(caller(&large), false).unwrap();
        }
        assert!(!knows(&sessions, &first));
        let bytes = || sessions.table.read().declared_bytes;
        assert!(bytes() <= limits::SESSIONS_DECLARED_BYTES, "{}", bytes());
        let all: Vec<_> = sessions.table.read().by_id.values().cloned().collect();
        for session in &all {
            sessions.close(session);
        }
        assert_eq!(bytes(), 0);
    }
}
