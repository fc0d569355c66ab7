//! The rules of linen: what a set consists of, the ways its pieces may go, and when they can be back (policy §2.1, §2.4–2.7).
//! Pure: times and places are handed in.

use super::piece::{PieceKind, Place};
use crate::clock::Instant;
use crate::tier::Tier;
use PieceKind::{BathTowel, Bathrobe, Headband, Slippers, Towel};
use Place::{Damaged, Disinfection, Drying, InMaking, InUse, Laundry, Lost, OrdinaryStock, Replaced, Shelf, Tray};

/// Every way a piece may go from one place to another, as policy §2.6 draws it and with the exceptions it names. The schema's
/// `linen_way` is the same list.
pub const WAYS: &[(Place, Place)] = &[
    (InMaking, Shelf),
    (Shelf, Tray),
    (Tray, Disinfection),
    (Tray, InUse),
    (Disinfection, InUse),
    (InUse, Shelf),
    (InUse, Laundry),
    (Laundry, Drying),
    (Drying, Shelf),
    // Prepared in vain, taken too early, never worn.
    (Tray, Shelf),
    (Disinfection, Tray),
    (InUse, Tray),
    (Disinfection, Shelf),
    // Lost, spoilt, found, mended, replaced.
    (InMaking, Lost),
    (Shelf, Lost),
    (Tray, Lost),
    (Disinfection, Lost),
    (InUse, Lost),
    (Laundry, Lost),
    (Drying, Lost),
    (InMaking, Damaged),
    (Shelf, Damaged),
    (Tray, Damaged),
    (Disinfection, Damaged),
    (InUse, Damaged),
    (Laundry, Damaged),
    (Drying, Damaged),
    (Lost, Shelf),
    (Damaged, Shelf),
    (InMaking, Replaced),
    (Shelf, Replaced),
    (Laundry, Replaced),
    (Drying, Replaced),
    (Lost, Replaced),
    (Damaged, Replaced),
    // A retired set.
    (Shelf, Laundry),
    (Lost, Laundry),
    (Damaged, Laundry),
    (InMaking, OrdinaryStock),
    (Drying, OrdinaryStock),
];

/// Whether a piece may go this way. Slippers go by the disinfection cabinet and from the guest straight home; everything else
/// goes to the room and through the laundry. From the shelf straight to the laundry, found again to the laundry, and into ordinary
/// stock go only the pieces of a retired set, and those never go back on the shelf.
pub fn may_go(kind: PieceKind, from: Place, to: Place, retired: bool) -> bool {
    let of_slippers = to == Disinfection || (from, to) == (InUse, Shelf);
    let of_the_rest = matches!((from, to), (Tray, InUse) | (InUse, Laundry));
    let of_its_kind = if kind == Slippers { !of_the_rest } else { !of_slippers };
    let only_retired = matches!((from, to), (Shelf | Lost | Damaged, Laundry) | (_, OrdinaryStock));
    let only_living = matches!(to, Shelf | Tray);
    WAYS.contains(&(from, to)) && of_its_kind && (retired || !only_retired) && !(retired && only_living)
}

/// Where the guest of a booking is, as far as her linen cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    /// She has not come yet.
    Expected,
    /// She is in the house.
    Here,
    /// She has been here and has left.
    Gone,
    /// She was called off, or never came.
    CalledOff,
}

/// Something done with the trays of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrayStep {
    /// The stockroom prepares them.
    Ready,
    /// They go to the room and to the cabinet.
    Take,
    /// They come back as they went: taken too early, or the booking shall move.
    BringBack,
    /// They come back empty.
    Return,
    /// The stockroom puts prepared ones away: they are not needed, or the guest left without them.
    PutAway,
}

/// Whether trays may take a step now. They come back empty while the guest showers, not before she is here; trays of a guest
/// who was called off come home as well (policy §2.4).
pub fn may_take_step(step: TrayStep, guest: Guest) -> bool {
    match step {
        TrayStep::Ready | TrayStep::Take => matches!(guest, Guest::Expected | Guest::Here),
        TrayStep::BringBack => guest == Guest::Expected,
        TrayStep::Return => guest != Guest::Expected,
        TrayStep::PutAway => guest != Guest::CalledOff,
    }
}

/// Whether a piece that was taken to a guest may go this way while she is where she is (policy §2.4, §2.6). What happens to a
/// piece by mishap can happen at any time.
pub fn follows(from: Place, to: Place, guest: Guest) -> bool {
    match (from, to) {
        (Disinfection | InUse, Tray) => guest == Guest::Expected,
        (Disinfection, InUse) => matches!(guest, Guest::Here | Guest::Gone),
        (Disinfection, Shelf) => guest == Guest::CalledOff,
        (InUse, Shelf | Laundry) => matches!(guest, Guest::Gone | Guest::CalledOff),
        _ => true,
    }
}

/// What a set consists of (policy §2.1). An ordinary member has none.
pub fn set_of(tier: Tier) -> &'static [(PieceKind, usize)] {
    match tier {
        Tier::Ordinary => &[],
        Tier::Vip => &[(Towel, 1), (BathTowel, 1), (Bathrobe, 1), (Slippers, 1), (Headband, 1)],
        Tier::Svip => &[(Towel, 2), (BathTowel, 1), (Bathrobe, 1), (Slippers, 1), (Headband, 1)],
    }
}

/// How a set stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SetState {
    /// There is none.
    None,
    /// Every piece is in its slot.
    Whole,
    /// Pieces are out or in the wash.
    Away,
    /// Pieces are lost, damaged or still being made.
    Incomplete,
}

/// How a set stands whose pieces are in these places.
pub fn state_of(places: impl IntoIterator<Item = Place>) -> SetState {
    let mut state = SetState::None;
    for place in places {
        state = match (state, place) {
            (_, Lost | Damaged | InMaking) | (SetState::Incomplete, _) => SetState::Incomplete,
            (SetState::None | SetState::Whole, Shelf) => SetState::Whole,
            (state, Replaced | OrdinaryStock) => state,
            _ => SetState::Away,
        };
    }
    state
}

/// When a piece can be on the shelf again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Back {
    /// It is there, or already with the booking that asks.
    Here,
    /// At this instant at the earliest.
    At(Instant),
    /// Nobody can say: lost, damaged, not made yet.
    Unknown,
}

/// A piece as one booking (or nobody in particular) sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it is.
    pub kind: PieceKind,
    /// Where it is.
    pub place: Place,
    /// Whether it stands ready for the one who asks: on his own tray, or on one that a later booking can give back.
    pub at_hand: bool,
    /// When the booking it is out for ends.
    pub out_until: Option<Instant>,
    /// Since when it is in the wash.
    pub washed_since: Option<Instant>,
    /// By when it shall have been made.
    pub made_by: Option<Instant>,
}

/// When this piece can be on the shelf again. Slippers go back when the guest leaves; everything else is washed first.
pub fn back_at(piece: &Standing, now: Instant, turnaround_minutes: i64) -> Back {
    match piece.place {
        Shelf => Back::Here,
        Tray | Disinfection | InUse if piece.at_hand => Back::Here,
        Tray | Disinfection | InUse => match piece.out_until {
            Some(end) => Back::At(used_until(piece.kind, end.max(now), turnaround_minutes)),
            None => Back::Unknown,
        },
        Laundry | Drying => match piece.washed_since {
            Some(since) => Back::At(since.plus_minutes(turnaround_minutes).max(now)),
            None => Back::At(now.plus_minutes(turnaround_minutes)),
        },
        InMaking => piece.made_by.map_or(Back::Unknown, |by| Back::At(by.max(now))),
        Lost | Damaged | Replaced | OrdinaryStock => Back::Unknown,
    }
}

/// A piece that will not be there when the guest comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// What it is.
    pub kind: PieceKind,
    /// Where it is now.
    pub place: Place,
    /// When it can be back.
    pub back: Back,
}

/// What a booking still lacks of the set its guest is entitled to. `used_before` is the end of the last earlier booking of
/// the same member that will use the set first.
pub fn lacks(
    wanted: &[(PieceKind, usize)],
    pieces: &[Standing],
    used_before: Option<Instant>,
    start: Instant,
    now: Instant,
    turnaround_minutes: i64,
) -> Vec<Lack> {
    let mut lacking = Vec::new();
    for &(kind, count) in wanted {
        let mut backs: Vec<(Back, Place)> = pieces
            .iter()
            .filter(|piece| piece.kind == kind && !piece.place.is_gone())
            .map(|piece| {
                let back = back_at(piece, now, turnaround_minutes);
                let after = used_before
                    .filter(|_| !piece.at_hand)
                    .map_or(Back::Here, |end| Back::At(used_until(kind, end.max(now), turnaround_minutes)));
                (back.max(after), piece.place)
            })
            .collect();
        backs.sort();
        backs.resize(count.max(backs.len()), (Back::Unknown, InMaking));
        let late = |back: &Back| !matches!(back, Back::Here) && !matches!(back, Back::At(at) if *at <= start);
        lacking.extend(backs.into_iter().take(count).filter(|(back, _)| late(back)).map(|(back, place)| Lack {
            kind,
            place,
            back,
        }));
    }
    lacking
}

fn used_until(kind: PieceKind, end: Instant, turnaround_minutes: i64) -> Instant {
    if kind == Slippers { end } else { end.plus_minutes(turnaround_minutes) }
}
