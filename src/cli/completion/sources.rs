//! Values for completions, from files alone: the settings, and the inventories that the last hub
//! remembered. On any error there are none.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;

use clap_complete::CompletionCandidate;
use serde_json::Value;

use crate::cli::commands::explain;
use crate::cli::environment::Environment;
use crate::cli::hub::in_process;
use crate::cli::settings_path::{self, SettingsLocation};
use crate::clients::all::CLIENTS;
use crate::clients::record::Client;
use crate::files::regular;
use crate::settings::Document;
use crate::state::catalog_cache::CatalogCache;

/// Limit for a settings file; a larger one would take too long.
const FILE_BYTES_MAX: u64 = 4 << 20;
/// Limit for the values that a shell gets.
const VALUES_MAX: usize = 2000;
/// Limit for a description beside a value.
const HELP_CHARS: usize = 60;

/// The words that have been typed. Sources get no parameters.
static TYPED: OnceLock<Vec<String>> = OnceLock::new();

/// Keeps the words for the sources. Only the first call has an effect.
pub(super) fn remember(words: &[OsString]) {
    let words = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let _ = TYPED.set(words);
}

pub(super) fn servers() -> Vec<CompletionCandidate> {
    let Some((document, _)) = settings() else { return Vec::new() };
    let servers = document.value()["mcpServers"].as_object();
    let described = |(name, entry): (&String, &Value)| candidate(name, &entry["description"]);
    servers.into_iter().flatten().map(described).take(VALUES_MAX).collect()
}

pub(super) fn groups() -> Vec<CompletionCandidate> {
    list_names("groups")
}

pub(super) fn keys() -> Vec<CompletionCandidate> {
    list_names("bearerKeys")
}

pub(super) fn codes() -> Vec<CompletionCandidate> {
    explain::codes().map(|(code, _)| CompletionCandidate::new(code)).collect()
}

pub(super) fn clients() -> Vec<CompletionCandidate> {
    let clients = CLIENTS.iter().filter(|client| client.read_only.is_none());
    let described = |client: &&Client| candidate(client.id, &Value::from(client.title));
    clients.map(described).collect()
}

/// Returns the tools of the server that has been typed, as the last hub saw them.
pub(super) fn tools() -> Vec<CompletionCandidate> {
    let cached = || {
        let (document, path) = settings()?;
        let servers = document.value()["mcpServers"].as_object()?;
        let typed = TYPED.get()?;
        let server = typed.iter().find(|word| servers.contains_key(word.as_str()))?;
        let state = in_process::state_folder(&Environment::read().ok()?).ok()?;
        let mut cached = CatalogCache::of(&state, &path).read();
        let said = cached.remove(server)?.said;
        serde_json::from_str::<Value>(said.get()).ok()
    };
    let Some(inventory) = cached() else { return Vec::new() };
    let mut found = Vec::new();
    let tools = inventory["tools"].as_array().into_iter().flatten();
    for tool in tools.take(VALUES_MAX) {
        if let Some(name) = tool["name"].as_str() {
            found.push(candidate(name, &tool["description"]));
        }
    }
    found
}

/// Returns the names in a list of the settings.
fn list_names(list: &str) -> Vec<CompletionCandidate> {
    let Some((document, _)) = settings() else { return Vec::new() };
    let entries = document.value()[list].as_array().into_iter().flatten();
    let named = |entry: &Value| Some(candidate(entry["name"].as_str()?, &entry["description"]));
    entries.filter_map(named).take(VALUES_MAX).collect()
}

fn candidate(name: &str, description: &Value) -> CompletionCandidate {
    let line = description.as_str().and_then(|text| text.lines().next()).unwrap_or_default();
    let help: String = line.chars().filter(|c| !c.is_control()).take(HELP_CHARS).collect();
    let candidate = CompletionCandidate::new(name);
    if help.is_empty() { candidate } else { candidate.help(Some(help.into())) }
}

/// Returns the settings that the typed command would use, with their path.
fn settings() -> Option<(Document, PathBuf)> {
    let environment = Environment::read().ok()?;
    let location = location(TYPED.get()?);
    let found = settings_path::settings(&location, &environment).ok()?;
    let path = found.file.path().to_owned();
    let text = String::from_utf8(regular::read(&path, FILE_BYTES_MAX).ok()?).ok()?;
    Some((Document::read(&text).ok()?.0, path))
}

/// Returns the location that the typed options select.
fn location(words: &[String]) -> SettingsLocation {
    let pairs = words.iter().zip(words.iter().skip(1).map(Some).chain([None]));
    for (word, next) in pairs.take_while(|(word, _)| *word != "--") {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value)),
            None => (word.as_str(), next.map(String::as_str)),
        };
        match (option, value) {
            ("--config", Some(value)) => return SettingsLocation::File(value.into()),
            ("-g" | "--global", _) | ("-s" | "--scope", Some("user" | "global")) => {
                return SettingsLocation::User;
            }
            ("-s" | "--scope", Some("local" | "project")) => return SettingsLocation::Here,
            _ => {}
        }
    }
    SettingsLocation::Any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_select_the_settings() {
        let of = |line: &str| location(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(of("mcphub get "), SettingsLocation::Any);
        assert_eq!(of("mcphub --config a.json get "), SettingsLocation::File("a.json".into()));
        assert_eq!(of("mcphub get --config=b.json "), SettingsLocation::File("b.json".into()));
        assert_eq!(of("mcphub -g get "), SettingsLocation::User);
        assert_eq!(of("mcphub -s project get "), SettingsLocation::Here);
        assert_eq!(of("mcphub add x -- y --config"), SettingsLocation::Any);
    }
}
