//! OpenAPI documents as values: read into operations, and arguments into requests.

pub(crate) mod arguments;
pub(crate) mod body;
pub(crate) mod document;
pub(crate) mod form;
pub(crate) mod limits;
pub(crate) mod names;
pub(crate) mod operation;
pub(crate) mod request;
pub(crate) mod schemas;
pub(crate) mod text;
pub(crate) mod writer;
