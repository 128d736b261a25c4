//! Reads a server's lists page by page. Problems with a list are noted beside its items.

use std::collections::HashSet;
use std::time::Duration;

use crate::protocol::Era;
use crate::protocol::error;
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::splice::Splice;
use crate::proxy::hops;
use crate::proxy::inventory::items::CacheHint;
use crate::proxy::inventory::items::{Inventory, Item, ListKind, Listing, ServerInfo, read_page};
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::call_error::refusal;
use crate::proxy::upstream::connection::connection::Connection;

/// Reads all lists that the server declares, concurrently.
pub(super) async fn inventory(connection: &Connection) -> Result<Inventory, CallError> {
    inventory_for(connection, "").await
}

/// Like [`inventory`], as a modern server returns them to clients with these capabilities (raw JSON
/// members).
pub(super) async fn inventory_for(
    connection: &Connection,
    capabilities: &str,
) -> Result<Inventory, CallError> {
    let announced = async |kind: ListKind| match kind {
        _ if connection.server_info.can(kind.capability()) => {
            list(connection, kind, capabilities).await
        }
        ListKind::Tools => Ok(read_undeclared_tools(connection, capabilities).await),
        _ => Ok(Listing::default()),
    };
    let lists = futures_util::future::try_join_all(ListKind::ALL.map(announced)).await?;
    let lists = <[Listing; 4]>::try_from(lists).unwrap_or_default();
    let mut server_info = connection.server_info.clone();
    if !server_info.can("tools") && !lists[ListKind::Tools as usize].items.is_empty() {
        declare_tools(&mut server_info);
    }
    Ok(Inventory { server_info, lists })
}

/// Reads the tools of a server that does not declare `tools`: many have some anyway.
async fn read_undeclared_tools(connection: &Connection, capabilities: &str) -> Listing {
    let read = read(connection, ListKind::Tools, capabilities, limits::PROBE).await;
    let mut listing = read.unwrap_or_default();
    if listing.items.is_empty() {
        return Listing::default();
    }
    let note =
        format!("it lists {} without declaring `tools`", count_phrase(ListKind::Tools, &listing));
    listing.note = Some(listing.note.map_or(note.clone(), |other| format!("{note}; {other}")));
    listing
}

fn declare_tools(server_info: &mut ServerInfo) {
    let text = &server_info.capabilities;
    let members = json::members(text, &(0..text.len()));
    if members.is_empty() {
        r#"{"tools":{}}"#.clone_into(&mut server_info.capabilities);
    } else if let Some(open) = text.find('{') {
        let mut splice = Splice::new();
        splice.replace(&(open..open + 1), r#"{"tools":{},"#);
        server_info.capabilities = String::from_utf8_lossy(&splice.apply(text)).into_owned();
    }
}

/// Reads all pages of a declared list.
async fn list(
    connection: &Connection,
    kind: ListKind,
    capabilities: &str,
) -> Result<Listing, CallError> {
    read(connection, kind, capabilities, limits::LIST).await
}

/// Reads all pages of one list. If it breaks off, the pages before that count.
///
/// # Errors
/// Fails if the connection is lost or if the first page times out.
async fn read(
    connection: &Connection,
    kind: ListKind,
    capabilities: &str,
    limit: Duration,
) -> Result<Listing, CallError> {
    let mut listing = Listing::default();
    let (mut params, mut asked, mut left_out) = ("{}".to_owned(), HashSet::new(), 0);
    let (mut page, mut is_unknown) = (1, false);
    let broken = loop {
        let (era, version) = (connection.server_info.era, &connection.server_info.version);
        let method = kind.method();
        let answer =
            connection.transport.ask_for(capabilities, era, version, method, &params, limit).await;
        let answer: Message = match answer {
            Ok(answer) => answer,
            Err(CallError::SessionLost) => return Err(CallError::SessionLost),
            Err(e) if e.is_an_answer() || page > 1 && matches!(e, CallError::Timeout(_)) => {
                break Some(e.to_string());
            }
            Err(e) => return Err(e),
        };
        let Some(result) = answer.result() else {
            if let Some(why) = answer.error().and_then(hops::refused) {
                return Err(CallError::Loop(why));
            }
            // Servers with resources need not support templates.
            is_unknown = answer.error_code() == Some(error::METHOD_NOT_FOUND);
            let optional = is_unknown && page == 1 && kind == ListKind::Templates;
            break (!optional).then(|| refusal(&answer));
        };
        let read = read_page(kind, result);
        let cursor = read.cursor.filter(|cursor| !cursor.is_empty() || era == Era::Modern);
        let again = cursor.as_ref().is_some_and(|cursor| asked.contains(cursor));
        left_out += read.left_out;
        listing.hint = CacheHint::strictest(listing.hint, read.hint);
        let known = |item: &Item| again && listing.items.contains(item);
        let fresh: Vec<_> = read.items.into_iter().filter(|item| !known(item)).collect();
        listing.items.extend(fresh);
        let Some(cursor) = cursor else { break read.flaw };
        if again {
            break Some("`nextCursor` repeats a page".to_owned());
        }
        if page >= limits::UPSTREAM_PAGES || listing.items.len() >= limits::UPSTREAM_ITEMS {
            break Some("it is too long".to_owned());
        }
        params = format!(r#"{{"cursor":{}}}"#, json::quote(&cursor));
        asked.insert(cursor);
        page += 1;
    };
    listing.is_broken = broken.is_some() && !is_unknown;
    listing.note = note(kind, &listing, broken.map(|why| (page, why)), left_out);
    Ok(listing)
}

/// Describes the problems of a list: the page at which it broke off and why, and the number of
/// unusable items.
fn note(
    kind: ListKind,
    listing: &Listing,
    broken: Option<(usize, String)>,
    left_out: usize,
) -> Option<String> {
    let broken = broken.map(|(page, why)| match (page, listing.items.is_empty()) {
        (1, true) => format!("{} failed: {why}", kind.method()),
        _ => format!("{}, list broken at page {page}: {why}", count_phrase(kind, listing)),
    });
    let left_out = (left_out > 0).then(|| {
        let (one, many) = kind.words();
        let words = if left_out == 1 { one } else { many };
        format!("{left_out} {words} left out: no `{}`", kind.key())
    });
    let notes: Vec<_> = broken.into_iter().chain(left_out).collect();
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn count_phrase(kind: ListKind, listing: &Listing) -> String {
    let (one, many) = kind.words();
    let count = listing.items.len();
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::upstream::connection::initialize_params::InitializeParams;
    use crate::proxy::upstream::fake;

    /// Lists the tools of a server with these capabilities that responds to each cursor with
    /// `says`. Returns the names, the note, and the number of requests.
    async fn tools(
        (era, capabilities): (Era, &str),
        says: impl Fn(&str) -> &'static str + Send + 'static,
    ) -> (Vec<String>, Option<String>, usize) {
        let (transport, server) = fake::server(0, move |method, params| {
            let cursor = json::get(params, &(0..params.len()), "cursor");
            (method == "tools/list").then(|| says(cursor.map_or("", |span| &params[span])))
        });
        let server_info = ServerInfo {
            era,
            version: String::new(),
            capabilities: capabilities.to_owned(),
            implementation: None,
            instructions: None,
        };
        let connection = Connection::new(transport, server_info, InitializeParams::of_hub(""));
        let Inventory { server_info, mut lists } = inventory(&connection).await.unwrap();
        connection.transport.close().await;
        let listing = std::mem::take(&mut lists[0]);
        assert_eq!(
            server_info.can("tools"),
            capabilities.contains("tools") || !listing.items.is_empty()
        );
        let names = listing.items.into_iter().map(|item| item.key).collect();
        (names, listing.note, server.await.unwrap().len())
    }

    const TOOLS: (Era, &str) = (Era::Legacy, r#"{"tools":{}}"#);
    const LAST: &str = r#"{"id":ID,"result":{"tools":[{"name":"b"}]}}"#;
    const TWICE: &str = r#"{"id":ID,"result":{"tools":[{"name":"a"}],"nextCursor":"x"}}"#;
    const EMPTY: &str = r#"{"id":ID,"result":{"tools":[{"name":"a"}],"nextCursor":""}}"#;
    const ERROR: &str = r#"{"id":ID,"error":{"code":-32603,"message":"no database"}}"#;
    const UNKNOWN: &str = r#"{"id":ID,"error":{"code":-32601,"message":"what?"}}"#;

    #[tokio::test(start_paused = true)]
    async fn a_list_that_repeats_or_breaks_off_keeps_its_items() {
        let note = |text: &str| Some(text.to_owned());
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let round = tools(TOOLS, |_| TWICE).await;
        let why = "1 tool, list broken at page 2: `nextCursor` repeats a page";
        assert_eq!(round, (names(&["a"]), note(why), 2));
        let broken = tools(TOOLS, |cursor| if cursor.is_empty() { TWICE } else { ERROR }).await;
        let why = "1 tool, list broken at page 2: no database (error -32603)";
        assert_eq!(broken, (names(&["a"]), note(why), 2));
        let failed = tools(TOOLS, |_| ERROR).await;
        assert_eq!(failed, (vec![], note("tools/list failed: no database (error -32603)"), 1));
        // An empty cursor is valid in the modern era only.
        let empty = |cursor: &str| if cursor.is_empty() { EMPTY } else { LAST };
        assert_eq!(tools(TOOLS, empty).await, (names(&["a"]), None, 1));
        assert_eq!(tools((Era::Modern, TOOLS.1), empty).await, (names(&["a", "b"]), None, 2));
    }

    #[tokio::test(start_paused = true)]
    async fn items_that_cannot_be_read_are_counted() {
        let note = async |answer| tools(TOOLS, move |_| answer).await.1.unwrap_or_default();
        let items = r#"{"id":ID,"result":{"tools":[{"name":"a"},{},null,"b",{"name":1}]}}"#;
        assert_eq!(note(items).await, "4 tools left out: no `name`");
        for result in ["null", "[]", "{}", r#"{"tools":null}"#, r#"{"tools":{}}"#] {
            let answer = format!(r#"{{"id":ID,"result":{result}}}"#);
            let said = note(Box::leak(answer.into_boxed_str())).await;
            assert_eq!(said, "tools/list failed: its response has no list `tools`", "{result}");
        }
        let odd = r#"{"id":ID,"result":{"tools":[{"name":"a"}],"nextCursor":2}}"#;
        assert_eq!(
            note(odd).await,
            "1 tool, list broken at page 1: its `nextCursor` is not a string"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn undeclared_tools_are_listed() {
        for capabilities in ["{}", "[]", r#"{"logging":{}}"#] {
            let listed = tools((Era::Legacy, capabilities), |_| LAST).await;
            let note = "it lists 1 tool without declaring `tools`".to_owned();
            assert_eq!(listed, (vec!["b".to_owned()], Some(note), 1), "{capabilities}");
            let unlisted = tools((Era::Legacy, capabilities), |_| UNKNOWN).await;
            assert_eq!(unlisted, (vec![], None, 1), "{capabilities}");
        }
    }
}
