//! Finds the settings file: by flag, by variable, in the project, or the user's.

use std::io::Error;
use std::path::{Path, PathBuf};

use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::files::owner::Trusted;
use crate::store::SettingsFile;

const FROM_CONFIG: &str = "from --config";
const FROM_SETTINGS: &str = "from MCPHUB_SETTINGS";
const FROM_SETTING_PATH: &str = "from MCPHUB_SETTING_PATH";
const HERE: &str = "this folder's";
const OF_PROJECT: &str = "the project's";
const OF_USER: &str = "the user's";

/// The file name of settings files.
pub(crate) const FILE_NAME: &str = "mcp_settings.json";

/// The location given on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SettingsLocation {
    /// No location given: search in the usual order.
    Any,
    /// The file named by `--config`.
    File(PathBuf),
    /// The file in the working directory.
    Here,
    User,
}

/// The settings file that a command uses.
#[derive(Clone, Debug)]
pub(crate) struct FoundSettings {
    /// The file, which need not exist.
    pub(crate) file: SettingsFile,
    /// Its path as shown in messages.
    pub(crate) shown: String,
    /// The reason why this file was chosen.
    pub(crate) why: &'static str,
    /// Whether the file is in the working directory.
    here: bool,
}

/// A location where a settings file may be.
#[derive(Clone, Debug)]
pub(crate) struct SearchLocation {
    pub(crate) path: PathBuf,
    /// The reason why it is considered.
    pub(crate) why: &'static str,
}

impl FoundSettings {
    /// Returns whether the file is in the working directory or was named by `--config`, so that its
    /// choice surprises no user.
    pub(crate) fn is_here(&self) -> bool {
        self.here || self.why == FROM_CONFIG
    }

    /// Returns the error for a file that is required but missing.
    pub(crate) fn missing(&self) -> Failure {
        let message = format!("there is no settings file at {} ({})", self.shown, self.why);
        Failure::new(Kind::Settings, message)
            .hint("`mcphub init` creates one here; `--config FILE` selects another")
    }
}

/// Returns the first that applies: `--config`, a scope, `MCPHUB_SETTINGS`, `MCPHUB_SETTING_PATH`,
/// `mcp_settings.json` here or above within the git work tree, the user's file. A file named by the
/// user is trusted; one found by search must belong to the user or to root.
pub(crate) fn settings(
    wish: &SettingsLocation,
    environment: &Environment,
) -> Result<FoundSettings, Failure> {
    let here = &environment.folder;
    let (path, why) = match wish {
        SettingsLocation::File(path) => (here.join(path), FROM_CONFIG),
        SettingsLocation::Here => {
            let path = here.join(FILE_NAME);
            check_owners(&path, None, environment)?;
            (path, HERE)
        }
        SettingsLocation::User => (user_file()?, OF_USER),
        SettingsLocation::Any => {
            if let Some(path) = environment.variable("MCPHUB_SETTINGS") {
                (here.join(path), FROM_SETTINGS)
            } else if let Some(path) = environment.variable("MCPHUB_SETTING_PATH") {
                (file_or_folder(&here.join(path), path), FROM_SETTING_PATH)
            } else if let Some((path, root)) = project_file(here) {
                check_owners(&path, root.as_deref(), environment)?;
                (path, OF_PROJECT)
            } else {
                (user_file()?, OF_USER)
            }
        }
    };
    let shown = display_path(&path, here);
    let is_here = path.parent() == Some(here.as_path());
    Ok(FoundSettings { file: SettingsFile::at(path), shown, why, here: is_here })
}

/// Returns all locations that are searched without a flag, in order.
pub(crate) fn search_locations(environment: &Environment) -> Vec<SearchLocation> {
    let here = &environment.folder;
    let named = |name| environment.variable(name);
    let settings = named("MCPHUB_SETTINGS").map(|path| (here.join(path), FROM_SETTINGS));
    let path = named("MCPHUB_SETTING_PATH")
        .map(|path| (file_or_folder(&here.join(path), path), FROM_SETTING_PATH));
    let root = here.ancestors().find(|folder| folder.join(".git").exists());
    let top = root.unwrap_or(here);
    let above = here
        .ancestors()
        .take_while(|folder| folder.starts_with(top))
        .map(|folder| (folder.join(FILE_NAME), if folder == here { HERE } else { OF_PROJECT }));
    let users = user_file().ok().map(|path| (path, OF_USER));
    let all = settings.into_iter().chain(path).chain(above).chain(users);
    all.map(|(path, why)| SearchLocation { path, why }).collect()
}

/// Returns `path` as shown in messages: `./…` below the working directory, otherwise in full.
pub(crate) fn display_path(path: &Path, here: &Path) -> String {
    match path.strip_prefix(here) {
        Ok(inside) => Path::new(".").join(inside).display().to_string(),
        Err(_) => path.display().to_string(),
    }
}

/// Searches upwards to the root of the git work tree. Outside of one, only `here` is searched: a
/// file in a parent folder there may belong to another user. Also returns the root if the file was
/// found above `here`.
fn project_file(here: &Path) -> Option<(PathBuf, Option<PathBuf>)> {
    let root = here.ancestors().find(|folder| folder.join(".git").exists());
    let top = root.unwrap_or(here);
    let folder = here
        .ancestors()
        .take_while(|folder| folder.starts_with(top))
        .find(|folder| folder.join(FILE_NAME).symlink_metadata().is_ok())?;
    let root = root.filter(|_| folder != here).map(Path::to_owned);
    Some((folder.join(FILE_NAME), root))
}

/// Fails if another user could plant the settings file at `path` to make this user run their
/// programs: checks the owners of the file, its folder, the targets of links, and the root of the
/// work tree if that is why folders above were searched.
fn check_owners(
    path: &Path,
    root: Option<&Path>,
    environment: &Environment,
) -> Result<(), Failure> {
    let trusted = environment.trusted_owners();
    let Some((place, error)) = first_untrusted(path, root, &|place| owners_of(place, trusted))
    else {
        return Ok(());
    };
    let (path, place) =
        (display_path(path, &environment.folder), display_path(&place, &environment.folder));
    let message = if path == place {
        format!("{path} is ignored: it {error}")
    } else {
        format!("{path} is ignored: {place} {error}")
    };
    Err(Failure::new(Kind::Settings, message)
        .hint(format!("if you trust it, name it: `--config {path}`"))
        .hint("`--scope user` uses your own settings"))
}

/// Returns the first path that fails `check`, and the error.
fn first_untrusted(
    path: &Path,
    root: Option<&Path>,
    check: &dyn Fn(&Path) -> Result<(), Error>,
) -> Option<(PathBuf, Error)> {
    if path.symlink_metadata().is_err() {
        return None;
    }
    let folder = path.parent().map(Path::to_owned);
    let root = root.into_iter().flat_map(|root| [root.to_owned(), root.join(".git")]);
    let places = [path.to_owned()].into_iter().chain(folder).chain(root);
    places.into_iter().find_map(|place| check(&place).err().map(|error| (place, error)))
}

/// Checks the owners of a link and of its target.
fn owners_of(place: &Path, trusted: Trusted) -> Result<(), Error> {
    for found in [place.symlink_metadata(), place.metadata()].into_iter().flatten() {
        trusted.check(&found)?;
    }
    Ok(())
}

/// Follows MCPHub: an existing folder, a trailing slash, or a last part without extension is a
/// folder.
fn file_or_folder(path: &Path, as_written: &str) -> PathBuf {
    let is_folder = path.is_dir()
        || as_written.ends_with(['/', std::path::MAIN_SEPARATOR])
        || path.extension().is_none();
    if is_folder { path.join(FILE_NAME) } else { path.to_owned() }
}

fn user_file() -> Result<PathBuf, Failure> {
    let folders = directories::ProjectDirs::from("", "", "mcphub").ok_or_else(|| {
        Failure::new(Kind::Settings, "cannot find this user's settings: no home folder")
            .hint("name the file: `--config FILE`")
    })?;
    let usual = folders.config_dir().join(FILE_NAME);
    if cfg!(target_os = "macos") && !usual.exists() {
        // Users who keep their dotfiles in one place use the XDG folder on macOS as well.
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
    fn a_file_counts_only_if_it_its_folder_and_the_root_above_are_trusted() {
        let place = tempfile::tempdir().unwrap();
        let (root, path) = (place.path(), place.path().join("a").join(FILE_NAME));
        std::fs::create_dir_all(root.join("a/b")).unwrap();
        std::fs::create_dir(root.join(".git")).unwrap();
        let refuse = |what: PathBuf| {
            move |place: &Path| {
                if place == what { Err(Error::other("belongs to user 61502")) } else { Ok(()) }
            }
        };
        let found = |what: PathBuf| {
            let untrusted = first_untrusted(&path, Some(root), &refuse(what));
            untrusted.map(|(place, _)| place)
        };
        assert_eq!(found(path.clone()), None, "what is not there is no danger");
        std::fs::write(&path, "{}").unwrap();
        assert_eq!(project_file(&root.join("a/b")), Some((path.clone(), Some(root.to_owned()))));
        assert_eq!(project_file(&root.join("a")), Some((path.clone(), None)));
        for place in [path.clone(), root.join("a"), root.to_owned(), root.join(".git")] {
            assert_eq!(found(place.clone()), Some(place));
        }
        assert_eq!(found(root.join("a/b")), None);
        let here = first_untrusted(&path, None, &refuse(root.join(".git")));
        assert!(here.is_none(), "the root does not count for a file in the folder itself");
    }

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
