//! A scripted server at the other end of a pipe, for tests.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::protocol::message::Message;
use crate::proxy::exchange::exchange::{Caller, EventQueue};
use crate::proxy::limits;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::connection::transport::Transport;
use crate::proxy::upstream::pool::call_serialization::Turns;
use crate::proxy::upstream::transport::duplex::{Duplex, Outlet};

/// Ignores all messages.
#[derive(Default)]
struct Deaf(Arc<Turns>);

impl Listener for Deaf {
    fn on_notification(&self, _: Message) {}
    fn on_messages_lost(&self) {}
    fn on_noise(&self, _: &[u8]) {}
    fn inbox(&self) -> Option<&Arc<EventQueue>> {
        None
    }
    fn turns(&self) -> &Arc<Turns> {
        &self.0
    }
    fn on_server_request(&self, _: &Message, _: &Caller) {}
}

/// Starts a server that reads nothing for `slow` seconds and then answers with the output of `says`
/// for method and params, with `ID` replaced by the request id. Once the transport is closed, the
/// task returns the methods in order of arrival.
pub(super) fn server(
    slow: u64,
    mut says: impl FnMut(&str, &str) -> Option<&'static str> + Send + 'static,
) -> (Transport, JoinHandle<Vec<String>>) {
    let (lines, mut queue) = tokio::sync::mpsc::channel(limits::STDIN_QUEUE);
    let duplex = Duplex::new(Outlet::Lines(lines), Arc::new(Deaf::default()), None);
    let shared = Arc::clone(duplex.shared_state());
    let server = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(slow)).await;
        let mut heard = Vec::new();
        loop {
            let line = tokio::select! {
                biased;
                line = queue.recv() => line,
                () = shared.ended.cancelled() => None,
            };
            let Some(line) = line else { break heard };
            let message = Message::parse(line).unwrap();
            heard.push(message.method().into_owned());
            if let Some(answer) = says(&message.method(), message.params().unwrap_or_default()) {
                shared.take(&answer.replace("ID", message.id().unwrap()).into());
            }
        }
    });
    (Transport::Duplex(Box::new(duplex)), server)
}
