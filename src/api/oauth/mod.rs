//! The HTTP endpoints of the hub as OAuth authorization server, and the pages for its users. They are
//! at the root, whatever the base path, and belong to no dialect.

mod authorize;
mod browser;
mod disk;
mod login;
mod metadata;
mod pages;
mod paths;
mod register;
mod response;
mod routes;
mod token;

pub(crate) use paths::{Audience, audience, local_path};
pub(crate) use routes::router;
