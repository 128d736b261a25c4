//! What installs start from: the hub's settings, this machine, the ledger; and the entries that a
//! client is to have.

use serde_json::{Map, Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub::in_process;
use crate::cli::install::apply::ledger_failure;
use crate::cli::install::direct;
use crate::cli::install::hub_entry::{self, Credential};
use crate::cli::install::key::{self, ClientKey};
use crate::cli::install::on_machine::{self, Machine};
use crate::cli::settings_path::FoundSettings;
use crate::clients::record::Client;
use crate::settings::Document;
use crate::state::installs::{Install, Installs};

/// The hub and this machine.
pub(crate) struct Setup {
    pub(crate) machine: Machine,
    pub(crate) found: FoundSettings,
    pub(crate) document: Document,
    pub(crate) ledger: Installs,
    pub(crate) installs: Vec<Install>,
    base: String,
    executable: String,
}

/// What a client is to have.
#[derive(Debug, Default)]
pub(crate) struct Desired {
    pub(crate) entries: Map<String, Value>,
    pub(crate) key: Option<ClientKey>,
    pub(crate) notes: Vec<String>,
    /// Whether some of the chosen servers have no entry.
    pub(crate) partly: bool,
}

impl Setup {
    /// Reads all of it. A missing settings file reads as an empty one.
    pub(crate) fn of(context: &Context) -> Result<Self, Failure> {
        let found = on_machine::settings(context)?;
        let document = if found.file.path().exists() {
            found.file.read()?
        } else {
            Document::parse("{}").map_err(|_| Failure::new(Kind::Bug, "`{}` does not parse"))?
        };
        let ledger = Installs::of(&in_process::state_folder(&context.environment)?);
        let installs = ledger.read().map_err(ledger_failure)?;
        let base = hub_entry::base_url(context, &document)?;
        let executable = context.environment.executable.display().to_string();
        let machine = Machine::of(context)?;
        Ok(Self { machine, found, document, ledger, installs, base, executable })
    }

    /// Returns the entries that a client is to have according to `request`. `may_create` allows a
    /// new key.
    pub(crate) fn desired(
        &self,
        client: &Client,
        request: &Install,
        name: &str,
        may_create: bool,
    ) -> Result<Desired, Failure> {
        if request.direct {
            return self.desired_servers(client, request);
        }
        let server = request.servers.first().map(String::as_str);
        let group = request.group.as_deref();
        let url = match &request.url {
            Some(url) => url.clone(),
            None => hub_entry::endpoint(&self.base, "mcp", group.or(server)),
        };
        let mut out = Desired::default();
        let variable = hub_entry::KEY_VARIABLE;
        let credential = if request.project {
            out.notes.push(format!(
                "the project's file refers to {variable}: set it to a key of `mcphub key create`"
            ));
            Credential::Reference
        } else if self.is_own(&url) {
            let known = request.key.as_deref();
            if !may_create && known.is_none_or(|id| key::token_of(&self.document, id).is_none()) {
                return Err(Failure::new(Kind::Conflict, "its key was revoked"));
            }
            out.key = Some(key::key_for(&self.document, client, known, group, server)?);
            out.key.as_ref().map_or(Credential::None, |key| Credential::Token(&key.token))
        } else {
            out.notes.push("without a key: the URL is not that of this hub".into());
            Credential::None
        };
        let entry = hub_entry::write(client, name, &url, credential, &self.executable)
            .map_err(|why| Failure::new(Kind::Failed, format!("{}: {why}", client.id)))?;
        out.entries.insert(name.to_owned(), entry);
        Ok(out)
    }

    fn desired_servers(&self, client: &Client, request: &Install) -> Result<Desired, Failure> {
        let mut chosen = request.servers.clone();
        if let Some(group) = &request.group {
            let members = direct::members(&self.document, group)
                .ok_or_else(|| Failure::new(Kind::Absent, format!("no group `{group}`")))?;
            chosen.extend(members);
        }
        let is_chosen = request.group.is_some() || !request.servers.is_empty();
        let chosen = is_chosen.then_some(chosen.as_slice());
        let written = direct::entries(client, &self.document, chosen, request.project);
        let left = written.left_out.into_iter().map(|why| format!("without {why}"));
        let notes: Vec<_> = left.collect();
        if written.entries.is_empty() {
            let why = notes.first().cloned().unwrap_or_else(|| "there are no servers".into());
            let message = format!("nothing to write for {}: {why}", client.id);
            return Err(Failure::new(Kind::Failed, message));
        }
        let partly = !notes.is_empty();
        Ok(Desired { entries: written.entries, key: None, notes, partly })
    }

    /// Returns whether a URL is that of this hub.
    fn is_own(&self, url: &str) -> bool {
        let below = url.strip_prefix(&self.base).is_some_and(|rest| rest.starts_with('/'));
        below || self.machine.is_hub("hub", &json!({ "url": url }))
    }
}
