//! Finds secrets in settings and in text. The rules are in `secrets/detect`.

mod free_text;
mod keys;
mod pairs;
mod places;
mod sensitive;
mod unknown;
mod values;
mod variable;

pub(crate) use free_text::in_text;
pub(crate) use keys::{shown as shown_key, shown_path};
pub use places::{in_document, in_server};
pub use sensitive::{Name, Sensitive, text, text_of};
pub use variable::{variable_name, variable_of};
