//! Everything else: sessions, PINs, tablets, and the questions that need no arguments.

use serde_json::{Value, json};

use super::Hand;
use crate::model::house::House;

impl Hand {
    pub(super) fn house_args(&mut self, house: &House, name: &str) -> Value {
        match name {
            "staff.save" => self.staff_args(house),
            "staff.set_pin" => {
                let pin = self.chance.word(&["2580", "1357", "1234", "7777", "90210"]);
                json!({ "number": self.anybodys_number(house), "pin": pin })
            }
            "staff.change_pin" => {
                let pins = ["2580", "1357", "2610", "90210"];
                json!({ "oldPin": self.chance.word(&pins), "newPin": self.chance.word(&["2580", "1357", "4321"]) })
            }
            "staff.unlock" => json!({ "number": self.anybodys_number(house) }),
            "session.sign_in" => self.number_and_pin(house),
            "session.prove" => {
                let mut args = self.number_and_pin(house);
                let rooms: Vec<&String> = house.rooms.keys().collect();
                args["memberNo"] = json!(self.member(house, |_| true));
                args["roomId"] = json!(self.chance.one_of(&rooms));
                args["startMs"] = json!(self.clock);
                args
            }
            "device.pair" => {
                let open: Vec<&String> = house
                    .invitations
                    .iter()
                    .filter(|(_, invitation)| invitation.used.is_none())
                    .map(|(code, _)| code)
                    .collect();
                let code = self.chance.one_of(&open[open.len().saturating_sub(2)..]);
                let code = code.map_or_else(|| "0000000000000000".to_owned(), |code| (*code).clone());
                json!({ "code": code, "name": self.tablet_name() })
            }
            "device.revoke" => {
                let ids: Vec<&String> = house.devices.keys().collect();
                let id = self.chance.one_of(&ids).map_or("01900000-0000-7000-8000-00000000dead", |id| id.as_str());
                json!({ "id": id })
            }
            "catalog.save" => self.item_args(house),
            "catalog.list" => json!({ "includeInactive": true }),
            "room.save" => self.room_args(house),
            "import.commit" | "import.preview" => self.register_args(),
            "import.cancel" => json!({ "requestId": "01900000-0000-7000-8000-00000000dead" }),
            "setting.set" => self.setting_args(house, false),
            "setting.withdraw" => self.setting_args(house, true),
            _ => Value::Null,
        }
    }

    fn tablet_name(&mut self) -> &'static str {
        self.chance.word(&["库房平板", "一号平板", "二号平板", "三号平板", ""])
    }

    /// The tablet that was invited gives the code back at once, before it has run out.
    pub(super) fn give_back(&mut self, invitation: u128) {
        let args = json!({ "code": format!("@code:{invitation:x}"), "name": self.tablet_name() });
        self.next.push_back(("device.pair", args));
    }

    fn anybodys_number(&mut self, house: &House) -> String {
        let all: Vec<&String> = house.staff.values().map(|person| &person.number).collect();
        if self.chance.one_in(15) { "998".to_owned() } else { self.chance.one_of(&all).expect("staff").to_string() }
    }

    /// Mostly of somebody who has a PIN, and mostly the right one.
    fn number_and_pin(&mut self, house: &House) -> Value {
        let with: Vec<_> = house.staff.values().filter(|person| person.pin.is_some()).collect();
        let wrong = self.chance.one_in(4);
        match self.chance.one_of(&with).filter(|_| !self.chance.one_in(8)) {
            Some(person) => {
                let pin = if wrong { "8642".to_owned() } else { person.pin.clone().expect("a PIN") };
                json!({ "number": person.number, "pin": pin })
            }
            None => json!({ "number": self.anybodys_number(house), "pin": self.chance.word(&["2580", "123456789"]) }),
        }
    }
}
