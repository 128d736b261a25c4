//! Extractor for a JSON body whose error codes distinguish invalid JSON, missing fields and invalid
//! fields.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::api::agent_corex::refusal::Refusal;
use crate::api::error::ApiError;
use crate::api::extract::{JsonText, parse_json};

/// A parsed body, and its original members.
pub(super) struct JsonFields<T>(pub(super) T, pub(super) Map<String, Value>);

/// Fields of a JSON body.
pub(super) trait RequiredFields: DeserializeOwned {
    /// Fields that must be present.
    const REQUIRED: &'static [&'static str] = &[];
}

impl<S: Send + Sync, T: RequiredFields> FromRequest<S> for JsonFields<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let JsonText(text) = JsonText::from_request(request, state).await?;
        let value = serde_json::from_str::<Value>(&text).map_err(|why| {
            let text = format!("the body is not valid JSON: {why}");
            Refusal::new("INVALID_JSON", ApiError::invalid(text))
        })?;
        let Value::Object(members) = value else {
            return Err(ApiError::invalid("the body must be a JSON object").into());
        };
        let is_missing = |field: &&&str| members.get(**field).is_none_or(Value::is_null);
        if let Some(field) = T::REQUIRED.iter().find(is_missing) {
            return Err(Refusal::missing(field));
        }
        Ok(Self(parse_json(text.as_bytes())?, members))
    }
}
