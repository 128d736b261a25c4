//! New settings while running: what differs is applied; a file that cannot be used changes nothing.

use std::sync::Arc;

use crate::proxy::Hub;
use crate::serve::file_changes::FileChanges;
use crate::state::audit_log::AuditLog;
use crate::store::LiveSettings;
use crate::store::watch::{Look, Watch};

/// From now on the hub follows the settings, and these the file, as long as the watch is kept. What
/// others change in the file is recorded in `audit`. Needs a runtime around it.
pub(crate) fn follow(live: &Arc<LiveSettings>, hub: &Arc<Hub>, audit: AuditLog) -> Watch {
    let changes = FileChanges::new(audit, live.file().path());
    live.on_text(Box::new(move |change| changes.hear(&change)));
    hub.apply(&live.snapshot());
    let hub = Arc::clone(hub);
    live.on_change(Box::new(move |_, new| {
        for change in hub.apply(new) {
            tracing::info!("settings changed: {change:?}");
        }
    }));
    let watched = Arc::clone(live);
    Watch::start(live.file().path(), move || {
        watched.look_again();
        if watched.is_unread() { Look::Failed } else { Look::Done }
    })
}
