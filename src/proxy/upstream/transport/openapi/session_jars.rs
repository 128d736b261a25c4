//! Cookies of an API for `openapi.cookieSession`: one jar per client session and origin. Jars are dropped
//! with the session, or with the connection to the API.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use crate::net::cookies::Jar;
use crate::proxy::exchange::exchange::{EventQueue, SessionRef};

/// The maximum number of origins per session.
const PLACES: usize = 20;

/// The jars of all sessions.
#[derive(Default)]
pub(in crate::proxy::upstream) struct SessionJars(Arc<Mutex<HashMap<String, SessionCookies>>>);

/// The jars of one session.
struct SessionCookies {
    /// Identifies the session: a later session with the same id has another inbox.
    owner: Weak<EventQueue>,
    /// By base URL: cookies are sent back only to their origin.
    places: HashMap<String, Arc<Jar>>,
}

impl SessionCookies {
    fn is_of(&self, session: &SessionRef) -> bool {
        Weak::as_ptr(&self.owner) == Arc::as_ptr(&session.inbox)
    }
}

impl SessionJars {
    /// Returns the jar of a session for a base URL; `None` if the session has ended or has too many jars.
    /// Requires a runtime.
    pub(in crate::proxy::upstream) fn get_jar(
        &self,
        session: &SessionRef,
        place: &str,
    ) -> Option<Arc<Jar>> {
        if session.ended.is_cancelled() {
            return None;
        }
        let mut all = self.0.lock();
        if !all.get(&session.id).is_some_and(|jars| jars.is_of(session)) {
            let owner = Arc::downgrade(&session.inbox);
            all.insert(session.id.clone(), SessionCookies { owner, places: HashMap::new() });
            tokio::spawn(forget(Arc::downgrade(&self.0), session.clone()));
        }
        let places = &mut all.get_mut(&session.id)?.places;
        if !places.contains_key(place) && places.len() >= PLACES {
            return None;
        }
        Some(Arc::clone(places.entry(place.to_owned()).or_default()))
    }
}

/// Drops the jars of a session when it ends.
async fn forget(all: Weak<Mutex<HashMap<String, SessionCookies>>>, session: SessionRef) {
    session.ended.cancelled().await;
    if let Some(all) = all.upgrade() {
        let mut all = all.lock();
        if all.get(&session.id).is_some_and(|jars| jars.is_of(&session)) {
            all.remove(&session.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;

    fn session(id: &str) -> SessionRef {
        SessionRef { id: id.to_owned(), ended: CancellationToken::new(), inbox: Arc::default() }
    }

    fn len(jars: &SessionJars) -> usize {
        jars.0.lock().len()
    }

    #[tokio::test]
    async fn a_jar_is_of_one_session_and_one_place_and_ends_with_the_session() {
        let jars = SessionJars::default();
        let (one, two) = (session("1"), session("2"));
        let same = |a: &Arc<Jar>, b: &Arc<Jar>| Arc::ptr_eq(a, b);
        let jar = |session: &SessionRef, place: &str| jars.get_jar(session, place).unwrap();
        let first = jar(&one, "a");
        assert!(same(&first, &jar(&one, "a")));
        assert!(!same(&first, &jar(&one, "b")) && !same(&first, &jar(&two, "a")));

        let anew = session("1");
        assert!(!same(&first, &jar(&anew, "a")), "the id alone opens nothing");
        one.ended.cancel();
        assert!(jars.get_jar(&one, "a").is_none());
        tokio::task::yield_now().await;
        assert_eq!(len(&jars), 2, "the end of one is not the end of its successor");
        anew.ended.cancel();
        two.ended.cancel();
        while len(&jars) > 0 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn the_places_of_a_session_are_bounded() {
        let (jars, session) = (SessionJars::default(), session("1"));
        let kept = (0..2 * PLACES).filter(|n| jars.get_jar(&session, &n.to_string()).is_some());
        assert_eq!(kept.count(), PLACES);
    }
}
