//! Rules for the members of tools, prompts, resources and templates that the official SDKs accept.

use crate::proxy::inventory::items::ListKind;

/// A schema that accepts any arguments.
pub(crate) const ANYTHING: &str = r#"{"type":"object"}"#;

/// The required form of a value.
pub(crate) enum Shape {
    /// A string of Unicode characters; a lone surrogate is invalid.
    Text,
    Flag,
    Integer,
    /// A number from 0 to 1.
    Share,
    /// A date and time as in RFC 3339.
    Time,
    OneOf(&'static [&'static str]),
    /// Any object.
    Open,
    Object(&'static [Rule]),
    List(&'static Shape),
    /// The schema of an object.
    Input,
    /// A schema; in the legacy era, of an object.
    Output,
}

/// The effect of a missing or invalid member.
pub(crate) enum Absent {
    /// The object is valid without it.
    Fine,
    /// The object is dropped.
    Spoils,
    /// This JSON is inserted.
    Stands(&'static str),
    /// The value of this other member is inserted.
    Like(&'static str),
}

/// The rule for one member of an object.
pub(crate) struct Rule {
    /// The member's name.
    pub(crate) name: &'static str,
    /// What its value must be.
    pub(crate) shape: Shape,
    /// What happens if it is missing or invalid.
    pub(crate) absent: Absent,
}

const fn may(name: &'static str, shape: Shape) -> Rule {
    Rule { name, shape, absent: Absent::Fine }
}

const fn must(name: &'static str, shape: Shape, absent: Absent) -> Rule {
    Rule { name, shape, absent }
}

const ICONS: Shape = Shape::List(&Shape::Object(&[
    must("src", Shape::Text, Absent::Spoils),
    may("mimeType", Shape::Text),
    may("sizes", Shape::List(&Shape::Text)),
    may("theme", Shape::OneOf(&["light", "dark"])),
]));

const ANNOTATIONS: Shape = Shape::Object(&[
    may("audience", Shape::List(&Shape::OneOf(&["user", "assistant"]))),
    may("priority", Shape::Share),
    may("lastModified", Shape::Time),
]);

const TOOL: &[Rule] = &[
    may("title", Shape::Text),
    may("description", Shape::Text),
    may("icons", ICONS),
    must("inputSchema", Shape::Input, Absent::Stands(ANYTHING)),
    may("outputSchema", Shape::Output),
    may(
        "annotations",
        Shape::Object(&[
            may("title", Shape::Text),
            may("readOnlyHint", Shape::Flag),
            may("destructiveHint", Shape::Flag),
            may("idempotentHint", Shape::Flag),
            may("openWorldHint", Shape::Flag),
        ]),
    ),
    may(
        "execution",
        Shape::Object(&[may("taskSupport", Shape::OneOf(&["required", "optional", "forbidden"]))]),
    ),
    may("_meta", Shape::Open),
];

const PROMPT: &[Rule] = &[
    may("title", Shape::Text),
    may("description", Shape::Text),
    may("icons", ICONS),
    may(
        "arguments",
        Shape::List(&Shape::Object(&[
            must("name", Shape::Text, Absent::Spoils),
            may("title", Shape::Text),
            may("description", Shape::Text),
            may("required", Shape::Flag),
        ])),
    ),
    may("_meta", Shape::Open),
];

const RESOURCE: &[Rule] = &[
    must("name", Shape::Text, Absent::Like("uri")),
    may("title", Shape::Text),
    may("description", Shape::Text),
    may("mimeType", Shape::Text),
    may("size", Shape::Integer),
    may("icons", ICONS),
    may("annotations", ANNOTATIONS),
    may("_meta", Shape::Open),
];

const TEMPLATE: &[Rule] = &[
    must("name", Shape::Text, Absent::Like("uriTemplate")),
    may("title", Shape::Text),
    may("description", Shape::Text),
    may("mimeType", Shape::Text),
    may("icons", ICONS),
    may("annotations", ANNOTATIONS),
    may("_meta", Shape::Open),
];

/// Returns the rules for the members of an item of that kind.
pub(crate) fn rules(kind: ListKind) -> &'static [Rule] {
    match kind {
        ListKind::Tools => TOOL,
        ListKind::Prompts => PROMPT,
        ListKind::Resources => RESOURCE,
        ListKind::Templates => TEMPLATE,
    }
}
