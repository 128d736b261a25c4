//! What is exposed, to whom, and under which name.

pub(crate) mod absent;
pub(crate) mod apps;
pub(crate) mod built_in;
pub(crate) mod catalog;
pub(crate) mod discovery;
pub(crate) mod entry;
pub(crate) mod extensions;
pub(crate) mod naming;
pub(crate) mod overrides;
pub(crate) mod pagination;
pub(crate) mod param_headers;
pub(crate) mod projection;
pub(crate) mod rendered_list;
pub(crate) mod scope;
pub(crate) mod snapshot;
pub(crate) mod view;
