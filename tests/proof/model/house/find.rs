//! Who is found by what was typed (§3.5): any part of a number, of the name, of its sound or initials from a syllable on, the
//! beginning of the birthday's digits, the member number as a whole.

use super::enrol::folded;
use super::{House, Member};

/// How the characters of the model's names are read aloud; several where a name may be read several ways.
pub(crate) const SOUNDS: &[(char, &[&str])] = &[
    ('王', &["wang"]),
    ('芳', &["fang"]),
    ('李', &["li"]),
    ('娜', &["na"]),
    ('张', &["zhang"]),
    ('敏', &["min"]),
    ('刘', &["liu"]),
    ('静', &["jing"]),
    ('陈', &["chen"]),
    ('杨', &["yang"]),
    ('丽', &["li"]),
    ('曾', &["zeng", "ceng"]),
    ('赵', &["zhao"]),
    ('一', &["yi"]),
    ('二', &["er"]),
    ('三', &["san"]),
    ('四', &["si"]),
    ('五', &["wu"]),
    ('六', &["liu", "lu"]),
    ('七', &["qi"]),
    ('八', &["ba"]),
];

impl House {
    /// The members whom a single word fits.
    pub(crate) fn found_by(&self, word: &str) -> Vec<i64> {
        let fits = |no: i64, member: &Member| {
            if word.bytes().all(|b| b.is_ascii_digit()) {
                return is_in_digits(no, member, word);
            }
            let name = folded(&member.name);
            name.contains(word) || (word.is_ascii() && sounds_like(&name, word))
        };
        self.members.iter().filter(|(no, member)| fits(**no, member)).map(|(no, _)| *no).collect()
    }
}

fn is_in_digits(no: i64, member: &Member, digits: &str) -> bool {
    let by_number = member.phones.iter().any(|phone| phone.number.contains(digits));
    let by_birthday = member.birthday.is_some_and(|(year, month, day)| {
        let day = format!("{month:02}{day:02}");
        day.starts_with(digits) || (year > 0 && format!("{year:04}{day}").starts_with(digits))
    });
    by_number || (digits.len() <= 9 && (by_birthday || no.to_string() == digits))
}

/// Whether a name sounds so, or has these initials, from one of its syllables on.
fn sounds_like(name: &str, word: &str) -> bool {
    let mut readings: Vec<Vec<&str>> = vec![Vec::new()];
    for c in name.chars() {
        let Some((_, sounds)) = SOUNDS.iter().find(|(known, _)| *known == c) else { return false };
        let with = |reading: &Vec<&'static str>, sound: &&'static str| [reading.as_slice(), &[*sound]].concat();
        readings = readings.iter().flat_map(|reading| sounds.iter().map(|sound| with(reading, sound))).collect();
    }
    readings.iter().any(|reading| {
        (0..reading.len()).any(|from| {
            let initials: String = reading[from..].iter().map(|sound| &sound[..1]).collect();
            reading[from..].concat().starts_with(word) || initials.starts_with(word)
        })
    })
}
