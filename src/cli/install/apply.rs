//! Writes planned changes: the ledger first, then the file, again from the start if the file has
//! changed in between.

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::install::on_machine::{ClientText, Machine};
use crate::cli::install::plan::Plan;
use crate::state::installs::{Install, Installs};
use crate::store::client_file::{self, FileChange};

/// Limit for attempts to change a file that its program keeps rewriting.
const ATTEMPTS_MAX: usize = 10;

/// Applies the plan that `plan` makes of the present text.
pub(crate) fn install(
    context: &Context,
    machine: &Machine,
    ledger: &Installs,
    old: Option<&Install>,
    mut file: ClientText,
    plan: impl Fn(&ClientText) -> Result<Plan, Failure>,
) -> Result<Plan, Failure> {
    for _ in 0..ATTEMPTS_MAX {
        let plan = plan(&file)?;
        if let Some(install) = &plan.install {
            ledger.put(install.clone()).map_err(ledger_failure)?;
        }
        if file.text.as_deref() == Some(plan.after.as_str()) {
            return Ok(plan);
        }
        match write(context, &file, Some(&plan.after)) {
            Ok(true) => return Ok(plan),
            Ok(false) => file = machine.read(file.client, file.path)?,
            Err(failure) => {
                // The ledger says again what is in the file.
                let undone = match (old, &plan.install) {
                    (Some(old), _) => ledger.put(old.clone()),
                    (None, Some(install)) => ledger.remove(install),
                    (None, None) => Ok(()),
                };
                undone.map_err(ledger_failure)?;
                return Err(failure);
            }
        }
    }
    Err(moving(&file))
}

/// Replaces the file by what `change` makes of its present text; `None` removes it.
pub(crate) fn replace(
    context: &Context,
    machine: &Machine,
    mut file: ClientText,
    change: impl Fn(&ClientText) -> Result<Option<String>, Failure>,
) -> Result<(), Failure> {
    for _ in 0..ATTEMPTS_MAX {
        let after = change(&file)?;
        if after == file.text || write(context, &file, after.as_deref())? {
            return Ok(());
        }
        file = machine.read(file.client, file.path)?;
    }
    Err(moving(&file))
}

fn write(context: &Context, file: &ClientText, after: Option<&str>) -> Result<bool, Failure> {
    let before = file.text.as_deref();
    let change =
        FileChange { recorder: context.recorder.as_ref(), path: &file.path, before, after };
    client_file::write(change).map_err(|error| {
        let error = anyhow::Error::new(error).context(format!("cannot write {}", file.shown));
        Failure::from_error(Kind::Failed, error)
    })
}

fn moving(file: &ClientText) -> Failure {
    Failure::new(Kind::Conflict, format!("{} kept changing while it was being edited", file.shown))
        .hint(format!("end {}, then run the same command again", file.client.title))
}

/// Returns the failure of an access to the ledger.
pub(crate) fn ledger_failure(error: std::io::Error) -> Failure {
    let error = anyhow::Error::new(error).context("cannot use the ledger of installs");
    Failure::from_error(Kind::Failed, error).hint("MCPHUB_STATE_DIR names another state folder")
}
