//! `server.json` of the MCP registry: packages to run and remotes to connect to, with inputs. A
//! remote is preferred, then the first package of a supported type.

use serde_json::{Map, Value};

use crate::formats::imported::{Imported, Read, Rejected};
use crate::settings::secrets::locate::variable_name;

/// Returns the server, or `None` if the text is not a `server.json`.
pub(crate) fn read(root: &Value) -> Option<Read> {
    let root = root.get("server").unwrap_or(root);
    let full = text(root, "name")?;
    let last = full.rsplit('/').next().unwrap_or(full);
    let mut inputs = InputReader::default();
    let found = match list(root, "remotes").first() {
        Some(remote) => inputs.remote(remote),
        None => inputs.first_package(list(root, "packages")),
    };
    Some(match found {
        Ok(mut entry) => {
            if let Some(description) = text(root, "description") {
                entry.insert("description".into(), description.into());
            }
            Ok(Imported { name: last.to_owned(), entry, notes: inputs.notes, lost: Vec::new() })
        }
        Err(why) => Err(Rejected { name: last.to_owned(), why }),
    })
}

/// Converts inputs to references, and notes the variables to set.
#[derive(Default)]
struct InputReader {
    notes: Vec<String>,
}

impl InputReader {
    fn remote(&mut self, remote: &Value) -> Result<Map<String, Value>, String> {
        let url = text(remote, "url").ok_or("the remote has no `url`")?;
        let url = self.expand(url, remote.get("variables"));
        let kind = match text(remote, "type") {
            Some("sse") => "sse",
            _ => "streamable-http",
        };
        let mut entry = Map::new();
        entry.insert("type".into(), kind.into());
        entry.insert("url".into(), url.into());
        let headers = self.pairs(list(remote, "headers"));
        if !headers.is_empty() {
            entry.insert("headers".into(), Value::Object(headers));
        }
        Ok(entry)
    }

    fn first_package(&mut self, packages: &[Value]) -> Result<Map<String, Value>, String> {
        let mut why = "has neither a remote nor a package".to_owned();
        for package in packages {
            match self.package(package) {
                Ok(entry) => return Ok(entry),
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    fn package(&mut self, package: &Value) -> Result<Map<String, Value>, String> {
        let either = |new: &str, old: &str| text(package, new).or_else(|| text(package, old));
        let kind = either("registryType", "registry_type").unwrap_or_default();
        let identifier = either("identifier", "name").ok_or("the package has no `identifier`")?;
        let version = text(package, "version").filter(|version| !version.is_empty());
        let at = |mark: &str| match version {
            Some(version) => format!("{identifier}{mark}{version}"),
            None => identifier.to_owned(),
        };
        let env = self.pairs(list2(package, "environmentVariables", "environment_variables"));
        let runtime = self.arguments(list2(package, "runtimeArguments", "runtime_arguments"));
        let own = self.arguments(list2(package, "packageArguments", "package_arguments"));
        let (command, mut args) = match kind {
            "npm" => ("npx", vec!["-y".to_owned()]),
            "pypi" => ("uvx", Vec::new()),
            "oci" => ("docker", vec!["run".into(), "-i".into(), "--rm".into()]),
            "nuget" => ("dnx", Vec::new()),
            _ => return Err(format!("package type `{kind}` is not supported")),
        };
        args.extend(runtime.into_iter().filter(|word| kind != "npm" || word != "-y"));
        match kind {
            "oci" => {
                for name in env.keys() {
                    args.extend(["-e".to_owned(), name.clone()]);
                }
                let has_tag = identifier.rsplit('/').next().is_some_and(|last| last.contains(':'));
                args.push(if has_tag { identifier.to_owned() } else { at(":") });
            }
            "nuget" => {
                args.extend([at("@"), "--yes".into()]);
                if !own.is_empty() {
                    args.push("--".into());
                }
            }
            _ => args.push(at("@")),
        }
        args.extend(own);
        let mut entry = Map::new();
        entry.insert("type".into(), "stdio".into());
        entry.insert("command".into(), command.into());
        entry.insert("args".into(), args.into());
        if !env.is_empty() {
            entry.insert("env".into(), Value::Object(env));
        }
        Ok(entry)
    }

    /// Reads environment variables or headers.
    fn pairs(&mut self, inputs: &[Value]) -> Map<String, Value> {
        let mut pairs = Map::new();
        for input in inputs {
            let Some(name) = text(input, "name") else { continue };
            if let Some(value) = self.value(input, name) {
                pairs.insert(name.to_owned(), value.into());
            }
        }
        pairs
    }

    /// Returns two words for a named argument with a value, one for a switch or a positional
    /// argument.
    fn arguments(&mut self, inputs: &[Value]) -> Vec<String> {
        let mut words = Vec::new();
        for input in inputs {
            let name = text(input, "name").filter(|name| name.starts_with('-'));
            let hint = text(input, "valueHint").or_else(|| text(input, "value_hint"));
            let is_switch = name.is_some() && input.get("value").is_none() && hint.is_none();
            let value = if is_switch && input.get("default").is_none() && !is_required(input) {
                None
            } else {
                self.value(input, name.or(hint).unwrap_or("argument"))
            };
            if name.is_none() && value.is_none() {
                continue;
            }
            words.extend(name.map(str::to_owned));
            words.extend(value);
        }
        words
    }

    /// Returns the value of an input: fixed, default, or a reference if it must be set.
    fn value(&mut self, input: &Value, name: &str) -> Option<String> {
        if let Some(value) = text(input, "value") {
            return Some(self.expand(value, input.get("variables")));
        }
        let secret = flag(input, "isSecret", "is_secret");
        if let Some(default) = text(input, "default").filter(|_| !secret) {
            return Some(default.to_owned());
        }
        if !secret && !is_required(input) {
            return None;
        }
        let variable = variable_name(&[name]);
        self.note_variable(&variable, input);
        Some(format!("${{{variable}}}"))
    }

    /// Expands `{name}` in a template from its variables; unknown names stay.
    fn expand(&mut self, template: &str, variables: Option<&Value>) -> String {
        let mut out = template.to_owned();
        for (name, input) in variables.and_then(Value::as_object).into_iter().flatten() {
            if let Some(value) = self.value(input, name) {
                out = out.replace(&format!("{{{name}}}"), &value);
            }
        }
        out
    }

    fn note_variable(&mut self, variable: &str, input: &Value) {
        let about = text(input, "description").map(|text| format!(": {text}")).unwrap_or_default();
        self.notes.push(format!("set {variable}{about}"));
    }
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn list2<'a>(value: &'a Value, new: &str, old: &str) -> &'a [Value] {
    if value.get(new).is_some() { list(value, new) } else { list(value, old) }
}

fn flag(input: &Value, new: &str, old: &str) -> bool {
    input.get(new).or_else(|| input.get(old)).and_then(Value::as_bool).unwrap_or(false)
}

fn is_required(input: &Value) -> bool {
    flag(input, "isRequired", "is_required")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(root: &Value, expected: &Value, notes: &[&str]) {
        let server = read(root).unwrap().unwrap();
        assert_eq!(json!(server.entry), *expected);
        assert_eq!(server.notes, notes);
        assert_eq!(server.name, "srv");
    }

    #[test]
    fn packages_become_command_lines() {
        check(
            &json!({"name": "io.x/srv", "packages": [{
                "registryType": "npm", "identifier": "@x/srv", "version": "1.2.3",
                "packageArguments": [
                    {"type": "positional", "value": "serve"},
                    {"type": "named", "name": "--port", "default": "80"},
                    {"type": "named", "name": "--verbose"},
                ],
                "environmentVariables": [
                    {"name": "KEY", "isRequired": true, "isSecret": true, "description": "the key"},
                    {"name": "OPTIONAL"},
                ],
            }]}),
            &json!({
                "type": "stdio", "command": "npx",
                "args": ["-y", "@x/srv@1.2.3", "serve", "--port", "80", "--verbose"],
                "env": {"KEY": "${KEY}"},
            }),
            &["set KEY: the key"],
        );
        check(
            &json!({"name": "io.x/srv", "packages": [{
                "registry_type": "oci", "identifier": "x/srv", "version": "1",
                "environment_variables": [{"name": "A", "value": "b"}],
            }]}),
            &json!({
                "type": "stdio", "command": "docker",
                "args": ["run", "-i", "--rm", "-e", "A", "x/srv:1"], "env": {"A": "b"},
            }),
            &[],
        );
    }

    #[test]
    fn a_remote_is_preferred() {
        check(
            &json!({"name": "io.x/srv", "description": "d",
                "packages": [{"registryType": "npm", "identifier": "p"}],
                "remotes": [{"type": "streamable-http", "url": "https://{host}/mcp",
                    "variables": {"host": {"default": "a.example"}},
                    "headers": [{"name": "X-Key", "isRequired": true}]}]}),
            &json!({
                "type": "streamable-http", "url": "https://a.example/mcp",
                "headers": {"X-Key": "${X_KEY}"}, "description": "d",
            }),
            &["set X_KEY"],
        );
    }
}
