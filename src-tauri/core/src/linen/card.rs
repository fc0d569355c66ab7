//! The card of one booking's trays, as the stockroom sees it: whose, when, where, what belongs on them.

use serde::{Deserialize, Serialize};

use super::piece::PieceKind;
use super::rows;
use super::rules;
use super::short::{self, LinenShort};
use super::tray::{self, TrayState};
use super::visit::Visit;
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::{BookingId, MemberNo};
use crate::salon::Reading;
use crate::tier::Tier;
use crate::{membership, phone, qualification};

/// So many pieces of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PieceCount {
    /// What they are.
    pub kind: PieceKind,
    /// How many.
    pub count: u32,
}

/// The trays of one booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct TrayCard {
    /// The booking.
    pub booking_id: BookingId,
    /// The guest's short number.
    pub member_no: MemberNo,
    /// Her full name, as it is embroidered.
    pub member_name: String,
    /// The tier she is booked as.
    pub tier: Tier,
    /// Her number, masked; the last four digits stay, to check against the register.
    pub phone: String,
    /// When her qualification was approved.
    pub approval_date: Option<Date>,
    /// When she comes.
    pub start_ms: Instant,
    /// To which room.
    pub room: String,
    /// To whom.
    pub beautician: String,
    /// The slot of her set.
    pub slot: Option<u32>,
    /// What stands on it.
    pub slot_label: Option<String>,
    /// How far the trays are.
    pub state: TrayState,
    /// How far the booking is; what may be done with the trays depends on it.
    #[ts(type = "BookingStatus")]
    pub visit: String,
    /// What belongs on the linen tray.
    pub linen_pieces: Vec<PieceCount>,
    /// What belongs on the slipper tray.
    pub slipper_pieces: Vec<PieceCount>,
    /// What is missing.
    pub short: Option<LinenShort>,
    /// What must never be overlooked.
    pub allergies: Vec<String>,
    /// Who took them: the beautician of the booking, or a colleague who helped.
    pub taken_by: Option<String>,
}

/// The card of one visit.
pub(super) fn of_visit(view: &Reading<'_>, visit: &Visit) -> Result<TrayCard> {
    let slot = rows::live_set(view.db, visit.member)?.and_then(|set| set.slot);
    let (on_slippers, on_linen): (Vec<PieceCount>, Vec<PieceCount>) = rules::set_of(visit.tier)
        .iter()
        .map(|&(kind, count)| PieceCount { kind, count: u32::try_from(count).unwrap_or_default() })
        .partition(|piece| piece.kind == PieceKind::Slippers);
    let phones = membership::rows::phones(view.db, visit.member)?;
    Ok(TrayCard {
        booking_id: visit.id,
        member_no: visit.member,
        member_name: visit.member_name.clone(),
        tier: visit.tier,
        phone: phones.first().map(|first| phone::mask(&first.number)).unwrap_or_default(),
        approval_date: qualification::in_force(view.db, visit.member)?.and_then(|held| held.approved_on),
        start_ms: visit.start,
        room: visit.room.clone(),
        beautician: visit.beautician.clone(),
        slot,
        slot_label: slot.map(|slot| rows::slot_label(&visit.member_name, slot)),
        state: tray::state_of(view.db, visit.id)?.unwrap_or(TrayState::Void),
        visit: visit.status.clone(),
        linen_pieces: on_linen,
        slipper_pieces: on_slippers,
        short: short::short_of(view, visit.id)?,
        allergies: membership::rows::allergies(view.db, visit.member)?,
        taken_by: tray::taken_by(view.db, visit.id)?,
    })
}
