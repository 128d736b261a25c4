//! New settings while running: what differs is applied; a file that cannot be used changes nothing.

use std::sync::Arc;

use crate::proxy::Hub;
use crate::store::LiveSettings;
use crate::store::watch::{Look, Watch};

/// From now on the hub follows the settings, and these the file, as long as the watch is kept.
pub(crate) fn follow(live: &Arc<LiveSettings>, hub: &Arc<Hub>) -> Watch {
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
