//! Commands that talk to a server without a running hub: they start a hub with that server alone
//! and stop it afterwards.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::cli::commands::get;
use crate::cli::context::Context;
use crate::cli::error::{Detail, Failure, Kind, did_you_mean};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::output::render;
use crate::proxy::Gateway;
use crate::proxy::in_process_client;
use crate::proxy::inventory::items::{Inventory, Item, ListKind};
use crate::proxy::inventory::repair::mended;
use crate::proxy::upstream::{State, Status};
use crate::settings::edit::Capability;
use crate::settings::model::server::Override;
use crate::settings::{Settings, name, validate, visible};

struct ConnectedServer<'a> {
    gateway: &'a Gateway,
    name: &'a str,
    inventory: Arc<Inventory>,
}

/// Prints the server's tools, prompts and resources.
pub(crate) fn inspect(
    context: &mut Context,
    server: &str,
    timeout_ms: u64,
) -> Result<Exit, Failure> {
    with_server(context, server, timeout_ms, async |context, live| {
        let inventory = &live.inventory;
        if context.global.json {
            context.ui.print_json(&as_json(live.name, inventory))?;
        } else {
            context.ui.print(&as_text(
                live.name,
                inventory,
                context.environment.stdout_is_terminal,
            ))?;
        }
        Ok(Exit::DONE)
    })
}

/// Calls one tool and prints its result.
pub(crate) fn call(
    context: &mut Context,
    server: &str,
    tool: &str,
    arguments: &Map<String, Value>,
    timeout_ms: u64,
) -> Result<Exit, Failure> {
    with_server(context, server, timeout_ms, async |context, live| {
        let tools = &live.inventory.list(ListKind::Tools).items;
        if !tools.iter().any(|item| item.key == tool) {
            let known = tools.iter().map(|item| item.key.as_str());
            let mut failure =
                Failure::new(Kind::Absent, format!("server `{server}` has no tool `{tool}`"));
            failure.hints.extend(did_you_mean(&name::near(tool, known)));
            return Err(failure);
        }
        let known = live.gateway.hub.catalog().describe(server, ListKind::Tools);
        if known.iter().any(|known| known.key == tool && !known.enabled) {
            let file = context.existing_settings()?.shown;
            let text = format!("tool `{tool}` of server `{server}` is disabled in {file}");
            let hint = format!("`mcphub tool enable {server} {tool}` enables it");
            return Err(Failure::new(Kind::Absent, text).hint(hint));
        }
        let params = json!({ "name": tool, "arguments": arguments }).to_string();
        let asked = in_process_client::ask(live.gateway, live.name, "tools/call", &params);
        let limit = Duration::from_millis(timeout_ms);
        let answer = tokio::time::timeout(limit, asked).await.map_err(|_| {
            Failure::new(
                Kind::Unreachable,
                format!("no response within {timeout_ms} ms; the tool may have run anyway"),
            )
        })?;
        let Ok(result) = answer.as_deref() else {
            let error: Value = parse(answer.as_ref().map_or_else(String::as_str, |_| "{}"));
            let said = error["message"].as_str().unwrap_or("an error without a message");
            let kind = match error["data"]["mcphub"]["kind"].as_str() {
                Some("needs_login") => Kind::NeedsLogin,
                Some(_) => Kind::Unreachable,
                None => Kind::ToolError,
            };
            let failure = Failure::new(kind, said);
            return Err(match kind {
                Kind::NeedsLogin => with_remedy(failure, live.gateway, server),
                _ => failure,
            });
        };
        let result: Value = parse(result);
        if context.global.json {
            context.ui.print_json(&result)?;
        } else {
            context.ui.print(&content(&result))?;
        }
        Ok(if result["isError"] == Value::Bool(true) { Exit::TOOL_ERROR } else { Exit::DONE })
    })
}

/// Lists the server's items together with their overrides.
pub(crate) fn list(context: &mut Context, kind: Capability, server: &str) -> Result<Exit, Failure> {
    let settings = settings_of(context, server)?;
    let rules = settings.server(server).map(|server| server.overrides.clone()).unwrap_or_default();
    let filter = rules.filter.clone();
    let (rules, lists): (_, &[ListKind]) = match kind {
        Capability::Tool => (rules.tools, &[ListKind::Tools]),
        Capability::Prompt => (rules.prompts, &[ListKind::Prompts]),
        Capability::Resource => (rules.resources, &[ListKind::Resources, ListKind::Templates]),
    };
    with_server(context, server, 60_000, async |context, live| {
        let items: Vec<&Item> = lists.iter().flat_map(|l| &live.inventory.list(*l).items).collect();
        let rule = |key: &str| -> Option<&Override> {
            let prefixed = format!("{server}{}{key}", settings.system.name_separator);
            rules.get(key).or_else(|| rules.get(&prefixed))
        };
        let mut rows = Vec::new();
        let mut json = Vec::new();
        for item in items {
            let rule = rule(&item.key);
            let prefixed = format!("{server}{}{}", settings.system.name_separator, item.key);
            let enabled = rule.is_none_or(|rule| rule.enabled)
                && (kind != Capability::Tool || filter.takes(&item.key, &[&prefixed]));
            let ours = rule.and_then(|rule| rule.description.clone());
            let upstream: Value = parse(&item.raw);
            let theirs = upstream["description"].as_str().map(str::to_owned);
            json.push(json!({
                "name": item.key, "enabled": enabled, "description": ours, "upstreamDescription": theirs,
            }));
            let state = if enabled { "enabled" } else { "disabled" };
            rows.push(vec![
                item.key.clone(),
                state.into(),
                ours.unwrap_or_default(),
                theirs.unwrap_or_default(),
            ]);
        }
        if context.global.json {
            let section = kind.section();
            context.ui.print_json(&json!({ "version": 1, "server": server, section: json }))?;
        } else {
            let head = ["name", "state", "description", "upstream's description"];
            let fit = context.environment.stdout_is_terminal;
            context.ui.print(&render::table(&head, rows, fit))?;
        }
        Ok(Exit::DONE)
    })
}

/// Starts `server`, even if it is disabled, runs `then` once it is connected, and stops it.
fn with_server(
    context: &mut Context,
    server: &str,
    timeout_ms: u64,
    then: impl AsyncFnOnce(&mut Context, ConnectedServer<'_>) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let settings = settings_of(context, server)?;
    let file = context.existing_settings()?.file;
    in_process::runtime()?.block_on(async {
        let gateway =
            in_process::start(&context.environment, &Arc::new(settings), Some(file.path()))?;
        let outcome = tokio::select! {
            outcome = async {
                let live = connect_server(context, &gateway, server, timeout_ms).await?;
                then(context, live).await
            } => outcome,
            () = wait_for_interrupt() => Err(Failure::new(Kind::Interrupted, "interrupted")),
        };
        gateway.shutdown().await;
        outcome
    })
}

/// Waits for Ctrl-C.
pub(crate) async fn wait_for_interrupt() {
    let _ = tokio::signal::ctrl_c().await;
}

async fn connect_server<'a>(
    context: &Context,
    gateway: &'a Gateway,
    server: &'a str,
    timeout_ms: u64,
) -> Result<ConnectedServer<'a>, Failure> {
    context.progress.begin(context.environment.stderr_is_terminal);
    context.progress.set_text(&format!("connecting to {server}"));
    let limit = Duration::from_millis(timeout_ms);
    let settled = tokio::time::timeout(limit, gateway.hub.wait_first_attempt(server)).await;
    context.progress.end();
    let status = gateway.hub.status(server);
    // The current state of the connection; for a failure, the reason without the time of the next
    // attempt.
    let doing = status.as_ref().and_then(Status::sentence).filter(|doing| !doing.is_empty());
    let state = status.map(|status| status.state);
    let inventory =
        gateway.hub.catalog().sources.iter().find_map(|source| source.inventory.clone());
    match (settled, state, inventory) {
        (_, Some(State::Ready), Some(inventory)) => {
            Ok(ConnectedServer { gateway, name: server, inventory })
        }
        (Err(_), _, _) => {
            let doing = doing.map(|doing| format!(": {doing}")).unwrap_or_default();
            let message =
                format!("server `{server}` did not respond within {timeout_ms} ms{doing}");
            Err(Failure::new(Kind::Unreachable, message).hint("increase the limit: `--timeout MS`"))
        }
        (_, Some(State::NeedsLogin(why)), _) => {
            let text = format!("server `{server}` needs a login: {why}");
            Err(with_remedy(Failure::new(Kind::NeedsLogin, text), gateway, server))
        }
        (_, state, _) => {
            let why = state
                .as_ref()
                .and_then(State::reason)
                .map(str::to_owned)
                .or(doing)
                .unwrap_or_else(|| "it did not start".to_owned());
            Err(Failure::new(
                Kind::Unreachable,
                format!("server `{server}` is not reachable: {why}"),
            ))
        }
    }
}

/// Names the command that logs in, if a login is possible.
fn with_remedy(failure: Failure, gateway: &Gateway, server: &str) -> Failure {
    let login = gateway.hub.login(server).filter(|login| login.takes_person());
    match login {
        Some(_) => failure.remedy(format!("mcphub login {server}")),
        None => failure,
    }
}

/// Returns the settings with that server alone, enabled.
pub(crate) fn settings_of(context: &mut Context, server: &str) -> Result<Settings, Failure> {
    let found = context.existing_settings()?;
    context.read_dotenv(found.file.path());
    let document = found.file.read()?;
    get::server(&document, server)?;
    let (mut settings, findings) = validate(&document);
    settings.servers.retain(|entry| entry.name == server);
    if let Some(entry) = settings.servers.first_mut() {
        entry.enabled = true;
        return Ok(settings);
    }
    let detail = Detail::Findings { file: found.shown, text: document.text().to_owned(), findings };
    let message = format!("the entry of server `{server}` cannot be used");
    Err(Failure::new(Kind::Failed, message).with(detail))
}

fn parse(raw: &str) -> Value {
    serde_json::from_str(raw).unwrap_or_default()
}

/// Returns the text of a tool result; content blocks of other types are printed as JSON.
fn content(result: &Value) -> String {
    let mut out = String::new();
    for block in result["content"].as_array().into_iter().flatten() {
        match block["text"].as_str().filter(|_| block["type"] == "text") {
            Some(text) => out.push_str(text),
            None => out.push_str(&block.to_string()),
        }
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
    if out.is_empty() {
        out = format!("{result:#}\n");
    }
    out
}

fn as_json(name: &str, inventory: &Inventory) -> Value {
    let server_info = &inventory.server_info;
    let raw = |raw: &Option<String>| raw.as_deref().map(parse);
    let list =
        |kind| -> Vec<Value> { inventory.list(kind).items.iter().map(|i| parse(&i.raw)).collect() };
    json!({
        "version": 1,
        "server": {
            "name": name,
            "protocolVersion": server_info.version,
            "serverInfo": raw(&server_info.implementation),
            "instructions": raw(&server_info.instructions),
            "capabilities": parse(&server_info.capabilities),
            "tools": list(ListKind::Tools),
            "prompts": list(ListKind::Prompts),
            "resources": list(ListKind::Resources),
            "resourceTemplates": list(ListKind::Templates),
            "notes": notes(inventory),
        },
    })
}

fn as_text(name: &str, inventory: &Inventory, fit: bool) -> String {
    let server_info = &inventory.server_info;
    let info: Value = parse(server_info.implementation.as_deref().unwrap_or("{}"));
    let word = |key: &str| info[key].as_str().unwrap_or("?").to_owned();
    let mut out =
        format!("{name}: {} {}, protocol {}", word("name"), word("version"), server_info.version);
    out = visible::one_line(&out).into_owned() + "\n";
    if let Some(instructions) = server_info.instructions.as_deref().map(parse) {
        out.extend([&*visible::lines(instructions.as_str().unwrap_or_default()), "\n"]);
    }
    for kind in ListKind::ALL {
        let items = &inventory.list(kind).items;
        if items.is_empty() {
            continue;
        }
        let rows = items.iter().map(|item| {
            let value: Value = parse(&item.raw);
            let text = value["description"].as_str().unwrap_or_default();
            vec![item.key.clone(), text.lines().next().unwrap_or_default().to_owned()]
        });
        let head = [heading(kind), "description"];
        out.extend(["\n", &render::table(&head, rows.collect(), fit)]);
    }
    for note in notes(inventory) {
        out.extend(["\nrepaired for clients: ", &visible::one_line(&note)]);
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Lists the repairs that are made to the server's items on endpoints of several servers.
fn notes(inventory: &Inventory) -> Vec<String> {
    let of = |kind: ListKind| {
        let items = inventory.list(kind).items.iter();
        let mended = items.filter_map(move |item| Some((item, mended(kind, &item.raw)?.notes)));
        mended.map(move |(item, notes)| {
            format!("{} `{}`: {}", heading(kind), item.key, notes.join("; "))
        })
    };
    ListKind::ALL.into_iter().flat_map(of).collect()
}

fn heading(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Tools => "tool",
        ListKind::Prompts => "prompt",
        ListKind::Resources => "resource",
        ListKind::Templates => "template",
    }
}
