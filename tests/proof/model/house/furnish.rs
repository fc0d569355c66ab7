//! Rooms and the price list.

use serde_json::{Value, json};

use super::ask::{agreed, kept, money, required, text_of};
use super::{House, Item, Room, Said, Word};

/// A booking lasts twelve hours at most, and its turnover three.
const FIFTEEN_HOURS_MS: i64 = 15 * 3_600_000;

impl House {
    pub(super) fn save_room(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let number = required(&mut wrong, &text_of(args, "number"), 12);
        let note = kept(&mut wrong, &text_of(args, "note"), 200);
        let tier = tier_word(&text_of(args, "tier"));
        let (beds, active) = (args["beds"].as_i64().expect("beds"), args["active"].as_bool().expect("active or not"));
        self.put_room(args["id"].as_str(), Room { number, tier, beds, note, active, position: 0 }, wrong)
    }

    pub(super) fn put_room(&mut self, id: Option<&str>, mut new: Room, mut wrong: Vec<Word>) -> Said {
        if !(1..=8).contains(&new.beds) {
            wrong.push("bad_number");
        }
        let taken =
            |(other, room): (&String, &Room)| room.active && room.number == new.number && Some(other.as_str()) != id;
        if new.active && self.rooms.iter().any(taken) {
            wrong.push("number_taken");
        }
        let Some(id) = id else {
            agreed(wrong)?;
            return Ok(vec![("/id".into(), json!(self.open_room(new)))]);
        };
        let Some(old) = self.rooms.get(id).cloned() else {
            wrong.push("no_such_room");
            return Err(wrong);
        };
        let rebuilt = old.tier != new.tier;
        if (rebuilt || (old.active && !new.active)) && self.is_awaited(id) {
            wrong.push("room_awaited");
        }
        agreed(wrong)?;
        let id = if rebuilt && self.bookings.values().any(|booking| booking.room == id) {
            // Its past stays what it was; the rebuilt one is another room.
            self.rooms.get_mut(id).expect("a room").active = false;
            self.open_room(new)
        } else {
            new.position = old.position;
            self.rooms.insert(id.to_owned(), new);
            id.to_owned()
        };
        Ok(vec![("/id".into(), json!(id))])
    }

    fn open_room(&mut self, mut new: Room) -> String {
        let id = self.new_id();
        new.position = self.rooms.values().map(|room| room.position).max().unwrap_or_default() + 1;
        self.rooms.insert(id.clone(), new);
        id
    }

    /// Guests who are booked into a room, or in it now, keep it.
    fn is_awaited(&self, room: &str) -> bool {
        self.bookings.values().any(|booking| {
            let ahead = booking.start > self.at - FIFTEEN_HOURS_MS
                && booking.busy_until > self.at
                && !matches!(booking.status, "cancelled" | "no_show" | "settled");
            booking.room == room && (ahead || booking.status == "in_treatment")
        })
    }

    pub(super) fn save_item(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let item = Item {
            code: required(&mut wrong, &text_of(args, "code"), 12),
            name: required(&mut wrong, &text_of(args, "name"), 60),
            service: text_of(args, "kind") == "service",
            category: kept(&mut wrong, &text_of(args, "category"), 20),
            minutes: args["minutes"].as_i64(),
            price: money(&args["price"]),
            member_price: Some(&args["memberPrice"]).filter(|price| !price.is_null()).map(money),
            rooms: kept(&mut wrong, &text_of(args, "rooms"), 60),
            active: args["active"].as_bool().expect("active or not"),
        };
        self.put_item(args["id"].as_str(), item, wrong)
    }

    pub(super) fn put_item(&mut self, id: Option<&str>, item: Item, mut wrong: Vec<Word>) -> Said {
        let lasts = item.minutes.is_some_and(|minutes| (5..=720).contains(&minutes));
        if if item.service { !lasts } else { item.minutes.is_some() } {
            wrong.push("bad_number");
        }
        if item.price < 0 || item.member_price.is_some_and(|price| price < 0 || price > item.price) {
            wrong.push("bad_amount");
        }
        if self.items.iter().any(|(other, held)| held.code == item.code && Some(other.as_str()) != id) {
            wrong.push("number_taken");
        }
        match id.map(|id| (id, self.items.get(id))) {
            Some((_, None)) => wrong.push("no_such_item"),
            Some((id, Some(held))) if held.service != item.service && self.is_used(id) => wrong.push("item_used"),
            _ => {}
        }
        agreed(wrong)?;
        let id = id.map_or_else(|| self.new_id(), str::to_owned);
        self.items.insert(id.clone(), item);
        Ok(vec![("/id".into(), json!(id))])
    }

    /// Whether an item was ever booked or sold.
    fn is_used(&self, id: &str) -> bool {
        let booked = self.bookings.values().any(|booking| booking.services.iter().any(|service| service == id));
        booked || self.bills.values().any(|bill| bill.lines.iter().any(|line| line.item == id))
    }
}

pub(super) fn tier_word(tier: &str) -> Word {
    ["ordinary", "vip", "svip"].into_iter().find(|word| *word == tier).expect("a tier")
}
