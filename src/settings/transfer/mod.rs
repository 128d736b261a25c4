//! Servers and groups to share: templates and bundles.

pub(crate) mod bundle;
pub(crate) mod template;
