//! Sends requests with the token of a login, if the request has no other credential. After a 401
//! the token is renewed and the request is sent once more: the server has not run it.

use std::sync::Arc;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Request as HttpRequest, Response, StatusCode};
use http_body_util::Full;

use crate::net::endpoint::{Endpoint, Unreachable};
use crate::net::response_body::AnswerBody;
use crate::oauth::LoginError;
use crate::oauth::login::{Login, Token};

type Request = HttpRequest<Full<Bytes>>;

/// Returns the login for a request, unless it has another credential.
pub(super) fn login_for<'a>(
    login: Option<&'a Arc<Login>>,
    request: &Request,
) -> Option<&'a Arc<Login>> {
    login.filter(|_| !request.headers().contains_key(AUTHORIZATION))
}

/// Sends a request as [`Endpoint::send`] does, with the token of `login` if it is for the request.
pub(super) async fn send(
    endpoint: &Endpoint,
    login: Option<&Arc<Login>>,
    request: Request,
    repeatable: bool,
    again: impl Fn() -> Option<Request>,
) -> Result<Response<AnswerBody>, Unreachable> {
    match login_for(login, &request) {
        None => endpoint.send(request, repeatable, again).await,
        Some(login) => send_with_token(endpoint, login, request, repeatable, again).await,
    }
}

/// Sends a request with the token of `login`.
pub(super) async fn send_with_token(
    endpoint: &Endpoint,
    login: &Arc<Login>,
    request: Request,
    repeatable: bool,
    again: impl Fn() -> Option<Request>,
) -> Result<Response<AnswerBody>, Unreachable> {
    let token = login.token().await;
    let response = send_once(endpoint, token.as_ref(), request, repeatable, &again).await?;
    if response.status() == StatusCode::FORBIDDEN {
        if login.note_missing_scopes(response.headers()).await {
            login.announce();
        }
        return Ok(response);
    }
    if response.status() != StatusCode::UNAUTHORIZED {
        return Ok(response);
    }
    login.note_refusal(token.clone(), response.headers());
    let renewed = match login.renew(token.as_ref()).await {
        Ok(renewed) => renewed,
        Err(LoginError::Refused(_) | LoginError::Code { .. }) => {
            login.announce();
            return Ok(response);
        }
        Err(error) => {
            let why = format!("its login cannot be renewed: {error}");
            return Err(Unreachable { why, at_connect: false, was_sent: false });
        }
    };
    let Some(request) = again() else { return Ok(response) };
    let response = send_once(endpoint, Some(&renewed), request, repeatable, &again).await?;
    if response.status() == StatusCode::UNAUTHORIZED {
        login.note_refusal(Some(renewed), response.headers());
    }
    Ok(response)
}

async fn send_once(
    endpoint: &Endpoint,
    token: Option<&Arc<Token>>,
    request: Request,
    repeatable: bool,
    again: impl Fn() -> Option<Request>,
) -> Result<Response<AnswerBody>, Unreachable> {
    let with_token = |mut request: Request| {
        if let Some(token) = token {
            request.headers_mut().insert(AUTHORIZATION, token.header.clone());
        }
        request
    };
    endpoint.send(with_token(request), repeatable, || again().map(with_token)).await
}
