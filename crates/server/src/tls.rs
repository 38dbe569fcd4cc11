//! TLS outward: whom the server trusts when it calls others. The system's authorities; nothing is compiled in.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

/// TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
#[error("TLS for outgoing connections cannot be set up")]
pub struct TlsError(#[from] rustls::Error);

/// A client that trusts the authorities of the system (or of the file that `SSL_CERT_FILE` names). Where there are none
/// every certificate is refused, and the log says why.
pub(crate) fn client() -> Result<ClientConfig, TlsError> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    // Among a system's authorities there may be some of a kind that is not understood here.
    let (taken, _) = roots.add_parsable_certificates(found.certs);
    if taken == 0 {
        let why: Vec<String> = found.errors.iter().map(ToString::to_string).collect();
        tracing::warn!(errors = why.join("; "), "no certificate authority found");
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    Ok(builder.with_safe_default_protocol_versions()?.with_root_certificates(roots).with_no_client_auth())
}
