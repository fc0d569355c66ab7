//! Pinyin of names, for finding by ear: in full, by initials, with every reading a name may have (policy §3.5).
//!
//! Surnames are read their own way (单 shan, 仇 qiu, 尉迟 yuchi), but the everyday reading finds them as well, since the
//! person on the phone may not know. `ü` is typed `v`. Characters without a known reading are skipped.

use pinyin::{ToPinyin, ToPinyinMulti};

/// Readings of one name, at most this many: a name of rare polyphones must not flood the index.
const MOST_READINGS: usize = 12;

/// Surnames whose reading as a surname differs from the dictionary's first.
const SURNAMES: &[(&str, &[&str])] = &[
    ("万俟", &["mo", "qi"]),
    ("尉迟", &["yu", "chi"]),
    ("长孙", &["zhang", "sun"]),
    ("澹台", &["tan", "tai"]),
    ("单于", &["chan", "yu"]),
    ("令狐", &["ling", "hu"]),
    ("宿", &["su"]),
    ("单", &["shan"]),
    ("曾", &["zeng"]),
    ("仇", &["qiu"]),
    ("区", &["ou"]),
    ("朴", &["piao"]),
    ("盖", &["ge"]),
    ("解", &["xie"]),
    ("查", &["zha"]),
    ("任", &["ren"]),
    ("华", &["hua"]),
    ("缪", &["miao"]),
    ("翟", &["zhai"]),
    ("乜", &["nie"]),
    ("冼", &["xian"]),
    ("洗", &["xian"]),
    ("覃", &["qin"]),
    ("员", &["yun"]),
    ("黑", &["he"]),
    ("秘", &["bi"]),
    ("召", &["shao"]),
    ("折", &["she"]),
    ("都", &["du"]),
    ("牟", &["mu"]),
    ("谌", &["chen"]),
    ("隗", &["wei"]),
    ("郇", &["xun"]),
    ("幺", &["yao"]),
    ("繁", &["po"]),
    ("乐", &["yue"]),
    ("尹", &["yin"]),
    ("石", &["shi"]),
    ("沈", &["shen"]),
    ("燕", &["yan"]),
    ("应", &["ying"]),
    ("哈", &["ha"]),
    ("种", &["chong"]),
    ("重", &["chong"]),
    ("祭", &["zhai"]),
    ("逄", &["pang"]),
    ("适", &["kuo"]),
    ("句", &["gou"]),
    ("勾", &["gou"]),
    ("车", &["che"]),
    ("褚", &["chu"]),
    ("贾", &["jia"]),
    ("晁", &["chao"]),
    ("臧", &["zang"]),
    ("相", &["xiang"]),
    ("藏", &["zang"]),
    ("鲜", &["xian"]),
    ("葛", &["ge"]),
    ("訾", &["zi"]),
    ("瞿", &["qu"]),
    ("占", &["zhan"]),
    ("卜", &["bu"]),
    ("薄", &["bo"]),
    ("柏", &["bai"]),
    ("俞", &["yu"]),
    ("宓", &["mi"]),
    ("阚", &["kan"]),
    ("﨑", &["qi"]),
];

/// Every reading of a (folded) name as a list of syllables, the likeliest first. Latin words are one syllable each.
pub fn readings(name: &str) -> Vec<Vec<String>> {
    let (surname, rest) = surname_of(name);
    let mut choices: Vec<Vec<String>> = Vec::new();
    if let Some((written, syllables)) = surname {
        for (character, syllable) in written.chars().zip(syllables) {
            let mut of_character = vec![(*syllable).to_owned()];
            for other in readings_of(character) {
                if !of_character.contains(&other) {
                    of_character.push(other);
                }
            }
            choices.push(of_character);
        }
    }
    let mut latin = String::new();
    for character in rest.chars() {
        if character.is_ascii_alphanumeric() {
            latin.push(character.to_ascii_lowercase());
            continue;
        }
        if !latin.is_empty() {
            choices.push(vec![std::mem::take(&mut latin)]);
        }
        let of_character = readings_of(character);
        if !of_character.is_empty() {
            choices.push(of_character);
        }
    }
    if !latin.is_empty() {
        choices.push(vec![latin]);
    }
    combine(&choices)
}

/// The initials of a reading: `zs` of `zhang san`.
pub fn initials(reading: &[String]) -> String {
    reading.iter().filter_map(|syllable| syllable.chars().next()).collect()
}

type Surname = (&'static str, &'static [&'static str]);

fn surname_of(name: &str) -> (Option<Surname>, &str) {
    let found = SURNAMES.iter().find(|(written, _)| name.starts_with(written));
    match found {
        Some((written, syllables)) => (Some((written, syllables)), name.strip_prefix(written).unwrap_or(name)),
        None => (None, name),
    }
}

fn readings_of(character: char) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let first = character.to_pinyin().map(|p| typed(p.plain()));
    let others = character.to_pinyin_multi().into_iter().flatten().map(|p| typed(p.plain()));
    for reading in first.into_iter().chain(others) {
        if !found.contains(&reading) {
            found.push(reading);
        }
    }
    found
}

fn typed(syllable: &str) -> String {
    syllable.replace('ü', "v").replace('ê', "e")
}

/// All ways through the choices, first choices first, cut at [`MOST_READINGS`].
fn combine(choices: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut ways: Vec<Vec<String>> = vec![Vec::new()];
    if choices.is_empty() {
        return Vec::new();
    }
    for of_character in choices {
        let mut longer = Vec::new();
        for syllable in of_character {
            for way in &ways {
                let mut way = way.clone();
                way.push(syllable.clone());
                longer.push(way);
            }
        }
        longer.truncate(MOST_READINGS);
        ways = longer;
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(name: &str) -> Vec<String> {
        readings(name).into_iter().map(|way| way.concat()).collect()
    }

    #[test]
    fn reads_surnames_their_own_way_and_the_everyday_way() {
        for (name, ways) in [
            ("曾莹", ["zengying", "cengying"]),
            ("单琴", ["shanqin", "danqin"]),
            ("尉迟琳", ["yuchilin", "weichilin"]),
            ("翟天临", ["zhaitianlin", "ditianlin"]),
        ] {
            let found = joined(name);
            assert_eq!(found.first().unwrap(), ways[0]);
            for way in ways {
                assert!(found.iter().any(|f| f == way), "{name} {way} in {found:?}");
            }
        }
    }

    #[test]
    fn types_u_umlaut_as_v_and_keeps_foreign_names() {
        assert_eq!(joined("吕琴")[0], "lvqin");
        assert_eq!(joined("anna"), ["anna"]);
        assert_eq!(initials(&readings("阿依古丽·买买提")[0]), "ayglmmt");
        assert!(joined("😀").is_empty());
    }
}
