//! Secrets in settings and text: how they are recognized, located and masked.

pub mod detect;
pub mod known;
pub mod locate;
pub mod mask;
pub mod placeholders;
pub mod redact;
