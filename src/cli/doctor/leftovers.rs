//! Finds what dead processes left beside the settings: lock files, and temporary files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::fix::Fix;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::settings_path::display_path;
use crate::store::lock::{self, LockState};
use crate::store::read::resolved;
use crate::store::write::is_temporary;

/// A younger temporary file may belong to a process that still writes.
const AGE: Duration = Duration::from_hours(1);
/// Limit for the entries of a folder that are looked at.
const ENTRIES_MAX: usize = 10_000;

/// Checks the lock of the settings, and the folder around it.
pub(super) fn check(check: &mut Check, settings: &Path, here: &Path) {
    let target = resolved(settings);
    let side = lock::side_file(&target);
    let shown = display_path(&side, here);
    match lock::look(&target) {
        LockState::Free => {}
        LockState::Held(holder) => check.fact(format!("process {holder} is editing the settings")),
        LockState::Stale => {
            let message = format!("{shown} was left by a process that has ended");
            let finding = Finding::new(Level::Warning, DoctorCode::StaleLock, message);
            check.find(finding.fix(Fix::Unlock { target: target.clone(), side }));
        }
        LockState::Foreign(why) => {
            let message = format!("{shown} {why}, so no command can write the settings");
            check.find(Finding::new(Level::Error, DoctorCode::ForeignLock, message));
        }
    }
    for path in temporary_files(target.parent().unwrap_or(Path::new("."))) {
        let message =
            format!("{} was left by a process that was killed", display_path(&path, here));
        let finding = Finding::new(Level::Warning, DoctorCode::Leftover, message);
        check.find(finding.fix(Fix::Remove { path }));
    }
}

/// Returns the old temporary files in a folder, in the order of their names.
fn temporary_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(ENTRIES_MAX);
    let is_left = |entry: &fs::DirEntry| {
        let found = entry.metadata().ok().filter(fs::Metadata::is_file);
        let age = found.and_then(|found| found.modified().ok()?.elapsed().ok());
        is_temporary(&entry.file_name().to_string_lossy()) && age.is_some_and(|age| age > AGE)
    };
    let mut found: Vec<_> = entries.filter(is_left).map(|entry| entry.path()).collect();
    found.sort();
    found
}
