//! Checks the hub on this machine: whether one runs, which settings it serves, or who has its port.
//! Connects to this machine only.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpStream;

use crate::cli::context::Context;
use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::cli::doctor::sockets;
use crate::cli::error::{Failure, Kind};
use crate::cli::hub::client::{HubAddress, HubClient};
use crate::cli::hub::in_process;
use crate::cli::output::render;
use crate::store::read::resolved;

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks the hub, if one listens on the port.
pub(crate) async fn check(
    context: &Context,
    address: HubAddress,
    settings: Option<&Path>,
) -> Result<Check, Failure> {
    let mut check = Check::new("hub");
    let port = in_process::port(&context.environment, address.given())?;
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let connected = tokio::time::timeout(PATIENCE, TcpStream::connect(at)).await;
    if !matches!(connected, Ok(Ok(_))) {
        check.fact(format!("no hub runs on port {port}, and the port is free"));
        return Ok(check);
    }
    let client = HubClient::find(context, address)?;
    match tokio::time::timeout(PATIENCE * 2, client.status()).await {
        Ok(Ok(status)) => describe(&mut check, port, &status, settings),
        Ok(Err(failure)) if failure.kind == Kind::Failed => {
            let finding =
                Finding::new(Level::Warning, DoctorCode::HubRefuses, failure.source.to_string());
            check.find(match failure.hints.first() {
                Some(hint) => finding.help(hint.clone()),
                None => finding,
            });
        }
        _ => {
            let owner = sockets::listener(port).map(|owner| format!(": {owner}"));
            let owner = owner.unwrap_or_default();
            let message = format!("port {port} belongs to another program{owner}");
            let finding = Finding::new(Level::Warning, DoctorCode::PortTaken, message);
            check.find(finding.help("end it, or choose another port with `--port` or PORT"));
        }
    }
    Ok(check)
}

fn describe(check: &mut Check, port: u16, status: &Value, settings: Option<&Path>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (release, path) = (text(&status["version"]), text(&status["settings"]["path"]));
    check.fact(format!("mcphub {release} runs on port {port}, pid {}", status["pid"]));
    let is_ours = settings.is_none_or(|ours| resolved(ours) == resolved(Path::new(&path)));
    if !is_ours {
        let message = format!("the hub on port {port} serves {path}, another file than this one");
        let finding = Finding::new(Level::Warning, DoctorCode::OtherSettings, message);
        check.find(finding.help("changes here have no effect there"));
    }
    if status["settings"]["inForce"] == Value::Bool(false) {
        let reason = text(&status["settings"]["reason"]);
        let message = format!("the settings in force are older than the file: {reason}");
        check.find(Finding::new(Level::Error, DoctorCode::OutdatedSettings, message));
    }
    if release != env!("CARGO_PKG_VERSION") {
        let message =
            format!("the hub is {release}, and this command {}", env!("CARGO_PKG_VERSION"));
        let finding = Finding::new(Level::Warning, DoctorCode::OtherRelease, message);
        check.find(finding.help("restart the hub"));
    }
    let servers = status["servers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is = |server: &Value, words: &[&str]| {
        words.contains(&server["status"].as_str().unwrap_or_default())
    };
    let connected = servers.iter().filter(|server| is(server, &["connected"])).count();
    check.fact(format!("{} connected", render::count(connected, "server")));
    let down = servers.iter().filter(|server| is(server, &["failed", "needs login"]));
    let down: Vec<String> = down.map(|server| text(&server["name"])).collect();
    if !down.is_empty() {
        let names = render::name_list(down.iter().map(String::as_str));
        let message = format!("the hub is not connected to {names}");
        let finding = Finding::new(Level::Warning, DoctorCode::ServerDown, message);
        check.find(finding.help("`mcphub status` shows why"));
    }
}
