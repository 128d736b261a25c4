//! Places of files: per operating system, with the variables that move them. Nothing is opened
//! here.

use std::path::{Path, PathBuf};

/// An operating system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Os {
    Linux,
    Mac,
    Windows,
}

impl Os {
    /// The system that this program was built for.
    pub(crate) const THIS: Self = if cfg!(target_os = "macos") {
        Self::Mac
    } else if cfg!(windows) {
        Self::Windows
    } else {
        Self::Linux
    };
}

/// A folder that a place is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The user's home folder.
    Home,
    /// `$XDG_CONFIG_HOME`, or `~/.config`.
    Config,
    /// `~/Library/Application Support`.
    Support,
    /// `%APPDATA%`.
    AppData,
    /// `%LOCALAPPDATA%`.
    LocalAppData,
    /// The folder in a variable of the client. A set one decides alone.
    Variable(&'static str),
}

/// The place of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// `None` stands for all systems.
    os: Option<Os>,
    base: Base,
    path: &'static str,
}

/// What places are resolved with.
pub(crate) struct Roots<'a> {
    pub(crate) os: Os,
    pub(crate) home: &'a Path,
    /// Returns the value of a variable of the environment; an empty one counts as unset.
    pub(crate) variable: &'a dyn Fn(&str) -> Option<String>,
}

/// A path below the home folder.
pub(super) const fn home(path: &'static str) -> Place {
    Place { os: None, base: Base::Home, path }
}

/// A path below a folder on one system.
pub(super) const fn on(os: Os, base: Base, path: &'static str) -> Place {
    Place { os: Some(os), base, path }
}

/// A path below the folder in a variable of the client.
pub(super) const fn variable(name: &'static str, path: &'static str) -> Place {
    Place { os: None, base: Base::Variable(name), path }
}

/// A path below the folder for settings of each system's desktop programs.
pub(super) const fn app(path: &'static str) -> [Place; 3] {
    [
        on(Os::Linux, Base::Config, path),
        on(Os::Mac, Base::Support, path),
        on(Os::Windows, Base::AppData, path),
    ]
}

impl Place {
    /// Returns the path, or `None` if the place does not exist on this system.
    pub(crate) fn path(&self, roots: &Roots<'_>) -> Option<PathBuf> {
        if self.os.is_some_and(|os| os != roots.os) {
            return None;
        }
        let variable = |name: &str| (roots.variable)(name).map(PathBuf::from);
        let absolute = |path: &PathBuf| path.is_absolute();
        let folder = match self.base {
            Base::Home => roots.home.to_owned(),
            Base::Config => variable("XDG_CONFIG_HOME")
                .filter(absolute)
                .unwrap_or_else(|| roots.home.join(".config")),
            Base::Support => roots.home.join("Library/Application Support"),
            Base::AppData => variable("APPDATA")
                .filter(absolute)
                .unwrap_or_else(|| roots.home.join("AppData/Roaming")),
            Base::LocalAppData => variable("LOCALAPPDATA")
                .filter(absolute)
                .unwrap_or_else(|| roots.home.join("AppData/Local")),
            Base::Variable(name) => variable(name).filter(absolute)?,
        };
        Some(folder.join(self.path))
    }

    /// Returns whether a variable of the client names the folder.
    fn is_forced(&self) -> bool {
        matches!(self.base, Base::Variable(_))
    }
}

/// Returns the paths of a file on this system, best first. A variable of the client decides alone.
pub(crate) fn paths(places: &[Place], roots: &Roots<'_>) -> Vec<PathBuf> {
    let forced = places.iter().filter(|place| place.is_forced()).find_map(|it| it.path(roots));
    if let Some(path) = forced {
        return vec![path];
    }
    places.iter().filter_map(|place| place.path(roots)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(places: &[Place], os: Os, set: &[(&str, &str)]) -> Vec<String> {
        let variable = |name: &str| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let roots = Roots { os, home: Path::new("/home/u"), variable: &variable };
        paths(places, &roots).iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn each_system_has_its_own_folder() {
        let places = app("Code/User/mcp.json");
        assert_eq!(shown(&places, Os::Linux, &[]), ["/home/u/.config/Code/User/mcp.json"]);
        let xdg = [("XDG_CONFIG_HOME", "/x")];
        assert_eq!(shown(&places, Os::Linux, &xdg), ["/x/Code/User/mcp.json"]);
        assert_eq!(
            shown(&places, Os::Mac, &xdg),
            ["/home/u/Library/Application Support/Code/User/mcp.json"]
        );
        assert_eq!(shown(&places, Os::Windows, &[("APPDATA", "/a")]), ["/a/Code/User/mcp.json"]);
    }

    #[test]
    fn a_variable_of_the_client_decides_alone_unless_it_is_relative() {
        let places = [home(".codex/config.toml"), variable("CODEX_HOME", "config.toml")];
        assert_eq!(shown(&places, Os::Linux, &[("CODEX_HOME", "/c")]), ["/c/config.toml"]);
        for set in [&[][..], &[("CODEX_HOME", "c")]] {
            assert_eq!(shown(&places, Os::Linux, set), ["/home/u/.codex/config.toml"]);
        }
    }
}
