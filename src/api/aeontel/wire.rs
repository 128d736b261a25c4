//! JSON bodies of requests and responses. Source: Aeontel's REST page "MCP Servers".

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// How the hub authenticates to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AuthType {
    /// Without any credential.
    None,
    /// With a key as bearer token.
    ApiKey,
    /// With an OAuth access token.
    Oauth,
}

/// A field of a patch: absent, `null`, or a value.
pub(super) type PatchField<T> = Option<Option<T>>;

/// The fields of a new server, or the changed fields of an existing one.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ServerFields {
    /// The workspace of a new server.
    pub(super) workspace_id: Option<String>,
    /// The display name of the server.
    #[serde(deserialize_with = "present")]
    pub(super) name: PatchField<String>,
    /// The server's endpoint, http or https.
    #[serde(deserialize_with = "present")]
    pub(super) url: PatchField<String>,
    /// How the hub authenticates to the server; `none` if absent.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<AuthType>)]
    pub(super) auth_type: PatchField<AuthType>,
    /// The key for `api_key`; never returned.
    #[serde(deserialize_with = "present")]
    pub(super) api_key: PatchField<String>,
    /// The client id for `oauth`.
    #[serde(deserialize_with = "present")]
    pub(super) oauth_client_id: PatchField<String>,
    /// The client secret for `oauth`; never returned.
    #[serde(deserialize_with = "present")]
    pub(super) oauth_client_secret: PatchField<String>,
    /// The token endpoint for `oauth`.
    #[serde(deserialize_with = "present")]
    pub(super) oauth_token_endpoint: PatchField<String>,
    /// The authorization endpoint for `oauth`.
    #[serde(deserialize_with = "present")]
    pub(super) oauth_authorization_endpoint: PatchField<String>,
    /// The scopes for `oauth`, separated by spaces.
    #[serde(deserialize_with = "present")]
    pub(super) oauth_scopes: PatchField<String>,
    /// Headers of each request to the server; replaced as a whole.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Object>)]
    pub(super) headers: PatchField<Map<String, Value>>,
    /// The connector that the server was created from.
    #[serde(deserialize_with = "present")]
    pub(super) connector_id: PatchField<String>,
    /// The connector's configuration; replaced as a whole.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Object>)]
    pub(super) connector_config: PatchField<Map<String, Value>>,
}

/// State of a server's connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ConnectorStatus {
    /// The connection is established.
    Connected,
    /// The server is disabled, not yet connected, or requires a login.
    Disconnected,
    /// The last connection attempt failed.
    Error,
}

/// A server in responses.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Server {
    /// The server's id, `mcp_…`.
    pub(super) id: String,
    /// The workspace that the server belongs to.
    pub(super) workspace_id: String,
    /// The display name of the server.
    pub(super) name: String,
    /// The server's endpoint, or the hub's endpoint for a server without one.
    pub(super) url: String,
    /// How the hub authenticates to the server.
    pub(super) auth_type: AuthType,
    /// The hub's client id at the authorization server.
    pub(super) oauth_client_id: Option<String>,
    /// The endpoint that issues tokens.
    pub(super) oauth_token_endpoint: Option<String>,
    /// The endpoint where users log in.
    pub(super) oauth_authorization_endpoint: Option<String>,
    /// The requested scopes, separated by spaces.
    pub(super) oauth_scopes: Option<String>,
    /// When the login expires, ISO 8601.
    pub(super) oauth_expires_at: Option<String>,
    /// The page of the login, while one is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) authorization_url: Option<String>,
    /// Headers of each request, without the credential and with secrets masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub(super) headers: Option<Map<String, Value>>,
    /// The connector that the server was created from.
    pub(super) connector_id: Option<String>,
    /// The connector's configuration, with secrets masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) connector_config: Option<Value>,
    /// State of the server's connection.
    pub(super) connector_status: ConnectorStatus,
    /// The server's owner, `usr_…`.
    pub(super) created_by: String,
    /// Creation time, in ISO 8601.
    pub(super) created_at: String,
    /// Time of the last change, in ISO 8601.
    pub(super) updated_at: String,
}

/// Distinguishes `null` from an absent field.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<PatchField<T>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}
