//! What the reads must show. A place in the answer is a pointer; `/rows#a,b` is the list at `/rows`, of which only the fields `a`
//! and `b` are held against the model's, in any order.

use serde_json::{Value, json};

use super::ask::masked;
use super::ask::{text_of, yuan};
use super::permit::{ALL, permitted};
use super::{Booking, House, Id, Said, Told, Word};

impl House {
    pub(super) fn read(&self, name: Word, args: &Value) -> Said {
        match name {
            "house.status" => Ok(self.status()),
            "session.me" => Ok(self.me()),
            "member.search" => Ok(vec![self.hits("/hits", &self.found_by(&text_of(args, "query")))]),
            "member.card" => self.card(args),
            "member.file" => self.file(args),
            "member.list" => Ok(self.page(args)),
            "booking.day" => Ok(self.board(args)),
            "booking.arrivals" => Ok(self.arrivals(args)),
            "booking.offer" => self.offer(args),
            "booking.check" => self.check(args),
            "staff.list" => Ok(self.people()),
            "device.list" => {
                Ok(vec![rows("#id,name", self.devices.iter().map(|(id, device)| vec![json!(id), json!(device.name)]))])
            }
            "tray.day" => Ok(self.trays(args)),
            "tray.calls" => Ok(self.open_calls()),
            "linen.shelf" => Ok(self.shelf()),
            "linen.set" => self.show_set(args),
            "linen.tasks" => Ok(self.tasks()),
            "catalog.list" => Ok(self.price_list()),
            "room.list" => Ok(self.room_list()),
            "till.quote" => self.show_quote(args),
            "till.receipt" => {
                self.print(args)?;
                Ok(self.receipt(&text_of(args, "billId")))
            }
            "till.day" => Ok(self.takings(args)),
            "import.preview" => self.preview(args),
            "setting.list" => Ok(self.setting_list()),
            other => panic!("the model knows no read {other}"),
        }
    }

    fn status(&self) -> Told {
        let today = self.today();
        let tiles = self.staff.values().filter(|person| person.active);
        vec![
            ("/businessDate".into(), json!(today)),
            ("/salonName".into(), self.held("salon_name", &today)),
            ("/openHour".into(), self.held("open_hour", &today)),
            ("/closeHour".into(), self.held("close_hour", &today)),
            ("/turnoverMinutes".into(), self.held("turnover_minutes", &today)),
            ("/lastBackupAt".into(), json!(self.backups.last())),
            rows("/staff#number,hasPin", tiles.map(|person| vec![json!(person.number), json!(person.pin.is_some())])),
        ]
    }

    fn me(&self) -> Told {
        let id = self.caller.as_ref().expect("a caller");
        let me = &self.staff[id];
        let may: Vec<Word> =
            ALL.iter().filter(|(_, _, who, _)| permitted(who, &me.roles)).map(|(name, ..)| *name).collect();
        vec![("/id".into(), json!(id)), ("/number".into(), json!(me.number)), ("/commands".into(), json!(may))]
    }

    fn people(&self) -> Told {
        let line = |(id, person): (&Id, &super::Person)| {
            let locked = person.locked_until.filter(|until| *until > self.at);
            vec![json!(id), json!(person.number), json!(person.active), json!(person.pin.is_some()), json!(locked)]
        };
        vec![rows("#id,number,active,hasPin,lockedUntilMs", self.staff.iter().map(line))]
    }

    fn hits(&self, at: &str, found: &[i64]) -> (String, Value) {
        let hit = |no: &i64| {
            vec![json!(no), json!(self.first_phone(*no)), json!(self.tier_of(*no)), json!(self.birthday_text(*no))]
        };
        rows(&format!("{at}#memberNo,phone,tier,birthday"), found.iter().map(hit))
    }

    fn birthday_text(&self, no: i64) -> String {
        match self.members[&no].birthday {
            None => String::new(),
            Some((0, month, day)) => format!("{month:02}-{day:02}"),
            Some((year, month, day)) => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    fn page(&self, args: &Value) -> Told {
        let is_meant = |no: &i64| args["tier"].as_str().is_none_or(|tier| tier == self.tier_of(*no));
        let found: Vec<i64> = self.members.keys().copied().filter(is_meant).collect();
        vec![("/total".into(), json!(found.len())), self.hits("/rows", &found)]
    }

    pub(super) fn card(&self, args: &Value) -> Said {
        let no = args["memberNo"].as_i64().expect("a member");
        let member = self.members.get(&no).ok_or_else(|| vec!["no_such_member"])?;
        let (today, now) = (self.today(), self.at);
        let hers = |is_meant: &dyn Fn(&Booking) -> bool| -> Vec<(i64, Id)> {
            let meant = self.bookings.iter().filter(|(_, booking)| booking.member == no && is_meant(booking));
            let mut meant: Vec<(i64, Id)> = meant.map(|(id, booking)| (booking.start, id.clone())).collect();
            meant.sort();
            meant
        };
        let ahead = hers(&|b| {
            b.start > now - 12 * 3_600_000 && b.end > now && !matches!(b.status, "settled" | "cancelled" | "no_show")
        });
        let came = |b: &Booking| matches!(b.status, "finished" | "settled");
        let past = hers(&|b| b.start <= now && came(b));
        let year_ago = format!("{:04}{}", today[..4].parse::<i64>().expect("a year") - 1, &today[4..]);
        let year_ago = year_ago.replace("-02-29", "-02-28");
        let spent = self.spent(no, |date| *date > *year_ago && *date <= *today);
        let phones: Vec<Value> = self
            .shown_phones(no)
            .iter()
            .map(|phone| json!({ "masked": masked(&phone.number), "current": phone.current }))
            .collect();
        let usual = member.usual.as_ref().filter(|id| self.staff[*id].active);
        let birthday = member.birthday.map(|(_, month, day)| format!("{month:02}-{day:02}"));
        let ids = |list: &mut dyn Iterator<Item = &(i64, Id)>| -> Vec<Vec<Value>> {
            list.take(5).map(|(_, id)| vec![json!(id)]).collect()
        };
        let mut told = vec![
            ("/name".into(), json!(member.name)),
            ("/tier".into(), json!(self.tier_of(no))),
            ("/tierSince".into(), json!(self.qualification_of(no).map(|held| held.approved.clone()))),
            ("/grade".into(), json!(self.grade_of(no, &today))),
            ("/spent12m".into(), json!(yuan(spent))),
            ("/visits".into(), json!(hers(&came).len())),
            ("/phones".into(), json!(phones)),
            ("/allergies".into(), json!(member.allergies)),
            ("/birthday".into(), json!(self.birthday_text(no))),
            ("/birthdayToday".into(), json!(birthday.is_some_and(|day| today.ends_with(&day)))),
            ("/usualBeautician/id".into(), json!(usual)),
            rows("/upcoming#id", ids(&mut ahead.iter()).into_iter()),
            rows("/last#id", ids(&mut past.iter().rev()).into_iter()),
        ];
        told.extend(self.linen_of(no));
        Ok(told)
    }

    fn file(&self, args: &Value) -> Said {
        let mut told = self.card(args)?;
        let no = args["memberNo"].as_i64();
        let mut bills: Vec<(&String, i64, &Id)> = self
            .bills
            .iter()
            .filter(|(_, bill)| bill.member == no)
            .map(|(id, bill)| (&bill.date, bill.at, id))
            .collect();
        bills.sort();
        if bills.len() <= 50 {
            told.push(rows("/bills#billId", bills.iter().map(|(_, _, id)| vec![json!(id)])));
        }
        let held = self.qualifications.iter().filter(|held| Some(held.member) == no);
        let line = |held: &super::Qualification| vec![json!(held.tier), json!(held.approved), json!(held.cancelled)];
        told.push(rows("/qualifications#tier,since,until", held.map(line)));
        Ok(told)
    }

    fn show_quote(&self, args: &Value) -> Said {
        let visit = args["bookingId"].as_str().map(|id| self.bookings.get(id).ok_or_else(|| vec!["no_such_booking"]));
        let not_done: Vec<Id> = super::ask::texts(args, "notDone");
        let (quote, _) = self.quote(args, visit.transpose()?, &not_done)?;
        let line = |line: &super::Line| {
            vec![json!(line.item), json!(line.quantity), json!(yuan(line.unit)), json!(line.rule), json!(line.name)]
        };
        Ok(vec![
            ("/due".into(), json!(yuan(quote.due))),
            ("/listTotal".into(), json!(yuan(quote.list))),
            ("/tier".into(), json!(quote.tier)),
            ("/grade".into(), json!(quote.grade)),
            ("/leftOut".into(), json!(quote.left_out)),
            rows("/lines#itemId,quantity,unitPrice,rule,name", quote.lines.iter().map(line)),
        ])
    }

    fn takings(&self, args: &Value) -> Told {
        let date = text_of(args, "date");
        let bills: Vec<_> = self.bills.iter().filter(|(_, bill)| bill.date == date).collect();
        let paid = |method: Word| {
            let kept = bills.iter().flat_map(|(_, bill)| &bill.kept).filter(move |(by, _)| *by == method);
            let amounts: Vec<i64> = kept.map(|(_, amount)| *amount).collect();
            vec![json!(method), json!(yuan(amounts.iter().sum())), json!(amounts.len())]
        };
        vec![
            ("/total".into(), json!(yuan(bills.iter().map(|(_, bill)| bill.due).sum()))),
            rows("/byMethod#method,amount,count", ["cash", "wechat", "alipay", "card"].into_iter().map(paid)),
            rows(
                "/bills#billId,number,due",
                bills.iter().map(|(id, b)| vec![json!(id), json!(b.number), json!(yuan(b.due))]),
            ),
        ]
    }
}

/// A list of which only some fields are told.
pub(super) fn rows(at: &str, rows: impl Iterator<Item = Vec<Value>>) -> (String, Value) {
    (at.to_owned(), Value::Array(rows.map(Value::Array).collect()))
}
