//! What is sent and answered, field by field. Source: Aeontel's REST page "MCP Servers".

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// How the hub shows itself to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AuthType {
    /// Not at all.
    None,
    /// By a key, as bearer token.
    ApiKey,
    /// By OAuth.
    Oauth,
}

/// A field of a patch: not named, `null`, or a value.
pub(super) type Field<T> = Option<Option<T>>;

/// A new server, or what changes of one.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Sent {
    /// The workspace that a new one belongs to.
    pub(super) workspace_id: Option<String>,
    /// A name for people.
    #[serde(deserialize_with = "field")]
    pub(super) name: Field<String>,
    /// The endpoint.
    #[serde(deserialize_with = "field")]
    pub(super) url: Field<String>,
    /// How the hub shows itself to it; `none` where absent.
    #[serde(deserialize_with = "field")]
    #[schema(value_type = Option<AuthType>)]
    pub(super) auth_type: Field<AuthType>,
    /// For `api_key`; never answered.
    #[serde(deserialize_with = "field")]
    pub(super) api_key: Field<String>,
    /// For `oauth`.
    #[serde(deserialize_with = "field")]
    pub(super) oauth_client_id: Field<String>,
    /// For `oauth`; never answered.
    #[serde(deserialize_with = "field")]
    pub(super) oauth_client_secret: Field<String>,
    /// For `oauth`.
    #[serde(deserialize_with = "field")]
    pub(super) oauth_token_endpoint: Field<String>,
    /// For `oauth`.
    #[serde(deserialize_with = "field")]
    pub(super) oauth_authorization_endpoint: Field<String>,
    /// For `oauth`, separated by spaces.
    #[serde(deserialize_with = "field")]
    pub(super) oauth_scopes: Field<String>,
    /// Of each request; replaced whole.
    #[serde(deserialize_with = "field")]
    #[schema(value_type = Option<Object>)]
    pub(super) headers: Field<Map<String, Value>>,
    /// The connector that it was made from.
    #[serde(deserialize_with = "field")]
    pub(super) connector_id: Field<String>,
    /// What the connector was given; replaced whole.
    #[serde(deserialize_with = "field")]
    #[schema(value_type = Option<Object>)]
    pub(super) connector_config: Field<Map<String, Value>>,
}

/// Where a server's connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ConnectorStatus {
    /// It answers.
    Connected,
    /// It is switched off, not tried yet, or needs a login.
    Disconnected,
    /// It cannot be reached.
    Error,
}

/// A server.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Server {
    /// Its id, `mcp_…`.
    pub(super) id: String,
    /// The workspace that it belongs to.
    pub(super) workspace_id: String,
    /// Its name for people.
    pub(super) name: String,
    /// Its endpoint; of a server that has none, where the hub offers it.
    pub(super) url: String,
    /// How the hub shows itself to it.
    pub(super) auth_type: AuthType,
    /// Who the hub is there.
    pub(super) oauth_client_id: Option<String>,
    /// Where tokens are fetched.
    pub(super) oauth_token_endpoint: Option<String>,
    /// Where people log in.
    pub(super) oauth_authorization_endpoint: Option<String>,
    /// What is asked for, separated by spaces.
    pub(super) oauth_scopes: Option<String>,
    /// When the login ends.
    pub(super) oauth_expires_at: Option<String>,
    /// Of each request; without the credential, and with secrets masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub(super) headers: Option<Map<String, Value>>,
    /// The connector that it was made from.
    pub(super) connector_id: Option<String>,
    /// What the connector was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) connector_config: Option<Value>,
    /// Where its connection stands.
    pub(super) connector_status: ConnectorStatus,
    /// Who made it, `usr_…`.
    pub(super) created_by: String,
    /// When, in ISO 8601.
    pub(super) created_at: String,
    /// When it was last changed.
    pub(super) updated_at: String,
}

/// Tells `null` from what is not there.
fn field<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Field<T>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}
