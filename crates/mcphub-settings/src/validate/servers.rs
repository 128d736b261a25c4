//! Reads `mcpServers`, and reports findings that the table of fields cannot express, about single
//! entries and about all of them together.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::filter::ToolFilter;
use crate::model::program_proxy::ProgramProxy;
use crate::model::secret::Secret;
use crate::model::server::{
    OpenApi, Override, Overrides, Remote, Server, Stdio, Timeouts, Transport, TransportKind,
};
use crate::name;
use crate::reference;
use crate::text::tree::{Item, Node};
use crate::validate::findings::Findings;
use crate::validate::literals::{check_references, check_secrets};
use crate::validate::read::{self, Members};
use crate::validate::url;

/// Programs that need arguments; such a command line in `command` is a mistake.
const LAUNCHERS: &[&str] = &[
    "npx", "npm", "pnpm", "yarn", "bunx", "bun", "node", "deno", "tsx", "uvx", "uv", "python",
    "python3", "pipx", "docker", "podman", "cargo", "go", "java", "sh", "bash", "cmd", "npx.cmd",
];

/// MCPHub's default ping interval.
const KEEP_ALIVE: Duration = Duration::from_mins(1);

/// MCPHub's default idle time for programs started on demand.
const IDLE_TIMEOUT: Duration = Duration::from_mins(5);

/// The `sessionMode` of a server with a new connection for each call.
const STATELESS: &str = "stateless";

/// Reads all servers; an entry with an error is omitted.
pub(super) fn read(servers: &Node, findings: &mut Findings) -> Vec<Server> {
    let read_one = |item: &Item| {
        let key = item.key.as_ref()?;
        let Value::Object(entry) = item.value.to_value() else { return None };
        let kind = check(item, &key.text, &entry, findings);
        let sound = findings.allow(&(item.start()..item.end()));
        let transport = transport(kind.filter(|_| sound)?, &entry);
        Some(server(key.text.clone(), transport, entry))
    };
    servers.items().iter().filter_map(read_one).collect()
}

/// Reports servers that are in each other's way.
pub(super) fn check_together(servers: &Node, separator: &str, findings: &mut Findings) {
    check_prefixes(servers, separator, findings);
    check_ids(servers, findings);
}

/// Reports servers with the same id.
fn check_ids(servers: &Node, findings: &mut Findings) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    for item in servers.items() {
        let (Some(key), Some(node)) = (&item.key, item.value.get("id")) else { continue };
        let Value::String(id) = node.to_value() else { continue };
        let Some(other) = seen.get(&id) else {
            seen.insert(id, key.text.as_str());
            continue;
        };
        let message = format!("server `{}` has the id `{id}`, and so has `{other}`", key.text);
        let found = Diagnostic::warning(Code::DuplicateServerId, node.place.clone(), message);
        findings.push(
            found.help("give each server its own id, or none: requests with this id are rejected"),
        );
    }
}

/// Reports servers with tools that may get the same exposed name.
fn check_prefixes(servers: &Node, separator: &str, findings: &mut Findings) {
    let keys = || servers.items().iter().filter_map(|item| item.key.as_ref());
    let names: HashSet<&str> = keys().map(|key| key.text.as_str()).collect();
    if separator.is_empty() {
        return;
    }
    for key in keys() {
        let prefixes = key.text.match_indices(separator).map(|(at, _)| &key.text[..at]);
        for prefix in prefixes.filter(|prefix| names.contains(prefix)) {
            let name = &key.text;
            let message = format!("tools of `{prefix}` and `{name}` can get the same exposed name");
            let found = Diagnostic::warning(Code::AmbiguousNames, key.place.clone(), message);
            findings.push(found.help("rename one, or set systemConfig.nameSeparator"));
        }
    }
}

fn check(
    item: &Item,
    name: &str,
    entry: &Members,
    findings: &mut Findings,
) -> Option<TransportKind> {
    let place = item.name_place();
    if name.trim().is_empty() {
        findings.error(Code::BadName, &place, "a server has an empty name");
    } else if let Err(why) = name::check(name) {
        findings.warn(Code::BadName, &place, format!("server `{}`: {why}", name.escape_debug()));
    }
    let kind = transport_kind(item, name, entry, findings)?;
    check_needs(kind, item, name, entry, findings);
    check_ignored(kind, item, name, entry, findings);
    check_command(item, name, entry, findings);
    check_urls(item, name, findings);
    check_references(item, name, findings);
    check_secrets(item, name, entry, findings);
    Some(kind)
}

fn transport_kind(
    item: &Item,
    name: &str,
    entry: &Members,
    findings: &mut Findings,
) -> Option<TransportKind> {
    let node = &item.value;
    let both =
        read::non_blank(entry, "command").is_some() && read::non_blank(entry, "url").is_some();
    if let Some(word) = entry.get("type").filter(|word| !word.is_null()) {
        let kind = TransportKind::of_word(word.as_str()?)?;
        let unused = if kind == TransportKind::Stdio { "url" } else { "command" };
        if both && let Some(key) = node.member(unused) {
            let message =
                format!("server `{name}` is {}, so its `{unused}` is unused", kind.word());
            let found = Diagnostic::warning(Code::TwoTransports, key.name_place(), message);
            findings.push(found.help(format!("remove `{unused}`, or change `type`")));
        }
        return Some(kind);
    }
    if both {
        let message = format!("server `{name}` has both `command` and `url`");
        let found = Diagnostic::error(Code::TwoTransports, item.name_place(), message);
        findings.push(found.help("remove one, or say which with `type`"));
        return None;
    }
    let Some(kind) = TransportKind::infer(entry) else {
        missing_transport(item, name, "needs `command`, `url` or `openapi`", findings);
        return None;
    };
    if let Some(url) = node.member("url").filter(|_| kind != TransportKind::OpenApi) {
        let message = format!("server `{name}` has a URL and no `type`");
        let found = Diagnostic::warning(Code::UntypedUrl, url.name_place(), message);
        findings.push(found.help(format!("add \"type\": \"{}\"", kind.word())));
    }
    Some(kind)
}

fn check_needs(
    kind: TransportKind,
    item: &Item,
    name: &str,
    entry: &Members,
    findings: &mut Findings,
) {
    let present = match kind {
        TransportKind::Stdio => read::non_blank(entry, "command").is_some(),
        TransportKind::Sse | TransportKind::StreamableHttp => entry.contains_key("url"),
        TransportKind::OpenApi => TransportKind::infer(entry) == Some(kind),
    };
    let need = match kind {
        _ if present => return,
        TransportKind::Stdio => "`command`",
        TransportKind::Sse | TransportKind::StreamableHttp => "`url`",
        TransportKind::OpenApi => "`openapi.url` or `openapi.schema`",
    };
    missing_transport(item, name, &format!("is {} and needs {need}", kind.word()), findings);
}

fn missing_transport(item: &Item, name: &str, why: &str, findings: &mut Findings) {
    let message = format!("server `{name}` {why}");
    let found = Diagnostic::error(Code::MissingTransport, item.name_place(), message);
    findings.push(found.help("a server is a program (`command`) or an endpoint (`url`)"));
}

fn check_ignored(
    kind: TransportKind,
    item: &Item,
    name: &str,
    entry: &Members,
    findings: &mut Findings,
) {
    let said = |key: &str| entry.get(key).is_some_and(|value| !is_empty(value));
    for key in kind.foreign_keys().iter().filter(|key| said(key)) {
        let place = item.value.member(key).map_or_else(|| item.name_place(), Item::name_place);
        if *key == "headers" {
            let message = format!("server `{name}` is a program and gets no headers");
            let found = Diagnostic::warning(Code::HeadersOnStdio, place, message);
            findings.push(found.help("pass secrets to a program in `env`"));
        } else if !matches!(*key, "url" | "command") {
            let message = format!("`{key}` has no effect on a server of type {}", kind.word());
            findings.warn(Code::IgnoredField, &place, message);
        }
    }
    if let Some(timeout) = item.value.member("timeout") {
        let message = format!("`timeout` of server `{name}` has no effect");
        let found = Diagnostic::warning(Code::IgnoredTimeout, timeout.name_place(), message);
        findings.push(found.help("write it as \"options\": { \"timeout\": milliseconds }"));
    }
}

fn check_command(item: &Item, name: &str, entry: &Members, findings: &mut Findings) {
    let Some(command) = read::text(entry, "command") else { return };
    let mut words = command.split_whitespace();
    let first = words.next().unwrap_or_default();
    if words.next().is_some()
        && LAUNCHERS.contains(&first)
        && let Some(node) = item.value.get("command")
    {
        let message = format!("`command` of server `{name}` is a command line, not a program");
        let found = Diagnostic::warning(Code::ShellLine, node.place.clone(), message);
        findings.push(found.help(format!("write \"{first}\", and move the rest to `args`")));
    }
}

fn check_urls(item: &Item, name: &str, findings: &mut Findings) {
    let own = item.value.get("url");
    let openapi = item.value.get("openapi").and_then(|openapi| openapi.get("url"));
    for node in [own, openapi].into_iter().flatten() {
        let Value::String(text) = node.to_value() else { continue };
        // A scheme or host that contains a variable can be checked only after expansion.
        let text = reference::respelt(text.trim(), |_| "$".to_owned());
        let known = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
        let authority = known.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('$') {
            continue;
        }
        let text = text.as_str();
        match url::host(text) {
            Err(why) => {
                findings.error(Code::BadUrl, &node.place, format!("the URL of `{name}` {why}"));
            }
            Ok(host) if text[..5].eq_ignore_ascii_case("http:") && !url::is_loopback(host) => {
                let message = format!("`{name}` is called over plain http");
                let found = Diagnostic::warning(Code::PlainHttp, node.place.clone(), message);
                findings.push(found.help("use https where the server offers it"));
            }
            Ok(_) => {}
        }
    }
}

fn server(name: String, transport: Transport, entry: Members) -> Server {
    let options = read::object(&entry, "options");
    let timeouts = Timeouts {
        request: options.and_then(|options| read::millis(options, "timeout")),
        reset_on_progress: options
            .and_then(|options| read::flag(options, "resetTimeoutOnProgress"))
            .unwrap_or(true),
        total: options.and_then(|options| read::millis(options, "maxTotalTimeout")),
    };
    let overrides = |key: &str| {
        let entries = read::object(&entry, key).into_iter().flatten();
        let read_one = |(name, value): (&String, &Value)| {
            let members = value.as_object()?;
            let enabled = read::flag(members, "enabled").unwrap_or(true);
            let description = read::text(members, "description");
            Some((name.clone(), Override { enabled, description }))
        };
        entries.filter_map(read_one).collect()
    };
    let is_program = matches!(transport, Transport::Stdio(_));
    let watch_paths = if is_program { read::texts(&entry, "watchPaths") } else { Vec::new() };
    Server {
        name,
        enabled: read::flag(&entry, "enabled").unwrap_or(true),
        description: read::text(&entry, "description"),
        transport,
        overrides: Overrides {
            tools: overrides("tools"),
            prompts: overrides("prompts"),
            resources: overrides("resources"),
            filter: ToolFilter::of(&entry),
        },
        timeouts,
        sharing: read::sharing(&entry),
        trusted: true,
        per_session_client: read::flag(&entry, "perSessionClient").unwrap_or(false),
        stateless: read::text(&entry, "sessionMode").as_deref() == Some(STATELESS),
        start_on_demand: read::flag(&entry, "startOnDemand").unwrap_or(false),
        idle_timeout: read::millis(&entry, "idleTimeoutMs").unwrap_or(IDLE_TIMEOUT),
        env_file: read::non_blank(&entry, "envFile"),
        watch_paths: watch_paths.into_iter().filter(|path| !path.trim().is_empty()).collect(),
        entry,
    }
}

fn transport(kind: TransportKind, entry: &Members) -> Transport {
    match kind {
        TransportKind::Stdio => Transport::Stdio(Stdio {
            command: read::text(entry, "command").unwrap_or_default().trim().to_owned(),
            args: read::texts(entry, "args"),
            env: read::secrets(entry, "env"),
            cwd: read::non_blank(entry, "cwd"),
            inherit_env: read::flag(entry, "inheritEnv").unwrap_or(false),
            proxy: read::object(entry, "proxy").and_then(ProgramProxy::of),
        }),
        TransportKind::Sse | TransportKind::StreamableHttp => {
            let pings = read::flag(entry, "enableKeepAlive").unwrap_or(false);
            let interval = read::millis(entry, "keepAliveInterval").unwrap_or(KEEP_ALIVE);
            let headers = read::secrets(entry, "headers");
            let says_who = headers.keys().any(|name| name.eq_ignore_ascii_case("authorization"));
            let token = read::non_blank(entry, "bearerToken").filter(|_| !says_who);
            Transport::Remote(Remote {
                kind,
                untyped: entry.get("type").is_none_or(Value::is_null),
                url: read::text(entry, "url").unwrap_or_default().trim().to_owned(),
                headers,
                bearer_token: token.map(Secret::new),
                passthrough_headers: read::texts(entry, "passthroughHeaders"),
                env: read::secrets(entry, "env"),
                keep_alive: pings.then_some(interval),
                oauth: read::object(entry, "oauth").cloned(),
            })
        }
        TransportKind::OpenApi => {
            let described = read::object(entry, "openapi").cloned().unwrap_or_default();
            let mut passthrough_headers = read::texts(entry, "passthroughHeaders");
            passthrough_headers.extend(read::texts(&described, "passthroughHeaders"));
            Transport::OpenApi(OpenApi {
                described,
                headers: read::secrets(entry, "headers"),
                passthrough_headers,
                env: read::secrets(entry, "env"),
            })
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}
