//! Which servers a login is possible at, and how their authorization servers are reached.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Arc;

use url::Url;

use crate::net::address_policy::AddressPolicy;
use crate::oauth::client_settings::{self, ClientSettings};
use crate::oauth::login::{Login, Target};
use crate::proxy::hub_address::HubAddress;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::settings::model::server::{Server, Transport};
use crate::settings::model::slot::Slot;
use crate::settings::model::system::System;
use crate::state::credentials::Credentials;

/// Variables that make connections use a proxy, in lower case.
const PROXIES: [&str; 3] = ["http_proxy", "https_proxy", "all_proxy"];

/// Returns the login at a remote server, unless its settings contain a credential or turn logins
/// off.
pub(super) fn login_for(server: &Server, credentials: Option<&Credentials>) -> Option<Arc<Login>> {
    let Transport::Remote(remote) = &server.transport else { return None };
    if remote.has_credential() || client_settings::is_off(remote.oauth.as_ref()) {
        return None;
    }
    let is_credential = |slot: &Slot| slot.name.eq_ignore_ascii_case("authorization");
    if server.template_slots().iter().any(is_credential) {
        return None;
    }
    let credentials = credentials?;
    // Without a user, no login applies: none is used for another.
    if is_per_user(server) != credentials.are_of_user() {
        return None;
    }
    Some(Arc::new(Login::new(&server.name, credentials.at(&server.name))))
}

/// Returns whether each user of the hub has a connection of their own to this server: because of their
/// login, or because of values that each user sets.
pub(crate) fn is_per_user(server: &Server) -> bool {
    server.has_slots() || has_user_login(server)
}

fn has_user_login(server: &Server) -> bool {
    let Transport::Remote(remote) = &server.transport else { return false };
    let oauth = remote.oauth.as_ref();
    client_settings::is_per_user(oauth)
        && !client_settings::is_off(oauth)
        && !remote.has_credential()
}

/// Points a login to its server. Variables in the settings are already expanded.
pub(super) async fn set_target(
    login: &Login,
    server: &Server,
    system: &System,
    env: &UpstreamEnv,
    address: Option<&HubAddress>,
) {
    let Transport::Remote(remote) = &server.transport else { return };
    let Ok(url) = Url::parse(&remote.url) else { return };
    let own = remote.env.iter().map(|(name, value)| (name.into(), value.reveal().into()));
    let mut environment: BTreeMap<OsString, OsString> = BTreeMap::clone(&env.environment);
    environment.extend(own);
    let mut settings = ClientSettings::of(remote.oauth.as_ref());
    settings.client_name.clone_from(&system.oauth_client.name);
    if settings.client_metadata_url.is_none() {
        let own = || address.and_then(|address| address.client_metadata(system));
        settings.client_metadata_url = system.oauth_client.metadata_url.clone().or_else(own);
    }
    let callback = address.map(|address| {
        let own = settings.redirect_uri.clone();
        own.unwrap_or_else(|| address.callback(system, settings.registered_redirect()))
    });
    let within = if settings.relaxes("private-addresses") {
        env.within.clone()
    } else {
        reach(&url, &environment, system, env).await
    };
    let environment = Arc::new(environment);
    login.set_target(Target { url, settings, environment, within, callback });
}

/// Returns the addresses at which authorization servers may be reached. A public server must not
/// make the hub read from private addresses; behind a proxy, the proxy decides.
async fn reach(
    url: &Url,
    environment: &BTreeMap<OsString, OsString>,
    system: &System,
    env: &UpstreamEnv,
) -> AddressPolicy {
    let is_proxy =
        |name: &OsString| PROXIES.contains(&name.to_string_lossy().to_ascii_lowercase().as_str());
    let is_proxied = environment.iter().any(|(name, value)| is_proxy(name) && !value.is_empty());
    if !env.within.is_everywhere() || is_proxied {
        return env.within.clone();
    }
    let public = AddressPolicy::public_and(&system.allowed_networks);
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let found = tokio::net::lookup_host((host, 0)).await;
    let is_public = found.is_ok_and(|mut found| found.all(|address| public.allows(address.ip())));
    if is_public { public } else { env.within.clone() }
}
