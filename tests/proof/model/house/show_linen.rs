//! What the board, the stockroom and the shelf must show.

use serde_json::{Value, json};

use super::ask::{text_of, yuan};
use super::carry_trays::Guest;
use super::show::rows;
use super::{Booking, House, Id, Said, Told, Word, rank};

impl House {
    pub(super) fn board(&self, args: &Value) -> Told {
        let date = text_of(args, "date");
        let live: Vec<(&Id, &Booking)> = self
            .bookings
            .iter()
            .filter(|(_, b)| b.date == date && !matches!(b.status, "cancelled" | "no_show"))
            .collect();
        let came = live.iter().filter(|(_, b)| !matches!(b.status, "booked" | "confirmed")).count();
        let me = &self.staff[self.caller.as_ref().expect("a caller")];
        let may_see = me.roles.iter().any(|role| matches!(*role, "front_desk" | "supervisor" | "manager"));
        let taken: i64 = self.bills.values().filter(|bill| bill.date == date).map(|bill| bill.due).sum();
        let line = |(id, b): &(&Id, &Booking)| {
            let tray = if b.tier == "ordinary" { "none" } else { self.tray_of(id) };
            vec![
                json!(id),
                json!(b.status),
                json!(if tray == "void" { "none" } else { tray }),
                json!(b.start),
                json!(b.busy_until),
                json!(self.rooms[&b.room].number),
                json!(b.lower.is_some()),
            ]
        };
        let open = self.rooms.values().filter(|room| room.active);
        vec![
            ("/counts/booked".into(), json!(live.len())),
            ("/counts/arrived".into(), json!(came)),
            ("/takings".into(), json!(may_see.then(|| yuan(taken)))),
            rows("/rooms#number", open.map(|room| vec![json!(room.number)])),
            rows("/bookings#id,status,trays,startMs,busyUntilMs,roomNumber,downgraded", live.iter().map(line)),
        ]
    }

    pub(super) fn arrivals(&self, args: &Value) -> Told {
        let date = text_of(args, "date");
        let next = |status: Word| match status {
            "booked" | "confirmed" => Some("arrived"),
            "arrived" => Some("in_treatment"),
            "in_treatment" => Some("finished"),
            "finished" => Some("settle"),
            _ => None,
        };
        let open = self.bookings.iter().filter(|(_, b)| b.date == date && next(b.status).is_some());
        vec![rows("/rows#id,next", open.map(|(id, b)| vec![json!(id), json!(next(b.status))]))]
    }

    pub(super) fn check(&self, args: &Value) -> Said {
        let moving = args["moving"].as_str().map(str::to_owned);
        let wish = self.wish(args, args["memberNo"].as_i64().expect("a member"), moving)?;
        let reasons = self.reasons(&wish);
        let only_place = reasons.iter().all(|reason| {
            matches!(*reason, "room_busy" | "room_tier_mismatch" | "beautician_busy" | "guests_exceed_beds")
        });
        let may_lower = !reasons.is_empty() && only_place && self.free_rooms(wish.tier, &wish).is_empty();
        let lower = ["ordinary", "vip"].into_iter().find(|tier| rank(tier) + 1 == rank(wish.tier));
        let lower: Vec<Id> = match lower.filter(|_| may_lower) {
            Some(tier) => self.free_rooms(tier, &wish),
            None => Vec::new(),
        };
        Ok(vec![
            ("/ok".into(), json!(reasons.is_empty())),
            ("/exceptionPossible".into(), json!(!lower.is_empty())),
            rows("/refusals#code", reasons.iter().map(|reason| vec![json!(reason)])),
            rows("/lowerRooms#id", lower.iter().map(|id| vec![json!(id)])),
            ("?nearest".into(), args.clone()),
        ])
    }

    pub(super) fn offer(&self, args: &Value) -> Said {
        if !self.members.contains_key(&args["memberNo"].as_i64().expect("a member")) {
            return Err(vec!["no_such_member"]);
        }
        let services = super::ask::texts(args, "serviceIds");
        let offered = |id: &String| self.items.get(id).is_some_and(|item| item.service && item.active);
        let mut wrong = Vec::new();
        if !services.iter().all(offered) {
            wrong.push("no_such_item");
        }
        // For nothing nothing is offered, to however many.
        if args["guests"] == json!(0) && !services.is_empty() {
            wrong.push("bad_number");
        }
        super::ask::agreed(wrong)?;
        Ok(vec![("?offers".into(), args.clone())])
    }

    /// Whether everything that was offered can be had, at its price.
    pub(crate) fn can_be_had(&self, asked: &Value, offers: &Value) -> Result<(), String> {
        for offer in offers.as_array().ok_or("no offers")? {
            let moving = asked["moving"].as_str().map(str::to_owned);
            let mut wanted = offer.clone();
            wanted["guests"] = asked["guests"].clone();
            let member = asked["memberNo"].as_i64().expect("a member");
            let wish = self.wish(&wanted, member, moving).map_err(|codes| format!("{offer} is offered: {codes:?}"))?;
            let reasons = self.reasons(&wish);
            let price = yuan(self.price_of(member, &wish.services));
            if !reasons.is_empty() || offer["price"] != json!(price) {
                return Err(format!("{offer} is offered, but {reasons:?}, at {price}"));
            }
        }
        Ok(())
    }

    pub(super) fn trays(&self, args: &Value) -> Told {
        let date = text_of(args, "date");
        let shown = |(id, b): &(&Id, &Booking)| b.date == date && !matches!(self.tray_of(id), "none" | "void");
        let line = |(id, b): (&Id, &Booking)| {
            let taken_by = b.tray.as_ref().and_then(|tray| tray.taken_by.as_ref());
            let taken_by = taken_by.map(|id| self.staff[id].name.clone());
            vec![json!(id), json!(self.tray_of(id)), json!(b.status), json!(taken_by), json!(b.tier)]
        };
        vec![rows("#bookingId,state,visit,takenBy,tier", self.bookings.iter().filter(shown).map(line))]
    }

    pub(super) fn open_calls(&self) -> Told {
        let since = self.at - 12 * 3_600_000;
        let shown = self.calls.iter().filter(|(_, call)| call.acknowledged.is_none() || call.at > since);
        let line = |(id, call): (&Id, &super::Call)| {
            vec![
                json!(id),
                json!(call.kind),
                call.said["putBack"].clone(),
                json!(call.acknowledged.as_ref().map(|(_, at)| at)),
            ]
        };
        vec![rows("#id,kind,putBack,acknowledgedMs", shown.map(line))]
    }

    fn state_of_set(&self, set: &str) -> Word {
        let places: Vec<Word> = self.pieces_of(set).iter().map(|piece| self.pieces[piece].place).collect();
        if places.iter().any(|place| matches!(*place, "lost" | "damaged" | "in_making")) {
            "incomplete"
        } else if places.iter().all(|place| *place == "shelf") {
            "whole"
        } else {
            "away"
        }
    }

    pub(super) fn linen_of(&self, member: i64) -> Told {
        match self.live_set(member) {
            Some(set) => vec![
                ("/linen/state".into(), json!(self.state_of_set(set))),
                ("/linen/slot".into(), json!(self.sets[set].slot)),
            ],
            None if self.tier_of(member) == "ordinary" => vec![("/linen".into(), Value::Null)],
            None => vec![("/linen/state".into(), json!("none"))],
        }
    }

    pub(super) fn shelf(&self) -> Told {
        let free = self.next_free_slot();
        let highest = self.sets.values().filter_map(|set| set.slot).max().unwrap_or_default().max(free);
        let line = |slot: i64| {
            let held = self.sets.iter().find(|(_, set)| set.slot == Some(slot));
            let state = held.map_or("free", |(id, _)| self.state_of_set(id));
            vec![json!(slot), json!(held.map(|(_, set)| set.member)), json!(state)]
        };
        vec![
            ("/nextFree".into(), json!(free)),
            rows("/slots#slot,memberNo,state", (1..=(highest + 9) / 10 * 10).map(line)),
        ]
    }

    pub(super) fn show_set(&self, args: &Value) -> Said {
        let set = self.live_set(args["memberNo"].as_i64().expect("a member")).ok_or_else(|| vec!["no_such_set"])?;
        let every = self.pieces_where(|piece| piece.set == *set);
        let line = |id: &Id| {
            let piece = &self.pieces[id];
            vec![json!(id), json!(piece.kind), json!(piece.place), json!(piece.booking), json!(piece.note)]
        };
        Ok(vec![
            ("/setId".into(), json!(set)),
            ("/tier".into(), json!(self.sets[set].tier)),
            ("/slot".into(), json!(self.sets[set].slot)),
            ("/dueOn".into(), json!(self.sets[set].due)),
            ("/state".into(), json!(self.state_of_set(set))),
            rows("/pieces#pieceId,kind,place,bookingId,note", every.iter().map(line)),
        ])
    }

    pub(super) fn tasks(&self) -> Told {
        let has_left = |piece: &super::Piece| {
            let guest = piece.booking.as_ref().map(|id| self.guest_of(id));
            matches!(guest, Some(Guest::Gone | Guest::CalledOff))
        };
        let ids = |is_meant: &dyn Fn(&super::Piece) -> bool| {
            self.pieces_where(is_meant).into_iter().map(|id| vec![json!(id)]).collect::<Vec<_>>()
        };
        let slippers = ids(&|p| p.kind == "slippers" && matches!(p.place, "disinfection" | "in_use") && has_left(p));
        let broken = ids(&|p| matches!(p.place, "lost" | "damaged"));
        let in_place = |is_meant: &dyn Fn(&super::Piece) -> bool| {
            let mut found: Vec<(Id, Option<Id>)> = self
                .pieces_where(is_meant)
                .iter()
                .map(|id| (self.pieces[id].set.clone(), self.pieces[id].booking.clone()))
                .collect();
            found.sort();
            found.dedup();
            let line = |(set, _): &(Id, Option<Id>)| {
                vec![json!(self.sets[set].member), json!(self.sets[set].retired.is_some())]
            };
            found.iter().map(line).collect::<Vec<_>>()
        };
        let live = || self.sets.iter().filter(|(_, set)| set.retired.is_none());
        let retiring = live().filter(|(_, set)| self.tier_of(set.member) == "ordinary");
        vec![
            rows("/slippersOut#pieceId", slippers.into_iter()),
            rows("/toRepair#pieceId", broken.into_iter()),
            rows(
                "/inRooms#memberNo,retired",
                in_place(&|p| p.place == "in_use" && p.kind != "slippers" && has_left(p)).into_iter(),
            ),
            rows("/inLaundry#memberNo,retired", in_place(&|p| p.place == "laundry").into_iter()),
            rows("/drying#memberNo,retired", in_place(&|p| p.place == "drying").into_iter()),
            rows("/toRetire#memberNo", retiring.map(|(_, set)| vec![json!(set.member)])),
            rows("/toMake#memberNo,tier", self.to_make().into_iter()),
        ]
    }

    /// For whom something is to be made: pieces begun, sets nobody has begun, what an SVIP's set has more than a VIP's.
    fn to_make(&self) -> Vec<Vec<Value>> {
        let mut wanted = Vec::new();
        for (id, set) in self.sets.iter().filter(|(_, set)| set.retired.is_none()) {
            if self.pieces_of(id).iter().any(|piece| self.pieces[piece].place == "in_making") {
                wanted.push(vec![json!(set.member), json!(set.tier)]);
            } else if rank(self.tier_of(set.member)) > rank(set.tier) {
                wanted.push(vec![json!(set.member), json!(self.tier_of(set.member))]);
            }
        }
        for held in self.qualifications.iter().filter(|held| held.cancelled.is_none()) {
            if self.live_set(held.member).is_none() {
                wanted.push(vec![json!(held.member), json!(held.tier)]);
            }
        }
        wanted
    }

    pub(super) fn price_list(&self) -> Told {
        let line = |(id, item): (&Id, &super::Item)| {
            vec![json!(id), json!(item.code), json!(yuan(item.price)), json!(item.minutes), json!(item.active)]
        };
        vec![rows("#id,code,price,minutes,active", self.items.iter().map(line))]
    }

    pub(super) fn room_list(&self) -> Told {
        let line = |(id, room): (&Id, &super::Room)| {
            vec![json!(id), json!(room.number), json!(room.tier), json!(room.beds), json!(room.active)]
        };
        vec![rows("#id,number,tier,beds,active", self.rooms.iter().map(line))]
    }
}
