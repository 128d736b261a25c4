//! The reasons why `serve` cannot start.

use std::io::ErrorKind;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub::client::{HubAddress, HubClient};
use crate::serve::app::StartError;

/// Returns the error of `serve` with what to do next.
pub(super) async fn explain(context: &Context, port: u16, error: StartError) -> Failure {
    match error {
        StartError::Settings(error) => error.into(),
        StartError::Bind { ref source, .. } if source.kind() == ErrorKind::AddrInUse => {
            port_in_use(context, port).await.hint("`--port 0` takes a free port and prints it")
        }
        StartError::Exposed { .. } => Failure::from_error(Kind::Failed, error).hint(
            "add a bearer key to `bearerKeys`, listen on 127.0.0.1, or pass `--insecure-no-auth`",
        ),
        error => Failure::from_error(Kind::Failed, error),
    }
}

/// Returns the error for a port that is in use. It names the hub if another one listens there.
async fn port_in_use(context: &Context, port: u16) -> Failure {
    let failed = |text: String| Failure::new(Kind::Failed, text);
    let Ok(running) = HubClient::find(context, HubAddress::at(port)) else {
        return failed(format!("port {port} is in use by another program"));
    };
    match running.status().await {
        Ok(status) => {
            let path = status["settings"]["path"].as_str();
            let pid = &status["pid"];
            let path = path.unwrap_or("another file");
            failed(format!("port {port} is in use by an mcphub that serves {path} (pid {pid})"))
                .hint(format!("`mcphub status --port {port}` shows it"))
        }
        // A hub of another user or of an older release also answers requests.
        Err(failure) if failure.kind == Kind::Failed => {
            failed(format!("port {port} is in use by another mcphub"))
        }
        Err(_) => failed(format!("port {port} is in use by another program")),
    }
}
