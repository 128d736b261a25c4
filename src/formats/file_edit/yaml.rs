//! Edits of YAML: lines are inserted behind the last sibling, in its indentation, and the same
//! lines are taken out again. In `{…}` and `[…]` an element is splice in as JSON, which is YAML.

use std::ops::Range;

use serde_json::Value;

use crate::formats::file_edit::fault::Fault;
use crate::formats::file_edit::lines::{
    before_break, behind_break, line_end, line_start, newline, splice,
};
use crate::formats::file_edit::yaml_text;
use crate::formats::file_edit::yaml_tree::{Kind, Node, tree};

/// Inserts `name` into the map at `key`.
pub(super) fn insert(text: &str, key: &str, name: &str, entry: &Value) -> Result<String, Fault> {
    let lines = yaml_text::member(name, entry);
    let flow = format!("{}: {entry}", Value::from(name));
    put(text, key, &lines, &flow)
}

/// Inserts an element into the list at `key`.
pub(super) fn insert_item(text: &str, key: &str, item: &Value) -> Result<String, Fault> {
    put(text, key, &yaml_text::element(item), &item.to_string())
}

/// Inserts `lines`, or `flow` between brackets, at the end of what `key` leads to.
fn put(text: &str, key: &str, lines: &[String], flow: &str) -> Result<String, Fault> {
    let deeper = |lines: &[String]| {
        let below = lines.iter().map(|line| format!("  {line}"));
        std::iter::once(format!("{key}:")).chain(below).collect::<Vec<_>>()
    };
    let Some(root) = tree(text)? else {
        return Ok(append(text, &deeper(lines)));
    };
    let Kind::Map { flow: is_flow, pairs } = &root.kind else {
        return Err(Fault::Layout("is not a map".into()));
    };
    let Some((found, all)) = root.pair(key) else {
        if *is_flow {
            let brackets = if lines.first().is_some_and(|line| line.starts_with("- ")) {
                format!("[{flow}]")
            } else {
                format!("{{{flow}}}")
            };
            let last = pairs.last().map(|(_, value)| value.end);
            let pair = format!("{}: {brackets}", Value::from(key));
            return Ok(splice_into(text, &root, last, &pair));
        }
        let column = pairs.first().map_or(0, |(key, _)| key.start - line_start(text, key.start));
        return Ok(insert_lines(text, root.end, column, &deeper(lines)));
    };
    let column_of = |at: usize| at - line_start(text, at);
    match &all.kind {
        Kind::Map { flow: true, pairs } => {
            let last = pairs.last().map(|(_, value)| value.end);
            Ok(splice_into(text, all, last, flow))
        }
        Kind::List { flow: true, items } => {
            Ok(splice_into(text, all, items.last().map(|item| item.end), flow))
        }
        Kind::Map { pairs, .. } => {
            let first = pairs.first().map_or(all.start, |(key, _)| key.start);
            Ok(insert_lines(text, all.end, column_of(first), lines))
        }
        Kind::List { items, .. } => {
            let first = items.first().map_or(all.start, |item| dash(text, item));
            Ok(insert_lines(text, all.end, column_of(first), lines))
        }
        _ if all.is_absent() => {
            let column = column_of(found.start) + 2;
            Ok(insert_lines(text, found.end, column, lines))
        }
        _ => Err(Fault::Layout(format!("has a `{key}` that is neither a map nor a list"))),
    }
}

/// Replaces the lines of an entry.
pub(super) fn replace(text: &str, key: &str, name: &str, entry: &Value) -> Result<String, Fault> {
    let missing = || Fault::Layout(format!("has no `{name}`"));
    let root = tree(text)?.ok_or_else(missing)?;
    let (_, all) = root.pair(key).ok_or_else(missing)?;
    let (found, old) = all.pair(name).ok_or_else(missing)?;
    if matches!(all.kind, Kind::Map { flow: true, .. }) {
        return Ok(splice(text, old.start..old.end, &entry.to_string()));
    }
    let column = found.start - line_start(text, found.start);
    let lines = indent_lines(&yaml_text::member(name, entry), column, newline(text));
    Ok(splice(text, lines_of(text, found.start, old.end.max(found.end)), &lines))
}

/// Removes an entry from a map or a list; with its key if `whole`.
pub(super) fn remove(text: &str, key: &str, name: &str, whole: bool) -> Result<String, Fault> {
    let missing = || Fault::Layout(format!("has no `{name}`"));
    let root = tree(text)?.ok_or_else(missing)?;
    if whole {
        return remove_pair(text, &root, key);
    }
    let (_, all) = root.pair(key).ok_or_else(missing)?;
    let Kind::List { flow, items } = &all.kind else {
        return remove_pair(text, all, name);
    };
    let is_it = |item: &Node| item.pair("name").is_some_and(|(_, value)| value.is_text(name));
    let at = items.iter().position(is_it).ok_or_else(missing)?;
    if *flow {
        let spans: Vec<_> = items.iter().map(|item| item.start..item.end).collect();
        return Ok(cut_from(text, &spans, at));
    }
    let item = &items[at];
    Ok(without_lines(text, lines_of(text, dash(text, item), item.end)))
}

fn remove_pair(text: &str, map: &Node, name: &str) -> Result<String, Fault> {
    let missing = || Fault::Layout(format!("has no `{name}`"));
    let Kind::Map { flow, pairs } = &map.kind else { return Err(missing()) };
    let at = pairs.iter().position(|(key, _)| key.is_text(name)).ok_or_else(missing)?;
    if *flow {
        let spans: Vec<_> = pairs.iter().map(|(key, value)| key.start..value.end).collect();
        return Ok(cut_from(text, &spans, at));
    }
    let (key, value) = &pairs[at];
    Ok(without_lines(text, lines_of(text, key.start, value.end.max(key.end))))
}

/// Returns the position of the dash before an item.
fn dash(text: &str, item: &Node) -> usize {
    text[..item.start].rfind('-').unwrap_or(item.start)
}

fn indent_lines(lines: &[String], column: usize, newline: &str) -> String {
    let indent = " ".repeat(column);
    let lines: Vec<_> = lines.iter().map(|line| format!("{indent}{line}")).collect();
    lines.join(newline)
}

/// Inserts lines behind the line with the byte before `end`.
fn insert_lines(text: &str, end: usize, column: usize, lines: &[String]) -> String {
    let newline = newline(text);
    let at = line_end(text, end);
    splice(text, at..at, &format!("{newline}{}", indent_lines(lines, column, newline)))
}

/// Appends lines to a text without content.
fn append(text: &str, lines: &[String]) -> String {
    let newline = newline(text);
    let lines = indent_lines(lines, 0, newline);
    let content = text.trim_end();
    if content.trim_start_matches('\u{feff}').is_empty() {
        return splice(text, content.len()..content.len(), &format!("{lines}{newline}"));
    }
    splice(text, content.len()..content.len(), &format!("{newline}{lines}"))
}

/// Inserts an element behind the last one between brackets.
fn splice_into(text: &str, container: &Node, last: Option<usize>, new: &str) -> String {
    match last {
        None => splice(text, container.start + 1..container.start + 1, new),
        Some(end) => splice(text, end..end, &format!(", {new}")),
    }
}

/// Removes the element at `at` between brackets, with one comma.
fn cut_from(text: &str, spans: &[Range<usize>], at: usize) -> String {
    let place = &spans[at];
    let place = match (at.checked_sub(1), spans.get(at + 1)) {
        (Some(before), _) => spans[before].end..place.end,
        (None, Some(next)) => place.start..next.start,
        (None, None) => place.clone(),
    };
    splice(text, place, "")
}

/// Returns the lines from the byte at `start` to the byte before `end`.
fn lines_of(text: &str, start: usize, end: usize) -> Range<usize> {
    line_start(text, start)..line_end(text, end)
}

/// Removes lines with the line break before them, or behind them if they are the first.
fn without_lines(text: &str, place: Range<usize>) -> String {
    let before = before_break(text, place.start);
    if before < place.start {
        return splice(text, before..place.end, "");
    }
    splice(text, place.start..behind_break(text, place.end), "")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::formats::file_edit::yaml_tree::read;

    #[test]
    fn an_entry_comes_and_goes_in_each_notation() {
        let entry =
            json!({"cmd": "x y", "args": ["-a", "b"], "envs": {"K": "no"}, "enabled": true});
        for text in [
            "",
            "# only a comment\n",
            "---\n",
            "model: x",
            "model: x # why\r\nother: y\r\n",
            "extensions:\n  a:\n    cmd: y # last\n# tail\nother: 1\n",
            "extensions:\n    a:\n        cmd: |\n            one\n            two\n\nother: 1\n",
            "other: 1\nextensions:\n",
            "extensions: {}\nother: 1\n",
            "extensions: { a: {cmd: y} }\n",
            "{\"extensions\": {}}\n",
        ] {
            let new = insert(text, "extensions", "mcphub", &entry).unwrap();
            assert_eq!(read(&new).unwrap()["extensions"]["mcphub"], entry, "{text}\n{new}");
            let whole = tree(text).unwrap().is_none_or(|root| root.pair("extensions").is_none());
            assert_eq!(remove(&new, "extensions", "mcphub", whole).unwrap(), text);
        }
    }

    #[test]
    fn an_item_comes_and_goes_in_each_notation() {
        let item = json!({"name": "mcphub", "url": "http://127.0.0.1:3000/mcp"});
        for text in [
            "name: x\nversion: 1\n",
            "mcpServers:\n  - name: a\n    command: y\n# tail\nrules: []\n",
            "mcpServers:\n- name: a\n  command: y\n",
            "mcpServers: []\n",
        ] {
            let new = insert_item(text, "mcpServers", &item).unwrap();
            let all = read(&new).unwrap();
            assert_eq!(all["mcpServers"].as_array().unwrap().last(), Some(&item), "{new}");
            let whole = tree(text).unwrap().is_none_or(|root| root.pair("mcpServers").is_none());
            assert_eq!(remove(&new, "mcpServers", "mcphub", whole).unwrap(), text);
        }
    }

    #[test]
    fn an_entry_is_replaced_in_its_place() {
        let text = "extensions:\n  a:\n    cmd: y # gone\n  b: {cmd: z}\n";
        let new = replace(text, "extensions", "a", &json!({"uri": "u"})).unwrap();
        assert_eq!(new, "extensions:\n  a:\n    uri: u\n  b: {cmd: z}\n");
    }
}
