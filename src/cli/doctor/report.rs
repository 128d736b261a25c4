//! The report of `doctor`: the checks, each with facts and findings.

use serde_json::{Value, json};

use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::fix::Fix;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Something works.
    Ok,
    /// Something to know, without a need to act.
    Note,
    /// Something works not as intended.
    Warning,
    /// Something does not work.
    Error,
}

impl Level {
    /// Returns the word in reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a check found to be wrong.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) level: Level,
    /// The word that `explain` takes.
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<Fix>,
}

impl Finding {
    pub(crate) fn new(level: Level, code: DoctorCode, message: impl Into<String>) -> Self {
        Self { level, code: code.word(), message: message.into(), help: None, fix: None }
    }

    #[must_use]
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    #[must_use]
    pub(crate) fn fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }
}

/// The result of one check.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    /// One word.
    pub(crate) name: &'static str,
    /// What is as it should be.
    pub(crate) facts: Vec<String>,
    pub(crate) findings: Vec<Finding>,
}

impl Check {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, facts: Vec::new(), findings: Vec::new() }
    }

    pub(crate) fn fact(&mut self, fact: impl Into<String>) {
        self.facts.push(fact.into());
    }

    pub(crate) fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub(crate) fn json(&self) -> Value {
        let finding = |one: &Finding| {
            json!({
                "level": one.level.word(),
                "code": one.code,
                "message": one.message,
                "help": one.help,
                "fixable": one.fix.is_some(),
            })
        };
        json!({
            "name": self.name,
            "facts": self.facts,
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
        })
    }

    /// Returns the rows of the table: level, check, and text.
    pub(crate) fn rows(&self) -> Vec<Vec<String>> {
        let row = |level: Level, text: String| vec![level.word().into(), self.name.into(), text];
        let facts = self.facts.iter().map(|fact| row(Level::Ok, fact.clone()));
        let findings = self.findings.iter().map(|one| {
            let help = one.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
            row(one.level, format!("{}{help} [{}]", one.message, one.code))
        });
        facts.chain(findings).collect()
    }
}

/// Returns whether any finding is a problem.
pub(crate) fn has_problems(checks: &[Check]) -> bool {
    checks.iter().flat_map(|check| &check.findings).any(|one| one.level >= Level::Warning)
}
