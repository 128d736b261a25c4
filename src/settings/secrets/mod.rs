//! Secrets in settings and text: how they are recognized, located and masked.

pub(crate) mod detect;
pub(crate) mod known;
pub(crate) mod locate;
pub(crate) mod mask;
pub(crate) mod placeholders;
pub(crate) mod redact;
