//! Shortens the texts of a tool's result, and leaves the rest of it unchanged.

use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::splice::Splice;
use crate::proxy::result_compression::block::compress;
use crate::settings::model::compression::Compression;

/// The longest result that is shortened on the runtime's thread; a longer one would delay other requests.
const AT_ONCE: usize = 64 << 10;

/// Returns the response with the long texts of its result shortened.
pub(in crate::proxy) async fn compress_result(response: Message, how: Compression) -> Message {
    let length = response.result_span().map_or(0, ExactSizeIterator::len);
    // A token has at least one byte.
    if length < how.min_tokens {
        return response;
    }
    if length <= AT_ONCE {
        return shorten(&response, &how).unwrap_or(response);
    }
    let whole = response.clone();
    let shorter = tokio::task::spawn_blocking(move || shorten(&whole, &how)).await;
    shorter.ok().flatten().unwrap_or(response)
}

/// Returns `None` if nothing changes. Errors are never shortened.
fn shorten(response: &Message, how: &Compression) -> Option<Message> {
    let (text, result) = (response.text(), response.result_span()?);
    let members = json::members(text, result);
    let member = |name: &str| json::find(text, &members, name).0;
    let said = |span: &json::Span| text.get(span.clone()).unwrap_or_default();
    if member("isError").is_some_and(|failed| !["false", "null"].contains(&said(failed))) {
        return None;
    }
    let mut splice = Splice::new();
    let mut shortened = false;
    for block in json::elements(text, member("content")?) {
        let members = json::members(text, &block);
        let member = |name: &str| json::find(text, &members, name).0;
        let kind = member("type").and_then(|span| json::string(text, span));
        let Some(span) = member("text").filter(|_| kind.as_deref() == Some("text")) else {
            continue;
        };
        if let Some(shorter) = json::string(text, span).and_then(|said| compress(&said, how)) {
            splice.replace(span, json::quote(&shorter));
            shortened = true;
        }
    }
    shortened.then(|| Message::parse(splice.apply(text).into()).ok())?
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use serde_json::{Value, json};

    use super::*;
    use crate::settings::model::compression::Strategy;

    const HOW: Compression =
        Compression { min_tokens: 50, max_output_tokens: 40, strategy: Strategy::Text };

    async fn sent(result: &Value) -> Value {
        let text = json!({ "jsonrpc": "2.0", "id": 1, "result": result }).to_string();
        let response = Message::parse(Bytes::from(text)).unwrap();
        let shorter = compress_result(response, HOW).await;
        serde_json::from_str::<Value>(shorter.text()).unwrap()["result"].take()
    }

    #[tokio::test]
    async fn only_long_texts_of_results_that_succeeded_are_shortened() {
        let long = "word by word\n".repeat(100);
        let text = json!({ "type": "text", "text": long, "_meta": { "a": 1 } });
        let others = [
            json!({ "type": "text", "text": "short" }),
            json!({ "type": "image", "data": long, "mimeType": "image/png" }),
            json!({ "type": "resource", "resource": { "uri": "a://b", "text": long } }),
            json!({ "type": "text", "text": 7 }),
            json!("text"),
        ];
        let content = |first: &Value| {
            let mut content = vec![first.clone()];
            content.extend(others.iter().cloned());
            json!(content)
        };
        let whole = json!({ "structuredContent": { "text": long }, "content": content(&text) });
        let mut shorter = text.clone();
        shorter["text"] = json!(compress(&long, &HOW).unwrap());
        let wanted = json!({ "structuredContent": { "text": long }, "content": content(&shorter) });
        assert_eq!(sent(&whole).await, wanted);

        let mut said = whole.clone();
        said["isError"] = json!(false);
        assert_eq!(sent(&said).await["content"], wanted["content"]);
        for untouched in [
            json!({ "isError": true, "content": [text.clone()] }),
            json!({ "content": text.clone() }),
            json!({ "content": [others[0], others[1], others[2]] }),
            json!({ "contents": [text] }),
        ] {
            assert_eq!(sent(&untouched).await, untouched);
        }
    }

    #[tokio::test]
    async fn a_result_of_megabytes_is_shortened_soon() {
        let began = std::time::Instant::now();
        for long in ["x".repeat(8 << 20), "[\n".repeat(2 << 20), "ERROR 1\n".repeat(1 << 20)] {
            let shorter = sent(&json!({ "content": [{ "type": "text", "text": long }] })).await;
            assert!(shorter["content"][0]["text"].as_str().unwrap().len() < 500);
        }
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    }
}
