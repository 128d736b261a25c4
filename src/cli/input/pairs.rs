//! Options that name a value: variables as `NAME=VALUE`, and headers as `Name: value`.

use serde_json::{Map, Value};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::formats::dotenv;

/// Returns variables from `NAME=VALUE` words and from files; words win.
pub(crate) fn environment(
    context: &mut Context,
    words: &[String],
    files: &[String],
) -> Result<Map<String, Value>, Failure> {
    let mut env = Map::new();
    for file in files {
        let text = context.read_source(file)?;
        let read = dotenv::read(&text);
        if let Some(bad) = read.bad.into_iter().next() {
            let error = anyhow::Error::new(bad).context(format!("cannot read {file}"));
            return Err(Failure::from_error(Kind::Failed, error));
        }
        env.extend(read.pairs.into_iter().map(|(name, value)| (name, value.into())));
    }
    env.extend(variables(words)?.into_iter().map(|(name, value)| (name, value.into())));
    Ok(env)
}

/// Parses `NAME=VALUE` words.
pub(crate) fn variables(words: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let mut env = Vec::new();
    for word in words {
        // The value may be a secret, so the message contains the name alone.
        let (name, value) = word.split_once('=').ok_or_else(|| {
            Failure::usage(format!("an environment variable is NAME=VALUE: `{word}` has no `=`"))
                .hint(format!("`{word}=${{{word}}}` takes it from the hub's own environment"))
        })?;
        if name.is_empty() {
            return Err(Failure::usage("an environment variable is NAME=VALUE: the name is empty"));
        }
        if name.contains(|c: char| c.is_whitespace() || c.is_control()) {
            let message = "an environment variable is NAME=VALUE: the name contains whitespace";
            return Err(Failure::usage(message));
        }
        env.push((name.to_owned(), value.to_owned()));
    }
    Ok(env)
}

/// Parses headers from `Name: value` words; `Name=value` is accepted as well.
pub(crate) fn headers(words: &[String]) -> Result<Map<String, Value>, Failure> {
    let mut headers = Map::new();
    for word in words {
        let colon = word.split_once(':').filter(|(name, _)| !name.contains('='));
        let (name, value) = colon.or_else(|| word.split_once('=')).ok_or_else(|| {
            Failure::usage("a header is \"Name: value\"").hint("for instance -H \"X-Key: ${KEY}\"")
        })?;
        if name.trim().is_empty() {
            return Err(Failure::usage("a header is \"Name: value\": the name is empty"));
        }
        headers.insert(name.trim().to_owned(), value.trim().into());
    }
    Ok(headers)
}
