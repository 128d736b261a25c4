//! Secrets in the environment of the process: `MCPHUB_SECRET_NAME`. They are set by whoever starts
//! the hub, such as a container, and belong to no user.

use std::collections::BTreeMap;

use crate::secret_store::content::Key;
use crate::secret_store::store::SecretStore;
use crate::settings::model::secret::Secret;
use crate::settings::reference::secret_name_fault;

/// What the names of variables begin with.
const PREFIX: &str = "MCPHUB_SECRET_";
/// What the variables of the sealed file begin with.
const OWN_PREFIX: &str = "MCPHUB_SECRETS";

/// Returns whether a variable is for the hub alone: no server and no program gets it.
pub(super) fn is_private(variable: &str) -> bool {
    variable.starts_with(PREFIX) || variable.starts_with(OWN_PREFIX)
}

/// The secrets of the environment.
pub(super) struct EnvironmentStore(BTreeMap<String, Secret>);

impl EnvironmentStore {
    /// Takes the secrets among the variables of the process.
    pub(super) fn of(variables: &BTreeMap<String, String>) -> Self {
        let named = variables.iter().filter_map(|(variable, value)| {
            let name = variable.strip_prefix(PREFIX)?;
            let is_name = secret_name_fault(name).is_none();
            is_name.then(|| (name.to_owned(), Secret::new(value)))
        });
        Self(named.collect())
    }
}

impl SecretStore for EnvironmentStore {
    fn kind(&self) -> Result<&'static str, String> {
        Ok("environment")
    }

    fn get(&self, key: &Key) -> Result<Option<Secret>, String> {
        Ok(self.0.get(&key.name).filter(|_| key.user.is_none()).cloned())
    }

    fn keys(&self) -> Result<Vec<(Key, Option<String>)>, String> {
        Ok(self.0.keys().map(|name| (Key::shared(name), None)).collect())
    }

    fn put(&self, changes: &[(Key, Option<Secret>)]) -> Result<usize, String> {
        let names: Vec<String> =
            changes.iter().map(|(key, _)| format!("{PREFIX}{}", key.name)).collect();
        Err(format!("the environment is read only: {}", names.join(", ")))
    }
}
