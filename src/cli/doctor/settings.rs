//! Checks the settings file: whether it parses, and what in it does not work on this machine.

use std::path::{Path, PathBuf};

use crate::cli::commands::validate::{self, Checked};
use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::endpoints;
use crate::cli::doctor::fix::Fix;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::environment::Environment;
use crate::cli::output::render;
use crate::files::owner::{self, Trusted, mode_of};
use crate::settings::diagnostic::line_and_column;
use crate::settings::{Code, Diagnostic, Document, Severity, validate as read};
use crate::store::SettingsFile;
use crate::store::read::ReadError;

/// Warnings that mean that something does not work here. The others are counted.
const PROBLEMS: [Code; 12] = [
    Code::UnsetVariable,
    Code::CommandNotFound,
    Code::FolderNotFound,
    Code::FileNotFound,
    Code::RelativePath,
    Code::ReadableByOthers,
    Code::ForeignReference,
    Code::Loop,
    Code::ShellLine,
    Code::WeakToken,
    Code::PlaceholderToken,
    Code::DuplicateToken,
];

/// The settings file to check.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) file: SettingsFile,
    pub(crate) shown: String,
    /// The reason why this file is used.
    pub(crate) why: &'static str,
}

/// Returns the check, and the document if it parses.
pub(crate) fn check(place: &Place, here: &Environment) -> (Check, Option<Document>) {
    let mut check = Check::new("settings");
    let shown = &place.shown;
    let (text, document) = match place.file.read() {
        Ok(document) => (document.text().to_owned(), Some(document)),
        Err(ReadError::Unparsable { text, .. }) => (text, None),
        Err(ReadError::Missing { .. }) => {
            let message = format!("there is no settings file at {shown} ({})", place.why);
            let finding = Finding::new(Level::Note, DoctorCode::NoSettings, message);
            check.find(finding.help("`mcphub init` creates one here"));
            return (check, None);
        }
        Err(error @ ReadError::Unreadable { .. }) => {
            let code = DoctorCode::UnreadableSettings;
            check.find(Finding::new(Level::Error, code, error.reason()));
            return (check, None);
        }
    };
    let is_open = owner::is_readable_by_others(place.file.path());
    let checked = validate::check(shown.clone(), Ok(text), Some(here), is_open);
    let (problems, others): (Vec<_>, Vec<_>) = checked
        .findings
        .iter()
        .partition(|found| found.severity == Severity::Error || PROBLEMS.contains(&found.code));
    for found in problems {
        check.find(finding(&checked, found, place));
    }
    if let Some(document) = &document {
        describe(&mut check, shown, document);
        endpoints::check(&mut check, document);
    }
    if !others.is_empty() {
        let count = render::count(others.len(), "warning");
        check.fact(format!("{count} of style and portability: `mcphub validate` shows them"));
    }
    (check, document)
}

fn describe(check: &mut Check, shown: &str, document: &Document) {
    let (settings, _) = read(document);
    let enabled = settings.servers.iter().filter(|server| server.enabled).count();
    let servers = render::count(settings.servers.len(), "server");
    check.fact(format!("{shown} has {servers}, {enabled} enabled"));
    if settings.wants_credential() && !settings.has_credentials() {
        let message = "MCP endpoints require a key, and no enabled key is left";
        let finding = Finding::new(Level::Warning, DoctorCode::NoCredential, message);
        check.find(finding.help("every client is rejected until you run `mcphub key create NAME`"));
    }
}

/// Converts a finding of `validate`.
fn finding(checked: &Checked, found: &Diagnostic, place: &Place) -> Finding {
    let (line, column) = line_and_column(&checked.text, found.place.start);
    let level = match found.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    };
    Finding {
        level,
        code: found.code.word(),
        message: format!("{}:{line}:{column}: {}", place.shown, found.message),
        help: found.help.clone(),
        fix: (found.code == Code::ReadableByOthers).then(|| close(place.file.path())).flatten(),
    }
}

/// Returns the fix of a file that others can read, if it is this user's and no link.
pub(super) fn close(path: &Path) -> Option<Fix> {
    let path: PathBuf = std::fs::canonicalize(path).ok()?;
    let found = path.symlink_metadata().ok()?;
    let is_ours = owner::owner_of(&found).is_none_or(|user| Trusted::current().is_user(user));
    is_ours.then(|| Fix::Close { from: mode_of(&found), path })
}
