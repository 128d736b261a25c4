//! Logins at servers through a browser: where it begins, where it returns to, and the pages that it
//! shows. Independent of the dialects.

mod callback;
mod client_metadata;
mod connect;
mod pages;
pub(crate) mod registrations;
pub(crate) mod routes;
mod servers;
pub(crate) mod waiting;
