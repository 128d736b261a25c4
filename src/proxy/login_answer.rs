//! What a client receives if its request needs a login at a server: the page that begins the login, in
//! the form that the client supports (MCP 2025-11-25 and 2026-07-28, URL mode elicitation). The page
//! is one of the hub, so that it can check who opens it.

use std::sync::Arc;

use serde_json::json;

use crate::oauth::login::Login;
use crate::protocol::error::{self, RpcError};
use crate::protocol::{Era, era};
use crate::proxy::catalog::scope::Target;
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::forward::Incoming;
use crate::proxy::gateway::Gateway;
use crate::proxy::limits;
use crate::settings::model::server::Server;
use crate::settings::model::user::FIRST_USER;

/// The methods to which a client may be asked for input.
const ELICITING: [&str; 3] = ["tools/call", "prompts/get", "resources/read"];
/// The path of the pages that begin logins.
pub(crate) const CONNECT: &str = "/oauth/connect/";

/// A login that a client needs.
struct Needed {
    server: String,
    /// The id of the request.
    id: String,
    /// The page that begins the login, if the client's user may log in and the hub listens.
    url: Option<String>,
    /// What to do, for a person.
    text: String,
}

/// Returns the response to a request that failed because a server needs a login that a person can
/// complete. Returns `None` for every other error.
pub(super) fn respond(incoming: Incoming<'_>, error: &RpcError) -> Option<RpcResponse> {
    let Incoming { gateway, exchange, request } = incoming;
    let needed = needed(gateway, &exchange.caller, error)?;
    let id = request.message.id().unwrap_or("null");
    let method = request.message.method();
    let is_eliciting = ELICITING.contains(&method.as_ref());
    if let Some(url) = needed.url.as_ref().filter(|_| is_eliciting && opens_urls(&exchange.caller))
    {
        return Some(elicitation(incoming, &needed, url, id));
    }
    // At the endpoint of a server under its own names, a failure of the hub is not a result of the tool.
    let is_direct = matches!(exchange.caller.target, Target::Direct(_));
    if method == "tools/call" && !is_direct {
        let mut result =
            json!({ "content": [{ "type": "text", "text": needed.text }], "isError": true });
        if exchange.caller.era == Era::Modern {
            result["resultType"] = "complete".into();
        }
        return Some(RpcResponse::new(error::success(id, &result.to_string())));
    }
    Some(RpcResponse::from_error(&needed.error(), Some(id)))
}

/// Adds the page that begins the login to an error.
pub(crate) fn explain(gateway: &Gateway, caller: &Caller, error: RpcError) -> RpcError {
    needed(gateway, caller, &error).map_or(error, |needed| needed.error())
}

/// Waits for a limited time until the login of an error is complete. Returns whether it is.
pub(super) async fn wait(gateway: &Gateway, exchange: &Exchange, error: &RpcError) -> bool {
    let Some(login) = login(gateway, &exchange.caller, error) else { return false };
    let caller = &exchange.caller;
    if needed(gateway, caller, error).is_none_or(|needed| needed.url.is_none()) {
        return false;
    }
    tokio::time::timeout(limits::AWAIT_LOGIN, login.wait_complete()).await.is_ok()
}

/// Returns the login whose lack an error reports, unless the hub logs in with its own credentials.
fn login(gateway: &Gateway, caller: &Caller, error: &RpcError) -> Option<Arc<Login>> {
    let (kind, server) = error.kind_and_server()?;
    let login = gateway.hub.login_of(&server, caller.identity.user.as_deref())?;
    (kind == "needs_login" && !login.has_own_grant()).then_some(login)
}

fn needed(gateway: &Gateway, caller: &Caller, error: &RpcError) -> Option<Needed> {
    let login = login(gateway, caller, error)?;
    let (_, name) = error.kind_and_server()?;
    let catalog = gateway.hub.catalog();
    let server = catalog.settings.server(&name)?;
    let why = if login.lacks_scopes() {
        format!("Server `{name}` needs a login with more scopes: its login lacks a scope.")
    } else {
        format!("Server `{name}` needs a login.")
    };
    if !gateway.hub.has_user_logins(&name) && !may_log_in(caller, server) {
        let owner = server.sharing.owner.as_deref().unwrap_or(FIRST_USER);
        let text = format!("{why} Ask `{owner}` or an admin to log in, then try again.");
        return Some(Needed { server: name, id: String::new(), url: None, text });
    }
    let base = gateway.hub.url(CONNECT);
    let id = base
        .as_ref()
        .and_then(|_| gateway.login_requests.id(&name, &caller.identity, caller.session.as_ref()));
    let (url, text) = match base.zip(id.as_ref()) {
        Some((base, id)) => {
            let url = base + id;
            let text = format!("{why} Open {url} (or run `mcphub login {name}`), then try again.");
            (Some(url), text)
        }
        None => (None, format!("{why} Please run `mcphub login {name}`, then try again.")),
    };
    Some(Needed { server: name, id: id.unwrap_or_default(), url, text })
}

impl Needed {
    fn error(&self) -> RpcError {
        let mut data = json!({ "kind": "needs_login", "server": self.server });
        if let Some(url) = &self.url {
            data["loginUrl"] = url.as_str().into();
        }
        let data = json!({ "mcphub": data }).to_string();
        RpcError::new(error::INTERNAL, self.text.clone()).with_data(data)
    }
}

/// Returns whether the user of a client may log in to a server for all of its users. The page checks
/// it again.
fn may_log_in(caller: &Caller, server: &Server) -> bool {
    let Some(viewer) = &caller.identity.viewer else { return true };
    viewer.is_admin() || viewer.user().is_some_and(|name| server.sharing.is_of(name))
}

/// Returns whether a client opens URLs for its user.
fn opens_urls(caller: &Caller) -> bool {
    let is_new = caller.era == Era::Modern || caller.version == era::LEGACY[0];
    is_new && caller.capabilities.has_member("elicitation", "url")
}

/// Requests that the client opens a page: as an error in the legacy era, as a result in the modern
/// one.
fn elicitation(incoming: Incoming<'_>, needed: &Needed, url: &str, id: &str) -> RpcResponse {
    let Incoming { gateway, exchange, request } = incoming;
    let message = format!("Log in to {}, which mcphub uses for you.", needed.server);
    if exchange.caller.era == Era::Legacy {
        let data = json!({ "elicitations": [
            { "mode": "url", "elicitationId": needed.id, "url": url, "message": message }
        ] });
        let error = RpcError::new(error::URL_ELICITATION_REQUIRED, needed.text.clone());
        return RpcResponse::from_error(&error.with_data(data.to_string()), Some(id));
    }
    let state = gateway.suspended.seal_login(&exchange.caller.identity.principal, request);
    let result = json!({
        "resultType": "input_required",
        "inputRequests": { "login": {
            "method": "elicitation/create",
            "params": { "mode": "url", "url": url, "message": message },
        } },
        "requestState": state,
    });
    RpcResponse::new(error::success(id, &result.to_string()))
}
