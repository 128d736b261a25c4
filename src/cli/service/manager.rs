//! The managers of services: where their files are, and the commands that they take.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use clap::ValueEnum;
use tokio::process::Command;

use crate::cli::error::{Failure, Kind};
use crate::cli::hub::in_process;
use crate::cli::service::definition::Definition;
use crate::cli::service::{launchd, systemd};

/// The name of the service.
pub(crate) const NAME: &str = "mcphub";
/// How long a command of a manager may take; it waits until the hub has started or stopped.
const PATIENCE: Duration = Duration::from_mins(2);
/// Limit for what is shown of the output of a manager.
const OUTPUT_CHARS: usize = 400;

/// A manager of a user's services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Manager {
    /// Linux
    Systemd,
    /// macOS
    Launchd,
}

/// One command of a manager.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) words: Vec<String>,
    /// Whether a failure can be ignored, for instance to stop what does not run.
    pub(crate) may_fail: bool,
}

impl Line {
    pub(crate) fn shown(&self) -> String {
        self.words.join(" ")
    }
}

impl Manager {
    /// Returns the manager of this platform.
    pub(crate) fn of_platform() -> Self {
        if cfg!(target_os = "macos") { Self::Launchd } else { Self::Systemd }
    }

    /// Returns the path of the service's file.
    pub(crate) fn file(self) -> Result<PathBuf, Failure> {
        let base = directories::BaseDirs::new().ok_or_else(|| {
            Failure::new(Kind::Failed, "cannot find this user's services: no home folder")
        })?;
        Ok(match self {
            Self::Systemd => base.config_dir().join("systemd/user").join(format!("{NAME}.service")),
            Self::Launchd => base.home_dir().join(format!("Library/LaunchAgents/{NAME}.plist")),
        })
    }

    /// Returns the text of the service's file.
    pub(crate) fn text(self, definition: &Definition) -> String {
        match self {
            Self::Systemd => systemd::unit(definition),
            Self::Launchd => launchd::property_list(definition, NAME),
        }
    }

    /// Returns the commands that start the service now and at each login.
    pub(crate) fn start(self, file: &Path) -> Vec<Line> {
        let file = file.display().to_string();
        match self {
            Self::Systemd => vec![
                line(&["systemctl", "--user", "daemon-reload"], false),
                line(&["systemctl", "--user", "enable", NAME], false),
                line(&["systemctl", "--user", "restart", NAME], false),
            ],
            Self::Launchd => vec![
                line(&["launchctl", "bootout", &launchd_target(true)], true),
                line(&["launchctl", "bootstrap", &launchd_target(false), &file], false),
            ],
        }
    }

    /// Returns the commands that stop the service, before its file is removed.
    pub(crate) fn stop(self) -> Vec<Line> {
        match self {
            Self::Systemd => vec![line(&["systemctl", "--user", "disable", "--now", NAME], true)],
            Self::Launchd => vec![line(&["launchctl", "bootout", &launchd_target(true)], true)],
        }
    }

    /// Returns the commands for after the file is removed.
    pub(crate) fn forget(self) -> Vec<Line> {
        match self {
            Self::Systemd => vec![line(&["systemctl", "--user", "daemon-reload"], true)],
            Self::Launchd => Vec::new(),
        }
    }

    /// Returns the command that succeeds if the service runs.
    pub(crate) fn is_running(self) -> Line {
        match self {
            Self::Systemd => line(&["systemctl", "--user", "is-active", "--quiet", NAME], true),
            Self::Launchd => line(&["launchctl", "print", &launchd_target(true)], true),
        }
    }
}

/// Returns the domain of this user's services, or this service in it.
fn launchd_target(of_service: bool) -> String {
    let domain = format!("gui/{}", user());
    if of_service { format!("{domain}/{NAME}") } else { domain }
}

#[cfg(unix)]
fn user() -> u32 {
    rustix::process::getuid().as_raw()
}

#[cfg(not(unix))]
fn user() -> u32 {
    0
}

fn line(words: &[&str], may_fail: bool) -> Line {
    Line { words: words.iter().map(|word| (*word).to_owned()).collect(), may_fail }
}

/// Runs a command of a manager. Returns the reason if it fails.
pub(crate) fn run(line: &Line) -> Result<Result<(), String>, Failure> {
    let Some((program, arguments)) = line.words.split_first() else { return Ok(Ok(())) };
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).kill_on_drop(true);
    let output = in_process::runtime()?
        .block_on(async { tokio::time::timeout(PATIENCE, command.output()).await });
    Ok(match output {
        Err(_) => Err(format!("it did not end within {} s", PATIENCE.as_secs())),
        Ok(Err(error)) => Err(error.to_string()),
        Ok(Ok(output)) if output.status.success() => Ok(()),
        Ok(Ok(output)) => {
            let text = String::from_utf8_lossy(&output.stderr);
            let text: String = text.trim().chars().take(OUTPUT_CHARS).collect();
            Err(if text.is_empty() { output.status.to_string() } else { text })
        }
    })
}
