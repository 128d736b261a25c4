//! One list as sent to clients: the bytes of its items, joined once per view.

use bytes::Bytes;

use crate::proxy::inventory::items::CacheHint;

/// One list as sent to clients: the items' bytes, joined by commas and built once.
#[derive(Clone, Debug, Default)]
pub(crate) struct RenderedList {
    /// The bytes of all items.
    pub(crate) joined: Bytes,
    /// For each item, its exposed key and the end of its bytes.
    pub(crate) items: Vec<(String, usize)>,
    /// The cache hint for clients.
    pub(crate) hint: Option<CacheHint>,
    /// Equal for lists with equal contents.
    pub(crate) digest: u64,
}

/// A list being built.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) text: Vec<u8>,
    /// The text for clients of the legacy era; set at the first item that differs.
    pub(super) legacy: Option<Rewritten>,
}

/// Another text of a list's items, with the end of each item.
#[derive(Default)]
pub(super) struct Rewritten {
    pub(super) text: Vec<u8>,
    pub(super) ends: Vec<usize>,
}

impl Draft {
    /// Appends an item to `list` and to its texts.
    pub(super) fn push(
        &mut self,
        list: &mut RenderedList,
        key: &str,
        modern: &[u8],
        legacy: Option<&[u8]>,
    ) {
        if legacy.is_some() && self.legacy.is_none() {
            let ends = list.items.iter().map(|(_, end)| *end).collect();
            self.legacy = Some(Rewritten { text: self.text.clone(), ends });
        }
        let add = |text: &mut Vec<u8>, item: &[u8]| {
            if !text.is_empty() {
                text.push(b',');
            }
            text.extend(item);
            text.len()
        };
        if let Some(rewritten) = &mut self.legacy {
            let end = add(&mut rewritten.text, legacy.unwrap_or(modern));
            rewritten.ends.push(end);
        }
        let end = add(&mut self.text, modern);
        list.items.push((key.to_owned(), end));
    }
}
