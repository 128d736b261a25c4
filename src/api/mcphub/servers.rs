//! Servers: list, read, create, change, remove, switch, reload.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::api::error::{ApiError, Kind};
use crate::api::json::Object;
use crate::api::mcphub::envelope::{Reply, data, done};
use crate::api::mcphub::view;
use crate::api::state::ApiState;
use crate::settings::Document;
use crate::settings::edit::{self, OnConflict, Outcome, Refused, Thing};

/// `GET /servers`: every server, in file order.
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    Ok(data(view::all(&state)))
}

/// `GET /servers/{name}`: one server with its stored entry.
pub(crate) async fn read(State(state): State<ApiState>, Path(name): Path<String>) -> Reply {
    let document = state.document().await?;
    let entry = document.get(&["mcpServers".into(), name.as_str().into()]).cloned();
    let entry = entry.ok_or_else(|| absent(&name))?;
    Ok(data(view::one(&state, &name, entry)))
}

/// `POST /servers`: `{name, config}`.
pub(crate) async fn create(State(state): State<ApiState>, body: Object) -> Reply {
    let (name, config) = new_server(&body.0)?;
    let message = format!("server `{name}` added");
    state.edit(move |document| add(document, &name, &config)).await?;
    Ok(done(message))
}

/// `POST /servers/batch`: each item on its own; 200, 207 or 400 as all, some or none succeeded.
pub(crate) async fn create_many(
    State(state): State<ApiState>,
    body: Object,
) -> Result<Response, crate::api::mcphub::envelope::Failed> {
    let items = body.0.get("servers").and_then(Value::as_array).filter(|items| !items.is_empty());
    let items =
        items.ok_or_else(|| ApiError::invalid("`servers` must be a list that is not empty"))?;
    let items = items.clone();
    let results = state.edit(move |document| Ok(add_each(document, &items))).await?;
    let failed = results.iter().filter(|item| item["success"] == false).count();
    let succeeded = results.len() - failed;
    let status = match (succeeded, failed) {
        (_, 0) => StatusCode::OK,
        (0, _) => StatusCode::BAD_REQUEST,
        _ => StatusCode::MULTI_STATUS,
    };
    let body = json!({
        "success": failed == 0,
        "data": {
            "success": failed == 0,
            "successCount": succeeded,
            "failureCount": failed,
            "results": results,
        },
    });
    Ok((status, Json(body)).into_response())
}

/// `PUT /servers/{name}`: `{config, newName?}`.
pub(crate) async fn update(
    State(state): State<ApiState>,
    Path(name): Path<String>,
    body: Object,
) -> Reply {
    let config = body.object("config")?.clone();
    let new_name = match body.0.get("newName") {
        None | Some(Value::Null) => None,
        Some(_) => Some(body.string("newName")?.to_owned()),
    };
    let message = format!("server `{name}` updated");
    let verb = move |document: &mut Document| {
        edit::replace_server(document, &name, &config)?;
        match &new_name {
            Some(new_name) => edit::rename_server(document, &name, new_name),
            None => Ok(Outcome::Changed),
        }
    };
    state.edit(verb).await?;
    Ok(done(message))
}

/// `DELETE /servers/{name}`.
pub(crate) async fn remove(State(state): State<ApiState>, Path(name): Path<String>) -> Reply {
    let message = format!("server `{name}` removed");
    state.edit(move |document| edit::remove_server(document, &name)).await?;
    Ok(done(message))
}

/// `POST /servers/{name}/toggle`: `{enabled}`.
pub(crate) async fn toggle(
    State(state): State<ApiState>,
    Path(name): Path<String>,
    body: Object,
) -> Reply {
    let enabled = body.boolean("enabled")?;
    let message = format!("server `{name}` {}", if enabled { "enabled" } else { "disabled" });
    state.edit(move |document| edit::enable_server(document, &name, enabled)).await?;
    Ok(done(message))
}

/// `POST /servers/{name}/reload`: connects anew; nothing to do for a disabled server.
pub(crate) async fn reload(State(state): State<ApiState>, Path(name): Path<String>) -> Reply {
    if state.live.snapshot().server(&name).is_none() {
        return Err(absent(&name).into());
    }
    state.hub.reload(&name);
    Ok(done(format!("server `{name}` is being reloaded")))
}

fn absent(name: &str) -> ApiError {
    ApiError::new(Kind::Absent, format!("no server `{name}`"))
}

fn new_server(item: &Map<String, Value>) -> Result<(String, Map<String, Value>), ApiError> {
    let name = item.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
    let name =
        name.ok_or_else(|| ApiError::invalid("`name` must be a string that is not empty"))?;
    let config = item.get("config").and_then(Value::as_object);
    let config = config.ok_or_else(|| ApiError::invalid("`config` must be an object"))?;
    let mut config = edit::normalised(config);
    config.entry("owner").or_insert_with(|| "admin".into());
    Ok((name.to_owned(), config))
}

/// Here the same content again is refused too: a script that creates wants to know.
fn add(
    document: &mut Document,
    name: &str,
    config: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    match edit::add_server(document, name, config, OnConflict::Refuse)? {
        Outcome::Unchanged => Err(Refused::Exists { thing: Thing::Server, name: name.to_owned() }),
        outcome => Ok(outcome),
    }
}

fn add_each(document: &mut Document, items: &[Value]) -> Vec<Value> {
    let add_one = |item: &Value| {
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        let empty = Map::new();
        let added = new_server(item.as_object().unwrap_or(&empty))
            .and_then(|(name, config)| Ok(add(document, &name, &config)?));
        match added {
            Ok(_) => json!({ "name": name, "success": true }),
            Err(e) => json!({ "name": name, "success": false, "message": e.message }),
        }
    };
    items.iter().map(add_one).collect()
}
