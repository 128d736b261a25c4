//! The origin of a request, and the error reply to it.

use std::net::IpAddr;

use http::{Response, StatusCode};

use crate::protocol::RpcError;
use crate::proxy::catalog::scope::Target;
use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::Body;
use crate::proxy::identity::Identity;

/// Target, identity and address of a request.
#[derive(Clone, Debug)]
pub(crate) struct Ingress {
    /// The servers that the path names.
    pub(crate) target: Target,
    /// The credential that the request carries.
    pub(crate) identity: Identity,
    /// The client's address; `None` on standard streams.
    pub(crate) peer: Option<IpAddr>,
}

/// Returns a JSON-RPC error as an HTTP response.
pub(crate) fn refuse(status: StatusCode, error: &RpcError, id: Option<&str>) -> Response<Body> {
    body::json(status, error.response(id))
}
