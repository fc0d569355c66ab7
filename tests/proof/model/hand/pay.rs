//! The till: what is settled, how it is paid, what is left out; mostly right to the fen.

use serde_json::{Value, json};

use super::Hand;
use crate::model::house::{Booking, House, yuan};

impl Hand {
    pub(super) fn till_args(&mut self, house: &House, name: &str) -> Value {
        match name {
            "till.settle" => self.settle(house),
            "till.quote" => {
                let (mut args, _) = self.bill(house);
                let marks = args["notDone"].as_array().cloned().unwrap_or_default();
                args["notDone"] = marks.iter().map(|mark| mark["itemId"].clone()).collect();
                args
            }
            "till.day" => json!({ "date": self.date(house) }),
            _ => {
                let bills: Vec<&String> = house.bills.keys().collect();
                let none = "01900000-0000-7000-8000-00000000dead";
                let bill = if self.chance.one_in(20) { None } else { self.chance.one_of(&bills) };
                let mut args = json!({ "billId": bill.map_or(none, |id| id.as_str()) });
                if name == "till.print" {
                    args["to"] = json!("file");
                }
                args
            }
        }
    }

    /// A visit or goods over the counter, with its lines and what was not done.
    fn bill(&mut self, house: &House) -> (Value, Option<Booking>) {
        let visit = (!self.chance.one_in(6)).then(|| self.booking(house, |b| b.status == "finished"));
        let held = visit.as_ref().and_then(|id| house.bookings.get(id)).cloned();
        let mut args = json!({ "lines": [], "notDone": [] });
        if let Some(id) = &visit {
            args["bookingId"] = json!(id);
        }
        if visit.is_none() && self.chance.one_in(2) {
            args["memberNo"] = json!(self.member(house, |_| true));
        }
        if self.chance.one_in(30) {
            args["memberNo"] = json!(self.member(house, |_| true));
        }
        let mut lines = Vec::new();
        let mut marks = Vec::new();
        let mut listed = visit.is_none() || self.chance.one_in(3);
        for item in held.as_ref().map_or(&[][..], |b| &b.services) {
            match self.chance.below(24) {
                0..=2 => {
                    let reason = if self.chance.one_in(8) { " " } else { "客人赶时间" };
                    marks.push(json!({ "itemId": item, "reason": reason }));
                }
                3 if listed => {}
                _ => lines.push(json!({ "itemId": item, "quantity": 1 })),
            }
        }
        if visit.is_none() || self.chance.one_in(5) {
            listed = true;
            let items: Vec<&String> = house.items.iter().filter(|(_, i)| i.active).map(|(id, _)| id).collect();
            let any: Vec<&String> = house.items.keys().collect();
            let from = if self.chance.one_in(25) || items.is_empty() { &any } else { &items };
            let many = if self.chance.one_in(40) { 0 } else { self.chance.between(1, 4) };
            lines.push(json!({ "itemId": self.chance.one_of(from), "quantity": many }));
        }
        if listed && !self.chance.one_in(40) {
            args["lines"] = json!(lines);
        }
        args["notDone"] = json!(marks);
        (args, held)
    }

    fn settle(&mut self, house: &House) -> Value {
        let (mut args, held) = self.bill(house);
        let marks = args["notDone"].as_array().cloned().unwrap_or_default();
        let marked: Vec<String> =
            marks.iter().map(|mark| mark["itemId"].as_str().unwrap_or_default().to_owned()).collect();
        let due = house.quote(&args, held.as_ref(), &marked).map_or(10_000, |(quote, _)| quote.due);
        let shown = if self.chance.one_in(25) { due + 100 } else { due };
        args["due"] = json!(yuan(shown));
        args["payments"] = self.payments(due);
        args
    }

    /// One way, two ways, or cash with change; now and then not what is due.
    fn payments(&mut self, due: i64) -> Value {
        let way = self.chance.word(&["cash", "wechat", "alipay", "card"]);
        let line = |method: &str, fen: i64| json!({ "method": method, "amount": yuan(fen) });
        if due == 0 {
            return if self.chance.one_in(6) { json!([line(way, 0)]) } else { json!([]) };
        }
        match self.chance.below(16) {
            0 => json!([line(way, due - 1)]),
            1 => json!([line("card", due + 1)]),
            2 => json!([line("cash", due), line("card", -due)]),
            3 => json!([line("card", due), line("cash", 500)]),
            4..=6 => json!([line("cash", (due / 10_000 + 1) * 10_000)]),
            7..=9 if due > 1 => {
                let part = self.chance.between(1, due - 1);
                json!([line(way, part), line("wechat", due - part)])
            }
            10 => json!([line("cash", due), line("cash", 1)]),
            _ => json!([line(way, due)]),
        }
    }
}
