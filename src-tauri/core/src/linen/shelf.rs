//! The map of the storeroom's shelf: whose set is in which slot, and how it stands (policy §2.2).

use serde::{Deserialize, Serialize};

use super::rows;
use super::rules::SetState;
use crate::error::Result;
use crate::ids::MemberNo;
use crate::salon::Reading;
use crate::tier::Tier;

/// The shelf is shown in rows of ten; the last shown row always has a free slot.
const SLOTS_IN_A_ROW: u32 = 10;

/// One slot.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ShelfSlot {
    /// Its number.
    pub slot: u32,
    /// What stands on it.
    pub label: Option<String>,
    /// Whose it is.
    pub member_no: Option<MemberNo>,
    /// Which set lives there.
    pub tier: Option<Tier>,
    /// How the set stands.
    pub state: SlotState,
}

/// How a slot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SlotState {
    /// Nobody's.
    Free,
    /// The set is in it, whole.
    Whole,
    /// Pieces are out or in the wash.
    Away,
    /// Pieces are lost, damaged or still being made.
    Incomplete,
}

/// The whole shelf.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct LinenShelf {
    /// Slot by slot.
    pub slots: Vec<ShelfSlot>,
    /// The lowest that nobody has.
    pub next_free: u32,
}

/// The map of the shelf.
pub fn shelf(view: &Reading<'_>, (): ()) -> Result<LinenShelf> {
    let next_free = rows::next_free_slot(view.db)?;
    let sets = rows::live_sets(view.db)?;
    let highest = sets.iter().filter_map(|set| set.slot).max().unwrap_or_default().max(next_free);
    let mut slots: Vec<ShelfSlot> = (1..=highest.next_multiple_of(SLOTS_IN_A_ROW))
        .map(|slot| ShelfSlot { slot, label: None, member_no: None, tier: None, state: SlotState::Free })
        .collect();
    for set in sets {
        let Some(slot) = set.slot else { continue };
        let Some(shown) = slots.iter_mut().find(|shown| shown.slot == slot) else { continue };
        shown.label = Some(rows::slot_label(&rows::name_of(view.db, set.member)?, slot));
        shown.member_no = Some(set.member);
        shown.tier = Some(set.tier);
        shown.state = match rows::state_of(&rows::pieces_of(view.db, set.id)?) {
            SetState::Whole => SlotState::Whole,
            SetState::Away => SlotState::Away,
            SetState::Incomplete | SetState::None => SlotState::Incomplete,
        };
    }
    Ok(LinenShelf { slots, next_free })
}
