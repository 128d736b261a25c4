//! The store of secrets, as the environment of a command configures it.

use std::path::{Path, PathBuf};

use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::secret_store::{Config, KeyKind, KeyPlaces, Secrets};
use crate::settings::model::secret::Secret;

/// Selects the key of a new file of secrets.
const KEY_KIND: &str = "MCPHUB_SECRETS";
/// The name of the key file in the folder of the user's settings.
const KEY_FILE_NAME: &str = "secrets.key";

/// Opens the secrets in a state folder, for a settings file.
///
/// # Errors
/// Fails if a variable has an unknown value.
pub(crate) fn open(
    environment: &Environment,
    state: PathBuf,
    settings: Option<&Path>,
) -> Result<Secrets, Failure> {
    let named = |name: &str| environment.variable(name).map(|path| environment.folder.join(path));
    let chosen = match environment.variable(KEY_KIND) {
        None => None,
        Some(word) => Some(KeyKind::of_word(word).ok_or_else(|| {
            Failure::usage(format!("{KEY_KIND} is `{word}`, which is no kind of key"))
                .hint("use `keyring`, `key-file` or `passphrase`")
        })?),
    };
    let named_key = named("MCPHUB_SECRETS_KEY_FILE");
    let is_key_file_named = named_key.is_some();
    let keys = KeyPlaces {
        chosen,
        passphrase: environment.variable("MCPHUB_SECRETS_PASSPHRASE").map(Secret::new),
        passphrase_file: named("MCPHUB_SECRETS_PASSPHRASE_FILE"),
        key_file: named_key.map_or_else(usual_key_file, Ok)?,
        is_key_file_named,
    };
    Ok(Secrets::new(Config {
        state,
        settings: settings.map(Path::to_owned),
        keys,
        variables: environment.texts().clone(),
        allow_commands: environment.variable("MCPHUB_ALLOW_COMMANDS").is_some_and(is_yes),
    }))
}

/// Returns whether a switch that gives more rights is on. Unknown words count as off.
fn is_yes(word: &str) -> bool {
    ["1", "true", "yes", "on"].contains(&word.trim().to_ascii_lowercase().as_str())
}

fn usual_key_file() -> Result<PathBuf, Failure> {
    let folders = directories::ProjectDirs::from("", "", "mcphub");
    folders.map(|folders| folders.config_dir().join(KEY_FILE_NAME)).ok_or_else(|| {
        Failure::new(Kind::Failed, "cannot find this user's settings folder: no home folder")
            .hint("set MCPHUB_SECRETS_KEY_FILE to a file")
    })
}

/// Converts the reason why a store cannot be used.
pub(crate) fn failure(why: String) -> Failure {
    Failure::new(Kind::Failed, why)
}
