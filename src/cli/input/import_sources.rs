//! The files that `import` reads: files and folders by path, and those of clients by name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::settings_path::display_path;
use crate::clients::all::{self, CLIENTS};
use crate::clients::place::{Os, Roots, paths};
use crate::clients::record::Client;
use crate::settings::name;

/// A folder that holds a file for each server of Continue.
const CONTINUE_FOLDER: &str = ".continue/mcpServers";
/// Files that are read from one such folder.
const FOLDER_FILES_MAX: usize = 256;

/// A file to read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ImportSource {
    /// The path, or `-` for standard input.
    pub(crate) path: String,
    /// The path as shown in messages.
    pub(crate) shown: String,
    /// Whether the file was found, not named: it need not contain servers.
    pub(crate) is_found: bool,
}

/// Returns the files that the words name, each once. `all_clients` adds those of all clients.
pub(crate) fn sources(
    context: &Context,
    words: &[String],
    all_clients: bool,
) -> Result<Vec<ImportSource>, Failure> {
    let finder = Finder::new(context);
    let mut found = Vec::new();
    for word in words {
        let path = finder.here.join(word);
        match all::find(word) {
            _ if word == "-" => found.push(ImportSource {
                path: word.clone(),
                shown: "standard input".into(),
                is_found: false,
            }),
            // `./cursor` is the path of a file with the name of a client.
            Some(client) => found.extend(finder.of_client(client)?),
            None if path.is_dir() => found.extend(finder.in_folder(word, &path)?),
            None => found.push(ImportSource {
                path: word.clone(),
                shown: word.clone(),
                is_found: false,
            }),
        }
    }
    if all_clients {
        for client in CLIENTS {
            found.extend(finder.existing(finder.user_files(client)));
        }
    }
    let settings = context.settings().ok().and_then(|found| found.file.path().canonicalize().ok());
    let mut seen = BTreeSet::new();
    found.retain(|source| {
        let Ok(real) = finder.here.join(&source.path).canonicalize() else { return true };
        // The settings themselves are no other client.
        let is_own = source.is_found && settings.as_ref() == Some(&real);
        !is_own && seen.insert(real)
    });
    Ok(found)
}

/// Returns a hint for a word that is neither a file nor a client, if it resembles one.
pub(crate) fn near_client(word: &str) -> Option<String> {
    let is_word = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    did_you_mean(&name::near(word, all::words())).filter(|_| is_word)
}

struct Finder<'a> {
    context: &'a Context,
    here: &'a Path,
    home: Option<PathBuf>,
}

impl<'a> Finder<'a> {
    fn new(context: &'a Context) -> Self {
        let home = directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned());
        Self { context, here: &context.environment.folder, home }
    }

    /// Returns the user's file of a client, and its file in this folder.
    fn of_client(&self, client: &Client) -> Result<Vec<ImportSource>, Failure> {
        let user = self.user_files(client);
        let here: Vec<PathBuf> = client.project.iter().map(|path| self.here.join(path)).collect();
        let mut found = self.existing(user.clone());
        found.extend(self.existing(here.clone()));
        if !found.is_empty() {
            return Ok(found);
        }
        let shown = |path: &PathBuf| display_path(path, self.here);
        let places: Vec<String> = user.iter().chain(&here).map(shown).collect();
        let mut failure = Failure::new(Kind::Absent, format!("found no file of {}", client.title));
        if places.is_empty() {
            failure.hints.push(format!("name the file: {}", client.about));
        } else {
            failure.hints.push(format!("looked for {}", places.join(", ")));
        }
        Err(failure)
    }

    fn user_files(&self, client: &Client) -> Vec<PathBuf> {
        let Some(home) = &self.home else { return Vec::new() };
        let variable = |name: &str| self.context.environment.variable(name).map(str::to_owned);
        paths(client.user, &Roots { os: Os::THIS, home, variable: &variable })
    }

    /// Returns the files of all clients in the folder of a project.
    fn in_folder(&self, word: &str, folder: &Path) -> Result<Vec<ImportSource>, Failure> {
        let mut files: Vec<PathBuf> = vec![folder.join("mcp_settings.json")];
        files.extend(CLIENTS.iter().flat_map(|it| it.project).map(|path| folder.join(path)));
        let entries = folder.join(CONTINUE_FOLDER).read_dir().into_iter().flatten().flatten();
        let mut more: Vec<PathBuf> =
            entries.take(FOLDER_FILES_MAX).map(|entry| entry.path()).collect();
        more.sort();
        files.extend(more.into_iter().filter(|path| {
            let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
            ["yaml", "yml", "json"].contains(&ending)
        }));
        let found = self.existing(files);
        if found.is_empty() {
            let text = format!("the folder {word} has no file of a client");
            return Err(Failure::new(Kind::Absent, text)
                .hint("`mcphub import --all-clients` reads the files in your home folder"));
        }
        Ok(found)
    }

    fn existing(&self, files: Vec<PathBuf>) -> Vec<ImportSource> {
        let is_there = |path: &PathBuf| path.is_file();
        let source = |path: PathBuf| ImportSource {
            shown: display_path(&path, self.here),
            path: path.display().to_string(),
            is_found: true,
        };
        files.into_iter().filter(is_there).map(source).collect()
    }
}
