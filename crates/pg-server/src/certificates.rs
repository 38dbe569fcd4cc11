//! Certificates for a test of TLS: an authority made on the spot, and a server's certificate that it signed.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};

use crate::user::User;

/// Writes the authority's certificate to `authority`, and `server.crt` and `server.key` into the data folder.
pub(crate) fn write(authority: &Path, data: &Path, user: User) {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.distinguished_name.push(DnType::CommonName, "authority of a test");
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority");
    let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
    let key = KeyPair::generate().expect("a key");
    let certificate =
        CertificateParams::new(names).expect("two names").signed_by(&key, &issuer).expect("a certificate");
    fs::write(authority, issuer.pem()).expect("the authority's certificate is written");
    for (name, text) in [("server.crt", certificate.pem()), ("server.key", key.serialize_pem())] {
        let path = data.join(name);
        fs::write(&path, text).expect("a certificate is written");
        fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("permissions are set");
        user.own(&path);
    }
}
