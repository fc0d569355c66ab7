//! The till: what a guest pays, her grade, the bill, what was not done (§7). Amounts are whole fen.

use serde_json::{Value, json};

use super::ask::{agreed, masked, money, required, text_of, yuan};
use super::{Bill, Booking, House, Id, Line, Said, Told, Word};

pub(super) const GRADES: [Word; 4] = ["silver", "gold", "platinum", "diamond"];
const METHODS: [Word; 4] = ["cash", "wechat", "alipay", "card"];

/// What is due.
pub(crate) struct Quote {
    pub lines: Vec<Line>,
    pub left_out: Vec<Id>,
    pub tier: Word,
    pub grade: Word,
    pub list: i64,
    pub due: i64,
}

impl House {
    pub(super) fn grade_from(&self, grade: &str, day: &str) -> i64 {
        money(&self.held(&format!("grade_from_{grade}"), day))
    }

    /// The rate a grade pays, in hundredths.
    pub(super) fn grade_rate(&self, grade: &str, day: &str) -> i64 {
        if grade == "regular" { 100 } else { money(&self.held(&format!("grade_rate_{grade}"), day)) }
    }

    /// Her grade: by what she spent in the twelve whole months before this one.
    pub(crate) fn grade_of(&self, member: i64, today: &str) -> Word {
        let before = format!("{}-01", &today[..7]);
        let from = format!("{:04}-{}", today[..4].parse::<i64>().expect("a year") - 1, &before[5..]);
        let spent = self.spent(member, |date| *date >= *from && *date < *before);
        let reached = |grade: &&Word| spent >= self.grade_from(grade, today);
        GRADES.iter().rev().find(reached).copied().unwrap_or("regular")
    }

    /// What a member spent on the days that count.
    pub(crate) fn spent(&self, member: i64, counts: impl Fn(&str) -> bool) -> i64 {
        let hers = self.bills.values().filter(|bill| bill.member == Some(member) && counts(&bill.date));
        hers.map(|bill| bill.due).sum()
    }

    /// What one of an item costs a guest: the lowest she is entitled to.
    fn price(&self, item: &str, tier: &str, rate: i64) -> (i64, Word) {
        let item = &self.items[item];
        let mut lowest = (item.price, "list");
        let by_tier = item.member_price.filter(|_| tier != "ordinary").map(|price| (price, "tier"));
        // Half a fen goes up.
        for (price, rule) in [by_tier, Some(((item.price * rate + 50) / 100, "grade"))].into_iter().flatten() {
            if price < lowest.0 {
                lowest = (price, rule);
            }
        }
        lowest
    }

    /// What these services cost a member, each once.
    pub(crate) fn price_of(&self, member: i64, services: &[Id]) -> i64 {
        let today = self.today();
        let rate = self.grade_rate(self.grade_of(member, &today), &today);
        services.iter().map(|item| self.price(item, self.tier_of(member), rate).0).sum()
    }

    pub(crate) fn quote(
        &self,
        args: &Value,
        visit: Option<&Booking>,
        not_done: &[Id],
    ) -> Result<(Quote, Option<i64>), Vec<Word>> {
        let named = args["memberNo"].as_i64();
        let member = visit.map(|visit| visit.member).or(named);
        if visit.is_some_and(|visit| named.is_some_and(|other| other != visit.member)) {
            return Err(vec!["bad_arguments"]);
        }
        if member.is_some_and(|member| !self.members.contains_key(&member)) {
            return Err(vec!["no_such_member"]);
        }
        let today = self.today();
        let tier = member.map_or("ordinary", |member| self.tier_of(member));
        let grade = member.map_or("regular", |member| self.grade_of(member, &today));
        let rate = self.grade_rate(grade, &today);
        let booked = visit.map_or(&[][..], |visit| &visit.services);
        let asked = args["lines"].as_array().expect("lines");
        let wanted: Vec<(Id, i64)> = if asked.is_empty() {
            left_over(booked, not_done).into_iter().map(|item| (item, 1)).collect()
        } else {
            asked.iter().map(|line| (text_of(line, "itemId"), line["quantity"].as_i64().expect("many"))).collect()
        };
        let mut wrong = Vec::new();
        for (item, quantity) in &wanted {
            if !(1..=999).contains(quantity) {
                wrong.push("bad_number");
            }
            if !self.items.get(item).is_some_and(|held| held.active || booked.contains(item)) {
                wrong.push("no_such_item");
            }
        }
        agreed(wrong)?;
        let line = |(item, quantity): (Id, i64)| {
            let (held, (unit, rule)) = (&self.items[&item], self.price(&item, tier, rate));
            Line { name: held.name.clone(), service: held.service, quantity, list: held.price, unit, rule, item }
        };
        let lines: Vec<Line> = wanted.into_iter().map(line).collect();
        let billed: Vec<Id> = lines
            .iter()
            .flat_map(|line| vec![line.item.clone(); usize::try_from(line.quantity).expect("few")])
            .collect();
        let left_out = left_over(&left_over(booked, &billed), not_done);
        let list = lines.iter().map(|line| line.list * line.quantity).sum();
        let due = lines.iter().map(|line| line.unit * line.quantity).sum();
        Ok((Quote { lines, left_out, tier, grade, list, due }, member))
    }

    pub(super) fn settle(&mut self, args: &Value) -> Said {
        let booking = args["bookingId"].as_str().map(str::to_owned);
        let visit = booking.as_ref().map(|id| self.bookings.get(id).cloned().ok_or_else(|| vec!["no_such_booking"]));
        let visit = visit.transpose()?;
        match visit.as_ref().map_or("finished", |visit| visit.status) {
            "finished" => {}
            "settled" => return Err(vec!["already_settled"]),
            _ => return Err(vec!["wrong_step"]),
        }
        let mut wrong = Vec::new();
        let marks = args["notDone"].as_array().cloned().unwrap_or_default();
        let marks: Vec<(Id, String)> = marks
            .iter()
            .map(|mark| (text_of(mark, "itemId"), required(&mut wrong, &text_of(mark, "reason"), 200)))
            .collect();
        for code in &mut wrong {
            *code = if *code == "field_missing" { "reason_missing" } else { code };
        }
        let marked: Vec<Id> = marks.iter().map(|(item, _)| item.clone()).collect();
        let (quote, member) =
            self.quote(args, visit.as_ref(), &marked).map_err(|codes| [wrong.clone(), codes].concat())?;
        if quote.lines.is_empty() && (visit.is_none() || marks.is_empty()) {
            wrong.push("nothing_to_settle");
        }
        let (kept, change) = self.account(args, visit.as_ref(), &quote, &marked, &mut wrong);
        agreed(wrong)?;
        let bill = self.write_bill(booking.as_ref(), member, quote, kept, change);
        if let Some(id) = &booking {
            self.mark_not_done(id, marks);
            self.bookings.get_mut(id).expect("a booking").status = "settled";
            self.note_step(id, "settled", "", None);
        }
        Ok(self.receipt(&bill))
    }

    /// Whether every booked service is billed or marked, the price is what was shown, and the payments add up.
    fn account(
        &self,
        args: &Value,
        visit: Option<&Booking>,
        quote: &Quote,
        marked: &[Id],
        wrong: &mut Vec<Word>,
    ) -> (Vec<(Word, i64)>, i64) {
        let billed: Vec<Id> = quote
            .lines
            .iter()
            .flat_map(|line| vec![line.item.clone(); usize::try_from(line.quantity).expect("few")])
            .collect();
        let open = left_over(visit.map_or(&[][..], |visit| &visit.services), &billed);
        if !left_over(marked, &open).is_empty() {
            wrong.push("bad_arguments");
        }
        if !left_over(&open, marked).is_empty() {
            wrong.push("service_not_billed");
        }
        if money(&args["due"]) != quote.due {
            wrong.push("price_moved");
        }
        let paid: Vec<(Word, i64)> = args["payments"].as_array().expect("payments").iter().map(payment).collect();
        let cash: i64 = paid.iter().filter(|(method, _)| *method == "cash").map(|(_, amount)| amount).sum();
        let change = paid.iter().map(|(_, amount)| amount).sum::<i64>() - quote.due;
        if paid.iter().any(|(_, amount)| *amount <= 0) {
            wrong.push("bad_amount");
        }
        if change < 0 || (change > 0 && change >= cash) {
            wrong.push("payments_do_not_add_up");
        }
        let mut kept = Vec::new();
        if cash > 0 {
            kept.push(("cash", cash - change));
        }
        kept.extend(paid.into_iter().filter(|(method, _)| *method != "cash"));
        (kept, change)
    }

    fn write_bill(
        &mut self,
        booking: Option<&Id>,
        member: Option<i64>,
        quote: Quote,
        kept: Vec<(Word, i64)>,
        change: i64,
    ) -> Id {
        let (id, date) = (self.new_id(), self.today());
        let of_day = self.bills.values().filter(|bill| bill.date == date).count();
        let bill = Bill {
            number: format!("{}-{:04}", date.replace('-', ""), of_day + 1),
            date,
            at: self.at,
            booking: booking.cloned(),
            member,
            tier: quote.tier,
            grade: quote.grade,
            cashier: self.caller.clone().expect("a caller"),
            list: quote.list,
            due: quote.due,
            change,
            lines: quote.lines,
            kept,
        };
        self.bills.insert(id.clone(), bill);
        id
    }

    fn mark_not_done(&mut self, id: &str, marks: Vec<(Id, String)>) {
        let (me, at) = (self.caller.clone().expect("a caller"), self.at);
        let booking = self.bookings.get_mut(id).expect("a booking");
        for (item, reason) in marks {
            let is_open = |at: &usize| booking.services[*at] == item && !booking.not_done.contains_key(at);
            let last = (0..booking.services.len()).rev().find(is_open).expect("a service that is left out");
            booking.not_done.insert(last, (reason, me.clone(), at));
        }
    }

    /// What a receipt must say.
    pub(super) fn receipt(&self, id: &str) -> Told {
        let bill = &self.bills[id];
        let room = bill.booking.as_ref().map(|id| self.rooms[&self.bookings[id].room].number.clone());
        let phone = bill.member.and_then(|no| self.shown_phones(no).first().map(|phone| masked(&phone.number)));
        vec![
            ("/billId".into(), json!(id)),
            ("/number".into(), json!(bill.number)),
            ("/atMs".into(), json!(bill.at)),
            ("/due".into(), json!(yuan(bill.due))),
            ("/listTotal".into(), json!(yuan(bill.list))),
            ("/discountTotal".into(), json!(yuan(bill.list - bill.due))),
            ("/change".into(), json!(yuan(bill.change))),
            ("/memberName".into(), json!(bill.member.map(|no| self.members[&no].name.clone()))),
            ("/memberPhone".into(), json!(phone)),
            ("/cashier".into(), json!(self.staff[&bill.cashier].name)),
            ("/room".into(), json!(room)),
            ("/salon".into(), self.held("salon_name", &self.today())),
        ]
    }

    /// A receipt is printed from the bill; nothing is written.
    pub(super) fn print(&self, args: &Value) -> Said {
        match self.bills.contains_key(&text_of(args, "billId")) {
            true => Ok(Told::new()),
            false => Err(vec!["no_such_bill"]),
        }
    }
}

/// What is left of a list once these are taken out of it, each as often as it stands there.
pub(super) fn left_over(list: &[Id], taken: &[Id]) -> Vec<Id> {
    let mut left = list.to_vec();
    for item in taken {
        if let Some(at) = left.iter().position(|other| other == item) {
            left.remove(at);
        }
    }
    left
}

fn payment(line: &Value) -> (Word, i64) {
    let method = text_of(line, "method");
    (METHODS.into_iter().find(|word| *word == method).expect("a method"), money(&line["amount"]))
}
