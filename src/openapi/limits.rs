//! The limits of reading OpenAPI documents.

/// Operations of one document that become tools.
pub(crate) const OPERATIONS: usize = 5_000;
/// Approximate size of the input schema of one such tool; the rest is left unspecified.
pub(crate) const SCHEMA_BYTES: usize = 64 << 10;
/// Approximate size of all these schemas together.
pub(crate) const SCHEMAS_BYTES: usize = 16 << 20;
