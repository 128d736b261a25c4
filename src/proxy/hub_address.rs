//! Where browsers find the hub, and where they return to at the end of a login.

use url::Url;

use crate::settings::model::system::System;

/// The path of the end of a login.
const CALLBACK: &str = "/oauth/callback";
/// The path of the hub's client metadata document.
pub(crate) const CLIENT_METADATA: &str = "/oauth/client-metadata.json";

/// The address of a hub that listens.
#[derive(Clone, Debug)]
pub(crate) struct HubAddress {
    /// The port that it listens on.
    pub(crate) port: u16,
    /// Precedes all paths; empty or starting with `/`.
    pub(crate) base_path: String,
    /// The public URL if the settings name none.
    pub(crate) base_url: Option<String>,
}

impl HubAddress {
    /// Returns the URL that precedes all paths: the public one, otherwise one for this machine.
    pub(crate) fn url(&self, system: &System) -> String {
        let local = || format!("http://localhost:{}", self.port);
        let base = self.public(system).map_or_else(local, str::to_owned);
        format!("{}{}", base.trim_end_matches('/'), self.base_path)
    }

    /// Returns the redirect URI of logins. `registered` is the one in the settings of a registration.
    pub(crate) fn callback(&self, system: &System, registered: Option<&str>) -> String {
        match registered.filter(|_| self.public(system).is_none()) {
            Some(registered) => registered.to_owned(),
            None => self.url(system) + CALLBACK,
        }
    }

    /// Returns the URL of the hub's client metadata document, if authorization servers can read it.
    pub(crate) fn client_metadata(&self, system: &System) -> Option<String> {
        let url = Url::parse(self.public(system)?).ok()?;
        let is_public =
            url.scheme() == "https" && url.domain().is_some_and(|name| name.contains('.'));
        is_public.then(|| self.url(system) + CLIENT_METADATA)
    }

    fn public<'a>(&'a self, system: &'a System) -> Option<&'a str> {
        let set = system.base_url.as_deref().or(self.base_url.as_deref())?.trim();
        let url = Url::parse(set).ok()?;
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(base_path: &str) -> HubAddress {
        HubAddress { port: 3000, base_path: base_path.to_owned(), base_url: None }
    }

    fn system(base_url: &str) -> System {
        let mut system = System::default();
        system.base_url = Some(base_url.to_owned());
        system
    }

    #[test]
    fn the_public_url_precedes_the_address_on_this_machine() {
        let here = System::default();
        let given = Some("http://127.0.0.1:9/cb");
        assert_eq!(address("").url(&here), "http://localhost:3000");
        assert_eq!(address("").callback(&here, None), "http://localhost:3000/oauth/callback");
        assert_eq!(address("").callback(&here, given), "http://127.0.0.1:9/cb");
        let public = system("https://hub.example/");
        assert_eq!(address("/m").url(&public), "https://hub.example/m");
        assert_eq!(address("/m").callback(&public, given), "https://hub.example/m/oauth/callback");
        assert_eq!(address("").url(&system("javascript:1")), "http://localhost:3000");
    }

    #[test]
    fn only_a_public_https_url_leads_to_the_client_metadata() {
        let of = |url: &str| address("").client_metadata(&system(url));
        let whole = "https://hub.example/oauth/client-metadata.json";
        assert_eq!(of("https://hub.example").as_deref(), Some(whole));
        for hidden in ["http://hub.example", "https://localhost:3000", "https://10.0.0.1"] {
            assert_eq!(of(hidden), None, "{hidden}");
        }
    }
}
