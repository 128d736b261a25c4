//! Proxy and TLS environment variables: the server's own `env` first, then the hub's.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use crate::settings::model::secret::Secret;

/// The environment of one connection, borrowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variables<'a> {
    own: &'a BTreeMap<String, Secret>,
    hub: &'a BTreeMap<OsString, OsString>,
}

/// An owned copy of [`Variables`].
pub(crate) struct Environment {
    own: BTreeMap<String, Secret>,
    hub: BTreeMap<OsString, OsString>,
}

impl Environment {
    pub(crate) fn variables(&self) -> Variables<'_> {
        Variables { own: &self.own, hub: &self.hub }
    }
}

impl<'a> Variables<'a> {
    pub(crate) fn to_environment(self) -> Environment {
        Environment { own: self.own.clone(), hub: self.hub.clone() }
    }

    /// Combines the server's own `env`, already expanded, with the hub's environment.
    pub(crate) fn new(
        own: &'a BTreeMap<String, Secret>,
        hub: &'a BTreeMap<OsString, OsString>,
    ) -> Self {
        Self { own, hub }
    }

    /// Returns the first of `names` in the server's own `env`, else the first in the hub's, with
    /// its value. An empty value means "none" and hides all later ones.
    pub(crate) fn first(&self, names: &[&'static str]) -> Option<(&'static str, &'a str)> {
        let own = |name: &&str| self.own.get(*name).map(Secret::reveal);
        let hub = |name: &&str| self.hub.get(OsStr::new(name)).and_then(|value| value.to_str());
        let found = names
            .iter()
            .find_map(|name| Some((*name, own(name)?)))
            .or_else(|| names.iter().find_map(|name| Some((*name, hub(name)?))));
        found.filter(|(_, value)| !value.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_variables_win_and_an_empty_one_means_none() {
        let own = [("B", "own b"), ("C", "")].map(|(k, v)| (k.to_owned(), Secret::new(v)));
        let hub = [("A", "hub a"), ("B", "hub b"), ("C", "hub c")];
        let (own, hub) = (own.into(), hub.map(|(k, v)| (k.into(), v.into())).into());
        let variables = Variables::new(&own, &hub);
        assert_eq!(variables.first(&["A", "B"]), Some(("B", "own b")));
        assert_eq!(variables.first(&["X", "A"]), Some(("A", "hub a")));
        assert_eq!(variables.first(&["C", "A"]), None);
        assert_eq!(variables.first(&["X"]), None);
    }
}
