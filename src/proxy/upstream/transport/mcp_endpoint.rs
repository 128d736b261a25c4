//! The URL of an MCP server: the headers that its settings define and that the transport leaves to
//! them, and the client's headers that it may receive.

use http::HeaderName;
use http::header::{ACCEPT, CONTENT_TYPE};

use crate::net::endpoint::Endpoint;
use crate::net::proxy_env::Variables;
use crate::protocol::headers;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::settings::model::secret::Secret;
use crate::settings::model::server::Remote;

/// Headers that the MCP transport sets itself.
const TRANSPORT: [HeaderName; 7] = [
    ACCEPT,
    CONTENT_TYPE,
    headers::LAST_EVENT_ID,
    headers::PROTOCOL_VERSION,
    headers::SESSION_ID,
    headers::METHOD,
    headers::NAME,
];

/// Returns the endpoint of a server, with the proxy and TLS variables of its `env` and the hub's
/// environment. Variables in its settings are already expanded. Sends nothing.
///
/// # Errors
/// Returns one line with the invalid URL or header.
pub(in crate::proxy::upstream) fn mcp_endpoint(
    remote: &Remote,
    env: &UpstreamEnv,
) -> Result<Endpoint, String> {
    let variables = Variables::new(&remote.env, &env.environment);
    let passthrough = &remote.passthrough_headers;
    let mut endpoint =
        Endpoint::new(&remote.url, &remote.headers, passthrough, variables, &env.within)?;
    if let Some(token) = remote.bearer_token.as_ref().filter(|token| !token.reveal().is_empty()) {
        let value = Secret::new(format!("Bearer {}", token.reveal()));
        endpoint.authorize("bearerToken", &value)?;
    }
    endpoint.remove_headers(&TRANSPORT);
    endpoint.keep_cookies();
    Ok(endpoint)
}
