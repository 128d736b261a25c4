//! Pages of our own lists, behind opaque cursors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;

use crate::protocol::{Era, RpcError};
use crate::proxy::catalog::rendered_list::RenderedList;
use crate::proxy::inventory::items::{CacheHint, ListKind};
use crate::proxy::limits;

/// Returns the response to a list request in parts; the items are the view's own bytes.
///
/// A cursor names the item before the page, so that it stays valid while other servers come and go.
///
/// # Errors
/// -32602 if the cursor is not ours or its item no longer exists.
pub(crate) fn page(
    kind: ListKind,
    list: &RenderedList,
    cursor: Option<&str>,
    era: Era,
    id: &str,
) -> Result<[Bytes; 3], RpcError> {
    let first = match cursor {
        None => 0,
        Some(cursor) => {
            index_after(kind, list, cursor).ok_or_else(|| RpcError::params("Invalid cursor"))?
        }
    };
    let page_end = (first + limits::PAGE_ITEMS).min(list.items.len());
    let start = match first.checked_sub(1).and_then(|before| list.items.get(before)) {
        Some((_, end)) => (end + 1).min(list.joined.len()),
        None => 0,
    };
    let end =
        page_end.checked_sub(1).and_then(|i| list.items.get(i)).map_or(start, |(_, end)| *end);
    let mut tail = String::from("]");
    if page_end < list.items.len()
        && let Some((key, _)) = page_end.checked_sub(1).and_then(|i| list.items.get(i))
    {
        tail = format!(r#"],"nextCursor":"{}""#, cursor_after(kind, key));
    }
    if era == Era::Modern {
        let hint = list.hint.unwrap_or(CacheHint { ttl_ms: 0, public: false });
        let scope = if hint.public { "public" } else { "private" };
        let ttl_ms = hint.ttl_ms;
        tail = format!(r#"{tail},"resultType":"complete","ttlMs":{ttl_ms},"cacheScope":"{scope}""#);
    }
    tail.push_str("}}");
    let head = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{"{}":["#, kind.member());
    Ok([Bytes::from(head), list.joined.slice(start..end.max(start)), Bytes::from(tail)])
}

fn cursor_after(kind: ListKind, key: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}\n{key}", kind.member()))
}

/// Returns the index after the item that `cursor` names.
fn index_after(kind: ListKind, list: &RenderedList, cursor: &str) -> Option<usize> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let key = text.strip_prefix(kind.member())?.strip_prefix('\n')?;
    list.items.iter().position(|(k, _)| k == key).map(|i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(n: usize) -> RenderedList {
        let mut text = String::new();
        let mut items = Vec::new();
        for i in 0..n {
            if i > 0 {
                text.push(',');
            }
            text = format!(r#"{text}{{"name":"t{i}"}}"#);
            items.push((format!("t{i}"), text.len()));
        }
        RenderedList { joined: Bytes::from(text), items, hint: None, digest: 0 }
    }

    fn text(parts: &[Bytes; 3]) -> String {
        parts.iter().map(|p| String::from_utf8_lossy(p).into_owned()).collect()
    }

    #[test]
    fn an_empty_list_has_one_page() {
        let parts = page(ListKind::Tools, &list(0), None, Era::Legacy, "1").unwrap();
        assert_eq!(text(&parts), r#"{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}"#);
    }

    #[test]
    fn pages_cover_every_item_once() {
        let list = list(2500);
        let (mut cursor, mut names) = (None::<String>, Vec::new());
        loop {
            let parts =
                page(ListKind::Tools, &list, cursor.as_deref(), Era::Modern, "\"x\"").unwrap();
            let value: serde_json::Value = serde_json::from_str(&text(&parts)).unwrap();
            let result = &value["result"];
            assert_eq!((&result["ttlMs"], &result["cacheScope"]), (&0.into(), &"private".into()));
            for tool in result["tools"].as_array().unwrap() {
                names.push(tool["name"].as_str().unwrap().to_owned());
            }
            match result["nextCursor"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break,
            }
        }
        assert_eq!(names, (0..2500).map(|i| format!("t{i}")).collect::<Vec<_>>());
    }

    #[test]
    fn foreign_cursors_are_rejected() {
        for cursor in ["", "x", "dG9vbHM", &cursor_after(ListKind::Prompts, "t1")] {
            let refused = page(ListKind::Tools, &list(3), Some(cursor), Era::Legacy, "1");
            assert_eq!(refused.unwrap_err().message, "Invalid cursor");
        }
    }
}
