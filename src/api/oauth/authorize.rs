//! The authorization endpoint: shows the consent page, and sends the answer to the client.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use crate::access::jwt::password_fingerprint;
use crate::api::audit;
use crate::api::oauth::browser::{Visitor, is_own_form, own_path, visitor};
use crate::api::oauth::disk::on_disk;
use crate::api::oauth::pages;
use crate::api::oauth::response::{redirect, status};
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::authorization_server::authorization::{self, AuthorizationRequest, Refusal};
use crate::authorization_server::client::Origin;
use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::parameters::Parameters;
use crate::authorization_server::redirect_uri::with_parameters;
use crate::authorization_server::resource::HubUrls;
use crate::authorization_server::scope;
use crate::authorization_server::server::Holder;
use crate::settings::Settings;

/// What all steps of one request need.
struct Step {
    state: ApiState,
    settings: Arc<Settings>,
    urls: HubUrls,
    headers: HeaderMap,
}

impl Step {
    /// Returns the step, or the page that says why logins are impossible here.
    async fn begin(state: ApiState, headers: HeaderMap) -> Result<Self, Response> {
        state.refresh_settings().await;
        let settings = state.live.snapshot();
        let urls = state.gate.oauth.urls(&settings, &headers);
        let is_on = settings.system.oauth_server.enabled;
        let off = (!is_on).then(|| "the OAuth server of this hub is turned off".to_owned());
        if let Some(fault) = off.or_else(|| urls.fault()) {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return Err(pages::message(status, "No logins here", &fault));
        }
        Ok(Self { state, settings, urls, headers })
    }

    /// Reads and checks the request of a client.
    async fn read(&self, parameters: &Parameters) -> Result<AuthorizationRequest, Refusal> {
        let id = authorization::client_id(parameters)?;
        let server = &self.state.gate.oauth.server;
        let client = server.client(&self.settings, id, now_ms()).await.map_err(Refusal::Page)?;
        let rules = &self.settings.system.oauth_server;
        authorization::check(parameters, client, rules, &self.urls)
    }

    /// Returns the response to a request that is refused.
    fn refuse(&self, refusal: Refusal) -> Response {
        match refusal {
            Refusal::Page(error) => {
                let text = format!("The application's request cannot be used: {error}.");
                let status = match error.code {
                    Code::InvalidClient => StatusCode::BAD_REQUEST,
                    code => status(code),
                };
                pages::message(status, "This login cannot go on", &text)
            }
            Refusal::Redirect { redirect_uri, state, error } => {
                let answer =
                    [("error", error.code.word()), ("error_description", &error.description)];
                self.answer(&redirect_uri, state.as_deref(), &answer)
            }
        }
    }

    /// Sends the browser to the client with the answer.
    fn answer(&self, uri: &str, state: Option<&str>, answer: &[(&str, &str)]) -> Response {
        let mut parameters = answer.to_vec();
        parameters.extend(state.map(|state| ("state", state)));
        parameters.push(("iss", &self.urls.base));
        redirect(&with_parameters(uri, &parameters))
    }

    /// Refuses a request in the name of the user or of the hub.
    fn deny(&self, request: &AuthorizationRequest, code: Code, text: &str) -> Response {
        self.refuse(Refusal::Redirect {
            redirect_uri: request.redirect_uri.clone(),
            state: request.state.clone(),
            error: OauthError::new(code, text),
        })
    }

    /// Issues the code, and sends the browser to the client with it.
    async fn allow(
        &self,
        request: AuthorizationRequest,
        visitor: &Visitor<'_>,
        remember: bool,
    ) -> Response {
        let server = Arc::clone(&self.state.gate.oauth.server);
        let settings = Arc::clone(&self.settings);
        let (user, fingerprint) =
            (visitor.user.username.clone(), password_fingerprint(visitor.user));
        let kept = request.clone();
        let issued = on_disk(move || {
            let holder = Holder { user: &user, fingerprint: &fingerprint };
            if remember {
                server.remember(&kept, holder)?;
            }
            server.allow(&kept, holder, &settings.system.oauth_server, now_ms())
        });
        match issued.await {
            Ok(code) => {
                let answer = [("code", code.reveal())];
                self.answer(&request.redirect_uri, request.state.as_deref(), &answer)
            }
            Err(error) => self.deny(&request, error.code, &error.description),
        }
    }
}

/// Removes the scopes that the user cannot give; returns whether any is left.
fn limit_to(request: &mut AuthorizationRequest, visitor: &Visitor<'_>) -> bool {
    request.scopes.retain(|scope| scope != scope::ADMIN || visitor.user.is_admin);
    !request.scopes.is_empty()
}

/// Shows the consent page, after the login page if the user is not logged in.
pub(super) async fn show(
    State(state): State<ApiState>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let step = match Step::begin(state, headers).await {
        Ok(step) => step,
        Err(page) => return page,
    };
    let query = query.unwrap_or_default();
    let mut request = match step.read(&Parameters::of_form(&query)).await {
        Ok(request) => request,
        Err(refusal) => return step.refuse(refusal),
    };
    let login_url = {
        let back = format!("{}?{query}", own_path(&step.urls, "/oauth/authorize"));
        with_parameters(&own_path(&step.urls, "/login"), &[("returnUrl", &back)])
    };
    let Some(visitor) = visitor(&step.state, &step.settings, &step.urls, &step.headers, None)
    else {
        return if request.is_silent {
            step.deny(&request, Code::LoginRequired, "the user is not logged in")
        } else {
            redirect(&login_url)
        };
    };
    if !limit_to(&mut request, &visitor) {
        return step.deny(&request, Code::AccessDenied, "only an admin can give this scope");
    }
    let server = &step.state.gate.oauth.server;
    let fingerprint = password_fingerprint(visitor.user);
    let holder = Holder { user: &visitor.user.username, fingerprint: &fingerprint };
    let site = step.headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    let is_asked_here =
        request.client.origin == Origin::Settings || matches!(site, Some("none" | "same-origin"));
    if !request.wants_consent && is_asked_here && server.is_approved(&request, holder) {
        return step.allow(request, &visitor, false).await;
    }
    if request.is_silent {
        return step.deny(&request, Code::ConsentRequired, "the user has to allow this");
    }
    let token = match server.consents.open(&visitor.session, request.clone(), now_ms()) {
        Ok(token) => token,
        Err(error) => return step.refuse(Refusal::Page(error.into())),
    };
    pages::consent(&pages::Consent {
        request: &request,
        user: &visitor.user.username,
        hub: &step.urls.base,
        action: &own_path(&step.urls, "/oauth/authorize"),
        token: &token,
        login_url: &login_url,
    })
}

/// Receives the user's decision. A form of the consent page names the page; a caller with an explicit
/// login repeats the request, as MCPHub expects it.
pub(super) async fn decide(
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let step = match Step::begin(state, headers).await {
        Ok(step) => step,
        Err(page) => return page,
    };
    let form = Parameters::of_form(&body);
    let in_form = form.get("token");
    let found = visitor(&step.state, &step.settings, &step.urls, &step.headers, in_form);
    let Some(visitor) = found else {
        let text = "You are not logged in any more. Start the login again in the application.";
        return pages::message(StatusCode::UNAUTHORIZED, "This login cannot go on", text);
    };
    audit::set_claimed_user(&visitor.user.username);
    let server = &step.state.gate.oauth.server;
    let request = match form.get("consent") {
        None if visitor.is_explicit => match step.read(&form).await {
            Ok(request) => Some(request),
            Err(refusal) => return step.refuse(refusal),
        },
        Some(token) if visitor.is_explicit || is_own_form(&step.headers, &step.urls) => {
            server.consents.close(token, &visitor.session, now_ms())
        }
        _ => None,
    };
    let Some(mut request) = request else {
        let text = "This page was used already, is too old, or was shown to another login. Start \
                    the login again in the application.";
        return pages::message(StatusCode::BAD_REQUEST, "This login cannot go on", text);
    };
    if form.get("allow") != Some("true") || !limit_to(&mut request, &visitor) {
        return step.deny(&request, Code::AccessDenied, "the user did not allow it");
    }
    step.allow(request, &visitor, form.get("remember") == Some("true")).await
}
