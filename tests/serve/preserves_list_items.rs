//! Items of lists pass unchanged except for the exposed name, for arbitrary JSON. On the endpoint
//! of all servers, this holds for items that every client can parse.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::support::odd_json::{Member, member_with_key, members, object};
use crate::support::process::wait_for;
use crate::support::raw;
use crate::support::ways::{Ground, holds};

/// The lists: method, member of the result, key of an item.
const LISTS: [(&str, &str, &str); 4] = [
    ("tools/list", "tools", "name"),
    ("prompts/list", "prompts", "name"),
    ("resources/list", "resources", "uri"),
    ("resources/templates/list", "resourceTemplates", "uriTemplate"),
];

/// The members that the specification defines.
const SPOKEN_FOR: [&str; 17] = [
    "name",
    "uri",
    "uriTemplate",
    "inputSchema",
    "outputSchema",
    "title",
    "description",
    "icons",
    "annotations",
    "execution",
    "arguments",
    "mimeType",
    "size",
    "_meta",
    "audience",
    "priority",
    "lastModified",
];

/// Returns whether every client can parse the member: its strings are valid Unicode and its nesting
/// is limited.
fn is_tame(member: &Member) -> bool {
    let text = object(std::slice::from_ref(member));
    let nests = text.matches(['[', '{']).count();
    !text.to_ascii_lowercase().contains("\\ud") && nests < 90
}

/// Returns the member that items of this list require.
fn required_member(list: &str) -> Member {
    match list {
        "tools" => Member::new("inputSchema", r#"{ "type":"object"}"#),
        "prompts" => Member::new("description", r#""d""#),
        _ => Member::new("name", r#""n""#),
    }
}

/// Generates an item with a placeholder for its key.
fn item() -> impl Strategy<Value = Vec<Member>> {
    let key = member_with_key("KEY", Just(String::new()));
    let rest = members(&SPOKEN_FOR, 0..5);
    (key, rest).prop_map(|(key, rest)| [vec![key], rest].concat()).prop_shuffle()
}

/// Returns the text of an item with the key `key`.
fn text(item: &[Member], (name, key): (&str, &str)) -> String {
    let member = |member: &Member| {
        if member.is("KEY") {
            member.with(json!(key).to_string()).with_key(name)
        } else {
            member.clone()
        }
    };
    object(&item.iter().map(member).collect::<Vec<_>>())
}

#[test]
fn an_item_is_listed_unchanged() {
    let ground = Ground::new(&json!({}));
    let serial = AtomicUsize::new(0);
    let values = (select(&LISTS[..]), prop::collection::vec(item(), 1..40));
    holds(25, &ground, values, |way, ((method, list, name), items)| {
        let joined = !way.prefix.is_empty();
        let readable = |item: &Vec<Member>| -> Vec<Member> {
            let kept = item.iter().filter(|member| !joined || is_tame(member)).cloned();
            kept.chain([required_member(list)].into_iter().filter(|_| joined)).collect()
        };
        let items: Vec<Vec<Member>> = items.iter().map(readable).collect();
        // The names differ from those of earlier cases, so that the test can wait for them.
        let serial = serial.fetch_add(1, Ordering::Relaxed);
        let key = |n: usize| match *name {
            "name" => format!("item_{serial}_{n}"),
            "uri" => format!("test://{}/item/{serial}/{n}", way.server),
            _ => format!("test://{}/item/{serial}/{n}/{{x}}", way.server),
        };
        let sent = items.iter().enumerate().map(|(n, item)| text(item, (name, &key(n))));
        ground.put(&way.server, list, &sent.collect::<Vec<_>>());

        let exposed = |n| if *name == "name" { way.prefix.clone() + &key(n) } else { key(n) };
        let wanted: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(n, item)| way.response_text(&text(item, (name, &exposed(n))), false))
            .collect();
        let got = wait_for("the new items in the list", || {
            let answer = way.ask(method, "1", &[]);
            let all = raw::elements(raw::get(raw::get(&answer, "result")?, list)?)?;
            let is_new = |item: &&str| {
                let key = raw::get(item, name).unwrap_or_default();
                (0..items.len()).any(|n| raw::says(key, &exposed(n)))
            };
            let new: Vec<_> = all.into_iter().filter(is_new).map(str::to_owned).collect();
            (!new.is_empty()).then_some(new)
        });
        prop_assert_eq!(got, wanted);
        Ok(())
    });
}
