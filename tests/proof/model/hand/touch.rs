//! Members' files as they are typed, and what is asked of them.

use serde_json::{Value, json};

use super::Hand;
use crate::model::house::House;

const NAMES: &[&str] = &["王芳", "李娜", "张敏", "刘静", "陈丽", "杨敏", "曾丽", "李芳"];
const BIRTHDAYS: &[&str] = &["1985-04-12", "1990-11-22", "0412", "1123", "1201", "2099-01-01", "1300", "1978-12-02"];

/// The guests of the registers: their names and birthdays are the registers' own.
fn is_of_register(house: &House, no: i64) -> bool {
    house.members.get(&no).is_some_and(|member| member.name.starts_with('赵'))
}

impl Hand {
    pub(super) fn member_args(&mut self, house: &House, name: &str) -> Value {
        match name {
            "member.add" => self.add(house),
            "member.amend" => self.amend(house),
            "member.store_phone" => json!({ "memberNo": self.member(house, |_| true), "phone": self.phone() }),
            "member.search" => json!({ "query": self.query(house), "limit": 100 }),
            "member.list" if self.chance.one_in(2) => {
                json!({ "tier": self.chance.word(&["ordinary", "vip", "svip"]), "limit": 200 })
            }
            "member.list" => json!({ "limit": 200 }),
            // Nothing but a number nobody has is refused here.
            _ if self.chance.one_in(8) => json!({ "memberNo": 9_999 }),
            _ => json!({ "memberNo": self.member(house, |_| true) }),
        }
    }

    /// A number of a small family of numbers, so that some are shared; typed in several ways.
    fn phone(&mut self) -> String {
        let last = self.chance.below(40);
        match self.chance.below(20) {
            0 => "abc".to_owned(),
            1 => "12".to_owned(),
            2..=4 => format!("+86 138-0013-{last:04}"),
            5..=6 => format!("138 0013 {last:04}"),
            7 => format!("021{last:07}"),
            _ => format!("1380013{last:04}"),
        }
    }

    fn name(&mut self) -> String {
        match self.chance.below(40) {
            0 => " ".to_owned(),
            1 => "长".repeat(61),
            2 => "王\u{7}芳".to_owned(),
            _ => self.chance.word(NAMES).to_owned(),
        }
    }

    fn add(&mut self, house: &House) -> Value {
        let phones: Vec<String> = (0..self.chance.below(3)).map(|_| self.phone()).collect();
        let mut args = json!({ "name": self.name(), "phones": phones });
        // A salon of a few dozen guests is enough; a second file for one who has one is refused more often then.
        if house.members.len() > 24 {
            let is_typed = |no: i64| !is_of_register(house, no) && !house.members[&no].phones.is_empty();
            let known: Vec<_> = house.members.iter().filter(|(no, _)| is_typed(**no)).map(|(_, m)| m).collect();
            if let Some(member) = self.chance.one_of(&known) {
                args = json!({ "name": member.name, "phones": [member.phones[0].number] });
            }
        } else if self.chance.one_in(4) {
            args["allowSame"] = json!(true);
        }
        if self.chance.one_in(3) {
            args["birthday"] = json!(self.chance.word(BIRTHDAYS));
        }
        if self.chance.one_in(4) {
            args["gender"] = json!(if self.chance.one_in(10) { "x" } else { "female" });
        }
        if self.chance.one_in(4) {
            args["allergies"] = if self.chance.one_in(8) { json!([" "]) } else { json!(["酒精", "花粉"]) };
        }
        if self.chance.one_in(4) {
            args["usualBeauticianId"] = self.anybody(house);
        }
        args
    }

    fn amend(&mut self, house: &House) -> Value {
        let no = self.member(house, |_| true);
        let mut args = json!({ "memberNo": no });
        let of_register = is_of_register(house, no);
        match self.chance.below(7) {
            0 if !of_register => args["name"] = json!(self.name()),
            1 if !of_register => args["birthday"] = json!(self.chance.word(BIRTHDAYS)),
            2 => {
                args["notes"] =
                    json!(if self.chance.one_in(6) { "长".repeat(2001) } else { "怕冷\n喜茶".to_owned() })
            }
            3 => args["allergies"] = json!(["牛奶", "酒精"]),
            4 => args["allergies"] = Value::Null,
            5 => args["usualBeauticianId"] = self.anybody(house),
            _ => args["gender"] = json!("male"),
        }
        args
    }

    fn anybody(&mut self, house: &House) -> Value {
        let serving: Vec<&String> = house
            .staff
            .iter()
            .filter(|(_, person)| person.active && person.roles.contains("beautician"))
            .map(|(id, _)| id)
            .collect();
        let all: Vec<&String> = house.staff.keys().collect();
        let from = if self.chance.one_in(5) || serving.is_empty() { &all } else { &serving };
        json!(self.chance.one_of(from))
    }

    /// What a caller says: a part of a number, a name or a part of it, its sound, its initials, a day, a member number.
    fn query(&mut self, house: &House) -> String {
        let last = self.chance.below(40);
        match self.chance.below(9) {
            0 => format!("{last:04}"),
            1 => format!("1380013{last:04}"),
            2 => self.chance.word(NAMES).to_owned(),
            3 => self.chance.word(&["芳", "丽", "赵", "敏", "赵三", "无"]).to_owned(),
            4 => self.chance.word(&["li", "lifang", "wangf", "zhang", "min", "zengli", "fang", "xyz"]).to_owned(),
            5 => self.chance.word(&["lf", "wf", "cl", "zm", "l", "ym"]).to_owned(),
            6 => self.chance.word(&["0412", "1122", "1123", "19850412", "1201"]).to_owned(),
            7 => self.chance.between(1, house.members.len() as i64 + 1).to_string(),
            _ => self.chance.word(&["013", "9000000", "00000003", "021"]).to_owned(),
        }
    }
}
