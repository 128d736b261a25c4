//! The process of a stdio server: its command, its environment, and its termination together with
//! all processes it started.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;

use tokio::process::{ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use crate::proxy::hops::{self};
use crate::proxy::limits;
use crate::proxy::upstream::attempt::Attempt;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::process::guard_program;
use crate::proxy::upstream::process::mark::{self, Inherited, Mark};
use crate::proxy::upstream::process::process_guard::ProcessGuard;
use crate::proxy::upstream::process::proxychains::{self, Configuration};
use crate::proxy::upstream::process::stderr;
use crate::settings::model::server::Stdio as StdioServer;
use crate::settings::model::system::System;

/// Variables of the hub that every child inherits. No other variable is inherited unless
/// `inheritEnv` is set: a child never sees the secrets of another.
const ALLOWED: [&str; 40] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "TERM",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "TEMP",
    "TMP",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "all_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
    "SystemRoot",
    "SYSTEMROOT",
    "COMSPEC",
    "PATHEXT",
    "APPDATA",
    "LOCALAPPDATA",
    "USERPROFILE",
    "ProgramFiles",
    "ProgramData",
    "WINDIR",
];

/// A running process in its own process group.
#[derive(Debug)]
pub(crate) struct Child {
    process: tokio::process::Child,
    pipes: Option<(ChildStdin, ChildStdout)>,
    /// The task that reads its stderr.
    errors: Option<JoinHandle<()>>,
    group: u32,
    mark: Mark,
    reaper: Arc<ProcessGuard>,
    /// The proxychains configuration: programs that the child starts read it too.
    _configuration: Option<Configuration>,
    /// Set once it and all processes it started have ended.
    ended: bool,
}

impl Child {
    /// Starts a server without a shell. Variables in its settings are already expanded.
    ///
    /// `spawn` blocks the thread until the new program is loaded. It therefore runs on the blocking
    /// pool, one child at a time.
    ///
    /// # Errors
    /// Returns one line with the program and the system's error.
    pub(crate) async fn start(
        name: &str,
        server: &StdioServer,
        system: &System,
        env: &UpstreamEnv,
        attempt: &Attempt,
    ) -> Result<Self, String> {
        let program: &Path =
            if server.command == "mcphub" { &env.executable } else { Path::new(&server.command) };
        let environment = environment(server, system, &env.environment);
        let path = find_program(program, &environment, server.cwd.as_deref());
        attempt.set_program(&server.command, path.clone());
        let mark = env.reaper.next_mark();
        if server.proxy.is_some() && path.is_none() {
            return Err(cannot_start(server, None, &ErrorKind::NotFound.into()));
        }
        let behind = find_proxychains(server, &environment, env).await?;
        let mut command = command_of(program, behind.as_ref());
        command
            .args(&server.args)
            .env_clear()
            .envs(environment)
            .env(mark.hub.variable(), mark.child.to_string())
            .env(hops::VARIABLE, env.hops.for_child())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        if let Some(folder) = &server.cwd {
            command.current_dir(folder);
        }
        let reaper = Arc::clone(&env.reaper);
        let _one_at_a_time = env.starting.lock().await;
        let spawning = tokio::task::spawn_blocking(move || {
            reaper.start().map_err(NotStarted::Guard)?;
            let inherited = Inherited::set(&mark);
            let mut process = command.spawn().map_err(NotStarted::Child)?;
            drop(inherited);
            let pipes = process.stdin.take().zip(process.stdout.take());
            let group = process.id().unwrap_or_default();
            reaper.group(group, true);
            let configuration = behind.map(|(_, configuration)| configuration);
            let (errors, ended) = (None, false);
            Ok(Self {
                process,
                pipes,
                errors,
                group,
                mark,
                reaper,
                _configuration: configuration,
                ended,
            })
        });
        let mut child = match spawning.await {
            Ok(Ok(child)) => child,
            Ok(Err(NotStarted::Child(e))) => return Err(cannot_start(server, path.as_deref(), &e)),
            Ok(Err(NotStarted::Guard(e))) => {
                return Err(format!("cannot start the process guard: {e}"));
            }
            Err(_) => return Err("the hub is shutting down".into()),
        };
        if let Some(errors) = child.process.stderr.take() {
            let filter = Arc::clone(&env.filter);
            let (ring, lines) = (Arc::clone(&attempt.ring), Arc::clone(&attempt.error_lines));
            let draining = stderr::drain(errors, ring, lines, name.to_owned(), filter);
            child.errors = Some(tokio::spawn(draining));
        }
        attempt.set_pid(child.process.id());
        Ok(child)
    }

    /// Takes the pipes to its stdin and stdout.
    pub(crate) fn take_pipes(&mut self) -> Option<(ChildStdin, ChildStdout)> {
        self.pipes.take()
    }

    /// Returns its exit status, or `None` if it is running.
    pub(in crate::proxy::upstream) fn status(&mut self) -> Option<ExitStatus> {
        self.process.try_wait().ok().flatten()
    }

    /// Takes the task that reads its stderr.
    pub(in crate::proxy::upstream) fn take_errors(&mut self) -> Option<JoinHandle<()>> {
        self.errors.take()
    }

    /// Waits for the exit after stdin was closed, then sends SIGTERM, then SIGKILL, to the process
    /// group and to all marked processes outside of it. Finally ends remaining descendants.
    /// Source: MCP basic/lifecycle, shutdown of stdio servers.
    pub(crate) async fn stop(mut self) {
        if tokio::time::timeout(limits::STOP_GRACE, self.process.wait()).await.is_err() {
            self.signal(false).await;
            if tokio::time::timeout(limits::STOP_GRACE, self.process.wait()).await.is_err() {
                self.signal(true).await;
                let _ = self.process.wait().await;
            }
        }
        let (group, mark) = (self.group, self.mark);
        let _ = tokio::task::spawn_blocking(move || guard_program::end_child(group, &mark)).await;
        self.ended = true;
    }

    /// The id is known until the leader is reaped. After that, the group id may belong to another
    /// group.
    async fn signal(&self, force: bool) {
        let (leader, mark) = (self.process.id(), self.mark);
        let signal = move || guard_program::signal_child(leader, &mark, force);
        let _ = tokio::task::spawn_blocking(signal).await;
    }
}

/// Kills the process group if [`Child::stop`] did not run.
impl Drop for Child {
    fn drop(&mut self) {
        if !self.ended {
            guard_program::signal_child(self.process.id(), &self.mark, true);
        }
        self.reaper.group(self.group, false);
    }
}

/// The process that failed to start.
enum NotStarted {
    Guard(std::io::Error),
    Child(std::io::Error),
}

fn environment(
    server: &StdioServer,
    system: &System,
    hub: &BTreeMap<OsString, OsString>,
) -> BTreeMap<OsString, OsString> {
    let allowed = |name: &OsString| {
        server.inherit_env || ALLOWED.iter().any(|a| name == a) || mark::is_variable(name)
    };
    let mut out: BTreeMap<OsString, OsString> =
        hub.iter().filter(|(name, _)| allowed(name)).map(|(k, v)| (k.clone(), v.clone())).collect();
    let program = Path::new(&server.command).file_stem().and_then(|s| s.to_str()).unwrap_or("");
    if let (Some(url), "uvx" | "uv" | "python" | "python3") = (&system.python_index_url, program) {
        out.insert("UV_DEFAULT_INDEX".into(), url.into());
    }
    if let (Some(url), "npm" | "npx" | "pnpm" | "yarn" | "node") = (&system.npm_registry, program) {
        out.insert("npm_config_registry".into(), url.into());
    }
    out.extend(server.env.iter().map(|(k, v)| (k.into(), v.reveal().into())));
    out
}

/// Returns the path of a program: the given one, or the first match on the child's `PATH`.
fn find_program(
    program: &Path,
    environment: &BTreeMap<OsString, OsString>,
    folder: Option<&str>,
) -> Option<PathBuf> {
    if program.components().count() > 1 {
        let path =
            folder.map_or_else(|| program.to_owned(), |folder| Path::new(folder).join(program));
        return path.is_file().then_some(path);
    }
    let folders = environment.get(OsStr::new("PATH"))?;
    let mut places = std::env::split_paths(folders).map(|folder| folder.join(program));
    places.find(|place| place.is_file())
}

/// Returns the command of a program, below proxychains4 if the server has a `proxy`.
fn command_of(program: &Path, behind: Option<&(PathBuf, Configuration)>) -> Command {
    let Some((through, configuration)) = behind else { return Command::new(program) };
    let mut command = Command::new(through);
    command.arg("-q").arg("-f").arg(configuration.path()).arg(program);
    command
}

/// Returns the path of proxychains4 and its configuration if the server has a `proxy`.
async fn find_proxychains(
    server: &StdioServer,
    environment: &BTreeMap<OsString, OsString>,
    env: &UpstreamEnv,
) -> Result<Option<(PathBuf, Configuration)>, String> {
    let Some(proxy) = &server.proxy else { return Ok(None) };
    let through = find_program(Path::new(proxychains::PROGRAM), environment, None)
        .ok_or_else(|| explain_missing_proxychains(server))?;
    Ok(Some((through, Configuration::create(proxy, env).await?)))
}

fn explain_missing_proxychains(server: &StdioServer) -> String {
    let (command, program) = (&server.command, proxychains::PROGRAM);
    format!(
        "cannot start `{command}` behind its `proxy`: `{program}` is not on the PATH; install \
         proxychains-ng, or set `proxy.enabled` to false"
    )
}

fn cannot_start(server: &StdioServer, path: Option<&Path>, e: &std::io::Error) -> String {
    let command = &server.command;
    let folder = server.cwd.as_deref().filter(|folder| !Path::new(folder).is_dir());
    match (e.kind(), folder, path) {
        (ErrorKind::NotFound, Some(folder), _) => {
            format!("cannot start `{command}`: its working directory {folder} does not exist")
        }
        (ErrorKind::NotFound, None, Some(path)) => {
            let path = path.display();
            format!("cannot start `{command}`: the interpreter that {path} names does not exist")
        }
        (ErrorKind::NotFound, None, None) if Path::new(command).components().count() > 1 => {
            format!("cannot start `{command}`: there is no such file")
        }
        (ErrorKind::NotFound, None, None) => {
            format!("cannot start `{command}`: it is not on the PATH")
        }
        _ => format!("cannot start `{command}`: {e}"),
    }
}
