//! Checks the programs that start servers: their presence and versions. Only those are looked at that
//! an enabled server uses.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::environment::Environment;
use crate::settings::model::server::Transport;
use crate::settings::{Document, validate};

/// How long a program has to say its version.
const PATIENCE: Duration = Duration::from_secs(4);
/// Limit for a version in a report.
const VERSION_CHARS: usize = 60;

/// A program that starts servers.
struct Program {
    /// The commands of servers that need it.
    commands: &'static [&'static str],
    /// The program that says its version.
    name: &'static str,
    /// The oldest major version that most servers run on; 0 if any.
    oldest: u32,
}

const PROGRAMS: [Program; 7] = [
    Program { commands: &["npx", "npm", "node"], name: "node", oldest: 18 },
    Program { commands: &["uvx", "uv"], name: "uv", oldest: 0 },
    Program { commands: &["docker"], name: "docker", oldest: 0 },
    Program { commands: &["podman"], name: "podman", oldest: 0 },
    Program { commands: &["dnx", "dotnet"], name: "dotnet", oldest: 10 },
    Program { commands: &["bunx", "bun"], name: "bun", oldest: 0 },
    Program { commands: &["deno"], name: "deno", oldest: 0 },
];

/// Asks the programs for their versions, all at once.
pub(super) async fn check(document: &Document, here: &Environment) -> Check {
    let mut check = Check::new("programs");
    let used = used_commands(document);
    let wanted = PROGRAMS.iter().filter(|program| {
        program.commands.iter().any(|command| used.contains(*command))
            // A missing command is a finding of the settings.
            && here.has_program(program.name, None, Path::new(""))
    });
    let asked = wanted.map(|program| async move { (program, version(program.name, here).await) });
    for (program, version) in futures_util::future::join_all(asked).await {
        let name = program.name;
        let Some(version) = version else {
            let message = format!("`{name} --version` fails or does not respond");
            check.find(Finding::new(Level::Warning, DoctorCode::BrokenProgram, message));
            continue;
        };
        match major(&version) {
            Some(major) if major < program.oldest => {
                let oldest = program.oldest;
                let message = format!("{name} is {version}, and most servers need {oldest}");
                check.find(Finding::new(Level::Warning, DoctorCode::OldProgram, message));
            }
            _ => check.fact(format!("{name} is {version}")),
        }
    }
    if check.facts.is_empty() && check.findings.is_empty() {
        check.fact("no server needs a program of which the version is known");
    }
    check
}

/// Returns the names of the commands of enabled servers, without their folders.
fn used_commands(document: &Document) -> BTreeSet<String> {
    let servers = validate(document).0.servers;
    let enabled = servers.iter().filter(|server| server.enabled);
    let command = |transport: &Transport| match transport {
        Transport::Stdio(stdio) => {
            let name = Path::new(stdio.command.as_str()).file_name()?;
            Some(name.to_string_lossy().into_owned())
        }
        _ => None,
    };
    enabled.filter_map(|server| command(&server.transport)).collect()
}

/// Returns what the program says its version is, without its name; `None` if it does not.
async fn version(program: &str, here: &Environment) -> Option<String> {
    let mut command = Command::new(program);
    command
        .arg("--version")
        .env_clear()
        .envs(here.all())
        // Without them `dotnet` greets, and reports its use over the network.
        .env("DOTNET_CLI_TELEMETRY_OPTOUT", "1")
        .env("DOTNET_NOLOGO", "1")
        .env("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| !line.trim().is_empty())?.trim();
    let version = line.split_whitespace().find(|word| major(word).is_some()).unwrap_or(line);
    let version = version.trim_start_matches('v').trim_end_matches(',');
    output.status.success().then(|| version.chars().take(VERSION_CHARS).collect())
}

/// Returns the first number of a version: `v18.19.1` is 18.
fn major(version: &str) -> Option<u32> {
    let digits = version.trim_start_matches('v');
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        let of = ["v18.19.1", "0.5.1", "10", "Docker", "", "27.3.1,"].map(major);
        assert_eq!(of, [Some(18), Some(0), Some(10), None, None, Some(27)]);
    }

    #[test]
    fn the_commands_of_enabled_programs_count() {
        let text = r#"{"mcpServers": {
            "a": {"command": "/usr/bin/npx", "args": ["x"]},
            "b": {"command": "uvx", "enabled": false},
            "c": {"type": "sse", "url": "https://a.example/mcp"}
        }}"#;
        let used = used_commands(&Document::parse(text).unwrap());
        assert_eq!(used, BTreeSet::from(["npx".to_owned()]));
    }
}
