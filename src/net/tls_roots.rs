//! TLS trust roots for upstream connections.
//!
//! `SSL_CERT_FILE` and `SSL_CERT_DIR` replace the system's certificates, as in OpenSSL;
//! `NODE_EXTRA_CA_CERTS` names a file with additional ones, as in Node.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_native_certs::{CertificateResult, load_certs_from_paths, load_native_certs};

use crate::net::proxy_env::Variables;

/// Returns a TLS configuration with the trust roots that `variables` select. Reads files.
///
/// # Errors
/// Returns one line if no certificate is trusted.
pub(crate) fn config(variables: Variables<'_>) -> Result<ClientConfig, String> {
    with(roots(variables)?)
}

/// Returns a TLS configuration without trust roots, for clients that do not need TLS.
///
/// # Errors
/// Returns one line if the cryptography provider is unusable.
pub(crate) fn without_roots() -> Result<ClientConfig, String> {
    with(RootCertStore::empty())
}

fn with(roots: RootCertStore) -> Result<ClientConfig, String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| format!("cannot use TLS: {e}"))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Maximum size of a certificate file; the system's own is about 200 kB.
const FILE_BYTES: u64 = 8 << 20;

fn roots(variables: Variables<'_>) -> Result<RootCertStore, String> {
    let named = |name| variables.first(&[name]).map(|(_, value)| PathBuf::from(value));
    let mut roots = RootCertStore::empty();
    let (file, folders) = (named("SSL_CERT_FILE"), named("SSL_CERT_DIR"));
    if file.is_none() && folders.is_none() {
        add(&mut roots, "the system's certificates", load_native_certs());
    }
    let more = named("NODE_EXTRA_CA_CERTS");
    for file in [&file, &more].into_iter().flatten() {
        let is_small = |found: std::fs::Metadata| found.is_file() && found.len() <= FILE_BYTES;
        // If the file cannot be inspected, reading it below reports the error.
        if std::fs::metadata(file).is_ok_and(|found| !is_small(found)) {
            return Err(format!("{} is not a certificate file", file.display()));
        }
    }
    if let Some(file) = file {
        add(&mut roots, "SSL_CERT_FILE", load_certs_from_paths(Some(&file), None));
    }
    for folder in folders.iter().flat_map(std::env::split_paths) {
        add(&mut roots, "SSL_CERT_DIR", load_certs_from_paths(None, Some(&folder)));
    }
    if let Some(more) = more {
        let more: &Path = &more;
        add(&mut roots, "NODE_EXTRA_CA_CERTS", load_certs_from_paths(Some(more), None));
    }
    if roots.is_empty() {
        return Err("no certificate is trusted: see SSL_CERT_FILE, SSL_CERT_DIR".into());
    }
    Ok(roots)
}

/// Adds certificates; unusable ones do not affect the others.
fn add(roots: &mut RootCertStore, place: &str, found: CertificateResult) {
    for error in &found.errors {
        tracing::warn!("{place}: {error}");
    }
    let (_, unusable) = roots.add_parsable_certificates(found.certs);
    if unusable > 0 {
        tracing::debug!("{place}: {unusable} certificates cannot be used");
    }
}
