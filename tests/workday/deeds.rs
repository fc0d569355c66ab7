//! The deeds of the day, each by its name.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::test_salon::DAY;
use serde_json::{Value, json};

use super::ask::{Ask, Heard, heard, list, read, tell, text};
use super::{PLAIN, Visit, WITH_LINEN, Workday};

impl Workday {
    pub(super) fn welcome(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let mut args = json!({ "name": self.name(), "phones": [self.phone()], "allowSame": true });
        if self.chance.in_hundred(60) {
            args["birthday"] = json!(format!(
                "19{}-{:02}-{:02}",
                60 + self.chance.below(40),
                1 + self.chance.below(12),
                1 + self.chance.below(28)
            ));
            args["allergies"] = json!(["花粉", "酒精"]);
            args["notes"] = json!("喜欢安静\n第二行");
        }
        if let Heard::Answer(added) = heard(ask, "member.add", args)? {
            self.members.push((added["memberNo"].as_i64()?, "ordinary".to_owned()));
        }
        Some(())
    }

    pub(super) fn correct(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let member = self.member();
        match self.chance.below(3) {
            0 => tell(
                ask,
                "member.amend",
                json!({ "memberNo": member, "notes": format!("改 {}", self.chance.below(1000)), "allergies": ["坚果"] }),
            ),
            1 => tell(ask, "member.store_phone", json!({ "memberNo": member, "phone": self.phone() })),
            _ => tell(ask, "member.reveal", json!({ "memberNo": member })),
        }
    }

    pub(super) fn reserve(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let Some((member, tier)) = self.guest() else { return self.welcome(ask) };
        let mut args = self.slot(&tier, member);
        args["source"] = json!(self.chance.one_of(&["phone", "wechat", "walk_in"]));
        args["notes"] = json!("靠窗");
        if let Heard::Answer(reserved) = heard(ask, "booking.reserve", args)? {
            let has_linen = tier != "ordinary";
            self.visits.push(Visit { id: text(&reserved, "bookingId"), member, next: 0, has_linen });
        }
        Some(())
    }

    /// The next thing of some visit.
    pub(super) fn go_on(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        if self.visits.is_empty() {
            return self.reserve(ask);
        }
        let at = self.chance.below(self.visits.len());
        let visit = self.visits[at].clone();
        let way: &[&str] = if visit.has_linen { &WITH_LINEN } else { &PLAIN };
        let Some(step) = way.get(visit.next) else {
            self.visits.swap_remove(at);
            return self.reserve(ask);
        };
        self.visits[at].next += 1;
        let of_booking = json!({ "bookingId": visit.id });
        match *step {
            "till" => self.settle(&visit.id, ask),
            "linen.to_drying" | "linen.shelve" => tell(ask, step, json!({ "memberNo": visit.member })),
            "tray.ready" => tell(ask, step, json!({ "bookingId": visit.id, "withoutMissing": true })),
            step => match step.strip_prefix("to:") {
                Some(to) => tell(ask, "booking.advance", json!({ "bookingId": visit.id, "to": to })),
                None => tell(ask, step, of_booking),
            },
        }
    }

    fn settle(&mut self, booking: &str, ask: &mut Ask<'_>) -> Option<()> {
        let quote = read(ask, "till.quote", json!({ "bookingId": booking, "lines": [] }))?;
        let due = quote["due"].as_str().unwrap_or("0.00").to_owned();
        let method = *self.chance.one_of(&["cash", "wechat", "alipay", "card"]);
        let payments = json!([{ "method": method, "amount": due }]);
        tell(ask, "till.settle", json!({ "bookingId": booking, "lines": [], "payments": payments, "due": due }))
    }

    pub(super) fn change_mind(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let Some(visit) = self.visits.iter().find(|visit| visit.next == 0).cloned() else { return self.reserve(ask) };
        if self.chance.in_hundred(50) {
            return tell(ask, "booking.cancel", json!({ "bookingId": visit.id, "reason": "临时有事" }));
        }
        let tier =
            self.members.iter().find(|(no, _)| *no == visit.member).map_or("ordinary", |(_, tier)| tier).to_owned();
        let mut args = self.slot(&tier, visit.member);
        args["bookingId"] = json!(visit.id);
        args["consentHow"] = json!("phone");
        tell(ask, "booking.move", args)
    }

    /// A piece is lost, found, replaced.
    pub(super) fn mishap(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let owners: Vec<i64> = self.members.iter().filter(|(_, tier)| tier != "ordinary").map(|(no, _)| *no).collect();
        let Some(member) = owners.get(self.chance.below(owners.len())) else { return self.welcome(ask) };
        let set = read(ask, "linen.set", json!({ "memberNo": member }))?;
        let pieces = list(&set["pieces"]);
        let Some(piece) = pieces.get(self.chance.below(pieces.len())) else {
            return tell(ask, "linen.make_set", json!({ "memberNo": member }));
        };
        let id = piece["id"].as_str().or(piece["pieceId"].as_str())?.to_owned();
        match piece["place"].as_str() {
            Some("lost" | "damaged") if self.chance.in_hundred(50) => {
                tell(ask, "linen.replace", json!({ "pieceId": id, "reason": "旧了" }))
            }
            Some("lost" | "damaged") => tell(ask, "linen.recover", json!({ "pieceId": id, "reason": "找到了" })),
            Some("in_making") => tell(ask, "linen.shelve", json!({ "memberNo": member })),
            _ => tell(ask, "linen.mark", json!({ "pieceId": id, "as": "lost", "reason": "找不到" })),
        }
    }

    pub(super) fn sell(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let lines = json!([{ "itemId": self.good, "quantity": 1 + self.chance.below(5) }]);
        let quote = read(ask, "till.quote", json!({ "lines": lines }))?;
        let due = quote["due"].clone();
        tell(
            ask,
            "till.settle",
            json!({ "lines": lines, "payments": [{ "method": "cash", "amount": due }], "due": due }),
        )
    }

    pub(super) fn keep_house(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let number = self.chance.below(90) + 100;
        match self.chance.below(4) {
            0 => tell(ask, "setting.set", json!({ "key": "turnover_minutes", "value": 5 + self.chance.below(3) * 5 })),
            1 => tell(
                ask,
                "staff.save",
                json!({ "number": number.to_string(), "name": self.name(), "roles": ["cleaner"], "active": true }),
            ),
            2 => tell(
                ask,
                "room.save",
                json!({ "number": format!("N{number}"), "tier": "ordinary", "beds": 1, "note": "朝南", "active": false }),
            ),
            _ => tell(
                ask,
                "catalog.save",
                json!({ "code": format!("X{number}"), "name": "手霜", "kind": "good", "category": "", "minutes": null,
                        "price": format!("{}.00", 10 + self.chance.below(90)), "memberPrice": null, "rooms": "", "active": true }),
            ),
        }
    }

    /// A front desk's register of people nobody knows yet, some of them with a qualification.
    pub(super) fn import(&mut self, ask: &mut Ask<'_>) -> Option<()> {
        let mut table = String::from("序号,审批日期,姓名,性别,联系电话,出生日期,会员资格,负责美容师,备注\n");
        for row in 1..=10 + self.chance.below(30) {
            let tier = self.chance.one_of(&["SVIP", "VIP", "VIP"]);
            let (name, phone, day) = (self.name(), self.phone(), 1 + self.chance.below(28));
            table.push_str(&format!("{row},2025-03-{day:02},{name},女,{phone},1985-04-{day:02},{tier},董瑞,\n"));
        }
        tell(ask, "import.commit", json!({ "fileName": "register.csv", "contentBase64": STANDARD.encode(table) }))
    }

    /// A time today or soon, in a room of the guest's tier.
    fn slot(&mut self, tier: &str, member: i64) -> Value {
        let date = DAY.date_of(self.now).plus_days([0, 0, 0, 1, 2, 3][self.chance.below(6)]);
        let start = DAY.at(date, 10 + self.chance.below(11) as u32, 15 * self.chance.below(4) as u32);
        let rooms = self.rooms.get(tier).cloned().unwrap_or_default();
        json!({ "memberNo": member, "roomId": self.chance.one_of(&rooms), "beauticianId": self.chance.one_of(&self.beauticians),
                "startMs": start, "serviceIds": [self.services[0]] })
    }

    fn guest(&mut self) -> Option<(i64, String)> {
        let wanted = *self.chance.one_of(&["ordinary", "vip", "svip"]);
        let fitting: Vec<&(i64, String)> = self.members.iter().filter(|(_, tier)| tier == wanted).collect();
        fitting.get(self.chance.below(fitting.len())).map(|guest| (*guest).clone())
    }

    fn member(&mut self) -> i64 {
        self.members.get(self.chance.below(self.members.len())).map_or(1, |(no, _)| *no)
    }

    fn name(&mut self) -> String {
        let family = self.chance.one_of(&["王", "李", "张", "刘", "陈", "杨", "曾", "单"]);
        let first = self.chance.one_of(&["芳", "丽", "秀", "敏", "静", "娟", "艳", "霞"]);
        let second = self.chance.one_of(&["", "梅", "兰", "英", "华", "玉", "红", "云"]);
        format!("{family}{first}{second}")
    }

    fn phone(&mut self) -> String {
        format!("139{:08}", self.chance.any() % 100_000_000)
    }
}
