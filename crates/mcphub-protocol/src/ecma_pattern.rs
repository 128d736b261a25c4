//! Validates regular expressions of ECMAScript in Unicode mode (ECMA-262, 22.2.1). Clients that
//! compile a schema fail on any other `pattern`; Python and Perl have syntax of their own.

/// Limit for nested groups.
const DEPTH_MAX: usize = 100;

/// Returns whether `pattern` compiles. Syntax that only the newest engines support is invalid.
pub fn is_valid(pattern: &str) -> bool {
    let mut reader = Reader { rest: pattern, groups: 0, depth: 0, names: Vec::new() };
    let (mut references, mut wanted) = (0, Vec::new());
    let is_read = reader.alternatives(&mut references, &mut wanted).is_some();
    let has = |name: &&str| reader.names.contains(name);
    is_read && reader.rest.is_empty() && references <= reader.groups && wanted.iter().all(has)
}

/// Recursive-descent parser. Each method returns `None` on a syntax error.
struct Reader<'a> {
    rest: &'a str,
    /// Capturing groups so far.
    groups: u32,
    depth: usize,
    names: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, text: &str) -> bool {
        let found = self.rest.strip_prefix(text);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    /// Takes the longest prefix of characters for which `fits` is true.
    fn run(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at(end);
        self.rest = rest;
        run
    }

    /// Parses up to the end of the text or of the group. Collects the highest numbered and all
    /// named back references.
    fn alternatives(&mut self, highest: &mut u32, wanted: &mut Vec<&'a str>) -> Option<()> {
        while let Some(next) = self.rest.chars().next() {
            match next {
                ')' => return (self.depth > 0).then_some(()),
                '|' | '^' | '$' => {
                    self.next();
                }
                '(' => {
                    let repeats = self.group(highest, wanted)?;
                    self.repetition(repeats)?;
                }
                '[' => {
                    self.next();
                    self.class()?;
                    self.repetition(true)?;
                }
                '\\' => {
                    self.next();
                    let repeats = !(self.take("b") || self.take("B"));
                    if repeats {
                        self.escape(highest, wanted)?;
                    }
                    self.repetition(repeats)?;
                }
                '*' | '+' | '?' | '{' | '}' | ']' => return None,
                _ => {
                    self.next();
                    self.repetition(true)?;
                }
            }
        }
        Some(())
    }

    /// Parses a group in parentheses. Returns whether a quantifier may follow it.
    fn group(&mut self, highest: &mut u32, wanted: &mut Vec<&'a str>) -> Option<bool> {
        self.next();
        let is_lookaround = ["?=", "?!", "?<=", "?<!"].iter().any(|sign| self.take(sign));
        if !is_lookaround && !self.take("?:") {
            self.groups += 1;
            if self.take("?<") {
                let name = self.name()?;
                if self.names.contains(&name) {
                    return None;
                }
                self.names.push(name);
            } else if self.take("?") {
                return None;
            }
        }
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return None;
        }
        self.alternatives(highest, wanted)?;
        self.depth -= 1;
        self.take(")").then_some(!is_lookaround)
    }

    /// Parses a group name and the `>` after it.
    fn name(&mut self) -> Option<&'a str> {
        let name = self.run(|c| c.is_alphanumeric() || c == '_' || c == '$');
        let begins_well = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
        (self.take(">") && begins_well).then_some(name)
    }

    /// Parses an optional quantifier. Fails if there is one and `is_allowed` is false.
    fn repetition(&mut self, is_allowed: bool) -> Option<()> {
        let is_present = self.take("*") || self.take("+") || self.take("?") || self.range()?;
        if !is_present {
            return Some(());
        }
        self.take("?");
        is_allowed.then_some(())
    }

    /// Parses `{2}`, `{2,}` or `{2,3}`. Returns whether there was one.
    fn range(&mut self) -> Option<bool> {
        if !self.take("{") {
            return Some(false);
        }
        let least = self.number()?;
        let most = if self.take(",") {
            if self.rest.starts_with('}') { u64::MAX } else { self.number()? }
        } else {
            least
        };
        (self.take("}") && least <= most).then_some(true)
    }

    fn number(&mut self) -> Option<u64> {
        let digits = self.run(|c| c.is_ascii_digit());
        (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
    }

    /// Parses the rest of an escape outside of a character class.
    fn escape(&mut self, highest: &mut u32, wanted: &mut Vec<&'a str>) -> Option<()> {
        if self.take("k<") {
            let name = self.name()?;
            wanted.push(name);
            return Some(());
        }
        if self.rest.starts_with(|c: char| matches!(c, '1'..='9')) {
            let number = u32::try_from(self.number()?).ok()?;
            *highest = number.max(*highest);
            return Some(());
        }
        self.character().map(drop)
    }

    /// Parses the rest of an escape that is valid inside and outside of a class.
    fn character(&mut self) -> Option<Meaning> {
        let hex = |reader: &mut Self, count: usize| {
            let (digits, rest) = reader.rest.split_at_checked(count)?;
            let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            reader.rest = rest;
            is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
        };
        let one = |c: char| Some(Meaning::One(u32::from(c)));
        match self.next()? {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => Some(Meaning::Several),
            'p' | 'P' => {
                let named = self.take("{");
                let name = self.run(|c| c.is_ascii_alphanumeric() || c == '_' || c == '=');
                (named && !name.is_empty() && self.take("}")).then_some(Meaning::Several)
            }
            't' => one('\t'),
            'n' => one('\n'),
            'v' => one('\u{b}'),
            'f' => one('\u{c}'),
            'r' => one('\r'),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic)?;
                Some(Meaning::One(u32::from(letter) % 32))
            }
            '0' => {
                let is_octal = self.rest.starts_with(|c: char| c.is_ascii_digit());
                (!is_octal).then_some(Meaning::One(0))
            }
            'x' => hex(self, 2).map(Meaning::One),
            'u' if self.take("{") => {
                let digits = self.run(|c| c.is_ascii_hexdigit());
                let value = u32::from_str_radix(digits, 16).ok().filter(|c| *c <= 0x10_ffff)?;
                self.take("}").then_some(Meaning::One(value))
            }
            'u' => hex(self, 4).map(Meaning::One),
            c if "^$\\.*+?()[]{}|/".contains(c) => one(c),
            _ => None,
        }
    }

    /// Parses a character class after its `[`, up to and including the `]`.
    fn class(&mut self) -> Option<()> {
        self.take("^");
        loop {
            if self.take("]") {
                return Some(());
            }
            let first = self.member()?;
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.next();
                let (Meaning::One(first), Meaning::One(last)) = (first, self.member()?) else {
                    return None;
                };
                if first > last {
                    return None;
                }
            }
        }
    }

    fn member(&mut self) -> Option<Meaning> {
        match self.next()? {
            '\\' if self.take("b") => Some(Meaning::One(8)),
            '\\' if self.take("-") => Some(Meaning::One(u32::from('-'))),
            '\\' => self.character(),
            c => Some(Meaning::One(u32::from(c))),
        }
    }
}

/// The characters that an escape or a class member matches.
enum Meaning {
    /// One character, by its code point.
    One(u32),
    /// One of several characters.
    Several,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected results are those of a Unicode-aware engine.
    #[test]
    fn only_patterns_that_ecmascript_compiles_are_valid() {
        for valid in [
            "",
            "^a+b*?c{2,}$",
            "a|b|",
            "(a)(?:b)(?<n>c)\\k<n>\\1",
            "[^a-z\\d_-]",
            "[]",
            "[-a]",
            "(?=a)b",
            "(?<!a)b",
            "\\u{1f30d}\\x41\\u0041\\cA\\0",
            "\\p{Letter}+",
            "[\\-\\b\\]]",
            "\\/\\.\\^",
            "é🌍",
            "a{2,3}?",
            "^[\\w.+-]+@[\\w-]+\\.[\\w.]+$",
            "(a)|\\1",
        ] {
            assert!(is_valid(valid), "{valid}");
        }
        for bad in [
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "a{",
            "a{,3}",
            "a{3,2}",
            "*",
            "a**",
            "(?P<n>a)",
            "(?i)a",
            "\\A",
            "\\Z",
            "\\-",
            "\\_",
            "\\1",
            "\\k<n>",
            "[z-a]",
            "[\\d-z]",
            "\\p{",
            "\\x4",
            "\\u{}",
            "(?=a)*",
            "\\",
            "\\07",
            "(?<1>a)",
            "\\b+",
            "(?>a)",
            "\\h",
            "\\u{110000}",
            "[a",
            "(?<n>a)(?<n>b)",
        ] {
            assert!(!is_valid(bad), "{bad}");
        }
        assert!(!is_valid(&"(".repeat(1000)));
    }
}
