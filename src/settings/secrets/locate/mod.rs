//! Finds secrets in settings and in text. The rules are in `settings/look`.

mod keys;
mod leaves;
mod places;
mod unknown;
mod words;

pub(crate) use keys::{shown as shown_key, shown_path};
pub(crate) use places::{
    Sensitive, at, in_document, in_server, in_text, text, text_of, variable_name,
};
