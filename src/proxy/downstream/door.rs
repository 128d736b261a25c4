//! Where a request came in, and the reply that sends it away.

use std::net::IpAddr;

use http::{Response, StatusCode};

use crate::protocol::RpcError;
use crate::proxy::downstream::body::{self, Body};
use crate::proxy::identity::Identity;
use crate::proxy::scope::Target;

/// Who sends a request, and to which door.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    /// The part of the path that names what is wanted.
    pub(crate) target: Target,
    /// Whose credential was shown.
    pub(crate) identity: Identity,
    /// From which address; `None` on standard streams.
    pub(crate) peer: Option<IpAddr>,
}

/// An error of ours as an HTTP reply.
pub(crate) fn refuse(status: StatusCode, error: &RpcError, id: Option<&str>) -> Response<Body> {
    body::json(status, error.response(id))
}
