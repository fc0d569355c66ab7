//! Under which addresses and names this machine is reached in the shop.

use std::net::IpAddr;

/// The name by which tablets find it where the network lets them (mDNS); the plain address always works.
pub(crate) const NAME: &str = "lantai.local";

/// This machine's addresses on its networks, the private IPv4 ones first. Without any network only its own.
pub fn addresses() -> Vec<IpAddr> {
    let mut found: Vec<IpAddr> = if_addrs::get_if_addrs()
        .unwrap_or_default()
        .into_iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .map(|interface| interface.ip())
        .collect();
    found.sort_by_key(|ip| (!is_private(ip), *ip));
    found.dedup();
    found
}

/// Whether a `Host` header names this machine. Anything else is a page of the wide world that was given our address
/// (DNS rebinding).
pub(crate) fn is_ours(host: &str, port: u16, addresses: &[IpAddr]) -> bool {
    let bare = match host.rsplit_once(':') {
        Some((name, digits)) if digits.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => {
            if digits != port.to_string() {
                return false;
            }
            name
        }
        _ if port == 443 => host,
        _ => return false,
    };
    let bare = bare.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(ip) => ip.is_loopback() || addresses.contains(&ip),
        Err(_) => bare.eq_ignore_ascii_case(NAME) || bare.eq_ignore_ascii_case("localhost"),
    }
}

fn is_private(ip: &IpAddr) -> bool {
    matches!(ip, IpAddr::V4(ip) if ip.is_private())
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_this_machines_own_names_are_answered() {
        let ours = ["192.168.1.5".parse().unwrap(), "fd00::5".parse().unwrap()];
        for host in ["192.168.1.5:8443", "127.0.0.1:8443", "localhost:8443", "Lantai.local:8443", "[fd00::5]:8443"] {
            assert!(is_ours(host, 8443, &ours), "{host}");
        }
        for host in [
            "192.168.1.6:8443",
            "192.168.1.5:8444",
            "192.168.1.5",
            "evil.example:8443",
            "lantai.local.evil.example:8443",
            "localhost:8443:8443",
            "[fd00::6]:8443",
            "",
            ":8443",
            "192.168.1.5:",
        ] {
            assert!(!is_ours(host, 8443, &ours), "{host}");
        }
        assert!(is_ours("192.168.1.5", 443, &ours));
    }
}
