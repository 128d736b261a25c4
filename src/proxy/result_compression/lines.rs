//! Some lines of a text, within a budget: the most telling ones first, shown in their own order, with a
//! note where lines are left out.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::proxy::result_compression::size::weight;

/// A longer text is looked into at both ends.
const LOOKED_INTO: usize = 1 << 20;

/// What a note of lines that were left out weighs at most, with its line break.
const NOTE: usize = 48;

/// What is kept of a text.
pub(super) struct Kept {
    /// The text that remains.
    pub(super) text: String,
    /// How many parts of it were left out.
    pub(super) omitted: usize,
}

/// The lines of a text; of a very long one, those at both ends.
struct Lines<'a> {
    all: Vec<&'a str>,
    /// Before which line others are missing, and how many.
    hole: (usize, usize),
}

/// Keeps lines as `order` gives them, until they weigh `budget`.
pub(super) fn keep(text: &str, budget: usize, order: fn(&[&str]) -> Vec<usize>) -> Kept {
    let lines = Lines::of(text);
    let mut left = budget.saturating_sub(NOTE);
    // A few long lines share the budget; no line of many takes more than its eighth.
    let longest = left.saturating_sub(NOTE + 1) / lines.all.len().clamp(1, 8);
    let mut chosen = vec![false; lines.all.len()];
    for at in order(&lines.all) {
        let is_chosen = |at: Option<usize>| at.and_then(|at| chosen.get(at)) == Some(&true);
        let Some(line) = lines.all.get(at).filter(|_| !is_chosen(Some(at))) else { continue };
        let joins = is_chosen(at.checked_sub(1)) || is_chosen(at.checked_add(1));
        let cost = weight(&shortened(line, longest)) + 1 + if joins { 0 } else { NOTE };
        let Some(rest) = left.checked_sub(cost) else { break };
        left = rest;
        chosen[at] = true;
    }
    lines.render(&chosen, longest)
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
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

    fn render(&self, chosen: &[bool], longest: usize) -> Kept {
        let mut kept = Kept { text: String::new(), omitted: 0 };
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
            kept.push(&shortened(line, longest));
        }
        kept.skip(missing);
        kept
    }
}

impl Kept {
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

/// A text of at most that weight: of a longer one, its two ends.
pub(super) fn shortened(text: &str, longest: usize) -> Cow<'_, str> {
    if weight(text) <= longest {
        return Cow::Borrowed(text);
    }
    let room = longest.saturating_sub(NOTE);
    let begins = fitting(text.char_indices().map(|(at, c)| (at + c.len_utf8(), c)), room * 2 / 3);
    let ends = fitting(text.char_indices().rev(), room / 3);
    let head = text.get(..begins.unwrap_or(0)).unwrap_or_default();
    let tail = text.get(ends.unwrap_or(text.len()).max(head.len())..).unwrap_or_default();
    let omitted = text.len() - head.len() - tail.len();
    let omitted = text.get(head.len()..head.len() + omitted).unwrap_or_default().chars().count();
    let note = format!("{head}[... {omitted} characters omitted]{tail}");
    if weight(&note) <= longest { Cow::Owned(note) } else { Cow::Borrowed("") }
}

/// The last place that characters lead to which together weigh no more than `room`.
fn fitting(chars: impl Iterator<Item = (usize, char)>, mut room: usize) -> Option<usize> {
    let mut place = None;
    for (at, c) in chars {
        let Some(rest) = room.checked_sub(weight(c.encode_utf8(&mut [0; 4]))) else { break };
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
        let kept = shortened(&line, 108);
        let wanted = format!("{}[... 240 characters omitted]{}", "a".repeat(40), "z".repeat(20));
        assert_eq!(kept, wanted);
        assert_eq!(shortened(&line, 300), line);
        assert_eq!(shortened("ééééééééééééééééééééé", 4), "", "a note alone would be too long");
    }

    #[test]
    fn notes_tell_how_many_lines_are_missing_also_in_the_middle_of_a_very_long_text() {
        let text: String = (0..400_000).map(|n| format!("line {n}\n")).collect();
        let kept = keep(&text, 400, order::of_text);
        let shown: Vec<&str> = kept.text.lines().collect();
        let notes: Vec<&&str> = shown.iter().filter(|line| line.starts_with("[...")).collect();
        let lines = shown.len() - notes.len();
        assert_eq!(notes, [&&*format!("[... {} lines omitted]", kept.omitted)]);
        // A line is cut in two at each edge of what is looked into.
        assert!((400_000..=400_001).contains(&(lines + kept.omitted)), "{}", kept.text);
        assert!(weight(&kept.text) <= 400, "{}", kept.text);
        assert_eq!((shown[0], shown[shown.len() - 1]), ("line 0", "line 399999"));
    }
}
