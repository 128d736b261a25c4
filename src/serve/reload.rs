//! New settings while running: what differs is applied; a file that cannot be used changes nothing.

use std::sync::Arc;

use crate::proxy::Hub;
use crate::settings::Severity;
use crate::settings::diagnostic::line_and_column;
use crate::store::LiveSettings;
use crate::store::file::ReadError;
use crate::store::live::Refreshed;
use crate::store::watch::Watch;

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
    Watch::start(live.file().path(), move || look_again(&watched))
}

/// Looks at the file again, and says what came of it.
fn look_again(live: &LiveSettings) {
    let path = live.file().path().display();
    match live.refresh() {
        Refreshed::Same => {}
        Refreshed::Applied(findings) => {
            tracing::info!("took over new settings from {path}");
            for finding in findings.iter().filter(|f| f.severity == Severity::Error) {
                tracing::warn!("{path}: {}", finding.message);
            }
        }
        Refreshed::Kept(ReadError::Unparsable { text, findings, .. }) => {
            for found in findings {
                let place = line_and_column(&text, found.place.start);
                let what = found.message;
                tracing::error!(
                    "kept the last good settings: {path}:{}:{}: {what}",
                    place.0,
                    place.1
                );
            }
        }
        Refreshed::Kept(error) => tracing::error!("kept the last good settings: {error}"),
    }
}
