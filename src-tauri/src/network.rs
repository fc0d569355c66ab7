//! The shop's network as this program serves it: begun and ended as the setting says, and begun anew when the machine's
//! addresses change (a new router, a cable pulled).
//!
//! Trouble, such as a port another program holds, is kept for the screen to show and tried again by itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::device::invite::Invitation;
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::ids::RequestId;
use lantai_core::salon::{Event, Salon, Topic, Who};
use lantai_lan::{Page, Served, Serving};
use serde::Serialize;
use serde_json::Value;

use crate::machine;

/// After trouble, and for another look at the machine's addresses.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// What the settings screen shows.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NetworkState {
    pub(crate) serving: bool,
    pub(crate) trouble: Option<String>,
    pub(crate) addresses: Vec<String>,
    pub(crate) fingerprint: String,
    pub(crate) connected: usize,
}

/// An invitation as the desk shows it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invite {
    #[serde(flatten)]
    pub(crate) shown: lantai_lan::Invite,
    ends: lantai_core::clock::Instant,
}

#[derive(Default)]
enum Standing {
    #[default]
    Off,
    Served(Served),
    Trouble(String),
}

/// Whether to serve.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// As the salon's setting says.
    AsSet,
    /// In any case, at this port or at the one that is set.
    Always(Option<u16>),
}

/// The server, if one is wanted.
pub(crate) struct Network {
    page: Page,
    wanted: Wanted,
    standing: Mutex<Standing>,
    looked: Mutex<Option<Instant>>,
}

impl Network {
    /// Serves nothing yet.
    pub(crate) fn new(page: Page, wanted: Wanted) -> Network {
        Network { page, wanted, standing: Mutex::default(), looked: Mutex::default() }
    }

    /// Makes what is served be what the setting wants. Cheap while nothing changed.
    pub(crate) fn keep(&self, salon: &Arc<Salon>) {
        let wanted = salon.read(machine::now(), |view| {
            let (on, set) = (view.settings.network, view.settings.network_port);
            Ok(match self.wanted {
                Wanted::AsSet => on.then_some(set),
                Wanted::Always(port) => Some(port.unwrap_or(set)),
            })
        });
        let Ok(wanted) = wanted else { return };
        let mut standing = self.standing();
        let is_right = match (&*standing, wanted) {
            (Standing::Off, None) => true,
            (Standing::Served(served), Some(port)) => {
                served.reach().port == port && (!self.is_due() || self.still_there(served))
            }
            (Standing::Trouble(_), Some(_)) => !self.is_due(),
            _ => false,
        };
        if is_right {
            return;
        }
        // The old server must let go of its port first.
        *standing = Standing::Off;
        if let Some(port) = wanted {
            *standing = self.begin(salon, port);
        }
        drop(standing);
        salon.tell(&Event::Changed { topics: vec![Topic::Device] });
    }

    /// Serves no more.
    pub(crate) fn end(&self) {
        *self.standing() = Standing::Off;
    }

    /// As it stands.
    pub(crate) fn state(&self) -> NetworkState {
        match &*self.standing() {
            Standing::Off => NetworkState::default(),
            Standing::Trouble(trouble) => NetworkState { trouble: Some(trouble.clone()), ..NetworkState::default() },
            Standing::Served(served) => NetworkState {
                serving: true,
                trouble: None,
                addresses: served.reach().pages(),
                fingerprint: served.reach().fingerprint.clone(),
                connected: served.connected(),
            },
        }
    }

    /// Invites one tablet in the name of `who`.
    pub(crate) fn invite(
        &self,
        salon: &Salon,
        who: Who,
        device: String,
        request: RequestId,
    ) -> Result<Invite, Failure> {
        let standing = self.standing();
        let Standing::Served(served) = &*standing else {
            return Err(Error::refused(ErrorCode::NetworkOff).failure());
        };
        let (name, now) = ("device.invite".to_owned(), machine::now());
        let call = Call { name, args: Value::Null, request_id: Some(request), who, device, place: Place::Desk, now };
        let answer = dispatch(salon, &call)?;
        let invitation: Invitation =
            serde_json::from_str(answer.get()).map_err(|error| Error::from(error).failure())?;
        Ok(Invite { shown: lantai_lan::invite(served.reach(), &invitation.code), ends: invitation.ends })
    }

    fn begin(&self, salon: &Arc<Salon>, port: u16) -> Standing {
        let (salon, page) = (Arc::clone(salon), Arc::clone(&self.page));
        match lantai_lan::begin(Serving { salon, page, clock: machine::now, machine: machine::device(), port }) {
            Ok(served) => {
                log::info!("the shop's network is served at {}", served.reach().pages().join(" "));
                Standing::Served(served)
            }
            Err(trouble) => {
                log::warn!("the shop's network is not served: {trouble}");
                Standing::Trouble(trouble.to_string())
            }
        }
    }

    /// Whether the machine still has the addresses it was served at.
    fn still_there(&self, served: &Served) -> bool {
        lantai_lan::addresses() == served.reach().addresses
    }

    /// Once in a while; notes that it was.
    fn is_due(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let due = looked.is_none_or(|at| at.elapsed() >= LOOK_AGAIN);
        if due {
            *looked = Some(Instant::now());
        }
        due
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
