//! The secrets of this machine: the stores in their order, and edits of the sealed file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use parking_lot::Mutex;

use crate::secret_store::content::{Key, UserOf};
use crate::secret_store::environment::{EnvironmentStore, is_private};
use crate::secret_store::key::KeyPlaces;
use crate::secret_store::limits;
use crate::secret_store::sealed_file::SealedFile;
use crate::secret_store::store::SecretStore;
use crate::secret_store::wanted::Watched;
use crate::settings::model::secret::Secret;
use crate::settings::reference::{Outside, secret_name_fault};

/// What the secrets depend on, as plain values.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The state folder.
    pub(crate) state: PathBuf,
    /// The settings file, whose users have values of their own and whose folder is the base of
    /// relative paths.
    pub(crate) settings: Option<PathBuf>,
    pub(crate) keys: KeyPlaces,
    /// The variables of the process.
    pub(crate) variables: BTreeMap<String, String>,
    /// Whether `${cmd:…}` and `${op://…}` may run programs.
    pub(crate) allow_commands: bool,
}

/// A secret in a list, without its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) key: Key,
    /// The kind of the store that its value comes from.
    pub(crate) store: &'static str,
    /// When it was stored, if that is known.
    pub(crate) updated_at: Option<String>,
}

/// The secrets of this machine, and the values outside that references lead to.
pub(crate) struct Secrets {
    environment: EnvironmentStore,
    file: SealedFile,
    /// The canonical path of the settings file.
    settings: Option<String>,
    pub(super) folder: Option<PathBuf>,
    /// The variables for programs.
    pub(super) variables: BTreeMap<String, String>,
    pub(super) allow_commands: bool,
    pub(super) watched: Mutex<Watched>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Secrets").field("path", &self.path()).finish_non_exhaustive()
    }
}

impl Secrets {
    /// Creates the secrets. Opens nothing yet.
    pub(crate) fn new(config: Config) -> Self {
        let whole = config.settings.as_deref().map(|path| {
            path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or(path.to_owned())
        });
        let mut variables = config.variables;
        let environment = EnvironmentStore::of(&variables);
        variables.retain(|name, _| !is_private(name));
        Self {
            environment,
            file: SealedFile::of(&config.state, config.keys),
            folder: whole.as_deref().and_then(Path::parent).map(Path::to_owned),
            settings: whole.map(|path| path.to_string_lossy().into_owned()),
            variables,
            allow_commands: config.allow_commands,
            watched: Mutex::default(),
        }
    }

    /// Returns whether a variable is for the hub alone, so that no server may see it.
    pub(crate) fn is_private_variable(name: &str) -> bool {
        is_private(name)
    }

    /// The sealed file, which need not exist.
    pub(crate) fn path(&self) -> PathBuf {
        self.file.path()
    }

    /// Returns the kind of the store that edits go to: that of its key, or `none` if there is no
    /// store yet.
    ///
    /// # Errors
    /// Returns the reason in one line if the file cannot be read.
    pub(crate) fn store_kind(&self) -> Result<&'static str, String> {
        self.file.kind()
    }

    /// Returns the name of a user's value, or of a shared secret without a user.
    pub(crate) fn key(&self, name: &str, user: Option<&str>) -> Key {
        let settings = self.settings.clone().unwrap_or_default();
        let user = user.map(|user| UserOf { settings, user: user.to_owned() });
        Key { user, name: name.to_owned() }
    }

    /// Returns a secret: of the environment, otherwise of the file. Blocks.
    ///
    /// # Errors
    /// Returns the reason in one line if a store cannot be opened.
    pub(crate) fn get(&self, key: &Key) -> Result<Option<Secret>, String> {
        for store in self.stores() {
            if let Some(value) = store.get(key)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// Returns the shared secrets, and those of the users of this settings file. Blocks.
    ///
    /// # Errors
    /// Returns the reason in one line if a store cannot be opened.
    pub(crate) fn list(&self) -> Result<Vec<Listed>, String> {
        let mut found: BTreeMap<Key, (&'static str, Option<String>)> = BTreeMap::new();
        for store in self.stores() {
            let keys = store.keys()?;
            if keys.is_empty() {
                continue;
            }
            let kind = store.kind()?;
            for (key, updated_at) in keys {
                found.entry(key).or_insert((kind, updated_at));
            }
        }
        let is_ours = |key: &Key| {
            key.user.as_ref().is_none_or(|user| Some(&user.settings) == self.settings.as_ref())
        };
        let ours = found.into_iter().filter(|(key, _)| is_ours(key));
        Ok(ours.map(|(key, (store, updated_at))| Listed { key, store, updated_at }).collect())
    }

    /// Stores secrets in the sealed file, or removes those without a value: all or none. Returns how
    /// many have changed. Blocks.
    ///
    /// # Errors
    /// Returns the reason in one line.
    pub(crate) fn put(&self, changes: &[(Key, Option<Secret>)]) -> Result<usize, String> {
        self.file.put(changes)
    }

    /// Returns the references to values of all servers, by the names that are suggested for them; if
    /// `stores`, puts the values into the sealed file. Equal values share a name; if another value has
    /// the name, a number is added. Blocks.
    ///
    /// # Errors
    /// Returns the reason in one line. Then nothing is stored.
    pub(crate) fn references_to(
        &self,
        values: &[(String, Secret)],
        stores: bool,
    ) -> Result<Vec<Outside>, String> {
        let (mut named, mut references) = (Vec::<(String, Secret)>::new(), Vec::new());
        for (suggested, value) in values {
            let known = named.iter().find(|(_, known)| known == value);
            let name = match known {
                Some((name, _)) => name.clone(),
                None => self.free_name(suggested, value, &named)?,
            };
            references.push(Outside::secret(&name));
            if named.iter().all(|(known, _)| *known != name) {
                named.push((name, value.clone()));
            }
        }
        if stores && !named.is_empty() {
            let changes: Vec<_> =
                named.into_iter().map(|(name, value)| (Key::shared(&name), Some(value))).collect();
            self.put(&changes)?;
        }
        Ok(references)
    }

    /// Returns `name`, with a number if it is taken by another value, here or in `taken`.
    fn free_name(
        &self,
        name: &str,
        value: &Secret,
        taken: &[(String, Secret)],
    ) -> Result<String, String> {
        if let Some(why) = secret_name_fault(name) {
            return Err(format!("`{name}` {why}"));
        }
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        for candidate in std::iter::once(name.to_owned()).chain(numbered.take(limits::SECRETS)) {
            let planned = taken.iter().find(|(taken, _)| *taken == candidate);
            let there = match planned {
                Some((_, there)) => Some(there.clone()),
                None => self.get(&Key::shared(&candidate))?,
            };
            if there.is_none_or(|there| there == *value) {
                return Ok(candidate);
            }
        }
        Err(format!("no name like {name} is free"))
    }

    /// Removes all values of a user who no longer exists. Blocks.
    ///
    /// # Errors
    /// Returns the reason in one line.
    pub(crate) fn forget_user(&self, user: &str) -> Result<usize, String> {
        let is_theirs = |key: &Key| key.user.as_ref().is_some_and(|one| one.user == user);
        let keys = self.list()?.into_iter().map(|one| one.key).filter(is_theirs);
        let changes: Vec<_> = keys.map(|key| (key, None)).collect();
        if changes.is_empty() { Ok(0) } else { self.put(&changes) }
    }

    fn stores(&self) -> [&dyn SecretStore; 2] {
        [&self.environment, &self.file]
    }
}
