//! Architecture tests: layer dependencies, and style rules without a lint.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::sources::rust_files;

/// Each layer may use itself and the layers listed with it. Changing this table is an architectural
/// decision; never work around it with an import. The compiler enforces the rows of [`CRATES`].
const LAYERS: &[(&str, &[&str])] = &[
    ("settings", &[]),
    ("protocol", &[]),
    ("demo", &["protocol"]),
    ("files", &[]),
    ("state", &["settings", "files"]),
    ("clients", &[]),
    ("formats", &["settings", "clients"]),
    ("secret_store", &["settings", "files", "state"]),
    ("store", &["settings", "files", "state"]),
    ("openapi", &["protocol"]),
    ("net", &["settings", "protocol"]),
    ("registry", &["formats", "net"]),
    ("oauth", &["settings", "files", "state", "net"]),
    ("proxy", &["settings", "protocol", "state", "secret_store", "openapi", "net", "oauth"]),
    ("authorization_server", &["settings", "state", "net", "proxy"]),
    ("access", &["settings", "state", "net", "oauth", "proxy", "authorization_server"]),
    (
        "api",
        &[
            "settings",
            "store",
            "state",
            "secret_store",
            "protocol",
            "openapi",
            "net",
            "registry",
            "oauth",
            "proxy",
            "authorization_server",
            "access",
        ],
    ),
    (
        "serve",
        &[
            "settings",
            "store",
            "state",
            "secret_store",
            "protocol",
            "net",
            "proxy",
            "access",
            "api",
            "demo",
        ],
    ),
    (
        "cli",
        &[
            "settings",
            "protocol",
            "files",
            "clients",
            "formats",
            "store",
            "state",
            "registry",
            "secret_store",
            "oauth",
            "proxy",
            "authorization_server",
            "serve",
            "demo",
        ],
    ),
];

/// The layers that are crates of their own.
const CRATES: [&str; 2] = ["settings", "protocol"];

/// The pure layers, and the crates and modules that they must not use.
const PURE: &[&str] = &["settings", "clients", "formats", "protocol", "openapi"];
const IMPURE: &[&str] = &["tokio", "axum", "clap", "hyper", "std::fs", "std::env"];

/// The folders of all sources.
const SOURCES: [&str; 3] = ["src", "crates/mcphub-protocol/src", "crates/mcphub-settings/src"];

/// The dialects of the admin API, by folder name.
const DIALECTS: [&str; 5] = ["aeontel", "agent_corex", "mcphub", "mcpjungle", "pandora"];

/// The maximum number of lines of a source file, without its tests.
const LINES_MAX: usize = 400;

#[test]
fn each_layer_uses_only_the_layers_below_it() {
    check(&["src"], |file, n, line| {
        let layer = layer_of(file)?;
        if CRATES.iter().any(|own| line.contains(&format!("mcphub_{own}"))) {
            return Some(format!("{}:{n}: write `crate::layer::…`", file.display()));
        }
        let (_, allowed) = LAYERS.iter().find(|(name, _)| *name == layer)?;
        let used = line.match_indices("crate::").map(|(at, _)| first_word(&line[at + 7..]));
        let wrong = used
            .filter(|used| *used != layer && LAYERS.iter().any(|(name, _)| name == used))
            .find(|used| !allowed.contains(used))?;
        Some(format!("{}:{n}: `{layer}` must not use `{wrong}`", file.display()))
    });
}

#[test]
fn the_table_of_layers_is_whole_and_has_no_cycle() {
    for (at, (layer, allowed)) in LAYERS.iter().enumerate() {
        assert!(folder_of(layer).is_dir(), "{} is gone", folder_of(layer).display());
        let above = allowed.iter().find(|used| !LAYERS[..at].iter().any(|(name, _)| name == *used));
        assert_eq!(above, None, "`{layer}` may use only layers that stand above it in the table");
    }
    let entries = ["src", "crates"].into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut folders: Vec<_> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    let known =
        |folder: &PathBuf| LAYERS.iter().any(|(layer, _)| folder_of(layer).starts_with(folder));
    folders.retain(|folder| !known(folder));
    assert!(folders.is_empty(), "not in the table of layers: {folders:?}");
}

#[test]
fn an_import_names_one_layer_a_line() {
    check(&SOURCES, |file, n, line| {
        let bent = line.contains("crate::{") || line.contains("super::super");
        bent.then(|| format!("{}:{n}: write `use crate::layer::…`", file.display()))
    });
}

#[test]
fn pure_layers_touch_nothing() {
    check(&SOURCES, |file, n, line| {
        let layer = layer_of(file).filter(|layer| PURE.contains(layer))?;
        let code = line.trim_start();
        let found = IMPURE.iter().find(|word| !code.starts_with("//") && names(code, word))?;
        Some(format!("{}:{n}: `{layer}` must not know `{found}`", file.display()))
    });
}

#[test]
fn upstream_and_downstream_are_strangers() {
    for (side, other) in [("upstream", "downstream"), ("downstream", "upstream")] {
        check(&[&format!("src/proxy/{side}")], |file, n, line| {
            let bent = line.contains(&format!("crate::proxy::{other}"));
            bent.then(|| format!("{}:{n}: only the router knows both", file.display()))
        });
    }
}

#[test]
fn no_dialect_of_the_admin_api_knows_another() {
    for own in DIALECTS {
        check(&[&format!("src/api/{own}")], |file, n, line| {
            let mut others = DIALECTS.iter().filter(|other| **other != own);
            let known = others.find(|other| line.contains(&format!("api::{other}::")))?;
            Some(format!("{}:{n}: `{own}` must not know `{known}`", file.display()))
        });
    }
}

/// The API document identifies types by name, so two types of one name would collide.
#[test]
fn no_two_types_of_a_dialect_share_a_name() {
    for dialect in DIALECTS {
        let mut names = Vec::new();
        for file in rust_files(&Path::new("src/api").join(dialect)) {
            let text = fs::read_to_string(&file).unwrap();
            let shapes = text.split("ToSchema)]").skip(1);
            let name = |shape: &str| {
                let line = shape.lines().find(|line| names_a_type(line))?;
                let words = line.split(|c: char| !c.is_alphanumeric());
                words.skip_while(|word| !["struct", "enum"].contains(word)).nth(1).map(String::from)
            };
            names.extend(shapes.filter_map(name));
        }
        names.sort_unstable();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(!names.is_empty() && twice.is_empty(), "{dialect}: {twice:?}");
    }
}

#[test]
fn no_todo_comments_are_left() {
    // Assembled here, so that this file does not match itself.
    let notes =
        ["TO", "FIX"].map(|start| format!("{start}{}", if start == "TO" { "DO" } else { "ME" }));
    check(&["src", "crates", "tests", "examples"], |file, n, line| {
        let note = notes.iter().find(|note| line.contains(note.as_str()))?;
        Some(format!("{}:{n}: {note}", file.display()))
    });
}

#[test]
fn each_file_has_a_header_comment_and_a_limited_size() {
    let mut wrong = Vec::new();
    for file in SOURCES.iter().flat_map(|folder| rust_files(Path::new(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        if !text.starts_with("//! ") {
            wrong.push(format!("{}: begin with `//!`", file.display()));
        }
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        if lines > LINES_MAX {
            wrong.push(format!("{}: {lines} lines, at most {LINES_MAX}", file.display()));
        }
        let is_mod = file.ends_with("mod.rs");
        if is_mod && text.lines().any(|line| line.trim_start().starts_with("fn ")) {
            wrong.push(format!("{}: a mod.rs has no logic", file.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_test_file_is_listed() {
    let mut wrong = Vec::new();
    // The fuzz targets are a crate of their own.
    let own = |file: &PathBuf| !file.starts_with("tests/fuzz");
    for file in rust_files(Path::new("tests")).into_iter().filter(own) {
        let folder = file.parent().unwrap();
        let name = file.file_stem().unwrap().to_str().unwrap();
        let (list, module) = match name {
            "main" => continue,
            "mod" => (folder.parent().unwrap(), folder.file_name().unwrap().to_str().unwrap()),
            name => (folder, name),
        };
        let list =
            ["mod.rs", "main.rs"].map(|name| list.join(name)).into_iter().find(|p| p.exists());
        let text = list.map(|list| fs::read_to_string(list).unwrap()).unwrap_or_default();
        if !text.lines().any(|line| line.ends_with(&format!("mod {module};"))) {
            wrong.push(format!("{} is in no list of modules", file.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_map_of_the_source_names_existing_files() {
    let map = fs::read_to_string("src/lib.rs").unwrap();
    let named: Vec<_> = map
        .split('`')
        .filter(|word| Path::new(word).extension().is_some_and(|e| e == "rs"))
        .collect();
    let exists = |path: &&str| {
        let (layer, rest) = path.split_once('/').unwrap_or((path, ""));
        folder_of(layer).join(rest).exists() || Path::new(path).exists()
    };
    let gone: Vec<_> = named.iter().filter(|path| !exists(path)).collect();
    assert!(named.len() > 20, "only {named:?}");
    assert!(gone.is_empty(), "src/lib.rs speaks of {gone:?}");
    let public: Vec<_> = map.lines().filter(|line| line.starts_with("pub ")).collect();
    assert_eq!(public.len(), 1, "only `run` is public: {public:?}");
    for (layer, _) in LAYERS {
        let paragraph = format!("//! **{layer}** ");
        assert!(map.contains(&paragraph), "src/lib.rs says nothing of `{layer}`");
    }
}

/// Runs `look` on each line of the Rust files below `folders`, and reports all violations.
fn check(folders: &[&str], mut look: impl FnMut(&Path, usize, &str) -> Option<String>) {
    let mut wrong = Vec::new();
    for file in folders.iter().flat_map(|folder| rust_files(Path::new(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().enumerate();
        wrong.extend(lines.filter_map(|(n, line)| look(&file, n + 1, line)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Returns the layer of a file.
fn layer_of(file: &Path) -> Option<&'static str> {
    let mut layers = LAYERS.iter().map(|(layer, _)| *layer);
    layers.find(|layer| file.starts_with(folder_of(layer)))
}

/// Returns the folder of a layer's source.
fn folder_of(layer: &str) -> PathBuf {
    if CRATES.contains(&layer) {
        PathBuf::from(format!("crates/mcphub-{layer}/src"))
    } else {
        Path::new("src").join(layer)
    }
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// Returns whether `code` contains `word` as a whole word.
fn names(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Returns whether a line declares a struct or an enum.
fn names_a_type(line: &str) -> bool {
    let code = line.trim_start();
    let start = code
        .split_once(' ')
        .filter(|(word, _)| word.starts_with("pub"))
        .map_or(code, |(_, rest)| rest);
    start.starts_with("struct ") || start.starts_with("enum ")
}
