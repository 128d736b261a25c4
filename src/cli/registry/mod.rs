//! Installing servers of a registry: the registry to ask, the way to install, and the inputs.

pub(crate) mod access;
pub(crate) mod answers;
pub(crate) mod bundle;
pub(crate) mod choice;
pub(crate) mod source;
