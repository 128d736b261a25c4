//! The content of the sealed file: secrets by name, and those of users by settings file and user.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::secret_store::limits;
use crate::settings::model::secret::Secret;

/// The version of the content.
const VERSION: u32 = 1;

/// The name of a secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    /// The user whose value it is; `None` for a secret of all servers.
    pub(crate) user: Option<UserOf>,
    pub(crate) name: String,
}

/// A user of the hub that serves a settings file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct UserOf {
    /// The canonical path of the settings file.
    pub(crate) settings: String,
    pub(crate) user: String,
}

impl Key {
    /// Names a secret of all servers.
    pub(crate) fn shared(name: &str) -> Self {
        Self { user: None, name: name.to_owned() }
    }
}

/// Secrets by name.
type Names = BTreeMap<String, Entry>;

/// All secrets of a store.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Content {
    version: u32,
    secrets: Names,
    /// By settings file and user.
    users: BTreeMap<String, BTreeMap<String, Names>>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    value: String,
    /// When it was stored.
    #[serde(default, rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    updated_at: Option<String>,
}

/// Omits the value.
impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl Content {
    /// Returns a content without secrets.
    pub(super) fn empty() -> Self {
        Self { version: VERSION, ..Self::default() }
    }

    /// Parses the text that [`Self::text`] writes. Returns `None` if it is another one.
    pub(super) fn of_text(text: &Secret) -> Option<Self> {
        let content: Self = serde_json::from_str(text.reveal()).ok()?;
        (content.version == VERSION).then_some(content)
    }

    /// Returns the content as text.
    ///
    /// # Errors
    /// Returns the reason in one line; there is none in practice.
    pub(super) fn text(&self) -> Result<Secret, String> {
        serde_json::to_string(self).map(Secret::new).map_err(|error| error.to_string())
    }

    /// Returns a secret.
    pub(super) fn get(&self, key: &Key) -> Option<Secret> {
        self.names(key.user.as_ref())?.get(&key.name).map(|entry| Secret::new(&entry.value))
    }

    /// Returns when a secret was stored.
    pub(super) fn updated_at(&self, key: &Key) -> Option<String> {
        self.names(key.user.as_ref())?.get(&key.name)?.updated_at.clone()
    }

    /// Returns the names of all secrets, those of users last.
    pub(super) fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.secrets.keys().map(|name| Key::shared(name)).collect();
        for (settings, users) in &self.users {
            for (user, names) in users {
                let of = UserOf { settings: settings.clone(), user: user.clone() };
                keys.extend(
                    names.keys().map(|name| Key { user: Some(of.clone()), name: name.clone() }),
                );
            }
        }
        keys
    }

    /// Stores a secret, or removes it. Returns whether that changes something.
    ///
    /// # Errors
    /// Fails if a value is too long or there are too many.
    pub(super) fn put(&mut self, key: &Key, value: Option<&Secret>) -> Result<bool, String> {
        let Some(value) = value else { return Ok(self.remove(key)) };
        if value.reveal().len() > limits::VALUE_BYTES {
            let most = limits::VALUE_BYTES >> 10;
            return Err(format!("the value of {} has more than {most} KiB", key.name));
        }
        if self.get(key).as_ref() == Some(value) {
            return Ok(false);
        }
        if self.keys().len() >= limits::SECRETS {
            return Err(format!("the store has {} secrets, and takes no more", limits::SECRETS));
        }
        let names = match &key.user {
            None => &mut self.secrets,
            Some(UserOf { settings, user }) => {
                let users = self.users.entry(settings.clone()).or_default();
                users.entry(user.clone()).or_default()
            }
        };
        let now = jiff::Timestamp::now().round(jiff::Unit::Millisecond).ok();
        let updated_at = now.map(|time| time.to_string());
        let entry = Entry { value: value.reveal().to_owned(), updated_at };
        names.insert(key.name.clone(), entry);
        Ok(true)
    }

    fn names(&self, user: Option<&UserOf>) -> Option<&Names> {
        match user {
            None => Some(&self.secrets),
            Some(UserOf { settings, user }) => self.users.get(settings)?.get(user),
        }
    }

    fn remove(&mut self, key: &Key) -> bool {
        let Some(UserOf { settings, user }) = &key.user else {
            return self.secrets.remove(&key.name).is_some();
        };
        let Some(users) = self.users.get_mut(settings) else { return false };
        let Some(names) = users.get_mut(user) else { return false };
        let removed = names.remove(&key.name).is_some();
        users.retain(|_, names| !names.is_empty());
        self.users.retain(|_, users| !users.is_empty());
        removed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_users_stay_apart_and_no_debug_shows_one() {
        let of = |settings: &str, user: &str| Key {
            user: Some(UserOf { settings: settings.into(), user: user.into() }),
            name: "A".into(),
        };
        let keys = [Key::shared("A"), of("/a", "ann"), of("/a", "bob"), of("/b", "ann")];
        let mut content = Content::empty();
        for (number, key) in keys.iter().enumerate() {
            let value = Secret::new(format!("canary-{number}"));
            assert_eq!(content.put(key, Some(&value)), Ok(true));
            assert_eq!(content.put(key, Some(&value)), Ok(false));
        }
        assert!(!format!("{content:?}").contains("canary"));
        let mut again = Content::of_text(&content.text().unwrap()).unwrap();
        let values = |content: &Content| -> Vec<Option<String>> {
            let value = |key| content.get(key).map(|value| value.reveal().to_owned());
            keys.iter().map(value).collect()
        };
        let numbered = |number: u8| Some(format!("canary-{number}"));
        assert_eq!(values(&again), [0, 1, 2, 3].map(numbered));
        assert_eq!((again.keys(), again.put(&keys[1], None)), (keys.to_vec(), Ok(true)));
        assert_eq!(values(&again), [numbered(0), None, numbered(2), numbered(3)]);
        assert_eq!(again.put(&keys[1], None), Ok(false));
        assert!(
            again.put(&keys[0], Some(&Secret::new("x".repeat(limits::VALUE_BYTES + 1)))).is_err()
        );
    }
}
