//! `server.json` of the MCP registry, imported without questions: a remote is preferred, then the
//! first package of a supported type; secrets and required inputs become references.

use serde_json::Value;

use crate::formats::imported::{Imported, Read, Rejected};
use crate::formats::server_json::inputs::{Input, answer_unattended};
use crate::formats::server_json::ways::{PackageType, Way, server_of, ways};
use crate::formats::server_json::{entry, listing};

/// Returns the server, or `None` if the text is not a `server.json`.
pub(crate) fn read(root: &Value) -> Option<Read> {
    let server = server_of(root);
    let full = server.get("name")?.as_str()?;
    let name = listing::local_name(full).to_owned();
    let (ways, against) = ways(server);
    let is_bundle = |way: &&Way<'_>| matches!(way, Way::Package(PackageType::Mcpb, _));
    let Some(way) = ways.iter().find(|way| !is_bundle(way)) else {
        let why = match against.into_iter().next() {
            _ if !ways.is_empty() => "is a bundle; `mcphub install-server` downloads it".to_owned(),
            Some(why) => why,
            None => "has neither a remote nor a package".to_owned(),
        };
        return Some(Err(Rejected { name, why }));
    };
    let mut notes = Vec::new();
    let mut answer = |input: &Input| answer_unattended(input, &mut notes);
    Some(match entry::build(server, *way, &mut answer) {
        Ok(built) => {
            let foreign = built.foreign_references.iter();
            notes.extend(foreign.map(|name| format!("reads the variable {name} of the hub")));
            Ok(Imported { name, entry: built.entry, notes, lost: Vec::new() })
        }
        Err(why) => Err(Rejected { name, why }),
    })
}
