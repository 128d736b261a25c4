//! Shortens JSON by omitting items of lists and members of objects. The kept values are not reformatted.

use serde::de::IgnoredAny;

use crate::protocol::json::{self, Span};
use crate::proxy::result_compression::lines::{KeptText, shorten};
use crate::proxy::result_compression::size::weigh;

/// The longest text that is parsed.
const LONGEST: usize = 4 << 20;

/// The depth below which values are copied unchanged.
const DEPTH_MAX: usize = 32;

/// The numbers of items per list to try, until the result fits.
const ITEMS: [usize; 9] = [usize::MAX, 64, 32, 16, 8, 5, 3, 2, 1];

/// Returns whether a text is a JSON object or list.
fn is_json(text: &str) -> bool {
    text.len() <= LONGEST
        && text.trim_start().starts_with(['{', '['])
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Keeps as many of the first items and members as fit into `budget`. Returns `None` if the text is not
/// JSON, or if even one item per list does not fit.
pub(super) fn keep(text: &str, budget: usize) -> Option<KeptText> {
    if !is_json(text) {
        return None;
    }
    ITEMS.into_iter().find_map(|items| {
        let kept = KeptText { text: String::new(), omitted: 0 };
        let mut writer = Writer { text, items, left: budget, kept };
        writer.write(&(0..text.len()), 0)?;
        Some(writer.kept)
    })
}

struct Writer<'a> {
    text: &'a str,
    /// The number of items to keep per list.
    items: usize,
    /// The remaining budget.
    left: usize,
    kept: KeptText,
}

impl Writer<'_> {
    /// Writes the value at `span`. Returns `None` once the budget is exceeded.
    fn write(&mut self, span: &Span, depth: usize) -> Option<()> {
        let text = self.text;
        let raw = text.get(span.clone())?.trim();
        match raw.as_bytes().first() {
            Some(b'[') if depth < DEPTH_MAX => {
                let all = json::elements(text, span);
                self.put("[")?;
                for (at, element) in all.iter().take(self.items).enumerate() {
                    self.put(if at == 0 { "" } else { "," })?;
                    self.write(element, depth + 1)?;
                }
                if let Some(more) = self.count_omitted(all.len(), self.items) {
                    self.put(&format!(",\"[... {more} more items]\""))?;
                }
                self.put("]")
            }
            Some(b'{') if depth < DEPTH_MAX => {
                let all = json::members(text, span);
                // Members differ from each other more often than items.
                let most = self.items.saturating_mul(4);
                self.put("{")?;
                for (at, member) in all.iter().take(most).enumerate() {
                    self.put(if at == 0 { "" } else { "," })?;
                    self.put(text.get(member.key.clone())?)?;
                    self.put(":")?;
                    self.write(&member.value, depth + 1)?;
                }
                if let Some(more) = self.count_omitted(all.len(), most) {
                    self.put(&format!(",\"[...]\":\"{more} more members\""))?;
                }
                self.put("}")
            }
            Some(b'"') => self.write_string(raw),
            _ => self.put(raw),
        }
    }

    fn write_string(&mut self, raw: &str) -> Option<()> {
        let longest = self.items.saturating_mul(64).saturating_add(128);
        if raw.len() <= longest {
            return self.put(raw);
        }
        match json::string(raw, &(0..raw.len())) {
            Some(said) => self.put(&json::quote(&shorten(&said, longest))),
            // A lone surrogate cannot be decoded: the string is copied unchanged.
            None => self.put(raw),
        }
    }

    /// Returns the number of omitted entries, if there are any, and adds it to the total.
    fn count_omitted(&mut self, all: usize, most: usize) -> Option<usize> {
        let more = all.checked_sub(most).filter(|more| *more > 0)?;
        self.kept.omitted += more;
        Some(more)
    }

    fn put(&mut self, raw: &str) -> Option<()> {
        self.left = self.left.checked_sub(weigh(raw))?;
        self.kept.text.push_str(raw);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_first_then_items_and_long_strings_and_numbers_stay_as_they_are() {
        let text = r#"{ "n": 1.50e400, "list": [ 1, 2, 3 ] }"#;
        let whole = keep(text, 100).unwrap();
        assert_eq!((&*whole.text, whole.omitted), (r#"{"n":1.50e400,"list":[1,2,3]}"#, 0));

        let long: Vec<String> = (0..100).map(|n| format!("item {n}")).collect();
        let text = serde_json::to_string_pretty(&long).unwrap();
        let kept = keep(&text, 80).unwrap();
        let wanted = r#"["item 0","item 1","item 2","item 3","item 4","[... 95 more items]"]"#;
        assert_eq!((&*kept.text, kept.omitted), (wanted, 95));

        let text = format!(r#"{{"text":"{}"}}"#, "\\u00e9".repeat(1000));
        let kept = keep(&text, 300).unwrap().text;
        let said: serde_json::Value = serde_json::from_str(&kept).unwrap();
        assert!(said["text"].as_str().unwrap().contains("characters omitted"), "{kept}");
    }

    #[test]
    fn what_is_no_json_or_fits_in_no_way_is_left_to_others() {
        assert!(keep("[1, 2", 100).is_none());
        assert!(keep("12", 100).is_none());
        assert!(keep(&format!("[{}]", "[".repeat(500) + &"]".repeat(500)), 10).is_none());
    }
}
