//! Language tests: the comments and names of the source read like other Rust code. A single hit is not
//! wrong; the rates show whether a text names its subjects and says "if" and "returns".

use std::fs;
use std::path::Path;

use crate::support::sources::rust_files;

/// Words and their highest rate per 10,000 words of comments. Subjects hidden behind these words make
/// a text hard to read: "what is said of it where nobody asks".
const RARE: &[(&[&str], f64)] = &[
    (&["what"], 20.0),
    (&["where"], 20.0),
    (&["say", "says", "said", "saying"], 6.0),
    (&["tell", "tells", "told"], 4.0),
    (&["hear", "hears", "heard"], 1.0),
    (&["ask", "asks", "asked", "asking"], 6.0),
    (&["who", "whose", "whom", "whoever"], 12.0),
    (&["nobody", "somebody", "everybody", "anybody"], 2.0),
    (&["stand", "stands", "stood"], 2.0),
];
/// Words and their lowest rate per 10,000 words of comments.
const COMMON: &[(&[&str], f64)] = &[(&["if"], 40.0), (&["return", "returns"], 15.0)];
/// The highest share of functions named by a bare participle, per 1,000. A function name has a verb or
/// is a noun of the returned value.
const PARTICIPLES_MAX: f64 = 10.0;
/// Function names that end like a participle and are not one, or are a usual name for a predicate.
const ALLOWED_NAMES: &[&str] = &[
    "need",
    "feed",
    "embed",
    "seed",
    "speed",
    "exceed",
    "proceed",
    "succeed",
    "expired",
    "enabled",
    "disabled",
    "allowed",
    "connected",
];
/// The highest share of doc comments with three words or fewer, in percent. Such a comment repeats the
/// name below it.
const SHORT_DOCS_MAX: f64 = 6.0;

#[test]
fn comments_and_names_read_like_other_rust_code() {
    let mut wrong = Vec::new();
    for (folder, folders) in [("src", &["src", "crates"][..]), ("tests", &["tests"])] {
        let text = Text::read(folders);
        let minimum = if folder == "src" { 10_000 } else { 1_000 };
        assert!(text.words.len() > minimum, "{folder}: only {} words", text.words.len());
        for (words, most) in RARE {
            let rate = text.rate(words);
            if rate > *most {
                wrong.push(format!("{folder}: `{}` {rate:.1}, at most {most}", words[0]));
            }
        }
        for (words, least) in COMMON {
            let rate = text.rate(words);
            if rate < *least {
                wrong.push(format!("{folder}: `{}` {rate:.1}, at least {least}", words[0]));
            }
        }
        let participles = share(text.participles.len(), text.functions) * 1_000.0;
        if participles > PARTICIPLES_MAX {
            let names = text.participles.join(" ");
            wrong.push(format!("{folder}: {participles:.0} bare participles per 1,000: {names}"));
        }
        let short = share(text.short_docs, text.docs) * 100.0;
        if short > SHORT_DOCS_MAX {
            wrong.push(format!("{folder}: {short:.1} % of doc comments have three words or fewer"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The counted parts of the Rust files below some folders.
#[derive(Default)]
struct Text {
    /// The words of all comments, in lower case.
    words: Vec<String>,
    /// The number of words as separated by spaces.
    length: usize,
    docs: usize,
    short_docs: usize,
    functions: usize,
    participles: Vec<String>,
}

impl Text {
    fn read(folders: &[&str]) -> Self {
        let mut text = Self::default();
        for path in folders.iter().flat_map(|folder| rust_files(Path::new(folder))) {
            text.add(&path);
        }
        text
    }

    fn add(&mut self, path: &Path) {
        let source = fs::read_to_string(path).unwrap();
        let mut doc = None;
        for line in source.lines() {
            let line = line.trim_start();
            if let Some(comment) = comment_of(line) {
                self.length += comment.split_whitespace().count();
                let words = comment.split(|c: char| !c.is_alphanumeric() && c != '_');
                let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
                self.words.extend(words);
            }
            match line.strip_prefix("///") {
                Some(comment) => *doc.get_or_insert(0) += comment.split_whitespace().count(),
                None => self.end_doc(doc.take()),
            }
        }
        self.end_doc(doc);
        let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for name in code.lines().filter_map(function_of) {
            self.functions += 1;
            if is_participle(name) {
                self.participles.push(name.to_owned());
            }
        }
    }

    fn end_doc(&mut self, words: Option<usize>) {
        if let Some(words) = words {
            self.docs += 1;
            self.short_docs += usize::from(words <= 3);
        }
    }

    /// Returns how often the words occur per 10,000 words.
    fn rate(&self, words: &[&str]) -> f64 {
        let count = self.words.iter().filter(|word| words.contains(&word.as_str())).count();
        share(count, self.length) * 10_000.0
    }
}

/// Returns the text of a line that is a comment.
fn comment_of(line: &str) -> Option<&str> {
    let comment = ["///", "//!", "//"].iter().find_map(|start| line.strip_prefix(start))?;
    (!comment.starts_with('/')).then_some(comment)
}

/// Returns the name of the function that a line declares.
fn function_of(line: &str) -> Option<&str> {
    let mut code = line.trim_start();
    if let Some(rest) = code.strip_prefix("pub") {
        code = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or(rest, |it| it.1);
        code = code.trim_start();
    }
    for word in ["const ", "async "] {
        code = code.strip_prefix(word).unwrap_or(code);
    }
    let name = code.strip_prefix("fn ")?;
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    Some(&name[..end])
}

fn is_participle(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ed", "told", "said", "heard", "shown", "made", "kept", "found", "seen", "gone", "known",
        "given", "taken", "left", "meant", "sent", "held", "lent",
    ];
    !name.contains('_')
        && !ALLOWED_NAMES.contains(&name)
        && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
