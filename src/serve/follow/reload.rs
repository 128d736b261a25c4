//! Applies changed settings to the running hub; an invalid file changes nothing.

use std::sync::Arc;

use tokio_util::task::AbortOnDropHandle;

use crate::proxy::Hub;
use crate::serve::follow::file_changes::FileChanges;
use crate::serve::follow::token_copies;
use crate::serve::follow::watch_paths::WatchPaths;
use crate::serve::follow::watch_secrets::WatchSecrets;
use crate::settings::Settings;
use crate::settings::change::Change;
use crate::state::audit::log::AuditLog;
use crate::store::LiveSettings;
use crate::store::watch::{Look, Watch};

/// The watches and tasks of a hub, which end when dropped.
pub(crate) struct Following {
    _files: Vec<Watch>,
    _paths: Arc<WatchPaths>,
    _secrets: Arc<WatchSecrets>,
    _tokens: Option<AbortOnDropHandle<()>>,
}

/// Makes the hub follow the settings file, the `.env` file, the secrets and `watchPaths` for as long
/// as the returned watches live. Changes made by other programs are recorded in `audit`. Must be called
/// within a Tokio runtime.
pub(crate) fn follow(live: &Arc<LiveSettings>, hub: &Arc<Hub>, audit: AuditLog) -> Following {
    let changes = FileChanges::new(audit, live.file().path());
    live.on_text(Box::new(move |change| changes.hear(&change)));
    hub.apply(&live.snapshot());
    let paths = Arc::new(WatchPaths::new(Arc::clone(hub)));
    paths.follow(&live.snapshot());
    let secrets = Arc::new(WatchSecrets::new(live, Arc::clone(hub)));
    secrets.follow(&live.snapshot());
    let applied = Arc::clone(hub);
    let (watched_paths, watched_secrets) = (Arc::downgrade(&paths), Arc::downgrade(&secrets));
    live.on_change(Box::new(move |_, new| {
        for change in applied.apply(new) {
            tracing::info!("settings changed: {}", in_words(&change, new));
        }
        if let Some(paths) = watched_paths.upgrade() {
            paths.follow(new);
        }
        if let Some(secrets) = watched_secrets.upgrade() {
            secrets.follow(new);
        }
    }));
    let tokens = token_copies::keep(live, hub);
    let watched = Arc::clone(live);
    let settings = Watch::start(live.file().path(), move || {
        watched.look_again();
        if watched.is_unread() { Look::Failed } else { Look::Done }
    });
    let read_again = Arc::clone(hub);
    let references = hub.references_file().map(|path| {
        Watch::start(path, move || {
            read_again.read_references_again();
            Look::Done
        })
    });
    Following {
        _files: [settings].into_iter().chain(references).collect(),
        _paths: paths,
        _secrets: secrets,
        _tokens: tokens,
    }
}

/// Logs a change.
fn in_words(change: &Change, new: &Settings) -> String {
    match change {
        Change::Added(name) => format!("server `{name}` is new"),
        Change::Removed(name) => format!("server `{name}` is gone"),
        Change::Reconnected(name) if new.server(name).is_some_and(|server| !server.enabled) => {
            format!("server `{name}` is switched off")
        }
        Change::Reconnected(name) => format!("server `{name}` is connected anew"),
        Change::Reshaped(name) => format!("what is shown of server `{name}`"),
        Change::Reordered => "the order of servers".to_owned(),
        Change::Groups => "groups".to_owned(),
        Change::Access => "keys, users or rules of access".to_owned(),
        Change::BuiltIns => "prompts or resources of the file".to_owned(),
        Change::System(path) => format!("systemConfig.{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Document, validate};

    #[test]
    fn the_log_tells_changes_in_words() {
        let text = r#"{"mcpServers": {"off": {"command": "x", "enabled": false}}}"#;
        let (new, _) = validate(&Document::parse(text).unwrap());
        let said = |change: Change| in_words(&change, &new);
        assert_eq!(said(Change::Reconnected("off".into())), "server `off` is switched off");
        assert_eq!(said(Change::Reconnected("git".into())), "server `git` is connected anew");
        assert_eq!(said(Change::System("install.baseUrl".into())), "systemConfig.install.baseUrl");
    }
}
