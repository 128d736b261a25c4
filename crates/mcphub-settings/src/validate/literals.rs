//! Reports literal text in servers that should be a reference to a variable: references in the syntax
//! of other programs, and tokens.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::expand;
use crate::reference::{self, Outside};
use crate::secrets::detect::Confidence;
use crate::secrets::locate;
use crate::secrets::locate::Sensitive;
use crate::text::document::node_at;
use crate::text::path::dotted_path;
use crate::text::tree::{Item, Node, NodeKind};
use crate::validate::findings::Findings;
use crate::validate::read::Members;

/// Reports references in the syntax of other programs, which are literal text here.
pub(super) fn check_references(item: &Item, name: &str, findings: &mut Findings) {
    let fields = item.value.items().iter();
    for field in fields {
        let key = field.key.as_ref().map_or("", |key| key.text.as_str());
        if expand::is_expanded(key) {
            check_reference(&field.value, key, name, findings);
        }
    }
}

fn check_reference(node: &Node, field: &str, name: &str, findings: &mut Findings) {
    for item in node.items() {
        let deeper = match &item.key {
            Some(key) => format!("{field}.{}", key.text),
            None => field.to_owned(),
        };
        check_reference(&item.value, &deeper, name, findings);
    }
    let NodeKind::Scalar(Value::String(text)) = &node.kind else { return };
    if let Some(fault) = bad_reference(text) {
        let message = format!("`{field}` of server `{name}`: {fault}");
        findings.push(Diagnostic::warning(Code::BadReference, node.place.clone(), message));
        return;
    }
    let Some((reference, ours)) = foreign_reference(text) else { return };
    let message = format!("`{field}` of server `{name}` has `{reference}`, which is not expanded");
    let found = Diagnostic::warning(Code::ForeignReference, node.place.clone(), message);
    findings.push(found.help(format!("write `${{{ours}}}`, and set {ours} outside the file")));
}

/// Finds a reference with a name that it cannot have, and returns why.
fn bad_reference(text: &str) -> Option<String> {
    let fault = |one: &Outside| {
        let why = one.source.fault(&one.name)?;
        Some(format!("`{one}` {why}; it does not start"))
    };
    reference::outside(text).iter().find_map(fault).or_else(|| {
        // A reference to a variable with such a name is literal text.
        text.match_indices("${env:").find_map(|(at, _)| {
            let end = at + text[at..].find('}')? + 1;
            let is_bad = !reference::is_only_references(&text[at..end]);
            is_bad.then(|| format!("`{}` names no variable, and is not expanded", &text[at..end]))
        })
    })
}

/// Finds `${input:id}` in a text, and returns it with a variable name for it.
fn foreign_reference(text: &str) -> Option<(&str, String)> {
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        rest = &rest[start..];
        let end = rest.find('}')?;
        let (reference, inner) = (&rest[..=end], &rest[2..end]);
        if let Some(("input", id)) = inner.split_once(':').filter(|(_, id)| !id.is_empty()) {
            return Some((reference, locate::variable_name(&[id])));
        }
        rest = &rest[end..];
    }
    None
}

pub(super) fn check_secrets(item: &Item, name: &str, entry: &Members, findings: &mut Findings) {
    let mut last = None;
    let found = locate::in_server(name, entry).into_iter();
    let is_value = |one: &Sensitive| one.confidence == Confidence::High && !one.in_key;
    for one in found.filter(is_value) {
        let Some(node) = node_at(&item.value, &one.path) else { continue };
        if last.replace(node.place.start) == Some(node.place.start) {
            continue;
        }
        let field = dotted_path(&locate::shown_path(&one.path));
        let message = format!("`{field}` of server `{name}` looks like a token in clear");
        let found = Diagnostic::warning(Code::SecretLiteral, node.place.clone(), message);
        let variable = locate::variable_of(&one);
        findings.push(found.help(format!("write \"${{{variable}}}\" and set it outside the file")));
    }
}
