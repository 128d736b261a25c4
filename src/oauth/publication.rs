//! Logins that a running hub begins and that end at its own callback. The one that everybody is shown
//! keeps its URL until it is used or is too old; each connect page begins one of its own, which only
//! the browser of that page can complete.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use crate::oauth::authorization::{Pending, Redirected};
use crate::oauth::error::LoginError;
use crate::oauth::flow::LoginOptions;
use crate::oauth::limits;
use crate::oauth::login::Login;
use crate::settings::model::secret::Secret;
use crate::state::credential_record::{Record, StepUp, Time};
use crate::state::random;

/// How the browser of a login has returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    Completed,
    /// The same redirect has completed the login a moment ago.
    Repeated,
}

/// The login of a redirect, if a connect page has begun it.
enum OfPage {
    /// No page has.
    None,
    /// A page has, but not in this browser.
    Foreign,
    Taken(Box<Pending>),
}

impl Login {
    /// Returns the redirect URI of the hub, unless no hub listens.
    pub(crate) fn callback(&self) -> Option<String> {
        self.target().ok()?.callback.clone()
    }

    /// Returns whether a person can log in at this server, and should.
    pub(crate) fn is_wanted(&self) -> bool {
        !self.has_own_grant() && (self.lacks_login() || self.lacks_scopes())
    }

    /// Begins a login in the background, if a hub listens for its end.
    pub(crate) fn announce(self: &Arc<Self>) {
        if self.callback().is_none() || self.has_own_grant() {
            return;
        }
        let login = Arc::clone(self);
        tokio::spawn(async move {
            if let Err(error) = login.publish_once().await {
                tracing::debug!(server = login.server, "no login can be begun: {error}");
            }
        });
    }

    /// Returns the login that a person may complete; begins one if there is none. It goes on if the
    /// caller is dropped.
    ///
    /// # Errors
    /// Fails if no hub listens, or as [`Login::begin`] does.
    pub(crate) async fn publish(self: &Arc<Self>) -> Result<Pending, LoginError> {
        let login = Arc::clone(self);
        let publishing = tokio::spawn(async move { login.publish_once().await });
        publishing.await.unwrap_or_else(|e| Err(LoginError::Unreachable(e.to_string())))
    }

    async fn publish_once(&self) -> Result<Pending, LoginError> {
        let _one_at_a_time = self.publishing.lock().await;
        let callback = self.callback().ok_or_else(no_callback)?;
        if let Some(pending) = self.published(&callback).await? {
            return Ok(pending);
        }
        if let Some(error) = self.recent_publication_failure() {
            return Err(error);
        }
        let wanted = self.wanted_scope();
        let begun = self.publish_anew(callback, wanted).await;
        let failure = begun.as_ref().err().map(|error| (Instant::now(), error.clone()));
        self.begun.lock().failure = failure;
        begun
    }

    async fn publish_anew(
        &self,
        callback: String,
        wanted: Option<String>,
    ) -> Result<Pending, LoginError> {
        if let (Some(wanted), Some(asked)) = (&wanted, self.step_up())
            && asked.scope == *wanted
            && asked.times >= limits::STEP_UPS
        {
            return Err(LoginError::Refused(format!(
                "the server keeps asking for the scopes {wanted}; run `mcphub login {}`",
                self.server
            )));
        }
        let options = LoginOptions { redirect_uri: callback, ..LoginOptions::default() };
        let pending = self.prepare(&options).await?;
        self.keep(&pending, |record| {
            record.pending = Some(pending.clone());
            let current = record.current.clone().unwrap_or_default();
            if let (Some(scope), Some(issuer)) = (wanted, record.issuers.get_mut(&current)) {
                let before = issuer.step_up.take().filter(|asked| asked.scope == scope);
                let times = before.map_or(0, |asked| asked.times) + 1;
                issuer.step_up = Some(StepUp { scope, times });
            }
        })
        .await?;
        Ok(pending)
    }

    /// Returns the stored login if it can still be completed, and counts it as shown.
    async fn published(&self, callback: &str) -> Result<Option<Pending>, LoginError> {
        let Some(pending) = self.read().and_then(|record| self.usable(&record)) else {
            return Ok(None);
        };
        if pending.redirect_uri != callback || !covers(&pending, self.wanted_scope().as_deref()) {
            return Ok(None);
        }
        let shown = Timestamp::now().duration_since(pending.shown_at.0);
        if shown > limits::SHOWN_AGAIN {
            let state = pending.state.clone();
            self.change(|record| {
                if let Some(pending) = record.pending.as_mut().filter(|one| one.state == state) {
                    pending.shown_at = Time(Timestamp::now());
                }
            })
            .await?;
        }
        Ok(Some(pending))
    }

    /// Returns the login of a record, unless it is too old or is for another client than the
    /// settings name.
    fn usable(&self, record: &Record) -> Option<Pending> {
        let pending = record.pending.clone()?;
        let now = Timestamp::now();
        let is_within = |at: Time, limit: SignedDuration| {
            let age = now.duration_since(at.0);
            age < limit && age > -limits::CLOCK_SKEW
        };
        let is_young = is_within(pending.shown_at, limits::PENDING_SHOWN)
            && is_within(pending.created_at, limits::PENDING);
        let target = self.target().ok()?;
        let own = target.settings.client_id.as_ref();
        (is_young && own.is_none_or(|own| *own == pending.client.client_id)).then_some(pending)
    }

    /// Begins a login that only the holder of a cookie can complete. Returns the page to open and the
    /// cookie.
    ///
    /// # Errors
    /// Fails if no hub listens, or as [`Login::begin`] does.
    pub(crate) async fn begin_for_page(&self) -> Result<(Pending, Secret), LoginError> {
        let callback = self.callback().ok_or_else(no_callback)?;
        let options = LoginOptions { redirect_uri: callback, ..LoginOptions::default() };
        let pending = self.begin(&options).await?;
        let cookie = random::secret().map_err(|e| LoginError::Store(e.to_string()))?;
        let mut begun = self.begun.lock();
        let oldest = Timestamp::now() - limits::PENDING_SHOWN;
        begun.pages.retain(|(pending, _)| pending.created_at.0 > oldest);
        if begun.pages.len() >= limits::PAGES {
            begun.pages.remove(0);
        }
        begun.pages.push((pending.clone(), cookie.clone()));
        Ok((pending, cookie))
    }

    /// Completes the login that a redirect belongs to. Returns `None` if it belongs to none that
    /// waits: then nothing has happened. It goes on if the caller is dropped, because a code is valid
    /// once.
    pub(crate) async fn complete(
        self: &Arc<Self>,
        redirected: Arc<Redirected>,
        cookies: &[String],
    ) -> Option<Result<Arrival, LoginError>> {
        if self.was_completed(&redirected) {
            return Some(Ok(Arrival::Repeated));
        }
        let pending = match self.take(&redirected, cookies).await {
            Ok(pending) => pending?,
            Err(error) => return Some(Err(error)),
        };
        let login = Arc::clone(self);
        let finishing = tokio::spawn(async move {
            login.finish_published(&pending, &redirected).await?;
            let mut begun = login.begun.lock();
            begun.completed.retain(|(_, at)| at.elapsed() < limits::REPEATED);
            begun.completed.push((pending, Instant::now()));
            Ok(Arrival::Completed)
        });
        Some(finishing.await.unwrap_or_else(|e| Err(LoginError::Unreachable(e.to_string()))))
    }

    fn was_completed(&self, redirected: &Redirected) -> bool {
        let begun = self.begun.lock();
        let recent = begun.completed.iter().filter(|(_, at)| at.elapsed() < limits::REPEATED);
        recent.into_iter().any(|(pending, _)| pending.is_for(redirected))
    }

    /// Removes the login that a redirect belongs to, so that it is completed once.
    async fn take(
        &self,
        redirected: &Redirected,
        cookies: &[String],
    ) -> Result<Option<Pending>, LoginError> {
        match self.take_of_page(redirected, cookies) {
            OfPage::Taken(pending) => return Ok(Some(*pending)),
            OfPage::Foreign => return Ok(None),
            OfPage::None => {}
        }
        let belongs =
            |record: &Record| self.usable(record).filter(|pending| pending.is_for(redirected));
        if self.read().and_then(|record| belongs(&record)).is_none() {
            return Ok(None);
        }
        let _locked = self.lock().await?;
        let Some(mut record) = self.read() else { return Ok(None) };
        let Some(pending) = belongs(&record) else { return Ok(None) };
        record.pending = None;
        self.write(&record)?;
        Ok(Some(pending))
    }

    /// Removes the login that a connect page has begun.
    fn take_of_page(&self, redirected: &Redirected, cookies: &[String]) -> OfPage {
        let mut begun = self.begun.lock();
        let at = begun.pages.iter().position(|(pending, _)| pending.is_for(redirected));
        let Some(at) = at else { return OfPage::None };
        let (pending, cookie) = &begun.pages[at];
        let age = Timestamp::now().duration_since(pending.created_at.0);
        let is_its_browser = cookies.iter().any(|shown| Secret::new(shown.as_str()) == *cookie);
        if !is_its_browser || age > limits::PENDING_SHOWN {
            return OfPage::Foreign;
        }
        OfPage::Taken(Box::new(begun.pages.remove(at).0))
    }

    /// Returns the error of a login that could not be begun a moment ago.
    fn recent_publication_failure(&self) -> Option<LoginError> {
        let begun = self.begun.lock();
        let recent = begun.failure.as_ref().filter(|(at, _)| at.elapsed() < limits::AGAIN);
        recent.map(|(_, error)| error.clone())
    }

    /// Lets the next login be begun at once.
    pub(crate) fn forget_publication_failure(&self) {
        self.begun.lock().failure = None;
    }

    fn wanted_scope(&self) -> Option<String> {
        self.read()?.current()?.wanted_scope.clone()
    }

    fn step_up(&self) -> Option<StepUp> {
        self.read()?.current()?.step_up.clone()
    }
}

/// Returns whether a login requests all of these scopes.
fn covers(pending: &Pending, wanted: Option<&str>) -> bool {
    let asked = pending.scope.as_deref().unwrap_or_default();
    let has = |scope: &str| asked.split_whitespace().any(|one| one == scope);
    wanted.is_none_or(|wanted| wanted.split_whitespace().all(has))
}

fn no_callback() -> LoginError {
    LoginError::Refused("no hub listens for the end of the login".to_owned())
}

/// How long a caller waits for a login to be begun.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
