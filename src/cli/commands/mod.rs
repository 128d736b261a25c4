//! The commands, one a file: words, then one function.

pub(crate) mod add;
pub(crate) mod add_json;
pub(crate) mod call;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod enable;
pub(crate) mod exists;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod get;
pub(crate) mod group;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod key;
pub(crate) mod list;
pub(crate) mod overrides;
pub(crate) mod remove;
pub(crate) mod rename;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod set;
pub(crate) mod toggle;
pub(crate) mod user;
pub(crate) mod validate;
