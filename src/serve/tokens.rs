//! Tokens of bearer keys that are kept outside the settings file.

use std::sync::Arc;

use crate::secret_store::{Secrets, Wanted};
use crate::store::live::Fill;

/// Returns what sets the tokens in settings. A key without a token opens nothing.
pub(super) fn filler(secrets: Option<Arc<Secrets>>) -> Fill {
    Box::new(move |settings| {
        let Some(secrets) = &secrets else { return };
        let fetch = |one: &_| secrets.fetch(&Wanted::Reference(Clone::clone(one)), None);
        for (key, why) in settings.fill_tokens(&fetch) {
            tracing::warn!("bearer key `{key}` opens nothing: {why}");
        }
    })
}
