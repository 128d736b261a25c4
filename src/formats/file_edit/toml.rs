//! Edits of TOML: a table is appended as a block of lines, or a member is splice into an inline
//! table, and the same lines are taken out again. The spans are those of the parser.

use std::ops::Range;

use serde_json::Value;
use toml_edit::{Document, Item, Table, TableLike};

use crate::formats::file_edit::fault::Fault;
use crate::formats::file_edit::lines::{
    before_break, behind_break, line_end, line_start, newline, splice,
};
use crate::formats::file_edit::toml_value;
use crate::formats::shapes::codex;

pub(super) fn read(text: &str) -> Result<Value, Fault> {
    let document = parse(text)?;
    let members = document.as_table().iter();
    Ok(Value::Object(members.map(|(key, item)| (key.to_owned(), codex::json(item))).collect()))
}

fn parse(text: &str) -> Result<Document<&str>, Fault> {
    Document::parse(text).map_err(|error| {
        Fault::syntax(error.span().unwrap_or(0..0).start, error.message().to_owned())
    })
}

/// Inserts `[key.name]` at the end, or a member if `key` is an inline table.
pub(super) fn insert(text: &str, key: &str, name: &str, entry: &Value) -> Result<String, Fault> {
    let document = parse(text)?;
    if let Some(table) = document.get(key).and_then(Item::as_inline_table) {
        let places = places_of(table.iter().map(|(_, value)| value.span()))?;
        let pair = format!("{} = {}", quote(name), toml_value::inline(entry));
        return splice_into(text, table.span(), &places, &pair);
    }
    Ok(append(text, &block(key, name, entry)))
}

/// Inserts `[[key]]` at the end, or an element if `key` is an array.
pub(super) fn insert_item(text: &str, key: &str, item: &Value) -> Result<String, Fault> {
    let document = parse(text)?;
    if let Some(array) = document.get(key).and_then(Item::as_array) {
        let places = places_of(array.iter().map(toml_edit::Value::span))?;
        let element = toml_value::inline(item).to_string();
        return splice_into(text, array.span(), &places, &element);
    }
    let block = format!("[[{}]]\n{}", quote(key), toml_value::table(item));
    Ok(append(text, &block))
}

/// Replaces the lines of an entry.
pub(super) fn replace(text: &str, key: &str, name: &str, entry: &Value) -> Result<String, Fault> {
    let document = parse(text)?;
    let table = document.get(key).and_then(Item::as_table).and_then(|all| all.get(name));
    let Some(table) = table.and_then(Item::as_table).filter(|table| !table.is_dotted()) else {
        return Err(Fault::Layout("has no table of that name".into()));
    };
    let mut places = Vec::new();
    blocks_of_table(text, table, &mut places);
    let (Some(first), Some(last)) =
        (places.iter().map(|place| place.start).min(), places.iter().map(|place| place.end).max())
    else {
        return Err(Fault::Layout("has no table of that name".into()));
    };
    let lines = with_breaks(block(key, name, entry).trim_end(), newline(text));
    Ok(splice(text, first..last, &lines))
}

/// Removes an entry, in whichever notation it is.
pub(super) fn remove(text: &str, key: &str, name: &str) -> Result<String, Fault> {
    let document = parse(text)?;
    let missing = || Fault::Layout(format!("has no `{name}`"));
    let all = document.get(key).ok_or_else(missing)?;
    if let Some(table) = all.as_inline_table() {
        let members: Vec<_> = table.get_values();
        let spans = members
            .iter()
            .map(|(keys, value)| Some(keys.first()?.span()?.start..value.span()?.end));
        let at =
            members.iter().position(|(keys, _)| keys.first().is_some_and(|it| it.get() == name));
        return cut_from(text, &spans.collect::<Option<Vec<_>>>().ok_or_else(missing)?, at);
    }
    let table = all.as_table().ok_or_else(missing)?;
    let mut places = Vec::new();
    match table.get(name).ok_or_else(missing)? {
        Item::Table(inner) => blocks_of_table(text, inner, &mut places),
        item => {
            let start = table.key(name).and_then(toml_edit::Key::span).map(|span| span.start);
            places.extend(leaf(text, start, item));
        }
    }
    Ok(without_blocks(text, places))
}

/// Removes the element of that name from an array or from `[[key]]`.
pub(super) fn remove_item(text: &str, key: &str, name: &str) -> Result<String, Fault> {
    let document = parse(text)?;
    let missing = || Fault::Layout(format!("has no `{name}`"));
    let is_it = |table: &dyn TableLike| {
        table.get("name").and_then(Item::as_str).is_some_and(|known| known == name)
    };
    match document.get(key).ok_or_else(missing)? {
        Item::ArrayOfTables(tables) => {
            let table = tables.iter().find(|table| is_it(*table)).ok_or_else(missing)?;
            let mut places = Vec::new();
            blocks_of_table(text, table, &mut places);
            Ok(without_blocks(text, places))
        }
        Item::Value(toml_edit::Value::Array(array)) => {
            let at = array.iter().position(|one| one.as_inline_table().is_some_and(|it| is_it(it)));
            let spans = array.iter().map(toml_edit::Value::span).collect::<Option<Vec<_>>>();
            cut_from(text, &spans.ok_or_else(missing)?, at)
        }
        _ => Err(missing()),
    }
}

/// Returns the header and the lines of a table.
fn block(key: &str, name: &str, entry: &Value) -> String {
    format!("[{}.{}]\n{}", quote(key), quote(name), toml_value::table(entry))
}

/// Returns a key, quoted if it must be.
fn quote(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(bare) {
        return key.to_owned();
    }
    Value::from(key).to_string()
}

fn with_breaks(lines: &str, newline: &str) -> String {
    if newline == "\n" { lines.to_owned() } else { lines.replace('\n', newline) }
}

/// Appends a block after a blank line. A text without a final line break stays without one.
fn append(text: &str, block: &str) -> String {
    let newline = newline(text);
    let block = with_breaks(block.trim_end(), newline);
    if text.is_empty() {
        return format!("{block}{newline}");
    }
    if text.ends_with('\n') {
        return format!("{text}{newline}{block}{newline}");
    }
    format!("{text}{newline}{newline}{block}")
}

/// Returns the places of all elements.
fn places_of(
    spans: impl Iterator<Item = Option<Range<usize>>>,
) -> Result<Vec<Range<usize>>, Fault> {
    spans.collect::<Option<_>>().ok_or_else(without_place)
}

fn without_place() -> Fault {
    Fault::Layout("has an element without a place".into())
}

/// Inserts an element behind the last one between brackets.
fn splice_into(
    text: &str,
    container: Option<Range<usize>>,
    places: &[Range<usize>],
    new: &str,
) -> Result<String, Fault> {
    let container = container.ok_or_else(without_place)?;
    Ok(match places.last() {
        None => splice(text, container.start + 1..container.start + 1, new),
        Some(last) => splice(text, last.end..last.end, &format!(", {new}")),
    })
}

/// Removes the element at `at` between brackets, with one comma.
fn cut_from(text: &str, spans: &[Range<usize>], at: Option<usize>) -> Result<String, Fault> {
    let at = at.ok_or_else(|| Fault::Layout("has no such element".into()))?;
    let place = &spans[at];
    let place = match (at.checked_sub(1), spans.get(at + 1)) {
        (Some(before), _) => spans[before].end..place.end,
        (None, Some(next)) => place.start..next.start,
        (None, None) => place.clone(),
    };
    Ok(splice(text, place, ""))
}

/// Collects the lines of a table and of the tables in it.
fn blocks_of_table(text: &str, table: &Table, places: &mut Vec<Range<usize>>) {
    let header = table.span().filter(|span| !table.is_dotted() && !span.is_empty());
    let mut leaves = Vec::new();
    for (key, item) in table {
        match item {
            Item::Table(inner) => blocks_of_table(text, inner, places),
            Item::ArrayOfTables(all) => {
                all.iter().for_each(|inner| blocks_of_table(text, inner, places));
            }
            item => {
                let start = table.key(key).and_then(toml_edit::Key::span).map(|span| span.start);
                leaves.extend(leaf(text, start, item));
            }
        }
    }
    match header {
        Some(header) => {
            let end = leaves.iter().map(|place| place.end).max();
            let end = end.unwrap_or(0).max(line_end(text, header.end));
            places.push(line_start(text, header.start)..end);
        }
        None => places.extend(leaves),
    }
}

/// Returns the lines of a key and its value.
fn leaf(text: &str, start: Option<usize>, item: &Item) -> Option<Range<usize>> {
    let start = line_start(text, start?);
    Some(start..line_end(text, item.span()?.end))
}

/// Removes blocks of lines. The last one also takes the blank line before it, as it was appended;
/// any other the blank line behind it.
fn without_blocks(text: &str, mut places: Vec<Range<usize>>) -> String {
    places.sort_by_key(|place| std::cmp::Reverse(place.start));
    let mut text = text.to_owned();
    for place in places {
        let mut place = place;
        let ends_with_break = text.ends_with('\n');
        let is_last = text[place.end..].trim().is_empty();
        if is_last && behind_break(&text, place.end) == text.len() {
            place.end = text.len();
            place.start = before_blank(&text, place.start);
            if !ends_with_break {
                place.start = before_break(&text, place.start);
            }
        } else {
            place.end = behind_break(&text, place.end);
            if line_end(&text, place.end) == place.end {
                place.end = behind_break(&text, place.end);
            }
        }
        text.replace_range(place, "");
    }
    text
}

/// Returns the start of the blank line that ends at `at`, if there is one.
fn before_blank(text: &str, at: usize) -> usize {
    let line = before_break(text, at);
    if line != at && (line == 0 || text[..line].ends_with('\n')) { line } else { at }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_table_comes_and_goes_in_each_notation() {
        let entry = json!({"command": "x", "args": ["a b"], "env": {"K": "v"}});
        for text in [
            "",
            "model = \"x\"",
            "model = \"x\" # why\n",
            "# head\r\n[mcp_servers.a] # one\r\ncommand = \"y\"\r\n\r\n\r\n",
            "[mcp_servers]\na = {command = \"y\"}\n\n[other]\nb = 1\n",
            "mcp_servers = {}\n",
            "mcp_servers = { a = {command = \"y\"} }\n[other]\nb = 1",
            "mcp_servers.a.command = \"y\"\n",
            "[mcp_servers.a]\ncommand = \"\"\"\n[mcp_servers.x]\n\"\"\"\n[mcp_servers.a.env]\nK = 1\n",
        ] {
            let new = insert(text, "mcp_servers", "mc p", &entry).unwrap();
            assert_eq!(read(&new).unwrap()["mcp_servers"]["mc p"], entry, "{text}");
            assert_eq!(remove(&new, "mcp_servers", "mc p").unwrap(), text);
        }
    }

    #[test]
    fn an_entry_is_replaced_in_its_place() {
        let text = "[mcp_servers.a]\ncommand = \"x\"\n[mcp_servers.a.env]\nK = \"v\"\n\n# b\n[mcp_servers.b]\ncommand = \"y\"\n";
        let new = replace(text, "mcp_servers", "a", &json!({"url": "u"})).unwrap();
        assert_eq!(new, "[mcp_servers.a]\nurl = \"u\"\n\n# b\n[mcp_servers.b]\ncommand = \"y\"\n");
        let without = remove(text, "mcp_servers", "a").unwrap();
        assert_eq!(without, "# b\n[mcp_servers.b]\ncommand = \"y\"\n");
    }
}
