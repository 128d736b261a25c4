//! How files are opened: regular ones only, without waiting, with a limit of size; and who may have
//! written them.

pub(crate) mod owner;
pub(crate) mod private;
pub(crate) mod regular;
