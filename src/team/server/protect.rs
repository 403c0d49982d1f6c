//! TLS: whose certificates are trusted.

use std::error::Error;
use std::io;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};

use crate::team::TeamError;
use crate::team::address::{Protection, TeamAddress};

/// Returns how the connection to an address is protected.
///
/// # Errors
/// If no certificate can be trusted.
pub(super) fn configuration(address: &TeamAddress) -> Result<ClientConfig, TeamError> {
    let distrusted = |error: rustls::Error| TeamError::Certificate(error.to_string());
    let provider = Arc::new(ring::default_provider());
    let roots = Arc::new(roots(address)?);
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(distrusted)?;
    if address.protection == Protection::VerifyFull {
        return Ok(config.with_root_certificates(roots).with_no_client_auth());
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider.clone())
        .build()
        .map_err(|error| TeamError::Certificate(error.to_string()))?;
    let verifier = Arc::new(AnyName { verifier, provider });
    Ok(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// Returns the certificates that are trusted: those of the file that the address names, else the
/// system's.
fn roots(address: &TeamAddress) -> Result<RootCertStore, TeamError> {
    let mut roots = RootCertStore::empty();
    let certificates = match &address.root {
        Some(path) => {
            let cannot = |error: &dyn Error| {
                TeamError::Certificate(format!("cannot read {}: {error}", path.display()))
            };
            let read = CertificateDer::pem_file_iter(path).map_err(|error| cannot(&error))?;
            read.collect::<Result<Vec<_>, _>>().map_err(|error| cannot(&error))?
        }
        None => rustls_native_certs::load_native_certs().certs,
    };
    roots.add_parsable_certificates(certificates);
    if roots.is_empty() {
        let whose = if address.root.is_some() { "the file" } else { "this computer" };
        return Err(TeamError::Certificate(format!("{whose} has no certificate of an authority")));
    }
    Ok(roots)
}

/// Returns why the other end was not trusted, if that is what an error says.
pub(super) fn distrust(error: &postgres::Error) -> Option<String> {
    let mut cause: Option<&dyn Error> = error.source();
    while let Some(at) = cause {
        let inner = at.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let found = at.downcast_ref().or_else(|| inner.and_then(|inner| inner.downcast_ref()));
        match found {
            Some(rustls::Error::InvalidCertificate(reason)) => return Some(reason.to_string()),
            Some(other) => return Some(other.to_string()),
            None => cause = at.source(),
        }
    }
    None
}

/// Takes a certificate that is trusted, whatever host it names.
#[derive(Debug)]
struct AnyName {
    verifier: Arc<WebPkiServerVerifier>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verified = self.verifier.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        match verified {
            // The name is looked at last, once the certificate itself is trusted.
            Err(rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, cert, dss, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
