//! Prompts. Without an interactive terminal, a prompt fails with exit code 2 and names the flag to
//! use instead.

use crate::cli::error::{Failure, Kind};
use crate::settings::visible;

/// Prompts on the terminal, if prompts are allowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prompt {
    allowed: bool,
}

impl Prompt {
    /// `allowed` is true if the terminal is interactive and the user has not passed `--no-input`.
    pub(crate) fn new(allowed: bool) -> Self {
        Self { allowed }
    }

    /// Returns whether prompts are allowed.
    pub(crate) fn is_allowed(self) -> bool {
        self.allowed
    }

    /// Reads a line that `check` accepts. The caller has made sure that prompts are allowed.
    pub(crate) fn text(
        self,
        question: &str,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<String, Failure> {
        if !self.allowed {
            return Err(Failure::usage(format!("cannot prompt without a terminal: {question}")));
        }
        dialoguer::Input::new()
            .with_prompt(visible::one_line(question))
            .validate_with(|value: &String| check(value))
            .interact_text()
            .map_err(prompt_failure)
    }

    /// Asks a yes/no question; the default is no. The hint of the error names `flag`, which answers
    /// yes.
    pub(crate) fn confirm(self, question: &str, flag: &str) -> Result<bool, Failure> {
        if !self.allowed {
            return Err(Failure::usage(format!("cannot prompt without a terminal: {question}"))
                .hint(format!("pass `{flag}` to confirm")));
        }
        dialoguer::Confirm::new()
            .with_prompt(visible::one_line(question))
            .default(false)
            .interact_opt()
            .map_err(prompt_failure)?
            .ok_or_else(interrupted_failure)
    }

    /// Reads text without echo. `instead` is the hint of the error if prompts are not allowed.
    pub(crate) fn secret(self, what: &str, instead: &str) -> Result<String, Failure> {
        if !self.allowed {
            return Err(Failure::usage(format!("missing value for {what}")).hint(instead));
        }
        dialoguer::Password::new().with_prompt(what).interact().map_err(prompt_failure)
    }

    /// Reads a new password twice, without echo. `instead` is the hint as in [`Self::secret`].
    pub(crate) fn new_secret(self, what: &str, instead: &str) -> Result<String, Failure> {
        if !self.allowed {
            return Err(Failure::usage(format!("missing value for {what}")).hint(instead));
        }
        let again = format!("{what} (again)");
        let prompt = dialoguer::Password::new().with_prompt(what);
        prompt
            .with_confirmation(again, "the entries do not match")
            .interact()
            .map_err(prompt_failure)
    }
}

fn prompt_failure(error: dialoguer::Error) -> Failure {
    let dialoguer::Error::IO(io) = error;
    match io.kind() {
        std::io::ErrorKind::Interrupted => interrupted_failure(),
        _ => Failure::from_error(Kind::Failed, anyhow::Error::new(io).context("cannot prompt")),
    }
}

fn interrupted_failure() -> Failure {
    Failure::new(Kind::Interrupted, "interrupted")
}
