//! Resolves references to values outside the settings file. Values are fetched at each connect of a
//! server; nothing keeps them but the connection.

use std::path::{Path, PathBuf};

use crate::files::regular;
use crate::secret_store::command;
use crate::secret_store::limits;
use crate::secret_store::secrets::Secrets;
use crate::secret_store::wanted::Wanted;
use crate::secret_store::watched::Given;
use crate::settings::model::secret::Secret;
use crate::settings::reference::{Outside, Source};

impl Secrets {
    /// Returns a value, for a user if it is one of users. Blocks.
    ///
    /// # Errors
    /// Returns the reason in one line: the value is missing or empty, and what sets it.
    pub(crate) fn fetch(&self, wanted: &Wanted, user: Option<&str>) -> Result<Secret, String> {
        let found = match wanted {
            Wanted::Reference(one) => self.reference(one, user),
            Wanted::Slot { server, slot } => {
                let how = format!(" --server {server}");
                self.of_user(&slot.key(server), &slot.name, &how, user)
            }
        };
        self.watched.lock().note(user, wanted, found.as_ref().ok());
        found
    }

    /// Returns why a reference has no value on this machine, without running a program.
    pub(crate) fn why_missing(&self, reference: &Outside) -> Option<String> {
        match reference.source {
            Source::User => None,
            Source::Command | Source::OnePassword => self.why_no_program(reference),
            Source::Secret | Source::File => self.reference(reference, None).err(),
        }
    }

    /// Returns the values that differ from those that were given out last, with their users; `programs`
    /// are run again only if that is wanted. Blocks.
    pub(crate) fn changed(&self, programs: bool) -> Vec<Given<Wanted>> {
        let given = self.watched.lock().all();
        let mut changed = Vec::new();
        for (user, wanted) in given {
            let runs = matches!(&wanted, Wanted::Reference(one) if one.source.runs_program());
            if runs && !programs {
                continue;
            }
            let before = self.watched.lock().digest(user.as_deref(), &wanted);
            let _ = self.fetch(&wanted, user.as_deref());
            let after = self.watched.lock().digest(user.as_deref(), &wanted);
            if before != after {
                changed.push((user, wanted));
            }
        }
        changed
    }

    fn reference(&self, reference: &Outside, user: Option<&str>) -> Result<Secret, String> {
        let name = &reference.name;
        if let Some(why) = reference.source.fault(name) {
            return Err(format!("`{reference}` {why}"));
        }
        match reference.source {
            Source::Secret => self.shared(name),
            Source::User => self.of_user(name, name, "", user),
            Source::File => read_file(&self.resolve_path(name)),
            Source::Command => self.run(reference, &command::words(name)),
            Source::OnePassword => {
                let place = format!("{}{name}", Source::OnePassword.prefix());
                let words = ["op", "read", "--no-newline", &place].map(str::to_owned);
                self.run(reference, &Ok(words.to_vec()))
            }
        }
    }

    fn shared(&self, name: &str) -> Result<Secret, String> {
        let sets = format!("`mcphub secret set {name}` stores it");
        match self.get(&self.key(name, None))? {
            None => Err(format!("secret `{name}` is not set; {sets}")),
            Some(value) if value.reveal().trim().is_empty() => {
                Err(format!("secret `{name}` is empty; {sets}"))
            }
            Some(value) => Ok(value),
        }
    }

    fn of_user(
        &self,
        key: &str,
        name: &str,
        how: &str,
        user: Option<&str>,
    ) -> Result<Secret, String> {
        let Some(user) = user else {
            return Err(format!("needs credential `{name}` of a user; log in to the hub"));
        };
        let value = self.get(&self.key(key, Some(user)))?;
        value.filter(|value| !value.reveal().trim().is_empty()).ok_or_else(|| {
            let sets = format!("`mcphub secret set {name} --user {user}{how}` stores it");
            format!("needs credential `{name}`; {sets}")
        })
    }

    fn why_no_program(&self, reference: &Outside) -> Option<String> {
        let shown = match reference.source {
            Source::OnePassword => "`${op://…}`",
            _ => "`${cmd:…}`",
        };
        let off = format!("{shown} runs a program, and MCPHUB_ALLOW_COMMANDS is not set");
        (!self.allow_commands).then_some(off)
    }

    fn run(
        &self,
        reference: &Outside,
        words: &Result<Vec<String>, String>,
    ) -> Result<Secret, String> {
        if let Some(why) = self.why_no_program(reference) {
            return Err(why);
        }
        let words = words.as_ref().map_err(|why| format!("`${{cmd:…}}` {why}"))?;
        let output = command::run(words, self.folder.as_deref(), &self.variables, limits::COMMAND)?;
        let program = words.first().map_or("", String::as_str);
        non_empty(&output, || format!("`{program}` writes nothing"))
    }

    /// Resolves a path of the settings: a relative path is below the folder of the settings file,
    /// and `~` is the home folder.
    fn resolve_path(&self, written: &str) -> PathBuf {
        let written = written.trim();
        let home = self.variables.get("HOME").map(Path::new);
        let in_home =
            written.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
        match (in_home, home, &self.folder) {
            (Some(rest), Some(home), _) => home.join(rest.trim_start_matches('/')),
            (_, _, Some(folder)) => folder.join(written),
            _ => PathBuf::from(written),
        }
    }
}

fn read_file(path: &Path) -> Result<Secret, String> {
    let shown = path.display();
    let bytes = regular::read(path, limits::VALUE_BYTES as u64)
        .map_err(|error| format!("the file {shown} cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("the file {shown} is not UTF-8"))?;
    non_empty(&Secret::new(text), || format!("the file {shown} is empty"))
}

/// Returns a value without the line break at its end; fails if nothing else is left.
fn non_empty(value: &Secret, why: impl FnOnce() -> String) -> Result<Secret, String> {
    let text = value.reveal();
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.trim().is_empty() { Err(why()) } else { Ok(Secret::new(text)) }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::secret_store::content::Key;
    use crate::secret_store::key::KeyPlaces;
    use crate::secret_store::secrets::Config;
    use crate::settings::model::slot::{Slot, SlotTarget};

    fn secrets(place: &Path, allow_commands: bool) -> Secrets {
        let variables = [
            ("PATH", "/usr/bin:/bin"),
            ("HOME", place.to_str().unwrap()),
            ("MCPHUB_SECRET_FROM_ENV", "env-value"),
            ("MCPHUB_SECRET_BLANK", ""),
            ("MCPHUB_SECRETS_PASSPHRASE", "never"),
        ];
        let named = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Secrets::new(Config {
            state: place.join("state"),
            settings: Some(place.join("mcp_settings.json")),
            keys: KeyPlaces {
                chosen: None,
                passphrase: None,
                passphrase_file: None,
                key_file: place.join("secrets.key"),
                is_key_file_named: true,
            },
            variables: variables.iter().map(named).collect::<BTreeMap<_, _>>(),
            allow_commands,
        })
    }

    fn fetched(secrets: &Secrets, text: &str, user: Option<&str>) -> String {
        let one = crate::settings::reference::outside(text).remove(0);
        match secrets.fetch(&Wanted::Reference(one), user) {
            Ok(value) => format!("= {}", value.reveal()),
            Err(why) => why,
        }
    }

    #[test]
    fn every_source_returns_its_value_or_the_reason() {
        let place = tempfile::tempdir().unwrap();
        let secrets = secrets(place.path(), true);
        let set = |key: Key, value: &str| secrets.put(&[(key, Some(Secret::new(value)))]).unwrap();
        set(Key::shared("STORED"), "stored");
        set(Key::shared("FROM_ENV"), "hidden by the environment");
        set(secrets.key("TOKEN", Some("ann")), "of ann");
        std::fs::write(place.path().join("token"), "of a file\r\n").unwrap();
        std::fs::write(place.path().join("blank"), "\n").unwrap();
        std::fs::write(place.path().join("large"), "x".repeat(limits::VALUE_BYTES + 1)).unwrap();
        let shown = place.path().display();
        for (text, user, expected) in [
            ("${secret:STORED}", None, "= stored".to_owned()),
            ("${secret:FROM_ENV}", None, "= env-value".to_owned()),
            (
                "${secret:GONE}",
                None,
                "secret `GONE` is not set; `mcphub secret set GONE` stores it".to_owned(),
            ),
            (
                "${secret:BLANK}",
                None,
                "secret `BLANK` is empty; `mcphub secret set BLANK` stores it".to_owned(),
            ),
            ("${user:TOKEN}", Some("ann"), "= of ann".to_owned()),
            (
                "${user:TOKEN}",
                Some("bob"),
                "needs credential `TOKEN`; `mcphub secret set TOKEN --user bob` stores it"
                    .to_owned(),
            ),
            (
                "${user:STORED}",
                None,
                "needs credential `STORED` of a user; log in to the hub".to_owned(),
            ),
            ("${file:token}", None, "= of a file".to_owned()),
            ("${file:~/token}", None, "= of a file".to_owned()),
            ("${file:blank}", None, format!("the file {shown}/blank is empty")),
            (
                "${file:large}",
                None,
                format!("the file {shown}/large cannot be read: it has more than 65536 bytes"),
            ),
            ("${cmd:cat 'token'}", None, "= of a file".to_owned()),
            (
                "${cmd:printenv MCPHUB_SECRETS_PASSPHRASE}",
                None,
                "`printenv` ended with exit status: 1".to_owned(),
            ),
            ("${cmd:true}", None, "`true` writes nothing".to_owned()),
        ] {
            let found = fetched(&secrets, text, user);
            if text == "${file:large}" {
                assert!(
                    found.starts_with(&format!("the file {shown}/large cannot be read: ")),
                    "{found}"
                );
            } else {
                assert_eq!(found, expected, "{text}");
            }
        }
        let off = self::secrets(place.path(), false);
        let why = "runs a program, and MCPHUB_ALLOW_COMMANDS is not set";
        assert_eq!(fetched(&off, "${cmd:cat token}", None), format!("`${{cmd:…}}` {why}"));
        assert_eq!(fetched(&off, "${op://v/i/f}", None), format!("`${{op://…}}` {why}"));
    }

    #[test]
    fn only_values_that_were_given_out_and_differ_have_changed() {
        let place = tempfile::tempdir().unwrap();
        let secrets = secrets(place.path(), false);
        let put = |key: Key, value: &str| secrets.put(&[(key, Some(Secret::new(value)))]).unwrap();
        let slot = Slot { target: SlotTarget::Env, name: "T".into(), label: None };
        let of_slot = Wanted::Slot { server: "s".into(), slot: slot.clone() };
        fetched(&secrets, "${secret:A}", None);
        fetched(&secrets, "${secret:B}", None);
        let missing = secrets.fetch(&of_slot, Some("ann")).unwrap_err();
        assert_eq!(
            missing,
            "needs credential `T`; `mcphub secret set T --user ann --server s` stores it"
        );
        assert_eq!(secrets.changed(true), []);
        put(Key::shared("A"), "a");
        put(Key::shared("OTHER"), "o");
        put(secrets.key(&slot.key("s"), Some("ann")), "t");
        let of_a = Wanted::Reference(Outside::secret("A"));
        let of_ann = (Some("ann".to_owned()), of_slot.clone());
        assert_eq!(secrets.changed(true), [(None, of_a.clone()), of_ann.clone()]);
        assert_eq!(secrets.changed(true), []);
        assert!(of_a.is_of("x", r#"{"env":{"A":"${secret:A}"}}"#) && !of_a.is_of("x", "{}"));
        assert!(of_slot.is_of("s", "{}") && !of_slot.is_of("x", "{}"));
        assert_eq!(secrets.forget_user("ann"), Ok(1));
        assert_eq!(secrets.changed(true), [of_ann]);
    }
}
