//! Selects lines of a text within a budget. Lines are taken by rank, and written in their original order
//! with a note wherever lines are omitted.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::proxy::result_compression::size::weigh;

/// The longest text that is split whole; of a longer one, only both ends are split.
const LOOKED_INTO: usize = 1 << 20;

/// The maximum weight of a note about omitted lines, with its line break.
const NOTE: usize = 36;

/// A shortened text.
pub(super) struct KeptText {
    /// The remaining text.
    pub(super) text: String,
    /// The number of omitted lines or items.
    pub(super) omitted: usize,
}

/// Lines up to this weight are not cut if the budget allows that.
const LINE: usize = 200;

/// The lines of a text; for a very long text, the lines at both ends.
pub(super) struct Lines<'a> {
    /// The lines, without line breaks.
    pub(super) all: Vec<&'a str>,
    /// The index before which lines are missing, and their number.
    hole: (usize, usize),
}

impl<'a> Lines<'a> {
    /// Splits a text.
    pub(super) fn split(text: &'a str) -> Self {
        if text.len() <= LOOKED_INTO {
            return Self { all: text.lines().collect(), hole: (0, 0) };
        }
        let (head, rest) = text.split_at(text.floor_char_boundary(LOOKED_INTO / 2));
        let (middle, tail) = rest.split_at(rest.ceil_char_boundary(rest.len() - LOOKED_INTO / 2));
        let mut all: Vec<&str> = head.lines().collect();
        let hole = (all.len(), memchr_iter(b'\n', middle.as_bytes()).count());
        all.extend(tail.lines());
        Self { all, hole }
    }

    /// Keeps lines in the order of `ranked` until the budget is used up.
    pub(super) fn keep(&self, budget: usize, ranked: Vec<usize>) -> KeptText {
        let mut left = budget.saturating_sub(NOTE);
        let whole = left.saturating_sub(NOTE + 1);
        // A few long lines share the budget; one of many lines gets an eighth at most.
        let longest = (whole / self.all.len().clamp(1, 8)).max(LINE).min(whole);
        let mut chosen = vec![false; self.all.len()];
        for at in ranked {
            let is_chosen = |at: Option<usize>| at.and_then(|at| chosen.get(at)) == Some(&true);
            let Some(line) = self.all.get(at).filter(|_| !is_chosen(Some(at))) else { continue };
            let joins = is_chosen(at.checked_sub(1)) || is_chosen(at.checked_add(1));
            let cost = weigh(&shorten(line, longest)) + 1 + if joins { 0 } else { NOTE };
            let Some(rest) = left.checked_sub(cost) else { continue };
            left = rest;
            chosen[at] = true;
        }
        self.render(&chosen, longest)
    }

    fn render(&self, chosen: &[bool], longest: usize) -> KeptText {
        let mut kept = KeptText { text: String::new(), omitted: 0 };
        let mut missing = 0;
        for (at, line) in self.all.iter().enumerate() {
            if self.hole.0 == at {
                missing += self.hole.1;
            }
            if chosen.get(at) != Some(&true) {
                missing += 1;
                continue;
            }
            kept.skip(std::mem::take(&mut missing));
            kept.push(&shorten(line, longest));
        }
        kept.skip(missing);
        kept
    }
}

impl KeptText {
    fn push(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }

    fn skip(&mut self, lines: usize) {
        self.omitted += lines;
        match lines {
            0 => {}
            1 => self.push("[... 1 line omitted]"),
            _ => self.push(&format!("[... {lines} lines omitted]")),
        }
    }
}

/// Returns the text if it weighs at most `longest`, or else its two ends; only the beginning if there is no
/// room for a note.
pub(super) fn shorten(text: &str, longest: usize) -> Cow<'_, str> {
    if weigh(text) <= longest {
        return Cow::Borrowed(text);
    }
    let Some(room) = longest.checked_sub(NOTE) else {
        let end = find_fit(text.char_indices().map(|(at, c)| (at + c.len_utf8(), c)), longest);
        return Cow::Borrowed(text.get(..end.unwrap_or(0)).unwrap_or_default());
    };
    let begins = find_fit(text.char_indices().map(|(at, c)| (at + c.len_utf8(), c)), room * 2 / 3);
    let ends = find_fit(text.char_indices().rev(), room / 3);
    let head = text.get(..begins.unwrap_or(0)).unwrap_or_default();
    let tail = text.get(ends.unwrap_or(text.len()).max(head.len())..).unwrap_or_default();
    let omitted = text.len() - head.len() - tail.len();
    let omitted = text.get(head.len()..head.len() + omitted).unwrap_or_default().chars().count();
    Cow::Owned(format!("{head}[... {omitted} characters omitted]{tail}"))
}

/// Returns the place after the last character that still fits into `room`.
fn find_fit(chars: impl Iterator<Item = (usize, char)>, mut room: usize) -> Option<usize> {
    let mut place = None;
    for (at, c) in chars {
        let Some(rest) = room.checked_sub(weigh(c.encode_utf8(&mut [0; 4]))) else { break };
        room = rest;
        place = Some(at);
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::result_compression::order;

    #[test]
    fn a_long_line_keeps_its_ends() {
        let line = format!("{}{}{}", "a".repeat(100), "-".repeat(100), "z".repeat(100));
        let kept = shorten(&line, 96);
        let wanted = format!("{}[... 240 characters omitted]{}", "a".repeat(40), "z".repeat(20));
        assert_eq!(kept, wanted);
        assert_eq!(shorten(&line, 300), line);
        assert_eq!(shorten("éééé", 9), "éé", "there is no room for a note");
    }

    #[test]
    fn notes_tell_how_many_lines_are_missing_also_in_the_middle_of_a_very_long_text() {
        let text = (0..400_000).map(|n| format!("line {n}\n")).collect::<Vec<_>>().concat();
        let lines = Lines::split(&text);
        let kept = lines.keep(400, order::rank_text(&lines.all));
        let shown: Vec<&str> = kept.text.lines().collect();
        let notes: Vec<&&str> = shown.iter().filter(|line| line.starts_with("[...")).collect();
        let lines = shown.len() - notes.len();
        assert_eq!(notes, [&&*format!("[... {} lines omitted]", kept.omitted)]);
        // A line is cut in two at each edge of what is looked into.
        assert!((400_000..=400_001).contains(&(lines + kept.omitted)), "{}", kept.text);
        assert!(weigh(&kept.text) <= 400, "{}", kept.text);
        assert_eq!((shown[0], shown[shown.len() - 1]), ("line 0", "line 399999"));
    }
}
