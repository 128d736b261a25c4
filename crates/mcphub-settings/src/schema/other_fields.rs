//! Keys for the settings of other systems that have no equivalent here.

use crate::schema::shape::Shape::{Any, Bool, List, Object, Prose, Text, Whole};
use crate::schema::shape::{TEXTS, Table, field, open, table};

/// An entry of `workspaces`. Source: Aeontel.
pub(crate) static WORKSPACE: Table = table(
    "a workspace",
    &[
        field("id", Text, "Named by the `workspaceId` of its servers.").required(),
        field("name", Prose, "For people."),
    ],
);

/// An entry of `mcpRegistry`, with Agent-Corex's field names.
pub static REGISTRY_ENTRY: Table = table(
    "an entry of the registry",
    &[
        field("name", Text, "Unique; the name of the server that is made from it.").required(),
        field("display_name", Prose, "A name for people."),
        field("description", Prose, "For people."),
        field("version", Prose, "Of the server."),
        field("url", Prose, "Where to read about it; no MCP endpoint."),
        field("icon", Prose, "For display."),
        field("category", Prose, "For sorting."),
        field("tags", TEXTS, "For search."),
        field("tools", List(&Any), "What it offers."),
        field("tools_count", Whole(0), "How many tools it offers."),
        field("authentication", Any, "Which secrets it needs, by the names of variables."),
        field("rate_limit", Any, "How often it may be asked."),
        field("supported_platforms", TEXTS, "Where it runs."),
        field("command", Text, "The program to start."),
        field("args", List(&Prose), "Its arguments."),
        field("env_required", TEXTS, "Variables that it needs."),
        field("env_optional", TEXTS, "Variables that it looks at."),
        field("install_note", Prose, "For people."),
        field("is_active", Bool, "false: it is not offered."),
    ],
);

/// `pandora`: the part of Pandora's configuration that is not about servers.
pub(crate) static PANDORA: Table = open(
    "Pandora's configuration",
    &[
        field("identity", Object(&open("an identity", &[])), "The assistant's name."),
        field("timezone", Text, "An IANA time zone."),
        field("personality", Object(&open("a personality", &[])), "How the assistant answers."),
        field("models", Object(&open("models", &[])), "Which models it uses."),
        field("plugins", Object(&open("plugins", &[])), "Its plugins."),
        field("memory", Object(&open("a memory", &[])), "What it remembers."),
        field("schedule", Object(&open("a schedule", &[])), "What it does by itself."),
        field("onboardingComplete", Bool, "Whether its first steps are done."),
    ],
);
