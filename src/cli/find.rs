//! Which settings file is meant: a flag, a variable, the project's, the user's.

use std::path::{Path, PathBuf};

use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::store::SettingsFile;

/// The name of a settings file.
pub(crate) const FILE_NAME: &str = "mcp_settings.json";

/// What the command line says about where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Nothing: look in the usual order.
    Any,
    /// This file.
    File(PathBuf),
    /// The one in the working directory.
    Here,
    /// The user's.
    User,
}

/// The settings file that is meant.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The file, which need not exist.
    pub(crate) file: SettingsFile,
    /// Its path as messages show it.
    pub(crate) shown: String,
    why: &'static str,
}

impl Found {
    /// What to say where a file is needed and there is none.
    pub(crate) fn missing(&self) -> Failure {
        let message = format!("there is no settings file at {} ({})", self.shown, self.why);
        Failure::new(Kind::Settings, message)
            .hint("`mcphub init` makes one here; `--config FILE` names another")
    }
}

/// The first that applies: `--config`, a scope, `MCPHUB_SETTINGS`, `MCPHUB_SETTING_PATH`,
/// `mcp_settings.json` here or above within the git work tree, the user's file.
pub(crate) fn settings(wish: &Wish, environment: &Environment) -> Result<Found, Failure> {
    let here = &environment.folder;
    let (path, why) = match wish {
        Wish::File(path) => (here.join(path), "from --config"),
        Wish::Here => (here.join(FILE_NAME), "this folder's"),
        Wish::User => (user_file()?, "the user's"),
        Wish::Any => {
            if let Some(path) = environment.variable("MCPHUB_SETTINGS") {
                (here.join(path), "from MCPHUB_SETTINGS")
            } else if let Some(path) = environment.variable("MCPHUB_SETTING_PATH") {
                (file_or_folder(&here.join(path), path), "from MCPHUB_SETTING_PATH")
            } else if let Some(path) = project_file(here) {
                (path, "the project's")
            } else {
                (user_file()?, "the user's")
            }
        }
    };
    let shown = show(&path, here);
    Ok(Found { file: SettingsFile::at(path), shown, why })
}

/// `path` as messages show it: `./…` below the working directory, else whole.
pub(crate) fn show(path: &Path, here: &Path) -> String {
    match path.strip_prefix(here) {
        Ok(inside) => Path::new(".").join(inside).display().to_string(),
        Err(_) => path.display().to_string(),
    }
}

/// Upwards to the root of the git work tree. Outside of one only the folder itself is looked at:
/// what lies in a parent there may be somebody else's.
fn project_file(here: &Path) -> Option<PathBuf> {
    let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(here);
    here.ancestors()
        .take_while(|folder| folder.starts_with(root))
        .map(|folder| folder.join(FILE_NAME))
        .find(|path| path.is_file())
}

/// MCPHub's rule: an existing folder, a trailing slash, or a last part without extension is a folder.
fn file_or_folder(path: &Path, as_written: &str) -> PathBuf {
    let is_folder = path.is_dir()
        || as_written.ends_with(['/', std::path::MAIN_SEPARATOR])
        || path.extension().is_none();
    if is_folder { path.join(FILE_NAME) } else { path.to_owned() }
}

fn user_file() -> Result<PathBuf, Failure> {
    let folders = directories::ProjectDirs::from("", "", "mcphub").ok_or_else(|| {
        Failure::new(Kind::Settings, "cannot tell where this user's settings are: no home folder")
            .hint("name the file: `--config FILE`")
    })?;
    let usual = folders.config_dir().join(FILE_NAME);
    if cfg!(target_os = "macos") && !usual.exists() {
        // People who keep their dot-files in one place use the XDG folder on macOS as well.
        let xdg = directories::BaseDirs::new()
            .map(|base| base.home_dir().join(".config/mcphub").join(FILE_NAME));
        if let Some(xdg) = xdg.filter(|path| path.exists()) {
            return Ok(xdg);
        }
    }
    Ok(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_path_is_a_folder_unless_it_has_an_extension() {
        let check = |written: &str, expected: &str| {
            assert_eq!(file_or_folder(Path::new(written), written), Path::new(expected));
        };
        check("/nowhere/conf", "/nowhere/conf/mcp_settings.json");
        check("/nowhere/conf.d/", "/nowhere/conf.d/mcp_settings.json");
        check("/nowhere/my.json", "/nowhere/my.json");
    }
}
