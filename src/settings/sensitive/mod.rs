//! Where secrets stand in settings and in text. What is secret, `settings/look` says.

mod places;
mod unknown;
mod words;

pub(crate) use places::{Sensitive, at, in_document, in_server, in_text, variable_name};
