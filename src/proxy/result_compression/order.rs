//! Ranks the lines of a text by how useful they are.

use std::collections::{HashMap, HashSet};

/// Ranks the lines of any text from both ends: two lines at the beginning for each one at the end.
pub(super) fn rank_text(lines: &[&str]) -> Vec<usize> {
    let (mut first, mut behind) = (0, lines.len());
    let mut order = Vec::with_capacity(lines.len());
    while first < behind {
        if order.len() % 3 == 1 {
            behind -= 1;
            order.push(behind);
        } else {
            order.push(first);
            first += 1;
        }
    }
    order
}

/// Ranks the lines of a log: the last lines, each kind of error and then of warning once, the lines
/// around them, and then the rest as in any text.
pub(super) fn rank_log(lines: &[&str]) -> Vec<usize> {
    /// The number of last lines: they contain the outcome.
    const LAST: usize = 10;
    let mut seen = HashSet::new();
    let mut faults: Vec<(bool, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(fault) = find_fault(line)
            && seen.insert(normalize_line(line))
        {
            faults.push((fault == Fault::Warning, at));
        }
    }
    faults.sort_unstable();
    let around = |at: usize| [at.wrapping_sub(1), at + 1, at + 2, at + 3];
    let mut order: Vec<usize> = (lines.len().saturating_sub(LAST)..lines.len()).rev().collect();
    order.extend(faults.iter().map(|(_, at)| *at));
    order.extend(faults.iter().flat_map(|(_, at)| around(*at)));
    order.extend(rank_text(lines));
    order
}

/// Ranks matches of a search: the first match of each file, then the second of each. Lines without a
/// match count as one file.
pub(super) fn rank_search(lines: &[&str]) -> Vec<usize> {
    let mut found: HashMap<&str, usize> = HashMap::new();
    let mut ranked = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let count = found.entry(parse_match_file(line).unwrap_or("")).or_default();
        *count += 1;
        ranked.push((*count, at));
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, at)| at).collect()
}

/// Ranks the lines of a diff: headers, then changed lines, then context.
pub(super) fn rank_diff(lines: &[&str]) -> Vec<usize> {
    const HEADERS: [&str; 10] = [
        "diff ",
        "index ",
        "--- ",
        "+++ ",
        "@@",
        "Binary ",
        "new file",
        "deleted ",
        "rename ",
        "similarity ",
    ];
    let rank = |line: &str| match line.as_bytes().first() {
        _ if HEADERS.iter().any(|header| line.starts_with(header)) => 0,
        Some(b'+' | b'-') => 1,
        _ => 2,
    };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|at| lines.get(*at).map(|line| rank(line)));
    order
}

/// Returns whether a line begins a section of a diff.
pub(super) fn begins_diff(line: &str) -> bool {
    ["diff --git ", "diff --cc ", "--- a/", "@@ -"].iter().any(|start| line.starts_with(start))
}

/// The severity of a line in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// An error.
    Error,
    /// A warning.
    Warning,
}

/// Returns the severity of a line, by its words.
pub(super) fn find_fault(line: &str) -> Option<Fault> {
    const ERRORS: [&str; 11] = [
        "err",
        "fail",
        "failed",
        "failure",
        "fails",
        "fatal",
        "critical",
        "panic",
        "panicked",
        "traceback",
        "severe",
    ];
    let words = || line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let ends = |word: &str, end: &str| {
        let tail = word.len().checked_sub(end.len()).and_then(|at| word.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let is_error = |word: &str| {
        let named = ERRORS.iter().any(|error| word.eq_ignore_ascii_case(error));
        named || ends(word, "error") || ends(word, "exception")
    };
    let is_warning =
        |word: &str| word.eq_ignore_ascii_case("warn") || word.eq_ignore_ascii_case("warning");
    if words().any(is_error) {
        return Some(Fault::Error);
    }
    words().any(is_warning).then_some(Fault::Warning)
}

/// Returns a line with its numbers replaced, so that repetitions of one message are equal.
fn normalize_line(line: &str) -> String {
    /// The number of characters that are compared.
    const LOOKED_AT: usize = 300;
    let mut kind = String::new();
    for c in line.chars().take(LOOKED_AT) {
        match c {
            '0'..='9' if kind.ends_with('0') => {}
            '0'..='9' => kind.push('0'),
            _ => kind.push(c.to_ascii_lowercase()),
        }
    }
    kind
}

/// Returns the file of a match: `file:12:text` or `file:12-text`.
pub(super) fn parse_match_file(line: &str) -> Option<&str> {
    let drive = line.get(1..3).is_some_and(|after| after == ":\\" || after == ":/");
    let from = if drive { 2 } else { 0 };
    let colon = from + line.get(from..)?.find(':')?;
    let (file, rest) = (line.get(..colon)?, line.get(colon + 1..)?);
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let is_number = digits > 0 && rest[digits..].starts_with([':', '-']);
    // A timestamp has the same form otherwise.
    let is_file = file.contains(['/', '\\', '.']) || file.starts_with(|c: char| c.is_alphabetic());
    (is_number && is_file && !file.contains(char::is_whitespace)).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_at_both_ends() {
        assert_eq!(rank_text(&["0", "1", "2", "3", "4", "5"]), [0, 5, 1, 2, 4, 3]);
    }

    #[test]
    fn each_kind_of_error_counts_once_and_before_warnings() {
        let mut lines = vec!["warning: 1 unused", "ERROR 12 no disk", "ok", "ERROR 99 no disk"];
        lines.extend(["fine"; 12]);
        lines.push("TypeError: x");
        let order = rank_log(&lines);
        assert_eq!(order[..10], [16, 15, 14, 13, 12, 11, 10, 9, 8, 7]);
        assert_eq!(order[10..13], [1, 16, 0]);
        assert_eq!(find_fault("0 terrors"), None);
    }

    #[test]
    fn matches_are_told_from_times_and_prose() {
        for (line, file) in [
            ("src/a.rs:12:fn x", Some("src/a.rs")),
            ("src/a.rs:12-fn x", Some("src/a.rs")),
            ("Makefile:3:all:", Some("Makefile")),
            (r"C:\a b.rs:1:x", None),
            (r"C:\a.rs:1:x", Some(r"C:\a.rs")),
            ("12:30:45: started", None),
            ("2026-01-02T12:30:45 started", None),
            ("note: 12: x", None),
            ("é:1:x", Some("é")),
            (":", None),
            ("", None),
        ] {
            assert_eq!(parse_match_file(line), file, "{line}");
        }
    }

    #[test]
    fn every_file_has_its_first_match_before_any_has_its_second() {
        assert_eq!(rank_search(&["a.c:1:x", "a.c:2:x", "b.c:1:x", "2 files"]), [0, 2, 3, 1]);
    }

    #[test]
    fn a_diff_keeps_its_headers_then_its_changes() {
        let lines =
            ["diff --git a/x b/x", "--- a/x", "+++ b/x", "@@ -1 +1 @@", " same", "-o", "+n"];
        assert_eq!(rank_diff(&lines), [0, 1, 2, 3, 5, 6, 4]);
    }
}
