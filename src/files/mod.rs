//! Safe file access: regular files only, without blocking, with a size limit, and with checks of
//! owner and mode.

pub(crate) mod owner;
pub(crate) mod private;
pub(crate) mod regular;
pub(crate) mod stamp;
