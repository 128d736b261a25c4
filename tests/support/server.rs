//! The real `mcphub serve`, as a process on a free port, in a sealed environment.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::client::Client;
use crate::support::http::Http;
use crate::support::process::{becomes, wait_for};

/// A running hub and its folder. It is killed when dropped; if the test fails, its log is printed.
pub(crate) struct Hub {
    /// Home, state and settings of this hub.
    pub(crate) folder: Arc<TempDir>,
    /// The address that it listens on.
    pub(crate) address: SocketAddr,
    child: Child,
    log: Arc<Mutex<String>>,
}

impl Hub {
    /// Starts `serve` with these settings and waits until it listens.
    pub(crate) fn start(settings: &Value) -> Self {
        Self::start_text(&serde_json::to_string_pretty(settings).unwrap())
    }

    /// Starts `serve` with the exact text of the settings file.
    pub(crate) fn start_text(settings: &str) -> Self {
        Self::start_with(settings, &[])
    }

    /// Starts `serve` with additional arguments.
    pub(crate) fn start_with(settings: &str, args: &[&str]) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        fs::write(folder.path().join("mcp_settings.json"), settings).unwrap();
        Self::start_in(folder, args)
    }

    /// Starts `serve` in a folder that contains its settings.
    pub(crate) fn start_in(folder: Arc<TempDir>, args: &[&str]) -> Self {
        let settings = folder.path().join("mcp_settings.json");
        let words = ["serve", "--config", settings.to_str().unwrap(), "--port", "0"];
        Self::start_words(folder, &[&words[..], args].concat())
    }

    /// Starts `serve` with additional environment variables.
    pub(crate) fn start_env(settings: &Value, variables: &[(&str, &str)]) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        fs::write(folder.path().join("mcp_settings.json"), settings.to_string()).unwrap();
        Self::start_env_in(folder, variables)
    }

    /// Starts `serve` with additional environment variables, in a folder that contains its settings.
    pub(crate) fn start_env_in(folder: Arc<TempDir>, variables: &[(&str, &str)]) -> Self {
        let file = folder.path().join("mcp_settings.json");
        let words = ["serve", "--config", file.to_str().unwrap(), "--port", "0"];
        Self::start_all(folder, &words, variables)
    }

    /// Starts `serve` with the exact text of the settings file and a `PATH` without other programs.
    pub(crate) fn start_alone(settings: &str) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        let file = folder.path().join("mcp_settings.json");
        fs::write(&file, settings).unwrap();
        let words = ["serve", "--config", file.to_str().unwrap(), "--port", "0"];
        let path = folder.path().to_string_lossy().into_owned();
        Self::start_all(folder, &words, &[("PATH", &path)])
    }

    /// Starts `serve` with a limit on open files.
    pub(crate) fn start_few_files(settings: &Value, files: u32) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        let file = folder.path().join("mcp_settings.json");
        fs::write(&file, settings.to_string()).unwrap();
        let mut command = Command::new("sh");
        command
            .env_clear()
            .env("HOME", folder.path())
            .env("PATH", std::env::var_os("PATH").unwrap());
        let script = format!(r#"ulimit -n {files}; exec "$0" serve --config "$1" --port 0"#);
        command.args(["-c", &script, env!("CARGO_BIN_EXE_mcphub")]).arg(&file);
        Self::start_command(folder, command)
    }

    /// Runs a command that starts a hub, with `folder` as home, in the folder of the tests.
    pub(crate) fn start_words(folder: Arc<TempDir>, words: &[&str]) -> Self {
        Self::start_all(folder, words, &[])
    }

    fn start_all(folder: Arc<TempDir>, words: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = mcphub(folder.path());
        command.args(words).envs(variables.iter().copied());
        Self::start_command(folder, command)
    }

    fn start_command(folder: Arc<TempDir>, mut command: Command) -> Self {
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        keep(&log, child.stdout.take().unwrap());
        keep(&log, child.stderr.take().unwrap());
        let address = wait_for("the hub's address", || {
            if let Some(status) = child.try_wait().unwrap() {
                panic!("serve ended with {status}:\n{}", log.lock().unwrap());
            }
            address_in(&log.lock().unwrap())
        });
        Self { folder, address, child, log }
    }

    /// Returns the path of the settings file.
    pub(crate) fn settings(&self) -> PathBuf {
        self.folder.path().join("mcp_settings.json")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Returns the output so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits for the password that a hub without users prints, and returns it.
    pub(crate) fn printed_password(&self) -> String {
        wait_for("the printed password", || {
            let log = self.log();
            let mut lines = log.lines().filter_map(|line| line.split_once("as admin, password "));
            lines.next().map(|(_, password)| password.trim().to_owned())
        })
    }

    /// Returns an HTTP client with the local admin token, as the hub's owner has it.
    pub(crate) fn owner(&self) -> Http {
        let name = format!(".local/state/mcphub/admin-token-{}", self.address.port());
        let token = fs::read_to_string(self.folder.path().join(name)).unwrap();
        self.http().bearer(token.trim())
    }

    /// Returns an HTTP client without credentials.
    pub(crate) fn http(&self) -> Http {
        Http::to(self.address)
    }

    /// Returns a legacy client without capabilities.
    pub(crate) fn legacy(&self, path: &str) -> Client {
        Client::legacy(&self.http(), path, json!({}))
    }

    /// Returns a modern client without capabilities.
    pub(crate) fn modern(&self, path: &str) -> Client {
        Client::modern(&self.http(), path, json!({}))
    }

    /// Runs another `mcphub` command with the same settings; fails if it fails.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> String {
        let output = self.try_run(args);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "mcphub {args:?}: {}\n{stderr}", output.status);
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs another `mcphub` command with the same settings.
    pub(crate) fn try_run(&self, args: &[&str]) -> Output {
        let mut command = mcphub(self.folder.path());
        command.arg("--config").arg(self.settings()).args(args);
        command.stdin(Stdio::null()).output().unwrap()
    }

    /// Writes the settings in place, as some editors do.
    pub(crate) fn overwrite(&self, text: &str) {
        fs::write(self.settings(), text).unwrap();
    }

    /// Replaces the settings by a rename, as other editors do.
    pub(crate) fn replace(&self, text: &str) {
        let aside = self.folder.path().join("edited.json");
        fs::write(&aside, text).unwrap();
        fs::rename(aside, self.settings()).unwrap();
    }

    /// Replaces the settings by a modified copy.
    pub(crate) fn edit(&self, change: impl FnOnce(&mut Value)) {
        let mut settings =
            serde_json::from_str(&fs::read_to_string(self.settings()).unwrap()).unwrap();
        change(&mut settings);
        self.replace(&serde_json::to_string_pretty(&settings).unwrap());
    }

    pub(crate) fn terminate(&self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    }

    /// Kills the hub; returns the folder with its settings.
    pub(crate) fn crash(mut self) -> Arc<TempDir> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        Arc::clone(&self.folder)
    }

    /// Waits until the process exits.
    pub(crate) fn wait_for_exit(&mut self) -> ExitStatus {
        wait_for("the hub's end", || self.child.try_wait().unwrap())
    }

    /// Waits until the log contains `text`.
    #[track_caller]
    pub(crate) fn wait_for_log(&self, text: &str) {
        wait_for(&format!("`{text}` in the log"), || self.log().contains(text).then_some(()));
    }

    /// Waits until an endpoint lists this tool, among others.
    #[track_caller]
    pub(crate) fn lists_tool(&self, path: &str, name: &str) {
        let client = self.modern(path);
        becomes(&Some(name.to_owned()), || names_at(&client).into_iter().find(|n| n == name));
    }

    /// Waits until an endpoint no longer lists this tool.
    #[track_caller]
    pub(crate) fn lists_no_tool(&self, path: &str, name: &str) {
        let client = self.modern(path);
        becomes(&None, || names_at(&client).into_iter().find(|n| n == name));
    }

    /// Waits until an endpoint lists exactly these tools, in any order.
    #[track_caller]
    pub(crate) fn lists(&self, path: &str, names: &[&str]) {
        let mut wanted = names.to_vec();
        wanted.sort_unstable();
        let client = self.modern(path);
        becomes(&wanted, || {
            let mut names = names_at(&client);
            names.sort();
            names
        });
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        if std::thread::panicking() {
            println!("--- what the hub wrote ---\n{}", self.log());
        }
    }
}

/// Returns the binary's command in a sealed environment with `folder` as home.
pub(crate) fn mcphub(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mcphub"));
    command.env_clear().current_dir(folder).env("HOME", folder);
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
}

/// Returns the tool names of an endpoint that may still be starting.
fn names_at(client: &Client) -> Vec<String> {
    let tools = client.try_list("tools/list", "tools").unwrap_or_default();
    tools.iter().map(|tool| tool["name"].as_str().unwrap_or_default().to_owned()).collect()
}

fn keep(log: &Arc<Mutex<String>>, stream: impl std::io::Read + Send + 'static) {
    let log = Arc::clone(log);
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut log = log.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
        }
    });
}

fn address_in(log: &str) -> Option<SocketAddr> {
    // Only a complete line contains the complete address.
    let line = log.lines().find(|line| line.contains("listening on http://"))?;
    let rest = line.split_once("http://")?.1;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "[].:".contains(c)));
    rest[..end.unwrap_or(rest.len())].parse().ok()
}
