//! What comes of reading a register in: who is new, whose qualification it begins or ends, whose set it brings.
//!
//! A register read twice changes nothing; what it said before it does not say anew. What a list says of something the salon has
//! is old news in the model, since each list says one thing for ever.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::ask::text_of;
use super::enrol::folded;
use super::registers::{REGISTERS, Row};
use super::{House, Item, Member, Person, Phone, Qualification, Room, Said, Word, set_of};

impl House {
    fn register(&self, args: &Value) -> Result<&'static [Row], Vec<Word>> {
        let file = text_of(args, "fileName");
        let rows = REGISTERS.iter().find(|(name, _)| *name == file).expect("a register of the model").1;
        let me = self.caller.as_ref().expect("a caller");
        let runs_the_house = self.staff[me].roles.iter().any(|role| matches!(*role, "manager" | "supervisor"));
        let is_of_guests = matches!(rows[0], Row::Guest(..) | Row::Set(..));
        if is_of_guests || runs_the_house { Ok(rows) } else { Err(vec!["not_allowed"]) }
    }

    /// Shows what an import would do, and does nothing.
    pub(super) fn preview(&self, args: &Value) -> Said {
        let rows = self.register(args)?;
        Ok(vec![("/counts/refused".into(), json!(self.refused_of(rows)))])
    }

    pub(super) fn import(&mut self, args: &Value) -> Said {
        let rows = self.register(args)?;
        let (mut added, mut changed) = (0, 0);
        for row in rows {
            let is_new = match *row {
                Row::Guest(name, phone, ..) => {
                    let told = self.told_of(name, phone, row);
                    changed += i64::from(told == Some(false));
                    told == Some(true)
                }
                Row::Set(slot, name, tier, _) => self.adopt(slot, name, tier),
                Row::Item(code, name, minutes, price, member) => self.list_item(code, name, minutes, price, member),
                Row::Room(number, tier) => self.list_room(number, tier),
                Row::Person(number, name, role) => self.list_person(number, name, role),
            };
            added += i64::from(is_new);
        }
        Ok(vec![("/added".into(), json!(added)), ("/changed".into(), json!(changed))])
    }

    /// How many rows cannot be taken: a set whose owner is not qualified, or whose slot is another's.
    fn refused_of(&self, rows: &[Row]) -> usize {
        let refused = |row: &&Row| {
            let Row::Set(slot, name, ..) = row else { return false };
            let Some(owner) = self.owner(name) else { return true };
            let holder = self.holder(*slot);
            self.live_set(owner).is_none() && holder.is_some_and(|holder| holder != owner)
        };
        rows.iter().filter(refused).count()
    }

    fn holder(&self, slot: i64) -> Option<i64> {
        self.sets.values().find(|set| set.slot == Some(slot)).map(|set| set.member)
    }

    /// Whose set a row means: the one of that name who is qualified. Another tier or date is said, and does not hinder.
    fn owner(&self, name: &str) -> Option<i64> {
        self.named(name).into_iter().find(|no| self.tier_of(*no) != "ordinary")
    }

    fn named(&self, name: &str) -> Vec<i64> {
        self.members.iter().filter(|(_, member)| folded(&member.name) == name).map(|(no, _)| *no).collect()
    }

    /// A row about a guest: `true` for a new file, `false` for a changed one, nothing for old news.
    fn told_of(&mut self, name: Word, phone: Word, row: &Row) -> Option<bool> {
        let Row::Guest(_, _, tier, approved, cancelled) = *row else { return None };
        let word = (name.to_owned(), tier, approved.to_owned(), cancelled.map(str::to_owned));
        let known = self.named(name).into_iter().next();
        let Some(no) = known else {
            let no = self.next_member_no();
            let phones = vec![Phone { number: phone.to_owned(), current: true, position: 0, since: self.at }];
            self.members.insert(no, Member { name: name.to_owned(), phones, created: self.at, ..Member::default() });
            if tier != "ordinary" {
                self.qualify(no, tier, approved, cancelled);
            }
            self.said_by_registers.push(word);
            // The file's id and, where she has one, the qualification's.
            self.made += if tier == "ordinary" { 1 } else { 2 };
            return Some(true);
        };
        let said_before = self.said_by_registers.contains(&word);
        self.said_by_registers.push(word);
        if tier == "ordinary" || said_before {
            return None;
        }
        self.requalify(no, tier, approved, cancelled).then_some(false)
    }

    fn qualify(&mut self, member: i64, tier: Word, approved: &str, cancelled: Option<&str>) {
        let cancelled = cancelled.map(str::to_owned);
        self.qualifications.push(Qualification { member, tier, approved: approved.to_owned(), cancelled });
    }

    /// What the register says of a guest the salon knows; whether that changes anything.
    fn requalify(&mut self, no: i64, tier: Word, approved: &str, cancelled: Option<&str>) -> bool {
        let hers = |held: &&mut Qualification| held.member == no;
        let very =
            self.qualifications.iter_mut().filter(hers).find(|held| held.tier == tier && held.approved == approved);
        if let Some(held) = very {
            let ends = held.cancelled.is_none() && cancelled.is_some();
            held.cancelled = held.cancelled.take().or(cancelled.map(str::to_owned));
            return ends;
        }
        let in_force = self.qualifications.iter_mut().filter(hers).find(|held| held.cancelled.is_none());
        match (in_force, cancelled) {
            (Some(held), Some(day)) if held.tier == tier && *held.approved <= *day => {
                held.cancelled = Some(day.to_owned());
            }
            (Some(held), None) if held.tier == tier => held.approved = approved.to_owned(),
            (Some(held), None) => {
                held.cancelled = Some(approved.to_owned());
                self.qualify(no, tier, approved, None);
            }
            _ => self.qualify(no, tier, approved, cancelled),
        }
        true
    }

    /// A set that exists already, in its slot, of a guest who is qualified and has none in the salon's books. Of an SVIP's set
    /// that is written down as a VIP's one towel is missing.
    fn adopt(&mut self, slot: i64, name: &str, written: Word) -> bool {
        let Some(owner) = self.owner(name) else { return false };
        if self.live_set(owner).is_some() || self.holder(slot).is_some() {
            return false;
        }
        let tier = self.tier_of(owner);
        let set = self.begin_set(owner, tier, slot);
        let mut missing = (tier == "svip" && written == "vip").then_some("毛巾1");
        for kind in set_of(tier) {
            match missing.take() {
                Some(note) => self.begin(&set, kind, "lost", note),
                None => self.begin(&set, kind, "shelf", ""),
            };
        }
        true
    }

    fn list_item(&mut self, code: Word, name: Word, minutes: Option<i64>, price: i64, member: i64) -> bool {
        if self.items.values().any(|item| item.code == code) {
            return false;
        }
        let item = Item {
            code: code.into(),
            name: name.into(),
            service: minutes.is_some(),
            category: String::new(),
            minutes,
            price,
            member_price: Some(member),
            rooms: String::new(),
            active: true,
        };
        self.put_item(None, item, Vec::new()).is_ok()
    }

    fn list_room(&mut self, number: Word, tier: Word) -> bool {
        if self.rooms.values().any(|room| room.active && room.number == number) {
            return false;
        }
        let room = Room { number: number.into(), tier, beds: 1, note: String::new(), active: true, position: 0 };
        self.put_room(None, room, Vec::new()).is_ok()
    }

    fn list_person(&mut self, number: Word, name: Word, role: Word) -> bool {
        if self.numbered(number).is_some() {
            return false;
        }
        let roles = BTreeSet::from([role]);
        let person = Person { number: number.into(), name: name.into(), active: true, roles, ..Person::default() };
        self.save_person(None, person, Vec::new()).is_ok()
    }
}
