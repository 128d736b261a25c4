//! Tests that checked-in files match the program: the examples, each command in the documentation,
//! each test named in the list of defenses. `UPDATE=1 cargo test` regenerates them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use tempfile::TempDir;

use crate::support::server::{Hub, mcphub};

/// Commands in the documentation that no test runs as written, and the test or script that runs
/// them instead.
const RUN_ELSEWHERE: [(&str, &str); 6] = [
    ("cargo run -- serve --config examples/demo.json", "the_first_command_of_the_readme_serves"),
    ("cargo test", "this very run"),
    ("cargo install --path . --profile quick", "`.ci/run`"),
    ("cargo bench", "`.ci/run`"),
    ("mcphub serve", "the tests of serve"),
    (
        r#"curl --header "Authorization: Bearer $(cat ~/.local/state/mcphub/admin-token-3000)" http://127.0.0.1:3000/api/servers"#,
        "the_admin_token_is_at_the_documented_path",
    ),
];

#[test]
fn every_example_is_valid() {
    let mut found = 0;
    for entry in fs::read_dir("examples").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "sh") {
            continue;
        }
        let is_plain = path.extension().is_some_and(|extension| extension == "json");
        let folder = TempDir::new().unwrap();
        let mut command = mcphub(folder.path());
        command.arg("validate").arg(fs::canonicalize(&path).unwrap());
        // Comments cause a warning, and the other example is about comments.
        command.args(is_plain.then_some("--strict")).arg("--file-only");
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}:\n{said}", path.display());
        found += 1;
    }
    assert!(found >= 3, "only {found} examples");
}

#[test]
fn the_first_command_of_the_readme_serves() {
    let (line, _) = RUN_ELSEWHERE[0];
    let words: Vec<_> = line.strip_prefix("cargo run -- ").unwrap().split(' ').collect();
    let folder = Arc::new(TempDir::new().unwrap());
    let hub = Hub::start_words(folder, &[&words[..], &["--port", "0"]].concat());
    hub.lists("/mcp", &["demo-echo", "demo-add", "demo-count", "demo-fail"]);
}

#[test]
#[cfg(target_os = "linux")]
fn the_admin_token_is_at_the_documented_path() {
    let hub = Hub::start_text(&fs::read_to_string("examples/demo.json").unwrap());
    let port = hub.address.port().to_string();
    let line = RUN_ELSEWHERE.iter().find(|(line, _)| line.starts_with("curl ")).unwrap().0;
    let path = line.split_once("$(cat ~/").unwrap().1.split_once(')').unwrap().0;
    let (_, route) = line.split_once("127.0.0.1:3000").unwrap();
    let token = fs::read_to_string(hub.folder.path().join(path.replace("3000", &port))).unwrap();
    let (status, list) =
        hub.http().bearer(token.trim()).json("GET", route, &serde_json::Value::Null);
    assert_eq!((status, list["data"][0]["name"].as_str()), (200, Some("demo")), "{list}");
}

#[test]
fn each_defense_names_the_tests_that_hold_it() {
    let list = fs::read_to_string("docs/security.md").unwrap();
    let rows: Vec<Vec<&str>> = list
        .lines()
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
        .filter(|cells| cells.len() == 6 && cells[1].parse::<usize>().is_ok())
        .collect();
    let numbers: Vec<usize> = rows.iter().map(|row| row[1].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=45).collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for row in &rows {
        let named: Vec<_> = row[4].split('`').filter(|word| word.contains("::")).collect();
        let reasons = ["**not there yet**", "**not applicable**", "Checked by "];
        if named.is_empty() && !reasons.iter().any(|reason| row[3].starts_with(reason)) {
            wrong.push(format!("{} has neither a test nor a reason", row[1]));
        }
        for name in named {
            let (file, test) = name.split_once("::").unwrap();
            let source = fs::read_to_string(file).unwrap_or_default();
            let (before, _) = source.split_once(&format!("fn {test}(")).unwrap_or_default();
            let attributes = before.rsplit("\n\n").next().unwrap_or_default();
            if !attributes.contains("#[test]") {
                wrong.push(format!("{} names {name}, which is no test", row[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_commands_in_the_documentation_work_as_documented() {
    let mut pages: Vec<_> = fs::read_dir("docs").unwrap().map(|e| e.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.push("README.md".into());
    pages.sort();
    let commands: usize = pages.iter().map(|page| run_page(page.to_str().unwrap())).sum();
    assert!(commands > 20, "only {commands} commands found");
}

/// Runs the console blocks of a page as one session, compares their output, and returns the number
/// of commands.
fn run_page(path: &str) -> usize {
    let page = fs::read_to_string(path).unwrap();
    let project = Project::new();
    let mut wanted = String::new();
    let mut commands = 0;
    for part in parts(&page) {
        match part {
            Part::Text(text) => wanted += text,
            Part::Block { kind: "console", body } => {
                for line in body.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    wanted.extend(["$ ", line, "\n", &project.run(line)]);
                    commands += 1;
                }
            }
            Part::Block { kind: "sh", body } => {
                for line in body.lines() {
                    let elsewhere = RUN_ELSEWHERE.iter().any(|(known, _)| *known == line);
                    assert!(elsewhere, "{path}: nothing runs `{line}`; use a `console` block");
                    commands += 1;
                }
                wanted += body;
            }
            Part::Block { kind: "json", body } => {
                project.check(body);
                wanted += body;
            }
            Part::Block { body, .. } => wanted += body,
        }
    }
    is_checked_in(path, &wanted);
    commands
}

#[test]
fn the_links_between_the_pages_lead_to_files() {
    let mut wrong = Vec::new();
    let mut links = 0;
    for folder in [".", "docs", "docs/adr"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
                let file = link.0.split('#').next().unwrap();
                if file.is_empty() || file.contains("://") {
                    continue;
                }
                links += 1;
                if !path.parent().unwrap().join(file).exists() {
                    wrong.push(format!("{}: {file}", path.display()));
                }
            }
        }
    }
    assert!(links > 10, "only {links} links found");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Compares a checked-in file with the expected text, or writes it if `UPDATE` is set.
#[track_caller]
pub(crate) fn is_checked_in(path: &str, wanted: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
        fs::write(path, wanted).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    if there != wanted {
        let diff = similar::TextDiff::from_lines(there.as_str(), wanted);
        let diff = diff.unified_diff().header(path, "what the program says").to_string();
        panic!("{path} is not up to date; `UPDATE=1 cargo test` writes it\n{diff}");
    }
}

/// A part of a Markdown text; the parts together are the whole text.
enum Part<'a> {
    Text(&'a str),
    Block { kind: &'a str, body: &'a str },
}

fn parts(markdown: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = markdown;
    while let Some(at) = rest.find("\n```").map(|at| at + 4) {
        let body_at = at + rest[at..].find('\n').unwrap() + 1;
        let end = body_at + rest[body_at..].find("```\n").unwrap();
        parts.push(Part::Text(&rest[..body_at]));
        let kind = rest[at..body_at].trim();
        parts.push(Part::Block { kind, body: &rest[body_at..end] });
        parts.push(Part::Text(&rest[end..end + 4]));
        rest = &rest[end + 4..];
    }
    parts.push(Part::Text(rest));
    parts
}

/// The folder in which the commands of a page are run.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let project = Self { folder };
        let examples = project.here().join("examples");
        fs::create_dir_all(&examples).unwrap();
        // Marks the root, so that no settings file above is found.
        fs::create_dir(project.here().join(".git")).unwrap();
        for entry in fs::read_dir("examples").unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, examples.join(path.file_name().unwrap())).unwrap();
        }
        project
    }

    fn here(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    /// Runs a line in a shell; returns the output as a terminal would show it.
    fn run(&self, line: &str) -> String {
        let binary = Path::new(env!("CARGO_BIN_EXE_mcphub")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap();
        let all = [binary.to_owned()].into_iter().chain(std::env::split_paths(&path));
        let output = Command::new("sh")
            // The blocks are one session: `$?` is the exit code of the previous line.
            .args(["-c", &format!("(exit $(cat ../status 2>/dev/null || echo 0)); {{ {line}\n}} 2>&1; echo $? > ../status")])
            .env_clear()
            .env("HOME", self.folder.path())
            .env("PATH", std::env::join_paths(all).unwrap())
            .current_dir(self.here())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let root = fs::canonicalize(self.folder.path()).unwrap();
        text.replace(root.to_str().unwrap(), "~").replace(self.folder.path().to_str().unwrap(), "~")
    }

    /// Checks a settings file shown in a page.
    fn check(&self, text: &str) {
        fs::write(self.here().join("shown.json"), text).unwrap();
        let said = self.run("mcphub validate shown.json");
        assert!(!said.contains("error"), "{text}\n{said}");
        fs::remove_file(self.here().join("shown.json")).unwrap();
    }
}
