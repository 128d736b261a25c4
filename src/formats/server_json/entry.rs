//! The entry for one way to install a server of a registry. Words of the registry are never
//! references: a publisher must not read variables of the hub.

use serde_json::{Map, Value};

use crate::formats::server_json::fields::{is_set, list, member, scalar, text};
use crate::formats::server_json::inputs::{Answer, Form, Input, Role};
use crate::formats::server_json::ways::{PackageType, Way, transport};
use crate::settings::reference;

/// Addresses of the usual registries of packages, which are not written.
const USUAL_BASES: [&str; 6] = [
    "https://registry.npmjs.org",
    "https://pypi.org",
    "https://pypi.org/simple",
    "https://api.nuget.org",
    "https://api.nuget.org/v3/index.json",
    "https://docker.io",
];

/// An entry, and what is suspicious in it.
#[derive(Debug, PartialEq)]
pub(crate) struct Built {
    pub(crate) entry: Map<String, Value>,
    /// Variables of the hub that words of the registry would read.
    pub(crate) foreign_references: Vec<String>,
}

/// Builds the entry; `answer` provides the inputs.
///
/// # Errors
/// Fails with one line if the way lacks a part or has an unusable one.
pub(crate) fn build(
    server: &Value,
    way: Way<'_>,
    answer: &mut Answer<'_>,
) -> Result<Built, String> {
    let mut builder = Builder { answer, foreign_references: Vec::new() };
    let mut entry = match way {
        Way::Remote(remote) => builder.remote(remote)?,
        Way::Package(kind, package) => builder.package(kind, package)?,
    };
    if let Some(description) = text(server, "description") {
        entry.insert("description".into(), description.into());
    }
    Ok(Built { entry, foreign_references: builder.foreign_references })
}

struct Builder<'a, 'b> {
    answer: &'a mut Answer<'b>,
    foreign_references: Vec<String>,
}

impl Builder<'_, '_> {
    fn remote(&mut self, remote: &Value) -> Result<Map<String, Value>, String> {
        let template = text(remote, "url").ok_or("the remote has no `url`")?;
        if !template.starts_with("http://") && !template.starts_with("https://") {
            return Err("the remote's `url` is not a URL".into());
        }
        let parent = Parent { is_required: true, is_secret: false };
        let url = self.expand(template, member(remote, "variables"), parent);
        let headers = self.pairs(Role::Header, list(remote, "headers"));
        let mut entry = Map::new();
        entry.insert("type".into(), transport(remote).into());
        entry.insert("url".into(), url.unwrap_or_default().into());
        if !headers.is_empty() {
            entry.insert("headers".into(), Value::Object(headers));
        }
        Ok(entry)
    }

    fn package(
        &mut self,
        kind: PackageType,
        package: &Value,
    ) -> Result<Map<String, Value>, String> {
        let identifier = text(package, "identifier").or_else(|| text(package, "name"));
        let identifier = self.word(identifier.ok_or("the package has no `identifier`")?)?;
        let version = text(package, "version").map(|version| self.word(version)).transpose()?;
        let base = text(package, "registryBaseUrl").map(|base| self.word(base)).transpose()?;
        let base = base.filter(|base| !USUAL_BASES.contains(&base.trim_end_matches('/')));
        let at = |mark: &str| match &version {
            Some(version) => format!("{identifier}{mark}{version}"),
            None => identifier.clone(),
        };
        let mut env = self.pairs(Role::Environment, list(package, "environmentVariables"));
        let runtime = list(package, "runtimeArguments");
        let mut args: Vec<String> = Vec::new();
        let runtime = match kind {
            PackageType::Oci => {
                let runtime = self.docker_arguments(runtime, &mut env);
                let has = |word: &str| runtime.iter().any(|known| known == word);
                args.push("run".into());
                args.extend(
                    ["-i", "--rm"].map(str::to_owned).into_iter().filter(|word| !has(word)),
                );
                runtime.into_iter().filter(|word| word != "run").collect()
            }
            _ => self.arguments(runtime),
        };
        let own = self.arguments(list(package, "packageArguments"));
        if kind == PackageType::Npm && !runtime.iter().any(|word| word == "-y" || word == "--yes") {
            args.push("-y".into());
        }
        args.extend(runtime);
        match kind {
            PackageType::Npm => {
                args.extend(base.into_iter().flat_map(|base| ["--registry".to_owned(), base]));
                args.push(at("@"));
            }
            PackageType::Pypi => {
                args.extend(base.into_iter().flat_map(|base| ["--index-url".to_owned(), base]));
                args.push(at("@"));
            }
            PackageType::Oci => {
                args.extend(env.keys().flat_map(|name| ["-e".to_owned(), name.clone()]));
                args.push(image(&identifier, version.as_deref(), base.as_deref()));
            }
            PackageType::Nuget => {
                args.extend([at("@"), "--yes".into()]);
                args.extend(base.into_iter().flat_map(|base| ["--source".to_owned(), base]));
                args.extend((!own.is_empty()).then(|| "--".to_owned()));
            }
            PackageType::Mcpb => return Err("a bundle must be downloaded first".into()),
        }
        args.extend(own);
        let mut entry = Map::new();
        entry.insert("type".into(), "stdio".into());
        entry.insert("command".into(), kind.program().unwrap_or_default().into());
        entry.insert("args".into(), args.into());
        if !env.is_empty() {
            entry.insert("env".into(), Value::Object(env));
        }
        Ok(entry)
    }

    /// Checks an identifier, a version or an address: one word, and no option.
    fn word(&mut self, word: &str) -> Result<String, String> {
        if word.starts_with('-') || word.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(format!("the package has the unusable word `{}`", word.escape_debug()));
        }
        Ok(self.literal(word))
    }

    /// Reads environment variables or headers.
    fn pairs(&mut self, role: Role, inputs: &[Value]) -> Map<String, Value> {
        let mut pairs = Map::new();
        for input in inputs {
            let Some(name) = text(input, "name") else { continue };
            if let Some(value) = self.values(role, name, input).pop() {
                pairs.insert(name.to_owned(), value.into());
            }
        }
        pairs
    }

    /// Returns the words of arguments: two for a named one with a value, one for a switch or a
    /// positional one.
    fn arguments(&mut self, inputs: &[Value]) -> Vec<String> {
        let mut words = Vec::new();
        for input in inputs {
            let name = argument_name(input).map(|name| self.literal(name));
            match name {
                Some(name) if is_switch(input) => words.push(name),
                Some(name) if is_optional_switch(input) => {
                    let values = self.values(Role::Argument, &name, input);
                    if values.iter().any(|value| value == "true") {
                        words.push(name);
                    }
                }
                Some(name) => {
                    for value in self.values(Role::Argument, &name, input) {
                        words.extend([name.clone(), value]);
                    }
                }
                None => {
                    let hint = text(input, "valueHint").or_else(|| text(input, "name"));
                    words.extend(self.values(Role::Argument, hint.unwrap_or("argument"), input));
                }
            }
        }
        words
    }

    /// Returns Docker's arguments. Variables move to the environment of the program, since other
    /// users of the machine can see its arguments.
    fn docker_arguments(&mut self, inputs: &[Value], env: &mut Map<String, Value>) -> Vec<String> {
        let mut words = Vec::new();
        for input in inputs {
            let is_variable = matches!(argument_name(input), Some("-e" | "--env"));
            let pair = scalar(input, "value").filter(|_| is_variable);
            let pair = pair.as_deref().and_then(|pair| pair.split_once('='));
            let Some((name, template)) = pair else {
                words.extend(self.arguments(std::slice::from_ref(input)));
                continue;
            };
            if let Some(value) =
                self.expand(template, member(input, "variables"), Parent::of(input))
            {
                env.insert(name.to_owned(), value.into());
            }
        }
        words
    }

    /// Returns the values of an input: a fixed one, or the answer.
    fn values(&mut self, role: Role, name: &str, input: &Value) -> Vec<String> {
        if let Some(fixed) = scalar(input, "value") {
            let expanded = self.expand(&fixed, member(input, "variables"), Parent::of(input));
            return expanded.into_iter().collect();
        }
        self.ask(&Input::read(role, name, input))
    }

    fn ask(&mut self, input: &Input) -> Vec<String> {
        let mut values = (self.answer)(input);
        if !input.is_repeated {
            values.truncate(1);
        }
        for value in values.iter().filter(|value| is_default(input, value)) {
            self.literal(value);
        }
        values
    }

    /// Replaces `{name}` by the answers to `variables`; other braces stay. Returns `None` if the
    /// template is optional and a variable has no value.
    fn expand(
        &mut self,
        template: &str,
        variables: Option<&Value>,
        parent: Parent,
    ) -> Option<String> {
        let mut expanded = String::new();
        // The registry's words alone: several of them together may form a reference.
        let mut registrys = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            expanded.push_str(before);
            registrys.push_str(before);
            let found = after.split_once('}').and_then(|(name, behind)| {
                let variable = variables?.get(name).filter(|variable| variable.is_object())?;
                Some((name, variable, behind))
            });
            let Some((name, variable, behind)) = found else {
                expanded.push('{');
                registrys.push('{');
                rest = after;
                continue;
            };
            rest = behind;
            if let Some(fixed) = scalar(variable, "value") {
                expanded.push_str(&fixed);
                registrys.push_str(&fixed);
                continue;
            }
            let mut input = Input::read(Role::Variable, name, variable);
            input.is_required |= parent.is_required;
            input.is_secret |= parent.is_secret;
            let value = self.ask(&input).pop()?;
            expanded.push_str(&value);
            registrys.push_str(if is_default(&input, &value) { &value } else { " " });
        }
        expanded.push_str(rest);
        registrys.push_str(rest);
        self.literal(&registrys);
        Some(expanded)
    }

    /// Returns a text of the registry, and records the variables that it would read.
    fn literal(&mut self, text: &str) -> String {
        for name in reference::names(text) {
            if !self.foreign_references.iter().any(|known| known == name) {
                self.foreign_references.push(name.to_owned());
            }
        }
        text.to_owned()
    }
}

/// Returns whether a value is a word of the registry.
fn is_default(input: &Input, value: &str) -> bool {
    input.default.as_deref() == Some(value)
}

/// What the variables of a template inherit from it.
#[derive(Clone, Copy)]
struct Parent {
    is_required: bool,
    is_secret: bool,
}

impl Parent {
    fn of(input: &Value) -> Self {
        Self { is_required: is_set(input, "isRequired"), is_secret: is_set(input, "isSecret") }
    }
}

/// Returns the name of a named argument, with its dashes.
fn argument_name(input: &Value) -> Option<&str> {
    let name = text(input, "name")?;
    let is_named = text(input, "type").map_or(name.starts_with('-'), |kind| kind == "named");
    is_named.then_some(name)
}

/// Returns whether a named argument never has a value.
fn is_switch(input: &Value) -> bool {
    let of_value = ["value", "default", "placeholder", "valueHint", "choices", "format"];
    !is_set(input, "isRequired")
        && !is_set(input, "isSecret")
        && of_value.iter().all(|key| member(input, key).is_none())
}

/// Returns whether a named argument is present or absent.
fn is_optional_switch(input: &Value) -> bool {
    let has_value =
        ["value", "valueHint", "choices"].iter().any(|key| member(input, key).is_some());
    !has_value && Input::read(Role::Argument, "", input).form == Form::Boolean
}

/// Returns the image with its registry and version; newer files have both in the identifier.
fn image(identifier: &str, version: Option<&str>, base: Option<&str>) -> String {
    let first = identifier.split('/').next().unwrap_or_default();
    let has_host = identifier.contains('/') && (first.contains(['.', ':']) || first == "localhost");
    let last = identifier.rsplit('/').next().unwrap_or_default();
    let host = base.filter(|_| !has_host).map(|base| {
        let base = base.split_once("://").map_or(base, |(_, host)| host);
        format!("{}/", base.trim_end_matches('/'))
    });
    let version = version.filter(|_| !last.contains([':', '@'])).map(|tag| format!(":{tag}"));
    format!("{}{identifier}{}", host.unwrap_or_default(), version.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::formats::server_json::inputs::answer_unattended;
    use crate::formats::server_json::ways::ways;

    /// Builds the entry of the first way without questions.
    fn built(server: &Value) -> Result<(Value, Vec<String>, Vec<String>), String> {
        let (ways, _) = ways(server);
        let mut notes = Vec::new();
        let built = build(server, ways[0], &mut |input| answer_unattended(input, &mut notes))?;
        Ok((built.entry.into(), built.foreign_references, notes))
    }

    #[track_caller]
    fn check(server: &Value, expected: &Value, expected_notes: &[&str]) {
        let (entry, foreign, notes) = built(server).unwrap();
        assert_eq!(entry, *expected);
        assert_eq!(
            (foreign, notes.iter().map(String::as_str).collect()),
            (vec![], expected_notes.to_vec())
        );
    }

    fn package(kind: &str, more: &Value) -> Value {
        let mut package = json!({"registryType": kind, "identifier": "x/srv", "version": "1.2"});
        package.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"name": "io.x/srv", "packages": [package]})
    }

    fn command_line(kind: &str, more: &Value) -> String {
        let (entry, ..) = built(&package(kind, more)).unwrap();
        let args = entry["args"].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
        let words: Vec<_> = [entry["command"].as_str().unwrap()].into_iter().chain(args).collect();
        words.join(" ")
    }

    #[test]
    fn each_type_of_package_has_its_command_line() {
        let arguments = json!({"packageArguments": [{"type": "positional", "value": "go"}]});
        let based = json!({"registryBaseUrl": "https://r.example/"});
        for (kind, plain, with_arguments, with_base) in [
            (
                "npm",
                "npx -y x/srv@1.2",
                "npx -y x/srv@1.2 go",
                "npx -y --registry https://r.example/ x/srv@1.2",
            ),
            (
                "pypi",
                "uvx x/srv@1.2",
                "uvx x/srv@1.2 go",
                "uvx --index-url https://r.example/ x/srv@1.2",
            ),
            (
                "oci",
                "docker run -i --rm x/srv:1.2",
                "docker run -i --rm x/srv:1.2 go",
                "docker run -i --rm r.example/x/srv:1.2",
            ),
            (
                "nuget",
                "dnx x/srv@1.2 --yes",
                "dnx x/srv@1.2 --yes -- go",
                "dnx x/srv@1.2 --yes --source https://r.example/",
            ),
        ] {
            assert_eq!(command_line(kind, &json!({})), plain);
            assert_eq!(command_line(kind, &arguments), with_arguments);
            assert_eq!(command_line(kind, &based), with_base);
        }
        let usual = json!({"registryBaseUrl": "https://registry.npmjs.org"});
        assert_eq!(command_line("npm", &usual), "npx -y x/srv@1.2");
        let yes = json!({"runtimeArguments": [{"type": "positional", "value": "--yes"}]});
        assert_eq!(command_line("npm", &yes), "npx --yes x/srv@1.2");
        let whole = json!({"identifier": "ghcr.io/x/srv:2", "version": "1", "registryBaseUrl": "https://docker.io"});
        assert_eq!(command_line("oci", &whole), "docker run -i --rm ghcr.io/x/srv:2");
        let usual = json!({"runtimeArguments": [
            {"type": "positional", "value": "run"}, {"type": "named", "name": "-i"},
            {"type": "named", "name": "--network", "value": "host"},
        ]});
        assert_eq!(command_line("oci", &usual), "docker run --rm -i --network host x/srv:1.2");
    }

    #[test]
    fn arguments_are_words_and_switches() {
        let more = json!({"packageArguments": [
            {"type": "positional", "valueHint": "folder", "default": "."},
            {"type": "named", "name": "--port", "default": 80},
            {"type": "named", "name": "--verbose"},
            {"type": "named", "name": "--cache", "format": "boolean", "default": true},
            {"type": "named", "name": "--debug", "format": "boolean"},
            {"type": "named", "name": "--mode", "format": "string"},
            {"type": "named", "name": "--key", "isSecret": true},
            {"type": "named", "name": "--url", "value": "https://{host}/{rest}", "variables": {"host": {"default": "a"}}},
        ]});
        let line =
            "npx -y x/srv@1.2 . --port 80 --verbose --cache --key ${KEY} --url https://a/{rest}";
        assert_eq!(command_line("npm", &more), line);
    }

    #[test]
    fn old_keys_in_snake_case_are_read() {
        let server = json!({"name": "io.x/srv", "packages": [{
            "registry_type": "oci", "identifier": "x/srv", "version": "1",
            "registry_base_url": "https://docker.io",
            "runtime_arguments": [{"type": "named", "name": "--network", "value": "none"}],
            "package_arguments": [{"type": "positional", "value_hint": "folder", "is_required": true}],
            "environment_variables": [
                {"name": "A", "value": "b"},
                {"name": "KEY", "is_secret": true, "description": "The key"},
                {"name": "OPTIONAL"},
            ],
        }]});
        check(
            &server,
            &json!({
                "type": "stdio", "command": "docker",
                "args": ["run", "-i", "--rm", "--network", "none", "-e", "A", "-e", "KEY", "x/srv:1", "${FOLDER}"],
                "env": {"A": "b", "KEY": "${KEY}"},
            }),
            &["set KEY: The key", "set FOLDER"],
        );
    }

    #[test]
    fn variables_of_docker_move_to_the_environment() {
        let more = json!({"runtimeArguments": [{
            "type": "named", "name": "-e", "value": "GH_TOKEN={token}", "isRequired": true,
            "variables": {"token": {"isSecret": true, "isRequired": true}},
        }, {
            "type": "named", "name": "--env", "value": "OPT={x}", "variables": {"x": {}},
        }]});
        let (entry, ..) = built(&package("oci", &more)).unwrap();
        assert_eq!(entry["args"], json!(["run", "-i", "--rm", "-e", "GH_TOKEN", "x/srv:1.2"]));
        assert_eq!(entry["env"], json!({"GH_TOKEN": "${TOKEN}"}));
    }

    #[test]
    fn a_remote_has_headers_and_variables() {
        let server = json!({"name": "io.x/srv", "description": "d", "remotes": [
            {"type": "sse", "url": "https://old.example/sse"},
            {"type": "streamable-http", "url": "https://{host}/{tenant}/mcp",
                "variables": {"host": {"default": "a.example"}, "tenant": {"description": "Yours"}},
                "headers": [
                    {"name": "X-Key", "isRequired": true},
                    {"name": "Authorization", "value": "Bearer {token}", "isSecret": true,
                        "variables": {"token": {}}},
                    {"name": "X-Note"},
                ]},
        ]});
        check(
            &server,
            &json!({
                "type": "streamable-http", "url": "https://a.example/${TENANT}/mcp",
                "headers": {"X-Key": "${X_KEY}", "Authorization": "Bearer ${TOKEN}"},
                "description": "d",
            }),
            &["set TENANT: Yours", "set X_KEY", "set TOKEN"],
        );
    }

    #[test]
    fn a_publisher_cannot_read_variables_of_the_hub() {
        let remote = |url: &str, headers: Value| {
            let server = json!({"name": "io.x/srv", "remotes": [{"url": url, "headers": headers}]});
            built(&server).unwrap().1
        };
        assert_eq!(remote("https://a/${AWS_KEY}", json!([])), ["AWS_KEY"]);
        assert_eq!(remote("https://a", json!([{"name": "X", "value": "$HOME"}])), ["HOME"]);
        assert_eq!(remote("https://a", json!([{"name": "X", "default": "${A}"}])), ["A"]);
        let split = json!([{"name": "X", "value": "${x}", "variables": {"x": {"value": "{B}"}}}]);
        assert_eq!(remote("https://a", split), ["B"]);
        let split =
            json!([{"name": "X", "value": "${x}", "variables": {"x": {"default": "HOME"}}}]);
        assert_eq!(remote("https://a", split), ["HOME"]);
        assert_eq!(remote("https://a", json!([{"name": "X", "isSecret": true}])), [""; 0]);
    }

    #[test]
    fn unusable_packages_are_refused() {
        let refusal = |more: &Value| built(&package("npm", more)).unwrap_err();
        assert_eq!(
            refusal(&json!({"identifier": "--call=x"})),
            "the package has the unusable word `--call=x`"
        );
        assert_eq!(refusal(&json!({"version": "1 2"})), "the package has the unusable word `1 2`");
        let server = json!({"packages": [
            {"registryType": "cargo", "identifier": "x"},
            {"registryType": "npm", "identifier": "x", "transport": {"type": "sse", "url": "http://a"}},
        ], "remotes": [{"type": "websocket", "url": "wss://a"}]});
        let (found, against) = ways(&server);
        assert_eq!(found, []);
        assert_eq!(
            against,
            [
                "remotes of type `websocket` are not supported",
                "package type `cargo` is not supported",
                "the npm package listens on sse; start it yourself and add its URL",
            ]
        );
    }
}
