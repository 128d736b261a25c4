//! The user's own text, edited in place: order, layout, line endings, comments and unknown keys
//! survive. This module does not know the meaning of the keys.

use std::fmt;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::path::{Step, value_at};
use crate::text::splice::{Editor, NewItem, Splice, apply};
use crate::text::tree::{Item, Node, NodeKind, Tree};

/// Returns the node at `path` below `node`.
pub(crate) fn node_at<'a>(node: &'a Node, path: &[Step]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, step| Some(&item(node, step)?.value))
}

/// A text that parses as one JSON object; comments and trailing commas are allowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    text: String,
    tree: Tree,
    value: Value,
}

impl Document {
    /// Parses `text`.
    ///
    /// # Errors
    ///
    /// Returns all findings that make the text unreadable: a syntax error, a root that is not an
    /// object, duplicate keys.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        match Self::read(text)? {
            (document, duplicates) if duplicates.is_empty() => Ok(document),
            (_, duplicates) => Err(duplicates),
        }
    }

    /// Parses `text` and returns the duplicate keys separately, for callers that report all
    /// findings. Of two equal keys, the document contains one.
    ///
    /// # Errors
    ///
    /// Returns the first syntax error, or the finding for a root that is not an object.
    pub fn read(text: &str) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let (tree, duplicates) = Tree::read(text)?;
        if !tree.root.is_object() {
            let place = tree.root.place.clone();
            let found = Diagnostic::error(Code::NotAnObject, place, "a settings file is an object")
                .help("it opens with `{` and closes with `}`");
            return Err(vec![found]);
        }
        let value = tree.root.to_value();
        Ok((Self { text: text.to_owned(), tree, value }, duplicates))
    }

    /// Returns the current text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the parsed value, without comments.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Returns the places of all values and keys, for validation.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Returns the value at `path`.
    pub fn get(&self, path: &[Step]) -> Option<&Value> {
        value_at(&self.value, path)
    }

    /// Returns the byte range of the value at `path`.
    pub fn place_of_value(&self, path: &[Step]) -> Option<Range<usize>> {
        Some(self.node(path)?.place.clone())
    }

    /// Returns the byte range of the key at the end of `path`, including its quotes.
    pub fn place_of_key(&self, path: &[Step]) -> Option<Range<usize>> {
        let (last, parents) = path.split_last()?;
        Some(item(self.node(parents)?, last)?.key.as_ref()?.place.clone())
    }

    /// Makes the value at `path` equal to `value`, changing as little text as possible: objects are
    /// merged member by member, missing parents are created, equal values are left alone. A new
    /// member is appended; so is an element with the array's length as its index. The root remains
    /// an object: other values for it are ignored.
    pub fn set(&mut self, path: &[Step], value: &Value) {
        if path.is_empty() && !value.is_object() {
            return;
        }
        let known = (0..=path.len()).rev().find(|&n| self.node(&path[..n]).is_some()).unwrap_or(0);
        if known == path.len() {
            return self.merge(path, value);
        }
        let nested = path[known + 1..].iter().rev().fold(value.clone(), |value, step| match step {
            Step::Key(key) => Value::Object(Map::from_iter([(key.clone(), value)])),
            Step::Index(_) => Value::Array(vec![value]),
        });
        self.append(&path[..known], &path[known], &nested);
    }

    /// Appends new members to the object at `path` in one edit, so that the text is parsed once and
    /// not once per member.
    pub(crate) fn append_all(&mut self, path: &[Step], members: &Map<String, Value>) {
        let mut members = members.iter();
        let is_filled = |node: &Node| node.is_object() && !node.items().is_empty();
        if !self.node(path).is_some_and(is_filled)
            && let Some((key, value)) = members.next()
        {
            self.set(&deeper(path, key.as_str()), value);
        }
        let Some(container) = self.node(path) else { return };
        let rest: Vec<_> =
            members.map(|(key, value)| NewItem { key: Some(key.as_str()), value }).collect();
        let splices = Editor::new(&self.text, &self.tree).append_members(container, &rest);
        self.apply(&splices);
    }

    /// Removes the member or element at `path`. Returns whether it existed.
    pub fn remove(&mut self, path: &[Step]) -> bool {
        let Some((last, parents)) = path.split_last() else { return false };
        let Some(parent) = self.node(parents) else { return false };
        let Some(index) = position(parent, last) else { return false };
        let splices = Editor::new(&self.text, &self.tree).remove(parent, index);
        self.apply(&splices);
        true
    }

    /// Renames the key of the member at `path`, in place. Returns false if the member does not
    /// exist or the key is taken.
    pub fn rename(&mut self, path: &[Step], key: &str) -> bool {
        let Some((last, parents)) = path.split_last() else { return false };
        let Some(parent) = self.node(parents) else { return false };
        let Some(member) = item(parent, last) else { return false };
        let Some(old) = &member.key else { return false };
        if old.text == key {
            return true;
        }
        if parent.position(key).is_some() {
            return false;
        }
        let splice = Splice::rename(old, key);
        self.apply(&[splice]);
        true
    }

    fn node(&self, path: &[Step]) -> Option<&Node> {
        node_at(&self.tree.root, path)
    }

    fn append(&mut self, parents: &[Step], last: &Step, value: &Value) {
        let Some(parent) = self.node(parents) else { return };
        let fits = match (&parent.kind, last) {
            (NodeKind::Object(_), Step::Key(_)) | (NodeKind::Array(_), Step::Index(_)) => true,
            (NodeKind::Scalar(_) | NodeKind::Object(_) | NodeKind::Array(_), _) => false,
        };
        if !fits {
            let value = match last {
                Step::Key(key) => Value::Object(Map::from_iter([(key.clone(), value.clone())])),
                Step::Index(_) => Value::Array(vec![value.clone()]),
            };
            return self.replace(parents, &value);
        }
        let key = match last {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        };
        let above = parents.split_last().and_then(|(_, above)| self.node(above));
        let editor = Editor::new(&self.text, &self.tree);
        let splices = editor.append(parent, above, NewItem { key, value });
        self.apply(&splices);
    }

    fn replace(&mut self, path: &[Step], value: &Value) {
        let Some(node) = self.node(path) else { return };
        let parent = path.split_last().and_then(|(_, parents)| self.node(parents));
        let splices = Editor::new(&self.text, &self.tree).replace(node, parent, value);
        self.apply(&splices);
    }

    fn merge(&mut self, path: &[Step], new: &Value) {
        let Some(old) = self.get(path) else { return };
        match (old, new) {
            _ if old == new => {}
            (Value::Object(old), Value::Object(new)) => {
                let gone: Vec<String> =
                    old.keys().filter(|key| !new.contains_key(*key)).cloned().collect();
                for (key, value) in new {
                    self.set(&deeper(path, key.as_str()), value);
                }
                for key in gone {
                    self.remove(&deeper(path, key.as_str()));
                }
            }
            (Value::Array(old), Value::Array(new)) => {
                let old = old.clone();
                self.merge_elements(path, &old, new);
            }
            _ => self.replace(path, new),
        }
    }

    /// Merges arrays of equal length element by element. Otherwise removes missing elements and
    /// appends new ones; if that would change the order, the array is printed again.
    fn merge_elements(&mut self, path: &[Step], old: &[Value], new: &[Value]) {
        if old.len() == new.len() {
            for (index, value) in new.iter().enumerate() {
                self.merge(&deeper(path, index), value);
            }
            return;
        }
        let mut kept = 0;
        let mut gone = Vec::new();
        for (index, value) in old.iter().enumerate() {
            if new.get(kept) == Some(value) {
                kept += 1;
            } else {
                gone.push(index);
            }
        }
        if kept == 0 {
            return self.replace(path, &Value::from(new));
        }
        for (index, value) in (old.len()..).zip(&new[kept..]) {
            self.append(path, &Step::Index(index), value);
        }
        for index in gone.into_iter().rev() {
            self.remove(&deeper(path, index));
        }
    }

    fn apply(&mut self, splices: &[Splice]) {
        let text = apply(&self.text, splices);
        *self = Self::parse(&text).expect("an edit of readable text gives readable text");
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn deeper(path: &[Step], step: impl Into<Step>) -> Vec<Step> {
    path.iter().cloned().chain([step.into()]).collect()
}

fn position(node: &Node, step: &Step) -> Option<usize> {
    match (&node.kind, step) {
        (NodeKind::Object(_), Step::Key(key)) => node.position(key),
        (NodeKind::Array(items), Step::Index(index)) => (*index < items.len()).then_some(*index),
        _ => None,
    }
}

fn item<'a>(node: &'a Node, step: &Step) -> Option<&'a Item> {
    position(node, step).map(|index| &node.items()[index])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::text::layout::quote;

    fn path(steps: &str) -> Vec<Step> {
        let step = |step: &str| step.parse::<usize>().map_or_else(|_| step.into(), Step::Index);
        steps.split('.').filter(|step| !step.is_empty()).map(step).collect()
    }

    /// Checks that `set` results in `after`, and that removing the value results in `before`.
    #[track_caller]
    fn check_added(before: &str, at: &str, value: &Value, after: &str) {
        let mut document = Document::parse(before).unwrap();
        document.set(&path(at), value);
        assert_eq!(document.text(), after);
        assert!(document.remove(&path(at)));
        assert_eq!(document.text(), before);
    }

    #[track_caller]
    fn check_set(before: &str, at: &str, value: &Value, after: &str) {
        let mut document = Document::parse(before).unwrap();
        document.set(&path(at), value);
        assert_eq!(document.text(), after);
        assert_eq!(document.get(&path(at)), Some(value));
    }

    #[track_caller]
    fn check_removed(before: &str, at: &str, after: &str) {
        let mut document = Document::parse(before).unwrap();
        assert!(document.remove(&path(at)));
        assert_eq!(document.text(), after);
    }

    #[test]
    fn appending_many_members_equals_appending_each() {
        let members = json!({"b": {"command": "x", "args": ["-y"]}, "c": {"url": "u"}, "d": {}});
        let members = members.as_object().unwrap();
        for before in [
            "{}",
            "{ }",
            r#"{"s":{"a":{}}}"#,
            r#"{ "s": { "a": { "command": "x" } } }"#,
            "{\n  \"s\": {}\n}\n",
            "{\r\n\t\"s\": {\r\n\t\t\"a\": {\"b\": 1} // note\r\n\t}\r\n}\r\n",
            "{\n  \"s\": {\n    \"a\": {}, /* x */ \"z\": 1,\n  },\n  \"t\": 1\n}\n",
        ] {
            let (mut at_once, mut singly) =
                (Document::parse(before).unwrap(), Document::parse(before).unwrap());
            at_once.append_all(&path("s"), members);
            for (key, value) in members {
                singly.set(&["s".into(), key.as_str().into()], value);
            }
            assert_eq!(at_once.text(), singly.text());
        }
    }

    #[test]
    fn a_new_member_takes_the_style_of_its_neighbours() {
        let v = json!({"command": "x", "args": ["-y", "p"]});
        check_added("{}", "a", &json!(1), "{\n  \"a\": 1\n}");
        check_added("{ }", "a", &json!(1), "{ \"a\": 1 }");
        check_added("{\n}\n", "a", &json!(1), "{\n  \"a\": 1\n\n}\n");
        check_added(r#"{"a":1}"#, "b", &v, r#"{"a":1,"b":{"command":"x","args":["-y","p"]}}"#);
        check_added(
            r#"{ "a": 1 }"#,
            "b",
            &v,
            r#"{ "a": 1, "b": { "command": "x", "args": ["-y", "p"] } }"#,
        );
        check_added(
            "{\n\t\"s\": {}\n}\n",
            "s.a",
            &v,
            "{\n\t\"s\": {\n\t\t\"a\": {\n\t\t\t\"command\": \"x\",\n\t\t\t\"args\": [\"-y\", \"p\"]\n\t\t}\n\t}\n}\n",
        );
        check_added(
            "{\r\n  \"a\": 1\r\n}\r\n",
            "b",
            &json!({"c": 2}),
            "{\r\n  \"a\": 1,\r\n  \"b\": {\r\n    \"c\": 2\r\n  }\r\n}\r\n",
        );
        check_added("{\n  \"g\": []\n}", "g.0", &json!("x"), "{\n  \"g\": [\"x\"]\n}");
        check_added(
            "{\n  \"g\": [\n    \"w\"\n  ],\n  \"h\": []\n}",
            "h.0",
            &json!("x"),
            "{\n  \"g\": [\n    \"w\"\n  ],\n  \"h\": [\n    \"x\"\n  ]\n}",
        );
    }

    #[test]
    fn comments_and_trailing_commas_stay_in_place() {
        check_added(
            "{\n  \"a\": 1 // one\n  // end\n}",
            "b",
            &json!(2),
            "{\n  \"a\": 1, // one\n  \"b\": 2\n  // end\n}",
        );
        check_added(
            "{\n  \"a\": 1, // one\n}",
            "b",
            &json!(2),
            "{\n  \"a\": 1, // one\n  \"b\": 2,\n}",
        );
        check_added("{\n  // none yet\n}", "a", &json!(1), "{\n  // none yet\n  \"a\": 1\n}");
        check_added("{ /* none */ }", "a", &json!(1), "{ /* none */ \"a\": 1 }");
        check_added("{ \"a\": 1 // one\n}", "b", &json!(2), "{ \"a\": 1, // one\n  \"b\": 2\n}");
        check_removed(
            "{\n  \"a\": 1, // one\n  // about b\n  \"b\": 2, // two\n  \"c\": 3\n}",
            "b",
            "{\n  \"a\": 1, // one\n  // about b\n  \"c\": 3\n}",
        );
        check_removed("{ // one\n  \"a\": 1, \"b\": 2 }", "a", "{ // one\n  \"b\": 2 }");
        check_removed("{ \"a\": 1, // one\n  \"b\": 2 }", "b", "{ \"a\": 1 // one\n  }");
    }

    #[test]
    fn removing_leaves_neighbours_alone() {
        check_removed(r#"{ "a": 1, "b": 2, "c": 3 }"#, "a", r#"{ "b": 2, "c": 3 }"#);
        check_removed(r#"{ "a": 1, "b": 2, "c": 3 }"#, "b", r#"{ "a": 1, "c": 3 }"#);
        check_removed(r#"{ "a": 1, "b": 2, "c": 3 }"#, "c", r#"{ "a": 1, "b": 2 }"#);
        check_removed("{\n  \"a\": 1\n  , \"b\": 2\n}", "b", "{\n  \"a\": 1\n}");
        check_removed("{\n  \"a\": 1\n}", "a", "{}");
        check_removed("[{\"x\": [1, 2, 3,]}]".trim_matches(['[', ']']), "x.2", "{\"x\": [1, 2,]}");
        let mut document = Document::parse("{}").unwrap();
        assert!(!document.remove(&path("a")));
        assert!(!document.remove(&path("a.b")));
        assert!(!document.remove(&[]));
    }

    #[test]
    fn only_differences_are_rewritten() {
        check_set(
            "{ \"a\" : { \"x\":1,   \"y\":[ 1,2 ] , \"z\" : 3 } }",
            "a",
            &json!({"x": 2, "y": [1, 2], "w": {}}),
            "{ \"a\" : { \"x\":2,   \"y\":[ 1,2 ] , \"w\" : {} } }",
        );
        check_set("{\"l\": [1,  2,  3]}", "l", &json!([1, 3]), "{\"l\": [1,  3]}");
        check_set("{\"l\": [1,  2]}", "l", &json!([1, 2, 3]), "{\"l\": [1,  2, 3]}");
        check_set("{\"l\": [1,  2]}", "l", &json!([5, 6, 7]), "{\"l\": [5, 6, 7]}");
        check_set("{\"a\": 1}", "a.b", &json!(2), "{\"a\": {\"b\": 2}}");
        check_set("{}", "a.b", &json!(2), "{\n  \"a\": {\n    \"b\": 2\n  }\n}");
        let text = "\u{feff}{ \"a\": 1.0, }";
        let mut document = Document::parse(text).unwrap();
        document.set(&path("a"), &json!(1.0));
        assert_eq!(document.text(), text);
    }

    #[test]
    fn a_renamed_member_keeps_its_place() {
        let mut document = Document::parse("{ \"a\": 1, \"b\": 2 }").unwrap();
        assert!(document.rename(&path("a"), "c\"d"));
        assert_eq!(document.text(), "{ \"c\\\"d\": 1, \"b\": 2 }");
        assert!(!document.rename(&path("b"), "c\"d"));
        assert!(!document.rename(&path("x"), "y"));
    }

    #[test]
    fn syntax_errors_have_exact_places() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let found = Document::parse(text).unwrap_err();
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|found| (&text[found.place.clone()], found.message.as_str()))
                .collect();
            assert_eq!(found, expected, "{text}");
        };
        check("", &[("", "the file is empty")]);
        check("[]", &[("[]", "a settings file is an object")]);
        check("{\"a\" 1}", &[("1", "expected `:` after the key, found `1`")]);
        check("{\"a\": 1 \"b\": 2}", &[("\"", "expected `,` or `}`, found `\"`")]);
        check("{'a': 1}", &[("'", "expected a key in double quotes, found `'`")]);
        check("{a: 1}", &[("a", "expected a key in double quotes, found `a`")]);
        check("{,}", &[(",", "expected a key in double quotes, found `,`")]);
        check("{\"a\": 1,,}", &[(",", "expected a key in double quotes, found `,`")]);
        check("{\"a\": 0x1F}", &[("0x1F", "this word is not a JSON value")]);
        check("{\"a\": 01}", &[("01", "this word is not a JSON value")]);
        check("{\"a\": +1}", &[("+1", "this word is not a JSON value")]);
        check("{\"a\": \"x\n\"}", &[("\"x", "this string is not closed")]);
        check("{\"a\": \"\\x\"}", &[("\"\\x\"", "an escape in this string is not JSON")]);
        check("{\"a\": \"\t\"}", &[("\t", "a string contains a control character")]);
        check("{\"a\": [1, 2", &[("[", "this array is not closed")]);
        check("{} x", &[("x", "expected the end of the file, found `x`")]);
        check("{} /* x", &[("/*", "this comment is not closed")]);
        check(
            "{\"a\": 1, \"\\u0061\": {\"b\": 1, \"b\": 2}}",
            &[("\"b\"", "the key `b` is duplicated"), ("\"\\u0061\"", "the key `a` is duplicated")],
        );
        let deep = format!("{{\"a\": {}{}}}", "[".repeat(300), "]".repeat(300));
        assert_eq!(
            Document::parse(&deep).unwrap_err()[0].message,
            "nested more than 200 levels deep"
        );
    }

    /// Generates small JSON objects.
    fn any_object() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[a-z /*{},\"\\\\é]{0,6}".prop_map(Value::from),
        ];
        let value = leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-d]{1,2}", inner), 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        });
        prop::collection::vec(("[a-d]{1,2}", value), 0..4)
            .prop_map(|members| Value::Object(members.into_iter().collect()))
    }

    /// Prints `value` with spacing chosen by `dice`.
    struct Printer {
        dice: Vec<u8>,
        at: usize,
        spaces: &'static [&'static str],
        trailing: bool,
    }

    impl Printer {
        fn roll(&mut self) -> usize {
            self.at += 1;
            usize::from(self.dice[self.at % self.dice.len()])
        }

        fn space(&mut self) -> &'static str {
            let roll = self.roll();
            self.spaces[roll % self.spaces.len()]
        }

        fn print(&mut self, value: &Value) -> String {
            let (open, close, items): (_, _, Vec<(Option<&String>, &Value)>) = match value {
                Value::Object(map) => ('{', '}', map.iter().map(|(k, v)| (Some(k), v)).collect()),
                Value::Array(list) => ('[', ']', list.iter().map(|v| (None, v)).collect()),
                scalar => return scalar.to_string(),
            };
            let mut text = String::from(open);
            for (index, (key, value)) in items.iter().enumerate() {
                text += self.space();
                if let Some(key) = key {
                    let (before, after) = (self.space(), self.space());
                    text += &[&quote(key), before, ":", after].concat();
                }
                text += &self.print(value);
                text += self.space();
                if index + 1 < items.len() || (self.trailing && self.roll().is_multiple_of(3)) {
                    text.push(',');
                }
            }
            text += self.space();
            text.push(close);
            text
        }
    }

    const STRICT: &[&str] = &["", "", " ", "\n", "\n  ", "\t", "\r\n", "\n\n    "];
    const COMMENTED: &[&str] = &[
        "",
        " ",
        "\n  ",
        "\r\n\t",
        " // x, }\n",
        "// y\r\n  ",
        " /* z */ ",
        "/* { */",
        "\n// w\n",
        "\n/* a\n b */\n",
        "",
    ];

    fn any_text() -> impl Strategy<Value = (String, bool)> {
        (any_object(), prop::collection::vec(any::<u8>(), 1..64), any::<bool>()).prop_map(
            |(value, dice, strict)| {
                let spaces = if strict { STRICT } else { COMMENTED };
                let mut printer = Printer { dice, at: 0, spaces, trailing: !strict };
                let lead = printer.space();
                (format!("{lead}{}{}", printer.print(&value), printer.space()), strict)
            },
        )
    }

    /// Collects the paths of all containers in `value`.
    fn containers(value: &Value, at: &[Step], found: &mut Vec<Vec<Step>>) {
        match value {
            Value::Object(map) => {
                found.push(at.to_vec());
                map.iter().for_each(|(key, value)| {
                    containers(value, &deeper(at, key.as_str()), found);
                });
            }
            Value::Array(list) => {
                found.push(at.to_vec());
                list.iter().enumerate().for_each(|(index, value)| {
                    containers(value, &deeper(at, index), found);
                });
            }
            _ => {}
        }
    }

    fn config() -> ProptestConfig {
        ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn adding_then_removing_gives_the_original_bytes(
            (text, strict) in any_text(),
            value in any_object(),
            pick in any::<prop::sample::Index>(),
        ) {
            let mut document = Document::parse(&text).unwrap();
            let mut found = Vec::new();
            containers(document.value(), &[], &mut found);
            let at = &found[pick.index(found.len())];
            let step = match document.get(at) {
                Some(Value::Array(list)) => Step::Index(list.len()),
                _ => Step::from("new"),
            };
            let at: Vec<Step> = at.iter().cloned().chain([step]).collect();
            document.set(&at, &value);
            prop_assert_eq!(document.get(&at), Some(&value));
            if strict {
                let again = serde_json::from_str::<Value>(document.text()).ok();
                prop_assert_eq!(again.as_ref(), Some(document.value()));
            }
            prop_assert!(document.remove(&at));
            prop_assert_eq!(document.text(), text);
        }

        #[test]
        fn any_item_can_be_taken_out((text, strict) in any_text(), pick in any::<prop::sample::Index>()) {
            let mut document = Document::parse(&text).unwrap();
            let mut found = Vec::new();
            containers(document.value(), &[], &mut found);
            let at = &found[pick.index(found.len())];
            let mut expected = document.value().clone();
            let inner = at.iter().fold(&mut expected, |value, step| match step {
                Step::Key(key) => &mut value[key.as_str()],
                Step::Index(index) => &mut value[*index],
            });
            let step = match inner {
                Value::Object(map) if !map.is_empty() => {
                    let key = map.keys().nth(pick.index(map.len())).unwrap().clone();
                    map.shift_remove(&key);
                    Step::Key(key)
                }
                Value::Array(list) if !list.is_empty() => {
                    let index = pick.index(list.len());
                    list.remove(index);
                    Step::Index(index)
                }
                _ => return Ok(()),
            };
            let at: Vec<Step> = at.iter().cloned().chain([step]).collect();
            prop_assert!(document.remove(&at));
            prop_assert_eq!(document.value(), &expected);
            if strict {
                prop_assert!(serde_json::from_str::<Value>(document.text()).is_ok());
            }
        }

        #[test]
        fn the_root_can_become_any_object((text, strict) in any_text(), value in any_object()) {
            let mut document = Document::parse(&text).unwrap();
            document.set(&[], &value);
            prop_assert_eq!(document.value(), &value);
            if strict {
                prop_assert!(serde_json::from_str::<Value>(document.text()).is_ok());
            }
            let before = document.text().to_owned();
            document.set(&[], &value);
            prop_assert_eq!(document.text(), before);
        }

        #[test]
        fn parsing_agrees_with_serde_json(text in "[\\[\\]{}\":,0-9a-e.\\- \n\\\\ntrufls]{0,24}") {
            let theirs = serde_json::from_str::<Value>(&text).ok().filter(Value::is_object);
            match (Document::parse(&text), theirs) {
                (Ok(document), Some(theirs)) => prop_assert_eq!(document.value(), &theirs),
                (Ok(document), None) => prop_assert!(document.text().contains(',')),
                (Err(found), Some(_)) => {
                    prop_assert!(found.iter().all(|found| found.code == Code::DuplicateKey));
                }
                (Err(_), None) => {}
            }
        }
    }
}
