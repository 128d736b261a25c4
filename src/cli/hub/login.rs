//! Logs in to a server with a browser: prepares the login, waits for the browser, for a pasted URL or
//! for a code that a person enters elsewhere, and stores the tokens.

use std::io::{BufRead as _, Read as _};
use std::time::Duration;

use jiff::{Span, Timestamp};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::input::callback::{Arrival, Callback, Page};
use crate::cli::output::browser;
use crate::oauth::LoginError;
use crate::oauth::authorization::{Pending, Redirected};
use crate::oauth::client_settings::ClientSettings;
use crate::oauth::flow::LoginOptions;
use crate::oauth::login::Login;
use crate::settings::model::server::Remote;

/// The path of the redirect URI.
const PATH: &str = "/callback";
/// Maximum length of a pasted line.
const LINE_BYTES: u64 = 16 << 10;

/// How a person takes part in a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// With a browser, which is opened if there is one.
    Browser,
    /// With a browser that the person opens.
    PrintedUrl,
    /// With a browser elsewhere; the person pastes the address that it ends at.
    Paste,
    /// By entering a code on any machine.
    Device,
}

/// How a login is run.
#[derive(Clone, Debug)]
pub(crate) struct Manner {
    pub(crate) options: LoginOptions,
    pub(crate) callback_port: Option<u16>,
    pub(crate) way: Way,
    pub(crate) patience: Duration,
}

/// Logs in to `server`.
pub(crate) async fn log_in(
    context: &mut Context,
    server: &str,
    remote: &Remote,
    login: &Login,
    manner: Manner,
) -> Result<(), Failure> {
    let settings = ClientSettings::of(remote.oauth.as_ref());
    let is_device =
        manner.way == Way::Device || (settings.uses_device_code && manner.way != Way::Paste);
    if is_device {
        return log_in_by_code(context, server, login, &manner).await;
    }
    log_in_by_browser(context, server, login, &settings, manner).await
}

/// Logs in with a code that a person enters elsewhere.
async fn log_in_by_code(
    context: &mut Context,
    server: &str,
    login: &Login,
    manner: &Manner,
) -> Result<(), Failure> {
    let begun = login.begin_device(&manner.options).await;
    let pending = begun.map_err(|error| login_failure(server, &error))?;
    if context.global.json {
        let complete = pending.page_with_code.as_ref().map(url::Url::as_str);
        let line = json!({
            "verificationUri": pending.page.as_str(), "verificationUriComplete": complete,
            "userCode": pending.user_code, "expiresAt": pending.expires_at.to_string(),
        });
        context.ui.print_json_lines(&[line])?;
    }
    let (page, code) = (&pending.page, &pending.user_code);
    context.ui.message(&format!("To log in to {server}, open {page} on any machine, and enter:"));
    context.ui.message(code);
    if let Some(page) = &pending.page_with_code {
        context.ui.message(&format!("This page contains the code: {page}"));
    }
    match tokio::time::timeout(manner.patience, login.finish_device(&pending)).await {
        Ok(finished) => finished.map_err(|error| login_failure(server, &error)),
        Err(_) => Err(too_late(server, manner)),
    }
}

async fn log_in_by_browser(
    context: &mut Context,
    server: &str,
    login: &Login,
    settings: &ClientSettings,
    mut manner: Manner,
) -> Result<(), Failure> {
    let (mut callback, redirect_uri) = listen(context, login, settings, &manner).await?;
    manner.options.redirect_uri = redirect_uri;
    let begun = login.begin(&manner.options).await;
    let pending = begun.map_err(|error| login_failure(server, &error))?;
    let has_browser = show(context, server, &pending, &manner, callback.port)?;
    // Without a person at this terminal, only a program may wait for a browser elsewhere.
    let must_paste = manner.way == Way::Paste
        || !(has_browser || context.global.json || context.environment.stdin_is_terminal);
    let mut pasted = read_lines();
    let waiting = async {
        loop {
            let (redirected, page) = tokio::select! {
                arrival = callback.next() => (arrival.redirected, Some(arrival.page)),
                line = pasted.recv() => match line {
                    Some(line) => {
                        let Some(redirected) = Redirected::of(&line) else {
                            context.ui.warn("that is not the address that the browser was sent to");
                            continue;
                        };
                        (redirected, None)
                    }
                    None if must_paste => return Err(nothing_pasted(server)),
                    None => {
                        let Arrival { redirected, page } = callback.next().await;
                        (redirected, Some(page))
                    }
                },
            };
            let is_ours = pending.is_for(&redirected);
            if !is_ours {
                context.ui.warn("a browser returned from another login; it was ignored");
            }
            let finished =
                if is_ours { Some(login.finish(&pending, &redirected).await) } else { None };
            if let Some(page) = page {
                let _ = page.send(match &finished {
                    Some(Ok(())) => Page::Done,
                    Some(Err(_)) => Page::Failed,
                    None => Page::Unknown,
                });
            }
            if let Some(finished) = finished {
                return finished.map_err(|error| login_failure(server, &error));
            }
        }
    };
    let outcome = match tokio::time::timeout(manner.patience, waiting).await {
        Ok(outcome) => outcome,
        Err(_) => Err(too_late(server, &manner)),
    };
    callback.close().await;
    outcome
}

/// Converts the reason of a failed login.
pub(crate) fn login_failure(server: &str, error: &LoginError) -> Failure {
    let kind = match error {
        LoginError::Unreachable(_) => Kind::Unreachable,
        LoginError::Refused(_) | LoginError::Code { .. } => Kind::NeedsLogin,
        LoginError::Store(_) => Kind::Failed,
    };
    Failure::new(kind, format!("cannot log in to `{server}`: {error}"))
}

fn too_late(server: &str, manner: &Manner) -> Failure {
    let seconds = manner.patience.as_secs();
    let text = format!("the login to `{server}` was not completed within {seconds} s");
    Failure::new(Kind::NeedsLogin, text)
}

fn nothing_pasted(server: &str) -> Failure {
    let text = format!("the login to `{server}` waits for an address, and nothing was pasted");
    Failure::usage(text).hint(
        "run it on a terminal, or pass `--no-browser --json` to wait for a browser on this machine",
    )
}

/// Listens on the port of the arguments, of the settings, or of the registration; otherwise on a
/// free one. Returns the listener and its redirect URI.
async fn listen(
    context: &mut Context,
    login: &Login,
    settings: &ClientSettings,
    manner: &Manner,
) -> Result<(Callback, String), Failure> {
    let fixed = settings.redirect_uri.as_deref().and_then(local_uri);
    if settings.redirect_uri.is_some() && fixed.is_none() {
        context.ui.warn("`oauth.redirectUri` does not lead to this machine, and is not used");
    }
    if let Some((port, path, uri)) = fixed.filter(|_| manner.callback_port.is_none()) {
        let callback = Callback::listen(port, &path).await.map_err(|e| port_in_use(port, e))?;
        return Ok((callback, uri));
    }
    let callback = if let Some(port) = manner.callback_port.or(settings.callback_port) {
        Callback::listen(port, PATH).await.map_err(|e| port_in_use(port, e))?
    } else {
        let known = login.registered_redirect(PATH);
        let known = known.as_deref().and_then(local_uri).map_or(0, |(port, ..)| port);
        match Callback::listen(known, PATH).await {
            Ok(callback) => callback,
            Err(_) => Callback::listen(0, PATH).await.map_err(|e| port_in_use(0, e))?,
        }
    };
    let uri = format!("http://127.0.0.1:{}{PATH}", callback.port);
    Ok((callback, uri))
}

/// Returns port and path of a redirect URI on this machine.
fn local_uri(uri: &str) -> Option<(u16, String, String)> {
    let url = url::Url::parse(uri).ok()?;
    let is_local = matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
    let port = url.port().filter(|_| is_local && url.scheme() == "http")?;
    Some((port, url.path().to_owned(), uri.to_owned()))
}

fn port_in_use(port: u16, error: std::io::Error) -> Failure {
    let text = format!("cannot listen on port {port} for the browser's return");
    Failure::from_error(Kind::Failed, anyhow::Error::new(error).context(text))
        .hint("`--callback-port PORT` selects another one")
}

/// Prints the URL, and opens it if a browser is at hand. Returns whether one was opened.
fn show(
    context: &mut Context,
    server: &str,
    pending: &Pending,
    manner: &Manner,
    port: u16,
) -> Result<bool, Failure> {
    if context.global.json {
        let line = json!({
            "authorizationUrl": pending.url.as_str(), "expiresAt": expiry(manner.patience),
        });
        context.ui.print_json_lines(&[line])?;
    }
    let opens = manner.way == Way::Browser && browser::is_at_hand(&context.environment);
    let is_open = opens && browser::open(&pending.url);
    if is_open {
        context.ui.message(&format!("To log in to {server}, use the page that opens, or open:"));
    } else {
        context.ui.message(&format!("To log in to {server}, open this page in a browser:"));
    }
    context.ui.message(pending.url.as_str());
    if manner.way == Way::Paste {
        context.ui.note("at the end, paste the address that the browser ends at here");
    } else if !opens {
        context.ui.note(&format!(
            "if the browser runs on another machine, paste the address that it ends at here, or \
             forward the port first: ssh -L {port}:127.0.0.1:{port} HOST"
        ));
    }
    Ok(is_open)
}

/// Returns the time at which the command stops waiting.
fn expiry(patience: Duration) -> Value {
    let seconds = i64::try_from(patience.as_secs()).unwrap_or(i64::MAX);
    let span = Span::new().try_seconds(seconds).unwrap_or_default();
    Timestamp::now().checked_add(span).map_or(Value::Null, |until| until.to_string().into())
}

/// Reads lines of standard input in a thread that ends with the process.
fn read_lines() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(1);
    std::thread::spawn(move || {
        let mut stdin = std::io::stdin().lock();
        let mut line = String::new();
        while stdin.by_ref().take(LINE_BYTES).read_line(&mut line).is_ok_and(|length| length > 0) {
            let text = std::mem::take(&mut line);
            if !text.trim().is_empty() && sender.blocking_send(text).is_err() {
                return;
            }
        }
    });
    lines
}
