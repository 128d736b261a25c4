//! Checks files beside the settings and the state folder: owners, modes, and whether they can be
//! written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::leftovers;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::doctor::settings::close;
use crate::cli::settings_path::display_path;
use crate::files::owner::{Trusted, mode_of};

/// The folder of unpacked bundles, whose files have the modes of their packages.
const BUNDLES: &str = "bundles";
/// Limit for the entries of the state folder that are looked at.
const ENTRIES_MAX: usize = 10_000;

/// Checks what is beside the settings file.
pub(crate) fn beside(settings: &Path, here: &Path) -> Check {
    let mut check = Check::new("files");
    leftovers::check(&mut check, settings, here);
    let dotenv = settings.with_file_name(".env");
    match dotenv.metadata() {
        Ok(found) if mode_of(&found) & 0o044 != 0 => {
            let message = format!("{} is readable by other users", display_path(&dotenv, here));
            check.find(open(&dotenv, message));
        }
        Ok(_) => check.fact(format!("{} is private", display_path(&dotenv, here))),
        Err(_) => {}
    }
    check
}

/// Checks the state folder.
pub(crate) fn state(folder: &Path, trusted: Trusted, here: &Path) -> Check {
    let mut check = Check::new("state");
    let shown = display_path(folder, here);
    let problem = |why: String| Finding::new(Level::Error, DoctorCode::StateFolder, why);
    let found = match fs::metadata(folder) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            check.fact(format!("{shown} does not exist yet"));
            return check;
        }
        Err(error) => {
            check.find(problem(format!("{shown} cannot be used: {error}")));
            return check;
        }
    };
    if !found.is_dir() {
        check.find(problem(format!("{shown} is not a folder")));
        return check;
    }
    if let Err(error) = trusted.check(&found) {
        check.find(problem(format!("{shown} cannot be used: it {error}")));
        return check;
    }
    if let Err(error) = tempfile::Builder::new().prefix(".new-").tempfile_in(folder) {
        check.find(problem(format!("{shown} cannot be written: {error}")));
    } else {
        check.fact(format!("{shown} can be written"));
    }
    // The files in a closed folder are closed.
    if mode_of(&found) & 0o077 != 0 {
        check.find(open(folder, format!("{shown} is open to other users")));
        for path in open_files(folder) {
            let message = format!("{} is readable by other users", display_path(&path, here));
            check.find(open(&path, message));
        }
    }
    check
}

fn open(path: &Path, message: String) -> Finding {
    let finding = Finding::new(Level::Warning, DoctorCode::OpenFile, message);
    match close(path) {
        Some(fix) => finding.fix(fix),
        None => finding.help("its owner can close it with `chmod`"),
    }
}

/// Returns the files of a state folder that others can read, in the order of their names.
fn open_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            seen += 1;
            if seen > ENTRIES_MAX {
                return found;
            }
            let Ok(meta) = entry.metadata() else { continue };
            if meta.is_dir() && entry.file_name() != BUNDLES {
                open.push(entry.path());
            } else if meta.is_file() && mode_of(&meta) & 0o044 != 0 {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}
