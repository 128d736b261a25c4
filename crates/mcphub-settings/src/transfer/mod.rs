//! Servers and groups to share: templates and bundles.

pub mod bundle;
pub mod template;
