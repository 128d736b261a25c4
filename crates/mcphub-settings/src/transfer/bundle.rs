//! The manifest of an MCPB bundle, and the server entry created from it. Source: `MANIFEST.md` of
//! the format, versions 0.1 to 0.4.
//!
//! User configuration becomes variables: `${user_config.api_key}` in the manifest is `${API_KEY}`
//! in the entry.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The values of the user configuration by key; those without a value are left out.
pub type Answers = BTreeMap<String, Vec<String>>;

/// The supported versions of the format.
const VERSIONS: [&str; 4] = ["0.1", "0.2", "0.3", "0.4"];
/// The maximum length of a name, in bytes, as for servers.
const NAME_BYTES: usize = 128;

/// A valid manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The name of the bundle and of its server: `[A-Za-z0-9._-]+` without `..`.
    pub name: String,
    /// The whole manifest.
    pub entry: Value,
}

/// The installation that an entry is created for.
#[derive(Clone, Copy, Debug)]
pub struct Installation<'a> {
    /// The folder of the unpacked bundle.
    pub folder: &'a str,
    /// `linux`, `darwin` or `win32`, as the format calls them.
    pub platform: &'a str,
}

impl Manifest {
    /// Parses `manifest.json`.
    ///
    /// # Errors
    ///
    /// Returns one line that names the missing or wrong part.
    pub fn read(text: &[u8]) -> Result<Self, String> {
        // Windows tools often write a byte order mark.
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let entry: Value = serde_json::from_slice(text)
            .map_err(|e| format!("manifest.json is not valid JSON: {e}"))?;
        let filled = |key: &str| entry[key].as_str().filter(|text| !text.trim().is_empty());
        let version = filled("manifest_version")
            .or(filled("dxt_version"))
            .ok_or("manifest.json has no `manifest_version`")?;
        if !VERSIONS.contains(&version) {
            let known = VERSIONS.join(", ");
            let text =
                format!("`manifest_version` {version} is not supported; supported are {known}");
            return Err(text);
        }
        let name = filled("name").ok_or("manifest.json has no `name`")?.to_owned();
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let fits = name.len() <= NAME_BYTES && name.chars().all(legal) && !name.contains("..");
        if !fits {
            let text = "`name` in manifest.json must be letters, digits and `. _ -`, without `..`";
            return Err(format!("{text}, at most {NAME_BYTES}"));
        }
        filled("version").ok_or("manifest.json has no `version`")?;
        if !entry["server"].is_object() {
            return Err("manifest.json has no `server`".into());
        }
        Ok(Self { name, entry })
    }

    /// Returns whether the bundle says that it works on a platform; without a list it does.
    pub fn supports(&self, platform: &str) -> bool {
        let platforms = self.entry["compatibility"]["platforms"].as_array();
        platforms.is_none_or(|known| known.iter().any(|one| one == platform))
    }

    /// Returns the entry of the bundle's server, once it is unpacked.
    ///
    /// # Errors
    ///
    /// Fails with one line if the manifest does not define how to start the server.
    pub fn server(&self, place: Installation<'_>) -> Result<Map<String, Value>, String> {
        self.entry_with(place, None)
    }

    /// Returns the entry with the values of the user configuration instead of variables. Variables
    /// and arguments without a value are left out.
    ///
    /// # Errors
    ///
    /// Fails as [`Self::server`] does.
    pub fn server_with(
        &self,
        place: Installation<'_>,
        answers: &Answers,
    ) -> Result<Map<String, Value>, String> {
        self.entry_with(place, Some(answers))
    }

    fn entry_with(
        &self,
        place: Installation<'_>,
        answers: Option<&Answers>,
    ) -> Result<Map<String, Value>, String> {
        let server = &self.entry["server"];
        let words = &server["mcp_config"];
        let other = &words["platform_overrides"][place.platform];
        let chosen = |key: &str| if other[key].is_null() { &words[key] } else { &other[key] };
        let filler = Filler { options: &self.entry["user_config"], place, answers };
        let (usual, usual_args) = usual(server, place.platform)?;
        let command = chosen("command").as_str().map_or(usual, str::to_owned);
        let unfilled_args = match chosen("args").as_array() {
            Some(args) => args.iter().map(text_of).collect(),
            // The default arguments belong to the default command.
            None if chosen("command").is_string() => Vec::new(),
            None => usual_args,
        };
        let args = unfilled_args.iter().flat_map(|arg| filler.words(arg));
        let args: Vec<Value> = args.map(Value::from).collect();
        let mut env = Map::new();
        for values in [&words["env"], &other["env"]] {
            for (name, value) in values.as_object().into_iter().flatten() {
                let value = text_of(value);
                if !filler.is_unanswered(&value) {
                    env.insert(name.clone(), filler.fill(&value, false).into());
                }
            }
        }
        let program = filler.fill(&command, true);
        let command = own_program(&program, server["type"] == "binary", place);
        let mut entry = Map::new();
        let mut set = |key: &str, value: Value| entry.insert(key.to_owned(), value);
        set("type", "stdio".into());
        if let Some(description) = self.entry["description"].as_str() {
            set("description", description.into());
        }
        set("command", command.into());
        set("args", args.into());
        if !env.is_empty() {
            set("env", env.into());
        }
        // Paths in manifests are relative to the bundle.
        set("cwd", place.folder.into());
        Ok(entry)
    }
}

/// Returns the name of this platform in manifests.
pub fn platform() -> &'static str {
    if cfg!(windows) {
        "win32"
    } else if cfg!(target_os = "macos") {
        "darwin"
    } else {
        "linux"
    }
}

/// Returns the default command and arguments for the server's type.
fn usual(server: &Value, platform: &str) -> Result<(String, Vec<String>), String> {
    let kind = server["type"].as_str().unwrap_or_default();
    let says = server["mcp_config"]["command"].is_string();
    let entry = match server["entry_point"].as_str() {
        Some(entry) => format!("${{__dirname}}/{entry}"),
        None if says => String::new(),
        None => return Err("`server` in manifest.json has no `entry_point`".into()),
    };
    let python = if platform == "win32" { "python" } else { "python3" };
    match kind {
        "node" => Ok(("node".into(), vec![entry])),
        "python" => Ok((python.into(), vec![entry])),
        "uv" => {
            let args = ["run", "--directory", "${__dirname}"].map(str::to_owned);
            Ok(("uv".into(), args.into_iter().chain([entry]).collect()))
        }
        "binary" => Ok((entry, Vec::new())),
        _ if says => Ok((String::new(), Vec::new())),
        _ => Err("`server.type` in manifest.json must be node, python, binary or uv".into()),
    }
}

/// Makes the path of a program inside the bundle absolute: systems resolve relative ones
/// differently.
fn own_program(command: &str, is_binary: bool, place: Installation<'_>) -> String {
    let is_path = command.contains('/') || command.contains('\\');
    let is_whole = command.starts_with(['/', '\\', '$']) || command.get(1..2) == Some(":");
    let mut command = if is_path && !is_whole {
        format!("{}/{}", place.folder, command.trim_start_matches("./"))
    } else {
        command.to_owned()
    };
    let file = command.rsplit(['/', '\\']).next().unwrap_or_default();
    if is_binary && place.platform == "win32" && !file.contains('.') {
        command.push_str(".exe");
    }
    command
}

/// Returns the option, if the text is a reference to one and nothing else.
fn only_option(text: &str) -> Option<&str> {
    let option = text.strip_prefix("${user_config.")?.strip_suffix('}')?;
    (!option.contains('}')).then_some(option)
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Replaces references in a manifest: known ones by their values, user options by variables.
struct Filler<'a> {
    options: &'a Value,
    place: Installation<'a>,
    /// The values; without them, options become variables.
    answers: Option<&'a Answers>,
}

impl Filler<'_> {
    /// Returns the words of an argument: an option alone has as many as it has values.
    fn words(&self, arg: &str) -> Vec<String> {
        match (self.answers, only_option(arg)) {
            (Some(answers), Some(option)) => {
                let values = answers.get(option).into_iter().flatten();
                values.map(|value| self.fill_answer(value)).collect()
            }
            _ => vec![self.fill(arg, true)],
        }
    }

    /// Returns whether a value is an option alone that has no value.
    fn is_unanswered(&self, value: &str) -> bool {
        let answers = self.answers.zip(only_option(value));
        answers.is_some_and(|(answers, option)| answers.get(option).is_none_or(Vec::is_empty))
    }

    /// Replaces references to folders in a value. Options in it stay.
    fn fill_answer(&self, value: &str) -> String {
        ["__dirname", "DESKTOP", "DOCUMENTS", "DOWNLOADS", "pathSeparator", "/"]
            .into_iter()
            .fold(value.to_owned(), |text, name| {
                text.replace(&format!("${{{name}}}"), &self.value(name, true))
            })
    }

    /// Replaces the references in `text`. Unknown names stay, since they are variables already. If
    /// `needs_value` is true, an optional option without a default expands to an empty text.
    fn fill(&self, text: &str, needs_value: bool) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            filled.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                filled.push_str("${");
                rest = after;
                continue;
            };
            filled.push_str(&self.value(name, needs_value));
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    fn value(&self, name: &str, needs_value: bool) -> String {
        match name {
            "__dirname" => self.place.folder.to_owned(),
            "/" | "pathSeparator" if self.place.platform == "win32" => "\\".into(),
            "/" | "pathSeparator" => "/".into(),
            "DESKTOP" => "${HOME}/Desktop".into(),
            "DOCUMENTS" => "${HOME}/Documents".into(),
            "DOWNLOADS" => "${HOME}/Downloads".into(),
            name => match name.strip_prefix("user_config.") {
                Some(option) => match self.answers {
                    Some(answers) => {
                        let values = answers.get(option).into_iter().flatten();
                        let values: Vec<_> = values.map(|value| self.fill_answer(value)).collect();
                        values.join(",")
                    }
                    None => self.variable(option, needs_value),
                },
                None => format!("${{{name}}}"),
            },
        }
    }

    fn variable(&self, option: &str, needs_value: bool) -> String {
        let part = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
        let mut name: String = option.chars().map(part).collect();
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            name.insert(0, '_');
        }
        let about = &self.options[option];
        let usual = match &about["default"] {
            Value::String(text) => Some(text.clone()),
            value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
            _ if needs_value && about["required"] != true => Some(String::new()),
            _ => None,
        };
        // The end of a reference nested in a default would be ambiguous.
        match usual.filter(|usual| !usual.contains(['$', '}'])) {
            Some(usual) => format!("${{{name}:-{usual}}}"),
            None => format!("${{{name}}}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn manifest(server: &Value) -> Manifest {
        let options = json!({
            "api_key": { "type": "string", "required": true },
            "max-size": { "type": "number", "default": 10 },
            "note": { "type": "string" },
            "home": { "type": "directory", "default": "${HOME}/x", "required": true },
        });
        let entry = json!({
            "manifest_version": "0.3", "name": "b", "version": "1", "server": server,
            "user_config": options,
        });
        Manifest::read(entry.to_string().as_bytes()).unwrap()
    }

    #[track_caller]
    fn check(platform: &str, server: &Value, expected: &Value) {
        let entry =
            manifest(server).server(Installation { folder: "/b", platform }).map(Value::Object);
        assert_eq!(entry.as_ref(), Ok(expected));
    }

    #[test]
    fn references_become_paths_and_variables() {
        let server = json!({ "type": "node", "entry_point": "s.js", "mcp_config": {
            "command": "node",
            "args": [
                "${__dirname}/s.js", "${user_config.api_key}", "--max=${user_config.max-size}",
                "${user_config.note}", "${user_config.home}", "a${/}b", "${HOME}", "${open", 7,
            ],
            "env": { "KEY": "${user_config.api_key}", "NOTE": "${user_config.note}" },
        } });
        check(
            "linux",
            &server,
            &json!({
                "type": "stdio",
                "command": "node",
                "args": [
                    "/b/s.js", "${API_KEY}", "--max=${MAX_SIZE:-10}", "${NOTE:-}", "${HOME}",
                    "a/b", "${HOME}", "${open", "7",
                ],
                "env": { "KEY": "${API_KEY}", "NOTE": "${NOTE}" },
                "cwd": "/b",
            }),
        );
    }

    #[test]
    fn answers_replace_options_and_options_without_a_value_are_left_out() {
        let server = json!({ "type": "node", "entry_point": "s.js", "mcp_config": {
            "command": "node",
            "args": ["${user_config.home}", "${user_config.note}", "--key=${user_config.api_key}"],
            "env": { "KEY": "${user_config.api_key}", "NOTE": "${user_config.note}" },
        } });
        let answers = Answers::from([
            ("api_key".to_owned(), vec!["${API_KEY}".to_owned()]),
            ("home".to_owned(), vec!["${DOCUMENTS}".to_owned(), "/b c".to_owned()]),
        ]);
        let place = Installation { folder: "/b", platform: "linux" };
        let entry = manifest(&server).server_with(place, &answers).unwrap();
        assert_eq!(entry["args"], json!(["${HOME}/Documents", "/b c", "--key=${API_KEY}"]));
        assert_eq!(entry["env"], json!({ "KEY": "${API_KEY}" }));
        let mut limited = manifest(&server);
        assert!(limited.supports("linux"));
        limited.entry["compatibility"] = json!({ "platforms": ["darwin"] });
        assert!(!limited.supports("linux"));
    }

    #[test]
    fn each_type_has_its_usual_command_and_a_program_of_the_bundle_its_whole_path() {
        let made = |server: Value, platform: &str| {
            let entry = manifest(&server).server(Installation { folder: "/b", platform }).unwrap();
            let words = entry["args"].as_array().unwrap().iter().map(text_of);
            let words: Vec<_> = [text_of(&entry["command"])].into_iter().chain(words).collect();
            words.join(" ")
        };
        let of = |kind: &str| json!({ "type": kind, "entry_point": "s/m" });
        assert_eq!(made(of("node"), "linux"), "node /b/s/m");
        assert_eq!(made(of("python"), "darwin"), "python3 /b/s/m");
        assert_eq!(made(of("python"), "win32"), "python /b/s/m");
        assert_eq!(made(of("uv"), "linux"), "uv run --directory /b /b/s/m");
        assert_eq!(made(of("binary"), "linux"), "/b/s/m");
        assert_eq!(made(of("binary"), "win32"), "/b/s/m.exe");
        let own = json!({ "type": "binary", "entry_point": "s/m", "mcp_config": {
            "command": "./s/m", "args": ["x"],
            "platform_overrides": { "win32": { "command": "s/w.exe" }, "darwin": { "args": [] } },
        } });
        assert_eq!(made(own.clone(), "linux"), "/b/s/m x");
        assert_eq!(made(own.clone(), "win32"), "/b/s/w.exe x");
        assert_eq!(made(own, "darwin"), "/b/s/m");
    }

    #[test]
    fn a_platform_adds_to_the_environment() {
        let server = json!({ "type": "python", "mcp_config": {
            "command": "python", "args": [], "env": { "A": "1", "B": "2" },
            "platform_overrides": { "linux": { "env": { "B": "${__dirname}" } } },
        } });
        let entry =
            manifest(&server).server(Installation { folder: "/b", platform: "linux" }).unwrap();
        assert_eq!(entry["env"], json!({ "A": "1", "B": "/b" }));
    }

    #[test]
    fn an_invalid_manifest_is_rejected_with_the_reason() {
        let good = json!({ "dxt_version": "0.1", "name": "a.b-c_D", "version": "1", "server": {} });
        let read = |entry: &Value| Manifest::read(entry.to_string().as_bytes()).map(|m| m.name);
        assert_eq!(read(&good), Ok("a.b-c_D".to_owned()));
        for key in ["dxt_version", "name", "version", "server"] {
            let mut bad = good.clone();
            bad[key] = Value::Null;
            let shown = if key == "dxt_version" { "manifest_version" } else { key };
            assert_eq!(read(&bad), Err(format!("manifest.json has no `{shown}`")));
        }
        for name in ["a/b", "..", "a..b", "a b", "é", "a\\b", &"x".repeat(129)] {
            let mut bad = good.clone();
            bad["name"] = name.into();
            assert!(read(&bad).is_err_and(|why| why.starts_with("`name`")), "{name}");
        }
        let mut newer = good.clone();
        newer["manifest_version"] = "1.0".into();
        let why = "`manifest_version` 1.0 is not supported; supported are 0.1, 0.2, 0.3, 0.4";
        assert_eq!(read(&newer), Err(why.to_owned()));
        assert!(Manifest::read(b"{").is_err());
        let place = Installation { folder: "/b", platform: "linux" };
        assert!(manifest(&json!({ "type": "node" })).server(place).is_err());
        assert!(manifest(&json!({ "type": "x", "entry_point": "e" })).server(place).is_err());
    }
}
