//! Corrects items that violate the MCP specification to the nearest valid form. Clients parse a
//! list as a whole, so one invalid item hides all tools of all servers. The tables contain the
//! rules of the official SDKs; members outside the tables stay as the server sent them.

use std::fmt::Write as _;

use serde_json::Value;

use crate::protocol::Era;
use crate::protocol::json::{self, Member, Span};
use crate::proxy::inventory::item_rules::{ANYTHING, Absent, Rule, Shape, rules};
use crate::proxy::inventory::items::ListKind;
use crate::proxy::inventory::json_schema::compiles;

/// Maximum nesting depth; parsers with a limit fail slightly above it.
const DEPTH_MAX: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mended {
    /// The item's JSON for clients of the modern era.
    pub(crate) modern: String,
    /// The item's JSON for clients of the legacy era.
    pub(crate) legacy: String,
    /// The corrections, one sentence each.
    pub(crate) notes: Vec<String>,
}

impl Mended {
    /// Returns the item's JSON for clients of that era.
    pub(crate) fn of(&self, era: Era) -> &str {
        if era == Era::Modern { &self.modern } else { &self.legacy }
    }
}

/// Returns the nearest valid form of an item, which must contain its key. Returns `None` if the
/// item is valid.
pub(crate) fn mended(kind: ListKind, raw: &str) -> Option<Mended> {
    let rules = rules(kind);
    let repaired = replace_lone_surrogates(raw);
    let text = repaired.as_deref().unwrap_or(raw);
    let form = |era: Era| {
        let mut bench = Bench { text, era, notes: Vec::new() };
        let made = match bench.object(&(0..text.len()), rules, "") {
            Verdict::Put(made) => made,
            Verdict::Fits | Verdict::Drop => text.to_owned(),
        };
        (made, bench.notes)
    };
    let (legacy, mut notes) = form(Era::Legacy);
    if repaired.is_some() {
        notes.push("halves of surrogate pairs are replaced".to_owned());
    }
    if notes.is_empty() {
        return None;
    }
    let (modern, _) = form(Era::Modern);
    Some(Mended { modern, legacy, notes })
}

/// The result of checking a value.
enum Verdict {
    Fits,
    Drop,
    Put(String),
}

/// Checks one item.
struct Bench<'a> {
    text: &'a str,
    era: Era,
    notes: Vec<String>,
}

impl Bench<'_> {
    fn value(&mut self, span: &Span, shape: &Shape, path: &str) -> Verdict {
        let raw = &self.text[span.clone()];
        let fits = match shape {
            Shape::Text => json::string(self.text, span).is_some(),
            Shape::Flag => matches!(raw, "true" | "false"),
            Shape::Integer => raw.parse::<i64>().is_ok(),
            Shape::Share => raw.parse().is_ok_and(|n: f64| (0.0..=1.0).contains(&n)),
            Shape::Time => json::string(self.text, span).is_some_and(|text| is_time(&text)),
            Shape::OneOf(words) => {
                json::string(self.text, span).is_some_and(|text| words.contains(&&*text))
            }
            Shape::Open => raw.starts_with('{'),
            Shape::Object(rules) => return self.object(span, rules, path),
            Shape::List(element) => return self.list(span, element, path),
            Shape::Input => return self.input(span, path),
            Shape::Output => return self.output(span, path),
        };
        if fits { Verdict::Fits } else { Verdict::Drop }
    }

    fn object(&mut self, span: &Span, rules: &[Rule], path: &str) -> Verdict {
        if !self.text[span.clone()].starts_with('{') {
            return Verdict::Drop;
        }
        let members = json::members(self.text, span);
        let mut kept: Vec<String> = Vec::with_capacity(members.len());
        let mut changed = false;
        let mut present = vec![false; rules.len()];
        for member in &members {
            let known = rules.iter().position(|r| json::is_key(self.text, &member.key, r.name));
            let verdict = match known {
                Some(at) => {
                    let rule = &rules[at];
                    let path = join(path, rule.name);
                    let verdict = self.value(&member.value, &rule.shape, &path);
                    if matches!(verdict, Verdict::Drop) {
                        self.note_drop(&path, &member.value);
                    } else {
                        present[at] = true;
                    }
                    verdict
                }
                None if path.is_empty() && is_deep(&self.text[member.value.clone()]) => {
                    self.note_drop("a member", &member.value);
                    Verdict::Drop
                }
                None => Verdict::Fits,
            };
            self.keep(member, verdict, &mut kept, &mut changed);
        }
        for (rule, is_present) in rules.iter().zip(present) {
            if is_present {
                continue;
            }
            let name = rule.name;
            let value = match rule.absent {
                Absent::Fine => continue,
                Absent::Spoils => return Verdict::Drop,
                Absent::Stands(value) => value.to_owned(),
                Absent::Like(other) => match json::find(self.text, &members, other).0 {
                    Some(span) => self.text[span.clone()].to_owned(),
                    None => continue,
                },
            };
            self.notes.push(format!("`{name}` is made: it was not there"));
            kept.push(format!("\"{name}\":{value}"));
            changed = true;
        }
        if changed { Verdict::Put(format!("{{{}}}", kept.join(","))) } else { Verdict::Fits }
    }

    fn keep(&self, member: &Member, verdict: Verdict, kept: &mut Vec<String>, changed: &mut bool) {
        match verdict {
            Verdict::Fits => kept.push(self.text[member.key.start..member.value.end].to_owned()),
            Verdict::Drop => *changed = true,
            Verdict::Put(value) => {
                kept.push(format!("{}:{value}", &self.text[member.key.clone()]));
                *changed = true;
            }
        }
    }

    fn list(&mut self, span: &Span, element: &Shape, path: &str) -> Verdict {
        if !self.text[span.clone()].starts_with('[') {
            return Verdict::Drop;
        }
        let mut kept = Vec::new();
        let mut changed = false;
        for (at, value) in json::elements(self.text, span).iter().enumerate() {
            let path = format!("{path}[{at}]");
            match self.value(value, element, &path) {
                Verdict::Fits => kept.push(self.text[value.clone()].to_owned()),
                Verdict::Drop => {
                    self.note_drop(&path, value);
                    changed = true;
                }
                Verdict::Put(made) => {
                    kept.push(made);
                    changed = true;
                }
            }
        }
        if changed { Verdict::Put(format!("[{}]", kept.join(","))) } else { Verdict::Fits }
    }

    /// Checks the schema of a tool's arguments. Always results in the schema of an object.
    fn input(&mut self, span: &Span, path: &str) -> Verdict {
        let raw = &self.text[span.clone()];
        if !raw.starts_with('{') || is_deep(raw) {
            let was = self.describe(span);
            self.notes.push(format!("`{path}` allows any object: it was {was}"));
            return Verdict::Put(ANYTHING.to_owned());
        }
        self.schema(span, path)
    }

    /// Checks the schema of a tool's structured result. Drops a schema that clients cannot compile.
    fn output(&mut self, span: &Span, path: &str) -> Verdict {
        let raw = &self.text[span.clone()];
        if !raw.starts_with('{') || is_deep(raw) {
            return Verdict::Drop;
        }
        let members = json::members(self.text, span);
        let kind = json::find(self.text, &members, "type").0;
        let is_object = kind.is_none_or(|kind| says_object(self.text, kind));
        let legacy = self.era == Era::Legacy;
        if legacy && !is_object {
            return Verdict::Drop;
        }
        // The modern era allows schemas of any type.
        let verdict = if legacy { self.schema(span, path) } else { Verdict::Fits };
        let made = match &verdict {
            Verdict::Put(made) => made.as_str(),
            Verdict::Fits | Verdict::Drop => raw,
        };
        let value: Option<Value> = serde_json::from_str(made).ok();
        if value.is_some_and(|value| compiles(&value)) { verdict } else { Verdict::Drop }
    }

    /// Corrects the members that declare a schema to be of an object.
    fn schema(&mut self, span: &Span, path: &str) -> Verdict {
        let text = self.text;
        let members = json::members(text, span);
        let mut kept = Vec::with_capacity(members.len());
        let mut changed = false;
        let mut typed = false;
        for member in &members {
            let is = |name| json::is_key(text, &member.key, name);
            let verdict = if is("type") {
                typed = true;
                if json::string(text, &member.value).as_deref() == Some("object") {
                    Verdict::Fits
                } else {
                    let was = self.describe(&member.value);
                    self.notes.push(format!("`{path}.type` is `object`: it was {was}"));
                    Verdict::Put("\"object\"".to_owned())
                }
            } else if is("properties") {
                self.properties(&member.value, &join(path, "properties"))
            } else if is("required") {
                self.value(&member.value, &Shape::List(&Shape::Text), &join(path, "required"))
            } else if is("$schema") {
                self.value(&member.value, &Shape::Text, &join(path, "$schema"))
            } else {
                Verdict::Fits
            };
            if matches!(verdict, Verdict::Drop) {
                let name = json::string(text, &member.key).unwrap_or_default();
                self.note_drop(&join(path, &name), &member.value);
            }
            self.keep(member, verdict, &mut kept, &mut changed);
        }
        if !typed {
            self.notes.push(format!("`{path}.type` is `object`: it was not there"));
            kept.insert(0, "\"type\":\"object\"".to_owned());
            changed = true;
        }
        if changed { Verdict::Put(format!("{{{}}}", kept.join(","))) } else { Verdict::Fits }
    }

    /// Checks that each property is an object schema; `true` and `false` are replaced by equivalent
    /// objects.
    fn properties(&mut self, span: &Span, path: &str) -> Verdict {
        if !self.text[span.clone()].starts_with('{') {
            return Verdict::Drop;
        }
        let mut kept = Vec::new();
        let mut changed = false;
        for member in json::members(self.text, span) {
            let raw = &self.text[member.value.clone()];
            let verdict = if raw.starts_with('{') {
                Verdict::Fits
            } else {
                let name = json::string(self.text, &member.key).unwrap_or_default();
                let was = self.describe(&member.value);
                self.notes.push(format!("`{path}.{name}` is made an object: it was {was}"));
                Verdict::Put(if raw == "false" { r#"{"not":{}}"# } else { "{}" }.to_owned())
            };
            self.keep(&member, verdict, &mut kept, &mut changed);
        }
        if changed { Verdict::Put(format!("{{{}}}", kept.join(","))) } else { Verdict::Fits }
    }

    fn note_drop(&mut self, path: &str, span: &Span) {
        let was = self.describe(span);
        let path = if path.contains(' ') { path.to_owned() } else { format!("`{path}`") };
        self.notes.push(format!("{path} is left out: it was {was}"));
    }

    /// Describes a value in a word or two.
    fn describe(&self, span: &Span) -> String {
        let raw = &self.text[span.clone()];
        match raw.as_bytes().first() {
            Some(b'{') if raw.len() > 2 => "an object that does not fit".to_owned(),
            Some(b'{') => "an empty object".to_owned(),
            Some(b'[') => "a list".to_owned(),
            Some(b'"') if raw.len() <= 30 => format!("the text {raw}"),
            Some(b'"') => "a text".to_owned(),
            Some(b'n' | b't' | b'f') => format!("`{raw}`"),
            _ => "a number".to_owned(),
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Whether a `type` is `object` or a list that contains it.
fn says_object(text: &str, span: &Span) -> bool {
    let is_object = |span: &Span| json::string(text, span).as_deref() == Some("object");
    is_object(span) || json::elements(text, span).iter().any(is_object)
}

/// Whether the text is a time like `2026-07-28T12:00:00Z`, optionally without seconds or with an
/// offset in hours and minutes.
fn is_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    let clock = time.strip_suffix('Z').or_else(|| {
        let (clock, offset) = time.split_at_checked(time.len().checked_sub(6)?)?;
        let bytes = offset.as_bytes();
        (matches!(bytes.first(), Some(b'+' | b'-')) && bytes.get(3) == Some(&b':')).then_some(clock)
    });
    let Some(clock) = clock else { return false };
    let timed = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
    let zone = &time[clock.len()..];
    date.len() == 10
        && timed.as_bytes().get(5) == Some(&b':')
        && timed.as_bytes().get(8).is_none_or(|b| *b == b'.')
        && format!("{date}T{timed}{zone}").parse::<jiff::Timestamp>().is_ok()
}

/// Whether the text nests deeper than [`DEPTH_MAX`].
fn is_deep(raw: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in raw.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return true;
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// Replaces lone surrogates in escapes. Returns `None` if there are none. JSON allows them anywhere
/// in a string, but Unicode parsers reject them.
fn replace_lone_surrogates(raw: &str) -> Option<String> {
    let unit = |at: usize| -> Option<u16> {
        let digits = raw.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut out: Option<String> = None;
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = raw.get(at..).and_then(|rest| memchr::memchr(b'\\', rest.as_bytes())) {
        at += found;
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                let out = out.get_or_insert_default();
                let _ = write!(out, "{}\\ufffd", &raw[copied..at]);
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            None => at += 2,
        }
    }
    out.map(|out| out + &raw[copied..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(members: &str) -> Mended {
        mended(ListKind::Tools, &format!(r#"{{"name":"x",{members}}}"#)).expect(members)
    }

    #[test]
    fn input_schemas_become_object_schemas() {
        let of = |schema: &str| {
            let mended = tool(&format!(r#""inputSchema":{schema}"#));
            assert_eq!(mended.modern, mended.legacy);
            let value: Value = serde_json::from_str(&mended.legacy).unwrap();
            value["inputSchema"].to_string()
        };
        for none in ["null", "true", "\"{}\"", "[]", "7", "{}"] {
            assert_eq!(of(none), ANYTHING, "{none}");
        }
        for kind in ["null", "\"array\"", "[\"object\",\"null\"]", "5"] {
            assert_eq!(of(&format!(r#"{{"type":{kind}}}"#)), ANYTHING, "{kind}");
        }
        let cases = [
            (
                r#"{"anyOf":[{"type":"object"}]}"#,
                r#"{"type":"object","anyOf":[{"type":"object"}]}"#,
            ),
            (r#"{"type":"object","properties":[]}"#, ANYTHING),
            (r#"{"type":"object","properties":null,"required":null,"$schema":1}"#, ANYTHING),
            (
                r#"{"type":"object","properties":{"a":true,"b":false,"c":null,"d":{"x":1.50}}}"#,
                r#"{"type":"object","properties":{"a":{},"b":{"not":{}},"c":{},"d":{"x":1.50}}}"#,
            ),
            (
                r#"{"type":"object","required":["a",1,null],"x":null}"#,
                r#"{"type":"object","required":["a"],"x":null}"#,
            ),
        ];
        for (from, to) in cases {
            let to: Value = serde_json::from_str(to).unwrap();
            assert_eq!(of(from), to.to_string(), "{from}");
        }
        let missing = mended(ListKind::Tools, r#"{"name":"x"}"#).unwrap();
        assert_eq!(missing.legacy, r#"{"name":"x","inputSchema":{"type":"object"}}"#);
        assert_eq!(missing.notes, ["`inputSchema` is made: it was not there"]);
        let deep = format!("{}1{}", r#"{"type":"object","not":"#.repeat(200), "}".repeat(200));
        assert_eq!(of(&deep), ANYTHING);
    }

    #[test]
    fn invalid_members_are_removed_and_others_keep_their_bytes() {
        let fine = r#""inputSchema": {"type":"object"} ,"x-own":null"#;
        let cases = [
            (r#""description":null"#, "`description` is left out: it was `null`"),
            (r#""title":5"#, "`title` is left out: it was a number"),
            (r#""annotations":null"#, "`annotations` is left out: it was `null`"),
            (r#""_meta":[]"#, "`_meta` is left out: it was a list"),
            (r#""icons":"x.png""#, "`icons` is left out: it was the text \"x.png\""),
            (r#""execution":true"#, "`execution` is left out: it was `true`"),
            (r#""outputSchema":null"#, "`outputSchema` is left out: it was `null`"),
        ];
        for (member, note) in cases {
            let mended = tool(&format!("{member},{fine}"));
            let wanted = r#"{"name":"x","inputSchema": {"type":"object"},"x-own":null}"#;
            assert_eq!(
                (mended.legacy.as_str(), mended.notes.as_slice()),
                (wanted, &[note.to_owned()][..])
            );
            assert_eq!(mended.modern, wanted);
        }
        let nested = r#""annotations":{"readOnlyHint":"yes","title":"t"},"icons":[{"src":"a","theme":"red"},{"mimeType":"b"},null]"#;
        assert_eq!(
            tool(&format!("{nested},{fine}")).legacy,
            r#"{"name":"x","annotations":{"title":"t"},"icons":[{"src":"a"}],"inputSchema": {"type":"object"},"x-own":null}"#
        );
    }

    #[test]
    fn unusable_output_schemas_are_removed() {
        let of = |schema: &str| {
            let raw = format!(
                r#"{{"name":"x","inputSchema":{{"type":"object"}},"outputSchema":{schema}}}"#
            );
            let has = |text: &str| text.contains("outputSchema");
            mended(ListKind::Tools, &raw)
                .map_or([true, true], |mended| [has(&mended.legacy), has(&mended.modern)])
        };
        for good in [
            r##"{"type":"object","properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"items":{"$ref":"#"}}}}"##,
            r#"{"properties":{"a":{"type":["string","null"]}}}"#,
            r#"{"type":"object","$id":"u:x","properties":{"a":{"$ref":"u:x#/b"}}}"#,
        ] {
            assert_eq!(of(good), [true, true], "{good}");
        }
        for modern in [r#"{"type":"array","items":{}}"#, r#"{"type":"string"}"#] {
            assert_eq!(of(modern), [false, true], "{modern}");
        }
        for bad in [
            "[]",
            "true",
            r##"{"type":"object","properties":{"a":{"$ref":"#/$defs/gone"}}}"##,
            r#"{"type":"object","properties":{"a":{"type":"str"}}}"#,
            r#"{"type":"object","properties":{"a":{"enum":[]}}}"#,
            r#"{"type":"object","properties":{"a":{"$ref":"other.json"}}}"#,
            r#"{"type":"object","additionalProperties":null}"#,
            r#"{"type":"object","properties":{"a":{"pattern":"(?P<year>[0-9]+)"}}}"#,
            r#"{"type":"object","patternProperties":{"\\A":{}}}"#,
        ] {
            assert_eq!(of(bad), [false, false], "{bad}");
        }
    }

    #[test]
    fn prompts_resources_and_templates_have_their_own_rules() {
        let of = |kind, raw: &str| mended(kind, raw).expect(raw).legacy;
        let prompt = r#"{"name":"p","arguments":[{"name":"a","required":"yes"},{"description":"no name"}],"description":null}"#;
        assert_eq!(of(ListKind::Prompts, prompt), r#"{"name":"p","arguments":[{"name":"a"}]}"#);
        let resource = r#"{"uri":"x:1","name":null,"size":1.5,"mimeType":null,"annotations":{"audience":["user","me"],"priority":2,"lastModified":"yesterday"}}"#;
        let wanted = r#"{"uri":"x:1","annotations":{"audience":["user"]},"name":"x:1"}"#;
        assert_eq!(of(ListKind::Resources, resource), wanted);
        let template = r#"{"uriTemplate":"x:{a}"}"#;
        let wanted = r#"{"uriTemplate":"x:{a}","name":"x:{a}"}"#;
        assert_eq!(of(ListKind::Templates, template), wanted);
    }

    #[test]
    fn valid_items_are_unchanged() {
        let valid = [
            (
                ListKind::Tools,
                r#"{ "name":"x" , "title":"t","description":"","inputSchema":{"type":"object","properties":{"a":{}},"required":[]},"annotations":{"readOnlyHint":true},"icons":[],"_meta":{},"extra":null}"#,
            ),
            (ListKind::Prompts, r#"{"name":"x","arguments":[{"name":"a","required":true}]}"#),
            (
                ListKind::Resources,
                r#"{"uri":"u","name":"","size":5,"annotations":{"priority":0.5,"lastModified":"2026-07-28T12:00:00.5+02:00"}}"#,
            ),
            (ListKind::Templates, r#"{"uriTemplate":"u","name":"\ud83c\udf0d"}"#),
        ];
        for (kind, raw) in valid {
            assert_eq!(mended(kind, raw), None, "{raw}");
        }
    }

    #[test]
    fn lone_surrogates_are_replaced_everywhere() {
        let raw = r#"{"name":"x","inputSchema":{"type":"object"},"e\ud800":["\udc00\ud83c\udf0d\\ud800"]}"#;
        let mended = mended(ListKind::Tools, raw).unwrap();
        let wanted = r#"{"name":"x","inputSchema":{"type":"object"},"e\ufffd":["\ufffd\ud83c\udf0d\\ud800"]}"#;
        assert_eq!(mended.modern, wanted);
        assert_eq!(mended.notes, ["halves of surrogate pairs are replaced"]);
    }
}
