//! By what a tablet knows this shop: a certificate authority of its own, made once and kept in the store, and a certificate
//! for today's addresses, signed by it at every start. A tablet that trusts the authority once need never be asked again.

use std::net::IpAddr;
use std::sync::Arc;

use lantai_core::clock::Instant;
use lantai_core::device::identity::Identity;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::address::NAME;
use crate::serve::Trouble;

/// Years the authority holds, and days today's certificate does (what tablets accept at most is 398).
const AUTHORITY_YEARS: i64 = 20;
const DAYS: i64 = 390;

/// A new authority for a shop.
pub(crate) fn new_authority(now: Instant) -> Result<Identity, Trouble> {
    let key = KeyPair::generate()?;
    let made = authority(moment(now)?).self_signed(&key)?;
    Ok(Identity { certificate: made.pem(), private_key: key.serialize_pem() })
}

/// How the server shows itself: today's certificate under the shop's authority.
pub(crate) fn server_config(shop: &Identity, addresses: &[IpAddr], now: Instant) -> Result<Arc<ServerConfig>, Trouble> {
    let today = moment(now)?;
    let issuer = Issuer::new(authority(today), KeyPair::from_pem(&shop.private_key)?);
    let mut names: Vec<String> = [NAME, "localhost", "127.0.0.1"].map(ToOwned::to_owned).to_vec();
    names.extend(addresses.iter().map(IpAddr::to_string));
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = named("兰台 Lantai");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    (params.not_before, params.not_after) = (today - Duration::DAY, today + Duration::days(DAYS));
    let key = KeyPair::generate()?;
    let made = params.signed_by(&key, &issuer)?;
    let chain = vec![made.der().clone(), authority_of(shop)?];
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())))?;
    Ok(Arc::new(config))
}

/// The authority's SHA-256, in pairs, as browsers show it.
pub(crate) fn fingerprint(shop: &Identity) -> Result<String, Trouble> {
    let digest = Sha256::digest(authority_of(shop)?);
    Ok(digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":"))
}

fn authority_of(shop: &Identity) -> Result<CertificateDer<'static>, Trouble> {
    CertificateDer::from_pem_slice(shop.certificate.as_bytes()).map_err(|_| Trouble::Identity)
}

fn authority(today: OffsetDateTime) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = named("兰台 Lantai · 本店 this shop");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = today - Duration::DAY;
    params.not_after = today + Duration::days(AUTHORITY_YEARS * 365);
    params
}

fn named(name: &str) -> DistinguishedName {
    let mut named = DistinguishedName::new();
    named.push(DnType::CommonName, name);
    named
}

fn moment(now: Instant) -> Result<OffsetDateTime, Trouble> {
    OffsetDateTime::from_unix_timestamp(now.ms() / 1000).map_err(|_| Trouble::Identity)
}
