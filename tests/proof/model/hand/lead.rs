//! Those who run the house: people and their PINs, rooms, prices, settings, registers.

use serde_json::{Value, json};

use super::{DAY, Hand};
use crate::model::house::{House, REGISTERS, ROLES, yuan};

/// The arguments of an import: the register's name stands for its bytes until the step is done.
pub(super) fn register(name: &str) -> Value {
    json!({ "fileName": name, "contentBase64": format!("@file:{name}") })
}

impl Hand {
    pub(super) fn register_args(&mut self) -> Value {
        let at = self.chance.below(REGISTERS.len() as u64) as usize;
        register(REGISTERS[at].0)
    }

    pub(super) fn staff_args(&mut self, house: &House) -> Value {
        let known: Vec<_> = house.staff.iter().filter(|(_, person)| person.number != "010").collect();
        let change = !self.chance.one_in(3) || house.staff.len() > 16;
        match self.chance.one_of(&known).filter(|_| change) {
            Some((id, person)) => {
                let mut roles: Vec<&str> = person.roles.iter().copied().collect();
                if self.chance.one_in(3) {
                    roles = vec![self.chance.word(&ROLES)];
                } else if self.chance.one_in(3) {
                    roles.push(self.chance.word(&ROLES));
                }
                let number = if self.chance.one_in(12) { self.number() } else { person.number.clone() };
                let active = !self.chance.one_in(6);
                json!({ "id": id, "number": number, "name": person.name, "roles": roles, "active": active })
            }
            None => {
                let mut roles: Vec<&str> = (0..self.chance.between(0, 2)).map(|_| self.chance.word(&ROLES)).collect();
                if !self.chance.one_in(3) {
                    roles.push("beautician");
                }
                let name = self.chance.word(&["钱新", "孙新", "", "李新"]);
                let mut args = json!({ "number": self.number(), "name": name, "roles": roles, "active": true });
                if self.chance.one_in(3) {
                    args["group"] = json!("A组");
                }
                args
            }
        }
    }

    fn number(&mut self) -> String {
        match self.chance.below(10) {
            0 => "０１１".to_owned(),
            1 => "1234567890123".to_owned(),
            _ => format!("{:03}", self.chance.between(1, 40)),
        }
    }

    pub(super) fn room_args(&mut self, house: &House) -> Value {
        let known: Vec<_> = house.rooms.iter().collect();
        let tier = self.chance.word(&["ordinary", "vip", "svip"]);
        match self.chance.one_of(&known).filter(|_| !self.chance.one_in(3) || house.rooms.len() > 14) {
            Some((id, room)) => {
                let tier = if self.chance.one_in(4) { tier } else { room.tier };
                // A closed room is opened again more often than an open one is closed.
                let active = if room.active { !self.chance.one_in(6) } else { !self.chance.one_in(3) };
                let beds = if self.chance.one_in(8) { self.chance.between(0, 9) } else { room.beds };
                json!({ "id": id, "number": room.number, "tier": tier, "beds": beds, "note": "朝南", "active": active })
            }
            None => {
                let number = self.chance.word(&["S3", "V3", "V1", "P3", "P4", ""]);
                json!({ "number": number, "tier": tier, "beds": self.chance.between(1, 2), "note": "", "active": true })
            }
        }
    }

    pub(super) fn item_args(&mut self, house: &House) -> Value {
        let known: Vec<_> = house.items.iter().collect();
        let price = self.chance.between(1, 60_000);
        let member = if self.chance.one_in(12) { price + 1 } else { price * 9 / 10 };
        let member = if self.chance.one_in(4) { Value::Null } else { json!(yuan(member)) };
        match self.chance.one_of(&known).filter(|_| !self.chance.one_in(3) || house.items.len() > 9) {
            Some((id, item)) => {
                let service = if self.chance.one_in(8) { !item.service } else { item.service };
                let minutes = if service { json!(self.chance.between(1, 9) * 15) } else { Value::Null };
                json!({
                    "id": id, "code": item.code, "name": item.name, "kind": kind(service), "category": "", "minutes": minutes,
                    "price": yuan(price), "memberPrice": member, "rooms": "", "active": !self.chance.one_in(8),
                })
            }
            None => {
                let service = !self.chance.one_in(3);
                let minutes = if service == self.chance.one_in(20) { Value::Null } else { json!(30) };
                let code = self.chance.word(&["S001", "S007", "S008", "G007", "G008"]);
                json!({
                    "code": code, "name": "新项目", "kind": kind(service), "category": "面部", "minutes": minutes,
                    "price": yuan(if self.chance.one_in(20) { -1 } else { price }), "memberPrice": member, "rooms": "",
                    "active": true,
                })
            }
        }
    }

    pub(super) fn setting_args(&mut self, house: &House, withdraws: bool) -> Value {
        if withdraws {
            let today = house.date_of(self.clock);
            let planned: Vec<_> =
                house.settings.iter().filter(|((_, from), row)| *from > today && row.withdrawn.is_none()).collect();
            return match self.chance.one_of(&planned).filter(|_| !self.chance.one_in(8)) {
                Some(((key, from), _)) => json!({ "key": key, "effectiveFrom": from }),
                None => json!({ "key": "open_hour", "effectiveFrom": today }),
            };
        }
        let (key, value) = self.setting();
        let mut args = json!({ "key": key, "value": value });
        if self.chance.one_in(2) {
            let days = self.chance.between(-1, 6);
            args["effectiveFrom"] = json!(house.date_of(self.clock + days * DAY));
        }
        args
    }

    fn setting(&mut self) -> (&'static str, Value) {
        let grade = self.chance.word(&["silver", "gold", "platinum", "diamond"]);
        match self.chance.below(20) {
            0..=2 => ("open_hour", json!(self.chance.between(7, 12))),
            3..=4 => ("close_hour", json!(self.chance.between(20, 29))),
            5..=7 => ("turnover_minutes", json!(self.chance.between(0, 8) * 5)),
            8 => ("auto_lock_minutes", json!(self.chance.between(0, 60))),
            9 => ("linen_turnaround_minutes", json!(self.chance.between(20, 400))),
            10 => ("salon_name", json!(self.chance.word(&["兰台", "兰台二店", " "]))),
            11..=13 => match grade {
                "silver" => ("grade_from_silver", json!(yuan(self.chance.between(1, 60) * 10_000))),
                "gold" => ("grade_from_gold", json!(yuan(self.chance.between(40, 200) * 10_000))),
                "platinum" => ("grade_from_platinum", json!(yuan(self.chance.between(200, 600) * 10_000))),
                _ => ("grade_from_diamond", json!(yuan(self.chance.between(600, 900) * 10_000))),
            },
            14 => ("grade_rate_silver", json!(self.chance.word(&["0.95", "0.93", "0.97", "1.50"]))),
            15 => ("grade_rate_gold", json!(self.chance.word(&["0.90", "0.89", "0.96", "0.05"]))),
            16 => ("day_start_hour", json!(self.chance.between(3, 6))),
            17 => ("printer", json!(self.chance.word(&["", "not a printer"]))),
            18 if self.chance.one_in(6) => ("utc_offset_minutes", json!(480 + self.chance.between(-2, 2) * 30)),
            18 => ("language", json!(self.chance.word(&["en", "zh-Hans", "fr"]))),
            _ => (self.chance.word(&["network_port", "no_such_key"]), json!(self.chance.between(1000, 9000))),
        }
    }
}

fn kind(service: bool) -> &'static str {
    if service { "service" } else { "good" }
}
