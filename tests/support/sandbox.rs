//! Runs commands in a sealed environment: a home and a working folder of its own, and only the
//! environment variables that a test sets.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A home, a working folder, and optionally a settings file in it.
pub(crate) struct Sandbox {
    folder: TempDir,
    settings: Option<String>,
}

/// The output and exit code of a command, displayed as one block.
pub(crate) struct Output {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl Sandbox {
    /// Creates a sandbox without settings.
    pub(crate) fn new() -> Self {
        let folder = TempDir::with_prefix("mcphub-").unwrap();
        for inside in ["home", "work"] {
            fs::create_dir(folder.path().join(inside)).unwrap();
        }
        Self { folder, settings: None }
    }

    /// Creates a sandbox with `./mcp_settings.json`.
    pub(crate) fn with_settings(text: &str) -> Self {
        let mut sandbox = Self::new();
        sandbox.write("mcp_settings.json", text);
        sandbox.settings = Some(text.to_owned());
        sandbox
    }

    /// Returns a path in the working folder.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join("work").join(inside)
    }

    /// Writes a file, readable by its owner only, and creates its parent folders.
    pub(crate) fn write(&self, inside: &str, text: &str) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }

    #[track_caller]
    pub(crate) fn read(&self, inside: &str) -> String {
        fs::read_to_string(self.path(inside)).unwrap()
    }

    /// Returns the current text of `./mcp_settings.json`.
    #[track_caller]
    pub(crate) fn settings(&self) -> String {
        self.read("mcp_settings.json")
    }

    /// Fails if the settings differ from the initial ones.
    #[track_caller]
    pub(crate) fn assert_settings_untouched(&self) {
        match &self.settings {
            Some(text) => assert_eq!(self.settings(), *text),
            None => assert!(!self.path("mcp_settings.json").exists()),
        }
    }

    /// Runs `mcphub` with these arguments.
    pub(crate) fn run<const N: usize>(&self, words: [&str; N]) -> Output {
        self.run_with(words, |_| {})
    }

    /// Runs `mcphub` after a change to the command, for instance to its environment.
    pub(crate) fn run_with<const N: usize>(
        &self,
        words: [&str; N],
        change: impl FnOnce(&mut Command),
    ) -> Output {
        let mut command = self.command(env!("CARGO_BIN_EXE_mcphub"));
        command.args(words);
        change(&mut command);
        self.finish(command, "")
    }

    /// Runs `mcphub` with a text on standard input.
    pub(crate) fn pipe<const N: usize>(&self, text: &str, words: [&str; N]) -> Output {
        let mut command = self.command(env!("CARGO_BIN_EXE_mcphub"));
        command.args(words);
        self.finish(command, text)
    }

    /// Runs a line in a shell that finds `mcphub`.
    pub(crate) fn shell(&self, line: &str) -> Output {
        let mut command = self.command("sh");
        command.args(["-c", line]);
        self.finish(command, "")
    }

    fn command(&self, program: &str) -> Command {
        let ours = Path::new(env!("CARGO_BIN_EXE_mcphub")).parent().unwrap().to_owned();
        let home = self.folder.path().join("home");
        let path = std::env::join_paths([ours, "/usr/bin".into(), "/bin".into()]).unwrap();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_STATE_HOME", home.join(".local/state"))
            .env("LANG", "C.UTF-8")
            .current_dir(self.path(""))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn finish(&self, mut command: Command, text: &str) -> Output {
        let mut child = command.spawn().unwrap();
        // A command that does not read its input closes it, which is not a test failure.
        let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
        let output = child.wait_with_output().unwrap();
        let folder = fs::canonicalize(self.folder.path()).unwrap();
        let clean = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            let text = text.replace(folder.to_str().unwrap(), "$SANDBOX");
            text.replace(self.folder.path().to_str().unwrap(), "$SANDBOX")
        };
        Output {
            stdout: clean(output.stdout),
            stderr: clean(output.stderr),
            status: output.status.code().unwrap_or(-1),
        }
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stdout.is_empty() && !self.stdout.ends_with('\n') {
            f.write_str("⏎\n")?;
        }
        if !self.stderr.is_empty() {
            write!(f, "------- stderr -------\n{}", self.stderr)?;
        }
        write!(f, "[exit status: {}]", self.status)
    }
}
