//! Bookings: strict tiers, the one exception, no overlap in the rule and in the schema, the life of a visit.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod days;
mod visits;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::diary::{Diary, Taken};
use super::rules::{self, Hours, RefusalCode, RoomFacts, Wish};
use crate::clock::Instant;
use crate::ids::{BookingId, MemberNo, RoomId, StaffId};
use crate::test_salon::{BEAUTICIAN, CONSULTANT, DAY, DESK, MANAGER, OTHER_BEAUTICIAN, STOCKROOM, TestSalon, at};
use crate::tier::Tier;

fn slot(salon: &TestSalon, member: i64, room: &str, beautician: &str, start: Instant) -> Value {
    json!({ "memberNo": member, "roomId": salon.room(room), "beauticianId": salon.staff(beautician), "startMs": start,
            "serviceIds": [salon.item("S001")], "source": "phone" })
}

fn with(mut base: Value, field: &str, value: Value) -> Value {
    base[field] = value;
    base
}

/// The same slot, as a move asks for it: without how the booking came in.
fn move_of(booking: &Value, mut slot: Value) -> Value {
    slot.as_object_mut().unwrap().remove("source");
    with(slot, "bookingId", booking.clone())
}

#[test]
fn each_tier_is_booked_into_rooms_of_its_tier_only() {
    let salon = TestSalon::new();
    let members = [
        salon.member("钱一", "13800000001"),
        salon.qualified("孙二", "13800000002", Tier::Vip),
        salon.qualified("李三", "13800000003", Tier::Svip),
    ];
    for (tier, member) in members.into_iter().enumerate() {
        for (room_tier, room) in ["P1", "V1", "S1"].into_iter().enumerate() {
            let asked = slot(&salon, member, room, BEAUTICIAN, at(11 + tier as u32 * 3, 0));
            if tier == room_tier {
                salon.must(DESK, "booking.reserve", asked);
            } else {
                let failure = salon.call(DESK, "booking.reserve", asked).unwrap_err();
                assert_eq!(failure.code.name(), "slot_refused");
                assert_eq!(failure.params["why"], "room_tier_mismatch");
            }
        }
    }
    salon.verify();
}

#[test]
fn a_consultant_may_agree_one_tier_lower_only_while_no_matching_room_is_free() {
    let salon = TestSalon::new();
    let guest = salon.qualified("孙二", "13800000002", Tier::Svip);
    let exception = json!({ "consentHow": "phone", "consentAt": salon.now() });
    let lower = with(slot(&salon, guest, "V1", BEAUTICIAN, at(11, 0)), "exception", exception.clone());
    let refused = salon.call(CONSULTANT, "booking.reserve", lower.clone()).unwrap_err();
    assert_eq!(refused.params["why"], "matching_room_free");

    for (name, phone, room, beautician) in
        [("甲", "13800000011", "S1", OTHER_BEAUTICIAN), ("乙", "13800000012", "S2", "015")]
    {
        if beautician == "015" {
            salon.must(
                MANAGER,
                "staff.save",
                json!({ "number": "015", "name": "张海燕", "roles": ["beautician"], "active": true }),
            );
        }
        let other = salon.qualified(name, phone, Tier::Svip);
        salon.must(DESK, "booking.reserve", slot(&salon, other, room, beautician, at(11, 0)));
    }
    let by_desk = salon.call(DESK, "booking.reserve", lower.clone()).unwrap_err();
    assert_eq!(by_desk.code.name(), "consultant_required");
    let two_lower = with(slot(&salon, guest, "P1", BEAUTICIAN, at(11, 0)), "exception", exception);
    assert_eq!(salon.call(CONSULTANT, "booking.reserve", two_lower).unwrap_err().params["why"], "room_tier_mismatch");
    salon.must(CONSULTANT, "booking.reserve", lower);
    salon.verify();
}

#[test]
fn an_ordinary_member_has_no_lower_tier() {
    assert_eq!(Tier::Ordinary.one_lower(), None);
}

#[test]
fn no_two_bookings_share_a_room_a_beautician_or_a_member() {
    let salon = TestSalon::new();
    let first = salon.qualified("孙二", "13800000002", Tier::Vip);
    let second = salon.qualified("李三", "13800000003", Tier::Vip);
    salon.must(DESK, "booking.reserve", slot(&salon, first, "V1", BEAUTICIAN, at(11, 0)));
    for (member, room, beautician, minute, why) in [
        (second, "V1", OTHER_BEAUTICIAN, 30, "room_busy"),
        (second, "V2", BEAUTICIAN, 30, "beautician_busy"),
        (first, "V2", OTHER_BEAUTICIAN, 30, "member_busy"),
        (second, "V1", OTHER_BEAUTICIAN, 74, "room_busy"),
    ] {
        let asked = slot(&salon, member, room, beautician, at(11, minute));
        assert_eq!(salon.call(DESK, "booking.reserve", asked).unwrap_err().params["why"], why);
    }
    salon.must(DESK, "booking.reserve", slot(&salon, second, "V1", BEAUTICIAN, at(12, 15)));
    salon.verify();
}

#[test]
fn the_schema_refuses_what_the_rule_would() {
    let salon = TestSalon::new();
    let guest = salon.qualified("孙二", "13800000002", Tier::Vip);
    salon.must(DESK, "booking.reserve", slot(&salon, guest, "V1", BEAUTICIAN, at(11, 0)));
    let store = crate::store::open::open(
        &salon.home.store_file(),
        &crate::store::key::StoreKey::read(&salon.home.key_file()).unwrap(),
    )
    .unwrap();
    let copy = |change: &str| {
        store
            .execute(&format!(
                "INSERT INTO booking SELECT randomblob(16), member_no, member_tier, room_id, beautician_id, business_date, start_ms,
                 end_ms, busy_until_ms, guests, status, source, notes, taken_by, taken_ms, NULL, NULL, NULL FROM booking {change}"
            ), [])
            .unwrap_err()
            .to_string()
    };
    assert!(copy("").contains("room is busy"));
    let into_other_tier = "UPDATE booking SET room_id = (SELECT id FROM room WHERE number = 'S1')";
    assert!(store.execute(into_other_tier, []).unwrap_err().to_string().contains("another tier"));
    assert!(store.execute("DELETE FROM booking", []).unwrap_err().to_string().contains("never deleted"));
}

#[test]
fn bad_times_are_refused_with_their_reason() {
    let salon = TestSalon::new();
    salon.turn_to(13, 0);
    let guest = salon.member("钱一", "13800000001");
    for (start, end, why) in [
        (at(11, 0), None, "in_the_past"),
        (at(15, 0), Some(at(14, 0)), "end_before_start"),
        (at(15, 0), Some(at(15, 30)), "too_short"),
        (at(14, 0), Some(at(14 + 40, 0)), "too_long"),
        (at(21, 30), None, "outside_hours"),
        (at(24 * 500, 0), None, "too_far_ahead"),
    ] {
        let mut asked = slot(&salon, guest, "P1", BEAUTICIAN, start);
        if let Some(end) = end {
            asked["endMs"] = json!(end);
        }
        assert_eq!(salon.call(DESK, "booking.reserve", asked).unwrap_err().params["why"], why);
    }
}

#[test]
fn a_visit_goes_step_by_step_and_a_move_needs_consent() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    let asked = slot(&salon, guest, "P1", BEAUTICIAN, at(11, 0));
    let id = salon.must(DESK, "booking.reserve", asked.clone())["bookingId"].clone();
    let moved = move_of(&id, slot(&salon, guest, "P2", BEAUTICIAN, at(12, 0)));
    assert_eq!(salon.refused(DESK, "booking.move", moved.clone()), "bad_arguments");
    salon.must(DESK, "booking.move", with(moved, "consentHow", json!("phone")));
    assert_eq!(salon.refused(DESK, "booking.advance", json!({ "bookingId": id, "to": "finished" })), "wrong_step");
    for to in ["arrived", "in_treatment", "finished"] {
        salon.must(DESK, "booking.advance", json!({ "bookingId": id, "to": to }));
    }
    assert_eq!(salon.refused(DESK, "booking.cancel", json!({ "bookingId": id, "reason": "改期" })), "wrong_step");
    salon.verify();
}

#[test]
fn a_cancelled_slot_is_free_again_and_needs_a_reason() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    let asked = slot(&salon, guest, "P1", BEAUTICIAN, at(11, 0));
    let id = salon.must(DESK, "booking.reserve", asked.clone())["bookingId"].clone();
    assert_eq!(salon.refused(DESK, "booking.cancel", json!({ "bookingId": id, "reason": " " })), "reason_missing");
    assert_eq!(salon.refused(STOCKROOM, "booking.cancel", json!({ "bookingId": id, "reason": "x" })), "not_allowed");
    salon.must(DESK, "booking.cancel", json!({ "bookingId": id, "reason": "顾客有事" }));
    salon.must(DESK, "booking.reserve", asked);
    salon.verify();
}

#[test]
fn a_double_tap_books_once_and_a_reused_id_is_refused() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    let request = crate::ids::RequestId(uuid::Uuid::from_u128(77));
    let asked = slot(&salon, guest, "P1", BEAUTICIAN, at(11, 0));
    let first = salon.call_under(request, DESK, "booking.reserve", asked.clone()).unwrap();
    assert_eq!(salon.call_under(request, DESK, "booking.reserve", asked.clone()).unwrap(), first);
    let other = with(asked, "notes", json!("靠窗"));
    assert_eq!(salon.call_under(request, DESK, "booking.reserve", other).unwrap_err().code.name(), "request_id_reused");
}

#[test]
fn a_clock_gone_back_is_refused_before_anything_is_written() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    salon.turn_to_instant(at(9, 0).plus_minutes(-24 * 60));
    let asked = slot(&salon, guest, "P1", BEAUTICIAN, at(11, 0));
    assert_eq!(salon.refused(DESK, "booking.reserve", asked.clone()), "clock_went_back");
    assert_eq!(salon.refused(DESK, "house.accept_clock", json!({})), "not_allowed");
    salon.must(MANAGER, "house.accept_clock", json!({}));
    salon.must(DESK, "booking.reserve", asked);
    salon.verify();
}

const HOURS: Hours = Hours { day: DAY, open_hour: 10, close_hour: 22, turnover_minutes: 15 };

fn id(n: u8) -> uuid::Uuid {
    uuid::Uuid::from_u128(u128::from(n))
}

prop_compose! {
    fn wish()(member in 0..4_i64, tier in 0..3_u8, room in 0..6_u8, beautician in 0..3_u8, start in 0..48_i64, length in 1..12_i64) -> Wish {
        let start = at(10, 0).plus_minutes(start * 15);
        Wish {
            member: MemberNo(member),
            tier: [Tier::Ordinary, Tier::Vip, Tier::Svip][tier as usize],
            room: RoomId(id(room)),
            beautician: StaffId(id(beautician)),
            start,
            end: start.plus_minutes(length * 15),
            guests: 1,
            moving: None,
            services: Vec::new(),
            minutes: 15,
        }
    }
}

fn rooms() -> Vec<RoomFacts> {
    (0..6_u8)
        .map(|n| RoomFacts {
            id: RoomId(id(n)),
            number: n.to_string(),
            tier: [Tier::Ordinary, Tier::Vip, Tier::Svip][usize::from(n) / 2],
            beds: 1,
        })
        .collect()
}

proptest! {
    /// Whatever is asked in whatever order: what the rules let through never overlaps and never leaves its tier, but by the
    /// exception, and that only when no matching room was free.
    #[test]
    fn what_is_let_through_never_overlaps_and_keeps_its_tier(wishes in prop::collection::vec((wish(), any::<bool>()), 1..60)) {
        let rooms = rooms();
        let mut taken: Vec<Taken> = Vec::new();
        for (n, (wish, exception)) in wishes.into_iter().enumerate() {
            let diary = Diary::of(taken.clone());
            let room = rooms.iter().find(|room| room.id == wish.room).unwrap();
            let found = rules::refusals(&wish, room, &diary, HOURS, at(9, 0));
            let only_tier = found.iter().all(|r| r.code == RefusalCode::RoomTierMismatch);
            let lower = exception && only_tier && rules::lower_room(&wish, room, &rooms, &diary, HOURS).is_ok();
            if !found.is_empty() && !lower {
                continue;
            }
            let busy_until = wish.end.plus_minutes(15);
            for other in &taken {
                let meets = wish.start < other.busy_until && other.start < busy_until;
                prop_assert!(!meets || (other.room != wish.room && other.beautician != wish.beautician && other.member != wish.member));
            }
            if room.tier != wish.tier {
                prop_assert_eq!(Some(room.tier), wish.tier.one_lower());
                for matching in rooms.iter().filter(|r| r.tier == wish.tier) {
                    prop_assert!(taken.iter().any(|t| t.room == matching.id && t.start < busy_until && wish.start < t.busy_until));
                }
            }
            taken.push(Taken { id: BookingId(id(n as u8)), room: wish.room, beautician: wish.beautician, member: wish.member, start: wish.start, busy_until });
        }
    }
}
