//! Questions, which may be refused: without a person at the terminal the command ends with
//! exit code 2 and names the flag that answers instead.

use crate::cli::error::{Failure, Kind};
use crate::settings::visible;

/// Somebody who may be asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask {
    allowed: bool,
}

impl Ask {
    /// `allowed` says whether a person is there and wants to be asked.
    pub(crate) fn new(allowed: bool) -> Self {
        Self { allowed }
    }

    /// Yes or no; no is the default. `flag` answers yes on the command line.
    pub(crate) fn confirm(self, question: &str, flag: &str) -> Result<bool, Failure> {
        if !self.allowed {
            return Err(Failure::usage(format!("nobody is there to answer: {question}"))
                .hint(format!("pass `{flag}` to say yes")));
        }
        dialoguer::Confirm::new()
            .with_prompt(visible::one_line(question))
            .default(false)
            .interact_opt()
            .map_err(stopped)?
            .ok_or_else(interrupted)
    }

    /// Text that is not echoed. `instead` says how to give it without being asked.
    pub(crate) fn secret(self, what: &str, instead: &str) -> Result<String, Failure> {
        if !self.allowed {
            return Err(Failure::usage(format!("missing value for {what}")).hint(instead));
        }
        dialoguer::Password::new().with_prompt(what).interact().map_err(stopped)
    }

    /// A new password, not echoed, typed twice. `instead` says how to give it without being asked.
    pub(crate) fn new_secret(self, what: &str, instead: &str) -> Result<String, Failure> {
        if !self.allowed {
            return Err(Failure::usage(format!("missing value for {what}")).hint(instead));
        }
        let again = format!("{what}, again");
        let prompt = dialoguer::Password::new().with_prompt(what);
        prompt.with_confirmation(again, "these are not the same").interact().map_err(stopped)
    }
}

fn stopped(error: dialoguer::Error) -> Failure {
    let dialoguer::Error::IO(io) = error;
    match io.kind() {
        std::io::ErrorKind::Interrupted => interrupted(),
        _ => Failure::caused(Kind::Failed, anyhow::Error::new(io).context("cannot ask")),
    }
}

fn interrupted() -> Failure {
    Failure::new(Kind::Interrupted, "interrupted")
}
