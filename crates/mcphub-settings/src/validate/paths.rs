//! Checks relative paths in servers. A server runs in the folder of the settings file, or in its
//! `cwd`; the user who writes the path may be in another folder. The caller queries its machine.

use std::path::Path;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::server::{Server, Transport};
use crate::reference;
use crate::text::document::Document;
use crate::text::path::Step;
use crate::validate::settings::validate;

const RELATIVE: &str = "a relative one is below the folder of the settings file";

/// Reports missing working directories. `is_there` receives the path as written.
pub fn check_folders(document: &Document, is_there: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for server in validate(document).0.servers.iter().filter(|server| server.enabled) {
        let Transport::Stdio(stdio) = &server.transport else { continue };
        let Some(cwd) = stdio.cwd.as_deref().map(str::trim) else { continue };
        if is_open(cwd) || is_there(cwd) {
            continue;
        }
        let place: [Step; 3] = ["mcpServers".into(), server.name.as_str().into(), "cwd".into()];
        let Some(place) = document.place_of_value(&place) else { continue };
        let name = &server.name;
        let message = format!("there is no folder `{cwd}`; server `{name}` does not start");
        found.push(Diagnostic::warning(Code::FolderNotFound, place, message).help(RELATIVE));
    }
    found
}

/// Reports files and folders of `envFile` and `watchPaths` that do not exist. `is_there` receives the
/// path as written.
pub fn check_files(document: &Document, is_there: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for server in validate(document).0.servers.iter().filter(|server| server.enabled) {
        let name = server.name.as_str();
        let path = |key: &str| -> Vec<Step> { vec!["mcpServers".into(), name.into(), key.into()] };
        let mut named: Vec<(&str, Vec<Step>, String)> = Vec::new();
        if let Some(file) = &server.env_file {
            named.push((file, path("envFile"), format!("server `{name}` does not start")));
        }
        let watched = server.entry.get("watchPaths").and_then(Value::as_array);
        let in_use = watched.filter(|_| !server.watch_paths.is_empty());
        for (index, file) in in_use.into_iter().flatten().enumerate() {
            let at = [path("watchPaths"), vec![index.into()]].concat();
            let then = format!("server `{name}` is restarted once it exists");
            named.extend(file.as_str().map(|file| (file, at, then)));
        }
        for (file, place, then) in named {
            let file = file.trim();
            let Some(place) = document.place_of_value(&place) else { continue };
            if !file.is_empty() && !is_open(file) && !is_there(file) {
                let message = format!("there is no file `{file}`; {then}");
                found.push(Diagnostic::warning(Code::FileNotFound, place, message).help(RELATIVE));
            }
        }
    }
    found
}

/// Reports paths in `args` that exist below the current folder but not where the server runs. Both
/// closures receive relative paths: `server_finds` to the folder of the settings file, `user_finds`
/// to the current folder.
pub fn check_paths(
    document: &Document,
    server_finds: &dyn Fn(&Path) -> bool,
    user_finds: &dyn Fn(&Path) -> bool,
) -> Vec<Diagnostic> {
    let settings = validate(document).0;
    let servers = settings.servers.iter().filter(|server| server.enabled);
    servers.flat_map(|server| find_misplaced(document, server, server_finds, user_finds)).collect()
}

fn find_misplaced(
    document: &Document,
    server: &Server,
    server_finds: &dyn Fn(&Path) -> bool,
    user_finds: &dyn Fn(&Path) -> bool,
) -> Vec<Diagnostic> {
    let Transport::Stdio(stdio) = &server.transport else { return Vec::new() };
    let cwd = stdio.cwd.as_deref().map(str::trim);
    if cwd.is_some_and(is_open) {
        return Vec::new();
    }
    let folder = Path::new(cwd.unwrap_or_default());
    let name = server.name.as_str();
    let finding = |(index, word): (usize, &String)| {
        let path =
            path_in(word).filter(|path| !server_finds(&folder.join(path)) && user_finds(path))?;
        let steps: [Step; 4] = ["mcpServers".into(), name.into(), "args".into(), index.into()];
        let place = document.place_of_value(&steps)?;
        let runs_in = match cwd {
            Some(cwd) => format!("`{cwd}`"),
            None => "the folder of the settings file".to_owned(),
        };
        let path = path.display();
        let message = format!(
            "`{path}` exists in the current folder, but not in {runs_in}, where server `{name}` runs"
        );
        let help = "use an absolute path, or set `cwd`";
        Some(Diagnostic::warning(Code::RelativePath, place, message).help(help))
    };
    stdio.args.iter().enumerate().filter_map(finding).collect()
}

/// Returns the relative path in an argument: `src/server.py`, or `--config=./a.json`. A plain word
/// does not count, since it may have another meaning.
fn path_in(word: &str) -> Option<&Path> {
    let word = if word.starts_with('-') { word.split_once('=')?.1 } else { word };
    let path = Path::new(word);
    let told = path.components().count() > 1 || path.extension().is_some() || word.ends_with('/');
    let is_one = told && path.is_relative() && !word.contains("://") && !is_open(word);
    is_one.then_some(path)
}

/// Returns whether a path cannot be resolved here: it has `~` or variables.
fn is_open(path: &str) -> bool {
    path.starts_with('~') || reference::has_any(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_only_below_the_current_folder_is_found() {
        let document = Document::parse(
            r#"{"mcpServers": {
                "plain": {"command": "python3", "args": ["server.py", "data", "https://x/a.py"]},
                "flag": {"command": "node", "args": ["--config=./a/b.json", "-v"]},
                "sub": {"command": "node", "args": ["there.js", "gone.js"], "cwd": "sub"},
                "open": {"command": "node", "args": ["server.py"], "cwd": "${FOLDER}"},
                "off": {"command": "node", "args": ["server.py"], "enabled": false},
                "both": {"command": "node", "args": ["both.js", "neither.js", "@scope/pkg@1.2"]}
            }}"#,
        )
        .unwrap();
        let there = ["both.js", "sub/there.js"];
        let here = ["server.py", "data", "a/b.json", "there.js", "gone.js", "both.js"];
        let found = check_paths(
            &document,
            &|path| there.iter().any(|one| path == Path::new(one)),
            &|path| here.iter().any(|one| path.ends_with(one)),
        );
        let messages: Vec<_> = found.iter().map(|found| found.message.as_str()).collect();
        let file = "but not in the folder of the settings file, where server";
        assert_eq!(
            messages,
            [
                format!("`server.py` exists in the current folder, {file} `plain` runs"),
                format!("`./a/b.json` exists in the current folder, {file} `flag` runs"),
                "`gone.js` exists in the current folder, but not in `sub`, where server `sub` runs"
                    .to_owned(),
            ]
        );
        let gone = found[2].place.clone();
        assert_eq!(&document.text()[gone], r#""gone.js""#);
    }
}
