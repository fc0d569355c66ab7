//! Settings, each holding from a day on; what is planned may be withdrawn before its day.

use serde_json::{Value, json};

use super::ask::{agreed, text_of};
use super::{House, Said, Setting, Told, Word};

/// What a setting may be.
enum May {
    Between(i64, i64),
    Rate,
    Amount,
    Language,
    YesNo,
    Printer,
    Name,
}
use May::{Amount, Between, Language, Name, Printer, Rate, YesNo};

type Known = (Word, fn() -> Value, May);

const KNOWN: &[Known] = &[
    ("salon_name", || json!("兰台"), Name),
    ("utc_offset_minutes", || json!(480), Between(-720, 840)),
    ("day_start_hour", || json!(5), Between(0, 12)),
    ("open_hour", || json!(10), Between(0, 23)),
    ("close_hour", || json!(22), Between(1, 29)),
    ("turnover_minutes", || json!(15), Between(0, 180)),
    ("auto_lock_minutes", || json!(10), Between(1, 240)),
    ("linen_turnaround_minutes", || json!(180), Between(30, 2880)),
    ("language", || json!("zh-Hans"), Language),
    ("demo", || json!(false), YesNo),
    ("printer", || json!(""), Printer),
    ("network", || json!(false), YesNo),
    ("network_port", || json!(8443), Between(1024, 65535)),
    ("grade_from_silver", || json!("5000.00"), Amount),
    ("grade_from_gold", || json!("20000.00"), Amount),
    ("grade_from_platinum", || json!("50000.00"), Amount),
    ("grade_from_diamond", || json!("100000.00"), Amount),
    ("grade_rate_silver", || json!("0.95"), Rate),
    ("grade_rate_gold", || json!("0.90"), Rate),
    ("grade_rate_platinum", || json!("0.88"), Rate),
    ("grade_rate_diamond", || json!("0.85"), Rate),
];

const AT_ONCE: [&str; 2] = ["utc_offset_minutes", "day_start_hour"];
const HOURS: [&str; 3] = ["day_start_hour", "open_hour", "close_hour"];

/// Before every other day: from there on holds what holds at once.
const EVER: &str = "1970-01-01";

impl House {
    /// What a setting is on a date.
    pub(crate) fn held(&self, key: &str, date: &str) -> Value {
        let rows =
            self.settings.iter().filter(|((of, from), row)| of == key && **from <= *date && row.withdrawn.is_none());
        let newest = rows.max_by(|((_, a), _), ((_, b), _)| a.cmp(b)).map(|(_, row)| row.value.clone());
        newest.unwrap_or_else(|| KNOWN.iter().find(|(known, ..)| *known == key).expect("a setting").1())
    }

    pub(super) fn held_number(&self, key: &str, date: &str) -> i64 {
        self.held(key, date).as_i64().expect("a number")
    }

    pub(super) fn set_setting(&mut self, args: &Value) -> Said {
        let (key, value, today) = (text_of(args, "key"), args["value"].clone(), self.today());
        let from = args["effectiveFrom"].as_str().map_or(today.clone(), str::to_owned);
        let mut wrong = Vec::new();
        if from < today || (from > today && AT_ONCE.contains(&key.as_str())) {
            wrong.push("bad_date");
        }
        match KNOWN.iter().find(|(known, ..)| *known == key) {
            None => wrong.push("no_such_setting"),
            Some((_, _, may)) => wrong.extend(unfit(may, &value)),
        }
        agreed(wrong)?;
        let mut then = self.clone_settings();
        let begins = if AT_ONCE.contains(&key.as_str()) { EVER.to_owned() } else { from.clone() };
        then.settings.insert((key, begins), Setting { value, withdrawn: None });
        agreed(then.do_not_fit(&today, &from))?;
        self.settings = then.settings;
        Ok(Told::new())
    }

    pub(super) fn withdraw(&mut self, args: &Value) -> Said {
        let (key, from, today) = (text_of(args, "key"), text_of(args, "effectiveFrom"), self.today());
        let mut then = self.clone_settings();
        let row = then.settings.get_mut(&(key, from.clone())).filter(|row| row.withdrawn.is_none() && from > today);
        let Some(row) = row else { return Err(vec!["no_such_setting"]) };
        row.withdrawn = Some((self.caller.clone().expect("a caller"), self.at));
        agreed(then.do_not_fit(&today, &from))?;
        self.settings = then.settings;
        Ok(Told::new())
    }

    fn clone_settings(&self) -> House {
        House { settings: self.settings.clone(), ..House::default() }
    }

    /// The hours of today and of each later day from which another hour is planned; the grades of the day that changes and of
    /// each later one.
    fn do_not_fit(&self, today: &str, from: &str) -> Vec<Word> {
        let mut wrong = Vec::new();
        let later = |after: &str, is_meant: &dyn Fn(&str) -> bool| -> Vec<String> {
            let rows = self
                .settings
                .iter()
                .filter(|((key, from), row)| is_meant(key) && from.as_str() > after && row.withdrawn.is_none());
            rows.map(|((_, from), _)| from.clone()).chain([after.to_owned()]).collect()
        };
        if later(today, &|key| HOURS.contains(&key)).iter().any(|day| !self.hours_fit(day)) {
            wrong.push("hours_do_not_fit");
        }
        if later(from, &|key| key.starts_with("grade_")).iter().any(|day| !self.grades_fit(day)) {
            wrong.push("grades_do_not_fit");
        }
        wrong
    }

    fn hours_fit(&self, day: &str) -> bool {
        let [begins, opens, closes] = HOURS.map(|key| self.held_number(key, day));
        begins <= opens && opens < closes && closes <= begins + 24
    }

    fn grades_fit(&self, day: &str) -> bool {
        let from: Vec<i64> = super::settle::GRADES.iter().map(|grade| self.grade_from(grade, day)).collect();
        let rate: Vec<i64> = super::settle::GRADES.iter().map(|grade| self.grade_rate(grade, day)).collect();
        from.windows(2).all(|pair| pair[0] < pair[1]) && rate.windows(2).all(|pair| pair[0] >= pair[1])
    }

    pub(super) fn setting_list(&self) -> Told {
        let today = self.date_of(self.now);
        let line = |(at, (key, ..)): (usize, &Known)| {
            let planned: Vec<Value> = self
                .settings
                .iter()
                .filter(|((of, from), row)| of == key && *from > today && row.withdrawn.is_none())
                .map(|((_, from), row)| json!({ "effectiveFrom": from, "value": row.value }))
                .collect();
            let told = [("key", json!(key)), ("value", self.held(key, &today)), ("planned", json!(planned))];
            told.map(|(field, value)| (format!("/{at}/{field}"), value))
        };
        KNOWN.iter().enumerate().flat_map(line).collect()
    }
}

fn unfit(may: &May, value: &Value) -> Option<Word> {
    let text = value.as_str();
    match may {
        Between(least, most) => {
            (!value.as_i64().is_some_and(|n| (*least..=*most).contains(&n))).then_some("bad_number")
        }
        Amount => (!text.is_some_and(|text| is_decimal(text) && !text.starts_with('-'))).then_some("bad_number"),
        Rate => {
            (!text.is_some_and(|text| is_decimal(text) && ("0.10"..="1.00").contains(&text))).then_some("bad_number")
        }
        Language => (!matches!(text, Some("zh-Hans" | "en"))).then_some("bad_number"),
        YesNo => (!value.is_boolean()).then_some("bad_number"),
        Printer => (!text.is_some_and(|text| text.is_empty() || text.ends_with(":9100"))).then_some("bad_printer"),
        Name => match text.map(|text| (text.trim().is_empty(), text.chars().count())) {
            Some((false, ..=40)) => None,
            Some((true, _)) => Some("field_missing"),
            Some(_) => Some("text_too_long"),
            None => Some("text_not_allowed"),
        },
    }
}

/// A figure with two decimals, as the model's steps write all of theirs.
fn is_decimal(text: &str) -> bool {
    let digits = text.trim_start_matches('-').split_once('.');
    digits.is_some_and(|(whole, part)| {
        part.len() == 2 && [whole, part].iter().all(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
    })
}
