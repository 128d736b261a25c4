//! Finds the authorization server of a server.

use url::Url;

use crate::oauth::challenge::Challenge;
use crate::oauth::client_settings::{ClientSettings, ResourceIndicator};
use crate::oauth::error::{LoginError, shorten};
use crate::oauth::limits;
use crate::oauth::metadata::{
    ResourceMetadata, ServerMetadata, covers, origin, resource_candidates, resource_of,
    server_candidates,
};
use crate::oauth::web::Web;

/// The authorization server of a server.
pub(super) struct Discovered {
    /// The resource indicator for all requests, if one is sent.
    pub(super) resource: Option<String>,
    /// The scopes of the resource.
    pub(super) scopes_supported: Vec<String>,
    pub(super) server: ServerMetadata,
}

/// Reads the metadata of the server and of its authorization server. Prefers the issuer `bound`, the
/// one of an earlier login.
///
/// # Errors
/// Fails if there is no metadata, if it fails a check, or if a server cannot be reached.
pub(super) async fn discover(
    web: &Web,
    server: &Url,
    settings: &ClientSettings,
    challenge: &Challenge,
    bound: Option<&str>,
) -> Result<Discovered, LoginError> {
    let found = resource_metadata(web, server, challenge).await?;
    if let Some(found) = &found
        && !covers(&found.resource, server)
        && !settings.relaxes("resource-mismatch")
    {
        let named = shorten(&found.resource);
        let url = origin(server) + server.path();
        return Err(LoginError::Refused(format!(
            "its metadata is that of another resource, {named}, not of {url}; if that is right, \
             add \"resource-mismatch\" to `oauth.relax`"
        )));
    }
    let mut metadata = authorization_server(web, server, settings, found.as_ref(), bound).await?;
    metadata.override_with(settings);
    let resource = match &settings.resource {
        ResourceIndicator::Omitted => None,
        ResourceIndicator::Fixed(resource) => Some(resource.clone()),
        ResourceIndicator::Found => Some(match &found {
            Some(found) => found.resource.clone(),
            None => resource_of(server),
        }),
    };
    let scopes_supported = found.map(|found| found.scopes_supported).unwrap_or_default();
    Ok(Discovered { resource, scopes_supported, server: metadata })
}

async fn resource_metadata(
    web: &Web,
    server: &Url,
    challenge: &Challenge,
) -> Result<Option<ResourceMetadata>, LoginError> {
    for url in resource_candidates(server, challenge.resource_metadata.as_deref()) {
        let found = web.document::<ResourceMetadata>(&url).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

async fn authorization_server(
    web: &Web,
    server: &Url,
    settings: &ClientSettings,
    found: Option<&ResourceMetadata>,
    bound: Option<&str>,
) -> Result<ServerMetadata, LoginError> {
    if let (Some(_), Some(token)) = (&settings.authorization_endpoint, &settings.token_endpoint) {
        let token = Url::parse(token)
            .map_err(|e| LoginError::Refused(format!("`oauth.tokenEndpoint` is not a URL: {e}")))?;
        let named = settings.registration.issuer.clone();
        let is_assumed = named.is_none();
        let issuer = named.unwrap_or_else(|| origin(&token));
        return Ok(ServerMetadata { issuer, is_assumed, ..default_metadata() });
    }
    if let Some(url) = &settings.metadata_url {
        let parsed = Url::parse(url);
        let url = parsed.map_err(|e| {
            LoginError::Refused(format!("`oauth.authServerMetadataUrl` is not a URL: {e}"))
        })?;
        let found = web.document::<ServerMetadata>(&url).await?;
        return found.ok_or_else(|| {
            LoginError::Refused("there is no metadata at `oauth.authServerMetadataUrl`".to_owned())
        });
    }
    let Some(found) = found.filter(|found| !found.authorization_servers.is_empty()) else {
        return legacy_server(web, server).await;
    };
    let wanted = [bound, settings.registration.issuer.as_deref()];
    let mut issuers: Vec<&str> =
        found.authorization_servers.iter().map(String::as_str).take(limits::ISSUERS).collect();
    // Of equal ones, the order stays.
    issuers.sort_by_key(|issuer| {
        wanted.iter().position(|one| *one == Some(*issuer)).unwrap_or(wanted.len())
    });
    let (mut closed, mut failure) = (None, None);
    for issuer in issuers {
        match metadata_of(web, issuer).await {
            Ok(Some(metadata)) => {
                if bound == Some(issuer) || metadata.takes_client(settings) {
                    return Ok(metadata);
                }
                closed = closed.or(Some(metadata));
            }
            Ok(None) => {}
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    // One without registration explains how to log in.
    if let Some(metadata) = closed {
        return Ok(metadata);
    }
    Err(failure.unwrap_or_else(|| {
        let issuer = shorten(&found.authorization_servers[0]);
        LoginError::Refused(format!("its authorization server {issuer} has no metadata"))
    }))
}

async fn metadata_of(web: &Web, issuer: &str) -> Result<Option<ServerMetadata>, LoginError> {
    let shown = shorten(issuer);
    let url = Url::parse(issuer)
        .map_err(|e| LoginError::Refused(format!("its issuer `{shown}` is not a URL: {e}")))?;
    for url in server_candidates(&url) {
        if let Some(found) = web.document::<ServerMetadata>(&url).await? {
            found.check_issuer(issuer).map_err(LoginError::Refused)?;
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Returns the authorization server of a server without resource metadata, which is the server
/// itself.
/// Source: MCP 2025-03-26, authorization.
async fn legacy_server(web: &Web, server: &Url) -> Result<ServerMetadata, LoginError> {
    let issuer = origin(server);
    if let Some(metadata) = metadata_of(web, &issuer).await? {
        return Ok(metadata);
    }
    let at = |path: &str| Some(format!("{issuer}{path}"));
    Ok(ServerMetadata {
        authorization_endpoint: at("/authorize"),
        token_endpoint: at("/token"),
        registration_endpoint: at("/register"),
        is_assumed: true,
        issuer: issuer.clone(),
        ..default_metadata()
    })
}

/// Returns the metadata of a server that publishes none; PKCE is used all the same.
fn default_metadata() -> ServerMetadata {
    ServerMetadata {
        code_challenge_methods_supported: Some(vec!["S256".to_owned()]),
        ..ServerMetadata::default()
    }
}
