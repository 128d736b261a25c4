//! The clients on this machine: their files, and what the files hold.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind, did_you_mean};
use crate::cli::hub::in_process;
use crate::cli::input::args::Scope;
use crate::cli::settings_path::{self, FoundSettings, SettingsLocation, display_path};
use crate::clients::all::{CLIENTS, find, words};
use crate::clients::place::{Os, Roots, paths};
use crate::clients::record::Client;
use crate::formats::entry;
use crate::formats::file_edit::edit;
use crate::formats::file_edit::fault::Fault;
use crate::settings::model::self_reference;
use crate::settings::name;
use crate::store::client_file;

/// Finds the files of clients.
pub(crate) struct Machine {
    home: PathBuf,
    variables: Vec<(String, String)>,
    folder: PathBuf,
    /// The ports of this user's hubs.
    ports: Vec<u16>,
}

/// The file of a client, as read.
#[derive(Debug)]
pub(crate) struct ClientText {
    pub(crate) client: &'static Client,
    pub(crate) path: PathBuf,
    /// The path as shown in messages.
    pub(crate) shown: String,
    /// `None` if the file does not exist.
    pub(crate) text: Option<String>,
    /// The parsed text.
    pub(crate) root: Value,
}

impl Machine {
    /// Reads what the places of files depend on.
    pub(crate) fn of(context: &Context) -> Result<Self, Failure> {
        let home = context.environment.variable("HOME").map(PathBuf::from);
        let home = home.filter(|home| home.is_absolute());
        let home = home.or_else(|| Some(directories::BaseDirs::new()?.home_dir().to_owned()));
        let home = home.ok_or_else(|| {
            Failure::new(Kind::Failed, "cannot find the home folder").hint("set HOME to a folder")
        })?;
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Ok(Self {
            home,
            variables: context.environment.all().into_iter().filter_map(text).collect(),
            folder: context.environment.folder.clone(),
            ports: in_process::own_ports(&context.environment),
        })
    }

    fn paths(&self, client: &Client) -> Vec<PathBuf> {
        self.with_roots(|roots| paths(client.user, roots))
    }

    fn with_roots<T>(&self, act: impl FnOnce(&Roots<'_>) -> T) -> T {
        let variable = |name: &str| {
            let found = self.variables.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
        };
        act(&Roots { os: Os::THIS, home: &self.home, variable: &variable })
    }

    /// Returns the file of a client: the first that exists, otherwise the best place.
    pub(crate) fn file(&self, client: &Client, project: bool) -> Option<PathBuf> {
        let all = if project {
            let root = self.folder.ancestors().find(|folder| folder.join(".git").exists());
            let root = root.unwrap_or(&self.folder);
            client.project.iter().map(|path| root.join(path)).collect()
        } else {
            self.paths(client)
        };
        let existing = all.iter().find(|path| path.symlink_metadata().is_ok());
        existing.or(all.first()).cloned()
    }

    /// Returns whether the client is in use: its file exists, or the folder of the file.
    pub(crate) fn has(&self, client: &Client) -> bool {
        let is_own = |folder: &Path| folder != self.home && folder.is_dir();
        self.paths(client)
            .iter()
            .any(|path| path.symlink_metadata().is_ok() || path.parent().is_some_and(is_own))
            || self.with_roots(|roots| {
                client.trace.and_then(|trace| trace.path(roots)).is_some_and(|path| path.exists())
            })
    }

    /// Returns the clients on this machine that something can be installed into.
    pub(crate) fn present(&self) -> Vec<&'static Client> {
        let can = |client: &&Client| client.read_only.is_none() && self.has(client);
        CLIENTS.iter().copied().filter(can).collect()
    }

    /// Reads the file of a client.
    pub(crate) fn read(
        &self,
        client: &'static Client,
        path: PathBuf,
    ) -> Result<ClientText, Failure> {
        let shown = display_path(&path, &self.folder);
        let text = client_file::read(&path).map_err(|error| {
            let kind = match error.kind() {
                ErrorKind::NotFound | ErrorKind::InvalidData | ErrorKind::InvalidInput => {
                    Kind::Settings
                }
                _ => Kind::Failed,
            };
            Failure::from_error(
                kind,
                anyhow::Error::new(error).context(format!("cannot read {shown}")),
            )
        })?;
        let root = edit::read(text.as_deref().unwrap_or_default(), client.syntax)
            .map_err(|fault| fault_of(&shown, text.as_deref().unwrap_or_default(), fault))?;
        Ok(ClientText { client, path, shown, text, root })
    }

    /// Returns whether an entry of a client points at this hub.
    pub(crate) fn is_hub(&self, name: &str, value: &Value) -> bool {
        let read = entry::read(name, value);
        read.is_ok_and(|server| self_reference::is_this_hub(&server.entry, &self.ports))
    }
}

impl ClientText {
    /// Returns the client's own entries, by name.
    pub(crate) fn entries(&self) -> Map<String, Value> {
        edit::entries(self.client, &self.root)
    }
}

/// Returns the failure for a file that was not read or edited. Nothing was written.
pub(crate) fn fault_of(shown: &str, text: &str, fault: Fault) -> Failure {
    match fault {
        Fault::Layout(why) => Failure::new(Kind::Settings, format!("{shown} {why}"))
            .hint("edit the file by hand; nothing was written"),
        Fault::Syntax(findings) => {
            let at = findings.first().map_or(0, |found| found.place.start).min(text.len());
            let head = &text[..text.floor_char_boundary(at)];
            let line = head.matches('\n').count() + 1;
            let column = head.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let message = format!("{shown}:{line}:{column} does not parse");
            let file = shown.to_owned();
            Failure::new(Kind::Settings, message)
                .hint("correct the file first; nothing was written")
                .with(Detail::Findings { file, text: text.to_owned(), findings })
        }
    }
}

/// Returns the client of that name.
pub(crate) fn client(word: &str) -> Result<&'static Client, Failure> {
    find(word).filter(|client| client.id != "mcpservers").ok_or_else(|| {
        let mut failure = Failure::new(Kind::Absent, format!("no client `{word}`"));
        failure.hints.extend(did_you_mean(&name::near(word, words())));
        failure.hint("`mcphub clients --all` lists the clients")
    })
}

/// Returns the settings file of the hub. `--scope` is about the clients' files here.
pub(crate) fn settings(context: &Context) -> Result<FoundSettings, Failure> {
    let wish = context.global.config.clone();
    let wish = wish.map_or(SettingsLocation::Any, SettingsLocation::File);
    Ok(context.with_recorder(settings_path::settings(&wish, &context.environment)?))
}

/// Returns whether the project's files are meant.
pub(crate) fn is_project(context: &Context) -> bool {
    matches!(context.global.scope, Some(Scope::Project | Scope::Local))
}
