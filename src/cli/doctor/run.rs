//! Runs the checks, each with a limit for its time.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::doctor::settings::{self, Place};
use crate::cli::doctor::{files, hub, programs, proxies};
use crate::cli::error::Failure;
use crate::cli::hub::client::HubAddress;
use crate::cli::hub::in_process;

/// Limit for the time of one check. Those that ask programs or the hub have shorter ones inside.
const CHECK_TIME: Duration = Duration::from_secs(10);

/// Runs all checks, in the order of the report.
pub(crate) fn checks(context: &mut Context, address: HubAddress) -> Result<Vec<Check>, Failure> {
    let found = context.settings()?;
    let path = found.file.path().to_owned();
    if path.exists() {
        context.read_dotenv(&path);
    }
    let here = context.environment.clone();
    let place = Place { file: found.file, shown: found.shown, why: found.why };
    let environment = here.clone();
    let read = run_limited("settings", move || settings::check(&place, &environment));
    let (settings, document) = match read {
        Ok((check, document)) => (check, document),
        Err(timeout) => (timeout, None),
    };
    let (settings_path, folder) = (path.clone(), here.folder.clone());
    let beside = run_limited("files", move || files::beside(&settings_path, &folder));
    let state = state(context)?;
    let environment = here.clone();
    let proxies = run_limited("proxies", move || proxies::check(&environment));
    let runtime = in_process::runtime()?;
    let programs = document.as_ref().map(|document| programs::check(document, &here));
    let programs = programs.map(|asked| runtime.block_on(asked));
    let ours = document.is_some().then_some(path.as_path());
    let hub = runtime.block_on(hub::check(context, address, ours))?;
    let mut checks = vec![settings, whole(beside), whole(state)];
    checks.extend(programs);
    checks.extend([hub, whole(proxies)]);
    Ok(checks)
}

fn state(context: &Context) -> Result<Result<Check, Check>, Failure> {
    let folder: PathBuf = in_process::state_folder(&context.environment)?;
    let (trusted, here) =
        (context.environment.trusted_owners(), context.environment.folder.clone());
    Ok(run_limited("state", move || files::state(&folder, trusted, &here)))
}

/// Runs a check that reads files on a thread of its own, because a file system can hang. Returns a
/// check with the finding if it does.
fn run_limited<T: Send + 'static>(
    name: &'static str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Check> {
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::spawn(move || drop(sender.send(work())));
    receiver.recv_timeout(CHECK_TIME).map_err(|_| {
        let mut check = Check::new(name);
        let message = format!("the check did not end within {} s", CHECK_TIME.as_secs());
        check.find(Finding::new(Level::Warning, DoctorCode::CheckTimeout, message));
        check
    })
}

fn whole(check: Result<Check, Check>) -> Check {
    check.unwrap_or_else(|timeout| timeout)
}
