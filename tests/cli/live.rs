//! Commands that connect to a server, and the errors that they report before connecting.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use insta::assert_snapshot;
use socket2::{Domain, Socket, Type};

use crate::cli::SETTINGS;
use crate::support::process::wait_for;
use crate::support::sandbox::Sandbox;
use crate::support::server::Hub;

#[test]
fn an_unknown_server_is_6_before_anything_is_started() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["inspect", "tiem"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["call", "tiem", "x"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
    assert_snapshot!(sandbox.run(["tool", "list", "tiem", "--connect"]), @"
    ------- stderr -------
    error: no server `tiem`
    hint: did you mean `time`?
    [exit status: 6]
    ");
}

#[test]
fn arguments_that_are_no_object_are_refused() {
    let sandbox = Sandbox::with_settings(SETTINGS);
    assert_snapshot!(sandbox.run(["call", "time", "x", "[1]"]), @"
    ------- stderr -------
    error: the arguments are not a JSON object
    caused by: invalid type: sequence, expected a map at line 1 column 0
    [exit status: 2]
    ");
}

#[test]
fn serve_needs_a_file_and_an_address() {
    assert_snapshot!(Sandbox::new().run(["serve"]), @"
    ------- stderr -------
    error: there is no settings file at $SANDBOX/home/.config/mcphub/mcp_settings.json (the user's)
    hint: `mcphub init` creates one here; `--config FILE` selects another
    [exit status: 8]
    ");
    let sandbox = Sandbox::with_settings("{}");
    assert_snapshot!(sandbox.run(["serve", "--host", "nowhere.example"]), @"
    ------- stderr -------
    error: `nowhere.example` is not an IP address
    hint: for instance `--host 127.0.0.1`, or `--host 0.0.0.0` for all addresses
    [exit status: 2]
    ");
}

/// Returns settings with the demo server, one that does not exist, and one that requires a login.
fn live() -> Sandbox {
    let url = refusing(401);
    let settings = serde_json::json!({"mcpServers": {
        "demo": {"type": "stdio", "command": "mcphub", "args": ["demo"]},
        "gone": {"type": "stdio", "command": "/nowhere/at-all", "enabled": false},
        "locked": {"type": "streamable-http", "url": url, "enabled": false},
    }});
    Sandbox::with_settings(&format!("{settings:#}\n"))
}

/// Starts an HTTP server that responds to every request with one status; returns its URL.
fn refusing(status: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/mcp", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut head = BufReader::new(connection.try_clone().unwrap());
            let mut line = String::new();
            while head.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let answer = format!(
                "HTTP/1.1 {status} No\r\nwww-authenticate: Bearer\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            let _ = connection.write_all(answer.as_bytes());
        }
    });
    url
}

#[test]
fn inspect_shows_the_items_of_a_server() {
    let sandbox = live();
    assert_snapshot!(sandbox.run(["inspect", "demo"]), @"
    demo: mcphub-demo 0.1.0, protocol 2026-07-28
    A small server to try things with. Start with `echo`.

    TOOL   DESCRIPTION
    echo   Returns the text that it was given.
    add    Adds two numbers and returns the sum as structured content.
    count  Counts slowly, reports progress at each step, and stops when cancelled.
    fail   Always returns a tool error, to see how a client shows one.

    PROMPT  DESCRIPTION
    tour    Requests a tour of the demo tools.
    greet   Requests a greeting.

    RESOURCE        DESCRIPTION
    demo://about    About this server.
    demo://palette  A few colors, as data.

    TEMPLATE                DESCRIPTION
    demo://greeting/{name}  A greeting for a name.
    [exit status: 0]
    ");
    let json = sandbox.run(["inspect", "demo", "--json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["server"]["tools"][0]["name"], "echo");
}

#[test]
fn a_tool_answers_and_its_error_is_5() {
    let sandbox = live();
    assert_snapshot!(sandbox.run(["call", "demo", "echo", r#"{"text": "hello"}"#]), @"
    hello
    [exit status: 0]
    ");
    assert_snapshot!(sandbox.pipe(r#"{"a": 1, "b": 2}"#, ["call", "demo", "add", "-", "--json"]), @r#"
    {
      "content": [
        {
          "type": "text",
          "text": "3"
        }
      ],
      "structuredContent": {
        "sum": 3
      },
      "_meta": {
        "io.modelcontextprotocol/serverInfo": {
          "name": "mcphub-demo",
          "title": "mcphub demo",
          "version": "0.1.0"
        }
      }
    }
    [exit status: 0]
    "#);
    assert_snapshot!(sandbox.run(["call", "demo", "fail"]), @"
    this tool always fails
    [exit status: 5]
    ");
    assert_snapshot!(sandbox.run(["call", "demo", "eco"]), @"
    ------- stderr -------
    error: server `demo` has no tool `eco`
    hint: did you mean `echo`?
    [exit status: 6]
    ");
}

#[test]
fn an_unreachable_server_is_4_and_a_required_login_3() {
    let sandbox = live();
    assert_snapshot!(sandbox.run(["inspect", "gone", "--json"]), @r#"
    ------- stderr -------
    error: server `gone` is not reachable: cannot start `/nowhere/at-all`: there is no such file
    {"error":{"code":"unreachable","message":"server `gone` is not reachable: cannot start `/nowhere/at-all`: there is no such file","hint":null,"exit":4}}
    [exit status: 4]
    "#);
    assert_eq!(sandbox.run(["call", "gone", "x"]).status, 4);
    let locked = sandbox.run(["inspect", "locked"]);
    assert_eq!(locked.status, 3, "{locked}");
}

#[test]
fn upstream_descriptions_are_shown_beside_the_overrides() {
    let sandbox = live();
    sandbox.run(["tool", "describe", "demo", "echo", "Says it again"]);
    sandbox.run(["tool", "disable", "demo", "fail"]);
    assert_snapshot!(sandbox.run(["tool", "list", "demo", "--connect"]), @"
    NAME   STATE     DESCRIPTION    UPSTREAM'S DESCRIPTION
    echo   enabled   Says it again  Returns the text that it was given.
    add    enabled                  Adds two numbers and returns the sum as structured content.
    count  enabled                  Counts slowly, reports progress at each step, and stops when cancelled.
    fail   disabled                 Always returns a tool error, to see how a client shows one.
    [exit status: 0]
    ");
}

#[test]
fn a_check_starts_everything_once() {
    let sandbox = live();
    assert_snapshot!(sandbox.run(["serve", "--check"]), @"
    SERVER  STATUS     TOOLS  PROMPTS  RESOURCES  TOOLS OR REASON
    demo    connected  4      2        2          echo, add, count, fail
    gone    disabled   0      0        0
    locked  disabled   0      0        0
    [exit status: 0]
    ");
    sandbox.run(["enable", "gone"]);
    assert_snapshot!(sandbox.run(["serve", "--check"]), @"
    SERVER  STATUS     TOOLS  PROMPTS  RESOURCES  TOOLS OR REASON
    demo    connected  4      2        2          echo, add, count, fail
    gone    failed     0      0        0          cannot start `/nowhere/at-all`: there is no such file
    locked  disabled   0      0        0
    [exit status: 4]
    ");
}

#[test]
fn a_disabled_tool_is_6_and_the_file_is_named() {
    let settings = r#"{"mcpServers": {"demo": {"command": "mcphub", "args": ["demo"], "tools": {"echo": {"enabled": false}}}}}"#;
    let sandbox = Sandbox::with_settings(settings);
    assert_snapshot!(sandbox.run(["call", "demo", "echo", r#"{"text": "a"}"#]), @"
    ------- stderr -------
    error: tool `echo` of server `demo` is disabled in ./mcp_settings.json
    hint: `mcphub tool enable demo echo` enables it
    [exit status: 6]
    ");
    assert_eq!(sandbox.run(["call", "demo", "echo", "--timeout", "0"]).status, 2);
    assert_eq!(sandbox.run(["call", "demo", "echo", "@nofile"]).status, 2);
}

#[test]
fn connect_waits_for_a_hub_that_starts_together_with_its_client() {
    let sandbox = Sandbox::new();
    assert_snapshot!(sandbox.run(["connect", "notaurl"]), @"
    ------- stderr -------
    error: `notaurl` is not a URL
    hint: for instance http://127.0.0.1:3000/mcp
    [exit status: 2]
    ");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}/mcp");
    let output = sandbox.run(["connect", &url]).to_string().replace(&url, "[url]");
    // The note is printed unless the client's end of input is already known, as may happen here.
    let note =
        "note: no server listens at [url] yet; waiting for 10 s: `mcphub serve` starts a hub\n";
    assert_snapshot!(output.replace(note, ""), @"
    ------- stderr -------
    error: no server listens at [url]
    hint: `mcphub serve` starts a hub
    [exit status: 4]
    ");
    // The address is reserved, and no server listens there until the client has received the note.
    let address = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    address.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    let url = format!("http://{}/mcp", address.local_addr().unwrap().as_socket().unwrap());
    let demo = serde_json::json!({ "command": "mcphub", "args": ["demo"] });
    let running = Hub::start(&serde_json::json!({ "mcpServers": { "demo": demo } }));
    let (hub, told) = (running.address, sandbox.path("err"));
    std::thread::spawn(move || {
        wait_for("the client's word", || {
            std::fs::read_to_string(&told)
                .is_ok_and(|text| text.contains("no server listens"))
                .then_some(())
        });
        address.listen(16).unwrap();
        for client in TcpListener::from(address).incoming().flatten() {
            let server = TcpStream::connect(hub).unwrap();
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || drop(std::io::copy(&mut &from, &mut &to)));
            std::thread::spawn(move || drop(std::io::copy(&mut &server, &mut &client)));
        }
    });
    let hello = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#;
    let script = format!(
        "mkfifo in; (mcphub connect {url} < in > out 2> err; echo $? > rc) & exec 3> in; \
         printf '%s\\n' '{hello}' >&3; until grep -q serverInfo out || [ -s rc ]; do sleep 0.05; done; \
         exec 3>&-; until [ -s rc ]; do sleep 0.05; done; cat rc"
    );
    assert_eq!(sandbox.shell(&script).stdout, "0\n");
}
