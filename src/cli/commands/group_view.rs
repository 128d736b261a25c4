//! `group list` and `group show`: print groups.

use serde_json::{Map, Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind, did_you_mean};
use crate::cli::output::render;
use crate::settings::{Document, name};

pub(super) fn list(context: &mut Context) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    let groups = groups(&document);
    if context.global.json {
        return context.ui.print_json(&json!({"version": 1, "groups": groups}));
    }
    if groups.is_empty() {
        context.ui.success(&format!("No groups in {}", found.shown));
        return Ok(());
    }
    let rows = groups.iter().map(|group| {
        let members = group.get("servers").and_then(Value::as_array);
        let members: Vec<_> = members.into_iter().flatten().map(short).collect();
        vec![text(group, "name").into(), members.join(", "), text(group, "description").into()]
    });
    let fit = context.environment.stdout_is_terminal;
    let table = render::table(&["name", "servers", "description"], rows.collect(), fit);
    context.ui.print(&table)
}

/// Formats `github`, or `github (2 tools)` if only some are selected.
fn short(member: &Value) -> String {
    if let Some(name) = member.as_str() {
        return name.to_owned();
    }
    let name = member.get("name").and_then(Value::as_str).unwrap_or("?");
    let chosen: Vec<_> = [("tools", "tool"), ("prompts", "prompt"), ("resources", "resource")]
        .iter()
        .filter_map(|(key, noun)| Some(render::count(member.get(key)?.as_array()?.len(), noun)))
        .collect();
    if chosen.is_empty() { name.to_owned() } else { format!("{name} ({})", chosen.join(", ")) }
}

pub(super) fn show(context: &mut Context, wanted: &str) -> Result<(), Failure> {
    let found = context.existing_settings()?;
    let document = found.file.read()?;
    let groups = groups(&document);
    let by = |key: &str| groups.iter().find(|group| text(group, key) == wanted);
    let group = by("name").or_else(|| by("id")).ok_or_else(|| {
        let near = name::near(wanted, groups.iter().map(|group| text(group, "name")));
        let mut failure = Failure::new(Kind::Absent, format!("no group `{wanted}`"));
        failure.hints.extend(did_you_mean(&near));
        failure
    })?;
    if context.global.json {
        return context.ui.print_json(&json!({"version": 1, "group": group}));
    }
    let mut lines = String::new();
    for key in ["name", "id", "description", "owner", "visibility"] {
        if !text(group, key).is_empty() {
            lines.extend([&format!("{key:13}"), text(group, key), "\n"]);
        }
    }
    let all = Value::from("all");
    let members = group.get("servers").and_then(Value::as_array).into_iter().flatten();
    let rows = members.map(|member| {
        let name = member.as_str().or_else(|| member.get("name")?.as_str()).unwrap_or("?");
        let mut row = vec![name.to_owned()];
        row.extend(
            ["tools", "prompts", "resources"].map(|key| chosen(member.get(key).unwrap_or(&all))),
        );
        let excluded = member.get("excludedTools").and_then(Value::as_array);
        if let Some(excluded) = excluded.filter(|names| !names.is_empty()) {
            let names: Vec<_> = excluded.iter().filter_map(Value::as_str).collect();
            row[1] = format!("{} but {}", row[1], names.join(", "));
        }
        row
    });
    let fit = context.environment.stdout_is_terminal;
    let head = ["server", "tools", "prompts", "resources"];
    let table = render::table(&head, rows.collect(), fit);
    context.ui.print(&format!("{lines}\n{table}"))
}

fn chosen(selector: &Value) -> String {
    match selector.as_array() {
        Some(names) if names.is_empty() => "none".into(),
        Some(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        None => "all".into(),
    }
}

pub(super) fn groups(document: &Document) -> Vec<&Map<String, Value>> {
    let groups = document.value().get("groups").and_then(Value::as_array);
    groups.into_iter().flatten().filter_map(Value::as_object).collect()
}

pub(super) fn text<'a>(group: &'a Map<String, Value>, key: &str) -> &'a str {
    group.get(key).and_then(Value::as_str).unwrap_or_default()
}
