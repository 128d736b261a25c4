//! A server program receives its own arguments unchanged, its own variables, and a short list of
//! the hub's.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::process::becomes;
use crate::support::server::Hub;

/// Arguments that a shell would interpret.
const ODD: [&str; 9] = [
    "a b",
    "; touch ran",
    "$(touch ran)",
    "`touch ran`",
    "&& touch ran",
    "| touch ran",
    "> ran",
    "*",
    "%PATH% ^& \"x\" 'y'",
];

/// A script that writes its arguments and variables to its working directory, each file atomically.
const RECORD: &str = "\
printf '%s\\n' \"$@\" > arguments.new
env > variables.new
mv arguments.new arguments
mv variables.new variables
";

#[test]
#[cfg(unix)]
fn a_program_receives_its_own_arguments_and_variables_and_few_of_the_hubs() {
    let [mine, other] = [(); 2].map(|()| TempDir::new().unwrap());
    let entry = |folder: &Path, env: Value| {
        fs::write(folder.join("record.sh"), RECORD).unwrap();
        let words: Vec<_> = ["record.sh"].into_iter().chain(ODD).collect();
        json!({ "command": "sh", "args": words, "cwd": folder, "env": env })
    };
    let settings = json!({ "mcpServers": {
        "mine": entry(mine.path(), json!({ "MINE": "1", "FROM_HUB": "${HUB_TOKEN}" })),
        "other": entry(other.path(), json!({ "OTHERS_TOKEN": "2" })),
    }});
    let hub = [("HUB_TOKEN", "3"), ("JWT_SECRET", "long-enough-to-sign"), ("LANG", "C")];
    let hub = Hub::start_env(&settings, &hub);
    for folder in [&mine, &other] {
        becomes(&true, || folder.path().join("variables").exists());
        let words = fs::read_to_string(folder.path().join("arguments")).unwrap();
        assert_eq!(words.lines().collect::<Vec<_>>(), ODD);
        assert!(!folder.path().join("ran").exists());
    }
    assert_eq!(names_in(&mine), ["FROM_HUB", "HOME", "LANG", "MINE", "PATH"]);
    assert_eq!(names_in(&other), ["HOME", "LANG", "OTHERS_TOKEN", "PATH"]);
    drop(hub);
}

/// Returns the names of the variables, except those set by the shell and the markers of the hub.
fn names_in(folder: &TempDir) -> Vec<String> {
    let text = fs::read_to_string(folder.path().join("variables")).unwrap();
    let names = text.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name);
    let mut names: Vec<_> = names
        .filter(|name| !["PWD", "OLDPWD", "SHLVL", "_"].contains(name))
        .filter(|name| !name.starts_with("MCPHUB_CHILD_") && *name != "MCPHUB_HOPS")
        .map(str::to_owned)
        .collect();
    names.sort();
    names
}

#[test]
#[cfg(unix)]
fn relative_folders_start_at_the_folder_of_the_settings() {
    let entry =
        |cwd: Value| json!({ "command": "sh", "args": ["-c", "touch was_here"], "cwd": cwd });
    let folder = std::sync::Arc::new(TempDir::new().unwrap());
    let settings = json!({ "mcpServers": {
        "plain": { "command": "sh", "args": ["-c", "touch was_here"] },
        "relative": entry(json!("sub")),
        "home": entry(json!("~/at-home")),
    }});
    for sub in ["config/sub", "at-home"] {
        fs::create_dir_all(folder.path().join(sub)).unwrap();
    }
    let file = folder.path().join("config/mcp_settings.json");
    fs::write(&file, settings.to_string()).unwrap();
    let words = ["serve", "--config", file.to_str().unwrap(), "--port", "0"];
    let _hub = Hub::start_words(std::sync::Arc::clone(&folder), &words);
    for place in ["config", "config/sub", "at-home"] {
        becomes(&true, || folder.path().join(place).join("was_here").exists());
    }
}
