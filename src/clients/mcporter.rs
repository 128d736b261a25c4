//! mcporter.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client, ReferenceSyntax, Syntax};

pub(super) static MCPORTER: Client = Client {
    id: "mcporter",
    title: "mcporter",
    about: "mcporter.json",
    user: &[home(".mcporter/mcporter.json"), home(".mcporter/mcporter.jsonc")],
    project: &["config/mcporter.json"],
    syntax: Syntax::Jsonc,
    references: ReferenceSyntax::Ours,
    comments: true,
    restart: true,
    ..COMMON
};
