//! One connection of a pool: opened on first use, closed when nothing needs it any more.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::proxy::exchange::exchange::EventQueue;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::connection::transport::Transport;

/// A pooled connection, which is opened on first use.
#[derive(Debug, Default)]
pub(crate) struct PooledConnection {
    /// Locked while it is being opened, so that concurrent callers share it.
    connection: tokio::sync::Mutex<Option<Arc<Connection>>>,
    /// Notified if its lists may have changed.
    pub(crate) relist: Arc<Notify>,
}

impl PooledConnection {
    pub(super) async fn is_busy(&self) -> bool {
        let connection = self.connection.lock().await;
        match connection.as_ref().map(|connection| &connection.transport) {
            Some(Transport::Duplex(transport)) => transport.is_taken(),
            _ => false,
        }
    }

    /// Returns true if no call is in flight, even if a new one may have to wait.
    pub(super) fn is_idle(&self) -> bool {
        self.open_connection().is_some_and(|connection| connection.transport.busy() == 0)
    }

    /// Returns the only waiting client, if there is exactly one.
    pub(super) fn client(&self) -> Option<Arc<EventQueue>> {
        match &self.open_connection()?.transport {
            Transport::Duplex(transport) => transport.client(),
            Transport::Http(_) | Transport::OpenApi(_) => None,
        }
    }

    /// Returns the connection if it is open.
    pub(super) fn open_connection(&self) -> Option<Arc<Connection>> {
        let connection = self.connection.try_lock().ok()?;
        connection.as_ref().filter(|connection| !connection.transport.is_ended()).map(Arc::clone)
    }

    /// Returns the open connection; opens a new one if there is none or if it has ended.
    pub(super) async fn connection(
        &self,
        open: impl AsyncFnOnce() -> Result<Arc<Connection>, CallError>,
    ) -> Result<Arc<Connection>, CallError> {
        let mut connection = self.connection.lock().await;
        if let Some(connection) =
            connection.as_ref().filter(|connection| !connection.transport.is_ended())
        {
            return Ok(Arc::clone(connection));
        }
        let fresh = open().await?;
        *connection = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}

/// Waits until a connection can be closed (its session or server ends, it is lost or idle), or its
/// lists have changed. Returns true in the last case.
pub(super) async fn wait_for_relist(
    connection: &Connection,
    pooled: &PooledConnection,
    session: Option<&CancellationToken>,
    server: &CancellationToken,
) -> bool {
    let session_ends = async {
        match session {
            Some(ended) => ended.cancelled().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = session_ends => false,
        () = server.cancelled() => false,
        _ = connection.transport.wait_closed() => false,
        () = idle(connection) => false,
        () = pooled.relist.notified() => true,
    }
}

async fn idle(connection: &Connection) {
    let pause = Duration::from_secs(30);
    let mut quiet = Duration::ZERO;
    while quiet < limits::POOLED_IDLE {
        let before = connection.transport.calls();
        tokio::time::sleep(pause).await;
        let used = connection.transport.busy() > 0 || connection.transport.calls() != before;
        quiet = if used { Duration::ZERO } else { quiet + pause };
    }
}
