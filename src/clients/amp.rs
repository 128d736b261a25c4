//! Amp. The key contains a dot.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client, ReferenceSyntax, Syntax};

pub(super) static AMP: Client = Client {
    id: "amp",
    title: "Amp",
    about: "Amp's settings.json",
    user: &[home(".config/amp/settings.json")],
    project: &[".amp/settings.json"],
    syntax: Syntax::Jsonc,
    key: &["amp.mcpServers"],
    references: ReferenceSyntax::Ours,
    comments: true,
    restart: true,
    ..COMMON
};
