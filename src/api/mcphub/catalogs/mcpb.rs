//! Bundles: `POST /mcpb/upload` accepts an MCPB archive, unpacks it and creates a server from it.
//! Source: MCPHub's REST reference.
//!
//! Two things differ from MCPHub on purpose. An invalid bundle is the client's fault: 400 (MCPHub
//! returns 500). And if the name is free, the server is created immediately (MCPHub leaves that to
//! the client); a client that then creates it from the bundle's files, as for MCPHub, replaces the
//! created server.

use std::time::Duration;

use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tempfile::NamedTempFile;
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Semaphore;
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::QueryParams;
use crate::api::mcphub::envelope::{Data, Refusal, Reply, data_with};
use crate::api::service::server_policy;
use crate::api::state::ApiState;
use crate::settings::Document;
use crate::settings::edit::Refused;
use crate::settings::transfer::bundle;
use crate::settings::transfer::bundle::{Installation, Manifest};
use crate::state::bundles::{Limits, UnpackError};

/// Limit of the archive's size. Source: MCPHub.
const ARCHIVE_BYTES: usize = 500 << 20;
/// Limit of the whole body: the archive and the parts around it.
pub(in crate::api::mcphub) const BODY_BYTES: usize = ARCHIVE_BYTES + (1 << 20);
/// The form field with the archive.
const FIELD: &str = "mcpbFile";
/// File extensions of archives; older tools use the second.
const ENDINGS: [&str; 2] = [".mcpb", ".dxt"];
/// Timeout between two chunks of the archive.
const CHUNK_TIMEOUT: Duration = Duration::from_secs(30);
/// Concurrent uploads.
const UPLOADS_MAX: usize = 4;

static UPLOADS: Semaphore = Semaphore::const_new(UPLOADS_MAX);

/// Options of an upload.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadOptions {
    /// `false` only unpacks the bundle. If its name is in use, the server is never created.
    register: Option<bool>,
}

/// A form with an archive.
#[derive(ToSchema)]
#[expect(dead_code, reason = "schema for the API document; the form is read in chunks")]
pub(crate) struct BundleForm {
    /// The archive, named `….mcpb`.
    #[schema(rename = "mcpbFile", value_type = String, format = Binary)]
    mcpb_file: Vec<u8>,
}

/// Unpacks a bundle and replaces an older one of the same name. Creates a server from it if the
/// name is free. For admins.
#[utoipa::path(post, path = "/api/mcpb/upload", tag = "Bundles", params(UploadOptions),
    request_body(content = BundleForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Data), (status = 503, body = Refusal)))]
pub(crate) async fn upload(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(UploadOptions { register }): QueryParams<UploadOptions>,
    form: Result<Multipart, MultipartRejection>,
) -> Reply {
    caller.require_admin()?;
    let form = form
        .map_err(|_| ApiError::new(Kind::MediaType, "Content-Type must be multipart/form-data"))?;
    let _turn = UPLOADS.try_acquire().map_err(|_| {
        ApiError::new(Kind::Unavailable, "too many concurrent uploads; try again later")
    })?;
    let archive = receive_archive(&state, form).await?;
    let (manifest, folder) = unpack(&state, archive).await?;
    let folder = folder.to_string_lossy().into_owned();
    let place = Installation { folder: &folder, platform: bundle::platform() };
    let config = manifest.server(place).map_err(ApiError::invalid)?;
    let name = manifest.name.clone();
    let registered = match register {
        Some(false) => false,
        _ => register_server(&state, &caller, &name, config.clone()).await?,
    };
    if !registered && runs_from_bundle(&state, &name) {
        // The server's files were replaced.
        state.hub.reload(&name);
    }
    let also = if registered { format!(", and server `{name}` added") } else { String::new() };
    let message = format!("bundle `{name}` unpacked{also}");
    let answer = json!({
        "manifest": manifest.entry,
        "extractDir": folder,
        "server": { "name": name, "config": config },
        "registered": registered,
    });
    Ok(data_with(answer, message))
}

fn runs_from_bundle(state: &ApiState, name: &str) -> bool {
    let folder = state.bundles.folder_of(name);
    let settings = state.live.snapshot();
    settings
        .server(name)
        .is_some_and(|s| server_policy::runs_from(&s.entry, &folder.to_string_lossy()))
}

/// Stores the archive in a temporary file, which is removed on drop.
async fn receive_archive(state: &ApiState, mut form: Multipart) -> Result<NamedTempFile, ApiError> {
    while let Some(field) = in_time(form.next_field()).await? {
        if field.name() != Some(FIELD) {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_lowercase();
        if !ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            return Err(ApiError::invalid("the name of a bundle must end in .mcpb"));
        }
        return store_archive(state, field).await;
    }
    Err(ApiError::invalid(format!("no file: send the bundle as `{FIELD}`")))
}

async fn store_archive(state: &ApiState, mut field: Field<'_>) -> Result<NamedTempFile, ApiError> {
    let unwritable = |e| ApiError::internal(format!("cannot store the bundle: {e}"));
    let bundles = state.bundles.clone();
    let created = tokio::task::spawn_blocking(move || bundles.archive()).await;
    let archive = created.map_err(|e| unwritable(e.into()))?.map_err(unwritable)?;
    let mut file = File::from_std(archive.reopen().map_err(unwritable)?);
    let mut room = ARCHIVE_BYTES;
    while let Some(piece) = in_time(field.chunk()).await? {
        room = room.checked_sub(piece.len()).ok_or_else(too_large)?;
        file.write_all(&piece).await.map_err(unwritable)?;
    }
    file.flush().await.map_err(unwritable)?;
    Ok(archive)
}

/// Awaits a part of the form. Fails if the client sends nothing for too long.
async fn in_time<T>(
    piece: impl Future<Output = Result<Option<T>, MultipartError>>,
) -> Result<Option<T>, ApiError> {
    let silent =
        |_| ApiError::invalid(format!("the client sent nothing for {} s", CHUNK_TIMEOUT.as_secs()));
    tokio::time::timeout(CHUNK_TIMEOUT, piece).await.map_err(silent)?.map_err(|e| {
        match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(),
            _ => ApiError::invalid(format!("the form cannot be used: {}", e.body_text())),
        }
    })
}

fn too_large() -> ApiError {
    let text = format!("the bundle is larger than {} MiB", ARCHIVE_BYTES >> 20);
    ApiError::new(Kind::TooLarge, text)
}

async fn unpack(
    state: &ApiState,
    archive: NamedTempFile,
) -> Result<(Manifest, std::path::PathBuf), ApiError> {
    let bundles = state.bundles.clone();
    let work = move || bundles.unpack(archive.reopen()?, Limits::default());
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| ApiError::internal("the unpacking task was aborted"))?.map_err(|e| match e {
        UnpackError::Invalid(_) => ApiError::invalid(e.to_string()),
        UnpackError::Disk(_) => ApiError::internal(e.to_string()),
    })
}

/// Creates the server; returns `false` if there is one of the same name.
async fn register_server(
    state: &ApiState,
    caller: &Caller,
    name: &str,
    config: Map<String, Value>,
) -> Result<bool, ApiError> {
    let (name, config) = server_policy::prepare_new(caller, name.to_owned(), &config)?;
    let caller = caller.clone();
    let verb = move |document: &mut Document| match server_policy::add(
        &caller, document, &name, &config,
    ) {
        Ok(_) => Ok(true),
        Err(Refused::Exists { .. }) => Ok(false),
        Err(refused) => Err(refused),
    };
    state.edit(verb).await
}
