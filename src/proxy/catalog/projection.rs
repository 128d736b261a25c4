//! Rewrites a server's item for clients: exposed key and overridden description.

use crate::protocol::json;
use crate::protocol::splice::Splice;
use crate::proxy::inventory::items::{Item, ListKind};

/// Returns the item's bytes with the exposed key and the user's description.
pub(crate) fn project(item: &Item, exposed: &str, description: Option<&str>) -> Vec<u8> {
    let mut splice = Splice::new();
    if exposed != item.key {
        splice.replace(&item.key_span, json::quote(exposed));
    }
    if let Some(description) = description {
        let quoted = json::quote(description);
        if let Some(span) = json::get(&item.raw, &(0..item.raw.len()), "description") {
            splice.replace(&span, quoted);
        } else {
            let after = item.key_span.end;
            splice.replace(&(after..after), format!(",\"description\":{quoted}"));
        }
    }
    splice.apply(&item.raw)
}

/// Like [`project`], for the corrected text of an item.
pub(crate) fn project_text(
    kind: ListKind,
    raw: &str,
    exposed: &str,
    description: Option<&str>,
) -> Vec<u8> {
    let key_span = json::get(raw, &(0..raw.len()), kind.key());
    let key = key_span.and_then(|span| Some((json::string(raw, &span)?.into_owned(), span)));
    let Some((key, key_span)) = key else { return raw.as_bytes().to_vec() };
    project(&Item { raw: raw.to_owned(), key, key_span }, exposed, description)
}
