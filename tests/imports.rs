//! The graph of imports between source files: no file may, over others, import itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::sources::rust_files;

/// The folders of source whose files are checked, one for each crate.
const CRATES: [&str; 3] = ["src", "crates/mcphub-protocol/src", "crates/mcphub-settings/src"];

/// A path of module names from the root of a crate; the root itself is empty.
type Module = Vec<String>;

/// The source files of one crate.
#[derive(Default)]
struct Crate {
    /// The names that each module's file imports or mentions by path.
    mentions: BTreeMap<Module, BTreeSet<Module>>,
    /// The names that each `mod.rs` re-exports, with the path of each.
    exports: BTreeMap<(Module, String), Module>,
}

#[test]
fn no_import_circles() {
    for folder in CRATES {
        let files = Crate::read(Path::new(folder));
        let edges = files.edges();
        assert!(edges.len() > 10 && edges.values().any(|used| !used.is_empty()), "{folder}");
        let circles: Vec<_> = circles(&edges).iter().map(|circle| describe(circle)).collect();
        assert!(
            circles.is_empty(),
            "{folder}: these files import each other:\n{}",
            circles.join("\n")
        );
    }
}

#[test]
fn a_circle_is_found_over_re_exports_and_inline_paths() {
    let mut files = Crate::default();
    files.add(&["a"], "use crate::b::Thing;\n");
    files.add(&["b"], "pub(crate) mod c;\npub(crate) use c::Thing;\n");
    files.add(&["b", "c"], "// crate::d is only a comment\nfn f() { crate::a::g() }\n");
    files.add(
        &["d"],
        "use crate::a::{self, other::{x, y}};\n#[cfg(test)]\nmod tests { use crate::b; }\n",
    );
    let found = circles(&files.edges());
    assert_eq!(found.iter().map(|circle| describe(circle)).collect::<Vec<_>>(), ["a, b::c"]);
}

impl Crate {
    fn read(root: &Path) -> Self {
        let mut files = Self::default();
        for path in rust_files(root) {
            let module = module_of(path.strip_prefix(root).unwrap());
            let module: Vec<&str> = module.iter().map(String::as_str).collect();
            files.add(&module, &fs::read_to_string(&path).unwrap());
        }
        files
    }

    /// Adds the file of a module. Its tests do not count.
    fn add(&mut self, module: &[&str], text: &str) {
        let module: Module = module.iter().map(|name| (*name).to_owned()).collect();
        let code: Vec<&str> = text
            .split("\n#[cfg(test)]\nmod ")
            .next()
            .unwrap_or_default()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let mut mentioned = BTreeSet::new();
        let mut rest = String::new();
        for statement in code.join("\n").split_inclusive(';') {
            let (head, tree) = statement.rsplit_once("use ").unwrap_or((statement, ""));
            let is_use = !tree.is_empty() && head.lines().last().is_none_or(|l| !l.contains('"'));
            let is_export = is_use && head.trim_end().ends_with("pub(crate)");
            if !is_use {
                rest.push_str(statement);
                continue;
            }
            for path in expand(tree.trim_end_matches(';')) {
                let path = absolute(&module, &path);
                if is_export && let Some(name) = path.last() {
                    self.exports.insert((module.clone(), name.clone()), path.clone());
                } else {
                    mentioned.insert(path);
                }
            }
        }
        for path in rest.split("crate::").skip(1) {
            let end = path.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            let path = path[..end.unwrap_or(path.len())].trim_end_matches(':');
            mentioned.insert(path.split("::").map(str::to_owned).collect());
        }
        self.mentions.insert(module, mentioned);
    }

    /// Returns the modules with the modules that each one uses. Parents only list their children, so
    /// they are left out.
    fn edges(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let is_parent = |module: &Module| {
            self.mentions
                .keys()
                .any(|other| other.len() > module.len() && other.starts_with(module))
        };
        let leaf = |module: &&Module| !is_parent(module);
        let used = |module: &Module| {
            let resolved = self.mentions[module].iter().filter_map(|path| self.resolve(path, 8));
            resolved.filter(|used| used != module && !is_parent(used)).collect()
        };
        self.mentions.keys().filter(leaf).map(|module| (module.clone(), used(module))).collect()
    }

    /// Returns the module that defines what is at this path, over `depth` re-exports at most.
    fn resolve(&self, path: &[String], depth: usize) -> Option<Module> {
        let end = (0..=path.len()).rev().find(|end| self.mentions.contains_key(&path[..*end]))?;
        let module = path[..end].to_vec();
        let exported =
            path.get(end).and_then(|name| self.exports.get(&(module.clone(), name.clone())));
        match exported.filter(|_| depth > 0) {
            Some(target) => self.resolve(target, depth - 1),
            None => Some(module),
        }
    }
}

/// Returns the module of a file, given relative to the root of its crate.
fn module_of(file: &Path) -> Module {
    let stem: PathBuf = file.with_extension("");
    let mut names: Module = stem.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    if names.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
        names.pop();
    }
    names
}

/// Returns the paths of a `use` tree.
fn expand(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((start, rest)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.trim_end_matches("::self").trim_end_matches("::*").to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let mut depth = 0;
    let items = inner.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    let items = items.map(str::trim).filter(|item| !item.is_empty());
    items.flat_map(|item| expand(&format!("{start}{item}"))).collect()
}

/// Returns a path from the root of the crate; a path that starts with another crate resolves to
/// nothing.
fn absolute(module: &[String], path: &str) -> Module {
    let names: Vec<&str> = path.trim_start_matches("self::").split("::").map(str::trim).collect();
    let (base, rest) = match names.as_slice() {
        ["crate", rest @ ..] => (&[][..], rest),
        ["super", rest @ ..] => (&module[..module.len().saturating_sub(1)], rest),
        // Edition 2024: a path that begins with a child module.
        rest => (module, rest),
    };
    base.iter().cloned().chain(rest.iter().map(|name| (*name).to_owned())).collect()
}

/// Returns the groups of modules that reach each other.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Vec<Module>> {
    let reach = |from: &Module| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&Module> = edges.get(from).into_iter().flatten().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next.clone()) {
                open.extend(edges.get(next).into_iter().flatten());
            }
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        edges.keys().map(|module| (module, reach(module))).collect();
    let mut groups = BTreeSet::new();
    for (module, seen) in &reached {
        if seen.contains(*module) {
            let group = seen.iter().filter(|other| reached[other].contains(*module)).cloned();
            groups.insert(group.collect::<Vec<_>>());
        }
    }
    groups.into_iter().collect()
}

fn describe(circle: &[Module]) -> String {
    circle.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(", ")
}
