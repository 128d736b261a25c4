//! Files of `NAME=value` lines, as `--env-file` takes them.

/// A line that is none.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not NAME=value")]
pub(crate) struct BadLine {
    /// From 1.
    pub(crate) line: usize,
}

/// The pairs, in order. Blank lines, `#` comments and a leading `export` are passed over; a value
/// may stand in single or double quotes; nothing is expanded.
pub(crate) fn read(text: &str) -> Result<Vec<(String, String)>, BadLine> {
    let mut pairs = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (name, value) = line.split_once('=').ok_or(BadLine { line: index + 1 })?;
        let name = name.trim();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(BadLine { line: index + 1 });
        }
        pairs.push((name.to_owned(), unquoted(value.trim()).to_owned()));
    }
    Ok(pairs)
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        let inner = value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner;
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_shells_write_them() {
        let text = "# c\n\nA=1\nexport B = \"two words\"\nC='#'\nD=x # why\nE=a=b\n";
        let pairs = read(text).unwrap();
        let pairs: Vec<_> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let expected = [("A", "1"), ("B", "two words"), ("C", "#"), ("D", "x"), ("E", "a=b")];
        assert_eq!(pairs, expected);
        assert_eq!(read("A=1\nnonsense"), Err(BadLine { line: 2 }));
    }
}
