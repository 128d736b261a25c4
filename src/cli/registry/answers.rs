//! The inputs of a server: from flags, the environment, defaults, or a person.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::environment::Environment;
use crate::cli::error::{Failure, did_you_mean};
use crate::cli::input::answer_options::AnswerOptions;
use crate::cli::input::pairs;
use crate::cli::input::prompt::Prompt;
use crate::cli::output::render;
use crate::formats::server_json::inputs::{Form, Input, Role, to_set};
use crate::settings::name;
use crate::settings::reference;

/// Answers the inputs of one server, each once.
pub(crate) struct Answers<'a> {
    environment: &'a Environment,
    prompt: Prompt,
    given: BTreeMap<String, Given>,
    /// The answers so far, since a variable may occur several times.
    known: Vec<(Role, String, Vec<String>)>,
    /// Required inputs without a value.
    missing: Vec<Input>,
    failure: Option<Failure>,
    optional: Vec<String>,
    notes: Vec<String>,
}

/// A value that a flag provides.
struct Given {
    role: Role,
    /// As the person wrote it.
    name: String,
    values: Vec<String>,
    is_used: bool,
}

/// What is left after all inputs were answered.
pub(crate) struct Leftover {
    pub(crate) notes: Vec<String>,
    /// Variables and headers that the server does not ask for.
    pub(crate) env: Map<String, Value>,
    pub(crate) headers: Map<String, Value>,
}

impl<'a> Answers<'a> {
    /// Reads the flags.
    pub(crate) fn of(context: &'a Context, options: &AnswerOptions) -> Result<Self, Failure> {
        let mut answers = Self {
            environment: &context.environment,
            prompt: context.prompt(),
            given: BTreeMap::new(),
            known: Vec::new(),
            missing: Vec::new(),
            failure: None,
            optional: Vec::new(),
            notes: Vec::new(),
        };
        for word in &options.env {
            for (name, value) in pairs::variables(std::slice::from_ref(word))? {
                answers.give(Role::Environment, &name, &value);
            }
        }
        for (name, value) in pairs::headers(&options.header)? {
            answers.give(Role::Header, &name, value.as_str().unwrap_or_default());
        }
        for (role, flag, words) in
            [(Role::Argument, "--arg", &options.arg), (Role::Variable, "--var", &options.var)]
        {
            for word in words {
                // The value may be a secret, so the message does not contain it.
                let pair = word.split_once('=').filter(|(name, _)| !name.is_empty());
                let (name, value) =
                    pair.ok_or_else(|| Failure::usage(format!("`{flag}` needs NAME=VALUE")))?;
                answers.give(role, name, value);
            }
        }
        Ok(answers)
    }

    fn give(&mut self, role: Role, name: &str, value: &str) {
        let given = self.given.entry(key(role, name)).or_insert_with(|| Given {
            role,
            name: name.to_owned(),
            values: Vec::new(),
            is_used: false,
        });
        given.values.push(value.to_owned());
    }

    /// Returns the values of an input; none leaves it out. A problem is reported by
    /// [`Self::finish`], so that all missing inputs are named at once.
    pub(crate) fn answer(&mut self, input: &Input) -> Vec<String> {
        let known =
            self.known.iter().find(|(role, name, _)| *role == input.role && *name == input.name);
        if let Some((.., values)) = known {
            return values.clone();
        }
        let values = self.find(input).unwrap_or_else(|failure| {
            self.failure.get_or_insert(failure);
            Vec::new()
        });
        self.known.push((input.role, input.name.clone(), values.clone()));
        values
    }

    fn find(&mut self, input: &Input) -> Result<Vec<String>, Failure> {
        if let Some(given) = self.given.get_mut(&key(input.role, &input.name)) {
            given.is_used = true;
            let mut values = given.values.clone();
            if !input.is_repeated {
                // The last of several counts, as for other options.
                values.drain(..values.len() - 1);
            }
            for value in &values {
                check(input, value)?;
            }
            return Ok(values);
        }
        let is_in_environment = self.environment.is_set(&input.variable());
        if input.is_secret {
            if !input.is_required && !is_in_environment {
                self.optional.push(flag(input));
                return Ok(Vec::new());
            }
            if !is_in_environment {
                self.notes.push(to_set(input));
            }
            return Ok(vec![input.reference()]);
        }
        if input.role == Role::Environment && is_in_environment {
            self.notes.push(format!("{} is read from the environment", input.variable()));
            return Ok(vec![input.reference()]);
        }
        if let Some(default) = &input.default {
            return Ok(vec![default.clone()]);
        }
        if !input.is_required {
            self.optional.push(flag(input));
            return Ok(Vec::new());
        }
        if !self.prompt.is_allowed() {
            self.missing.push(input.clone());
            return Ok(Vec::new());
        }
        let about = input.description.as_deref().map(|text| format!(" ({text})"));
        let question = format!("{}{}", input.name, about.unwrap_or_default());
        let value = self.prompt.text(&question, &|value| match problem(input, value) {
            Some(why) => Err(why),
            None => Ok(()),
        })?;
        Ok(vec![value])
    }

    /// Fails if an input is missing or wrong, or if a flag provides what the server does not ask
    /// for.
    pub(crate) fn finish(self) -> Result<Leftover, Failure> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if !self.missing.is_empty() {
            let names = render::name_list(self.missing.iter().map(|input| input.name.as_str()));
            let mut failure = Failure::usage(format!("missing value for {names}"));
            failure.hints.extend(self.missing.iter().map(|input| {
                let about = input.description.as_deref().map(|text| format!(": {text}"));
                format!("pass `{}`{}", flag(input), about.unwrap_or_default())
            }));
            return Err(failure);
        }
        let mut leftover = Leftover { notes: self.notes, env: Map::new(), headers: Map::new() };
        for mut given in self.given.into_values().filter(|given| !given.is_used) {
            let value = given.values.pop().unwrap_or_default();
            match given.role {
                Role::Environment => leftover.env.insert(given.name, value.into()),
                Role::Header => leftover.headers.insert(given.name, value.into()),
                Role::Argument | Role::Variable => {
                    return Err(unknown(&given, &self.known));
                }
            };
        }
        if !self.optional.is_empty() {
            let flags = render::name_list(self.optional.iter().map(String::as_str));
            leftover.notes.push(format!("optional inputs were left out: {flags}"));
        }
        Ok(leftover)
    }
}

fn unknown(given: &Given, known: &[(Role, String, Vec<String>)]) -> Failure {
    let names = known.iter().filter(|(role, ..)| *role == given.role);
    let names: Vec<&str> = names.map(|(_, name, _)| name.as_str()).collect();
    let what = if given.role == Role::Argument { "argument" } else { "variable" };
    let failure = Failure::usage(format!("the server has no {what} `{}`", given.name));
    match did_you_mean(&name::near(&given.name, names.iter().copied())) {
        Some(hint) => failure.hint(hint),
        None if names.is_empty() => failure,
        None => failure.hint(format!("it has {}", render::name_list(names))),
    }
}

/// Returns the key of an input: headers have no case, and arguments may be given without dashes.
fn key(role: Role, name: &str) -> String {
    match role {
        Role::Environment => format!("e{name}"),
        Role::Header => format!("h{}", name.to_ascii_lowercase()),
        Role::Argument => format!("a{}", name.trim_start_matches('-')),
        Role::Variable => format!("v{name}"),
    }
}

/// Returns the flag that provides an input.
fn flag(input: &Input) -> String {
    let value = if input.is_secret { input.reference() } else { "VALUE".into() };
    let name = &input.name;
    match input.role {
        Role::Environment => format!("--env {name}={value}"),
        Role::Header => format!("--header '{name}: {value}'"),
        Role::Argument => format!("--arg {}={value}", name.trim_start_matches('-')),
        Role::Variable => format!("--var {name}={value}"),
    }
}

fn check(input: &Input, value: &str) -> Result<(), Failure> {
    if input.is_secret && reference::names(value).is_empty() {
        let message =
            format!("`{}` is a secret, and secrets are not written to the file", input.name);
        return Err(
            Failure::usage(message).hint(format!("pass `{}` and set that variable", flag(input)))
        );
    }
    match problem(input, value) {
        None => Ok(()),
        Some(why) => Err(Failure::usage(format!("the value of `{}` {why}", input.name))),
    }
}

/// Returns why a value cannot be used; a reference is checked when it is used.
fn problem(input: &Input, value: &str) -> Option<String> {
    if !reference::names(value).is_empty() {
        return None;
    }
    if !input.choices.is_empty() && !input.choices.iter().any(|choice| choice == value) {
        let choices = render::name_list(input.choices.iter().map(String::as_str));
        return Some(format!("must be one of {choices}"));
    }
    match input.form {
        Form::Number if value.parse::<f64>().is_err() => Some("must be a number".into()),
        Form::Boolean if !["true", "false"].contains(&value) => {
            Some("must be true or false".into())
        }
        _ => None,
    }
}
