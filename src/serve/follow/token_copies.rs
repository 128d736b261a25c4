//! Keeps the tokens in the settings file current, for MCPHub, which has no other place for them. Only
//! tokens that are in the file already are replaced; none are added.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::task::AbortOnDropHandle;
use url::Url;

use crate::proxy::Hub;
use crate::settings::edit;
use crate::settings::model::server::{Remote, Server, Transport};
use crate::state::credential_record::Record;
use crate::state::credentials::CredentialFile;
use crate::state::journal::entry::Label;
use crate::store::LiveSettings;

/// Interval of looks at the logins of such servers.
const INTERVAL: Duration = Duration::from_secs(1);

/// Copies the tokens of logins into the file for as long as the returned task lives. Must be called
/// within a Tokio runtime.
pub(super) fn keep(live: &Arc<LiveSettings>, hub: &Hub) -> Option<AbortOnDropHandle<()>> {
    let (live, logins) = (Arc::clone(live), hub.stored_logins()?.clone());
    Some(AbortOnDropHandle::new(tokio::spawn(async move {
        let mut copied = HashMap::new();
        loop {
            tokio::time::sleep(INTERVAL).await;
            let settings = live.snapshot();
            for server in &settings.servers {
                let Some(url) = url_with_token(server) else { continue };
                let login = logins.at(&server.name);
                let stamp = login.stamp();
                // A failure is not repeated until the tokens change again.
                if copied.insert(server.name.clone(), stamp) != Some(stamp) && stamp.is_some() {
                    copy(&live, login, &server.name, url).await;
                }
            }
        }
    })))
}

/// Returns the URL of a server that has a token in the file.
fn url_with_token(server: &Server) -> Option<Url> {
    let Transport::Remote(Remote { oauth: Some(oauth), url, .. }) = &server.transport else {
        return None;
    };
    Url::parse(url).ok().filter(|_| oauth.contains_key("accessToken"))
}

/// Copies the tokens of one login.
async fn copy(live: &Arc<LiveSettings>, login: CredentialFile, name: &str, url: Url) {
    let (live, server) = (Arc::clone(live), name.to_owned());
    let edited = tokio::task::spawn_blocking(move || {
        // Tokens of another server under this name are not its own.
        let is_own = |record: &Record| {
            Url::parse(&record.server_url).is_ok_and(|of| of.origin() == url.origin())
        };
        let record = login.read().filter(is_own);
        let Some(tokens) = record.and_then(|record| record.tokens().cloned()) else {
            return Ok(());
        };
        let verb = move |document: &mut crate::settings::Document| {
            let refresh = tokens.refresh_token.as_ref();
            edit::update_tokens(document, &server, &tokens.access_token, refresh)
        };
        live.edit_as(Label::new(None, "hub", "renew login"), verb).map(drop)
    });
    if let Ok(Err(error)) = edited.await {
        tracing::warn!(server = name, "its tokens cannot be copied to the settings: {error}");
    }
}
