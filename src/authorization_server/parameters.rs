//! The parameters of a request, from a query, a form or a JSON object. RFC 6749, 3.1: a parameter
//! must not be repeated, and one without a value counts as absent.

use serde_json::{Map, Value};

use crate::authorization_server::error::OauthError;
use crate::authorization_server::limits;

/// Names with their values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Parses a query or a form.
    pub(crate) fn of_form(text: &str) -> Self {
        let pairs = url::form_urlencoded::parse(text.as_bytes());
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// Reads the strings of a JSON object.
    pub(crate) fn of_json(object: &Map<String, Value>) -> Self {
        let text = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.into()));
        Self(object.iter().filter_map(text).collect())
    }

    /// Returns the first value with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Returns the value with this name.
    ///
    /// # Errors
    /// Fails if there is none.
    pub(crate) fn required(&self, name: &str) -> Result<&str, OauthError> {
        self.get(name).ok_or_else(|| OauthError::request(format!("`{name}` is missing")))
    }

    /// Fails if one of these parameters is repeated, is too long, or has control characters.
    ///
    /// # Errors
    /// Names the parameter.
    pub(crate) fn check(&self, names: &[&str]) -> Result<(), OauthError> {
        for name in names {
            let mut values = self.0.iter().filter(|(known, _)| known == name);
            let value = values.next().map(|(_, value)| value.as_str()).unwrap_or_default();
            if values.next().is_some() {
                return Err(OauthError::request(format!("`{name}` is repeated")));
            }
            if value.len() > limits::PARAMETER_BYTES || value.contains(char::is_control) {
                let text = format!("`{name}` is too long or has control characters");
                return Err(OauthError::request(text));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_never_repeated_and_an_empty_one_is_absent() {
        let parameters = Parameters::of_form("a=1&b=&c=x%20y&c=z&d=%0a");
        assert_eq!([parameters.get("a"), parameters.get("b")], [Some("1"), None]);
        assert!(parameters.check(&["a", "b", "x"]).is_ok() && parameters.required("b").is_err());
        assert!(parameters.check(&["c"]).is_err() && parameters.check(&["d"]).is_err());
    }
}
