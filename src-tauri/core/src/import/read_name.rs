//! Reads a name as registers write it: `李 洁`, `程桂香小姐`, `郭欢（新）`, `Anna  Lee`.
//!
//! Spaces between Chinese characters go, one between Latin words stays; a title after the name and what stands in brackets
//! are taken off and told apart. Refuses nothing: a caller looks whether a name is left.

/// Titles, and the gender each tells.
const TITLES: [(&str, &str); 7] = [
    ("女士", "female"),
    ("小姐", "female"),
    ("太太", "female"),
    ("夫人", "female"),
    ("女仕", "female"),
    ("先生", "male"),
    ("男士", "male"),
];

/// A name, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameRead {
    /// The name itself.
    pub name: String,
    /// The title after it and the gender it tells.
    pub title: Option<(&'static str, &'static str)>,
    /// What stood in brackets after it.
    pub remark: Option<String>,
    /// Only a surname stands before the title: the title stays in the name.
    pub surname_only: bool,
}

/// Reads a name.
pub(super) fn read(written: &str) -> NameRead {
    let mut read = NameRead { name: without_idle_spaces(written), ..NameRead::default() };
    if let Some((name, remark)) = parted_brackets(&read.name) {
        read.remark = Some(remark).filter(|remark| !remark.is_empty());
        read.name = name;
    }
    let titled = TITLES.iter().find_map(|title| Some((read.name.strip_suffix(title.0)?.trim_end().to_owned(), *title)));
    if let Some((name, title)) = titled {
        read.title = Some(title);
        match name.chars().count() {
            0 => {}
            1 => read.surname_only = true,
            _ => read.name = name,
        }
    }
    read
}

/// Spaces go unless they part words of another script than Chinese.
fn without_idle_spaces(written: &str) -> String {
    let words: Vec<&str> = written.split_whitespace().collect();
    let mut name = String::new();
    for word in words {
        let joins = name.chars().last().zip(word.chars().next()).is_some_and(|(before, after)| {
            before.is_alphanumeric() && !is_chinese(before) && after.is_alphanumeric() && !is_chinese(after)
        });
        if joins {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// The name and what stands in brackets at its end.
fn parted_brackets(name: &str) -> Option<(String, String)> {
    let inner = name.strip_suffix(['）', ')', '】', ']'])?;
    let at = inner.rfind(['（', '(', '【', '['])?;
    let (before, bracket) = inner.split_at(at);
    let remark = bracket.chars().skip(1).collect::<String>();
    (!before.is_empty()).then(|| (before.trim_end().to_owned(), remark.trim().to_owned()))
}

/// Whether a character is Chinese: unified, extended or a compatibility form.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_names_as_registers_write_them() {
        for (written, name) in [
            ("陈凯", "陈凯"),
            ("李 洁", "李洁"),
            ("王  芳", "王芳"),
            ("吴桂芳 ", "吴桂芳"),
            ("欧\u{3000}艳", "欧艳"),
            ("阿依古丽·买买提", "阿依古丽·买买提"),
            ("Anna", "Anna"),
            ("Anna  Lee", "Anna Lee"),
            ("陈﨑", "陈﨑"),
            ("劉嘉玲", "劉嘉玲"),
            ("程桂香小姐", "程桂香"),
            ("王东 女士", "王东"),
            ("郭欢（新）", "郭欢"),
            ("郭欢女士(新)", "郭欢"),
            ("王女士", "王女士"),
            ("", ""),
        ] {
            assert_eq!(read(written).name, name, "{written:?}");
        }
        assert_eq!(read("郭欢（新）").remark.as_deref(), Some("新"));
        assert_eq!(read("王女士").title, Some(("女士", "female")));
        assert!(read("王女士").surname_only);
    }

    proptest! {
        #[test]
        fn never_panics(written in "\\PC{0,40}") { read(&written); }

        #[test]
        fn spaces_titles_and_remarks_never_change_the_name(
            name in "[一-龥]{2,4}", space in "[ \u{3000}]{0,2}", at in 0usize..4,
            title in prop::sample::select(vec!["", "女士", "小姐", "先生"]), remark in prop::sample::select(vec!["", "（新）", "(新)"]),
        ) {
            prop_assume!(!TITLES.iter().any(|(title, _)| name.ends_with(title)));
            let at = at.min(name.chars().count());
            let spaced: String = name.chars().take(at).chain(space.chars()).chain(name.chars().skip(at)).collect();
            prop_assert_eq!(read(&format!("{spaced}{title}{remark} ")).name, name);
        }
    }
}
