//! Trays and linen: what the next hand in the stockroom, the laundry and the corridor does.

use serde_json::{Value, json};

use super::{Hand, MINUTE};
use crate::model::house::{Booking, House, Piece};

const NOTHING: &str = "01900000-0000-7000-8000-00000000dead";

impl Hand {
    pub(super) fn linen_args(&mut self, house: &House, name: &str) -> Value {
        let now = self.clock;
        let tray = |b: &Booking, state: &str| b.tray.as_ref().is_some_and(|tray| tray.state == state);
        let out = |id: &str, is_meant: &dyn Fn(&Piece) -> bool| {
            house.pieces.values().any(|piece| piece.booking.as_deref() == Some(id) && is_meant(piece))
        };
        match name {
            "tray.day" => json!({ "date": self.date(house) }),
            "tray.acknowledge" => {
                let open: Vec<&String> =
                    house.calls.iter().filter(|(_, call)| call.acknowledged.is_none()).map(|(id, _)| id).collect();
                let any: Vec<&String> = house.calls.keys().collect();
                let from = if self.chance.one_in(10) { &any } else { &open };
                json!({ "callId": self.chance.one_of(from).map_or(NOTHING, |id| id.as_str()) })
            }
            "tray.ready" => {
                let soon = |b: &Booking| tray(b, "waiting") && b.start < now + 600 * MINUTE;
                let id = self.booking(house, soon);
                json!({ "bookingId": id, "withoutMissing": self.chance.one_in(3) })
            }
            "tray.take" => json!({ "bookingId": self.booking(house, |b| tray(b, "ready")) }),
            "tray.put_away" => json!({ "bookingId": self.booking(house, |b| tray(b, "ready")) }),
            "tray.bring_back" => {
                let early = |b: &Booking| tray(b, "taken") && matches!(b.status, "booked" | "confirmed");
                json!({ "bookingId": self.booking(house, early) })
            }
            "tray.return" => {
                let late = |b: &Booking| tray(b, "taken") && !matches!(b.status, "booked" | "confirmed");
                json!({ "bookingId": self.booking(house, late) })
            }
            "linen.slippers_back" | "linen.to_laundry" => {
                let slippers = name == "linen.slippers_back";
                let meant = |piece: &Piece| (piece.kind == "slippers") == slippers && piece.place != "tray";
                let left: Vec<&String> = house
                    .bookings
                    .iter()
                    .filter(|(id, b)| {
                        matches!(b.status, "finished" | "settled" | "cancelled" | "no_show") && out(id, &meant)
                    })
                    .map(|(id, _)| id)
                    .collect();
                let wanted = self.chance.one_of(&left).map(|id| (*id).clone());
                let any = self.booking(house, |b| b.tray.is_some());
                json!({ "bookingId": wanted.filter(|_| !self.chance.one_in(12)).unwrap_or(any) })
            }
            _ => self.set_args(house, name),
        }
    }

    fn set_args(&mut self, house: &House, name: &str) -> Value {
        let owner = |piece: &Piece| &house.sets[&piece.set];
        let has = |no: i64, is_meant: &dyn Fn(&Piece) -> bool| {
            house.pieces.values().any(|piece| owner(piece).member == no && is_meant(piece))
        };
        match name {
            "linen.to_drying" => json!({ "memberNo": self.member(house, |no| has(no, &|p| p.place == "laundry")) }),
            "linen.shelve" => {
                let home = |p: &Piece| matches!(p.place, "in_making" | "drying") && owner(p).retired.is_none();
                json!({ "memberNo": self.member(house, |no| has(no, &home)) })
            }
            "linen.to_stock" => {
                let clean = |p: &Piece| p.place == "drying" && owner(p).retired.is_some();
                json!({ "memberNo": self.member(house, |no| has(no, &clean)) })
            }
            "linen.retire" => {
                let ends = |no: i64| house.live_set(no).is_some() && house.tier_of(no) == "ordinary";
                json!({ "memberNo": self.member(house, ends) })
            }
            "linen.make_set" => {
                let lacks = |no: i64| house.tier_of(no) != "ordinary" && house.live_set(no).is_none();
                let mut args = json!({ "memberNo": self.member(house, lacks) });
                if self.chance.one_in(3) {
                    args["slot"] = json!(*self.chance.one_of(&[0, 1, 2, 3, 5, 7, 12, 10_000]).expect("a slot"));
                }
                args
            }
            "linen.mark" => {
                let whole = |p: &Piece| !matches!(p.place, "lost" | "damaged" | "replaced" | "ordinary_stock");
                let reason = if self.chance.one_in(15) { "" } else { "找不到" };
                json!({ "pieceId": self.piece(house, whole), "as": self.chance.word(&["lost", "damaged"]), "reason": reason })
            }
            "linen.replace" | "linen.recover" => {
                let reason = if self.chance.one_in(15) { " " } else { "补" };
                json!({ "pieceId": self.piece(house, |p| matches!(p.place, "lost" | "damaged")), "reason": reason })
            }
            "linen.set" => json!({ "memberNo": self.member(house, |no| house.live_set(no).is_some()) }),
            _ => Value::Null,
        }
    }

    fn piece(&mut self, house: &House, wanted: impl Fn(&Piece) -> bool) -> String {
        let fits: Vec<&String> = house.pieces.iter().filter(|(_, piece)| wanted(piece)).map(|(id, _)| id).collect();
        let any: Vec<&String> = house.pieces.keys().collect();
        let from = if self.chance.one_in(8) { &any } else { &fits };
        self.chance.one_of(from).map_or_else(|| NOTHING.to_owned(), |id| (*id).clone())
    }
}
