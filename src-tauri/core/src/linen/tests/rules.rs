//! The pure rules.

use proptest::prelude::*;

use crate::clock::Instant;
use crate::linen::rules::{Back, SetState, Standing, WAYS, back_at, lacks, may_go, set_of, state_of};
use crate::linen::{PieceKind, Place};
use crate::test_salon::{TestSalon, at};
use crate::tier::Tier;

#[test]
fn an_svip_has_two_towels_a_vip_one_and_an_ordinary_guest_none() {
    let count = |tier| set_of(tier).iter().map(|(_, count)| count).sum::<usize>();
    assert_eq!((count(Tier::Svip), count(Tier::Vip), count(Tier::Ordinary)), (6, 5, 0));
    assert_eq!(set_of(Tier::Svip)[0], (PieceKind::Towel, 2));
}

#[test]
fn the_schema_knows_the_same_ways_as_the_rule() {
    let salon = TestSalon::new();
    let mut stored: Vec<(Place, Place)> = salon
        .salon
        .read(salon.now(), |view| {
            let mut rows = view.db.prepare("SELECT from_place, to_place FROM linen_way")?;
            Ok(rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    let mut known = WAYS.to_vec();
    stored.sort();
    known.sort();
    assert_eq!(stored, known);
}

#[test]
fn only_slippers_go_to_the_disinfection_cabinet() {
    assert!(may_go(PieceKind::Slippers, Place::Tray, Place::Disinfection, false));
    assert!(!may_go(PieceKind::Towel, Place::Tray, Place::Disinfection, false));
}

#[test]
fn a_set_is_whole_only_when_all_of_it_is_on_the_shelf() {
    assert_eq!(state_of([]), SetState::None);
    assert_eq!(state_of([Place::Shelf, Place::Shelf, Place::Replaced]), SetState::Whole);
    assert_eq!(state_of([Place::Shelf, Place::Drying]), SetState::Away);
    assert_eq!(state_of([Place::Drying, Place::Lost, Place::Shelf]), SetState::Incomplete);
}

fn standing(kind: PieceKind, place: Place) -> Standing {
    Standing { kind, place, at_hand: false, out_until: None, washed_since: None, made_by: None }
}

#[test]
fn slippers_are_back_when_the_guest_leaves_and_linen_when_it_is_washed() {
    let out = |kind| Standing { out_until: Some(at(12, 0)), ..standing(kind, Place::InUse) };
    assert_eq!(back_at(&out(PieceKind::Slippers), at(11, 0), 180), Back::At(at(12, 0)));
    assert_eq!(back_at(&out(PieceKind::Towel), at(11, 0), 180), Back::At(at(15, 0)));
    let washing = Standing { washed_since: Some(at(12, 10)), ..standing(PieceKind::Towel, Place::Drying) };
    assert_eq!(back_at(&washing, at(13, 0), 180), Back::At(at(15, 10)));
    assert_eq!(back_at(&washing, at(16, 0), 180), Back::At(at(16, 0)), "what is overdue can come at any moment");
}

fn any_place() -> impl Strategy<Value = Place> {
    prop::sample::select(Place::ALL.iter().map(|(place, _)| *place).collect::<Vec<_>>())
}

fn any_pieces() -> impl Strategy<Value = Vec<Standing>> {
    let kinds = prop::sample::select(PieceKind::ALL.iter().map(|(kind, _)| *kind).collect::<Vec<_>>());
    let minute = prop::option::of(-600_i64..600);
    let piece = (kinds, any_place(), any::<bool>(), minute.clone(), minute.clone(), minute).prop_map(
        |(kind, place, at_hand, out, washed, made)| Standing {
            kind,
            place,
            at_hand: at_hand && place.is_out(),
            out_until: out.map(|m| at(12, 0).plus_minutes(m)),
            washed_since: washed.map(|m| at(12, 0).plus_minutes(m)),
            made_by: made.map(|m| at(12, 0).plus_minutes(m)),
        },
    );
    prop::collection::vec(piece, 0..9)
}

proptest! {
    /// What is lacking and what is at hand in time make up the set; what has left the set for good helps nobody; a later
    /// start lacks no more than an earlier one.
    #[test]
    fn lacking_and_present_make_up_the_set(
        pieces in any_pieces(), start in 0_i64..900, later in 0_i64..900, before in prop::option::of(-300_i64..300),
    ) {
        let now = at(12, 0);
        let before: Option<Instant> = before.map(|m| now.plus_minutes(m));
        let at_start = |minutes: i64| lacks(set_of(Tier::Svip), &pieces, before, now.plus_minutes(minutes), now, 180);
        let lacking = at_start(start);
        for &(kind, count) in set_of(Tier::Svip) {
            let missing = lacking.iter().filter(|lack| lack.kind == kind).count();
            prop_assert!(missing <= count);
            let living = pieces.iter().filter(|p| p.kind == kind && !p.place.is_gone()).count();
            prop_assert!(missing >= count.saturating_sub(living));
        }
        for lack in &lacking {
            prop_assert!(!matches!(lack.back, Back::At(at) if at <= now.plus_minutes(start)));
        }
        prop_assert!(at_start(start + later).len() <= lacking.len());
    }
}
