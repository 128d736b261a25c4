//! Collects all values below a place for secrets. A value of an unexpected type is secret too.

use serde_json::Value;

use crate::settings::secrets::detect::{
    Look, is_plain_part, is_public_setting, is_secret_key, look_of, without_scheme,
};
use crate::settings::secrets::locate::places::{by_key, push_rest};
use crate::settings::secrets::locate::{Sensitive, variable_name};
use crate::settings::text::document::Step;

/// Numbers with more digits are always secret in places for secrets.
const DIGITS_MAX: usize = 9;

/// Selects the values that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// All values, as in `env` and `headers`.
    All,
    /// All values except those of public keys.
    Credentials,
    /// Only values that are not clearly harmless.
    Misplaced,
}

/// Collects the values below one place.
pub(super) struct Leaves<'a> {
    pub(super) rule: Rule,
    /// Prefix for names of variables.
    pub(super) prefix: &'a str,
    pub(super) path: &'a mut Vec<Step>,
    pub(super) found: &'a mut Vec<Sensitive>,
}

impl Leaves<'_> {
    /// Collects `value`. `named` means that a key above it names a secret.
    pub(super) fn of(&mut self, value: &Value, key: &str, named: bool) {
        match value {
            Value::Object(members) => {
                for (member, value) in members {
                    self.path.push(Step::from(member.as_str()));
                    let key = if member == "value" { key } else { member };
                    self.of(value, key, named || is_secret_key(key));
                    self.path.pop();
                }
            }
            Value::Array(elements) => {
                for (index, value) in elements.iter().enumerate() {
                    self.path.push(Step::from(index));
                    self.of(value, key, named);
                    self.path.pop();
                }
            }
            Value::String(text) => self.string(value, text, key, named || is_secret_key(key)),
            Value::Number(number) => {
                self.number(&number.to_string(), key, named || is_secret_key(key));
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn string(&mut self, value: &Value, text: &str, key: &str, named: bool) {
        if self.rule == Rule::Credentials {
            let is_address = is_url(text) && !is_secret_key(key);
            if is_public_setting(key) || is_address {
                return by_key(value, key, self.prefix, self.path, self.found);
            }
            let variable = || variable_name(&[self.prefix, key]);
            return push_rest(text, 0, named, variable, self.path, self.found);
        }
        let (name, from) = split_name(text).unwrap_or((key, 0));
        let before = self.found.len();
        let variable = || variable_name(&[self.prefix, name]);
        push_rest(text, from, named || from > 0, variable, self.path, self.found);
        if self.rule == Rule::Misplaced {
            let mut at = 0;
            self.found.retain(|one| {
                at += 1;
                at <= before || one.look > Look::Placed
            });
        }
    }

    fn number(&mut self, text: &str, key: &str, named: bool) {
        let is_public = self.rule == Rule::Credentials && is_public_setting(key);
        let look = look_of(named, text);
        let is_harmless = !named
            && match self.rule {
                Rule::All => text.len() <= DIGITS_MAX,
                Rule::Credentials | Rule::Misplaced => look == Look::Placed,
            };
        if !is_public && !is_harmless {
            self.found.push(Sensitive {
                path: self.path.clone(),
                in_key: false,
                range: 0..text.len(),
                variable: variable_name(&[self.prefix, key]),
                look,
            });
        }
    }
}

/// Returns whether the whole text is one URL.
fn is_url(text: &str) -> bool {
    let is_scheme = |scheme: &str| scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+');
    !text.contains(char::is_whitespace)
        && text.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// Splits `TOKEN=value` or `Authorization: Bearer value` into the name and the offset of the value,
/// if the name is that of a secret.
fn split_name(text: &str) -> Option<(&str, usize)> {
    let (name, value) = text.split_once(['=', ':'])?;
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        && is_secret_key(name)
        && is_plain_part("", name);
    let value = without_scheme(value.trim_start());
    (is_name && !value.trim_matches('=').is_empty()).then_some((name, text.len() - value.len()))
}
