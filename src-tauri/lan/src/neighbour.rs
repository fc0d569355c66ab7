//! Letting the shop's network know this machine by a name (mDNS). A convenience: many networks do not carry it, and the
//! plain address always works, so trouble here is only noted.

use mdns_sd::{ServiceDaemon, ServiceInfo};

use crate::address::NAME;

/// The announcement, while it lives.
pub(crate) struct Neighbour(ServiceDaemon);

impl Neighbour {
    /// Announces the name, if the network lets it.
    pub(crate) fn announce(port: u16) -> Option<Neighbour> {
        let announced = || -> mdns_sd::Result<Neighbour> {
            let daemon = ServiceDaemon::new()?;
            let service = ServiceInfo::new("_https._tcp.local.", "Lantai", &format!("{NAME}."), "", port, None)?;
            daemon.register(service.enable_addr_auto())?;
            Ok(Neighbour(daemon))
        };
        announced().inspect_err(|error| log::info!("no name on the network: {error}")).ok()
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            log::debug!("the name was not taken back: {error}");
        }
    }
}
