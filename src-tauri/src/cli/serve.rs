//! `lantai serve`: the salon for the tablets of the shop, without a window; and `lantai pair`: one more tablet.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use lantai_core::device::invite::Invitation;
use lantai_core::error::{Error, ErrorCode, Failure};
use serde_json::{Value, json};

use super::{Options, open, print};
use crate::house::{House, HouseState};
use crate::network::{Network, Wanted};
use crate::{machine, watch};

/// Where to serve.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lantai serve\n  lantai pair --as 010        in another terminal: one more tablet")]
pub(crate) struct Serve {
    /// The port [default: the one that is set, 8443]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1024..))]
    port: Option<u16>,
}

/// Whom a tablet is invited by.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  lantai pair --as 010\n  lantai pair --as 010 --json")]
pub(crate) struct Pair {
    /// The staff number to act as
    #[arg(long = "as", value_name = "STAFF")]
    staff: String,
    /// The port that is served [default: the one that is set, 8443]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1024..))]
    port: Option<u16>,
}

impl Serve {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let network = Network::new(lantai_page::files(), Wanted::Always(self.port));
        let house = Arc::new(House::new(options.home(), Arc::new(|_| {}), network));
        match house.state() {
            HouseState::Ready => {}
            HouseState::Broken { failure } => return Err(failure),
            HouseState::Empty | HouseState::Founding => return Err(Error::refused(ErrorCode::StoreMissing).failure()),
        }
        house.network.keep(&house.salon()?);
        say(options, &house);
        let ending = Arc::clone(&house);
        let heard = ctrlc::set_handler(move || {
            ending.back_up();
            std::process::exit(0);
        });
        if let Err(error) = heard {
            log::warn!("nobody hears the end: {error}");
        }
        watch::begin(Arc::clone(&house));
        // Once a damaged page is found nothing is served any more: whoever keeps this program running has to hear of it.
        loop {
            std::thread::sleep(watch::LOOK_EVERY);
            house.salon()?;
        }
    }
}

fn say(options: &Options, house: &House) {
    let state = house.network.state();
    if options.json {
        print::json(&state);
        return;
    }
    match state.trouble {
        Some(trouble) => {
            let why = print::said("现在打不开网络端口，会自己再试：", "the port cannot be opened yet, trying again:");
            print::note(&format!("{why} {trouble}"));
        }
        None => {
            let at = print::said("平板请打开：", "tablets find the salon at:");
            print::line(&format!("{at} {}", state.addresses.join("  ")));
            print::note(&format!("{} {}", print::said("证书指纹：", "certificate fingerprint:"), state.fingerprint));
        }
    }
}

impl Pair {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let opened = open::open(options)?;
        let set = opened.salon.read(machine::now(), |view| Ok(view.settings.network_port));
        let port = self.port.unwrap_or(set?);
        let answer = opened.ask(Some(&self.staff), "device.invite", Value::Null, None)?;
        let invitation: Invitation = serde_json::from_value(answer).map_err(|error| Error::from(error).failure())?;
        let reach = lantai_lan::reach(&opened.salon, &machine::device(), machine::now(), port);
        let reach = reach.map_err(|_| Error::refused(ErrorCode::Internal).failure())?;
        let invite = lantai_lan::invite(&reach, &invitation.code);
        if options.json {
            print::json(&json!({ "code": invite.code, "address": invite.address, "addresses": invite.addresses,
                                 "fingerprint": invite.fingerprint, "ends": invitation.ends }));
            return Ok(ExitCode::SUCCESS);
        }
        print::line(&lantai_lan::drawn(&invite.address));
        print::line(&format!("{}  {}", invite.addresses.join("  "), invite.code));
        print::note(&format!("{} {}", print::said("证书指纹：", "certificate fingerprint:"), invite.fingerprint));
        Ok(ExitCode::SUCCESS)
    }
}
