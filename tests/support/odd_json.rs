//! Random JSON as text, including everything that a parser could normalize, drop or reject: numbers
//! of any size, duplicate keys, unpaired surrogates, whitespace and line breaks anywhere, deep
//! nesting, long strings.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm};

use crate::support::raw::says;

/// Returns a configuration with `usual` cases, scaled by `PROPTEST_CASES` relative to its default
/// of 256.
pub(crate) fn cases(usual: u32) -> Config {
    let config = Config::default();
    let cases = (usual * config.cases).div_ceil(256);
    Config {
        cases,
        failure_persistence: None,
        max_shrink_time: 30_000,
        // The default generator takes half of the time in unoptimized builds.
        rng_algorithm: RngAlgorithm::XorShift,
        ..config
    }
}

/// A member of an object, with the whitespace around its parts.
#[derive(Clone)]
pub(crate) struct Member {
    spaces: [String; 4],
    /// The key, including quotes.
    pub(crate) key: String,
    pub(crate) value: String,
}

impl Member {
    /// Creates a member without whitespace.
    pub(crate) fn new(key: &str, value: impl Into<String>) -> Self {
        Self { spaces: Default::default(), key: format!("\"{key}\""), value: value.into() }
    }

    /// Replaces the value.
    pub(crate) fn with(&self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self.clone() }
    }

    /// Replaces the key.
    pub(crate) fn with_key(self, key: &str) -> Self {
        Self { key: format!("\"{key}\""), ..self }
    }

    fn text(&self) -> String {
        let Self { spaces: [a, b, c, d], key, value } = self;
        format!("{a}{key}{b}:{c}{value}{d}")
    }

    /// Returns whether the key is `name`.
    pub(crate) fn is(&self, name: &str) -> bool {
        says(&self.key, name)
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text())
    }
}

/// Returns the text of an object.
pub(crate) fn object(members: &[Member]) -> String {
    let members: Vec<String> = members.iter().map(Member::text).collect();
    format!("{{{}}}", members.join(","))
}

/// Converts JSON to one line, as on stdio or in an event: raw line breaks are only whitespace.
pub(crate) fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Generates any value.
pub(crate) fn value() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        6 => number(),
        6 => string(),
        3 => select(&["null", "true", "false", "{}", "[]", "[ ]", "{\t}"][..]).prop_map(str::to_owned),
        1 => deep(),
    ];
    let any = leaf.prop_recursive(4, 24, 5, |inner| {
        let element = (space(), inner.clone(), space());
        let element = element.prop_map(|(before, value, after)| format!("{before}{value}{after}"));
        prop_oneof![
            prop::collection::vec(element, 0..5).prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec(member_of(key(), inner), 0..5).prop_map(|all| object(&all)),
        ]
    });
    // Long strings are rare, since they are slow.
    prop_oneof![300 => any, 1 => (string(), 1_usize..=64).prop_map(|(text, n)| long(&text, n << 10))]
        .boxed()
}

/// Generates members with keys that are not `reserved`.
pub(crate) fn members(
    reserved: &'static [&'static str],
    count: std::ops::Range<usize>,
) -> BoxedStrategy<Vec<Member>> {
    let free =
        key().prop_filter("the key is spoken for", |key| !reserved.iter().any(|r| says(key, r)));
    prop::collection::vec(member_of(free, value()), count).boxed()
}

/// Generates a member with this key.
pub(crate) fn member_with_key(
    key: &str,
    value: impl Strategy<Value = String> + 'static,
) -> BoxedStrategy<Member> {
    member_of(Just(format!("\"{key}\"")), value).boxed()
}

/// Generates request ids and progress tokens.
pub(crate) fn id() -> BoxedStrategy<String> {
    prop_oneof![string(), any::<u64>().prop_map(|n| n.to_string()), number()].boxed()
}

/// Generates numbers, including unusual ones.
pub(crate) fn number() -> BoxedStrategy<String> {
    const ODD: [&str; 13] = [
        "0",
        "-0",
        "-0.0",
        "1e400",
        "-1E+400",
        "1E+2",
        "1.10",
        "1e-7",
        "12345678901234567890123",
        "9007199254740993",
        "0.1000000000000000055511151231257827",
        "18446744073709551616",
        "0e0",
    ];
    prop_oneof![
        select(&ODD[..]).prop_map(str::to_owned),
        "-?(0|[1-9][0-9]{0,24})([.][0-9]{1,18})?([eE][-+]?[0-9]{1,3})?",
    ]
    .boxed()
}

/// Generates strings, including quotes.
pub(crate) fn string() -> BoxedStrategy<String> {
    const ODD: [&str; 13] = [
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""\ud83c\udf0d""#,
        r#""\/""#,
        r#""\u002f""#,
        r#""\u0000""#,
        "\"\u{2028}\u{7f}\u{feff}\"",
        "\"\u{1f30d}e\u{301}\"",
        r#""data: x\n\n""#,
        r#""\"},{\"id\":1""#,
        r#""Content-Length: 3\r\n""#,
        r#""""#,
        "\"\u{ffff}\u{10ffff}\"",
    ];
    prop_oneof![
        select(&ODD[..]).prop_map(str::to_owned),
        r#""([ !#-\[\]-~]|[^"\\\x00-\x1f]|\\(["\\/bfnrt]|u[0-9a-fA-F]{4})){0,12}""#,
    ]
    .boxed()
}

/// Generates keys, including quotes; often ones with a meaning in the protocol.
fn key() -> BoxedStrategy<String> {
    const KNOWN: [&str; 33] = [
        "result",
        "id",
        "method",
        "tools",
        "_meta",
        "name",
        "uri",
        "params",
        "error",
        "jsonrpc",
        "arguments",
        "cursor",
        "nextCursor",
        "progressToken",
        "resultType",
        "ttlMs",
        "cacheScope",
        "requestState",
        "inputResponses",
        "content",
        "isError",
        "code",
        "data",
        "messages",
        "",
        "io.modelcontextprotocol/protocolVersion",
        "$serde_json::private::RawValue",
        "$serde_json::private::Number",
        "__proto__",
        "ref",
        "level",
        "requestId",
        "description",
    ];
    let spelled = (select(&KNOWN[..]), any::<bool>()).prop_map(|(key, escaped)| {
        let mut letters = key.chars();
        match letters.next() {
            Some(first) if escaped => {
                format!("\"\\u{:04x}{}\"", u32::from(first), letters.as_str())
            }
            _ => format!("\"{key}\""),
        }
    });
    prop_oneof![2 => spelled, 1 => string()].boxed()
}

/// Generates whitespace between tokens, mostly none.
fn space() -> BoxedStrategy<String> {
    prop_oneof![
        8 => Just(String::new()),
        1 => "[ \t]{1,3}",
        1 => "[ \t\r\n]{1,4}",
    ]
    .boxed()
}

fn member_of(
    key: impl Strategy<Value = String>,
    value: impl Strategy<Value = String>,
) -> impl Strategy<Value = Member> {
    ([space(), space(), space(), space()], key, value).prop_map(|(spaces, key, value)| Member {
        spaces,
        key,
        value,
    })
}

/// Generates a deeply nested value.
fn deep() -> BoxedStrategy<String> {
    const SHAPES: [(&str, &str); 4] =
        [("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]"), ("[ 0,\n", "]")];
    (select(&SHAPES[..]), 1_usize..300, number())
        .prop_map(|((open, close), n, leaf)| open.repeat(n) + &leaf + &close.repeat(n))
        .boxed()
}

/// Returns a string of about `bytes` that repeats the content of `text`.
fn long(text: &str, bytes: usize) -> String {
    let inside = &text[1..text.len() - 1];
    let piece = if inside.is_empty() { "x" } else { inside };
    format!("\"{}\"", piece.repeat(bytes / piece.len() + 1))
}
