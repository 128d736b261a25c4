//! Child processes: how they are started, watched and ended.

pub(crate) mod child;
pub(crate) mod default_timeouts;
pub(crate) mod env_file;
pub(crate) mod guard_program;
pub(crate) mod mark;
pub(crate) mod process_guard;
pub(crate) mod proxychains;
pub(crate) mod resolve;
pub(crate) mod stderr;
pub(crate) mod user_values;
