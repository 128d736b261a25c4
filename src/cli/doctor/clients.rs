//! Checks the clients on this machine: whether their files can be read, and whether they use the hub.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::install::hub_entry::NAME;
use crate::cli::install::on_machine::Machine;
use crate::clients::record::Client;
use crate::settings::text::document::Document;

/// Checks the files of all clients that are in use here. `settings` are those of the hub, if they can
/// be read.
pub(crate) fn check(machine: &Machine, settings: Option<&Document>) -> Check {
    let mut check = Check::new("clients");
    let ours = settings.and_then(|document| document.value().get("mcpServers")?.as_object());
    for client in machine.present() {
        let Some(path) = machine.file(client, false) else { continue };
        if path.symlink_metadata().is_err() {
            continue;
        }
        match machine.read(client, path) {
            Ok(text) => check_entries(&mut check, machine, client, &text.entries(), ours),
            Err(failure) => {
                let message = format!("{}: {}", client.id, failure.source);
                check.find(Finding::new(Level::Warning, DoctorCode::ClientFile, message));
            }
        }
    }
    if check.facts.is_empty() && check.findings.is_empty() {
        check.fact("no client has servers");
    }
    check
}

fn check_entries(
    check: &mut Check,
    machine: &Machine,
    client: &Client,
    entries: &Map<String, Value>,
    ours: Option<&Map<String, Value>>,
) {
    let id = client.id;
    let (hubs, others): (Vec<_>, Vec<_>) =
        entries.iter().partition(|(name, value)| machine.is_hub(name, value));
    if let Some((name, _)) = hubs.first() {
        check.fact(format!("{id} uses the hub (`{name}`)"));
    }
    if let Some((name, _)) = others.iter().find(|(name, _)| *name == NAME) {
        let message = format!("`{name}` of {id} does not point at this hub");
        let finding = Finding::new(Level::Warning, DoctorCode::ClientElsewhere, message);
        check.find(finding.help(format!("`mcphub install {id}` shows the difference")));
    }
    let names = others.iter().map(|(name, _)| name.as_str()).filter(|name| *name != NAME);
    let known = |name: &&str| ours.is_some_and(|ours| ours.contains_key(*name));
    let (both, unknown): (BTreeSet<&str>, BTreeSet<&str>) = names.partition(known);
    if !unknown.is_empty() {
        let message = format!("{id} has servers that the hub lacks: {}", join(&unknown));
        let finding = Finding::new(Level::Note, DoctorCode::UnknownServer, message);
        check.find(finding.help(format!("`mcphub import {id}` adds them to the hub")));
    }
    if !hubs.is_empty() && !both.is_empty() {
        let message = format!("{id} has the hub and also its servers {}", join(&both));
        let finding = Finding::new(Level::Warning, DoctorCode::ServedTwice, message);
        check.find(finding.help(format!("`mcphub install {id} --replace` removes them there")));
    }
}

fn join(names: &BTreeSet<&str>) -> String {
    names.iter().copied().collect::<Vec<_>>().join(", ")
}
