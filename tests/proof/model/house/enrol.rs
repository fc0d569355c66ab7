//! Members: a file begun, corrected, a number stored, numbers shown (§3.5, §8).

use serde_json::{Value, json};

use super::ask::{agreed, kept, masked, required, text_of, texts};
use super::{House, Member, Phone, Said, Told, Word};

impl House {
    pub(super) fn add_member(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let name = required(&mut wrong, &text_of(args, "name"), 60);
        let notes = kept(&mut wrong, &text_of(args, "notes"), 2000);
        let birthday = self.birthday(&mut wrong, &text_of(args, "birthday"));
        let gender = gender(&mut wrong, &args["gender"]);
        let mut phones: Vec<Phone> = Vec::new();
        for (position, typed) in (0..).zip(texts(args, "phones")) {
            match number_of(&typed) {
                Some(number) if phones.iter().all(|phone| phone.number != number) => {
                    phones.push(Phone { number, current: true, position, since: self.at });
                }
                Some(_) => {}
                None => wrong.push("bad_phone"),
            }
        }
        let allergies = texts(args, "allergies");
        let allergies = allergies.iter().map(|allergy| required(&mut wrong, allergy, 200)).collect();
        let usual = args["usualBeauticianId"].as_str().map(str::to_owned);
        if let Some(id) = &usual {
            wrong.extend(self.not_a_beautician(id));
        }
        let same = |member: &Member| {
            folded(&member.name) == folded(&name)
                && member.phones.iter().any(|held| phones.iter().any(|phone| phone.number == held.number))
        };
        if !args["allowSame"].as_bool().unwrap_or_default() && self.members.values().any(same) {
            wrong.push("same_person_exists");
        }
        agreed(wrong)?;
        let no = self.next_member_no();
        let created = self.at;
        self.members.insert(no, Member { name, gender, birthday, phones, allergies, notes, usual, created });
        Ok(vec![("/memberNo".into(), json!(no))])
    }

    pub(super) fn next_member_no(&self) -> i64 {
        self.members.keys().max().copied().unwrap_or_default() + 1
    }

    pub(super) fn amend_member(&mut self, args: &Value) -> Said {
        let no = args["memberNo"].as_i64().expect("a member");
        let mut new = self.members.get(&no).cloned().ok_or_else(|| vec!["no_such_member"])?;
        let mut wrong = Vec::new();
        let given = |field: &str| args.as_object().expect("fields").contains_key(field);
        if given("name") {
            new.name = required(&mut wrong, &text_of(args, "name"), 60);
        }
        if given("birthday") {
            new.birthday = self.birthday(&mut wrong, &text_of(args, "birthday"));
        }
        if given("gender") {
            new.gender = gender(&mut wrong, &args["gender"]);
        }
        if given("notes") {
            new.notes = kept(&mut wrong, &text_of(args, "notes"), 2000);
        }
        if given("allergies") {
            let allergies = texts(args, "allergies");
            new.allergies = allergies.iter().map(|allergy| required(&mut wrong, allergy, 200)).collect();
        }
        if given("usualBeauticianId") {
            new.usual = args["usualBeauticianId"].as_str().map(str::to_owned);
            if let Some(id) = &new.usual {
                wrong.extend(self.not_a_beautician(id));
            }
        }
        agreed(wrong)?;
        self.members.insert(no, new);
        Ok(Told::new())
    }

    /// The number she called from becomes hers; the others are kept as former.
    pub(super) fn store_phone(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let no = args["memberNo"].as_i64().expect("a member");
        let number = number_of(&text_of(args, "phone"));
        if number.is_none() {
            wrong.push("bad_phone");
        }
        if !self.members.contains_key(&no) {
            wrong.push("no_such_member");
        }
        agreed(wrong)?;
        let (number, since) = (number.expect("a number"), self.at);
        let mut former = Vec::new();
        let shown = self.shown_phones(no);
        let member = self.members.get_mut(&no).expect("a member");
        for phone in shown.iter().filter(|phone| phone.number != number) {
            former.push(json!(masked(&phone.number)));
        }
        member.phones.retain(|phone| phone.number != number);
        for phone in &mut member.phones {
            phone.current = false;
        }
        member.phones.push(Phone { number, current: true, position: 0, since });
        Ok(vec![("/former".into(), json!(former))])
    }

    pub(super) fn reveal(&mut self, args: &Value) -> Said {
        let no = args["memberNo"].as_i64().expect("a member");
        if !self.members.contains_key(&no) {
            return Err(vec!["no_such_member"]);
        }
        let numbers: Vec<String> = self.shown_phones(no).into_iter().map(|phone| phone.number).collect();
        Ok(vec![("/phones".into(), json!(numbers))])
    }

    /// Her numbers, those in use first.
    pub(super) fn shown_phones(&self, no: i64) -> Vec<Phone> {
        let mut phones = self.members[&no].phones.clone();
        phones.sort_by_key(|phone| (!phone.current, phone.position, phone.number.clone()));
        phones
    }

    /// The number that is shown first, masked.
    pub(super) fn first_phone(&self, no: i64) -> String {
        self.shown_phones(no).first().map(|phone| masked(&phone.number)).unwrap_or_default()
    }

    pub(super) fn not_a_beautician(&self, id: &str) -> Option<Word> {
        match self.staff.get(id) {
            None => Some("no_such_staff"),
            Some(person) if person.active && person.roles.contains("beautician") => None,
            Some(_) => Some("not_a_beautician"),
        }
    }

    /// A birthday as it was typed: `1985-04-12`, `0412` or nothing; never one that is still to come. No year, month and day
    /// are written as 0.
    fn birthday(&self, wrong: &mut Vec<Word>, typed: &str) -> Option<(i64, i64, i64)> {
        if typed.is_empty() {
            return None;
        }
        let parts: Vec<i64> = typed.split('-').filter_map(|part| part.parse().ok()).collect();
        let read = match parts.as_slice() {
            [year, month, day] => (*year, *month, *day),
            [both] if typed.len() == 4 => (0, both / 100, both % 100),
            _ => (0, 0, 0),
        };
        let is_day = (1..=12).contains(&read.1) && (1..=28).contains(&read.2);
        if !is_day || (read.0 > 0 && *typed > *self.today()) {
            wrong.push("bad_date");
        }
        Some(read)
    }
}

/// The digits of a number as it is kept; none where there is none.
pub(super) fn number_of(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let plain = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits);
    (5..=15).contains(&plain.len()).then(|| plain.to_owned())
}

/// A name as names are compared: the model's names are in simplified characters already.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

fn gender(wrong: &mut Vec<Word>, typed: &Value) -> Option<String> {
    let gender = typed.as_str().map(str::to_owned);
    if gender.as_deref().is_some_and(|gender| !matches!(gender, "female" | "male")) {
        wrong.push("bad_arguments");
    }
    gender
}
