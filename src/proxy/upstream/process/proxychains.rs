//! Configuration files for `proxychains4`, which runs a program with all its connections through a proxy.
//! A file contains the login, so it is private, and it is removed with the program.

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempPath;

use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::process::process_guard::ProcessGuard;
use crate::settings::model::program_proxy::ProgramProxy;

/// The name of the program.
pub(in crate::proxy::upstream) const PROGRAM: &str = "proxychains4";

/// A configuration file for one child.
#[derive(Debug)]
pub(in crate::proxy::upstream) struct Configuration {
    path: PathBuf,
    /// The temporary file, removed on drop; `None` for a file of the user.
    _made: Option<TempConfig>,
}

#[derive(Debug)]
struct TempConfig {
    path: TempPath,
    reaper: Arc<ProcessGuard>,
}

impl Drop for TempConfig {
    fn drop(&mut self) {
        self.reaper.file(&self.path, false);
    }
}

impl Configuration {
    /// Returns the file that the settings name, or else writes a new one.
    ///
    /// # Errors
    /// Fails if the settings are incomplete, the host has no address or the file cannot be written.
    pub(in crate::proxy::upstream) async fn create(
        proxy: &ProgramProxy,
        env: &UpstreamEnv,
    ) -> Result<Self, String> {
        if cfg!(not(unix)) {
            return Err("`proxy` works on Linux and macOS only".to_owned());
        }
        if let Some(written) = &proxy.config_path {
            let path = env.resolve_path(written);
            if !path.is_file() {
                return Err(format!("`proxy.configPath`: there is no file {}", path.display()));
            }
            return Ok(Self { path, _made: None });
        }
        let address = resolve_address(proxy).await?;
        let text = format_configuration(proxy, address)?;
        let reaper = Arc::clone(&env.reaper);
        let write = move || {
            let mut file =
                tempfile::Builder::new().prefix("mcphub-proxy-").suffix(".conf").tempfile()?;
            let made = file.write_all(text.as_bytes()).map(|()| file.into_temp_path())?;
            reaper.file(&made, true);
            Ok::<_, std::io::Error>(TempConfig { path: made, reaper })
        };
        let written = tokio::task::spawn_blocking(write).await.map_err(|_| "the hub ends")?;
        let made =
            written.map_err(|e| format!("cannot write a configuration for {PROGRAM}: {e}"))?;
        Ok(Self { path: made.path.to_path_buf(), _made: Some(made) })
    }

    /// Returns the path of the file.
    pub(in crate::proxy::upstream) fn path(&self) -> &Path {
        &self.path
    }
}

/// Resolves the host of the proxy, because `proxychains4` accepts only addresses.
async fn resolve_address(proxy: &ProgramProxy) -> Result<IpAddr, String> {
    let ProgramProxy { host, port, .. } = proxy;
    if host.is_empty() || *port == 0 {
        return Err("`proxy` needs `host` and `port`, or `configPath`".to_owned());
    }
    let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), *port))
        .await
        .map_err(|e| format!("`proxy.host`: {e}"))?
        .collect();
    let best = found
        .iter()
        .find(|address| address.is_ipv4())
        .or(found.first())
        .ok_or_else(|| format!("`proxy.host`: `{host}` has no address"))?;
    Ok(best.ip())
}

/// Returns the text of the configuration file.
fn format_configuration(proxy: &ProgramProxy, address: IpAddr) -> Result<String, String> {
    /// The longest word that the proxy protocols allow.
    const WORD_MAX: usize = 255;
    let ProgramProxy { kind, port, username, password, .. } = proxy;
    let password = password.reveal();
    for (key, word) in [("type", kind.as_str()), ("username", username), ("password", password)] {
        let splits = |c: char| c.is_whitespace() || c.is_control();
        if word.contains(splits) || word.len() > WORD_MAX {
            return Err(format!("`proxy.{key}` must be one word of up to {WORD_MAX} bytes"));
        }
    }
    if username.is_empty() && !password.is_empty() {
        return Err("`proxy.password` needs `proxy.username`".to_owned());
    }
    let line = [kind, &address.to_string(), &port.to_string(), username, password].join(" ");
    Ok(format!(
        "strict_chain\nquiet_mode\nproxy_dns\nremote_dns_subnet 224\n\
         tcp_read_time_out 15000\ntcp_connect_time_out 8000\n\
         localnet 127.0.0.0/255.0.0.0\n[ProxyList]\n{}\n",
        line.trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn proxy(more: &serde_json::Value) -> ProgramProxy {
        let mut section = json!({ "enabled": true, "host": "h", "port": 1080 });
        for (key, value) in more.as_object().unwrap() {
            section[key] = value.clone();
        }
        ProgramProxy::of(section.as_object().unwrap()).unwrap()
    }

    #[test]
    fn a_configuration_names_the_proxy_and_its_login_and_nothing_can_be_slipped_in() {
        let written = |more: serde_json::Value| {
            format_configuration(&proxy(&more), IpAddr::from([10, 0, 0, 1]))
                .map(|text| text.lines().last().unwrap().to_owned())
        };
        assert_eq!(written(json!({})), Ok("socks5 10.0.0.1 1080".to_owned()));
        assert_eq!(
            written(json!({ "type": "http", "username": "u", "password": "p#:" })),
            Ok("http 10.0.0.1 1080 u p#:".to_owned())
        );
        for (more, key) in [
            (json!({ "username": "a\nb" }), "username"),
            (json!({ "username": "u", "password": "a b" }), "password"),
            (json!({ "username": "u", "password": "x".repeat(256) }), "password"),
        ] {
            let why = format!("`proxy.{key}` must be one word of up to 255 bytes");
            assert_eq!(written(more), Err(why));
        }
        let why = "`proxy.password` needs `proxy.username`".to_owned();
        assert_eq!(written(json!({ "password": "p" })), Err(why));
    }

    #[tokio::test]
    async fn a_proxy_without_a_place_says_what_is_missing() {
        let why = "`proxy` needs `host` and `port`, or `configPath`";
        for more in [json!({ "host": "" }), json!({ "port": 70_000 }), json!({ "port": null })] {
            assert_eq!(resolve_address(&proxy(&more)).await, Err(why.to_owned()), "{more}");
        }
        let found = resolve_address(&proxy(&json!({ "host": "127.0.0.1" }))).await;
        assert_eq!(found, Ok(IpAddr::from([127, 0, 0, 1])));
    }
}
