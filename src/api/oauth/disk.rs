//! Work of the authorization server that blocks on the disk.

use crate::authorization_server::error::{Code, OauthError};

/// Runs work that blocks on the disk.
pub(super) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, OauthError> + Send + 'static,
) -> Result<T, OauthError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(OauthError::new(Code::ServerError, "the task was aborted")))
}
