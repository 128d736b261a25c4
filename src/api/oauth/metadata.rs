//! The metadata documents of the authorization server.

use axum::extract::State;
use axum::response::Response;
use http::header::CACHE_CONTROL;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};

use crate::api::oauth::browser::own_path;
use crate::api::oauth::paths::METADATA;
use crate::api::oauth::response::{json_response, unavailable};
use crate::api::state::ApiState;
use crate::authorization_server::metadata;

/// Returns the document if the path is that of the issuer; at other paths it would be wrong.
pub(super) async fn read(State(state): State<ApiState>, headers: HeaderMap, uri: Uri) -> Response {
    let settings = state.live.snapshot();
    let rules = &settings.system.oauth_server;
    if !rules.enabled {
        return unavailable(StatusCode::NOT_FOUND, None);
    }
    let urls = state.gate.oauth.urls(&settings, &headers);
    if let Some(fault) = urls.fault() {
        return unavailable(StatusCode::NOT_FOUND, Some(&fault));
    }
    let prefix = own_path(&urls, "");
    let forms = METADATA.iter().map(|form| format!("{form}{prefix}"));
    let known: Vec<String> = forms
        .chain([format!("{prefix}{}", METADATA[1])])
        // A proxy may remove the prefix.
        .chain(METADATA.map(str::to_owned))
        .collect();
    if !known.iter().any(|known| known == uri.path()) {
        let text = format!("the issuer is {}; its metadata is not here", urls.base);
        return unavailable(StatusCode::NOT_FOUND, Some(&text));
    }
    let mut response = json_response(StatusCode::OK, &metadata::document(&urls, rules));
    let kept = HeaderValue::from_static("no-cache");
    response.headers_mut().insert(CACHE_CONTROL, kept);
    response
}
