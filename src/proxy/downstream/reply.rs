//! Writes an exchange to its client: as an HTTP response (JSON, or an event stream if messages
//! precede the response), or as messages on an existing stream.

use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};
use tokio::sync::mpsc;

use crate::protocol::{Era, error};
use crate::proxy::downstream::event_encoder::EventEncoder;
use crate::proxy::downstream::ingress::refuse;
use crate::proxy::downstream::response_driver::{Handled, ResponseDriver, Step};
use crate::proxy::downstream::session::replay_buffer::MessageSink;
use crate::proxy::downstream::session::session::Session;
use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::{Body, SseEvent};
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::limits;

/// Returns the HTTP response to the message with raw id `id`. Streams in a session are kept for
/// replay. If the call is still silent when `silence` completes, switches to a stream with
/// keep-alive comments.
pub(crate) async fn reply<V: EventEncoder>(
    handled: Handled<V>,
    id: Option<&str>,
    session: Option<&Arc<Session>>,
    silence: impl Future<Output = ()>,
) -> Response<Body> {
    let era = if session.is_some() { Era::Legacy } else { Era::Modern };
    match handled {
        Handled::Accepted => body::empty(StatusCode::ACCEPTED),
        Handled::Response(answer) => json_response(answer, era),
        Handled::Rejected(status, error) => refuse(status, &error, id),
        Handled::Subscribed(events) => body::events(events),
        Handled::InProgress(mut driver) => {
            let first = tokio::select! {
                biased;
                step = driver.next() => Some(step),
                () = silence => None,
            };
            match first {
                Some(Step::End(None)) => body::empty(StatusCode::ACCEPTED),
                Some(Step::End(Some(answer))) => json_response(answer, era),
                Some(Step::Message(first)) => stream(driver, Some(first), session),
                None => stream(driver, None, session),
            }
        }
    }
}

/// Streams an exchange, starting with its first message, if already known.
fn stream<V: EventEncoder>(
    driver: Box<ResponseDriver<V>>,
    first: Option<Bytes>,
    session: Option<&Arc<Session>>,
) -> Response<Body> {
    let is_silent = first.is_none();
    let (sink, events) = open_stream(session);
    tokio::spawn(async move {
        let sent = match first {
            Some(first) => sink.send(first).await,
            None => Ok(()),
        };
        if sent.is_ok() {
            drive(driver, &sink).await;
        }
        sink.end();
    });
    if is_silent { body::events_after_silence(events) } else { body::events(events) }
}

/// Opens a stream, with replay if there is a session.
fn open_stream(session: Option<&Arc<Session>>) -> (MessageSink, mpsc::Receiver<SseEvent>) {
    if let Some(session) = session {
        let buffer = session.replay_buffers.start();
        let events = buffer.attach(None, false);
        (MessageSink::Replayable(buffer), events)
    } else {
        let (sender, events) = mpsc::channel(limits::STREAM_QUEUE);
        (MessageSink::Direct(sender), events)
    }
}

/// Sends the result of the message with raw id `id` to the client.
pub(crate) async fn deliver<V: EventEncoder>(
    handled: Handled<V>,
    id: Option<String>,
    sink: &MessageSink,
) {
    // If the client has disconnected, the rest is of no use.
    let _ = match handled {
        Handled::Accepted => Ok(()),
        Handled::Response(answer) => sink.send(answer.into_bytes()).await,
        Handled::Rejected(_, e) => sink.send(e.response(id.as_deref())).await,
        Handled::InProgress(driver) => {
            drive(driver, sink).await;
            Ok(())
        }
        Handled::Subscribed(mut events) => {
            while let Some(event) = events.recv().await {
                if sink.send(event.data).await.is_err() {
                    break;
                }
            }
            Ok(())
        }
    };
}

/// Sends all messages and the response. If a dropped connection cancels the request, stops as soon
/// as the client disconnects.
pub(crate) async fn drive<V: EventEncoder>(mut driver: Box<ResponseDriver<V>>, sink: &MessageSink) {
    let cancels = driver.hangup_cancels();
    loop {
        let step = tokio::select! {
            biased;
            step = driver.next() => step,
            () = sink.closed(), if cancels => return,
        };
        match step {
            Step::Message(message) => {
                if sink.send(message).await.is_err() && cancels {
                    return;
                }
            }
            Step::End(answer) => {
                if let Some(answer) = answer {
                    let _ = sink.send(answer.into_bytes()).await;
                }
                return;
            }
        }
    }
}

fn json_response(answer: RpcResponse, era: Era) -> Response<Body> {
    let status = match (era, answer.code) {
        (Era::Modern, Some(code)) => StatusCode::from_u16(error::modern_status(code)).ok(),
        _ => None,
    };
    body::json(status.unwrap_or(StatusCode::OK), Body::Parts(answer.parts.into()))
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use std::time::Duration;

    use super::*;
    use crate::proxy::downstream::event_encoder::Encoded;
    use crate::proxy::exchange::exchange::{Event, EventQueue, ServerRequest};

    /// Encoder of a client without notifications and without capabilities.
    struct NoEvents;

    impl EventEncoder for NoEvents {
        fn encode(&mut self, _: Event) -> Encoded {
            Encoded::Skip
        }

        fn hangup_cancels(&self) -> bool {
            true
        }

        fn suspend(
            &mut self,
            _: Vec<ServerRequest>,
            _: crate::proxy::exchange::response::PendingResponse,
            _: Arc<EventQueue>,
        ) -> Option<RpcResponse> {
            None
        }
    }

    /// Returns the reply to a call that takes this long.
    async fn after(time: Duration, silence: Duration) -> (String, Bytes) {
        let call = async move {
            tokio::time::sleep(time).await;
            Some(RpcResponse::new(Bytes::from_static(b"{}")))
        };
        let driver = Box::new(ResponseDriver::new(Arc::default(), Box::pin(call), NoEvents));
        let response =
            reply(Handled::InProgress(driver), None, None, tokio::time::sleep(silence)).await;
        let kind = response.headers()[http::header::CONTENT_TYPE].to_str().unwrap().to_owned();
        (kind, response.into_body().collect().await.unwrap().to_bytes())
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_call_switches_to_a_stream_with_keep_alive_comments() {
        let (kind, body) = after(Duration::from_secs(70), Duration::from_secs(20)).await;
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert_eq!(kind, "text/event-stream");
        // One comment at once, and one for each 15 s of the remaining 50 s.
        assert_eq!(body, format!("{}event: message\ndata: {{}}\n\n", ":\n\n".repeat(4)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_call_returns_json() {
        let (kind, body) = after(Duration::from_secs(15), Duration::from_secs(20)).await;
        assert_eq!((kind.as_str(), &body[..]), ("application/json", &b"{}"[..]));
    }
}
