//! The options that describe a server, under the names that other clients use, and the entry built
//! from them.

use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::input::answer_options::AnswerOptions;
use crate::cli::input::grammar;
use crate::cli::input::pairs::{environment, headers};
use crate::formats::spelling;
use crate::settings::model::filter;
use crate::settings::model::server::TransportKind;
use crate::settings::reference;

/// What is prompted for, and what to do without a terminal.
const CLIENT_SECRET: &str = "the OAuth client secret";
const CLIENT_SECRET_HINT: &str = "set MCP_CLIENT_SECRET, or pass `--client-secret=SECRET`";

/// Options that describe a server.
#[derive(Args, Clone, Debug)]
pub(crate) struct Options {
    /// The transport: stdio, http (streamable-http), sse, openapi; inferred if absent
    #[arg(short, long, alias = "type", value_name = "TRANSPORT")]
    transport: Option<String>,

    /// The server's URL; it may also be the second argument
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// The URL of an OpenAPI document; its operations become tools
    #[arg(long, value_name = "URL", conflicts_with_all = ["url", "transport"])]
    openapi: Option<String>,

    /// Set an environment variable NAME=VALUE (can be repeated)
    #[arg(short, long, value_name = "NAME=VALUE")]
    env: Vec<String>,

    /// Read environment variables from a file of NAME=VALUE lines
    #[arg(long, value_name = "FILE")]
    env_file: Vec<String>,

    /// Send a request header "Name: value" (can be repeated)
    #[arg(short = 'H', long, value_name = "NAME: VALUE")]
    header: Vec<String>,

    /// Send "Authorization: Bearer ${VAR}"
    #[arg(long, value_name = "VAR")]
    bearer_token_env_var: Option<String>,

    /// Request timeout in milliseconds
    #[arg(long, value_name = "MS")]
    timeout: Option<u64>,

    /// A description of the server
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,

    /// The only tools to show (comma-separated; `*` matches any text)
    #[arg(long, alias = "tools", value_name = "A,B", value_delimiter = ',')]
    include_tools: Vec<String>,

    /// Tools to hide (comma-separated; `*` matches any text)
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    exclude_tools: Vec<String>,

    /// Add it disabled
    #[arg(long)]
    disabled: bool,

    /// OAuth client id
    #[arg(long, alias = "oauth-client-id", value_name = "ID")]
    client_id: Option<String>,

    /// OAuth client secret; `-` reads it from standard input; without a value, it is read from
    /// `MCP_CLIENT_SECRET` or prompted for
    #[arg(long, value_name = "SECRET", num_args = 0..=1, require_equals = true,
          default_missing_value = "")]
    client_secret: Option<String>,

    /// OAuth client secret, as Codex names it
    #[arg(long, hide = true, value_name = "SECRET", conflicts_with = "client_secret")]
    oauth_client_secret: Option<String>,

    /// OAuth scopes (comma-separated)
    #[arg(long, alias = "oauth-scopes", value_name = "A,B", value_delimiter = ',')]
    scopes: Vec<String>,

    /// OAuth resource (RFC 8707)
    #[arg(long, value_name = "URL")]
    oauth_resource: Option<String>,

    /// The port on this machine that the browser returns to after a login
    #[arg(long, value_name = "PORT")]
    callback_port: Option<u16>,

    #[arg(long, hide = true, value_name = "HOW")]
    oauth_client_registration: Option<String>,

    #[arg(long, hide = true)]
    trust: bool,

    #[arg(long, hide = true)]
    auto_approve: bool,

    #[arg(long, hide = true, value_name = "TOOL")]
    approve_tool: Vec<String>,
}

impl Options {
    /// Returns the options of other clients that have no effect in a settings file, with reasons.
    pub(crate) fn ignored_options(&self) -> Vec<&'static str> {
        [
            (self.trust, "--trust: approval is up to the client"),
            (self.auto_approve, "--auto-approve: approval is up to the client"),
            (!self.approve_tool.is_empty(), "--approve-tool: approval is up to the client"),
            (
                self.oauth_client_registration.is_some(),
                "--oauth-client-registration: mcphub detects it",
            ),
        ]
        .into_iter()
        .filter_map(|(given, what)| given.then_some(what))
        .collect()
    }
}

impl Options {
    /// Returns the options as inputs of a bundle or a `server.json`.
    ///
    /// # Errors
    /// Fails if an option makes no sense for one.
    pub(crate) fn answers(&self) -> Result<AnswerOptions, Failure> {
        let foreign = [
            (self.transport.is_some(), "--transport"),
            (self.url.is_some(), "--url"),
            (self.openapi.is_some(), "--openapi"),
            (!self.env_file.is_empty(), "--env-file"),
            (self.bearer_token_env_var.is_some(), "--bearer-token-env-var"),
            (!self.include_tools.is_empty(), "--include-tools"),
            (!self.exclude_tools.is_empty(), "--exclude-tools"),
            (self.client_id.is_some(), "--client-id"),
            (self.client_secret.is_some(), "--client-secret"),
        ];
        if let Some((_, option)) = foreign.iter().find(|(is_given, _)| *is_given) {
            let message = format!("`{option}` cannot be combined with a bundle or a server.json");
            return Err(Failure::usage(message).hint("add it first, then use `mcphub set`"));
        }
        let (env, header) = (self.env.clone(), self.header.clone());
        Ok(AnswerOptions { env, header, ..AnswerOptions::default() })
    }

    /// Returns the fields of the entry that do not depend on the kind of server.
    pub(crate) fn more(&self) -> Vec<(&'static str, Value)> {
        let description = self.description.clone().map(|text| ("description", text.into()));
        let timeout = self.timeout.map(|it| ("options", json!({"timeout": it})));
        let enabled = self.disabled.then(|| ("enabled", false.into()));
        description.into_iter().chain(timeout).chain(enabled).collect()
    }
}

/// Builds the entry that the arguments describe.
pub(crate) fn entry(
    context: &mut Context,
    options: &Options,
    target: &[String],
) -> Result<Map<String, Value>, Failure> {
    let (url, command) = split_target(options, target)?;
    let word = options.openapi.as_ref().map(|_| "openapi").or(options.transport.as_deref());
    let unknown = |why| {
        Failure::usage(why).hint("transports are stdio, http (streamable-http), sse and openapi")
    };
    let named = word.map(spelling::transport_word).transpose().map_err(unknown)?;
    let mut entry = Map::new();
    match (url, command) {
        (Some(url), _) => {
            let kind = named.unwrap_or_else(|| TransportKind::of_url(&url).word());
            if kind == "stdio" {
                return Err(Failure::usage("the transport stdio needs a command, not a URL"));
            }
            entry.insert("type".into(), kind.into());
            if kind == "openapi" {
                entry.insert("openapi".into(), json!({ "url": url }));
            } else {
                entry.insert("url".into(), url.into());
            }
        }
        (None, Some((command, args))) => {
            if let Some(kind) = named.filter(|kind| *kind != "stdio") {
                let message = format!("the transport {kind} needs a URL, not a command");
                return Err(Failure::usage(message)
                    .hint("put `--` before the command if the option belongs to it"));
            }
            entry.insert("type".into(), "stdio".into());
            entry.insert("command".into(), command.into());
            if !args.is_empty() {
                entry.insert("args".into(), args.into());
            }
        }
        (None, None) => {
            return Err(Failure::usage("neither a URL nor a command was given")
                .hint("mcphub add NAME URL, or mcphub add NAME -- COMMAND ARGS"));
        }
    }
    describe(context, options, &mut entry)?;
    Ok(entry)
}

type Command = (String, Vec<String>);

/// Returns the URL or the command given by the arguments.
fn split_target(
    options: &Options,
    target: &[String],
) -> Result<(Option<String>, Option<Command>), Failure> {
    let url = match (options.url.as_ref().or(options.openapi.as_ref()), target) {
        (Some(_), [_, ..]) => {
            let option = if options.url.is_some() { "--url" } else { "--openapi" };
            let message = format!("{option} cannot be combined with another URL or a command");
            return Err(Failure::usage(message));
        }
        (Some(url), []) => Some(url.clone()),
        (None, [url]) if grammar::is_url(url.as_ref()) => Some(url.clone()),
        (None, [word]) if is_meant_as_url(word, options.transport.as_deref()) => Some(word.clone()),
        (None, [url, extra, ..]) if grammar::is_url(url.as_ref()) => {
            return Err(Failure::usage(format!("unexpected argument `{extra}` after the URL")));
        }
        _ => None,
    };
    if let [word, ..] = target
        && url.is_none()
    {
        reject_malformed_url(word)?;
    }
    if let Some(url) = &url {
        let scheme = url.split("://").next().unwrap_or_default();
        if scheme.starts_with("ws") {
            return Err(Failure::usage("WebSocket is not a transport of MCP"));
        }
        if !grammar::is_url(url.as_ref()) && !url.starts_with('$') {
            return Err(Failure::usage("a server's URL starts with http:// or https://"));
        }
    }
    let command = match target {
        [command, args @ ..] if url.is_none() => Some((command.clone(), args.to_vec())),
        _ => None,
    };
    Ok((url, command))
}

/// Returns whether a word that begins with a reference is meant as a URL: judged by the transport,
/// by its default value, or by the name of the variable.
fn is_meant_as_url(word: &str, transport: Option<&str>) -> bool {
    let names = reference::names(word);
    let Some(name) = names.first().filter(|_| word.starts_with('$')) else { return false };
    let words = ["URL", "URI", "ENDPOINT", "HOST", "ORIGIN"];
    transport.is_some_and(|word| !matches!(word, "stdio" | "local"))
        || word.contains(":-http")
        || words.iter().any(|end| name.to_uppercase().ends_with(end))
}

/// Rejects a malformed URL, which would otherwise be taken for a program.
fn reject_malformed_url(word: &str) -> Result<(), Failure> {
    if let Some((scheme, rest)) = word.split_once("://") {
        let plain = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
        if plain && !scheme.is_empty() {
            let why = if rest.is_empty() { "has no host" } else { "is neither http nor https" };
            return Err(Failure::usage(format!("the URL `{word}` {why}"))
                .hint("a server's URL starts with http:// or https://"));
        }
    }
    let (host, rest) = word.split_at(word.find(['/', ':']).unwrap_or(word.len()));
    let end = host.rsplit('.').next().unwrap_or_default();
    let is_host = host.contains('.')
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
        && end.len() >= 2
        && end.bytes().all(|b| b.is_ascii_alphabetic())
        && !host.starts_with('.');
    if is_host && !rest.is_empty() && !std::path::Path::new(word).exists() {
        return Err(Failure::usage(format!("`{word}` is not a program, and a URL needs a scheme"))
            .hint(format!("https://{word} is a URL, ./{word} a program")));
    }
    Ok(())
}

fn describe(
    context: &mut Context,
    options: &Options,
    entry: &mut Map<String, Value>,
) -> Result<(), Failure> {
    let env = environment(context, &options.env, &options.env_file)?;
    if !env.is_empty() {
        entry.insert("env".into(), Value::Object(env));
    }
    let mut headers = headers(&options.header)?;
    if let Some(variable) = &options.bearer_token_env_var {
        headers.insert("Authorization".into(), format!("Bearer ${{{variable}}}").into());
    }
    let is_command = entry.contains_key("command");
    if is_command && !headers.is_empty() {
        return Err(Failure::usage("headers are sent to URLs only")
            .hint("put `--` before the command if the option belongs to it"));
    }
    if !headers.is_empty() {
        entry.insert("headers".into(), Value::Object(headers));
    }
    let oauth = oauth(context, options)?;
    if !oauth.is_empty() {
        entry.insert("oauth".into(), Value::Object(oauth));
    }
    if let Some(description) = &options.description {
        entry.insert("description".into(), description.clone().into());
    }
    if let Some(milliseconds) = options.timeout {
        entry.insert("options".into(), json!({"timeout": milliseconds}));
    }
    let shown: Vec<&String> = options.include_tools.iter().filter(|t| !t.is_empty()).collect();
    if !options.include_tools.is_empty() && !shown.iter().any(|tool| *tool == "*") {
        entry.insert("allowedTools".into(), json!(shown));
    }
    let hidden = options.exclude_tools.iter().filter(|tool| !tool.is_empty());
    let (patterns, names): (Vec<&String>, Vec<&String>) =
        hidden.partition(|tool| filter::is_pattern(tool));
    if !patterns.is_empty() {
        entry.insert("excludedTools".into(), json!(patterns));
    }
    let tools: Map<String, Value> =
        names.into_iter().map(|tool| (tool.clone(), json!({"enabled": false}))).collect();
    if !tools.is_empty() {
        entry.insert("tools".into(), Value::Object(tools));
    }
    if options.disabled {
        entry.insert("enabled".into(), false.into());
    }
    Ok(())
}

fn oauth(context: &mut Context, options: &Options) -> Result<Map<String, Value>, Failure> {
    let mut oauth = Map::new();
    if let Some(id) = &options.client_id {
        oauth.insert("clientId".into(), id.clone().into());
    }
    let secret = match options.client_secret.as_deref().or(options.oauth_client_secret.as_deref()) {
        Some("-") if context.environment.stdin_is_terminal => {
            Some(context.prompt().secret(CLIENT_SECRET, CLIENT_SECRET_HINT)?)
        }
        Some("-") => Some(context.read_stdin()?.trim().to_owned()),
        Some("") => match context.environment.variable("MCP_CLIENT_SECRET") {
            Some(secret) => Some(secret.to_owned()),
            None => Some(context.prompt().secret(CLIENT_SECRET, CLIENT_SECRET_HINT)?),
        },
        secret => secret.map(str::to_owned),
    };
    if let Some(secret) = secret {
        oauth.insert("clientSecret".into(), secret.into());
    }
    if !options.scopes.is_empty() {
        oauth.insert("scopes".into(), options.scopes.clone().into());
    }
    if let Some(resource) = &options.oauth_resource {
        oauth.insert("resource".into(), resource.clone().into());
    }
    if let Some(port) = options.callback_port {
        oauth.insert("callbackPort".into(), port.into());
    }
    Ok(oauth)
}
