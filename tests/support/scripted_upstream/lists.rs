//! The lists of tools, prompts, resources and templates, as exact JSON texts, in pages.

use serde_json::Value;

use crate::server::Server;

/// The tools, each as a name, a description and the properties of its arguments.
const TOOLS: [(&str, &str, &str); 34] = [
    ("echo", "Answers with `text`", r#"{"text":{"type":"string"}}"#),
    (
        "raw",
        "Answers with exactly the result in `json`, or the whole `response`, after the notifications in `before`",
        r#"{"json":{"type":"string"},"response":{"type":"string"},"before":{"type":"array"}}"#,
    ),
    ("mirror", "Answers with the exact text of the request", "{}"),
    ("headers", "Answers with the HTTP headers of the request", "{}"),
    ("capabilities", "Answers with the client's capabilities", "{}"),
    ("task", "Answers later, where the client can have a task", "{}"),
    ("mark", "Makes `region` want a header, and says nothing of it", "{}"),
    ("break_off", "Breaks its answer off; it is there for who asks for the rest after 20 ms", "{}"),
    ("break_standing", "Ends every standing stream; it may be opened again after 20 ms", "{}"),
    ("standings", "Answers with the events after which standing streams were opened", "{}"),
    ("client", "Answers with what a legacy client says it is", "{}"),
    (
        "say_after",
        "Sends a notification once this has been answered; `params` is its exact JSON",
        r#"{"method":{"type":"string"},"params":{"type":"string"}}"#,
    ),
    (
        "ask_after",
        "Asks the client once this has been answered; `params` is the exact JSON to ask with",
        r#"{"method":{"type":"string"},"params":{"type":"string"}}"#,
    ),
    ("answered", "Answers with what clients answered outside of calls", "{}"),
    (
        "error",
        "Fails with a JSON-RPC error",
        r#"{"code":{"type":"integer"},"message":{"type":"string"},"data":{"type":"string"}}"#,
    ),
    ("fail", "Answers with a tool error", r#"{"text":{"type":"string"}}"#),
    ("hold", "Answers once `release` was called with the same key", r#"{"key":{"type":"string"}}"#),
    ("release", "Lets `hold` answer", r#"{"key":{"type":"string"}}"#),
    ("held", "Answers with the keys held, and those cancelled", "{}"),
    (
        "ask",
        "Asks the client; `params` is the exact JSON to ask with",
        r#"{"method":{"type":"string"},"params":{"type":"string"},"standing":{"type":"boolean"}}"#,
    ),
    ("progress", "Reports progress `steps` times", r#"{"steps":{"type":"integer"}}"#),
    ("log", "Sends a log message", r#"{"level":{"type":"string"},"text":{"type":"string"}}"#),
    ("noise", "Writes `lines` to standard output", r#"{"lines":{"type":"array"}}"#),
    ("flood", "Writes `bytes` to standard error", r#"{"bytes":{"type":"integer"}}"#),
    ("big", "Answers with `bytes` of text", r#"{"bytes":{"type":"integer"}}"#),
    ("die", "Ends the process without an answer", "{}"),
    ("fork", "Starts a shell with a sleeping child", "{}"),
    ("pid", "Answers with the process id", "{}"),
    ("environment", "Answers with the process's environment", "{}"),
    ("change_tools", "Adds or removes a tool, or sets the `items` of `list`, and says so", "{}"),
    ("change_prompts", "The same with a prompt", "{}"),
    ("change_resources", "The same with a resource", "{}"),
    ("update_resource", "Says that a resource changed", r#"{"uri":{"type":"string"}}"#),
    ("forget_sessions", "Ends every HTTP session", "{}"),
];

/// Returns the current tools.
pub(crate) fn tools(server: &Server) -> Vec<String> {
    let tool = |(name, description, properties): (&str, &str, &str)| {
        format!(
            r#"{{"name":"{name}","description":"{description}","inputSchema":{{"type":"object","properties":{properties}}}}}"#
        )
    };
    let mut tools: Vec<_> = TOOLS.into_iter().map(tool).collect();
    let mark = if server.changes().marked { r#","x-mcp-header":"Region""# } else { "" };
    let region = format!(r#"{{"region":{{"type":"string"{mark}}}}}"#);
    tools.push(tool(("region", "Answers with the header that repeats its argument", &region)));
    tools.extend((0..server.script.tools).map(|n| tool((&format!("extra_{n:03}"), "Extra", "{}"))));
    tools.extend(server.script.list_tool.iter().cloned());
    if server.changes().lists.contains("tools") {
        tools.push(tool(("added", "Comes and goes", "{}")));
    }
    tools.extend(put_there(server, "tools"));
    tools
}

/// Returns the tools for a client with these capabilities: the experimental capability `more-tools`
/// adds one.
pub(crate) fn tools_for(server: &Server, capabilities: &Value) -> Vec<String> {
    let mut tools = tools(server);
    if capabilities["experimental"].get("more-tools").is_some() {
        tools.push(r#"{"name":"for_the_able","inputSchema":{"type":"object"}}"#.to_owned());
    }
    tools
}

/// Returns the current prompts.
pub(crate) fn prompts(server: &Server) -> Vec<String> {
    let mut prompts = vec![
        r#"{"name":"plain","description":"Has no arguments"}"#.to_owned(),
        r#"{"name":"filled","description":"Has one","arguments":[{"name":"word","required":true}]}"#
            .to_owned(),
    ];
    if server.changes().lists.contains("prompts") {
        prompts.push(r#"{"name":"added"}"#.to_owned());
    }
    prompts.extend(put_there(server, "prompts"));
    prompts
}

/// Returns the current resources. Their URIs contain the server's name, except for one that every
/// scripted server has.
pub(crate) fn resources(server: &Server) -> Vec<String> {
    let name = &server.script.name;
    let mut resources = vec![
        format!(r#"{{"uri":"test://{name}/one","name":"one","mimeType":"text/plain"}}"#),
        format!(r#"{{"uri":"test://{name}/two","name":"two","mimeType":"text/plain"}}"#),
        r#"{"uri":"test://shared","name":"shared","mimeType":"text/plain"}"#.to_owned(),
    ];
    if server.changes().lists.contains("resources") {
        resources.push(format!(r#"{{"uri":"test://{name}/added","name":"added"}}"#));
    }
    resources.extend(put_there(server, "resources"));
    resources
}

/// Returns the resource templates.
pub(crate) fn templates(server: &Server) -> Vec<String> {
    let name = &server.script.name;
    let item = format!(r#"{{"uriTemplate":"test://{name}/item/{{id}}","name":"item"}}"#);
    [vec![item], put_there(server, "resourceTemplates")].concat()
}

/// Returns the items that calls have added to a list.
fn put_there(server: &Server, list: &str) -> Vec<String> {
    server.changes().items.get(list).cloned().unwrap_or_default()
}

/// Returns the page of a list that `cursor` selects, or `None` if the cursor is unknown.
pub(crate) fn page(
    server: &Server,
    key: &str,
    items: &[String],
    cursor: Option<&str>,
    more: &str,
) -> Option<String> {
    let size = server.script.page.unwrap_or(usize::MAX);
    let at = cursor.map_or(Some(0), |cursor| cursor.strip_prefix("at:")?.parse().ok())?;
    let rest = items.get(at..)?;
    let shown = &rest[..rest.len().min(size)];
    let next = if shown.len() < rest.len() {
        format!(r#","nextCursor":"at:{}""#, at + size)
    } else {
        String::new()
    };
    Some(format!(r#"{{"{key}":[{}]{next}{more}}}"#, shown.join(",")))
}
