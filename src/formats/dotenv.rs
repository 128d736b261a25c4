//! Files of `NAME=value` lines: `.env`, and the files of `--env-file`.
//!
//! Blank lines, `#` comments and a leading `export` are ignored. A value may be in single, double
//! or back quotes and then span several lines; in double quotes `\n` is a line break. Text after `
//! #` outside quotes is a comment. Nothing is expanded, as in MCPHub's own reader.

/// The content of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Dotenv {
    /// Names and values, in order.
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) bad: Vec<BadLine>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} {why}")]
pub(crate) struct BadLine {
    /// The line number, starting at 1.
    pub(crate) line: usize,
    pub(crate) why: &'static str,
}

/// Reads all lines; a bad one does not stop the others.
pub(crate) fn read(text: &str) -> Dotenv {
    let mut out = Dotenv::default();
    let text = text.trim_start_matches('\u{feff}');
    let mut rest = text;
    let mut line = 0;
    while !rest.is_empty() {
        line += 1;
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = first.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            rest = after;
            continue;
        }
        let Some((name, value)) = split_name(trimmed) else {
            out.bad.push(BadLine { line, why: "is not NAME=value" });
            rest = after;
            continue;
        };
        // The value again, with all text after it.
        let value_at = first.len() - first.trim_start().len() + trimmed.len() - value.len();
        match parse_quoted(&rest[value_at..]) {
            Quoted::No => {
                let value = value.split(" #").next().unwrap_or(value).trim_end();
                out.pairs.push((name.to_owned(), value.to_owned()));
                rest = after;
            }
            Quoted::Open => {
                out.bad.push(BadLine { line, why: "opens a quote that is not closed" });
                rest = after;
            }
            Quoted::Yes { value, length } => {
                out.pairs.push((name.to_owned(), value));
                let end = value_at + length;
                line += rest[..end].matches('\n').count();
                rest = rest[end..].split_once('\n').map_or("", |(_, after)| after);
            }
        }
    }
    out
}

/// Splits a line at `=`, or at `:` and a space, into name and value.
fn split_name(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix("export ").map_or(line, str::trim_start);
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let end = line.find(|c: char| !is_part(c)).filter(|end| *end > 0)?;
    let (name, rest) = line.split_at(end);
    let rest = rest.trim_start();
    let colon = || rest.strip_prefix(':').filter(|rest| rest.starts_with(char::is_whitespace));
    Some((name, rest.strip_prefix('=').or_else(colon)?.trim_start()))
}

/// The quoted value at the start of a text, if any.
enum Quoted {
    No,
    Open,
    Yes { value: String, length: usize },
}

fn parse_quoted(text: &str) -> Quoted {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else {
        return Quoted::No;
    };
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            let inner = &text[1..at];
            let tail = text[at + 1..].lines().next().unwrap_or_default().trim();
            if !tail.is_empty() && !tail.starts_with('#') {
                return Quoted::No;
            }
            let value = if quote == '"' {
                inner.replace("\\n", "\n").replace("\\r", "\r")
            } else {
                inner.to_owned()
            };
            return Quoted::Yes { value, length: at + 1 };
        }
        escaped = c == '\\' && !escaped;
    }
    Quoted::Open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_shell_assignments() {
        let text = "# c\n\nA=1\nexport B = \"two words\"\nC='#'\nD=x # why\nE=a=b\nF=\nG: y\n\
                    H=\"one\\ntwo\" # c\nI='1\n2'\r\nJ=`a'b`\nK=p$A${B}#w\nL=\"a\"b\n";
        let read = read(text);
        let pairs: Vec<_> = read.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("A", "1"),
                ("B", "two words"),
                ("C", "#"),
                ("D", "x"),
                ("E", "a=b"),
                ("F", ""),
                ("G", "y"),
                ("H", "one\ntwo"),
                ("I", "1\n2"),
                ("J", "a'b"),
                ("K", "p$A${B}#w"),
                ("L", "\"a\"b"),
            ]
        );
        assert_eq!(read.bad, []);
    }

    #[test]
    fn an_invalid_line_is_reported_and_the_others_are_read() {
        let read = read("I='1\n2'\nnonsense\n=x\nA='open\nB=2");
        let bad: Vec<_> = read.bad.iter().map(ToString::to_string).collect();
        assert_eq!(
            bad,
            [
                "line 3 is not NAME=value",
                "line 4 is not NAME=value",
                "line 5 opens a quote that is not closed"
            ]
        );
        let names: Vec<_> = read.pairs.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["I", "B"]);
    }
}
