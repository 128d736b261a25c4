//! An edit affects only the servers that it changes: other children keep running, and so does a
//! child if only its description or overrides change.

use serde_json::json;

use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

#[test]
fn a_child_survives_edits_of_other_servers() {
    let hub = Hub::start(&settings([("kept", scripted_server(&[])), ("other", demo(&[]))]));
    hub.lists_tool("/mcp", "kept-pid");
    hub.lists_tool("/mcp", "other-echo");
    let client = hub.modern("/mcp");
    let pid = client.call("kept-pid", json!({}));

    hub.run(&["add", "third", "--", "mcphub", "demo"]);
    hub.lists_tool("/mcp", "third-echo");
    hub.run(&["remove", "other", "--yes"]);
    hub.run(&["group", "create", "g", "kept", "third"]);
    hub.lists_tool("/mcp/g", "kept-pid");
    hub.run(&["set", "kept", "--description", "another word for people"]);
    hub.run(&["tool", "disable", "kept", "echo"]);
    hub.lists_no_tool("/mcp", "kept-echo");
    // The same content in a different order and layout is not a change.
    hub.edit(|file| file["mcpServers"]["kept"]["args"] = json!([]));

    assert_eq!(client.call("kept-pid", json!({})), pid);
}
