//! `openapi.cookieSession`: the cookies that an API sets, kept apart for each session of a client. They are
//! gone with the session, or with the connection to the API.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::proxy::exchange::{Outbox, SessionRef};
use crate::proxy::upstream::cookies::Jar;

/// Places of one API that cookies of a session are kept for.
const PLACES: usize = 20;

/// The jars of all sessions.
#[derive(Default)]
pub(super) struct SessionJars(Arc<Mutex<HashMap<String, Jars>>>);

/// Those of one session.
struct Jars {
    /// What no other session has, not even one that was made anew under the same id.
    whose: Weak<Outbox>,
    /// By the place that cookies are from: they go back nowhere else.
    places: HashMap<String, Arc<Jar>>,
}

impl Jars {
    fn is_of(&self, session: &SessionRef) -> bool {
        Weak::as_ptr(&self.whose) == Arc::as_ptr(&session.inbox)
    }
}

impl SessionJars {
    /// The jar of a session for a place; `None` if the session is over. Needs a runtime around it.
    pub(super) fn jar(&self, session: &SessionRef, place: &str) -> Option<Arc<Jar>> {
        if session.ended.is_cancelled() {
            return None;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.get(&session.id).is_some_and(|jars| jars.is_of(session)) {
            let whose = Arc::downgrade(&session.inbox);
            all.insert(session.id.clone(), Jars { whose, places: HashMap::new() });
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
async fn forget(all: Weak<Mutex<HashMap<String, Jars>>>, session: SessionRef) {
    session.ended.cancelled().await;
    if let Some(all) = all.upgrade() {
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
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
        jars.0.lock().unwrap().len()
    }

    #[tokio::test]
    async fn a_jar_is_of_one_session_and_one_place_and_ends_with_the_session() {
        let jars = SessionJars::default();
        let (one, two) = (session("1"), session("2"));
        let same = |a: &Arc<Jar>, b: &Arc<Jar>| Arc::ptr_eq(a, b);
        let jar = |session: &SessionRef, place: &str| jars.jar(session, place).unwrap();
        let first = jar(&one, "a");
        assert!(same(&first, &jar(&one, "a")));
        assert!(!same(&first, &jar(&one, "b")) && !same(&first, &jar(&two, "a")));

        let anew = session("1");
        assert!(!same(&first, &jar(&anew, "a")), "the id alone opens nothing");
        one.ended.cancel();
        assert!(jars.jar(&one, "a").is_none());
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
        let kept = (0..2 * PLACES).filter(|n| jars.jar(&session, &n.to_string()).is_some());
        assert_eq!(kept.count(), PLACES);
    }
}
