//! Renders results as text: findings with an excerpt, tables, diffs. Nothing is printed here.
//! Terminal control characters in quoted text are escaped here, before colors are added.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::builder::styling::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table, presets};
use similar::TextDiff;

use crate::cli::output::mask;
use crate::settings::{Diagnostic, Severity, visible};

/// A text with findings. Secrets are masked once, for all excerpts.
pub(crate) struct Excerpts {
    file: String,
    masked: String,
}

impl Excerpts {
    /// Masks `text`, the content of `file`.
    pub(crate) fn of(file: &str, text: &str) -> Self {
        let masked = visible::same_length(&mask::same_length(text));
        Self { file: visible::one_line(file).into_owned(), masked }
    }

    /// Renders a finding with the lines that it refers to.
    pub(crate) fn excerpt(&self, finding: &Diagnostic) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let snippet = Snippet::source(self.masked.as_str())
            .path(self.file.as_str())
            .annotation(AnnotationKind::Primary.span(within(&self.masked, &finding.place)));
        let message = visible::one_line(&finding.message);
        let title = level.primary_title(message).id(finding.code.word());
        let mut group = title.element(snippet);
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(visible::one_line(help)));
        }
        Renderer::styled().render(&[group])
    }
}

/// Returns the part of `place` that is inside `text`, on character boundaries.
fn within(text: &str, place: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = floor(text, place.start);
    start..floor(text, place.end).max(start)
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// Renders a table without borders. `fit` wraps it to the terminal width.
pub(crate) fn table(head: &[&str], rows: Vec<Vec<String>>, fit: bool) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(if fit {
        ContentArrangement::Dynamic
    } else {
        ContentArrangement::Disabled
    });
    table.set_header(head.iter().map(|word| word.to_uppercase()));
    for row in rows {
        table.add_row(row.iter().map(|cell| visible::one_line(&in_one_line(cell)).into_owned()));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Replaces the line breaks of a cell.
fn in_one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\n', '\t'], " ")
}

/// Returns a unified diff between two texts of one file; empty if they are equal.
pub(crate) fn diff(file: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    TextDiff::from_lines(before, after).unified_diff().header(file, file).to_string()
}

/// Colors a unified diff.
pub(crate) fn colorize(diff: &str) -> String {
    const GREEN: Style = AnsiColor::Green.on_default();
    const RED: Style = AnsiColor::Red.on_default();
    const CYAN: Style = AnsiColor::Cyan.on_default();
    let paint = |line: &str| {
        let style = match line.as_bytes().first() {
            Some(b'+') => GREEN,
            Some(b'-') => RED,
            Some(b'@') => CYAN,
            _ => Style::new(),
        };
        format!("{style}{}{style:#}", visible::one_line(line).replace("\\t", "\t"))
    };
    diff.lines().map(paint).collect::<Vec<_>>().join("\n")
}

/// Formats `1 server`, `2 servers`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Formats `` `a`, `b` and `c` ``.
pub(crate) fn name_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_places_may_be_out_of_range() {
        assert_eq!(within("äb", &(1..9)), 0..3);
    }

    #[test]
    fn a_table_has_no_trailing_blanks() {
        let rows = vec![vec!["a".into(), "long word".into()], vec!["bcd".into(), String::new()]];
        assert_eq!(table(&["name", "note"], rows, false), "NAME  NOTE\na     long word\nbcd\n");
    }
}
