//! The context of a command: environment, output, global flags.

use std::fs::File;
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

use crate::cli::environment::Environment;
use crate::cli::error::{Failure, Kind};
use crate::cli::input::args::{Global, Scope};
use crate::cli::input::dotenv_file;
use crate::cli::input::encoding;
use crate::cli::input::prompt::Prompt;
use crate::cli::output::progress::Progress;
use crate::cli::output::ui::Ui;
use crate::cli::settings_path::{self, FoundSettings, SettingsLocation};
use crate::formats::dotenv;
use crate::state::journal::journal::Recorder;
use crate::state::log_ring::LogRing;

/// The maximum size of a source file or of standard input. Claude Code's own file can have tens of
/// megabytes.
const SOURCE_BYTES_MAX: u64 = 128 << 20;

/// Reads to the end. Fails if there are more than [`SOURCE_BYTES_MAX`] bytes.
pub(crate) fn read_all(source: impl Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    source.take(SOURCE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > SOURCE_BYTES_MAX {
        let why = format!("it has more than {} MiB", SOURCE_BYTES_MAX >> 20);
        return Err(Error::new(ErrorKind::FileTooLarge, why));
    }
    Ok(bytes)
}

/// The context that every command receives.
pub(crate) struct Context {
    /// The environment, as read at the start.
    pub(crate) environment: Environment,
    /// The subcommand path without its arguments, such as `key create`.
    pub(crate) command: String,
    pub(crate) ui: Ui,
    pub(crate) global: Global,
    /// The last lines of the log, if the command keeps running.
    pub(crate) log: LogRing,
    pub(crate) progress: Progress,
    /// The journal, and the label of this command's changes; `None` without a state folder.
    pub(crate) recorder: Option<Recorder>,
}

impl Context {
    /// Returns the settings file that this command uses. It need not exist.
    pub(crate) fn settings(&self) -> Result<FoundSettings, Failure> {
        let scope = if self.global.user { Some(Scope::User) } else { self.global.scope };
        let wish = match (&self.global.config, scope) {
            (Some(path), _) => SettingsLocation::File(path.clone()),
            (None, Some(Scope::User | Scope::Global)) => SettingsLocation::User,
            (None, Some(Scope::Local | Scope::Project)) => SettingsLocation::Here,
            (None, None) => SettingsLocation::Any,
        };
        Ok(self.with_recorder(settings_path::settings(&wish, &self.environment)?))
    }

    /// Returns the same file; its changes are recorded in the journal.
    pub(crate) fn with_recorder(&self, mut found: FoundSettings) -> FoundSettings {
        if let Some(recorder) = &self.recorder {
            found.file = found.file.with_recorder(recorder.clone());
        }
        found
    }

    /// Returns the same file; fails if it does not exist.
    pub(crate) fn existing_settings(&self) -> Result<FoundSettings, Failure> {
        let found = self.settings()?;
        if found.file.path().exists() { Ok(found) } else { Err(found.missing()) }
    }

    /// Reads `.env` beside the settings file at `settings`. Its variables count for `${NAME}` in
    /// servers and for nothing else; those of the environment win. Returns their names.
    pub(crate) fn read_dotenv(&mut self, settings: &Path) -> Vec<String> {
        self.environment.set_references(Vec::new());
        let path = self.environment.folder.join(settings.with_file_name(".env"));
        let shown = settings_path::display_path(&path, &self.environment.folder);
        let text = match dotenv_file::read(&path, self.environment.trusted_owners()) {
            Ok(Some(text)) => text,
            Ok(None) => return Vec::new(),
            Err(error) => {
                self.ui.warn(&format!("{shown} is ignored: it {error}"));
                return Vec::new();
            }
        };
        let read = dotenv::read(&text);
        for bad in read.bad {
            self.ui.warn(&format!("{shown}:{}: the line {}, and is skipped", bad.line, bad.why));
        }
        let names = read.pairs.iter().map(|(name, _)| name.clone()).collect();
        self.environment.set_references(read.pairs);
        names
    }

    /// Returns the prompter for this command.
    pub(crate) fn prompt(&self) -> Prompt {
        Prompt::new(self.environment.can_ask() && !self.global.no_input)
    }

    pub(crate) fn read_stdin_bytes(&mut self) -> Result<Vec<u8>, Error> {
        if self.environment.stdin_is_terminal {
            self.ui.note("reading from standard input until it ends");
        }
        read_all(std::io::stdin())
    }

    /// Reads standard input to its end as text.
    pub(crate) fn read_stdin(&mut self) -> Result<String, Failure> {
        self.read_stdin_bytes().and_then(encoding::text).map_err(|error| {
            let error = anyhow::Error::new(error).context("cannot read standard input");
            Failure::from_error(Kind::Failed, error)
        })
    }

    /// Reads `source`: standard input for `-`, otherwise a file.
    pub(crate) fn read_source(&mut self, source: &str) -> Result<String, Failure> {
        if source == "-" {
            return self.read_stdin();
        }
        let read = File::open(source).and_then(read_all).and_then(encoding::text);
        read.map_err(|error| {
            let kind = match error.kind() {
                ErrorKind::NotFound
                | ErrorKind::InvalidData
                | ErrorKind::FileTooLarge
                | ErrorKind::PermissionDenied => Kind::Settings,
                _ => Kind::Failed,
            };
            Failure::from_error(
                kind,
                anyhow::Error::new(error).context(format!("cannot read {source}")),
            )
        })
    }

    /// Reads a value given as `TEXT`, `@FILE` or `-`.
    pub(crate) fn read_value(&mut self, value: &str) -> Result<String, Failure> {
        match value.strip_prefix('@') {
            // The missing file is not a settings file, so this is a usage error.
            Some(file) => self.read_source(file).map_err(|failure| match failure.kind {
                Kind::Settings => Failure { kind: Kind::Usage, ..failure },
                _ => failure,
            }),
            None if value == "-" => self.read_stdin(),
            None => Ok(value.to_owned()),
        }
    }
}
