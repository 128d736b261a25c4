//! Tests that the settings files under `tests/data` produce the findings that they are named for.

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::settings::schema::fields::SETTINGS;
use crate::settings::schema::shape::{Shape, Table};
use crate::settings::validate::{
    check_commands, check_files, check_folders, check_loops, check_outside, check_paths,
    check_readers, check_variables,
};
use crate::settings::{Code, Diagnostic, Document, Settings, validate};

/// Returns the files in a folder under `tests/data/settings`.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/settings").join(folder);
    let entries = fs::read_dir(&folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no file in {}", folder.display());
    files
}

fn findings(path: &Path) -> (Option<Settings>, Vec<Diagnostic>) {
    match Document::parse(&fs::read_to_string(path).unwrap()) {
        Ok(document) => {
            let (settings, findings) = validate(&document);
            (Some(settings), findings)
        }
        Err(findings) => (None, findings),
    }
}

/// Returns all findings with no variable set, no program installed and a file that everyone can
/// read.
fn findings_without_environment(path: &Path) -> Vec<Diagnostic> {
    let document = Document::parse(&fs::read_to_string(path).unwrap()).unwrap();
    let (_, mut findings) = validate(&document);
    findings.extend(check_variables(&document, &|_| false));
    findings.extend(check_outside(&document, &|one| Some(format!("`{one}` is missing"))));
    findings.extend(check_commands(&document, &|_, _| false));
    findings.extend(check_folders(&document, &|_| false));
    let is_here = |path: &Path| path.ends_with("server.py");
    findings.extend(check_paths(&document, &|_| false, &is_here));
    findings.extend(check_files(&document, &|_| false));
    findings.extend(check_loops(&document, &[3000]));
    findings.extend(check_readers(&document, true));
    findings
}

#[test]
fn every_code_has_a_file_that_produces_it_and_nothing_else() {
    let mut seen = HashSet::new();
    for path in files("invalid") {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let words: HashSet<&str> =
            findings(&path).1.iter().map(|found| found.code.word()).collect();
        assert_eq!(words, HashSet::from([stem.as_str()]), "{}", path.display());
        seen.insert(stem);
    }
    for path in files("surroundings") {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let words: HashSet<&str> =
            findings_without_environment(&path).iter().map(|found| found.code.word()).collect();
        assert_eq!(words, HashSet::from([stem.as_str()]), "{}", path.display());
        seen.insert(stem);
    }
    let all: HashSet<String> = Code::ALL.iter().map(|code| code.word().to_owned()).collect();
    assert_eq!(seen, all);
}

#[test]
fn valid_files_have_no_findings() {
    for path in files("valid") {
        let (settings, mut findings) = findings(&path);
        // A valid file may contain keys that are not implemented yet.
        findings.retain(|found| found.code != Code::NotImplemented);
        assert_eq!(findings, [], "{}", path.display());
        assert!(settings.is_some());
    }
}

#[test]
fn findings_read_as_reviewed() {
    let mut report = String::new();
    let alone = files("invalid").into_iter().map(|path| (findings(&path).1, path));
    let bare =
        files("surroundings").into_iter().map(|path| (findings_without_environment(&path), path));
    for (findings, path) in alone.chain(bare) {
        let text = fs::read_to_string(&path).unwrap();
        for found in findings {
            let excerpt = text[found.place.clone()].lines().next().unwrap_or_default();
            let Diagnostic { severity, code, message, help, .. } = found;
            let help = help.map_or_else(String::new, |help| format!("  help: {help}\n"));
            let word = code.word();
            writeln!(report, "{severity:?} {word}: {message}\n  at {excerpt}").unwrap();
            report += &help;
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/settings/findings.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &report).unwrap();
    }
    assert_eq!(report, fs::read_to_string(&path).unwrap_or_default());
}

/// Keys without effect must be listed in the documentation.
#[test]
fn the_documentation_lists_every_key_without_effect() {
    fn in_table(table: &'static Table, found: &mut Vec<&'static str>) {
        for field in table.fields {
            if field.implemented {
                in_shape(&field.shape, found);
            } else {
                found.push(field.name);
            }
        }
    }
    fn in_shape(shape: &'static Shape, found: &mut Vec<&'static str>) {
        match shape {
            Shape::Object(table) => in_table(table, found),
            Shape::List(inner) | Shape::Map(inner) => in_shape(inner, found),
            Shape::Either(shapes) => shapes.iter().for_each(|shape| in_shape(shape, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    in_table(&SETTINGS, &mut found);
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/settings.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, section) = page.split_once("## Keys without effect").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let named: HashSet<&str> =
        section.split('`').skip(1).step_by(2).map(|key| key.rsplit('.').next().unwrap()).collect();
    let other_words = ["validate", "not-implemented", "systemConfig"];
    let expected: HashSet<&str> = found.into_iter().chain(other_words).collect();
    assert_eq!(named, expected);
}

/// Located here because `settings` must not read files.
#[test]
fn the_schema_is_as_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/settings/schema.json");
    let schema = format!("{:#}\n", crate::settings::schema::json_schema::schema());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == schema, "run the tests with UPDATE=1");
}
