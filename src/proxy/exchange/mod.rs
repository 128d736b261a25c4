//! One request in flight: its caller, its events, and its response.

pub(crate) mod capabilities;
pub(crate) mod exchange;
pub(crate) mod response;
pub(crate) mod subscription;
pub(crate) mod tasks;
